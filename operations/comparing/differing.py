"""How the second of two figures differs from the first, no further than both bear out. Pure.

Where the guard finds them incomparable there is no difference, and its sentences say why. A hedge
is an interval: from 300 to “more than 500” is more than 200 more; from “more than 300” to “more
than 500” is anything, so nothing is said. “About” and “almost” have only the width that this site
gave them, from which no difference is worked out.
"""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from operations.arithmetic import change
from operations.guard.comparability import breaks, differences, quoted
from operations.periods import PeriodKind
from operations.series import Point
from releases.quantities import Qualifier
from releases.units import plain, written

HEDGED = (Qualifier.ABOUT, Qualifier.ALMOST)
# Beyond it no upper end is stated, below it none either.
STRICT = {"low": Qualifier.MORE_THAN, "high": Qualifier.LESS_THAN}
_WORDS = {Qualifier.EXACT: "", Qualifier.AT_LEAST: "at least ", Qualifier.MORE_THAN: "over "}


@dataclass(frozen=True)
class Difference:
    """``value`` (of the second less the first, signed) and ``percent`` of the first, if stated.

    With a qualifier they are the ends that are sure: ``at_least`` −200 is 200 fewer or fewer still.
    """

    value: Decimal
    percent: Decimal | None
    qualifier: Qualifier
    unit: str
    way: int

    @property
    def words(self) -> str:
        """Say it: “28 more (12%)”, “over 200 fewer (over 40%)”, “no difference”."""
        exact = self.qualifier is Qualifier.EXACT
        more = "more" if self.way > 0 else "fewer" if self.unit == "count" else "less"
        if self.value == 0:
            if exact:
                return "no difference"
            strict = self.qualifier is Qualifier.MORE_THAN
            return f"{more}, by how much is not known" if strict else f"the same or {more}"
        lead = _WORDS[self.qualifier]
        share = f" ({lead}{self._share})" if self._share else ""
        return f"{lead}{written(abs(self.value), self.unit)} {more}{share}"

    @property
    def _share(self) -> str:
        exact = self.qualifier is Qualifier.EXACT
        if self.percent is None:
            return ""
        size = abs(self.percent)
        if size < 1:
            return "less than 1%" if exact else ""
        # What is at least 40.7% is at least 40%, and not at least 41%.
        return f"{plain(size.quantize(Decimal(1), ROUND_HALF_UP if exact else ROUND_FLOOR))}%"


@dataclass(frozen=True)
class Comparison:
    """Two figures held against each other.

    ``reasons`` say why they may not be compared; ``unknown`` why they may and yet have no sure
    difference; ``notes`` what must be known besides. Whole sentences for readers.
    """

    difference: Difference | None
    reasons: tuple[str, ...] = ()
    unknown: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_comparable(self) -> bool:
        return not self.reasons


def compared(first: Point, second: Point) -> Comparison:
    """Hold the second figure against the first; both have a value."""
    notes = tuple(_notes(first, second))
    if reasons := tuple(breaks(first, second)):
        return Comparison(None, reasons, notes=notes)
    for point in (first, second):
        if point.qualifier in HEDGED:
            return Comparison(
                None,
                unknown=f"{_capital(quoted(point))} is stated as “{point.shown}”, which has no "
                "sure difference from another figure.",
                notes=notes,
            )
    found = _exact(first, second) or _at_the_ends(first, second)
    unknown = "" if found else "The hedges leave open whether it is more or less."
    return Comparison(found, unknown=unknown, notes=notes)


def _exact(first: Point, second: Point) -> Difference | None:
    if not (first.qualifier is second.qualifier is Qualifier.EXACT):
        return None
    moved = change(first, second)
    assert moved.value is not None  # noqa: S101 two exact figures that may be compared
    way = (moved.value > 0) - (moved.value < 0)
    return Difference(moved.value, moved.percent, Qualifier.EXACT, _unit(first), way)


def _at_the_ends(first: Point, second: Point) -> Difference | None:
    """The least that the second must be above or below the first; None where it may be either."""
    for way, high, low in ((1, second, first), (-1, first, second)):
        if high.low is None or low.high is None or high.low < low.high:
            continue
        least = high.low - low.high
        strict = high.qualifier is STRICT["low"] or low.qualifier is STRICT["high"]
        qualifier = Qualifier.MORE_THAN if strict else Qualifier.AT_LEAST
        # The share of the first at the end at which it is smallest.
        base = low.high if way > 0 else high.low
        has_share = base > 0 and first.unit != "percent"
        percent = way * least / base * 100 if has_share else None
        return Difference(way * least, percent, qualifier, _unit(first), way)
    return None


def _unit(point: Point) -> str:
    # From 65% to 80% is 15 percentage points, and “15%” would mislead.
    return "percentage_point" if point.unit == "percent" else point.unit


def _notes(first: Point, second: Point) -> list[str]:
    known = breaks(first, second)
    found = [one for one in differences(first, second) if one not in known]
    if first.status == second.status and first.status in ("estimated", "provisional"):
        found.append(f"Both are {first.status}.")
    found += [
        f"{_capital(quoted(point))} is known only from a report of it."
        for point in (first, second)
        if point.second_hand
    ]
    found += _about_times(first, second) if not known else []
    return found


def _about_times(first: Point, second: Point) -> list[str]:
    one, other = first.period, second.period
    if one is None or other is None or one == other or not one.overlaps(other):
        return []
    if one.kind is PeriodKind.RUNNING_TOTAL:
        return ["Both are running totals: the later one holds what the earlier one counted."]
    return ["The two periods overlap, so that some of it is counted in both."]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
