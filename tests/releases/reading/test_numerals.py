"""Numerals and number words, found and worked out."""

from decimal import Decimal

import pytest

from releases.reading.letters import Reading
from releases.reading.numerals import Numeral, numerals


def _found(text: str) -> list[Numeral]:
    return numerals(Reading.of(text), 0, len(text))


def _stated(text: str) -> list[tuple[str, Decimal, str]]:
    """The words, rounded value and unit of each."""
    return [(text[n.start : n.end], round(n.value, 2), n.unit) for n in _found(text)]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("they seized 1395 rounds", "1395", "1395", ""),
        ("they seized 1,254,384 rounds", "1,254,384", "1254384", ""),
        ("rate of 8.9 a head", "8.9", "8.9", ""),
        ("£3.2m in cash", "£3.2m", "3200000", "GBP"),
        ("£1.8 million in cash", "£1.8 million", "1800000", "GBP"),
        ("£12bn a year", "£12bn", "12000000000", "GBP"),
        ("£300k a year", "£300k", "300000", "GBP"),
        ("£900,000-worth", "£900,000", "900000", "GBP"),
        ("some £ 4 each", "£ 4", "4", "GBP"),
        ("five million pounds of it", "five million pounds", "5000000", "GBP"),
        ("€5.5m", "€5.5m", "5500000", "EUR"),
        ("$6 billion", "$6 billion", "6000000000", "USD"),
        ("a 50p charge", "50p", "0.5", "GBP"),
        ("2.4M people", "2.4M", "2400000", ""),
        ("up 29%", "29%", "29", "percent"),
        ("up 29 per cent", "29 per cent", "29", "percent"),
        ("by 100 percent", "100 percent", "100", "percent"),
        ("up 3 percentage points", "3 percentage points", "3", "percentage_point"),
        ("2780kg of it", "2780kg", "2780", "kg"),
        ("6 KG of it", "6 KG", "6", "kg"),
        ("a 10-kilo parcel", "10-kilo", "10", "kg"),
        ("three tonnes of it", "three tonnes", "3", "tonne"),
        ("9g of it", "9g", "9", "g"),
        ("100ml of it", "100ml", "100", "ml"),
        ("doing 102mph", "102mph", "102", "mph"),
        ("26 miles on foot", "26 miles", "26", "mile"),
        ("100m from the shop", "100m", "100", "metre"),
        ("eight arrests", "eight", "8", ""),
        ("Eighty-six arrests", "Eighty-six", "86", ""),
        ("twenty five arrests", "twenty five", "25", ""),
        ("one hundred and five arrests", "one hundred and five", "105", ""),
        ("two thousand and five", "two thousand and five", "2005", ""),
        ("three million four hundred thousand", "three million four hundred thousand", "3.4e6", ""),
        ("a hundred homes", "a hundred", "100", ""),
        ("more than a dozen homes", "a dozen", "12", ""),
        ("half a dozen homes", "half a dozen", "6", ""),
        ("two dozen homes", "two dozen", "24", ""),
        ("half a million pounds", "half a million pounds", "500000", "GBP"),
        ("a £¼ million grant", "£¼ million", "250000", "GBP"),
        ("about ¾ of a million visits", "¾ of a million", "750000", ""),
        ("½ a tonne of it", "½ a tonne", "0.5", "tonne"),
        ("½ of them", "½", "50", "percent"),
        ("One caller in four hung up", "One caller in four", "25", "percent"),
        ("eight people in ten agreed", "eight people in ten", "80", "percent"),
        ("one house in every five", "one house in every five", "20", "percent"),
        ("two and a half tonnes", "two and a half tonnes", "2.5", "tonne"),
        ("half a tonne of it", "half a tonne", "0.5", "tonne"),
        ("within half an hour", "half an hour", "0.5", "hour"),
        ("half of them", "half", "50", "percent"),
        ("about a third of them", "a third", "33.33", "percent"),
        ("two-thirds of them", "two-thirds", "66.67", "percent"),
        ("three quarters of them", "three quarters", "75", "percent"),
        ("one in five", "one in five", "20", "percent"),
        ("1 in 4", "1 in 4", "25", "percent"),
        ("nine out of ten", "nine out of ten", "90", "percent"),
        ("a threefold rise", "threefold", "3", "ratio"),
        ("a ten-fold rise", "ten-fold", "10", "ratio"),
        ("17 times more", "17", "17", ""),
        ("the 3rd raid", "3rd", "3", "ordinal"),
        ("a third man", "third", "3", "ordinal"),
        ("the twenty-first raid", "twenty-first", "21", "ordinal"),
        ("which sees148 arrests", "148", "148", ""),
        ("1,23,456 pounds", "1,23,456 pounds", "123456", "GBP"),
        ("a .22 rifle", ".22", "0.22", ""),
        ("2½ tonnes", "2½ tonnes", "2.5", "tonne"),
        ("no one was hurt", "one", "1", ""),
    ],
)
def test_a_numeral_is_worked_out(text: str, words: str, value: str, unit: str) -> None:
    assert _stated(text) == [(words, round(Decimal(value), 2), unit)]


