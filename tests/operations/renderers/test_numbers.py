from dataclasses import replace
from datetime import date

import pytest

from operations.arithmetic import mark_breaks
from operations.periods import Period
from operations.renderers.numbers import tiles
from operations.renderers.svg import picture
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.geometry import (
    WIDTHS,
    assert_legible,
    figures,
    parsed,
    title_of,
)


def test_one_figure_is_one_tile():
    assert tiles(samples.one_figure()) == [
        {
            "place": "0-0",
            "label": "Cost of policing, 2–5 November 2023",
            "shown": "£140,346",
            "words": "£140,346",
            "url": "/figures/d/",
            "coverage": "not all forces",
            "note": "estimated",
            "change": "",
        }
    ]


def test_units_mix_and_nothing_is_not_zero():
    points = (
        samples.point("Protests", "67"),
        samples.point("Cost", "140346", unit="GBP"),
        None,
        samples.point("Disorder", "0"),
    )
    chart = samples.chart(
        Series("s", points), kind="numbers", labels=["Protests", "Cost", "Arrests", "Disorder"]
    )
    shown = [(tile["label"], tile["shown"]) for tile in tiles(chart)]
    assert shown == [
        ("Protests", "67"), ("Cost", "£140,346"), ("Arrests", "no figure"), ("Disorder", "0"),
    ]  # fmt: skip


def weeks(*values: tuple[str, str], **more):
    """Numbers of one metric, week after week."""
    points = tuple(
        samples.point(
            "Arrests", value, qualifier, definition="arrests",
            period=Period(date(2023, 11, 6 + 7 * n), date(2023, 11, 12 + 7 * n), "week"),
        )
        for n, (value, qualifier) in enumerate(values)
    )  # fmt: skip
    return samples.chart(Series("", points), kind="numbers", **more)


def changes(chart) -> list[str]:
    return [tile["change"] for tile in tiles(chart)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((("200", "exact"), ("228", "exact")), "up 28 (14%) from week of 6 November 2023"),
        ((("228", "exact"), ("200", "exact")), "down 28 (12%) from week of 6 November 2023"),
        ((("1000", "exact"), ("1001", "exact")),
         "up 1 (less than 1%) from week of 6 November 2023"),
        ((("7", "exact"), ("7", "exact")), "no change from week of 6 November 2023"),
        ((("0", "exact"), ("7", "exact")), "up 7 from week of 6 November 2023"),
        ((("7", "exact"), ("0", "exact")), "down 7 (100%) from week of 6 November 2023"),
        ((("100", "exact"), ("120", "more_than")),
         "up more than 20 from week of 6 November 2023"),
        ((("500", "exact"), ("120", "more_than")),
         "whether it rose or fell from week of 6 November 2023 is not known"),
        ((("100", "exact"), ("100", "at_least")),
         "whether it rose or fell from week of 6 November 2023 is not known"),
    ],
)  # fmt: skip
def test_the_newest_number_has_its_change_from_the_one_before(values, words):
    assert changes(weeks(*values)) == ["", words]


def test_where_there_is_no_change_to_state_the_reason_stands():
    told = changes(weeks(("100", "about"), ("120", "about")))[1]
    assert told.startswith("No change since week of 6 November 2023 is stated: A figure stated as")
    chart = weeks(("100", "exact"), ("120", "exact"))
    first, last = chart.series[0].points
    short = replace(last, coverage="excludes Kent")
    chart = replace(chart, series=(Series("", mark_breaks((first, short))),))
    assert "leaves out Kent" in changes(chart)[1]


def test_numbers_of_other_things_have_no_change():
    chart = weeks(("100", "exact"), ("120", "exact"))
    first, last = chart.series[0].points
    other = replace(last, definition="charges")
    assert changes(replace(chart, series=(Series("", (first, other)),))) == ["", ""]
    undated = replace(last, period=Period(None, None, "not_stated"))
    assert changes(replace(chart, series=(Series("", (first, undated)),))) == ["", ""]


def test_the_picture_shows_the_change():
    assert "up 20 (20%) from week" in picture(weeks(("100", "exact"), ("120", "exact")))


@pytest.mark.parametrize("width", WIDTHS)
def test_all_of_it_fits(width):
    assert_legible(weeks(("100", "exact"), ("1234567", "more_than")), width)
    assert_legible(weeks(("100", "about"), ("120", "about")), width)


def test_each_number_of_the_picture_can_be_found_by_its_place():
    chart = weeks(("100", "exact"), ("120", "more_than"))
    found = figures(parsed(chart))
    assert title_of(found["0-1"]) == "Arrests: more than 120"
    assert set(found) == {"0-0", "0-1"}
