"""The measure itself, with tiny markings: what counts as found, as right, and as neither."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.reading.__main__ import main
from benchmarks.reading.marks import (
    MarkedFigure,
    MarkedQuotation,
    MarkedRelease,
    MarksError,
    marked_texts,
)
from benchmarks.reading.measuring import (
    Measured,
    Tally,
    has_enough_words,
    matched,
    measured,
    releases_within,
)
from releases.quantities import Qualifier
from releases.reading.parts import (
    Basis,
    ReadEmbargo,
    ReadQuotation,
    ReadRelease,
    Span,
    StatedCoverage,
    StatedFigure,
    StatedPeriod,
)

TEXT = "Ninety vans\n\nOver 90 vans were stopped in May. Some 90 bikes were not; 7 were.\n"


def mark(words: str, value: str = "90", **more: Any) -> MarkedFigure:
    start = TEXT.index(words)
    given = {"unit": "count", "what": "vans stopped", "qualifier": "exact"} | more
    return MarkedFigure(
        value=Decimal(value), words=words, places=(Span(start, start + len(words)),), **given
    )


def found(words: str, value: str = "90", **more: Any) -> StatedFigure:
    start = TEXT.index(words)
    given: dict[str, Any] = {"unit": "count", "what": "vans stopped"} | more
    return StatedFigure(
        value=Decimal(value), start=start, end=start + len(words), numerals=(), **given
    )


def marked(*figures: MarkedFigure, **more: Any) -> MarkedRelease:
    given: dict[str, Any] = {
        "title": "Ninety vans", "publishers": (), "embargo_until": None, "quotations": None,
    } | more  # fmt: skip
    return MarkedRelease(start=0, end=len(TEXT), figures=figures, **given)


def read(*figures: StatedFigure, **more: Any) -> ReadRelease:
    given: dict[str, Any] = {"publisher": "", "embargo": None, "quotations": ()} | more
    return ReadRelease(
        "Ninety vans", start=0, end=len(TEXT), title_span=Span(0, 11), sections=(), notes=(),
        figures=figures, **given,
    )  # fmt: skip


def measure(one: MarkedRelease, *releases: ReadRelease) -> Measured:
    return measured(one, releases, TEXT)


def counts(result: Measured, name: str) -> tuple[int, int]:
    tally = result.tallies.get(name, Tally())
    return tally.right, tally.of


def test_equal_value_and_overlapping_words_are_a_match() -> None:
    result = measure(marked(mark("90 vans")), read(found("Over 90 vans", what="stopped vans")))
    for name in ("recall", "precision", "unit", "what"):
        assert counts(result, name) == (1, 1), name
    assert result.misses == []


def test_a_wrong_offset_is_missed_and_wrong() -> None:
    result = measure(marked(mark("90 vans")), read(found("90 bikes")))
    assert counts(result, "recall") == (0, 1)
    assert counts(result, "precision") == (0, 1)
    assert [(miss.measure, miss.words) for miss in result.misses] == [
        ("recall", "90 vans"),
        ("precision", "90 bikes"),
    ]


def test_another_value_in_the_same_place_is_missed_and_wrong() -> None:
    result = measure(marked(mark("90 vans")), read(found("90 vans", "91")))
    assert (counts(result, "recall"), counts(result, "precision")) == ((0, 1), (0, 1))


def test_a_wrong_unit_is_found_but_not_right() -> None:
    result = measure(marked(mark("90 vans")), read(found("90 vans", unit="kg")))
    assert counts(result, "recall") == (1, 1)
    assert counts(result, "unit") == (0, 1)
    (miss,) = result.misses
    assert (miss.measure, miss.expected, miss.found) == ("unit", "90 count", "90 kg")


def test_the_marks_other_unit_is_right_too_but_no_third() -> None:
    two_tonnes = mark("Over 90", "2", unit="tonne", also=(Decimal(2000), "kg"))
    for value, unit, right in (("2000", "kg", 1), ("2", "tonne", 1), ("2000", "tonne", 0)):
        result = measure(marked(two_tonnes), read(found("90 vans", value, unit=unit)))
        assert counts(result, "unit") == (right, 1), (value, unit)


def test_a_wrong_hedge_is_not_right() -> None:
    over = mark("Over 90 vans", qualifier="more_than")
    assert counts(measure(marked(over), read(found("90 vans"))), "qualifier") == (0, 1)
    right = found("90 vans", qualifier=Qualifier.MORE_THAN)
    assert counts(measure(marked(over), read(right)), "qualifier") == (1, 1)


def test_optional_marks_count_neither_way() -> None:
    optional = mark("7 were", "7", required=False)
    for release in (read(), read(found("7", "7", unit="wrong"))):
        result = measure(marked(optional), release)
        assert result.tallies.keys() == {"title"}


def test_the_same_figure_twice_in_one_place_is_wrong_once() -> None:
    result = measure(marked(mark("90 vans")), read(found("90 vans"), found("Over 90 vans")))
    assert (counts(result, "recall"), counts(result, "precision")) == ((1, 1), (1, 2))


def test_a_marks_other_places_are_right_and_count_once() -> None:
    first, second = TEXT.index("90 vans"), TEXT.index("90 bikes")
    twice = MarkedFigure(
        Decimal(90), "count", "vans", "exact", "90",
        (Span(first, first + 2), Span(second, second + 2)),
    )  # fmt: skip
    result = measure(marked(twice), read(found("90 vans"), found("90 bikes")))
    assert counts(result, "recall") == (1, 1)
    assert counts(result, "precision") == (1, 1)


def test_each_found_figure_goes_to_the_nearest_mark() -> None:
    marks = [mark("90 vans"), mark("90 bikes")]
    wide = found("Over 90 vans were stopped in May. Some 90 bikes")
    pairs, left = matched(marks, [wide, found("90 vans")])
    assert pairs == {0: found("90 vans"), 1: wide}
    assert left == []


@pytest.mark.parametrize(
    ("expected", "actual", "is_equal"),
    [
        ("33", "33.333333333333", True), ("33.33", "33.333333333333", True), ("33", "34", False),
        ("33", "33.6", False), ("166.08333333333334", "166.0833333333", True),
        ("10000", "10001", False), ("3.2", "3.1", False), ("3200000", "3200000.0", True),
    ],
)  # fmt: skip
def test_fractions_may_be_written_out_less_far_and_whole_numbers_not(
    expected: str, actual: str, is_equal: bool
) -> None:
    result = measure(marked(mark("90 vans", expected)), read(found("90 vans", actual)))
    assert counts(result, "recall") == (int(is_equal), 1)


def test_half_of_the_marked_words_are_enough_and_parentheses_are_none() -> None:
    assert has_enough_words("vans stopped (title, rounded)", "stopping of a van")
    assert has_enough_words("vans stopped and searched by officers", "vans stopped")
    assert not has_enough_words("vans stopped and searched by officers", "vans")
    assert not has_enough_words("vans stopped", "")


def test_periods_and_coverage_are_measured_where_they_are_marked() -> None:
    may = mark("90 vans", first_day=date(2024, 5, 1), last_day=date(2024, 5, 31), coverage="Wales")

    def result(last: date | None, words: str) -> Measured:
        period = StatedPeriod(date(2024, 5, 1), last, "month", Basis.SENTENCE, 0, 1)
        coverage = StatedCoverage(words, Basis.SENTENCE, 0, 1)
        return measure(marked(may), read(found("90 vans", period=period, coverage=coverage)))

    right = result(date(2024, 5, 31), "across Wales")
    assert (counts(right, "period"), counts(right, "coverage")) == ((1, 1), (1, 1))
    wrong = result(date(2024, 5, 30), "across England")
    assert (counts(wrong, "period"), counts(wrong, "coverage")) == ((0, 1), (0, 1))
    none = measure(marked(mark("90 vans")), read(found("90 vans")))
    assert "period" not in none.tallies


def test_an_open_bound_is_not_compared() -> None:
    since = mark("90 vans", first_day=date(2024, 5, 1))
    period = StatedPeriod(date(2024, 5, 1), date(2024, 6, 2), "odd", Basis.RELEASE, 0, 1)
    assert counts(measure(marked(since), read(found("90 vans", period=period))), "period") == (1, 1)


MOMENT = datetime(2024, 6, 7, 23, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expected", "actual", "count"),
    [
        (MOMENT, MOMENT, (1, 1)),
        (MOMENT, None, (0, 1)),
        (None, MOMENT, (0, 1)),
        (None, None, (0, 0)),
    ],
)
def test_an_embargo_is_right_to_the_minute(
    expected: datetime | None, actual: datetime | None, count: tuple[int, int]
) -> None:
    release = read(embargo=ReadEmbargo(0, 1, until=actual))
    assert counts(measure(marked(embargo_until=expected), release), "embargo") == count


def quoted(speaker: str, words: str, **more: Any) -> ReadQuotation:
    return ReadQuotation(speaker, "", words, 0, 1, **more)


def test_a_quotation_needs_its_first_words_and_its_speaker() -> None:
    one = marked(quotations=(MarkedQuotation("Alex Example", "We’re glad", 2),))

    def result(*quotations: ReadQuotation) -> Measured:
        return measure(one, read(quotations=quotations))

    right = result(quoted("Alex  Example", "We're glad of it.\n\nAnd more."))
    assert counts(right, "quotations") == counts(right, "whole quotations") == (1, 1)
    assert counts(result(quoted("Sam Sample", "We're glad of it.")), "quotations") == (0, 1)
    assert counts(result(quoted("Alex Example", "Glad.")), "quotations") == (0, 1)
    cut = result(quoted("Alex Example", "We're glad of it."))
    assert counts(cut, "whole quotations") == (0, 1)


def test_quotations_that_nobody_marked_are_wrong_unless_they_are_fragments() -> None:
    one = marked(quotations=())
    whole = measure(one, read(quotations=(quoted("Alex Example", "No."),)))
    assert counts(whole, "only quotations") == (0, 1)
    part = measure(one, read(quotations=(quoted("", "no", is_fragment=True),)))
    assert counts(part, "only quotations") == (0, 0)


def test_a_release_that_was_not_found_loses_all_that_was_marked() -> None:
    result = measure(marked(mark("90 vans"), embargo_until=MOMENT))
    for name in ("recall", "embargo", "title"):
        assert counts(result, name) == (0, 1), name


def test_releases_belong_where_their_titles_are() -> None:
    assert releases_within(marked(), [read()]) == [read()]
    elsewhere = MarkedRelease(500, 900, "", (), None, (), None)
    assert releases_within(elsewhere, [read()]) == []


# --- the files -----------------------------------------------------------------------------------


def entry(**more: Any) -> dict[str, Any]:
    figure = {
        "value": 90, "unit": "count", "what": "vans stopped", "qualifier": "more_than",
        "as_stated": "Over 90 vans", "offset": TEXT.index("Over"), "occurrences": 1,
    }  # fmt: skip
    return {"title": "Ninety vans", "embargo_until": None, "figures": [figure | more]}


def write(folder: Path, name: str, marking: Any) -> None:
    (folder / f"{name}.txt").write_bytes(TEXT.encode())
    (folder / f"{name}.json").write_text(json.dumps(marking))


def test_both_forms_of_marking_are_read(tmp_path: Path) -> None:
    write(tmp_path, "02-one", entry(value=0.1, normalised={"value": 5, "unit": "kg"}))
    write(tmp_path, "03-one", entry())
    bounds = {"start_offset": 0, "end_offset": 20, "published": "2024-05-02"}
    write(tmp_path, "many", [entry() | bounds, entry() | bounds | {"published": "2024-05-09"}])
    one, held_out, many = marked_texts(tmp_path)
    assert [text.is_for_development for text in (one, held_out, many)] == [True, False, True]
    assert one.releases[0].figures[0].value == Decimal("0.1")
    assert one.releases[0].figures[0].also == (5, "kg")
    assert one.releases[0].end == len(TEXT)
    assert one.today is None
    assert many.today == date(2024, 5, 9)
    assert len(many.releases) == 2


def test_words_that_stand_again_are_further_places(tmp_path: Path) -> None:
    write(tmp_path, "02-one", entry(as_stated="90", offset=TEXT.index("90"), occurrences=2))
    (text,) = marked_texts(tmp_path)
    assert [place.start for place in text.releases[0].figures[0].places] == [
        TEXT.index("90 vans"),
        TEXT.index("90 bikes"),
    ]


@pytest.mark.parametrize(
    "marking",
    ["no json", 7, [7], {"title": "without figures"}, entry(offset=3), entry(value=True)],
)
def test_a_wrong_marking_is_one_sentence(tmp_path: Path, marking: Any) -> None:
    write(tmp_path, "02-one", marking)
    with pytest.raises(MarksError, match=r"02-one\.json is not in the form of a marking"):
        marked_texts(tmp_path)


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_nothing_to_measure_is_one_sentence_and_exit_code_2(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_misses_are_listed_for_the_texts_for_development_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("02-shown", "03-hidden"):
        write(tmp_path, name, entry(as_stated="not", offset=TEXT.index("not"), value=12345))
    assert main([str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "not found, line 3: “not”" in shown
    assert shown.count("“not”") == 1
    assert main([str(tmp_path), "--no-misses", "--held-out-misses"]) == 0
    assert capsys.readouterr().out.count("“not”") == 1
