"""From 280 to 1,400 pixels no label of a chart is cut off and none covers another."""

from itertools import combinations

import pytest

from tests.browser import chart_samples, lone_charts

WIDTHS = (280, 320, 360, 480, 720, 1024, 1280, 1400)
CHARTS = chart_samples.every_chart()
# What stands outside the canvas but belongs to the drawing must stay within it, and wrap.
SPILLS = """() => {
  const drawing = document.querySelector(".chart-drawing");
  const { left, right } = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll("li, p, canvas")]
    .filter((one) => one.checkVisibility() && !one.matches(".govuk-visually-hidden"))
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.left < left - 1 || box.right > right + 1 || one.scrollWidth > one.clientWidth + 1;
    })
    .map((one) => one.textContent.slice(0, 40));
}"""


def cut_off(layout):
    """The words of every label that reaches beyond the canvas."""
    return [
        box["words"]
        for box in [*layout["ticks"], *layout["written"]]
        if box["left"] < -1
        or box["right"] > layout["width"] + 1
        or box["top"] < -2
        or box["bottom"] > layout["height"] + 2
    ]


def colliding(boxes):
    """Pairs of labels of which one is written over the other."""
    return [
        (one["words"], other["words"])
        for one, other in combinations(boxes, 2)
        if one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - 3
        and other["top"] < one["bottom"] - 3
    ]


@pytest.mark.parametrize("slug", CHARTS)
def test_every_label_is_whole_at_every_width(new_page, slug):
    page = new_page(width=WIDTHS[-1])
    lone = lone_charts.show(page, CHARTS[slug])
    for width in WIDTHS:
        lone.resize(width)
        layout = lone.layout()
        assert cut_off(layout) == [], width
        for axis in "xy":
            assert colliding([box for box in layout["ticks"] if box["axis"] == axis]) == [], width
        assert colliding(layout["written"]) == [], width
        assert page.evaluate(SPILLS) == [], width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_value_is_written_at_every_lying_bar(page):
    lone = lone_charts.show(page, CHARTS["drugs-seized"])
    for width in (280, 720, 1400):
        lone.resize(width)
        written = [box["words"] for box in lone.layout()["written"]]
        assert written == ["2,780 kg", "926 kg", "256 kg"], width


def test_a_hatching_can_be_seen_at_the_narrowest(new_page):
    page = new_page(width=280)
    lone = lone_charts.show(page, chart_samples.one_of_each("bar", horizontal=True))
    mark = lone.layout()["marks"][0][lone.config()["labels"].index("Hatched")]
    assert mark["x"] - mark["base"] > 24
    assert mark["height"] > 12


def test_the_drawing_takes_the_room_of_the_picture(new_page):
    """So that nothing below it moves when the script has come."""
    page = new_page(width=1000)
    tops = []
    for scripts in (False, True):
        lone_charts.show(page, CHARTS["drugs-seized"], script=scripts)
        tops.append(page.locator(".chart__links").first.bounding_box()["y"])
    assert tops[1] == pytest.approx(tops[0], abs=2)
