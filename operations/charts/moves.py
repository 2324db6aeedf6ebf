"""What a chart's address answers where no chart is: the way to its new one, or why it is gone.

Views of charts raise Http404 where they find none; ``follows_moves`` then asks what became of it.
So a chart that stands where it was asked for costs nothing more.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from operations.charts.addresses import Gone, current_chart, gone_chart
from releases.filters import at_of

View = Callable[..., HttpResponse]
SaysGone = Callable[[HttpRequest, Gone], HttpResponse]


def follows_moves(says_gone: SaysGone) -> Callable[[View], View]:
    """Decorate a view that takes the chart's ``slug``; ``says_gone`` makes its 410.

    Beneath what adds headers (``framed_anywhere``), so that these answers have them too.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, slug, *args, **kwargs)
            except Http404:
                return _moved_or_gone(request, slug, says_gone)

        return answer

    return decorated


def gone_page(request: HttpRequest, gone: Gone) -> HttpResponse:
    return render(request, "operations/chart_gone.html", {"gone": gone}, status=410)


def gone_embed(request: HttpRequest, gone: Gone) -> HttpResponse:
    """Small enough for a frame, and with all that matters."""
    return render(request, "operations/chart_embed_gone.html", {"gone": gone}, status=410)


def gone_file(request: HttpRequest, gone: Gone) -> HttpResponse:
    """Plain words, whatever kind of file was asked for: a program shows them, or logs them."""
    words = render_to_string("operations/chart_gone.txt", {"gone": gone}, request)
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=410)


def _moved_or_gone(request: HttpRequest, slug: str, says_gone: SaysGone) -> HttpResponse:
    """301 to the same view of the chart's own address, 410, or the 404 of what never existed."""
    at = at_of(request)
    chart = current_chart(slug, at)
    if chart is not None and chart.slug != slug and request.resolver_match is not None:
        match = request.resolver_match
        address = reverse(match.view_name, kwargs=match.kwargs | {"slug": chart.slug})
        # As it was sent: every option of an embed, and a past moment that was asked for.
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    gone = gone_chart(slug, at) if chart is None else None
    if gone is None:
        raise Http404
    return says_gone(request, gone)
