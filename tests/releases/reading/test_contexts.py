"""A short label is completed by what its sentence and its release are about: made-up releases."""

from datetime import date

import pytest

from releases.reading import read_releases
from releases.reading.parts import StatedFigure

TODAY = date(2024, 6, 1)


def figure(text: str, number: int = 0) -> StatedFigure:
    return read_releases(text, today=TODAY)[0].figures[number]


RELEASE = """Officers look for tools in sheds

Source: Anytown Police

Operation Lathe began in spring. The Mobile Lock Reader (MLR) has been used in Anytown since May.

{sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It led to 40 arrests.", "Operation Lathe"),
        ("Since its introduction, MLR has resulted in 40 arrests.", "Mobile Lock Reader"),
        ("In the year to March 2024 there were 40 arrests.", "the year to March 2024"),
        ("There were 40 arrests.", "tools"),
        ("Burglars who broke into sheds led to 40 arrests.", "broke"),
    ],
)
def test_context_follows_what_was_counted(sentence: str, words: str) -> None:
    found = figure(RELEASE.format(sentence=sentence))
    assert found.what.startswith(found.counted)
    assert words in found.what.removeprefix(found.counted)


def test_a_long_label_is_left_alone() -> None:
    sentence = "Police seized 12 stolen petrol hedge trimmers and brush cutters from sheds."
    found = figure(RELEASE.format(sentence=sentence))
    assert len(found.counted.split()) > 5
    assert found.what == found.counted


def test_words_of_other_figures_are_not_borrowed() -> None:
    found = figure(RELEASE.format(sentence="There were 40 arrests and 12 padlocks."))
    assert found.value == 40
    assert "padlocks" not in found.what


def test_an_operation_is_that_of_the_nearest_words() -> None:
    text = RELEASE.format(sentence="Operation Chisel led to 40 arrests.")
    assert "Operation Chisel" in figure(text).what
    assert "Operation Lathe" not in figure(text).what


def test_a_label_has_up_to_eighteen_words() -> None:
    text = "A title of ten words about many tools in sheds\n\nThere were 40 arrests, of " + (
        "so very many different odd people with names and habits " * 5
    )
    assert len(figure(text).what.split()) <= 18


def test_forces_without_a_number_or_place_are_those_of_the_operation() -> None:
    found = figure(RELEASE.format(sentence="There were 40 arrests made by forces."))
    assert found.coverage is not None
    assert found.coverage.words.endswith("forces, Operation Lathe")


@pytest.mark.parametrize(
    ("sentence", "word"),
    [("Thirty-one were caught.", "bicycles"), ("69 offences were recorded.", "shoplifting")],
)
def test_no_words_are_borrowed_from_the_release_before(sentence: str, word: str) -> None:
    """A bare number looks back for its thing, but another release is about other things."""
    text = (
        "Tools handed in\n\nSource: Anytown Police\n\n"
        "Officers seized 40 stolen bicycles. The team recorded shoplifting.\n\n"
        f"A new week\n\nSource: Exampleshire Police\n\n{sentence}\n"
    )
    first, second = read_releases(text, today=TODAY)
    assert "bicycles" in first.figures[0].what
    assert all(word not in one.what for one in second.figures)
