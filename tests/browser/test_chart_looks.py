"""Charts in a reader's own colours, contrast, size and motion, and to the colour-blind."""

from itertools import combinations

import pytest

from operations.renderers.palette import COLOURS
from tests.browser import chart_samples, drawing, lone_charts
from tests.operations import samples
from tests.operations.renderers.test_palette import SIGHT, lab

EMBED = "/charts/hate-crimes-by-year/embed/"
SYSTEM_COLOURS = """() => Object.fromEntries([
  "Canvas", "CanvasText", "LinkText", "VisitedText"].map(
  (name) => {
    const probe = document.createElement("span");
    probe.style.color = name;
    document.body.append(probe);
    const [red, green, blue] = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
    probe.remove();
    return [name, [red, green, blue]];
  }))"""
# The colours that are painted, each with its number of pixels; blurred edges are few.
PAINTED = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = {};
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 255) {
      const name = `${data[at]},${data[at + 1]},${data[at + 2]}`;
      found[name] = (found[name] ?? 0) + 1;
    }
  }
  return found;
}"""


def painted(lone, least=60):
    """Every colour of which the canvas has more than a blurred edge."""
    found = lone.canvas.evaluate(PAINTED)
    return {tuple(map(int, name.split(","))) for name, pixels in found.items() if pixels > least}


def block(lone, mark):
    """The pixels of the inside of a bar, row by row, as whether each is painted as ink."""
    x, y = mark["x"], (mark["y"] + mark["base"]) / 2
    return [[lone.pixel(x + dx, y + dy) for dx in range(-6, 7)] for dy in range(-6, 7)]


# --- forced colours ------------------------------------------------------------------------------


def test_forced_colours_are_the_readers_own(new_page):
    page = new_page(forced_colors="active")
    lone = lone_charts.show(page, chart_samples.several("bar"))
    system = {tuple(shade) for shade in page.evaluate(SYSTEM_COLOURS).values()}
    ours = {tuple(int(shade[at : at + 2], 16) for at in (1, 3, 5)) for shade in COLOURS}
    shades = painted(lone)
    assert shades & system
    assert not shades & ours


def test_forced_colours_tell_series_apart_by_pattern(new_page):
    page = new_page(forced_colors="active")
    lone = lone_charts.show(page, chart_samples.several("bar"))
    looks = []
    for series in lone.layout()["marks"]:
        rows = block(lone, series[1])
        paper = page.evaluate(SYSTEM_COLOURS)["Canvas"]
        looks.append(tuple(tuple(list(pixel[:3]) != paper for pixel in row) for row in rows))
    plain, striped, dotted = (sum(map(sum, look)) / 169 for look in looks)
    assert plain == 1
    assert 0 < dotted < striped < 1


def test_a_hollow_mark_stays_hollow_in_forced_colours(new_page):
    page = new_page(forced_colors="active")
    lone = lone_charts.show(page, chart_samples.one_of_each("bar"))
    labels = lone.config()["labels"]
    marks = lone.layout()["marks"][0]
    system = page.evaluate(SYSTEM_COLOURS)
    hollow, exact = (marks[labels.index(name)] for name in ("Hollow", "Exact"))
    inside = [lone.pixel(one["x"], (one["y"] + one["base"]) / 2)[:3] for one in (hollow, exact)]
    assert list(inside[0]) == system["Canvas"]
    assert list(inside[1]) == system["LinkText"]


@pytest.mark.parametrize("kind", ["line", "dots"])
@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"contrast": "more"}])
def test_an_exact_point_stays_filled_in_stronger_colours(new_page, kind, media):
    page = new_page(**media)
    lone = lone_charts.show(page, chart_samples.several(kind))
    for series in lone.layout()["marks"]:
        x, y = series[0]["x"], series[0]["y"]
        places = ((0, 0), (0, -2), (0, 2), (-1, 0), (1, 0))
        inside = [lone.pixel(x + dx, y + dy)[:3] for dx, dy in places]
        assert all(max(channel) - min(channel) < 30 for channel in zip(*inside, strict=True))


def test_a_whisker_is_seen_on_its_own_bar(new_page):
    page = new_page(forced_colors="active")
    lone = lone_charts.show(page, chart_samples.one_of_each("bar"))
    labels = lone.config()["labels"]
    mark = lone.layout()["marks"][0][labels.index("About")]
    row = {lone.pixel(mark["x"] + step, mark["y"] + 5)[:3] for step in range(-6, 7)}
    system = page.evaluate(SYSTEM_COLOURS)
    for name in ("Canvas", "CanvasText", "LinkText"):
        near = (max(abs(a - b) for a, b in zip(pixel, system[name], strict=True)) for pixel in row)
        assert min(near) < 60, name


def test_a_chart_is_drawn_anew_when_the_colours_change(page):
    lone = lone_charts.show(page, chart_samples.several("bar"))
    seen = {lone.canvas.evaluate("(canvas) => canvas.toDataURL()")}
    for media in (
        {"forced_colors": "active"},
        {"forced_colors": "none", "contrast": "more"},
        {"contrast": "no-preference", "color_scheme": "dark"},
    ):
        page.emulate_media(**media)
        page.wait_for_function(
            "(seen) => !seen.includes(document.querySelector('canvas').toDataURL())",
            arg=list(seen),
        )
        seen.add(lone.canvas.evaluate("(canvas) => canvas.toDataURL()"))
    assert len(seen) == 4


# --- contrast ------------------------------------------------------------------------------------


def test_more_contrast_gives_stronger_rules_and_patterns(page):
    lone = lone_charts.show(page, chart_samples.several("bar"))
    mark = lone.layout()["marks"][1][1]
    assert len({pixel[:3] for row in block(lone, mark) for pixel in row}) == 1
    light = lone.canvas.evaluate("(canvas) => canvas.toDataURL()")
    page.emulate_media(contrast="more")
    page.wait_for_function(
        "(light) => document.querySelector('canvas').toDataURL() !== light", arg=light
    )
    mark = lone.layout()["marks"][1][1]
    assert len({pixel[:3] for row in block(lone, mark) for pixel in row}) > 1


@pytest.mark.parametrize(("system", "theme"), [("light", "dark"), ("dark", "light")])
def test_the_roots_theme_wins_over_the_readers_system(sites, new_page, system, theme):
    page = new_page(color_scheme=system)
    drawing.visit(page, sites.public + EMBED)
    first = page.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    surface = "getComputedStyle(document.documentElement).getPropertyValue('--chart-surface')"
    before = page.evaluate(surface)
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    assert page.evaluate(surface) != before
    page.wait_for_function(
        "(first) => document.querySelector('canvas').toDataURL() !== first", arg=first
    )


@pytest.mark.parametrize("sight", SIGHT)
def test_neighbouring_series_differ_to_every_sight(page, sight):
    """Asked of what is painted, not of the palette; the shapes of markers differ besides."""
    lone = lone_charts.show(page, chart_samples.several("stacked"))
    shades = []
    for series in lone.layout()["marks"]:
        mark = series[1]
        x, y = mark["x"] - mark["width"] / 2 + 6, (mark["y"] + mark["base"]) / 2
        shades.append("#{:02x}{:02x}{:02x}".format(*lone.pixel(x, y)[:3]))
    assert len(set(shades)) == 3
    for one, other in combinations(shades, 2):
        seen = zip(lab(one, sight), lab(other, sight), strict=True)
        assert sum((a - b) ** 2 for a, b in seen) ** 0.5 >= 9


def test_lines_have_markers_of_different_shapes(page):
    lone = lone_charts.show(page, chart_samples.several("line"))
    shapes = []
    for series in lone.layout()["marks"]:
        mark = series[0]
        shapes.append(
            tuple(
                lone.pixel(mark["x"] + dx, mark["y"] + dy)[3] > 120
                for dx in range(-7, 8)
                for dy in range(-7, 8)
            )
        )
    for one, other in combinations(shapes, 2):
        assert sum(a != b for a, b in zip(one, other, strict=True)) > 8


# --- motion and zoom -----------------------------------------------------------------------------


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves(new_page, motion):
    page = new_page(reduced_motion=motion)
    lone = lone_charts.show(page, chart_samples.several("line"))
    lone.canvas.focus()
    for key in ("ArrowRight", "ArrowDown", "Escape"):
        page.keyboard.press(key)
        frames = page.evaluate(
            """async () => {
              const seen = new Set();
              for (let frame = 0; frame < 12; frame += 1) {
                seen.add(document.querySelector("canvas").toDataURL());
                await new Promise((done) => requestAnimationFrame(done));
              }
              return seen.size;
            }"""
        )
        assert frames == 1, key
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0


def test_nothing_is_clipped_at_400_percent(new_page):
    page = new_page(width=320, height=256, device_scale_factor=4)
    lone = lone_charts.show(page, samples.drugs())
    lone.canvas.focus()
    page.keyboard.press("ArrowRight")
    frame = page.locator(".chart-drawing__frame").bounding_box()
    tip = page.locator(".chart-tip").bounding_box()
    assert frame["x"] - 1 <= tip["x"]
    assert tip["x"] + tip["width"] <= frame["x"] + frame["width"] + 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    panel = page.locator(".chart-panel")
    assert panel.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert panel.bounding_box()["width"] <= 320
