"""Lines stand in true time, and a period is drawn as long as it is."""

import re
from dataclasses import replace
from datetime import date

import pytest

from operations.periods import Period
from operations.renderers.lines import day_scale, positions
from operations.renderers.timing import spans_of
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.geometry import (
    WIDTHS,
    assert_legible,
    figures,
    one,
    parsed,
    paths,
    shown,
    title_of,
)


def test_points_stand_in_the_middle_of_their_periods():
    chart = samples.far_apart("line")
    spans = spans_of(chart)
    first, last = spans[0].start, spans[-1].end
    for place, span in zip(positions(chart, 0, 100), spans, strict=True):
        assert place == pytest.approx(float(100 * (span.middle - first) / (last - first)))


def test_a_gap_keeps_its_place_between_neighbours_and_without_dates_all_are_even():
    weeks = [point.period for point in samples.far_apart().figures()]
    places = positions(samples.along_time(weeks[0], None, *weeks[1:], kind="line"), 0, 100)
    assert places == sorted(places)
    undated = Period(None, None, "not_stated")
    even = samples.along_time(weeks[0], None, undated, weeks[2], kind="line")
    assert positions(even, 0, 100) == [12.5, 37.5, 62.5, 87.5]


def odd_periods():
    return samples.along_time(
        Period(date(2021, 1, 1), date(2021, 1, 31), "month"),
        Period(date(2021, 2, 1), date(2021, 6, 30), "odd"),
        Period(date(2021, 7, 1), date(2021, 7, 7), "week"),
        kind="line",
    )


def test_odd_periods_have_a_rule_from_their_first_day_to_their_last():
    chart = odd_periods()
    root = parsed(chart)
    days = day_scale(chart, 0, 1)
    ends = []
    for place, group in enumerate(figures(root).values()):
        (d,) = [d for d in paths(group) if "H" in d]
        start, y, end = re.match(r"M([\d.]+) ([\d.]+)H([\d.]+)", d).groups()
        assert float(y) == float(one(group, "circle")["cy"])
        ends.append((float(start), float(end)))
        share = (ends[-1][1] - ends[-1][0]) / (ends[0][1] - ends[0][0])
        lengths = [span.end - span.start for span in spans_of(chart)]
        assert share == pytest.approx(float(lengths[place] / lengths[0]), rel=0.01)
    assert ends[0][1] == ends[1][0]
    assert days is not None
    assert "Rule through a point: the days that it is for" in shown(root)


def test_years_of_one_length_have_no_rules():
    root = parsed(replace(samples.hate_crime_by_year(), along_time=True))
    assert not any("H" in d for group in figures(root).values() for d in paths(group))
    assert "Rule through a point: the days that it is for" not in shown(root)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("chart", [odd_periods(), samples.far_apart("line")])
def test_all_of_it_fits(chart, width):
    assert_legible(chart, width)


def test_a_script_finds_each_figure_by_its_places():
    chart = replace(samples.hate_crime_by_week(), kind="line")
    found = figures(parsed(chart))
    assert set(found) == {"0-1", "1-0", "1-1", "2-0", "3-0"}
    assert title_of(found["1-1"]).startswith("Anti-Muslim, 20–26 Oct 2023: 69")


def test_many_points_are_drawn_in_time_that_grows_with_their_number():
    from time import process_time

    def seconds(count: int) -> float:
        points = tuple(samples.point(f"p{n}", str(n * 7919 % 1000)) for n in range(count))
        chart = samples.chart(Series("s", points), kind="line")
        began = process_time()
        parsed(chart)
        return process_time() - began

    seconds(200)
    assert seconds(4000) < max(seconds(1000), 0.05) * 12
