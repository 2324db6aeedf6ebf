"""Whether the parts of a stack may be added up: a stack shows a sum, so it must be one.

Pure. A reason is a sentence for readers, with the parts under the names that the chart gives them.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from operations.areas import AREA_NAMES
from operations.guard.comparability import breaks
from operations.periods import PeriodKind
from operations.series import ChartData, Point
from releases.quantities import NotCombinableError, add
from releases.units import UNITS

# Kinds of metrics whose figures are never added, as ``Origin.kind`` has them.
NEVER_ADDED = ("rate", "share")
WHOLES = ("all", "total", "overall", "any")

_NATIONS = {
    "united-kingdom": "EWSN", "great-britain": "EWS", "england-and-wales": "EW",
    "england-wales-scotland": "EWS", "england-wales-northern-ireland": "EWN",
    "england": "E", "wales": "W", "scotland": "S", "northern-ireland": "N",
}  # fmt: skip
# Whatever is no nation here is a region of England.
_WITHIN = {name: set(_NATIONS.get(slug, "E")) for slug, name in AREA_NAMES.items()}
_REGIONS = {name for slug, name in AREA_NAMES.items() if slug not in _NATIONS}


def why_not_stacked(chart: ChartData) -> str:
    """Return why the parts of some stack have no sum, as a sentence; empty where all have one."""
    mains = [series for series in chart.series if series.role == "main"]
    for place in range(len(chart.x_labels)):
        parts = [
            replace(point, label=series.label or point.label)
            for series in mains
            if (point := series.points[place]) is not None and point.value is not None
        ]
        if len(parts) > 1 and (reason := why_not_added(parts)):
            return reason
    return ""


def why_not_added(parts: Sequence[Point]) -> str:
    """Return why these figures can't be added into one, as a sentence; empty where they can."""
    if len({part.unit for part in parts}) > 1:
        return "Figures in different units are not added up."
    if any(not UNITS[part.unit].adds_up or _kind(part) in NEVER_ADDED for part in parts):
        return "Shares, rates, averages and changes are not added up."
    for one, other in combinations(parts, 2):
        if reason := _twice(one, other) or _apart(one, other):
            return reason
    try:
        add((part.value, part.qualifier) for part in parts if part.value is not None)
    except NotCombinableError as error:
        return str(error)
    return ""


def _kind(part: Point) -> str:
    return part.origin.kind if part.origin else ""


def _twice(one: Point, other: Point) -> str:
    """Whether some would count twice: a whole beside its part, or one quantity under two names."""
    if one.definition != other.definition:
        return ""
    if _subject(one) == _subject(other):
        return f"“{one.label}” and “{other.label}” are the same thing, which would count twice."
    for whole, part in ((one, other), (other, one)):
        if _holds(whole, part):
            return f"“{whole.label}” already holds “{part.label}”."
    return ""


def _subject(part: Point) -> tuple[str, str, str]:
    origin = part.origin
    return (origin.category, origin.organisation, part.area) if origin else ("", part.label, "")


def _holds(whole: Point, part: Point) -> bool:
    if whole.origin is None or part.origin is None:
        return False
    by_category = _is_whole(whole.origin.category) and not _is_whole(part.origin.category)
    same_category = whole.origin.category == part.origin.category
    by_force = (
        not whole.origin.organisation
        and bool(part.origin.organisation)
        and whole.area not in _REGIONS  # nobody here knows which forces a region has
    )
    same_place = whole.area == part.area or by_force
    return (by_category and same_place) or (same_category and (by_force or _overlap(whole, part)))


def _is_whole(category: str) -> bool:
    first, *_ = category.casefold().split() or [""]
    return first == "" or first in WHOLES


def _overlap(whole: Point, part: Point) -> bool:
    """Whether the area of the one holds the area of the other; two regions never do."""
    if whole.area == part.area or whole.area not in _WITHIN or part.area not in _WITHIN:
        return False
    return whole.area not in _REGIONS and _WITHIN[part.area] <= _WITHIN[whole.area]


def _apart(one: Point, other: Point) -> str:
    """Whether the two are of different times, coverage or things counted."""
    if one.period is not None and other.period is not None and one.period != other.period:
        return _times_apart(one, other)
    # Two forces are meant to have different areas, and two metrics may count one sort of thing.
    plain = replace(one, area=other.area)
    if one.counting and one.counting == other.counting:
        plain = replace(plain, definition=other.definition)
    if _release(one) == _release(other):
        # One release says both of one time, whether or not it says when.
        plain, other = replace(plain, period=None), replace(other, period=None)
    return next(iter(breaks(plain, other)), "")


def _release(part: Point) -> str:
    return part.origin.release_path if part.origin else ""


def _times_apart(one: Point, other: Point) -> str:
    assert one.period is not None and other.period is not None  # noqa: S101 PT018
    for part in (one, other):
        if part.period is not None and part.period.kind is PeriodKind.RUNNING_TOTAL:
            return f"“{part.label}” is a running total, which already holds what came before it."
    if one.period.overlaps(other.period):
        return (
            f"{one.period.label()} and {other.period.label()} overlap, so some would count twice."
        )
    return (
        f"“{one.label}” is for {one.period.label()}; “{other.label}” is for {other.period.label()}."
    )