def test_a_footnote_mark_is_no_digit_of_the_number_before_it() -> None:
    assert _stated("of 2,7871 in all") == [
        ("2,787", Decimal(2787), ""),
        ("1", Decimal(1), ""),
    ]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("£3-4m", [3_000_000, 4_000_000], "GBP"),
        ("between £3 and £4 million", [3_000_000, 4_000_000], "GBP"),
        ("10-12kg", [10, 12], "kg"),
        ("five to nine per cent", [5, 9], "percent"),
        ("two to three million", [2_000_000, 3_000_000], ""),
        ("£10m to £12m", [10_000_000, 12_000_000], "GBP"),
    ],
)
def test_both_ends_of_a_range_have_its_size_and_unit(
    text: str, values: list[int], unit: str
) -> None:
    assert [(n.value, n.unit) for n in _found(text)] == [(value, unit) for value in values]


@pytest.mark.parametrize(
    "text", ["hundreds of homes", "several dozen", "a few", "the last quarter", "someone", "often"]
)
def test_vague_words_are_no_numerals(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize("text", ["two in 2023", "3 in 7 days", "two in Anytown, five elsewhere"])
def test_in_makes_a_share_only_of_a_whole(text: str) -> None:
    assert all(n.unit == "" for n in _found(text))


def test_numbers_of_two_bullets_are_not_put_together() -> None:
    assert [n.value for n in _found("twenty\n\nfive")] == [20, 5]


@pytest.mark.parametrize(
    "text", ["two men in three cars", "one man in five years", "one arrest in two market towns"]
)
def test_people_in_things_or_years_are_no_share(text: str) -> None:
    assert [unit for _, _, unit in _stated(text)] == ["", ""]


def test_white_space_and_line_ends_change_nothing() -> None:
    plain = "£1.8 million, 29 per cent, one hundred and five and one in five"
    for white in ("\u00a0", "  ", "\n", " \n  "):
        spaced = plain.replace(" ", white)
        assert [(n.value, n.unit) for n in _found(spaced)] == [
            (n.value, n.unit) for n in _found(plain)
        ]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 50_000,
        "1," * 20_000,
        "1" + ",111" * 10_000 + "1111",
        "1." * 20_000,
        "£1 " * 10_000,
        "a hundred " * 5_000,
        "one-" * 10_000,
        "1/2-3 in 4 ½ of 5%" * 2_000,
        " .1,234 .5.6 .7½ (.8,9" * 1_000,
    ],
)
def test_every_digit_of_a_hostile_text_is_in_one_numeral(text: str) -> None:
    found = _found(text)
    ends = [0, *(n.end for n in found)]
    assert all(end <= n.start < n.end for end, n in zip(ends, found, strict=False))
    inside = sum(sum(c in "0123456789" for c in text[n.start : n.end]) for n in found)
    assert inside == sum(c in "0123456789" for c in text)
