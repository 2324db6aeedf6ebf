"""Numbers in rows and columns: named by the row and the column."""

import pytest

from releases.reading.letters import Reading
from releases.reading.parts import Span
from releases.reading.tables import cell_words


def named(text: str, number: str) -> str:
    start = text.index(number)
    return cell_words(Reading.of(text), Span(start, start + len(number)))


TABBED = "Figures by area\n\nArea\tPhone\tBelt\nNorthtown\t338\t274\nSouthtown\t201\t1,176\n"


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        (TABBED, "338", "Phone Northtown"),
        (TABBED, "274", "Belt Northtown"),
        (TABBED, "1,176", "Belt Southtown"),
        ("Robbery           72\nArson and damage  1,081\n", "1,081", "Arson and damage"),
        ("By month (arrests / charges):\n\nApril: 702 / 310\nMay: 733 / 318", "318", "charges May"),
        ("             Male   Female\nRobbery      209    66\n", "66", "Female Robbery"),
        ("Area | Phone | Belt\nNorthtown | 338 | 274", "274", "Belt Northtown"),
    ],
)
def test_a_cell_has_its_columns_head_and_its_rows_label(text: str, number: str, words: str) -> None:
    assert named(text, number) == words


@pytest.mark.parametrize(
    "text",
    [
        "Officers seized 12 knives and 30 guns.",
        "Arrested: 12",
        "Knives  12  guns and more words in a line of prose",
        "12\t30",
        "12",
    ],
)
def test_prose_and_bare_numbers_are_no_table(text: str) -> None:
    assert named(text, "12") == ""


def test_a_line_without_end_is_no_row() -> None:
    text = "a\t" + "1\t" * 50_000
    assert cell_words(Reading.of(text), Span(60_000, 60_001)) == ""
