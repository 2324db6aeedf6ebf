"""A stated quantity: value, qualifier and unit; the interval it means; how it adds and reads.

A qualifier is part of the figure. "More than 2,000" means anything above 2,000, and is drawn,
added and checked as that. Every number is a `Decimal`; zero is a number and never "nothing".
Authority for the tolerances: none is published, so ours are the constants below and the site's
About page states them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from releases.units import unit_for, written

ABOUT_TOLERANCE = Decimal("0.05")
"""“About X” means within this share of X, to either side."""

ALMOST_TOLERANCE = Decimal("0.05")
"""“Almost X” means below X by no more than this share of it."""


class Qualifier(StrEnum):
    """How a release hedges a figure. “Over” is read as “more than”, “nearly” as “almost”."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ALMOST = "almost"
    LESS_THAN = "less_than"
    UP_TO = "up_to"

    @property
    def words(self) -> str:
        """The words put before the number; none for an exact figure."""
        return "" if self is Qualifier.EXACT else self.value.replace("_", " ")


UPWARD = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
DOWNWARD = frozenset({Qualifier.LESS_THAN, Qualifier.UP_TO})
OPEN = UPWARD | DOWNWARD


class NotCombinableError(ValueError):
    """Two figures cannot be added or subtracted so that the result is true as stated."""


@dataclass(frozen=True)
class Interval:
    """What a figure may be; None is no bound. Bounds are in the figure's own unit."""

    low: Decimal | None
    high: Decimal | None

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    @property
    def is_open(self) -> bool:
        return self.low is None or self.high is None


def interval(value: Decimal, qualifier: Qualifier | str = Qualifier.EXACT) -> Interval:
    """Return the interval that a qualified value means.

    “Less than 200” and “up to 200” begin at 0, since what police count, weigh and pay is never
    below it; under a negative value there is no lower bound.
    """
    qualifier = Qualifier(qualifier)
    if qualifier in UPWARD:
        return Interval(value, None)
    if qualifier in DOWNWARD:
        return Interval(Decimal(0) if value >= 0 else None, value)
    if qualifier is Qualifier.ABOUT:
        margin = abs(value) * ABOUT_TOLERANCE
        return Interval(value - margin, value + margin)
    if qualifier is Qualifier.ALMOST:
        return Interval(value - abs(value) * ALMOST_TOLERANCE, value)
    return Interval(value, value)


def reading(value: Decimal, qualifier: Qualifier | str, unit: str = "count") -> str:
    """Say what a qualified value may be: "from 1,900 to 2,100", "more than 2,000"."""
    qualifier = Qualifier(qualifier)
    if qualifier is Qualifier.EXACT:
        return written(value, unit)
    if qualifier in OPEN:
        above = qualifier in UPWARD
        includes = qualifier in (Qualifier.AT_LEAST, Qualifier.UP_TO)
        if includes:
            return f"{written(value, unit)} or {'more' if above else 'less'}"
        return f"{'more' if above else 'less'} than {written(value, unit)}"
    bounds = interval(value, qualifier)
    low, high = (bounds.low or Decimal(0)), (bounds.high or Decimal(0))
    return f"from {written(low, unit)} to {written(high, unit)}"


def shown(
    value: Decimal,
    qualifier: Qualifier | str = Qualifier.EXACT,
    unit: str = "count",
    counted: str = "",
    per: str = "",
) -> str:
    """Write a figure for reading: "2,780 kg", "about £140,346", "more than 2,000 arrests".

    `counted` is what a count counts, in the plural; leave it blank where the axis or heading
    says it. `per` is the time or thing a rate is for ("day" gives "19 a day").
    """
    words = written(value, unit)
    if counted and unit == "count":
        words = f"{words} {one_of(counted) if value == 1 else counted}"
    if per:
        words = f"{words} {_article(per)} {per}"
    return f"{Qualifier(qualifier).words} {words}".lstrip()


