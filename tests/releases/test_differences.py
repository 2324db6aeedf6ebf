"""What a person is shown before a change is approved: nothing of either text gets lost in it."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.differences import (
    Fate,
    Saying,
    row_changes,
    text_change,
    word_pieces,
)

TEXTS = st.text(st.sampled_from("ab \n£0,."), max_size=40)


def told(pieces: Any) -> list[tuple[str, str]]:
    return [(piece.words, str(piece.fate)) for piece in pieces]


def test_one_changed_word_is_told_among_those_that_stay() -> None:
    assert told(word_pieces("We seized 900 kg of heroin.", "We seized 9,000 kg of heroin.")) == [
        ("We seized ", "same"),
        ("900 ", "removed"),
        ("9,000 ", "added"),
        ("kg of heroin.", "same"),
    ]


def test_unchanged_lines_stand_together_and_are_counted() -> None:
    before = "One.\nTwo.\nThree.\nFour."
    change = text_change("full text", before, before.replace("Three", "Thirty"))
    assert [one.number for one in change.paragraphs] == [2, 1, 1]
    assert [one.is_same for one in change.paragraphs] == [True, False, True]
    assert change.is_changed
    assert not text_change("title", before, before).is_changed


@given(TEXTS, TEXTS)
def test_either_text_can_be_read_out_of_the_difference(before: str, after: str) -> None:
    pieces = [p for one in text_change("t", before, after).paragraphs for p in one.pieces]
    assert "".join(p.words for p in pieces if p.fate is not Fate.ADDED) == before
    assert "".join(p.words for p in pieces if p.fate is not Fate.REMOVED) == after


@pytest.mark.parametrize("words", [600, 20_000])
def test_a_text_changed_throughout_is_compared_in_no_time(words: int) -> None:
    """On one line, all of it new but for its commonest word: just below the bound, and beyond."""
    before = " ".join(f"the a{n}" for n in range(words // 2))
    after = before.replace("a", "b")
    begun = time.monotonic()
    assert text_change("text", before, after).is_changed
    assert time.monotonic() - begun < 5


def test_rows_are_told_by_their_keys() -> None:
    before = [
        Saying("a", "heroin", "900 kg"),
        Saying("b", "arrests", "7"),
        Saying("c", "cash", "£10"),
    ]
    after = [
        Saying("b", "arrests", "7"),
        Saying("a", "heroin", "9,000 kg", {"coverage": "excludes Exampleshire"}),
        Saying("d", "knives", "0"),
    ]
    changes = row_changes("Figures", before, after)
    assert [(row.name, str(row.fate), row.was, row.now) for row in changes.rows] == [
        ("heroin", "changed", "900 kg", "9,000 kg"),
        ("knives", "added", "", "0"),
        ("cash", "removed", "£10", ""),
    ]
    assert changes.counted == [(1, "added"), (1, "changed"), (1, "removed"), (1, "unchanged")]
    assert [one.label for one in changes.rows[0].details] == ["coverage"]


@pytest.mark.parametrize(
    "after",
    [
        Saying("a", "heroin, 2023", "900 kg"),
        Saying("a", "heroin", "900 kg", {"note": "An estimate."}),
        Saying("a", "heroin", "about 900 kg"),
    ],
)
def test_nothing_of_a_row_changes_unseen(after: Saying) -> None:
    (row,) = row_changes("Figures", [Saying("a", "heroin", "900 kg")], [after]).rows
    assert row.fate is Fate.CHANGED
    assert row.details or row.was != row.now
