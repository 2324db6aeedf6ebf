"""CSV as other programs read it: its columns are a promise, and no cell becomes a formula."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.renderers.csvfile import MARK, csv_file, without_mark
from operations.renderers.exact import digits, number
from operations.series import Stretch
from tests.operations import samples
from tests.operations.renderers.filed import (
    IMPRINT,
    NASTY,
    PAST,
    YEARS,
    derived,
    figure,
    filed,
    origin,
)

HEAD = (
    "figure_id,metric,metric_label,category,value,qualifier,unit,period_start,period_end,"
    "period_kind,area_code,area_name,organisation,coverage,coverage_note,status,shorthand,note,"
    "as_stated,release_title,release_url,published_at,version,corrected_at,figure_url,licence"
)


def read(chart, imprint=IMPRINT) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(without_mark(chart, imprint).decode(), newline="")))


def test_the_head_row_is_the_promised_one_and_lines_end_as_the_standard_says():
    text = csv_file(filed(), IMPRINT)
    assert text.startswith(b"\xef\xbb\xbffigure_id,")
    lines = text.removeprefix(MARK).decode().split("\r\n")
    assert lines[0] == HEAD
    assert lines[-1] == ""
    assert len(lines) == 5
    assert not any("\n" in line for line in lines)


def test_without_the_mark_the_bytes_are_the_same():
    assert MARK + without_mark(filed(), IMPRINT) == csv_file(filed(), IMPRINT)


def test_a_stated_figure_has_every_column():
    row = read(filed())[0]
    assert row == {
        "figure_id": "bcdfghjkmn02", "metric": "hate-crimes",
        "metric_label": "Hate crimes, recorded", "category": "Race, “Jr.”", "value": "2780.5",
        "qualifier": "exact", "unit": "count", "period_start": "2021-04-01",
        "period_end": "2022-03-31", "period_kind": "financial_year", "area_code": "E23000032",
        "area_name": "Kent", "organisation": "kent", "coverage": "", "coverage_note": "",
        "status": "", "shorthand": "", "note": "", "as_stated": "2780.5000 hate crimes",
        "release_title": "A release, with a comma",
        "release_url": "https://figures.example.org/releases/one/",
        "published_at": "2023-07-01T09:30:00+01:00", "version": "2",
        "corrected_at": "2023-11-01T00:01:00+00:00",
        "figure_url": "https://figures.example.org/figures/bcdfghjkmn02/", "licence": "OGL 3.0",
    }  # fmt: skip


def test_zero_is_a_figure_and_what_is_missing_has_no_value_but_a_reason():
    zero, missing = read(filed())[1:]
    assert (zero["value"], zero["shorthand"], zero["coverage"]) == ("0", "[p]", "partial")
    assert (zero["coverage_note"], zero["status"]) == ("excludes Kent", "provisional")
    assert (missing["value"], missing["qualifier"], missing["shorthand"]) == ("", "", "[x]")
    assert missing["metric"] == "hate-crimes"
    assert missing["note"] == "No figure: Hate crimes, 2023/24."


def test_what_we_worked_out_names_no_figure_and_shows_its_arithmetic():
    (row,) = read(filed(derived()))
    assert (row["figure_id"], row["as_stated"]) == ("", "")
    assert row["value"] == "285.714285714286"
    assert row["qualifier"] == "more_than"
    assert row["note"] == "Worked out by us: 2,000 ÷ 7 days = 285.7."
    assert row["figure_url"].endswith("/figures/bcdfghjkmn02/")


def test_a_figure_drawn_at_several_places_is_one_row():
    assert len(read(filed(figure("29"), figure("29")))) == 1


def test_a_licence_that_is_not_stated_is_not_invented():
    (row,) = read(filed(figure("1", origin=origin(licence=""))))
    assert row["licence"] == "licence not stated"


def test_second_hand_breaks_and_corrections_are_said():
    point = figure(
        "1", second_hand=True, break_before=True, break_reason="2022/23 leaves out Kent.",
        changed="corrected on 1 November 2023, was 9,387",
    )  # fmt: skip
    (row,) = read(filed(point))
    assert row["shorthand"] == "[b] [r]"
    assert row["note"] == (
        "Second-hand report. Not comparable with the figure before: 2022/23 leaves out Kent. "
        "Corrected on 1 November 2023, was 9,387."
    )


@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_a_formula(text):
    point = figure(
        "-5", words=text, coverage=text, origin=origin(release_title=text, category=text)
    )
    (row,) = read(filed(point))
    for name in ("as_stated", "coverage_note", "release_title", "category"):
        assert row[name] == f"'{text}", name
    assert row["value"] == "-5"


def test_a_past_state_is_named_in_every_address():
    row = read(filed(), PAST)[0]
    assert row["figure_url"].endswith("/figures/bcdfghjkmn02/?as_at=2023-11-12")
    assert row["release_url"].endswith("/releases/one/?as_at=2023-11-12")


def test_a_timeline_has_a_row_for_each_phase():
    stretch = Stretch("Week of action", YEARS[0].start, YEARS[0].end, "/operations/sceptre/")
    chart = replace(samples.one_figure(), kind="timeline", stretches=(stretch,))
    (row,) = read(chart)
    assert (row["category"], row["period_kind"], row["value"]) == ("Week of action", "phase", "")
    assert row["figure_url"] == "https://figures.example.org/operations/sceptre/"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_number_has_the_same_digits_in_every_format(value):
    text = digits(value)
    assert "e" not in text.lower()
    assert "," not in text
    assert Decimal(repr(number(value))) == Decimal(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**10))
def test_a_stated_number_loses_no_digit(value):
    assert Decimal(digits(value)) == value
