"""What was read, for a person and as JSON: the cases that a whole release seldom has."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from releases.quantities import Qualifier
from releases.reading.as_json import as_json, number
from releases.reading.as_words import amount, as_words
from releases.reading.parts import Doubt, ReadEmbargo, ReadRelease, Span, StatedFigure

TEXT = "Embargoed until Friday"


def release(**more: Any) -> ReadRelease:
    given: dict[str, Any] = {"embargo": None, "quotations": (), "figures": ()} | more
    return ReadRelease("", "", 0, len(TEXT), title_span=Span(0, 0), sections=(), notes=(), **given)


FIRST, SECOND = (datetime(2024, 7, day, 23, 1, tzinfo=UTC) for day in (4, 11))


@pytest.mark.parametrize(
    ("embargo", "words"),
    [
        (None, "Embargo: none stated"),
        (ReadEmbargo(0, 9, is_immediate=True), "Embargo: none: it is for immediate release"),
        (ReadEmbargo(0, 22, until=FIRST), "until Friday 5 July 2024, 00:01 London time"),
        (ReadEmbargo(0, 22), "Embargo: not sure, it names no moment (“Embargoed until Friday”)"),
    ],
)
def test_an_embargo_in_words(embargo: ReadEmbargo | None, words: str) -> None:
    assert words in as_words([release(embargo=embargo)], TEXT)


def test_what_has_to_be_decided_is_asked_with_its_choices_and_words() -> None:
    doubt = Doubt("Which Friday is meant?", 16, 22)
    embargo = ReadEmbargo(0, 22, choices=(FIRST, SECOND), doubts=(doubt,))
    told = " ".join(as_words([release(embargo=embargo, doubts=(doubt,))], TEXT).split())
    assert "Friday 5 July 2024, 00:01 London time or Friday 12 July 2024" in told
    assert "To decide: Which Friday is meant? (“Friday”)" in told


def test_json_gives_a_moment_with_londons_offset_or_null() -> None:
    sure, unsure = as_json(
        [release(embargo=ReadEmbargo(0, 22, until=FIRST)), release(embargo=ReadEmbargo(0, 22))],
        TEXT,
    )["releases"]
    assert sure["embargo_until"] == "2024-07-05T00:01:00+01:00"
    assert unsure["embargo_until"] is None
    assert unsure["embargo_as_stated"] == TEXT


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "per", "words"),
    [
        ("2000", "count", "more_than", "", "more than 2,000"),
        ("19", "count", "exact", "day", "19 a day"),
        ("3200000", "GBP", "about", "", "about £3.2 million"),
        ("33.33333333333333", "percent", "exact", "", "33.33%"),
        ("17", "ratio", "exact", "", "17 times"),
        ("40", "g", "exact", "", "40 g"),
        ("900", "litre", "exact", "", "900 litre"),
    ],
)
def test_an_amount_in_words(value: str, unit: str, qualifier: str, per: str, words: str) -> None:
    figure = StatedFigure(Decimal(value), unit, "", 0, 1, (), Qualifier(qualifier), per=per)
    assert amount(figure) == words


def test_a_whole_number_has_no_point() -> None:
    assert repr(number(Decimal("3200000.0"))) == "3200000"
    assert repr(number(Decimal("28.8"))) == "28.8"
