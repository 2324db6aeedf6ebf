"""Bars along time stand from the start of their periods to the end, or say that they do not."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from operations.periods import Period
from operations.renderers.svg import picture
from operations.renderers.time_bars import LYING, NARROWEST, OVERLAP, TOO_FAR
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.geometry import (
    NAMESPACE,
    WIDTHS,
    assert_legible,
    figures,
    parsed,
    rect,
    shown,
)

YEARS = [Period(date(y, 4, 1), date(y + 1, 3, 31), "financial_year") for y in range(2005, 2025)]


def test_a_bar_is_as_wide_as_its_period():
    drawn = [rect(group) for group in figures(parsed(samples.fines())).values()]
    widths = [right - left for left, _, right, _ in drawn]
    assert (widths[2] + 2) / (widths[0] + 2) == pytest.approx(35 / 28, rel=0.01)
    for earlier, later in pairwise(drawn):
        assert later[0] - earlier[2] == pytest.approx(2, abs=0.1)


def test_series_of_one_period_share_its_width():
    first = samples.fines()
    second = tuple(replace(p, value=p.value / 2, low=None, high=None) for p in first.figures())
    second = tuple(samples.point(p.label, str(p.value), period=p.period) for p in second)
    chart = replace(first, series=(*first.series, Series("Second", second, 1)))
    found = figures(parsed(chart))
    left, right = rect(found["0-0"]), rect(found["1-0"])
    assert left[2] < right[0]
    assert right[2] < rect(found["0-1"])[0]
    assert right[2] - right[0] == pytest.approx(left[2] - left[0])


def test_too_narrow_bars_are_evenly_spaced_and_say_so():
    root = parsed(samples.far_apart(), width=360)
    assert TOO_FAR in " ".join(shown(root))
    lefts = [rect(group)[0] for group in figures(root).values()]
    assert lefts[1] - lefts[0] == pytest.approx(lefts[2] - lefts[1])


def test_the_narrowest_bar_decides_at_each_width():
    for width in range(280, 1400, 40):
        root = parsed(samples.along_time(*YEARS), width=width)
        narrow = min(r - left for left, _, r, _ in map(rect, figures(root).values()))
        assert narrow > NARROWEST - 2
        assert TOO_FAR not in " ".join(shown(root))


def test_what_is_even_already_says_nothing_and_what_overlaps_or_lies_does():
    assert "evenly" not in picture(replace(samples.along_time(*YEARS[:4]), horizontal=True))
    lying = replace(samples.fines(), horizontal=True)
    assert LYING in " ".join(shown(parsed(lying)))
    rolling = [
        Period(date(2023, 7, 1), date(2024, 6, 30), "rolling_year"),
        Period(date(2023, 10, 1), date(2024, 9, 30), "rolling_year"),
    ]
    weeks = [point.period for point in samples.far_apart().figures()]
    chart = samples.along_time(weeks[0], *rolling)
    assert OVERLAP in " ".join(shown(parsed(chart)))


def test_names_stand_under_bars_where_all_fit_and_else_the_calendar_does():
    assert {"2005/06", "2008/09"} <= set(shown(parsed(samples.along_time(*YEARS[:4]))))
    root = parsed(samples.along_time(*YEARS), width=360)
    texts = shown(root)
    assert "2005/06" not in texts
    years = [text for text in texts if re.fullmatch(r"20\d\d", text)]
    assert len(years) >= 2
    assert [int(y) for y in years] == sorted(int(y) for y in years)


def test_a_tick_of_the_calendar_is_at_its_own_day():
    root = parsed(samples.along_time(*YEARS), width=720)
    start = rect(figures(root)["0-0"])[0]
    ticks = {
        text.text: float(text.get("x"))
        for text in root.iter(f"{NAMESPACE}text")
        if text.text and re.fullmatch(r"20\d\d", text.text)
    }
    year, x = min(ticks.items())
    per_day = (rect(figures(root)["0-19"])[2] - start) / (YEARS[-1].end - YEARS[0].start).days
    expected = start + (date(int(year), 1, 1) - YEARS[0].start).days * per_day
    assert x == pytest.approx(expected, abs=2)


def test_silence_is_said_in_its_place_or_beneath():
    root = parsed(samples.along_time(YEARS[0], None, *YEARS[2:5]))
    assert "no figure" in shown(root)
    narrow = parsed(samples.along_time(*YEARS[:9], None, *YEARS[10:]), width=280)
    whole = " ".join(shown(narrow))
    assert "no figure" in whole or "No figure: no date." in whole
    assert len(figures(narrow)) == 19


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "chart",
    [samples.fines(), samples.far_apart(), samples.along_time(*YEARS),
     samples.along_time(YEARS[0], None, *YEARS[2:])],
    ids=["fines", "far", "years", "gap"],
)  # fmt: skip
def test_all_of_it_fits(chart, width):
    assert_legible(chart, width)
