"""Dates, bands and baselines: where they belong, behind the data, never over a value."""

import re
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from operations.annotations import read_annotations
from operations.renderers.drawing import Box
from operations.renderers.lines import day_scale
from operations.renderers.svg import picture
from operations.renderers.words import description, summary
from tests.operations import samples
from tests.operations.renderers.geometry import (
    NAMESPACE,
    WIDTHS,
    assert_legible,
    boxes,
    figures,
    parsed,
    paths,
    rect,
    shown,
)

MANY = read_annotations(
    """2021-02-01: Third lockdown, with fines for meetings of two
    2021-02-03: A second event just after
    2021-02-05: And a third of the same week
    2021-03-29 to 2021-04-12: Rule of six
    2021-06-19: Almost at the end of the time that is shown
    12000: average of the year"""
)


def fines(kind: str = "bar", text: str = "", **more):
    noted = read_annotations(text) if text else MANY
    return replace(samples.fines(), kind=kind, annotations=noted, **more)


@pytest.mark.parametrize("kind", ["line", "bar", "stacked"])
def test_a_date_stands_on_its_own_day(kind):
    root = parsed(fines(kind, "2021-03-15: A new period"), width=720)
    (rule,) = paths(root, stroke_dasharray="5 3")
    assert "V" in rule
    x = float(re.match(r"M([\d.]+) ", rule).group(1))
    if kind == "line":
        left = 10 + max(box.right for text, box in boxes(root) if text.endswith(",000")) + 8
        days = day_scale(samples.fines(), left, 710)
        assert x == pytest.approx(days(date(2021, 3, 15).toordinal()), abs=1.5)
    else:
        place = figures(root)["0-2"]
        rects = place.findall(f"{NAMESPACE}rect")
        assert x == pytest.approx(float(rects[0].get("x")) - 1, abs=0.5)


def bands(root):
    return [r.attrib for r in root.iter(f"{NAMESPACE}rect") if r.get("fill-opacity") == "0.09"]


def test_a_band_is_pale_behind_the_data_and_as_wide_as_its_days():
    root = parsed(fines(text="2021-02-15 to 2021-03-14: The second period"), width=720)
    (band,) = bands(root)
    left, _, right, _ = rect(figures(root)["0-1"])
    assert float(band["x"]) == pytest.approx(left - 1, abs=0.1)
    assert float(band["width"]) == pytest.approx(right - left + 2, abs=0.1)
    markup = picture(fines(text="2021-02-15 to 2021-03-14: The second period"))
    assert markup.index('fill-opacity="0.09"') < markup.index("data-figure")


def test_a_baseline_crosses_at_its_value_and_its_words_are_in_the_key():
    root = parsed(fines(text="13138.5: half of the first"), width=720)
    level, sample = sorted(paths(root, stroke_dasharray="2 4"), key=len, reverse=True)
    y = float(re.match(r"M[\d.]+ ([\d.]+)H", level).group(1))
    _, top, _, foot = rect(figures(root)["0-0"])
    assert y == pytest.approx((top + foot) / 2, abs=0.5)
    assert "half of the first: 13,138.5" in shown(root)
    assert sample
    lying = parsed(fines(text="13138.5: half of the first", horizontal=True), width=720)
    level = max(paths(lying, stroke_dasharray="2 4"), key=len)
    left, _, right, _ = rect(figures(lying)["0-0"])
    assert float(re.match(r"M([\d.]+) ", level).group(1)) == pytest.approx(
        (left + right) / 2, abs=0.5
    )


def test_a_baseline_above_all_figures_is_still_within_the_picture():
    root = parsed(fines(text="60000: what was expected"), width=720)
    level = max(paths(root, stroke_dasharray="2 4"), key=len)
    y = float(re.match(r"M[\d.]+ ([\d.]+)H", level).group(1))
    assert 0 < y < rect(figures(root)["0-0"])[1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["line", "bar", "stacked", "dots", "multiples", "table"])
def test_words_lie_on_nothing(kind, width):
    chart = fines(kind)
    assert_legible(chart, width)
    root = parsed(chart, width=width)
    whole = " ".join(shown(root))
    for one in MANY[:5]:
        assert one.text.split()[0] in whole


@pytest.mark.parametrize("width", WIDTHS)
def test_no_rule_crosses_words_of_another(width):
    root = parsed(fines(), width=width)
    texts = [box for text, box in boxes(root) if any(text in one.text for one in MANY if text)]
    for rule in paths(root, stroke_dasharray="5 3"):
        x, top, foot = map(float, re.match(r"M([\d.]+) ([\d.]+)V([\d.]+)", rule).groups())
        for box in texts:
            crosses = box.left < x < box.right and box.bottom > top + 3 and box.top < foot
            assert not crosses, (rule, box)
    for one, other in combinations(texts, 2):
        assert not one.hits(other)


@pytest.mark.parametrize("kind", ["line", "bar", "stacked", "dots"])
def test_no_rule_strikes_a_value_through(kind):
    chart = fines(kind, "2021-01-31: Half of the first\n27000: above\n16400: by the third")
    for width in WIDTHS:
        root = parsed(chart, width=width)
        values = [box for text, box in boxes(root) if re.fullmatch(r"[\d,]+", text)]
        assert len(values) >= 5
        for d in [*paths(root, stroke_dasharray="5 3"), *paths(root, stroke_dasharray="2 4")]:
            for x, y, way, end in re.findall(r"M([\d.]+) ([\d.]+)([VH])([\d.]+)", d):
                x, y, end = float(x), float(y), float(end)
                line = Box(x, y, x, end) if way == "V" else Box(x, y, end, y)
                assert not any(line.hits(box) for box in values), (d, kind, width)


def test_what_has_no_place_in_the_picture_is_said_beneath_it():
    outside = parsed(fines(text="2019-01-01: Long before"))
    assert "1 January 2019: Long before." in shown(outside)
    assert not paths(outside, stroke_dasharray="5 3")
    even = replace(fines("dots", "2021-03-15: A new period"))
    assert "15 March 2021: A new period." in shown(parsed(even))


def test_they_are_in_the_words_and_in_the_description():
    chart = fines(text="2021-03-29 to 2021-04-12: Rule of six\n12000: average")
    told = "Marked in the chart: 29 March – 12 April 2021: Rule of six; average: 12,000."
    assert summary(chart).endswith(told)
    assert parsed(chart).find(f"{NAMESPACE}desc").text.endswith(told)
    own = replace(chart, caption=replace(chart.caption, alt="Five bars."))
    assert description(own) == f"Five bars. {told}"
