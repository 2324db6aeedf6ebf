"""The one kind of page that other sites may frame."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponseBase]


def framed_anywhere(view: View) -> View:
    """Let any page frame the view's answer, and keep it out of search results.

    Everything else of the site refuses to be framed (``frame-ancestors 'none'``).
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(answer))
