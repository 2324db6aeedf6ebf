"""Marks on the canvas are honest: asserted on pixels and on where Chart.js has put them."""

import pytest

from tests.browser import chart_samples, lone_charts
from tests.browser.pixels import is_empty, is_ink, share_of_ink, strokes_along
from tests.operations import samples

KINDS = ["bar", "lying", "line", "dots"]


def sample(kind):
    lying = kind == "lying"
    return chart_samples.one_of_each("bar" if lying else kind, horizontal=lying)


@pytest.fixture(params=KINDS)
def each(page, request):
    """A chart of one kind with every mark; `each.mark("Hollow")` is where that one is."""
    page.set_viewport_size({"width": 1000, "height": 900})
    lone = lone_charts.show(page, sample(request.param))
    labels = lone.config()["labels"]
    places = lone.layout()["marks"][0]
    lone.kind = request.param
    lone.mark = lambda name: places[labels.index(name)]
    return lone


def middle(lone, name):
    """The middle of a bar, or of a point's marker."""
    mark = lone.mark(name)
    if lone.kind == "bar":
        return mark["x"], (mark["y"] + mark["base"]) / 2
    if lone.kind == "lying":
        return (mark["x"] + mark["base"]) / 2, mark["y"]
    return mark["x"], mark["y"]


def beyond(lone, name, pixels):
    """A place on the value axis, that far beyond the figure."""
    mark = lone.mark(name)
    if lone.kind in ("lying", "dots"):
        return mark["x"] + pixels, mark["y"]
    return mark["x"], mark["y"] - pixels


# --- what kind of figure -------------------------------------------------------------------------


def test_an_exact_figure_is_filled(each):
    assert is_ink(each.pixel(*middle(each, "Exact")))


def test_a_figure_that_is_not_final_is_an_outline(each):
    x, y = middle(each, "Hollow")
    assert is_empty(each.pixel(x, y))
    assert share_of_ink(each, x, y, 2) == 0
    mark = each.mark("Hollow")
    edge = mark["radius"] if each.kind in ("line", "dots") else mark["width"] / 2 - 1
    assert is_ink(each.pixel(x + edge, y))


def test_what_covers_only_a_part_is_hatched(each):
    x, y = middle(each, "Hatched")
    assert 0.1 < share_of_ink(each, x, y) < 0.75


def test_less_than_is_cross_hatched_from_the_value_down(each):
    scale_zero = each.layout()["area"]
    x, y = middle(each, "Below")
    if each.kind == "line":
        y = (y + scale_zero["bottom"]) / 2
    if each.kind == "dots":
        x = (x + scale_zero["left"]) / 2
    crossed = share_of_ink(each, x, y, 4)
    assert 0.2 < crossed < 0.95
    if each.kind in ("bar", "lying"):
        assert crossed > share_of_ink(each, *middle(each, "Hatched"), 4) + 0.1


def test_more_than_has_an_open_end_and_an_exact_figure_has_none(each):
    radius = each.mark("Above")["radius"] if each.kind in ("line", "dots") else 0
    assert not is_empty(each.pixel(*beyond(each, "Above", 12)))
    assert is_empty(each.pixel(*beyond(each, "Exact", radius + 5)))


def test_about_has_a_whisker_as_long_as_its_interval(each):
    marks = {name: each.mark(name) for name in ("Exact", "About")}
    axis = "x" if each.kind in ("lying", "dots") else "y"
    per_unit = abs(marks["Exact"][axis] - marks["About"][axis]) / 100
    (point,) = [p for p in each.config()["series"][0]["points"] if p["qualifier"] == "about"]
    high = (point["high"] - 300) * per_unit
    assert high > 3
    assert not is_empty(each.pixel(*beyond(each, "About", high - 1)))
    assert is_empty(each.pixel(*beyond(each, "About", high + 3)))


