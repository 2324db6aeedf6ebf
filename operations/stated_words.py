"""Whether a phrase is in a text, and whether it names a number. No Django in here.

Typing errors of a release are kept letter for letter, so only non-breaking spaces are folded:
that keeps every offset.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

AROUND = 60
"""Characters kept before and after a phrase, to find it again in a text that moved."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = tuple(Decimal(scale) for scale in (1, 1_000, 1_000_000, 1_000_000_000))
# Years told in years and months, hours in days and so on: the words may use a smaller number.
_PARTS_OF_UNITS = (12, 7, 24, 60)
_NUMBER_WORDS = re.compile(
    r"\b(?:no|none|zero|half|third|quarter|once|twice|both|single|first|second|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|dozen|"
    r"doubl(?:e|ed|ing)|halved|all)\b"
)


@dataclass(frozen=True)
class Place:
    """Where a phrase stands in a text: offsets, and what comes before and after it."""

    start: int
    end: int
    prefix: str
    suffix: str


def fold(text: str) -> str:
    """Spaces of all kinds as plain ones; the length stays."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def place_of(words: str, text: str) -> Place | None:
    """The one place of ``words`` in ``text``; None where there is none, or more than one."""
    folded, phrase = fold(text), fold(words)
    if not phrase or folded.count(phrase) != 1:
        return None
    start = folded.index(phrase)
    end = start + len(phrase)
    return Place(start, end, text[max(0, start - AROUND) : start], text[end : end + AROUND])


def missing_from(text: str, phrases: list[str]) -> list[str]:
    """Those of ``phrases`` that the text does not have, letter for letter."""
    folded = fold(text)
    return [phrase for phrase in phrases if fold(phrase) not in folded]


def names_value(value: Decimal, phrases: list[str]) -> bool:
    """Whether one of the phrases has the value's digits, or any number in words.

    A hint for a person, not a proof: “£3.2m” names 3,200,000, “166 years and one month” names
    1,993 months, and “four tonnes” may name anything.
    """
    return any(_names(value, fold(phrase).casefold()) for phrase in phrases)


def _names(value: Decimal, phrase: str) -> bool:
    numbers = [Decimal(found.replace(",", "")) for found in _NUMBER.findall(phrase)]
    if any(number * scale == abs(value) for number in numbers for scale in _SCALES):
        return True
    if any(number * part <= abs(value) < (number + 1) * part for number in numbers if number
           for part in _PARTS_OF_UNITS):  # fmt: skip
        return True
    return _NUMBER_WORDS.search(phrase) is not None
