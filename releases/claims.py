"""Check a headline claim ("almost 6,000 years") against the figures that it sums up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from releases.quantities import (
    ABOUT_TOLERANCE,
    ALMOST_TOLERANCE,
    Interval,
    Qualifier,
    add,
    interval,
    shown,
)
from releases.units import converted, plain, unit_for, written

Part = tuple[Decimal, Qualifier | str, str]


@dataclass(frozen=True)
class ClaimCheck:
    """Whether a claim holds, the total it was held against (in `unit`), and the working.

    ``reason`` ends a sentence on the total: “which is not more than that”.
    """

    holds: bool
    total: Decimal
    qualifier: Qualifier
    unit: str
    arithmetic: str
    reason: str
    explanation: str


def check_claim(
    value: Decimal, qualifier: Qualifier | str, unit: str, parts: Sequence[Part]
) -> ClaimCheck:
    """Hold a stated claim against its parts (value, qualifier, unit each).

    Raises ValueError where there are no parts or their units cannot be brought together, and
    NotCombinableError where their qualifiers cannot.
    """
    qualifier = Qualifier(qualifier)
    common = _common_unit(parts)
    if len(parts) > 1 and not unit_for(common).adds_up:
        raise ValueError(f"Figures in “{common}” are shares or rates, and do not add up.")
    in_common = [(converted(part, source, common), kind) for part, kind, source in parts]
    total, weakest = add(in_common)
    in_claims_unit = converted(total, common, unit)
    holds, reason = _verdict(value, qualifier, unit, in_claims_unit, weakest)
    stated = shown(value, qualifier, unit)
    found = shown(total, weakest, common)
    verdict = "holds" if holds else "does not hold"
    return ClaimCheck(
        holds=holds,
        total=total,
        qualifier=weakest,
        unit=common,
        arithmetic=_arithmetic(in_common, total, weakest, common),
        reason=reason,
        explanation=f"“{stated}” {verdict}: the figures come to {found}, {reason}.",
    )


def _common_unit(parts: Sequence[Part]) -> str:
    """Return the smallest unit among the parts, so that the sum needs no rounding."""
    if not parts:
        raise ValueError("A claim needs at least one figure to be checked against.")
    return min((unit for _, _, unit in parts), key=lambda code: unit_for(code).size)


def _arithmetic(
    parts: Sequence[tuple[Decimal, Qualifier | str]],
    total: Decimal,
    qualifier: Qualifier,
    unit: str,
) -> str:
    result = shown(total, qualifier, unit)
    if len(parts) == 1:
        return result
    terms = [f"{Qualifier(kind).words} {_term(value, unit)}".lstrip() for value, kind in parts]
    return f"{' + '.join(terms)} = {result}"


def _term(value: Decimal, unit: str) -> str:
    return written(value, unit) if unit in ("GBP", "month") else plain(value)


def _verdict(
    claimed: Decimal, qualifier: Qualifier, unit: str, total: Decimal, hedge: Qualifier
) -> tuple[bool, str]:
    """Return whether every value the total may have bears the claim out, and why."""
    span = interval(total, hedge)
    if qualifier is Qualifier.EXACT:
        return _rounds_to(claimed, unit, span, hedge)
    if qualifier is Qualifier.ALMOST:
        floor = claimed - abs(claimed) * ALMOST_TOLERANCE
        holds = _within(span, floor, claimed) and (total < claimed or hedge is Qualifier.LESS_THAN)
        return holds, _phrase(holds, f"less than {_share(ALMOST_TOLERANCE)} below it")
    if qualifier is Qualifier.ABOUT:
        margin = abs(claimed) * ABOUT_TOLERANCE
        holds = _within(span, claimed - margin, claimed + margin)
        return holds, _phrase(holds, f"within {_share(ABOUT_TOLERANCE)} of it")
    return _compared(claimed, qualifier, span, hedge)


def _compared(
    claimed: Decimal, qualifier: Qualifier, span: Interval, hedge: Qualifier
) -> tuple[bool, str]:
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        strict = qualifier is Qualifier.MORE_THAN and hedge is not Qualifier.MORE_THAN
        holds = span.low is not None and (span.low > claimed if strict else span.low >= claimed)
        words = "more than that" if qualifier is Qualifier.MORE_THAN else "that or more"
        return holds, _phrase(holds, words)
    strict = qualifier is Qualifier.LESS_THAN and hedge is not Qualifier.LESS_THAN
    holds = span.high is not None and (span.high < claimed if strict else span.high <= claimed)
    words = "less than that" if qualifier is Qualifier.LESS_THAN else "that or less"
    return holds, _phrase(holds, words)


def _rounds_to(claimed: Decimal, unit: str, span: Interval, hedge: Qualifier) -> tuple[bool, str]:
    """A claim without a hedge is read at its own precision: 6,000 in thousands, 3.2 in tenths."""
    if span.low is None or span.high is None or not span.is_point:
        return False, f"which, stated as “{hedge.words}”, cannot bear out a plain number"
    step = precision(claimed)
    rounded = (span.low / step).to_integral_value(ROUND_HALF_UP) * step
    if span.low == claimed:
        return True, "the same"
    holds = rounded == claimed
    return holds, _phrase(holds, f"that when rounded to the nearest {written(step, unit)}")


def precision(value: Decimal) -> Decimal:
    """Return the step to which a number was stated: 1000 for 6,000, 0.1 for 3.2, 1 for 0."""
    if value == 0:
        return Decimal(1)
    digits = value.normalize()
    return Decimal(1).scaleb(digits.adjusted() - len(digits.as_tuple().digits) + 1)


def _within(span: Interval, low: Decimal, high: Decimal) -> bool:
    if span.low is None or span.high is None:
        return False
    return low <= span.low and span.high <= high


def _phrase(holds: bool, words: str) -> str:
    return f"which is {words}" if holds else f"which is not {words}"


def _share(tolerance: Decimal) -> str:
    return f"{plain(tolerance * 100)}%"
