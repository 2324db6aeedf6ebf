"""Numbers that a reader looks for: “5,827”, “£3.2m”, “over 2,000”, “4.6 tonnes”. No Django.

They are read by the rules that read releases, so that a search and a release mean the same by the
same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from releases.reading.letters import Reading
from releases.reading.measures import Measure, measures
from releases.reading.numerals import ORDINAL, numerals
from releases.reading.parts import Qualifier, Span
from releases.reading.qualifiers import hedge_before
from releases.units import UNITS, converted, plain

ANY_UNIT = ""
# Units of releases under the names that figures have them by; of others no figure can be.
_NAMED = {"count": "", "g": "gram", "percentage_point": "percent"}
_OF_FIGURES = (
    "percent", "GBP", "kg", "tonne", "year", "month", "week", "day", "hour", "minute",
)  # fmt: skip
# “One” and “two” are words of most sentences.
_LEAST_IN_WORDS = 10
_MOST_DIGITS = 16
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Amount:
    """A number as typed, from ``start`` (its hedge included) to ``end``.

    ``values`` are the values that a figure may have, each with its unit or `ANY_UNIT`; ``hedge``
    is a code of ``Qualifier``; ``spellings`` are how a text may write it.
    """

    start: int
    end: int
    values: tuple[tuple[Decimal, str], ...]
    hedge: str
    spellings: tuple[str, ...]


def amounts(text: str) -> list[Amount]:
    """The numbers of ``text`` that figures can have, in order."""
    reading = Reading.of(text)
    found = numerals(reading, 0, len(text))
    digits = [
        one for one in found
        if one.unit != ORDINAL and (not one.in_words or one.value >= _LEAST_IN_WORDS)
    ]  # fmt: skip
    floor = 0
    read = []
    for measure in measures(reading, Span(0, len(text)), digits):
        values = tuple(_values(measure.value, measure.unit))
        if values:
            hedge = hedge_before(reading, floor, measure)
            read.append(
                Amount(
                    hedge.start, measure.end, values, hedge.qualifier.value,
                    _spellings(text, measure),
                )
            )  # fmt: skip
        floor = measure.end
    return read


def _values(value: Decimal, unit: str) -> Iterator[tuple[Decimal, str]]:
    if value.adjusted() >= _MOST_DIGITS:
        return
    unit = _NAMED.get(unit, unit)
    if unit == ANY_UNIT:
        yield value, ANY_UNIT
        return
    family = UNITS[unit].family if unit in UNITS else ""
    for code in _OF_FIGURES:
        if code == unit:
            yield value, code
        elif family and UNITS[code].family == family:
            yield converted(value, unit, code), code


def _spellings(text: str, measure: Measure) -> tuple[str, ...]:
    """As typed, in digits with and without commas, and in millions where it has them."""
    number = plain(measure.value)
    words = [text[measure.start : measure.end], number, number.replace(",", "")]
    if measure.value >= _MILLION:
        millions = plain(measure.value / _MILLION)
        words += [f"{millions} million", f"{millions}m"]
    if measure.unit in ("kg", "g"):
        words += [f"{word}{measure.unit}" for word in words[1:3]]
    return tuple(dict.fromkeys(words))


__all__ = ["ANY_UNIT", "Amount", "Qualifier", "amounts"]
