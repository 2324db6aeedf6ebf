"""Marks on the canvas are honest: asserted on pixels and on where Chart.js has put them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from operations.renderers.palette import colour
from operations.series import Series
from tests.browser import chart_samples, lone_charts
from tests.operations import samples

INK = tuple(int(colour(0)[place : place + 2], 16) for place in (1, 3, 5))
KINDS = ["bar", "lying", "line", "dots"]
# Every pixel of a square around a place, from the canvas's own store.
BLOCK = """(canvas, [x, y, half]) => {
  const d = canvas.width / canvas.clientWidth;
  const [left, top, side] = [(x - half) * d, (y - half) * d, 2 * half * d].map(Math.round);
  const { data } = canvas.getContext("2d").getImageData(left, top, side, side);
  return Array.from({ length: side * side }, (_, at) => [...data.slice(4 * at, 4 * at + 4)]);
}"""


def is_ink(pixel):
    """Whether the series' own colour is there, a blurred edge allowed."""
    return pixel[3] > 120 and all(abs(a - b) < 40 for a, b in zip(pixel, INK, strict=False))


def is_empty(pixel):
    """Nothing, or the surface, or one of the grid's pale rules."""
    return pixel[3] < 40 or min(pixel[:3]) > 210


def share_of_ink(lone, x, y, half=5):
    block = lone.canvas.evaluate(BLOCK, [x, y, half])
    return sum(map(is_ink, block)) / len(block)


def strokes_along(lone, fixed, start, end, *, upright=False):
    """How often ink begins along a line one pixel wide."""
    steps = range(int(start), int(end))
    seen = [not is_empty(lone.pixel(fixed, s) if upright else lone.pixel(s, fixed)) for s in steps]
    return sum(here and not before for before, here in pairwise([False, *seen]))


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
    ring = [
        each.pixel(mark["x"] + dx * radius, mark["y"] + dy * radius)
        for dx, dy in ((0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))
    ]
    assert all(max(pixel[:3]) < 130 and pixel[3] > 120 for pixel in ring), ring


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
