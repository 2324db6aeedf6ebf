"""Dots stand at their values, with what each may be as an interval."""

import re
from dataclasses import replace

import pytest

from operations.renderers.dots import begins_at
from operations.renderers.svg import picture
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.geometry import (
    NAMESPACE,
    WIDTHS,
    assert_legible,
    figures,
    one,
    parsed,
    paths,
    rect,
    shown,
    title_of,
)

LABELS = dict(enumerate(samples.hedged().x_labels))
PLACE = {label: f"0-{place}" for place, label in LABELS.items()}


@pytest.fixture(scope="module")
def found():
    return figures(parsed(samples.hedged(), width=1000))


def x_of(group) -> float:
    return float(one(group, "circle")["cx"])


def per_unit(found) -> float:
    return (x_of(found[PLACE["Exact"]]) - x_of(found[PLACE["None found"]])) / 120


def test_dots_stand_in_proportion_and_zero_is_a_dot(found):
    zero, per = x_of(found[PLACE["None found"]]), per_unit(found)
    assert x_of(found[PLACE["Almost"]]) == pytest.approx(zero + 400 * per, abs=0.5)
    assert PLACE["Silent"] not in found
    assert "no figure" in shown(parsed(samples.hedged()))


def interval(group) -> list[float]:
    d = next(d for d in paths(group, stroke="currentColor") if d.count("L") == 3)
    return [float(x) for x, _ in re.findall(r"[ML] ([\d.]+) ([\d.]+)", d)[:2]]


def test_about_and_almost_have_their_intervals(found):
    zero, per = x_of(found[PLACE["None found"]]), per_unit(found)
    about = [(x - zero) / per for x in interval(found[PLACE["About"]])]
    almost = [(x - zero) / per for x in interval(found[PLACE["Almost"]])]
    assert about == pytest.approx([190, 210], abs=0.5)
    assert almost == pytest.approx([380, 400], abs=0.5)


def test_more_than_has_an_arrow_beyond_and_less_than_is_all_interval(found):
    open_ended = found[PLACE["More than"]]
    (arrow,) = paths(open_ended, stroke_width="2.5")
    xs = [float(x) for x, _ in re.findall(r"[ML] ([\d.]+) ([\d.]+)", arrow)]
    assert max(xs) >= x_of(open_ended) + 15
    below = found[PLACE["Less than"]]
    left, _, right, _ = rect(below)
    zero, per = x_of(found[PLACE["None found"]]), per_unit(found)
    assert (left, right) == pytest.approx((zero, zero + 150 * per), abs=0.5)
    assert one(below, "rect")["fill"] == "url(#hedged-below-0)"
    assert below.find(f"{NAMESPACE}circle") is None


def test_what_is_not_final_is_hollow_and_what_is_derived_dotted(found):
    assert one(found[PLACE["Provisional"]], "circle")["fill-opacity"] == "0"
    assert one(found[PLACE["Not all forces"]], "circle")["fill"] == "url(#hedged-partial-0)"
    derived = one(found[PLACE["Worked out"]], "circle")
    assert (derived["fill"], derived["stroke-dasharray"]) == ("none", "1.5 3")
    assert derived["stroke-linecap"] == "round"
    corrected = found[PLACE["Corrected"]]
    radii = [float(c.get("r")) for c in corrected.iter(f"{NAMESPACE}circle")]
    assert len(radii) == 2
    assert "was 180" in title_of(corrected)


def close(*values: str, unit: str = "count"):
    points = tuple(samples.point(f"row {v}", v, unit=unit) for v in values)
    return samples.chart(Series("s", points), kind="dots")


def test_the_axis_begins_above_zero_only_where_all_lie_close_and_says_so():
    assert begins_at(samples.hedged()) is None
    assert begins_at(close("79", "100")) is None
    assert begins_at(close("0", "5")) is None
    assert begins_at(close("7", "7")) is None
    chart = close("81", "100")
    start = begins_at(chart)
    assert 0 < start <= 81
    assert f"Arrests (axis begins at {start:f})".replace(".0)", ")") in shown(parsed(chart))
    assert begins_at(replace(chart, kind="bar")) is None
    assert "axis begins" not in picture(samples.hedged())


def test_series_have_lanes_of_their_own():
    first = samples.hedged().series[0]
    chart = replace(samples.hedged(), series=(first, replace(first, label="B", colour_index=1)))
    found = figures(parsed(chart, width=900))
    one_dot, square = found["0-0"], found["1-0"]
    y = float(one(one_dot, "circle")["cy"])
    corners = one(square, "polygon")["points"].split()
    ys = [float(corner.split(",")[1]) for corner in corners]
    assert min(ys) > y + 6


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "chart",
    [samples.hedged(), close("1234567", "1234999"), close("81", "99.5", unit="percent"),
     close("810", "990", unit="GBP")],
)  # fmt: skip
def test_all_of_it_fits(chart, width):
    assert_legible(chart, width)
    long = tuple(f"{label} in the whole of England and Wales" for label in chart.x_labels)
    assert_legible(replace(chart, x_labels=long), width)
