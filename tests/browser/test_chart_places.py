"""Time, stacks, dots and annotations on the canvas: where they stand and how long they are."""

from dataclasses import replace
from itertools import pairwise

import pytest

from operations.series import Series
from tests.browser import chart_samples, lone_charts
from tests.browser.pixels import is_empty, is_ink
from tests.operations import samples

# --- time ----------------------------------------------------------------------------------------


def days(start, end):
    return (end - start).days + 1


def test_points_of_a_line_stand_at_the_middle_of_their_periods(page):
    lone = lone_charts.show(page, chart_samples.odd_periods("line"))
    marks = lone.layout()["marks"][0]
    middles = [start.toordinal() + days(start, end) / 2 for start, end, _ in chart_samples.ODD]
    per_day = (marks[-1]["x"] - marks[0]["x"]) / (middles[-1] - middles[0])
    for mark, at in zip(marks, middles, strict=True):
        assert mark["x"] == pytest.approx(marks[0]["x"] + (at - middles[0]) * per_day, abs=1.5)


def test_an_odd_period_is_a_rule_as_long_as_it_is(page):
    lone = lone_charts.show(page, chart_samples.odd_periods("line"))
    marks = lone.layout()["marks"][0]
    area = lone.layout()["area"]
    first, last = chart_samples.ODD[0][0], chart_samples.ODD[-1][1]
    per_day = (area["right"] - area["left"]) / days(first, last)
    half = days(*chart_samples.ODD[2][:2]) / 2 * per_day
    x, y = marks[2]["x"], marks[2]["y"]
    for inside in (-0.97, -0.5, 0.5, 0.97):
        assert not is_empty(lone.pixel(x + inside * half, y))
    assert is_empty(lone.pixel(x - half - 4, y))
    assert is_empty(lone.pixel(x + half + 4, y))


def test_a_bar_is_as_wide_as_its_period(page):
    lone = lone_charts.show(page, chart_samples.odd_periods("bar"))
    marks = lone.layout()["marks"][0]
    area = lone.layout()["area"]
    per_day = (area["right"] - area["left"]) / 212
    for mark, (start, end, _) in zip(marks, chart_samples.ODD, strict=True):
        assert mark["width"] == pytest.approx(days(start, end) * per_day - 1, abs=1.5)
    right = marks[2]["x"] + marks[2]["width"] / 2
    # June has no figure, and its days are left empty.
    assert marks[3]["x"] - marks[3]["width"] / 2 - right == pytest.approx(31 * per_day, abs=3)


def test_bars_too_thin_to_scale_are_evenly_spaced_and_say_so(page):
    chart = replace(samples.sceptre(), along_time=True)
    lone = lone_charts.show(page, chart)

    def steps():
        places = [mark["x"] for mark in lone.layout()["marks"][0]]
        return [later - earlier for earlier, later in pairwise(places)]

    wide = steps()
    assert max(wide) > 1.5 * min(wide)  # a year, half a year, a year
    assert all(mark["width"] >= 5 for mark in lone.layout()["marks"][0])
    assert page.locator(".chart-drawing__notes").inner_text() == ""
    lone.resize(400)
    assert "evenly spaced" in page.locator(".chart-drawing__notes").inner_text()
    narrow = steps()
    assert max(narrow) == pytest.approx(min(narrow), abs=1)
    assert all(mark["width"] > 15 for mark in lone.layout()["marks"][0])


# --- stacks and dots -----------------------------------------------------------------------------


@pytest.mark.parametrize("horizontal", [False, True])
def test_each_part_of_a_stack_stands_on_the_one_before(page, horizontal):
    chart = replace(chart_samples.several("stacked"), horizontal=horizontal)
    lone = lone_charts.show(page, chart)
    layout = lone.layout()
    end = "x" if horizontal else "y"
    for column in zip(*layout["marks"], strict=True):
        for lower, upper in pairwise(column):
            assert upper["base"] == pytest.approx(lower[end], abs=0.5)
        assert len({mark["y" if horizontal else "x"] for mark in column}) == 1
    written = [box["words"] for box in layout["written"]]
    assert {"410", "590", "200"} <= set(written)


