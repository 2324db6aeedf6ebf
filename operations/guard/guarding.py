"""The comparability guard: what a chart may not show as it was asked for, and what it must say.

Pure: a ChartData goes in as the seam put it together, and comes out as it may be drawn. Bars that
may not be added up stand side by side; a bar that does not compare with the one before is marked;
every difference is a plain sentence in ``notes``, each said once. Lines are marked where they are
joined (``arithmetic.mark_breaks``); sums are refused where they are made (``arithmetic.totals``).
"""

from collections.abc import Iterable
from dataclasses import replace

from operations.arithmetic import mark_breaks
from operations.guard.stacks import why_not_stacked
from operations.guard.unlike import (
    ALONG_TIME,
    also_stated,
    differences_of,
    disagreements,
    stated_otherwise,
)
from operations.series import WITHOUT_AXIS, ChartData, Point

# Kinds whose marks stand beside one another in order of time without being joined.
SIDE_BY_SIDE = ("bar", "stacked", "dots", "table")
# A reader reads so many sentences under a picture; the table has the others beside its figures.
MOST_NOTES = 4
_MORE = "more differences: see the table."


def guard(
    chart: ChartData,
    along: str,
    rivals: Iterable[tuple[Point, Point]] = (),
    passed_over: Iterable[tuple[Point, Point]] = (),
) -> ChartData:
    """Return the chart as it may be drawn, with what a reader must be told in its notes.

    ``along`` is what its labels are ("period", "phase", "category", …). ``rivals`` are pairs of a
    figure that the chart shows and one of another release that can't be true beside it;
    ``passed_over`` of one that the chart shows and one that would stand at the same place.
    """
    if chart.kind == "timeline":
        # Its phases are shown and none of its figures.
        return chart
    refusal = why_not_stacked(chart) if chart.kind == "stacked" else ""
    if refusal:
        chart = replace(chart, kind="bar")
    if chart.kind in SIDE_BY_SIDE and along in ALONG_TIME:
        chart = _marked(chart)
    sentences = [
        f"Shown side by side, not stacked. {refusal}" if refusal else "",
        *stated_otherwise(rivals),
        *also_stated(passed_over),
        *disagreements(chart),
        *differences_of(chart, along),
    ]
    return replace(chart, notes=(*chart.notes, *_at_most(sentences, chart.notes)))


def guard_again(whole: ChartData, part: ChartData) -> ChartData:
    """Return a part of a guarded chart along time, with the marks and sentences of what is left.

    A bar no longer differs from one that is not shown, and no note speaks of such a one.
    """
    if not whole.along_time:
        return part
    if part.kind in SIDE_BY_SIDE:
        part = _marked(part)
    told = {*disagreements(whole), *differences_of(whole, "period")}
    kept = tuple(one for one in part.notes if one not in told and not one.endswith(_MORE))
    anew = [*disagreements(part), *differences_of(part, "period")]
    return replace(part, notes=(*kept, *_at_most(anew, kept)))


def shares_an_axis(kind: str) -> bool:
    """Whether a chart of this kind draws all its figures to one scale, so in one unit only."""
    return kind not in WITHOUT_AXIS


def _marked(chart: ChartData) -> ChartData:
    series = (
        replace(one, points=mark_breaks(one.points)) if one.role == "main" else one
        for one in chart.series
    )
    return replace(chart, series=tuple(series))


def _at_most(sentences: Iterable[str], known: tuple[str, ...]) -> list[str]:
    """Each sentence once; of too many the first, and how many more there are."""
    said = [one for one in dict.fromkeys(sentences) if one and one not in known]
    if len(said) <= MOST_NOTES:
        return said
    more = len(said) - MOST_NOTES + 1
    return [*said[: MOST_NOTES - 1], f"There are {more} {_MORE}"]
