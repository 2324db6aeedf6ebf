"""What is said of the way from one figure to another: never more than the two bear out."""

from decimal import Decimal

from operations.arithmetic import Change
from operations.series import Point, Series
from releases.quantities import Qualifier
from releases.units import MINUS, plain


def earlier_figure(series: Series, place: int) -> Point | None:
    """Return the last figure of the same quantity for an earlier period; None where there is none.

    Only the latest figure of a quantity has one: a number is told with its change where it is the
    newest that is shown.
    """
    this = series.points[place]
    if this is None or this.value is None or this.period is None or this.period.end is None:
        return None
    others = [other for other in series.figures() if other is not this and _alike(this, other)]
    if any(_ends(other) >= _ends(this) for other in others):
        return None
    return max(others, key=_ends, default=None)


def change_words(moved: Change, since: str) -> str:
    """Say a change from `since`: "up 28 (12%) from 2022/23", or why there is none to state."""
    if moved.value is None:
        return f"No change since {since} is stated: {moved.reasons[0]}"
    if moved.value == 0 and moved.qualifier is Qualifier.EXACT:
        return f"no change from {since}"
    way = direction(moved)
    if not way:
        return f"whether it rose or fell from {since} is not known"
    return f"{'up' if way > 0 else 'down'} {size(moved)} from {since}"


def direction(moved: Change) -> int:
    """Return 1 for a rise, -1 for a fall, 0 where the figures do not say which.

    “More than” a fall of 300 may be a smaller fall, or a rise.
    """
    value = moved.value or Decimal(0)
    if moved.qualifier is Qualifier.EXACT or value > 0:
        return (value > 0) - (value < 0)
    return 1 if value == 0 and moved.qualifier is Qualifier.MORE_THAN else 0


def size(moved: Change) -> str:
    """Write how large a change is, with its share where it has one: "312 (16%)"."""
    words = moved.shown.replace(MINUS, "", 1)
    if moved.percent is None:
        return words
    percent = abs(moved.percent)
    share = "less than 1%" if percent < 1 else f"{plain(percent.quantize(Decimal(1)))}%"
    return f"{words} ({share})"


def _alike(one: Point, other: Point) -> bool:
    """Whether two figures are of one quantity, so far as the chart knows."""
    if other.period is None or other.period.end is None:
        return False
    first, second = one.origin, other.origin
    of_one = (first.category, first.organisation) if first else ()
    of_other = (second.category, second.organisation) if second else ()
    return (one.definition, one.unit, of_one) == (other.definition, other.unit, of_other)


def _ends(point: Point) -> int:
    return point.period.end.toordinal() if point.period and point.period.end else 0
