"""The marked texts themselves: every mark stands in its text, in the form that its README gives."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from releases.reading.parts import Direction, Qualifier, Status

TEXTS = Path(__file__).parent / "texts"
MARKS = sorted(TEXTS.glob("*.json"))
KINDS = {
    "outcome",
    "case",
    "comparison",
    "context",
    "coverage",
    "duration",
    "input",
    "penalty",
    "resource",
    "target",
    "threshold",
}
STATISTICS = {"average", "median", "peak", "total"}
REQUIRED_KEYS = {"value", "unit", "what", "qualifier", "as_stated", "offset", "kind", "required"}


def text_of(path: Path) -> str:
    return path.with_suffix(".txt").read_bytes().decode("utf-8")


def releases_of(path: Path) -> list[dict[str, Any]]:
    marked = json.loads(path.read_text(encoding="utf-8"))
    return marked if isinstance(marked, list) else [marked]


def figures_of(path: Path) -> list[dict[str, Any]]:
    return [figure for release in releases_of(path) for figure in release["figures"]]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\n", " ")


marked_file = pytest.mark.parametrize("path", MARKS, ids=lambda path: path.stem)


def test_thirty_short_texts_are_marked_and_the_longer_ones_after_them() -> None:
    numbers = [int(path.stem[:2]) for path in MARKS]

    assert len(numbers) > 30
    assert numbers == list(range(1, len(numbers) + 1))
    assert {path.stem for path in TEXTS.glob("*.txt")} == {path.stem for path in MARKS}


@marked_file
def test_each_figure_stands_where_its_mark_says(path: Path) -> None:
    text = text_of(path)

    for figure in figures_of(path):
        words = figure["as_stated"]
        assert text[figure["offset"] : figure["offset"] + len(words)] == words


@marked_file
def test_each_figure_is_marked_with_known_codes(path: Path) -> None:
    for figure in figures_of(path):
        assert set(figure) >= REQUIRED_KEYS
        assert isinstance(figure["value"], int | float)
        assert figure["unit"] == figure["unit"].strip() != ""
        assert figure["what"]
        assert figure["kind"] in KINDS
        Qualifier(figure["qualifier"])
        Direction(figure.get("direction", "up"))
        Status(figure.get("status", "estimated"))
        assert figure.get("statistic", "average") in STATISTICS


@marked_file
def test_periods_run_forwards_and_running_totals_have_none(path: Path) -> None:
    for figure in figures_of(path):
        days = [figure[key] for key in ("period_start", "period_end") if key in figure]
        assert days == sorted(days, key=date.fromisoformat)
        assert not (days and figure.get("running_total"))


@marked_file
def test_releases_lie_end_to_end_and_hold_their_figures(path: Path) -> None:
    text = text_of(path)
    end = 0

    for release in releases_of(path):
        start, stop = release.get("start_offset", 0), release.get("end_offset", len(text))
        assert start == end
        assert all(start <= figure["offset"] < stop for figure in release["figures"])
        end = stop
    assert end == len(text)


@marked_file
def test_titles_embargoes_and_quotations_are_words_of_the_text(path: Path) -> None:
    text = plain(text_of(path))

    for release in releases_of(path):
        words = text[release.get("start_offset", 0) : release.get("end_offset", len(text))]
        assert release["title"] in words
        assert release["publisher"] in words
        assert release.get("embargo_as_stated", "") in words
        if release["embargo_until"] is not None:
            assert datetime.fromisoformat(release["embargo_until"]).utcoffset() is not None
            assert not release.get("embargo_asks")
        for quote in release["quotes"]:
            assert plain(quote["starts_with"]) in words
            assert quote["speaker"] in words
            assert quote["paragraphs"] >= 1
        assert all(plain(words_) in words for words_ in release["not_figures"])
        assert all(plain(words_) in words for words_ in release.get("vague", []))
