"""The one kind of page that other sites may frame, and the code that does it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from npcc_site import as_at
from operations.charts.state import ChartState
from operations.drawn import DrawnChart
from operations.embeds.code import embed_address, frame, frame_title
from releases.public_addresses import public_address

View = Callable[..., HttpResponseBase]


def framed_anywhere(view: View) -> View:
    """Let any page frame the view's answer, and keep it out of search results.

    Everything else of the site refuses to be framed (``frame-ancestors 'none'``). A refusal that
    comes before the view (a moment that there never was) finds it as ``view.wraps_refusals``.
    """

    def framed(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.headers["X-Robots-Tag"] = "noindex"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            return response

        return csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(answer))

    answer = framed(view)
    answer.wraps_refusals = framed  # type: ignore[attr-defined]
    return answer


def script_address() -> str:
    """Where the script that fits a frame's height is for ever: without a content hash."""
    return f"{settings.SITE_ORIGIN}/static/embed.v1.js"


def embed_code(request: HttpRequest, chart: DrawnChart, state: ChartState) -> str:
    """What a journalist pastes to show ``chart`` in the ``state`` in which this page shows it."""
    asked = getattr(request, "asked", None)
    query = [*state.pairs, *([(as_at.KEY, asked.text)] if asked else [])]
    src = embed_address(public_address(reverse("chart_embed", args=[chart.slug])), query)
    return frame(src, frame_title(chart.kind, chart.title), script=script_address())
