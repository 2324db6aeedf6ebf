"""A chart's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from operations.charts.adjusting import choices
from operations.charts.asked import asked_chart, refused_page, refuses_odd_states
from operations.charts.moves import follows_moves, gone_page
from operations.charts.switches import switches
from operations.drawn import draw, with_narrow_picture
from operations.embeds.framing import embed_code
from operations.references import reference_to_chart
from releases.discovery import discovery_links, with_discovery
from releases.filters import at_of

# What a screen reader hears where the last switch was put back.
WHOLE = "The whole chart is shown, as its editor made it."


@refuses_odd_states(refused_page)
@follows_moves(gone_page)
def chart_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A chart as its address asks for it, its figures as a table, how to embed and to cite it."""
    asked = asked_chart(request, slug)
    drawn = with_narrow_picture(draw(asked.data, query=asked.state.query), asked.data)
    path = drawn.asked(reverse("chart_detail", args=[slug]))
    links = discovery_links(request, path)
    context = {
        "chart": drawn,
        "path": path,
        "data": asked.data,
        "switches": switches(choices(asked.whole), asked.state),
        "shown": " ".join(asked.said) or WHOLE,
        "embed_code": embed_code(request, drawn, asked.state),
        "oembed_links": links,
        "topic": asked.chart.topic,
        **reference_to_chart(asked.chart, drawn, at_of(request)),
    }
    return with_discovery(render(request, "operations/chart_detail.html", context), links)
