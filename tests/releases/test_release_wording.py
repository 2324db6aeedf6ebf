"""Turns of phrase on pages of releases."""

from datetime import date

import pytest

from releases.models import Edition
from releases.templatetags.release_wording import at_words, first_sentence, issued_time, quoted
from releases.video import film


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", "One."),
        ("Cash of £3.2 million was seized. More follows.", "Cash of £3.2 million was seized."),
        ("Ends with 9. 12 follow.", "Ends with 9."),
        ("They said “no.” Then yes.", "They said “no.”"),
        ("No full stop", "No full stop"),
        ("Was it so? It was.", "Was it so?"),
        ("Over\ntwo lines. Next.", "Over two lines."),
        ("", ""),
    ],
)
def test_the_first_sentence_of_a_summary(text: str, expected: str) -> None:
    assert first_sentence(text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We will go on", "“We will go on …”"),
        ("We will go on.", "“We will go on.”"),
        ("Will we? ", "“Will we?”"),
    ],
)
def test_words_that_break_off_say_so(words: str, expected: str) -> None:
    assert quoted(words) == expected


def test_an_address_leads_to_the_words() -> None:
    assert at_words("https://a.example/b", "over 2,000 - or so") == (
        "https://a.example/b#:~:text=over%202%2C000%20%2D%20or%20so"
    )


def test_an_address_with_a_place_of_its_own_keeps_it() -> None:
    assert at_words("https://a.example/b#c", "1 & 2") == "https://a.example/b#c:~:text=1%20%26%202"
    assert at_words("https://a.example/b#c", "") == "https://a.example/b#c"


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (None, None, "date not recorded"),
        (
            date(2023, 11, 7),
            date(2023, 11, 7),
            '<time datetime="2023-11-07">7 November 2023</time>',
        ),
        (
            date(2023, 11, 1),
            date(2023, 11, 30),
            'between <time datetime="2023-11-01">1 November 2023</time> and '
            '<time datetime="2023-11-30">30 November 2023</time>',
        ),
    ],
)
def test_when_it_was_issued(earliest: date | None, latest: date | None, expected: str) -> None:
    assert issued_time(Edition(issued_earliest=earliest, issued_latest=latest)) == expected


def test_a_film_names_its_host() -> None:
    told = film("https://www.youtube-nocookie.com/embed/abc")
    assert told.host == "YouTube"
    assert film("https://films.example/x").host == "films.example"