def spoken(
    value: Decimal,
    qualifier: Qualifier | str = Qualifier.EXACT,
    unit: str = "count",
    counted: str = "",
    per: str = "",
) -> str:
    """Write a figure for reading aloud: no signs, symbols or abbreviations of units."""
    text = shown(abs(value), Qualifier.EXACT, unit, counted, per)
    kind = unit_for(unit)
    if kind.prefix:
        text = f"{text.removeprefix(kind.prefix)} {_word(kind.singular, kind.plural, value)}"
    elif kind.suffix:
        word = _word(kind.singular, kind.plural, value)
        text = text.replace(kind.suffix, f" {word}", 1)
    sign = "minus" if value < 0 else ""
    return " ".join(part for part in (Qualifier(qualifier).words, sign, text) if part)


def add(parts: Iterable[tuple[Decimal, Qualifier | str]]) -> tuple[Decimal, Qualifier]:
    """Add figures of one unit; the sum takes the weakest qualifier among them.

    Raises NotCombinableError where no qualifier would make the sum true, as for "more than" and
    "less than" together.
    """
    listed = [(value, Qualifier(qualifier)) for value, qualifier in parts]
    if not listed:
        raise NotCombinableError("There is no figure to add up.")
    total = sum((value for value, _ in listed), Decimal(0))
    return total, _weakest({qualifier for _, qualifier in listed} - {Qualifier.EXACT})


def _weakest(found: set[Qualifier]) -> Qualifier:
    """Return the one qualifier that holds for a sum of figures with these, or refuse."""
    if not found:
        return Qualifier.EXACT
    if len(found) == 1:
        return next(iter(found))
    if found <= UPWARD:
        # Above one and at least the other is above both together.
        return Qualifier.MORE_THAN
    if found <= DOWNWARD | {Qualifier.ALMOST}:
        return Qualifier.LESS_THAN if Qualifier.LESS_THAN in found else Qualifier.UP_TO
    if found == {Qualifier.ABOUT, Qualifier.ALMOST}:
        return Qualifier.ABOUT
    words = " and ".join(f"“{qualifier.words}”" for qualifier in sorted(found))
    raise NotCombinableError(f"Figures stated as {words} cannot be added to one another.")


def subtract(
    value: Decimal,
    qualifier: Qualifier | str,
    other: Decimal,
    other_qualifier: Qualifier | str,
) -> tuple[Decimal, Qualifier]:
    """Take the second figure from the first, where the result is true as stated.

    "More than 500" less 100 is "more than 400"; two open figures differ by anything at all, and
    an approximate one may err by more than the difference: both raise NotCombinableError.
    """
    first, second = Qualifier(qualifier), Qualifier(other_qualifier)
    if first in OPEN and second in OPEN:
        raise NotCombinableError(
            f"“{first.words} {written(value, 'count')}” and "
            f"“{second.words} {written(other, 'count')}” are both open-ended, so the difference "
            "between them is not known."
        )
    if second is Qualifier.EXACT and first in UPWARD | {Qualifier.EXACT}:
        return value - other, first
    if first is Qualifier.EXACT and second in DOWNWARD:
        return value - other, _FLIPPED[second]
    hedged = second if first is Qualifier.EXACT else first
    raise NotCombinableError(
        f"A figure stated as “{hedged.words}” has no sure difference from another figure."
    )


_FLIPPED = {Qualifier.LESS_THAN: Qualifier.MORE_THAN, Qualifier.UP_TO: Qualifier.AT_LEAST}

_IRREGULAR = {
    "children": "child", "people": "person", "men": "man", "women": "woman",
    "knives": "knife", "lives": "life",
}  # fmt: skip
_PREPOSITION = re.compile(r"\s(?:for|of|in|by|to|from|with|at|on|per)\s")


def one_of(counted: str) -> str:
    """Return the singular of a counted noun: "arrests for fraud" gives "arrest for fraud"."""
    end = found.start() if (found := _PREPOSITION.search(counted)) else len(counted)
    words = counted[:end].split(" ")
    for place in reversed(range(len(words))):
        single = _IRREGULAR.get(words[place]) or _without_s(words[place])
        if single != words[place]:
            words[place] = single
            break
    return " ".join(words) + counted[end:]


def _without_s(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word


def _word(singular: str, plural: str, value: Decimal) -> str:
    return singular if abs(value) == 1 else plural


def _article(noun: str) -> str:
    return "an" if noun[:1] in "aeio" or noun.startswith("hour") else "a"
