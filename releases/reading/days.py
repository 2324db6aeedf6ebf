"""Weekdays, months, dates and years as British press offices write them. No Django.

Names are read whole, shortened (“Thurs”, “Sept”) and with one slip of the fingers
(“Wendesday”), where only one name can be meant. A date in numbers is in British order.
"""

import re
from calendar import day_name, month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from releases.reading.words import word_set

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3,
    "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_SHORT_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# A shorter name with a slip is too often another word: “Mayor”, “march”.
_SHORTEST_WITH_A_SLIP = 6


def one_slip(word: str) -> set[str]:
    """A lower-case word as one slip makes it: a letter left out, added, changed or swapped."""
    halves = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    slips = {a + b[1:] for a, b in halves if b}
    slips |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    slips |= {a + letter + b[1:] for a, b in halves if b for letter in _LETTERS}
    slips |= {a + letter + b for a, b in halves for letter in _LETTERS}
    return slips


@lru_cache(maxsize=1)
def _slipped_names() -> dict[str, str]:
    """Slip → the one weekday or month that it can be."""
    names = [n.lower() for n in [*day_name, *month_name] if len(n) >= _SHORTEST_WITH_A_SLIP]
    found: dict[str, str] = {}
    for name in names:
        for slip in one_slip(name):
            found[slip] = name if found.get(slip, name) == name else ""
    return found


_FULL_WEEKDAYS = {name.lower(): number for number, name in enumerate(day_name)}
_FULL_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_LONGEST_NAME = len("september") + 1


def weekday_number(word: str) -> int | None:
    """0 for Monday … 6 for Sunday; None where the word is no weekday."""
    return _number(word, _FULL_WEEKDAYS, _SHORT_WEEKDAYS)


def month_number(word: str) -> int | None:
    """1 for January … 12 for December; None where the word is no month."""
    return _number(word, _FULL_MONTHS, _SHORT_MONTHS)


def _number(word: str, full: dict[str, int], short: dict[str, int]) -> int | None:
    word = word.lower()
    if word in full:
        return full[word]
    if word in short:
        return short[word]
    if not _SHORTEST_WITH_A_SLIP - 1 <= len(word) <= _LONGEST_NAME:
        return None
    return full.get(_slipped_names().get(word, ""))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such: a release may well name 31 June."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def short_year(digits: str, beside: int) -> int:
    """A year of two digits, in the century that brings it nearest to the year ``beside``."""
    century = beside - beside % 100
    return min(
        (century + hundred + int(digits) for hundred in (-100, 0, 100)),
        key=lambda year: abs(year - beside),
    )


@dataclass(frozen=True)
class SpokenYear:
    """A year that a text mentions: “in 2021”, or the two of “2022/23” (``first`` is 2022).

    ``is_ahead``: the words look forward to it (“by 2040”, “will … from 2026”).
    """

    first: int
    last: int
    start: int
    end: int
    is_ahead: bool = False


_YEARS = re.compile(
    r"(?<![\w£$€,.:/#=-])"
    r"(?:(?:FY[ ]?)?(?P<first>(?:19|20)\d\d)(?:[ ]?[/-][ ]?(?P<second>(?:20)?\d\d))?"
    r"|FY[ ]?(?P<short>\d\d)(?:[/-](?P<short_second>\d\d))?)"
    r"(?![\w%]|[,.:/-]\d)",
    re.IGNORECASE,
)
_LEADS_TO_A_YEAR = re.compile(
    r"(?:\b(?:in|since|during|from|throughout|between|for|of|by|until|till|before|after|to|and"
    r"|year|years|early|late|mid|ending|ended|calendar|summer|autumn|spring|winter|christmas)"
    r"|[(,'\"-])\s*$",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(r"\b([A-Za-z]{3,12})\.?,?\s*$")
_LAWS = word_set(
    "act acts regulation regulations order orders bill rules convention code section directive"
)
_AHEAD = re.compile(
    r"\b(?:by|before|towards|will|plans?|aims?|aim(?:ed|ing)|ambition|target(?:s|ed)?|due|expected"
    r"|scheduled|next|future|shall|hopes?|intends?)\b",
    re.IGNORECASE,
)
_BEFORE_A_YEAR = 90


def spoken_years(plain: str, start: int, end: int) -> Iterator[SpokenYear]:
    """The years that a stretch of folded text mentions, in its order; laws are not years."""
    for found in _YEARS.finditer(plain, start, end):
        before = plain[max(start, found.start() - _BEFORE_A_YEAR) : found.start()]
        if found["second"] is None and found["short"] is None and not _is_year(before):
            continue
        if (years := _years_named(found)) is None:
            continue
        clause = re.split(r"[.!?](?=\s)|\n\s*\n", before)[-1]
        yield SpokenYear(*years, found.start(), found.end(), bool(_AHEAD.search(clause)))


def _is_year(before: str) -> bool:
    if _LEADS_TO_A_YEAR.search(before) and not re.search(r"\d\s*,\s*$", before):
        return True
    named = _NAMED_BEFORE.search(before)
    if named is None or named[1].lower() in _LAWS:
        return False
    return month_number(named[1]) is not None or named[1][0].isupper()


def _years_named(found: re.Match[str]) -> tuple[int, int] | None:
    first = int(found["first"] or 2000 + int(found["short"]))
    digits = found["second"] or found["short_second"]
    if digits is None:
        return (first - 1, first) if found["short"] else (first, first)
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    if last == first - 99:
        last += 100
    return (first, last) if first < last <= first + 60 else None
