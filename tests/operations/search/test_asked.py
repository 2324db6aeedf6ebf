"""How a reader's text is read: words, phrases, “not”, “or”, who said it, and numbers."""

from decimal import Decimal

import pytest

from operations.search import asked
from operations.search.naming import meant
from operations.search.spelling import slips


def _ways(text: str) -> list[list[str]]:
    """Each way as the first spelling of its terms, with “-” before those that must not be."""
    return [[("-" if t.no else "") + t.spellings[0] for t in way] for way in asked.read(text).ways]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("knife crime", [["knife", "crime"]]),
        ('"week of action" -london', [["week of action", "-london"]]),
        ("“week of action” –london", [["week of action", "-london"]]),
        ('-"week of action" kent', [["-week of action", "kent"]]),
        ("cocaine or crack heroin", [["cocaine"], ["crack", "heroin"]]),
        ("or", []),
        ('"unclosed phrase', [["unclosed phrase"]]),
        ("a & b | !(c) :* <->", [["a", "b", "!(c)"]]),
        ("e-scooters", [["e-scooters"]]),
        ("  \t\n ", []),
        ("over 2,000 knives", [["2,000", "knives"]]),
    ],
)
def test_words_phrases_not_and_or(text: str, ways: list[list[str]]) -> None:
    assert _ways(text) == ways


@pytest.mark.parametrize(
    ("text", "said", "ways"),
    [
        ("who said protests are lawful", True, [["protests", "are", "lawful"]]),
        ("said Harrington", True, [["Harrington"]]),
        ("quote: knife", True, [["knife"]]),
        ("Who has said knife", True, [["knife"]]),
        ("she said knife", False, [["she", "said", "knife"]]),
        ("who said", False, [["who", "said"]]),
    ],
)
def test_who_said(text: str, said: bool, ways: list[list[str]]) -> None:
    assert (asked.read(text).said, _ways(text)) == (said, ways)


@pytest.mark.parametrize(
    ("text", "values", "hedge", "rest"),
    [
        ("5827", [("5827", "")], "exact", []),
        ("5,827", [("5827", "")], "exact", []),
        ("£3.2m", [("3200000", "GBP")], "exact", []),
        ("£3.2 million", [("3200000", "GBP")], "exact", []),
        ("4.6 tonnes", [("4600", "kg"), ("4.6", "tonne")], "exact", []),
        ("2,780kg of cocaine", [("2780", "kg"), ("2.78", "tonne")], "exact", ["of", "cocaine"]),
        ("over 2,000", [("2000", "")], "more_than", []),
        ("almost 6,000 years", [("6000", "year"), ("72000", "month")], "almost", []),
        ("about 29%", [("29", "percent")], "about", []),
        ("two thousand knives", [("2000", "")], "exact", ["knives"]),
        ("18 months", [("1.5", "year"), ("18", "month")], "exact", []),
        ('"5827"', [], "", ["5827"]),
        ("-5827 years", [], "", ["5827", "years"]),
        ("3rd of them", [], "", ["3rd", "of", "them"]),
        ("two knives", [], "", ["two", "knives"]),
        ("12 litres", [], "", ["12", "litres"]),
        ("9" * 30, [], "", ["9" * 30]),
    ],
)
def test_numbers_and_their_units(
    text: str, values: list[tuple[str, str]], hedge: str, rest: list[str]
) -> None:
    question = asked.read(text)
    assert [pair for one in question.amounts for pair in one.values] == [
        (Decimal(value), unit) for value, unit in values
    ]
    assert [one.hedge for one in question.amounts] == [hedge] * bool(hedge)
    assert [term.spellings[0] for term in question.rest] == rest


def test_a_number_is_looked_for_in_each_way_of_writing_it() -> None:
    spellings = asked.read("£3.2m").ways[0][0].spellings
    assert set(spellings) >= {"£3.2m", "3,200,000", "3200000", "3.2 million"}


@pytest.mark.parametrize("text", ["a" * 10_000, "a\x00b", "a\ufffdb"])
def test_what_can_not_be_asked_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(asked.AskedError, match=r"^This search|^A search .*\.$"):
        asked.read(text)


def test_no_question_has_more_terms_than_a_few() -> None:
    terms = asked.read("x " * 149).ways[0]
    assert len(terms) == asked.MOST_TERMS


def test_words_that_are_names_narrow_one_field_and_part_two() -> None:
    arrests = {"metric": frozenset({1, 2, 3})}
    knife = {"metric": frozenset({2, 3, 4}), "category": frozenset({9})}
    kent = {"organisation": frozenset({7})}
    assert meant([arrests, kent]) == [
        {"metric": frozenset({1, 2, 3}), "organisation": frozenset({7})}
    ]
    assert meant([arrests, knife]) == [
        {"metric": frozenset({2, 3})},
        {"metric": frozenset({1, 2, 3}), "category": frozenset({9})},
    ]
    assert meant([arrests, {}]) == []
    assert meant([]) == []


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [("knfie", "knife", 1), ("septre", "sceptre", 1), ("kent", "kent", 0), ("cat", "dogs", 4)],
)
def test_slips_of_the_fingers_are_counted(one: str, other: str, number: int) -> None:
    assert slips(one, other) == number
