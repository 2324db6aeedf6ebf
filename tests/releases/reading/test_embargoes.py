"""The words of an embargo against the moment that a content file gives."""

from datetime import datetime

import pytest

from releases.reading.embargoes import disagreements, named_time

FRIDAY = datetime(2023, 11, 17, 0, 1)  # noqa: DTZ001 (London time, as a content file gives it)


@pytest.mark.parametrize(
    "words",
    [
        "UNDER EMARGO UNTIL 00:01, FRIDAY 17 NOVEMBER",
        "Embargoed until Friday 17 November 00:01",
        "Strictly embargoed until 0001hrs on Friday 17th November 2023",
        "Embargo: 12.01am, Fri 17 Nov",
        "November 17, 2023, 00:01",
        "Not before Friday",
        "",
    ],
)
def test_agreeing_words_pass(words: str) -> None:
    assert list(disagreements(words, FRIDAY)) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("UNDER EMARGO UNTIL 00:01, THURSDAY 17 NOVEMBER", "Thursday"),
        ("Embargoed until Friday 10 November 00:01", "the day 10"),
        ("Embargoed until Friday 17 December 00:01", "December"),
        ("Embargoed until Friday 17 November 2024 00:01", "2024"),
        ("Embargoed until Friday 17 November 12:01pm", "12:01"),
        ("Embargoed until noon on Friday 17 November", "12:00"),
        ("November 18, 2023", "the day 18"),
    ],
)
def test_differing_words_name_both(words: str, named: str) -> None:
    [sentence] = disagreements(words, FRIDAY)
    assert named in sentence
    assert "Friday 17 November 2023, 00:01" in sentence


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("at 00:01", (0, 1)),
        ("6.30pm", (18, 30)),
        ("12.01am", (0, 1)),
        ("7 a.m.", (7, 0)),
        ("2230 hours", (22, 30)),
        ("midnight", (0, 0)),
        ("17 November 2023", None),
    ],
)
def test_times_are_read_as_releases_write_them(words: str, time: tuple[int, int] | None) -> None:
    assert named_time(words) == time
