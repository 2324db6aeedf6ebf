"""The figure before, which a release implies by stating a figure and by how much it rose.

Pure. What is worked out here is stated by nobody: it is an interval, never one number, and carries
its arithmetic.
"""

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from operations.periods import ONE_DAY, Period, PeriodKind
from operations.series import Origin, Point
from releases.quantities import Interval, NotCombinableError, Qualifier, interval, shown
from releases.units import plain, written

HUNDRED = Decimal(100)


def implied_previous(now: Point, rise: Point, label: str) -> Point:
    """Return what the figure before ``now`` was, ``rise`` being by how many per cent it rose.

    A fall is a rise below zero. “Less than 1%” of 210 leaves from 207.9 to 210, so 208 to 210 of
    what is counted whole. A rise without a hedge was rounded, so it may be half of its last digit
    more or less. Raises NotCombinableError with the reason where nothing sure is left.
    """
    if now.value is None or rise.value is None:
        raise NotCombinableError("There is no figure to work from.")
    if rise.unit != "percent":
        raise NotCombinableError("Only a change in per cent tells what the figure before was.")
    change = _change(rise.value, rise.qualifier)
    # The more it rose, the lower it was.
    low = _divided(now.low, change.high)
    high = _divided(now.high, change.low)
    if low is None and high is None:
        raise NotCombinableError("Both are open-ended, so the figure before is not known.")
    sums = [_sum(now.low, change.high), _sum(now.high, change.low)]
    if now.unit == "count":
        low = low and low.to_integral_value(ROUND_CEILING)
        high = high and high.to_integral_value(ROUND_FLOOR)
    if low is not None and high is not None and low > high:
        raise NotCombinableError("No whole number fits the figure and its change.")
    value, qualifier, text = _told(low, high, now.unit)
    return replace(
        now,
        label=label,
        value=value,
        qualifier=qualifier,
        low=low,
        high=high,
        shown=text,
        as_range=low is not None and high is not None and low != high,
        figure_id=rise.figure_id,
        url=rise.url,
        words=rise.words,
        period=before(now.period),
        changed=rise.changed,
        was="",
        note=f"implied by “{rise.words}”" if rise.words else "",
        arithmetic=" to ".join(dict.fromkeys(one for one in sums if one)),
        origin=_origin(now, rise),
    )


def before(period: Period | None) -> Period | None:
    """Return the days just before, as many as these; None where their number is not known."""
    if period is None or period.start is None or period.end is None:
        return None
    length = period.end - period.start
    last = period.start - ONE_DAY
    kind = period.kind if period.kind in (PeriodKind.DAY, PeriodKind.WEEK) else PeriodKind.ODD
    return Period(last - length, last, kind)


def _change(value: Decimal, qualifier: Qualifier) -> Interval:
    """How much it rose, at least and at most, in per cent."""
    if qualifier is not Qualifier.EXACT:
        return interval(value, qualifier)
    exponent = value.normalize().as_tuple().exponent
    half = Decimal(1).scaleb(min(0, int(exponent))) / 2
    return Interval(value - half, value + half)


def _divided(value: Decimal | None, change: Decimal | None) -> Decimal | None:
    """The figure before, at one end; None where either end is open."""
    if value is None or change is None:
        return None
    if change <= -HUNDRED:
        raise NotCombinableError("After a fall to nothing the figure before is not known.")
    return value / (1 + change / HUNDRED)


def _sum(value: Decimal | None, change: Decimal | None) -> str:
    if value is None or change is None:
        return ""
    divisor = "" if change == 0 else f" ÷ {plain(1 + change / HUNDRED)}"
    return f"{plain(value)}{divisor}"


def _told(low: Decimal | None, high: Decimal | None, unit: str) -> tuple[Decimal, Qualifier, str]:
    """A value to draw, how it is hedged, and the words for it."""
    if low is None or high is None:
        value = high if low is None else low
        qualifier = Qualifier.UP_TO if low is None else Qualifier.AT_LEAST
        assert value is not None  # noqa: S101 -- one of both is known
        return value, qualifier, shown(value, qualifier, unit)
    if low == high:
        return low, Qualifier.ABOUT, shown(low, Qualifier.EXACT, unit)
    return (low + high) / 2, Qualifier.ABOUT, f"{plain(low)} to {written(high, unit)}"


def _origin(now: Point, rise: Point) -> Origin | None:
    """Where it is from: what ``now`` counts, in the words that tell of the change."""
    if now.origin is None or rise.origin is None:
        return now.origin
    return replace(now.origin, words_path=rise.origin.words_path, note="")
