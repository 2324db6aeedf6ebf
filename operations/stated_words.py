"""Whether a phrase names a number. No Django in here."""

import re
from decimal import Decimal

from releases.reading.letters import folded

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


def names_value(value: Decimal, phrases: list[str]) -> bool:
    """Whether one of the phrases has the value's digits, or any number in words.

    A hint for a person, not a proof: “£3.2m” names 3,200,000, “166 years and one month” names
    1,993 months, and “four tonnes” may name anything.
    """
    return any(_names(value, folded(phrase).casefold()) for phrase in phrases)


def _names(value: Decimal, phrase: str) -> bool:
    numbers = [Decimal(found.replace(",", "")) for found in _NUMBER.findall(phrase)]
    if any(number * scale == abs(value) for number in numbers for scale in _SCALES):
        return True
    if any(number * part <= abs(value) < (number + 1) * part for number in numbers if number
           for part in _PARTS_OF_UNITS):  # fmt: skip
        return True
    return _NUMBER_WORDS.search(phrase) is not None
