"""Charts on other people's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from operations.embedding import framed_anywhere
from operations.moved_charts import follows_moves, gone_embed
from operations.views import drawn_chart


@framed_anywhere
@follows_moves(gone_embed)
def chart_embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The chart alone: no cookie, no storage, nobody else's address."""
    return render(request, "operations/chart_embed.html", {"chart": drawn_chart(request, slug)})
