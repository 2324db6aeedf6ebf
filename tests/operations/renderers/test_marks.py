"""Derived, corrected and broken: the same signs in every kind that can show them."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from operations.renderers.drawing import Scale
from operations.renderers.planes import Plane
from operations.renderers.svg import picture
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
    title_of,
)

POINTS = (
    samples.point("First", "100"),
    samples.point("Derived", "80", arithmetic="560 ÷ 7 days"),
    samples.point("Corrected", "90", changed="corrected on 5 October 2023, was 60", was="60"),
    samples.point("Broken", "70", break_before=True, break_reason="Broken leaves out Kent."),
)


def drawn(kind: str, **more):
    return samples.chart(Series("s", POINTS), kind=kind, **more)


KINDS = [("bar", False), ("bar", True), ("line", False), ("dots", False), ("stacked", False),
         ("stacked", True), ("multiples", False)]  # fmt: skip


def mark(group) -> dict[str, str]:
    for name in ("rect", "circle", "polygon"):
        found = group.find(f"{NAMESPACE}{name}")
        if found is not None:
            return found.attrib
    raise AssertionError("no mark")


@pytest.mark.parametrize(("kind", "horizontal"), KINDS)
def test_what_we_worked_out_is_a_dotted_outline_with_its_arithmetic(kind, horizontal):
    root = parsed(drawn(kind, horizontal=horizontal))
    found = figures(root)
    look = mark(found["0-1"])
    assert look["fill"] == "none"
    assert (look["stroke-dasharray"], look["stroke-linecap"]) == ("1.5 3", "round")
    assert "stroke-dasharray" not in mark(found["0-0"])
    assert "560 ÷ 7 days" in title_of(found["0-1"])
    assert "Dotted: worked out by us" in shown(root)
    assert "Dotted" not in picture(samples.drugs())


@pytest.mark.parametrize(("kind", "horizontal"), KINDS)
def test_a_corrected_figure_has_a_ring_and_says_what_it_was(kind, horizontal):
    root = parsed(drawn(kind, horizontal=horizontal))
    found = figures(root)
    rings = [
        c for c in found["0-2"].iter(f"{NAMESPACE}circle")
        if c.get("stroke") == "currentColor" and c.get("fill") == "none"
    ]  # fmt: skip
    assert len(rings) == 1
    assert "corrected on 5 October 2023, was 60" in title_of(found["0-2"])
    assert not [c for c in found["0-0"].iter(f"{NAMESPACE}circle") if c.get("fill") == "none"]
    assert "Ring: corrected (Corrected)" in shown(root)


@pytest.mark.parametrize("kind", ["bar", "stacked", "dots"])
@pytest.mark.parametrize("horizontal", [True, False])
def test_bars_that_do_not_compare_are_parted_by_a_jagged_rule(kind, horizontal):
    root = parsed(drawn(kind, horizontal=horizontal))
    zigzags = [
        d for path in root.iter(f"{NAMESPACE}path") if (d := path.get("d")).count("L") > 8
    ]  # fmt: skip
    (zigzag,) = zigzags
    steps = zigzag.replace("M", " ").replace("L", " ").split()
    xs, ys = [float(x) for x in steps[::2]], [float(y) for y in steps[1::2]]
    found = figures(root)
    if kind != "dots":
        before, after = rect(found["0-2"]), rect(found["0-3"])
        if horizontal:
            assert before[3] < min(ys) <= max(ys) < after[1]
        else:
            assert before[2] < min(xs) <= max(xs) < after[0]
    what = "rows" if kind == "dots" else "bars"
    assert f"Jagged rule: the {what} to either side cannot be compared" in shown(root)
    assert "Broken leaves out Kent." in shown(root)
    whole = replace(drawn(kind), series=(Series("s", (*POINTS[:3], samples.point("a", "5"))),))
    assert "Jagged" not in picture(whole)


def test_lines_are_broken_and_not_jagged():
    texts = shown(parsed(drawn("line")))
    assert "Not joined: cannot be compared" in texts
    assert not any("Jagged" in text for text in texts)


@pytest.mark.parametrize(("kind", "horizontal"), KINDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_all_of_it_fits_and_is_the_same_twice(kind, horizontal, width):
    chart = drawn(kind, horizontal=horizontal)
    assert_legible(chart, width)
    assert picture(chart, width) == picture(chart, width)


@pytest.mark.parametrize("kind", ["bar", "line", "dots", "stacked", "multiples"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_doubt_fits_in_every_kind(kind, width):
    assert_legible(samples.every_doubt(kind, horizontal=False), width)
    assert_legible(replace(samples.hate_crime_by_week(), kind=kind), width)
    assert_legible(replace(samples.hate_crime_by_year(), kind=kind, along_time=True), width)


def test_zero_has_a_thickness():
    assert Plane(False, Scale(0, 10, 0, 100)).rect(0, 10, 0, 0)["width"] == 1.5


DOUBTS = {label: f"0-{n}" for n, label in enumerate(samples.every_doubt().x_labels)}


def ends_along(path: str, axis: int) -> list[float]:
    return [float(pair[axis]) for pair in re.findall(r"[ML] (-?[\d.]+) (-?[\d.]+)", path)]


def value_axis(root, kind: str, horizontal: bool):
    """Where a value lies, worked out from two exact figures and not from the code's own scale."""
    found = figures(root)
    if kind == "bar":
        axis = 2 if horizontal else 1
        full = rect(found[DOUBTS["Provisional"]])[axis]
        zero = rect(found[DOUBTS["Provisional"]])[0 if horizontal else 3]
    else:
        key = "cx" if horizontal else "cy"
        full = float(mark(found[DOUBTS["Provisional"]])[key])
        zero = float(mark(found[DOUBTS["Zero"]])[key])
    return lambda value: zero + (full - zero) * value / 350


