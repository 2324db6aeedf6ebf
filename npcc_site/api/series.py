"""A series of a metric in one short answer: figures in order of time, few keys, no pages.

For programs that ask for many series and want each in a millisecond; all that is known of a figure
is in the list of observations. It answers as PostgreSQL writes it (``operations.opendata.series``).
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse

from npcc_site.api import keys
from npcc_site.api import parameters as p
from npcc_site.api.addressing import asking
from npcc_site.api.keys import Shape, made_of
from npcc_site.api.problems import wrong_values
from npcc_site.api.shapes import Figure
from npcc_site.api.views import ForPrograms
from operations.opendata.choice import WITHIN, FigureFilter
from operations.opendata.series import LONGEST, NARROWED_BY, series_as_json

# A figure's own keys, as every file has them.
KEPT = (
    "figure_id", "period_start", "period_end", "period_kind", "value", "qualifier", "status",
    "coverage_note",
)  # fmt: skip
Point = made_of(
    "Point",
    "A figure of a series.",
    {
        **{name: Figure._declared_fields[name] for name in KEPT},
        "release": keys.named("Slug of the release that states it."),
    },
    of=keys.Whole,
)
Series = made_of(
    "Series",
    "Figures of one metric, the oldest first.",
    {"metric": keys.named("Slug of the metric."), "figures": Point(many=True, help_text="Them.")},
    of=keys.Whole,
)


@dataclass(frozen=True)
class OneSeries:
    """What the description of the interface says of it, as ``Listed`` does of a list."""

    name: str = "metrics"
    one: str = "series"
    what: str = (
        f"A metric’s figures in order of time, the oldest first, up to {LONGEST:,}: without pages "
        "and with few keys, for a chart. Not narrowed it has all that any force or area states."
    )
    shape: type[Shape] = Series
    named_by: tuple[str, ...] = ("slug",)

    @property
    def parameters_of_one(self) -> tuple[p.Parameter, ...]:
        taken = [one for one in p.of_filters(FigureFilter) if one.name in NARROWED_BY]
        return (*(replace(one, many=False) for one in taken if one.name != "metric"), p.MOMENT)


SERIES = OneSeries()
_PARAMETERS = SERIES.parameters_of_one
_BY_NAME = {one.name: one for one in _PARAMETERS}


class SeriesView(ForPrograms):
    """404 where there is no such figure: what is unknown and what is hidden are the same."""

    of = SERIES

    def get(self, request: Any, slug: str) -> HttpResponse:
        asked = p.read(self.http.GET, _PARAMETERS)
        narrowed: dict[str, tuple[str, ...]] = {"metric": (slug,)}
        for name in NARROWED_BY:
            if (value := asked.get(name)) is not None:
                narrowed[name] = _parts(name, value)
        figures = series_as_json(narrowed, asking(self.http).at)
        if figures is None:
            raise Http404
        # A slug has no sign that JSON would write otherwise.
        body = f'{{"metric": "{slug}", "figures": {figures}}}'
        return HttpResponse(body, content_type="application/json")


def _parts(name: str, value: str) -> tuple[str, ...]:
    """The slugs in a value. Raises Refused where it could be no such name at all."""
    schema = _BY_NAME[name].schema
    if (
        value not in schema.get("enum", (value,))
        or not re.search(schema.get("pattern", ""), value)
        or len(value) > schema.get("maxLength", len(value))
        or value.endswith("\n")  # which the end of a pattern lets pass
    ):
        raise wrong_values({name: [f"“{value[:100]}” is no such name."]})
    return tuple(value.split(WITHIN, 1)) if name == "category" else (value,)
