"""Where words name a number that is sought, however they spell it. No Django in here.

“5,827”, “5827” and “five thousand eight hundred and twenty-seven” are one number, and so are
“£3.2m” and 3,200,000 pounds, “4.6 tonnes” and 4,600 kg. A rounded one (“almost 6,000”, “5.8
million”) names the number too where it holds as a claim of it; such words may as well mean another
number, so it is told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from operations.intake.converting import in_unit
from releases.claims import check_claim, precision
from releases.quantities import NotCombinableError, Qualifier
from releases.reading import LONGEST, read_releases
from releases.reading.letters import Reading
from releases.reading.numerals import numerals
from releases.units import unit_for

# The reader wants a day to tell what “last week” is, which no number leans on.
ANY_DAY = date(2000, 1, 1)
# How far a rounded number may be from the one that it rounds, as a share of it.
NEAR = Decimal("0.2")
# A number of so many digits is hardly met by chance in words about something else.
DISTINCTIVE_DIGITS = 3


@dataclass(frozen=True)
class Sought:
    """A figure as it was stated."""

    value: Decimal
    unit: str
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def is_distinctive(self) -> bool:
        digits = (abs(self.value) / precision(self.value)).to_integral_value()
        return len(str(int(digits))) >= DISTINCTIVE_DIGITS


@dataclass(frozen=True)
class Mention:
    """The exact words that name the number, and whether they round it."""

    words: str
    is_rounded: bool


def mentions(words: str, listed: Sequence[Sought]) -> list[tuple[Sought, Mention]]:
    """The first place of ``words`` that names each figure sought; a date or an age is none."""
    if len(words) > LONGEST or not _may_name(words, listed):
        return []
    stated = [
        (Sought(figure.value, figure.unit, figure.qualifier), words[figure.start : figure.end])
        for release in read_releases(words, today=ANY_DAY)
        for figure in release.figures
    ]
    found = []
    for sought in listed:
        for one, phrase in stated:
            is_exact = _names(one, sought)
            if is_exact is not None:
                found.append((sought, Mention(phrase, is_rounded=not is_exact)))
                break
    return found


def states_figures(words: str) -> bool:
    """Whether the words state any figure at all; a date or an age is none."""
    numbers = numerals(Reading.of(words), 0, len(words))
    return bool(numbers) and any(one.figures for one in read_releases(words, today=ANY_DAY))


def _may_name(words: str, listed: Sequence[Sought]) -> bool:
    """A quick look before the reading: is any number of the words near one of them at all?"""
    numbers = numerals(Reading.of(words), 0, len(words))
    return any(
        # What has a family may be spelled in another unit of it.
        unit_for(sought.unit).family or _is_near(one.value, sought.value)
        for one in numbers
        for sought in listed
    )


def _names(stated: Sought, sought: Sought) -> bool | None:
    """True where it is the very number, False where it rounds it, None where it is another."""
    try:
        value = in_unit(stated.value, stated.unit, sought.unit)
        if value == sought.value:
            return True
        if not _is_near(value, sought.value):
            return None
        parts = [(sought.value, sought.qualifier, sought.unit)]
        check = check_claim(value, stated.qualifier, sought.unit, parts)
    except (ValueError, NotCombinableError):
        return None
    return False if check.holds else None


def _is_near(value: Decimal, other: Decimal) -> bool:
    return abs(value - other) <= abs(other) * NEAR
