"""Sums and changes of figures, each with the reason where there is none; and broken lines.

Nothing here is stated by a release: what is worked out says so. Refusals are sentences for
readers. Decimals throughout, and None where a figure is missing, never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from operations.guard.comparability import breaks
from operations.periods import Period, PeriodKind
from operations.series import Point
from releases.quantities import NotCombinableError, Qualifier, add, shown, subtract
from releases.units import UNITS


@dataclass(frozen=True)
class Total:
    """A sum, calculated by us and never stated by a release."""

    value: Decimal
    qualifier: Qualifier
    unit: str
    shown: str


@dataclass(frozen=True)
class Change:
    """From one figure to another; `reasons` says why there is none where `value` is None.

    `percent` is None where the first figure is zero or less, or the difference is not exact.
    """

    value: Decimal | None
    percent: Decimal | None
    qualifier: Qualifier
    shown: str
    reasons: tuple[str, ...]


def mark_breaks(points: Iterable[Point | None]) -> tuple[Point | None, ...]:
    """Mark each point that may not be joined to the last figure before it, with the reason."""
    marked: list[Point | None] = []
    last: Point | None = None
    for point in points:
        if point is None or point.value is None:
            marked.append(point)
            continue
        reasons = breaks(last, point) if last else []
        marked.append(replace(point, break_before=bool(reasons), break_reason=" ".join(reasons)))
        last = point
    return tuple(marked)


def totals(points: Sequence[Point | None]) -> Total:
    """Add up the figures of a series, or raise NotCombinableError with the reason not to."""
    figures = [point for point in points if point is not None and point.value is not None]
    if reason := _no_sum(figures):
        raise NotCombinableError(reason)
    value, qualifier = add((p.value, p.qualifier) for p in figures if p.value is not None)
    unit = figures[0].unit
    return Total(value, qualifier, unit, shown(value, qualifier, unit))


def _no_sum(figures: Sequence[Point]) -> str:
    """Return the sentence why these figures have no sum; empty where they have one."""
    if not figures:
        return "There is no figure to add up."
    if len({point.unit for point in figures}) > 1:
        return "Figures in different units are not added up."
    if not UNITS[figures[0].unit].adds_up:
        return "Shares, rates and changes are not added up."
    for point in figures:
        if point.period and point.period.kind is PeriodKind.RUNNING_TOTAL and len(figures) > 1:
            return f"{point.label} is a running total, which already holds what came before it."
    periods = sorted({p.period for p in figures if p.period}, key=Period.sort_key)
    for earlier, later in pairwise(periods):
        if earlier.overlaps(later):
            return f"{earlier.label()} and {later.label()} overlap, so some would count twice."
    return ""


def change(first: Point, last: Point) -> Change:
    """Return the change from one figure to another, or the reasons why there is none to state."""
    reasons = breaks(first, last)
    if first.value is None or last.value is None:
        missing = first.label if first.value is None else last.label
        reasons.append(f"There is no figure for {missing}.")
    if reasons or first.value is None or last.value is None:
        return Change(None, None, Qualifier.EXACT, "", tuple(reasons))
    try:
        value, qualifier = subtract(last.value, last.qualifier, first.value, first.qualifier)
    except NotCombinableError as error:
        return Change(None, None, Qualifier.EXACT, "", (str(error),))
    if first.unit == "percent":
        # From 65% to 80% is 15 percentage points, and “15%” would mislead.
        return Change(value, None, qualifier, shown(value, qualifier, "percentage_point"), ())
    percent = None
    if qualifier is Qualifier.EXACT and first.value > 0:
        percent = value / first.value * 100
    return Change(value, percent, qualifier, shown(value, qualifier, first.unit), ())
