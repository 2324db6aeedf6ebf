"""Where a chart's labels stand in time: each period as long as it is.

Pure. A day is its number (`date.toordinal`), so that a week is seven wide and a year 365 or 366.
"""

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from operations.periods import Period
from operations.series import ChartData

HALF_A_DAY = Decimal("0.5")
# A month of 31 days is a ninth longer than one of 28, and nobody would call it odd.
MONTHS_DIFFER_BY = Decimal("1.15")


class Span(NamedTuple):
    """From the first day to the day after the last, and where its point stands."""

    start: Decimal
    end: Decimal
    middle: Decimal


def spans_of(chart: ChartData) -> list[Span] | None:
    """Return one span for each label, in order, or None where there is no true time axis.

    There is one where the labels are periods, every main figure's period has its dates, and the
    labels rise: two figures of one day have no order. A label without a figure shares the time
    between its neighbours with others like it.
    """
    if not chart.along_time:
        return None
    known: list[Span | None] = []
    for place in range(len(chart.x_labels)):
        periods = _periods_at(chart, place)
        spans = [_span(period) for period in periods]
        if None in spans:
            return None
        known.append(spans[0] if spans else None)
    dated = [span for span in known if span is not None]
    if len(dated) < 2 or known[0] is None or known[-1] is None:
        return None
    if any(later.middle <= earlier.middle for earlier, later in pairwise(dated)):
        return None
    return [span or _between(known, place) for place, span in enumerate(known)]


def lengths_differ(spans: list[Span]) -> bool:
    """Whether some periods are longer than others by more than months and years naturally are."""
    lengths = [span.end - span.start for span in spans]
    return max(lengths) > min(lengths) * MONTHS_DIFFER_BY


def evenly_apart(spans: list[Span]) -> bool:
    """Whether drawing the labels evenly spaced and equally wide is true to scale already."""
    steps = [later.start - earlier.start for earlier, later in pairwise(spans)]
    return not lengths_differ(spans) and max(steps) <= min(steps) * MONTHS_DIFFER_BY


def _periods_at(chart: ChartData, place: int) -> list[Period | None]:
    """The periods of the main figures under one label; a baseline has its own, often another."""
    points = (series.points[place] for series in chart.series if series.role == "main")
    return [point.period for point in points if point is not None]


def _span(period: Period | None) -> Span | None:
    """None where the dates are not known; a running total is true of its last day."""
    middle = period.middle() if period else None
    if period is None or middle is None or period.end is None:
        return None
    end = Decimal(period.end.toordinal() + 1)
    if period.start is None or middle == end - 1:
        return Span(end - 1, end, end - HALF_A_DAY)
    return Span(Decimal(period.start.toordinal()), end, middle + HALF_A_DAY)


def _between(known: list[Span | None], place: int) -> Span:
    before = max(one for one in range(place) if known[one] is not None)
    after = min(one for one in range(place, len(known)) if known[one] is not None)
    start, end = known[before].end, known[after].start  # type: ignore[union-attr]
    width = max(end - start, Decimal(0)) / (after - before - 1)
    begins = start + width * (place - before - 1)
    return Span(begins, begins + width, begins + width / 2)
