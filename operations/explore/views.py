"""The page that finds every figure, and the chart of a choice as a picture or on other pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from operations.charts.asked import refused_file
from operations.charts.file_views import imprint_of, open_data
from operations.drawn import DrawnChart, draw, with_narrow_picture
from operations.embeds.framing import framed_anywhere
from operations.embeds.options import EmbedOptionsError
from operations.embeds.views import corrections_told, options_of, refused_embed
from operations.explore.address import asking
from operations.explore.asking import Asked
from operations.explore.columns import COLUMNS
from operations.explore.drawing import (
    DRAWN_UNASKED,
    SLUG,
    ChoiceChart,
    chart_of,
    figures_to_draw,
)
from operations.explore.groups import Groups
from operations.explore.shaping import MOST_FIGURES
from operations.explore.table import table_of
from operations.explore.taking import codes_of, files_of, whole_address, words_of
from operations.models import Observation
from operations.opendata.choice import FigureFilter
from operations.renderers.files import FILES, NoSuchVariantError, renderer_for
from releases.filters import at_of
from releases.public_addresses import public_address

PICTURES = ("png", "svg")
# Of more figures than these, a narrow screen without scripts moves the wide picture sideways.
DRAWN_TWICE = 60


def explore(request: HttpRequest) -> HttpResponse:
    """All public figures, narrowed by the address: filters, chart, table, and what to take."""
    asked = Asked(request)
    context = _shown(request, asked) if asked.is_valid else _refused(request, asked)
    context |= {
        "asked": asked,
        "all_columns": [(one, one.name in asked.address.columns) for one in COLUMNS.values()],
        "address": whole_address(request, reverse("explore"), asked.address.query),
    }
    return render(request, "explore/explore.html", context)


def _shown(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    groups = Groups(asked.choice, at_of(request), asked.address)
    waits = DRAWN_UNASKED < groups.counted.total <= MOST_FIGURES and not asked.address.draws
    known, chart = (None, ChoiceChart()) if waits else _chart(request, asked.choice, groups)
    drawn = _drawn(chart.data) if chart.data else None
    rows = asked.choice.filter_queryset(Observation.objects.public(groups.at))
    return {
        "groups": groups,
        "table": table_of(asked, groups, rows, known),
        "chart": drawn,
        "why_not": chart.why_not,
        "chart_query": asked.address.drawing().query if waits else "",
        "files": files_of(asked.address, has_chart=drawn is not None),
        "codes": codes_of(request, asked.address, _frame_words(drawn)),
        "words": words_of(groups.tags),
    }


def _drawn(data: Any) -> DrawnChart:
    """The chart for this page; of many figures with one picture, which takes its time to draw."""
    drawn = draw(data)
    few = len(drawn.figure_ids) <= DRAWN_TWICE
    return with_narrow_picture(drawn, data) if few else drawn


def _refused(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """The filters of every figure beside what is wrong, and no rows."""
    everything = FigureFilter(QueryDict(), request=request)
    everything.form.full_clean()
    return {"groups": Groups(everything, at_of(request)), "words": "Every figure"}


def _frame_words(chart: DrawnChart | None) -> tuple[str, str] | None:
    return (chart.kind, chart.title) if chart else None


def _chart(
    request: HttpRequest, choice: FigureFilter, groups: Groups
) -> tuple[list[Observation] | None, ChoiceChart]:
    """The choice's figures, where a chart may hold so many, and what can be drawn of them."""
    rows = choice.filter_queryset(Observation.objects.for_listing(groups.at)).order_by("figure_id")
    known = figures_to_draw(groups, rows)
    address = asking(public_address(reverse("explore")), groups.address.choice_query)
    return known, chart_of(groups, known, address)


@open_data
def explore_picture(request: HttpRequest, ending: str) -> HttpResponse:
    """The chart of a choice as PNG or SVG; 400 with a sentence where there is none."""
    kind = FILES[ending]
    choice = FigureFilter(request.GET, request=request)
    if not choice.form.is_valid():
        return refused_file(first_error(choice))
    try:
        render_file = renderer_for(ending, request.GET.getlist(kind.option))
    except NoSuchVariantError as error:
        return refused_file(str(error))
    _, chart = _chart(request, choice, Groups(choice, at_of(request)))
    if chart.data is None:
        return refused_file(chart.why_not)
    imprint = imprint_of(request)
    response = HttpResponse(render_file(chart.data, imprint), content_type=kind.content_type)
    response.headers["Content-Disposition"] = f'inline; filename="{SLUG}.{ending}"'
    response.headers["Link"] = f'<{imprint.address(chart.data)}>; rel="canonical"'
    return response


@framed_anywhere
def explore_embed(request: HttpRequest) -> HttpResponse:
    """The chart of a choice alone, for other people's pages; a sentence where it can't be drawn."""
    choice = FigureFilter(request.GET, request=request)
    try:
        options = options_of(request.GET)
    except EmbedOptionsError as error:
        return refused_embed(request, str(error))
    if not choice.form.is_valid():
        return refused_embed(request, first_error(choice))
    groups = Groups(choice, at_of(request))
    _, chart = _chart(request, choice, groups)
    drawn = with_narrow_picture(draw(chart.data), chart.data) if chart.data else None
    context = {
        "chart": drawn,
        "why_not": chart.why_not,
        "options": options,
        "address": whole_address(request, reverse("explore"), groups.address.choice_query),
        "present_address": asking(public_address(reverse("explore")), groups.address.choice_query),
        "corrections": corrections_told(request, drawn.figure_ids if drawn else ()),
    }
    with translation.override(options.language):
        return render(request, "explore/embed.html", context)


def first_error(choice: FigureFilter) -> str:
    """What is wrong with a choice, in a sentence: the first thing."""
    return str(next(iter(choice.form.errors.values()))[0])
