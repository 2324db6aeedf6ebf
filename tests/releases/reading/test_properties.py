"""What holds for every text: offsets give the exact words, reading never raises, style is nothing.

The texts are our own marked releases, whole and mutilated, and heaps of the pieces that
releases are made of.
"""

import os
import random
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.reading.hostile import HOSTILE
from releases.reading import TextTooLongError, read_releases
from releases.reading.letters import folded, one_spaced
from releases.reading.parts import ReadRelease, StatedFigure

TODAY = date(2024, 2, 29)
# A long run tries more of them: DRILL=1.
MUTILATED = 300 if os.environ.get("DRILL") else 100
FOLDER = Path(__file__).parent / "texts"
TEXTS = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.txt"))}
PIECES = """
Source: Anytown Police|UNDER EMBARGO UNTIL 00:01, FRIDAY 17 NOVEMBER|Notes to editors|ENDS|
more than|almost|up to|between|and|from|to a peak of|£3.2m|£1.8 million|2780kg|three tonnes|29%|
166 years and one month|one in four|a dozen|half|arrests|knives seized|people were arrested|
in the year 2022/23|last week|since July 2024|2 November - 5 November|“We are proud,|said|
Chief Constable Alex Example|, the lead for knives, said:|”|"|'|’|•|o |- |.|,|:|;|(|)|—|1,234|12|
0800 555 111|Section 12|aged 14|18-24|24/7|101|NX121|<1%|~|+|£|%|years|This does not include|
across three forces|nationally|\n|\n\n|\u00a0| |  |\t|\r\n|1|0|.5|12.5.6|1,2,3|99999999999999999999
""".replace("\n", "", 1).split("|")

heaps = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
anything = st.text(max_size=400)
torn = st.builds(
    lambda name, start, length, filling: (
        TEXTS[name][start : start + length] + filling + TEXTS[name][start + 2 * length :]
    ),
    st.sampled_from(sorted(TEXTS)),
    st.integers(0, 2000),
    st.integers(0, 800),
    st.one_of(heaps, anything),
)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text: str) -> list[ReadRelease]:
    """Read the text and hold every offset against it."""
    read = read_releases(text, today=TODAY)
    for release in read:
        assert 0 <= release.start <= release.end <= len(text)
        assert release.title == one_spaced(text[release.title_span.start : release.title_span.end])
        for section in release.sections:
            assert text[section.start : section.end].strip()
        for figure in release.figures:
            check_figure(figure, release)
        for quotation in release.quotations:
            check_words(quotation.words, text[quotation.start : quotation.end])
        check_numbers(release)
    return read


def check_words(words: str, inside: str) -> None:
    """Every paragraph that is quoted stands in the text, in order; who said it may come between."""
    left = letters(inside)
    for paragraph in words.split("\n\n"):
        before, found, left = left.partition(letters(paragraph))
        assert found or not letters(paragraph), (paragraph, before)


def letters(words: str) -> str:
    """Letters and digits alone: quotation marks and white space are the reader's to take out."""
    return re.sub(r"[\W_]+", "", words)


def check_figure(figure: StatedFigure, release: ReadRelease) -> None:
    assert release.start <= figure.start < figure.end <= release.end
    assert figure.numerals
    for span in figure.numerals:
        assert figure.start <= span.start < span.end <= figure.end
    assert figure.value.is_finite()
    for place in (figure.period, figure.coverage):
        if place is not None:
            assert release.start <= place.start <= place.end <= release.end
    if figure.period and figure.period.first_day and figure.period.last_day:
        assert figure.period.first_day <= figure.period.last_day


def check_numbers(release: ReadRelease) -> None:
    """No number is read as a figure and dismissed as well."""
    dismissed = {at for one in release.dismissals for at in range(one.start, one.end)}
    for figure in release.figures:
        for span in figure.numerals:
            assert dismissed.isdisjoint(range(span.start, span.end))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_offsets_give_the_exact_words(name: str) -> None:
    assert check(TEXTS[name])


@unhurried
@given(heaps)
def test_heaps_of_pieces_are_read(text: str) -> None:
    check(text)


@unhurried
@given(anything)
def test_any_text_is_read(text: str) -> None:
    check(text)


@unhurried
@given(torn)
def test_torn_releases_are_read(text: str) -> None:
    check(text)


def told(read: list[ReadRelease]) -> list[object]:
    """All that was read, without the places where it stands."""

    def plain(words: str) -> str:
        return one_spaced(folded(words))

    return [
        (
            plain(release.title),
            plain(release.publisher),
            release.embargo and (release.embargo.until, release.embargo.is_immediate),
            [
                (plain(one.speaker), plain(one.role), letters(plain(one.words)))
                for one in release.quotations
            ],
            [
                (
                    figure.value, figure.unit, plain(figure.what), figure.qualifier,
                    figure.status, figure.direction, figure.per, figure.is_running_total,
                    figure.period and (figure.period.first_day, figure.period.last_day),
                    figure.coverage and plain(figure.coverage.words),
                )
                for figure in release.figures
            ],
        )
        for release in read
    ]  # fmt: skip


# Every third text: each is read twice for each style, and the others say the same.
@pytest.mark.parametrize("name", sorted(TEXTS)[::3])
class TestStyleIsNothing:
    def test_spaces_that_do_not_break(self, name: str) -> None:
        text = TEXTS[name]
        assert told(check(text.replace(" ", "\u00a0"))) == told(check(text))

    def test_straight_quotation_marks(self, name: str) -> None:
        text = TEXTS[name]
        straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
        assert told(check(straight)) == told(check(text))

    def test_other_dashes_in_a_stretch(self, name: str) -> None:
        text = TEXTS[name]
        assert told(check(text.replace("–", "-"))) == told(check(text))

    def test_lines_that_end_as_on_other_machines(self, name: str) -> None:
        text = TEXTS[name]
        assert told(check(text.replace("\n", "\r\n"))) == told(check(text))

    def test_two_spaces_after_each_sentence(self, name: str) -> None:
        text = TEXTS[name]
        wide = re.sub(r"(?<=[.!?]) (?=[A-Z“])", "  ", text)
        assert told(check(wide)) == told(check(text))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_texts_end_with_an_answer(name: str) -> None:
    """No time is asserted; ``make bench`` shows how it grows with the length."""
    check(HOSTILE[name][:100_000])


def test_a_text_that_is_no_release_is_refused_with_a_sentence() -> None:
    with pytest.raises(TextTooLongError, match="has 5,000,000 characters"):
        read_releases("12 arrests " * 454_545 + "12345", today=TODAY)


@pytest.mark.slow
def test_a_long_run_of_mutilated_texts() -> None:
    """Texts with pieces moved, doubled, dropped and put in; the seed is fixed."""
    chance = random.Random(20231117)  # noqa: S311
    names = sorted(TEXTS)
    for _ in range(MUTILATED):
        text = TEXTS[chance.choice(names)]
        for _ in range(chance.randint(1, 12)):
            at, upto = sorted(chance.randint(0, len(text)) for _ in range(2))
            piece = chance.choice([chance.choice(PIECES), text[at : at + 40], "", text[at:upto]])
            text = (text[:at] + piece + text[at + chance.randint(0, 30) :])[:6_000]
        check(text)
