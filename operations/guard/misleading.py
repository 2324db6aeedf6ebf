"""Where a chart as it is being made may mislead, in sentences for its editor. Pure.

Nothing here is refused. What the guard tells the public is told first; the rest is for the editor
alone, who can still choose other lines, another kind or other words.
"""

from collections.abc import Iterator
from itertools import pairwise

from operations.guard.unfounded import unfounded
from operations.periods import Period, PeriodKind
from operations.renderers.dots import begins_at
from operations.renderers.timing import spans_of
from operations.series import WITHOUT_AXIS, ChartData, Point, Series
from releases.units import unit_for, written

# Big numbers are of different things by intent.
IN_ROWS = tuple(kind for kind in WITHOUT_AXIS if kind != "numbers")


def warnings_of(chart: ChartData) -> list[str]:
    """Return what an editor should look at before saving, the gravest first, each once."""
    found = [
        *chart.notes,
        *_two_units(chart),
        *_overlaps(chart),
        *_axis(chart),
        *_nothing(chart),
        *_annotations(chart),
        *_words(chart),
    ]
    return list(dict.fromkeys(found))


def _two_units(chart: ChartData) -> Iterator[str]:
    units = list(dict.fromkeys(point.unit for point in chart.figures()))
    if len(units) > 1 and chart.effective_kind in IN_ROWS:
        names = [unit_for(code).plural or "numbers" for code in units]
        yield (
            f"These figures are in different units ({', '.join(names)}): their sizes can’t be "
            "compared by eye."
        )


def _overlaps(chart: ChartData) -> Iterator[str]:
    for series in chart.series if chart.along_time else ():
        periods = [p.period for p in series.figures() if p.period and not _is_running(p)]
        in_order = sorted(set(periods), key=Period.sort_key)
        for earlier, later in pairwise(in_order):
            if earlier.overlaps(later):
                yield (
                    f"{earlier.label()} and {later.label()} overlap: side by side they look like "
                    "two periods, and added up some would count twice."
                )


def _is_running(point: Point) -> bool:
    return point.period is not None and point.period.kind is PeriodKind.RUNNING_TOTAL


def _axis(chart: ChartData) -> Iterator[str]:
    start = begins_at(chart) if chart.effective_kind == "dots" else None
    if start is not None:
        yield (
            f"The axis of the dots begins at {written(start, chart.unit)}, not at zero, and says "
            "so: small differences look large. Bars always begin at zero."
        )


def _nothing(chart: ChartData) -> Iterator[str]:
    if not chart.figures():
        return
    for series in chart.series:
        if not series.figures():
            yield f"“{_name(series)}” has no figure at that moment, so its line is empty."
    if chart.effective_kind == "numbers" and chart.kind != "numbers":
        yield "There is one figure only, so it is shown as a big number, whatever the kind."


def _name(series: Series) -> str:
    return series.label or "A line"


def _annotations(chart: ChartData) -> Iterator[str]:
    dated = [one for one in chart.annotations if one.start is not None]
    if dated and spans_of(chart) is None:
        yield (
            f"“{dated[0].text}” can’t be drawn at its date: the labels of this chart are no dated "
            "periods in order."
        )


def _words(chart: ChartData) -> Iterator[str]:
    for phrase in unfounded(chart.caption.title, chart):
        yield f"The title says “{phrase}”, which no figure of this chart bears out."
    for phrase in unfounded(chart.caption.alt, chart):
        yield f"The text alternative says “{phrase}”, which no figure of this chart bears out."