@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize(
    ("kind", "horizontal"), [("bar", True), ("bar", False), ("line", False), ("dots", True)]
)
def test_intervals_end_where_the_scale_has_them_and_open_ends_go_beyond(kind, horizontal, width):
    root = parsed(samples.every_doubt(kind, horizontal=horizontal), width=width)
    found = figures(root)
    # Standing bars lie down where their labels do not fit.
    is_lying = kind != "line" and (horizontal or width < 1300)
    at = value_axis(root, kind, is_lying)
    axis = 0 if is_lying else 1
    for label, low, high in (("About", 475, 525), ("Almost", 380, 400)):
        (whisker,) = [
            d for p in found[DOUBTS[label]].iter(f"{NAMESPACE}path")
            if (d := p.get("d")).count("L") == 3
        ]  # fmt: skip
        ends = sorted(ends_along(whisker, axis)[:2])
        assert ends == pytest.approx(sorted((at(low), at(high))), abs=0.6), label
    (arrow,) = [
        p.get("d") for p in found[DOUBTS["Open"]].iter(f"{NAMESPACE}path")
        if p.get("stroke-width") == "2.5"
    ]  # fmt: skip
    ends = ends_along(arrow, axis)
    furthest = max(ends) - at(600) if is_lying else at(600) - min(ends)
    assert furthest == pytest.approx(16, abs=0.6)


@pytest.mark.parametrize("kind", ["bar", "line", "dots", "stacked"])
def test_hollow_has_no_fill_hatched_has_its_pattern_and_silence_no_mark(kind):
    root = parsed(samples.every_doubt(kind))
    found = figures(root)
    for label in ("Provisional", "Reported"):
        assert mark(found[DOUBTS[label]])["fill-opacity"] == "0"
    ids = {pattern.get("id") for pattern in root.iter(f"{NAMESPACE}pattern")}
    for label, what in (("Partial", "partial"), ("Under", "below")):
        name = f"doubts-{kind}-{what}-0"
        assert mark(found[DOUBTS[label]])["fill"] == f"url(#{name})"
        assert name in ids
    assert DOUBTS["Missing"] not in found
    assert DOUBTS["Zero"] in found
    assert "no figure" in shown(root)


@pytest.mark.parametrize("kind", ["bar", "line", "dots"])
def test_a_range_is_drawn_from_one_end_to_the_other_and_named_in_the_key(kind):
    implied = replace(
        samples.point("Before", "209", "about"), low=Decimal(150), high=Decimal(268),
        shown="150 to 268", as_range=True, arithmetic="210 ÷ 1.4 to 210 ÷ 0.8",
    )  # fmt: skip
    chart = samples.chart(Series("s", (implied, samples.point("Now", "210"))), kind=kind)
    root = parsed(chart)
    assert "Thin bar: the range in which it lies" in shown(root)
    assert "150 to 268" in shown(root)
    group = figures(root)["0-0"]
    (whisker,) = [
        d for p in group.iter(f"{NAMESPACE}path") if (d := p.get("d")).count("L") == 3
    ]  # fmt: skip
    axis = 0 if kind == "dots" else 1
    low, high = sorted(ends_along(whisker, axis)[:2])
    assert high - low > 50
    both = replace(chart, series=(Series("s", (implied, samples.point("Now", "210", "about"))),))
    assert any(text.endswith("(5%), or a range") for text in shown(parsed(both)))


def test_a_range_of_one_number_has_no_whisker():
    sure = replace(samples.point("a", "100", "about"), low=Decimal(100), high=Decimal(100))
    chart = samples.chart(Series("s", (sure, samples.point("b", "50"))))
    assert "Thin bar" not in picture(chart)
