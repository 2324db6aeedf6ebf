"""Small multiples: one scale for one unit, and words where scales differ."""

import math
from dataclasses import replace

import pytest

from operations.annotations import read_annotations
from operations.renderers.multiples import OWN_SCALES
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.geometry import (
    WIDTHS,
    assert_legible,
    boxes,
    figures,
    one,
    parsed,
    paths,
    rect,
    shown,
)


def y_of(group) -> float:
    return float(one(group, "circle")["cy"])


def titles(root) -> list[tuple[float, float]]:
    """Where each panel's name begins."""
    first = {"Avon", "Bedfordshire", "Cambridgeshire", "Devon"}
    return [
        (box.left, round(box.top))
        for text, box in boxes(root)
        if text and text.split(" ")[0].rstrip(",") in first
    ]


@pytest.mark.parametrize(("width", "columns"), [(320, 1), (500, 2), (720, 2), (1100, 4)])
def test_panels_stand_in_as_many_columns_as_there_is_room_for(width, columns):
    found = titles(parsed(samples.multiples(), width=width))
    assert len(found) == 4
    assert len({left for left, _ in found}) == columns
    assert len({top for _, top in found}) == math.ceil(4 / columns)


def test_panels_of_one_unit_share_one_scale():
    root = parsed(samples.multiples(along_time=False), width=720)
    found = figures(root)
    first, last = rect(found["0-0"]), rect(found["3-0"])
    assert (first[2] - first[0]) / (last[2] - last[0]) == pytest.approx(120 / 300, rel=0.01)
    assert "Arrests (all panels on one scale)" in shown(root)


def test_panels_in_other_units_have_their_own_scale_and_say_so():
    root = parsed(samples.multiples("GBP", "kg"), width=720)
    texts = shown(root)
    assert OWN_SCALES in texts
    assert "Bedfordshire, kilograms" in texts
    assert "Avon and Somerset, pounds" in texts
    # 70 kg is nearly as high in its panel as £210 is in its own.
    found = figures(parsed(samples.multiples("GBP", "GBP", "kg", "kg"), width=1100))
    assert set(found) == {f"{s}-{p}" for s in range(4) for p in range(5)} - {"0-2"}


def test_a_gap_is_a_gap_in_its_panel_and_doubts_look_doubtful():
    root = parsed(samples.multiples(), width=720)
    found = figures(root)
    assert "0-2" not in found
    assert "no figure" in shown(root)
    (line,) = paths(root, stroke="#2371cf", stroke_linecap="round")
    assert line.count("L") == 2
    assert one(found["3-1"], "polygon")["fill-opacity"] == "0"
    assert paths(found["3-4"], stroke_width="2.5")


def test_dates_are_marked_in_every_panel_and_said_once():
    chart = samples.multiples(annotations=read_annotations("2021-03-01: Lockdown eases"))
    root = parsed(chart, width=720)
    assert len(paths(root, stroke_dasharray="5 3")) == 4
    assert [text for text in shown(root) if "Lockdown" in text] == ["1 March 2021: Lockdown eases."]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("along_time", [True, False])
@pytest.mark.parametrize("units", [(), ("GBP", "kg")])
def test_all_of_it_fits(width, along_time, units):
    assert_legible(samples.multiples(*units, along_time=along_time), width)


def test_a_series_without_any_figure_keeps_its_panel():
    chart = samples.multiples()
    silent = replace(chart.series[1], points=(None,) * 5)
    chart = replace(chart, series=(chart.series[0], silent, *chart.series[2:]))
    root = parsed(chart, width=720)
    assert len(titles(root)) == 4
    assert shown(root).count("no figure") >= 2


def test_long_values_stand_over_their_bars_and_arrows_below_the_name():
    points = tuple(
        samples.point(f"row {n}", str(n * 1000000), "more_than", "GBP") for n in range(1, 4)
    )
    series = [Series(f"Series {n}", points, n) for n in range(4)]
    chart = samples.chart(*series, kind="multiples")
    for width in WIDTHS:
        assert_legible(chart, width)
        assert_legible(replace(chart, along_time=True), width)
    assert "more than £3 million" in shown(parsed(chart, width=280))


def test_units_that_differ_within_one_series_share_no_scale():
    points = (samples.point("Arrests", "67"), samples.point("Cost", "140346", unit="GBP"))
    chart = samples.chart(Series("s", points), Series("t", points, 1), kind="multiples")
    root = parsed(chart, width=720)
    assert not figures(root)
    assert {"67", "£140,346"} <= set(shown(root))
    for width in WIDTHS:
        assert_legible(chart, width)