def test_a_stack_that_lacks_a_part_has_no_sum(page):
    chart = chart_samples.several("stacked")
    last = replace(chart.series[2], points=(*chart.series[2].points[:2], None))
    lone = lone_charts.show(page, replace(chart, series=(*chart.series[:2], last)))
    written = [box["words"] for box in lone.layout()["written"]]
    assert "410" in written
    assert "160" not in written


def test_dots_of_one_row_stand_apart_at_their_values(page):
    lone = lone_charts.show(page, chart_samples.several("dots"))
    layout = lone.layout()
    points = [[point["y"] for point in one["points"]] for one in lone.config()["series"]]
    flat = [
        (value, mark["x"])
        for values, marks in zip(points, layout["marks"], strict=True)
        for value, mark in zip(values, marks, strict=True)
    ]
    (low, x_low), (high, x_high) = min(flat), max(flat)
    for value, x in flat:
        share = (value - low) / (high - low)
        assert x == pytest.approx(x_low + share * (x_high - x_low), abs=0.6)
    for row in zip(*layout["marks"], strict=True):
        heights = [mark["y"] for mark in row]
        assert all(later - earlier >= 12 for earlier, later in pairwise(heights))


def test_dots_that_lie_close_say_where_their_axis_begins(page):
    points = tuple(samples.point(name, value) for name, value in (("May", "95"), ("June", "99")))
    lone_charts.show(page, samples.chart(Series("Close", points), kind="dots"))
    assert "axis begins at" in page.locator(".chart-drawing__axes").inner_text()


# --- annotations ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["line", "bar"])
def test_what_editors_wrote_stands_where_they_said(page, kind):
    lone = lone_charts.show(page, chart_samples.odd_periods(kind, chart_samples.ANNOTATIONS))
    layout = lone.layout()
    area = layout["area"]
    per_day = (area["right"] - area["left"]) / 212

    def at(day):
        return area["left"] + (day - chart_samples.ODD[0][0].toordinal()) * per_day

    marks = {one["kind"]: one for one in lone.config()["annotations"]}
    top = area["top"] + 30
    assert not is_empty(lone.pixel(at(marks["date"]["from"]), top))
    band = [at(marks["band"][end]) for end in ("from", "to")]
    pixel = lone.pixel(sum(band) / 2, area["bottom"] - 6)
    assert pixel[3] == 255
    assert not is_ink(pixel)
    assert lone.pixel(band[0] - 6, area["bottom"] - 6)[3] == 0
    first = layout["marks"][0][0]
    zero = area["bottom"]
    level = zero - (zero - first["y"]) * 150 / 120
    dashes = [not is_empty(lone.pixel(area["left"] + 100 + step, level)) for step in range(24)]
    assert 8 < sum(dashes) < 24
    written = " ".join(box["words"] for box in layout["written"])
    for words in ("new law", "week of action", "average of last year"):
        assert words in written


def test_a_day_off_the_axis_is_said_and_not_drawn(page):
    lone = lone_charts.show(page, chart_samples.odd_periods("line", "2025-01-01: new year"))
    assert "1 January 2025: new year." in page.locator(".chart-drawing__notes").inner_text()
    assert "new year" not in [box["words"] for box in lone.layout()["written"]]


def test_a_band_lies_behind_the_marks(page):
    chart = chart_samples.odd_periods("bar", "2023-01-05 to 2023-01-20: first week")
    lone = lone_charts.show(page, chart)
    x, y = middle_of_bar(lone.layout()["marks"][0][0])
    assert is_ink(lone.pixel(x, y))


def middle_of_bar(mark):
    return mark["x"], (mark["y"] + mark["base"]) / 2