def test_what_we_worked_out_is_dotted_and_not_filled(each):
    x, y = middle(each, "Derived")
    assert share_of_ink(each, x, y, 2) == 0
    mark = each.mark("Derived")
    if each.kind in ("bar", "lying"):
        wide, high = (
            (mark["width"], mark["base"] - mark["y"])
            if each.kind == "bar"
            else (mark["x"] - mark["base"], mark["height"])
        )
        assert strokes_along(each, y - high / 2 + 1, x - wide / 2, x + wide / 2) > wide / 10
        hollow = middle(each, "Hollow")
        assert strokes_along(each, hollow[1] - high / 2 + 1, hollow[0] - 15, hollow[0] + 15) == 1
    else:
        whole = share_of_ink(each, *middle(each, "Hollow"), 9)
        assert 0 < share_of_ink(each, x, y, 9) < whole


def test_a_corrected_figure_has_a_ring(each):
    mark = each.mark("Corrected")
    radius = mark["radius"] + 4 if each.kind in ("line", "dots") else 8
    for dx, dy in ((0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)):
        across = [
            each.pixel(mark["x"] + dx * (radius + step), mark["y"] + dy * (radius + step))
            for step in (-1, 0, 1)
        ]
        assert any(max(pixel[:3]) < 90 and pixel[3] > 120 for pixel in across), across


def test_each_kind_of_mark_is_named_in_the_key(each):
    key = each.page.locator(".chart-drawing__key").inner_text()
    for words in ("Outline", "Hatched", "Cross-hatched", "Arrow", "Whisker", "Dotted", "Ring"):
        assert f"{words}:" in key
    assert ("Not joined" if each.kind == "line" else "Jagged rule") in key


def test_a_key_names_nothing_that_is_not_there(page):
    lone_charts.show(page, samples.drugs())
    assert page.locator(".chart-key").count() == 0


def test_what_does_not_compare_is_cut_off(each):
    before, broken = each.mark("Corrected"), each.mark("Broken")
    if each.kind == "line":
        third = before["x"] + (broken["x"] - before["x"]) / 3
        assert is_empty(each.pixel(third, before["y"]))
        about, derived = each.mark("About"), each.mark("Derived")
        assert not is_empty(each.pixel((about["x"] + derived["x"]) / 2, about["y"]))
        return
    area = each.layout()["area"]
    axis = "x" if each.kind == "bar" else "y"
    half = (before[axis] + broken[axis]) / 2
    start = area["top"] if axis == "x" else area["left"]
    inked = 0
    for step in range(20, 60):
        strip = [half - 3 + shift for shift in range(7)]
        along = start + step
        row = [each.pixel(s, along) if axis == "x" else each.pixel(along, s) for s in strip]
        inked += any(not is_empty(pixel) and max(pixel[:3]) < 170 for pixel in row)
    assert inked > 30


def test_silence_is_a_gap_and_is_said(page):
    lone = lone_charts.show(page, samples.every_doubt("line"))
    marks = lone.layout()["marks"][0]
    assert [mark["shown"] for mark in marks][:3] == [True, False, True]
    assert "no figure" in [box["words"] for box in lone.layout()["written"]]
    first, third = marks[0], marks[2]
    for share in (0.3, 0.4, 0.6, 0.7):
        x = first["x"] + (third["x"] - first["x"]) * share
        y = first["y"] + (third["y"] - first["y"]) * share
        assert not is_ink(lone.pixel(x, y))


# --- what the pointer is told --------------------------------------------------------------------


def test_the_pointer_is_told_everything_of_a_figure(each):
    box = each.canvas.bounding_box()
    for name, words in (
        ("Corrected", "Corrected on 5 October 2023, was 240"),
        ("Derived", "Worked out by us: 700 ÷ 10 days"),
        ("Hollow", "Provisional"),
        ("Broken", "Others are counted."),
    ):
        x, y = middle(each, name)
        each.page.mouse.move(box["x"] + x, box["y"] + y)
        tip = each.page.locator(".chart-tip")
        tip.get_by_text(words).wait_for()
        assert name in tip.inner_text()
