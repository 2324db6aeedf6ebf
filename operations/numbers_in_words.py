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
from functools import lru_cache

from operations.intake.converting import READ_AS, in_unit
from releases.claims import check_claim, precision
from releases.quantities import NotCombinableError, Qualifier
from releases.reading import LONGEST, read_releases
from releases.reading.letters import Reading
from releases.reading.numerals import numerals
from releases.units import UNITS, converted, unit_for

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


def mentions(
    words: str, listed: Sequence[Sought], *, exactly: bool = False
) -> list[tuple[Sought, Mention]]:
    """The place of ``words`` that names each figure sought best; a date or an age is none.

    ``exactly`` leaves out what only rounds the number.
    """
    if len(words) > LONGEST or not _may_name(words, listed, exactly):
        return []
    stated = [
        (Sought(figure.value, figure.unit, figure.qualifier), words[figure.start : figure.end])
        for release in read_releases(words, today=ANY_DAY)
        for figure in release.figures
    ]
    found = []
    for sought in listed:
        named = [(_names(one, sought), phrase) for one, phrase in stated]
        best = [phrase for is_exact, phrase in named if is_exact]
        rounded = [phrase for is_exact, phrase in named if is_exact is False and not exactly]
        found += [(sought, Mention(one, is_rounded=not best)) for one in (best or rounded)[:1]]
    return found


def unnamed(words: str, listed: Sequence[Sought]) -> list[tuple[Sought, str]]:
    """Each figure that ``words`` state and that names none of the numbers sought, with its words.

    One that rounds a number sought names it.
    """
    if len(words) > LONGEST:
        return []
    return [
        (stated, words[figure.start : figure.end])
        for release in read_releases(words, today=ANY_DAY)
        for figure in release.figures
        for stated in [Sought(figure.value, figure.unit, figure.qualifier)]
        if all(_names(stated, sought) is None for sought in listed)
    ]


def states_figures(words: str) -> bool:
    """Whether the words state any figure at all; a date or an age is none."""
    numbers = numerals(Reading.of(words), 0, len(words))
    return bool(numbers) and any(one.figures for one in read_releases(words, today=ANY_DAY))


def _may_name(words: str, listed: Sequence[Sought], exactly: bool) -> bool:
    """A quick look before the reading: is any number of the words near one of them at all?"""
    numbers = numerals(Reading.of(words), 0, len(words))
    return any(_may_be(one.value, sought, exactly) for one in numbers for sought in listed)


def _may_be(number: Decimal, sought: Sought, exactly: bool) -> bool:
    others = _in_other_units(sought)
    if exactly and not others:
        return number == sought.value
    return any(_is_near(number, value) for value in (sought.value, *others))


@lru_cache(maxsize=256)
def _in_other_units(sought: Sought) -> tuple[Decimal, ...]:
    """The number in every other unit of its family: 1,993 months are some 166 years."""
    family = unit_for(sought.unit).family
    known = [*((code, Decimal(1)) for code in UNITS), *READ_AS.values()]
    return tuple(
        converted(sought.value, sought.unit, code) / size
        for code, size in known
        if family and unit_for(code).family == family
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
