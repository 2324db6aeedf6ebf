"""Charts in a real browser: they draw, and say the same as the tables beside them."""

import re

import pytest

from operations.models import Chart
from tests.browser import drawing
from tests.harness import browsers

BARS = "/charts/regional-units-drugs-seized-2022-23/"
LINE = "/charts/hate-crimes-by-year/"
NUMBERS = "/charts/protests-2-to-5-november-2023/"
# As the release "Gangland thugs jailed …" of 17 November 2023 states them.
SEIZED = {"Cocaine": "2,780 kg", "Cannabis": "926 kg", "Heroin": "256 kg"}

# The canvas changes the pointer over a mark: the only sign of where the marks are. It answers once
# a frame. A line across the middle of the bars finds one, whichever way they lie.
A_MARK = """async (canvas) => {
  const box = canvas.getBoundingClientRect();
  const places = [];
  for (let share = 0.05; share < 1; share += 0.01) {
    places.push({ x: box.width * 0.3, y: box.height * share });
    places.push({ x: box.width * share, y: box.height * 0.7 });
  }
  for (const { x, y } of places) {
    const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
    canvas.dispatchEvent(new MouseEvent("mousemove", at));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    if (canvas.style.cursor === "pointer") return { x, y };
  }
  return null;
}"""


@pytest.mark.parametrize("path", [BARS, LINE])
def test_a_canvas_takes_the_pictures_place(sites, page, path):
    drawing.visit(page, sites.public + path)
    canvas = page.locator(".chart-drawing canvas")
    assert canvas.is_visible()
    assert canvas.evaluate(drawing.COLOURS) > 8
    assert not page.locator(".chart-picture").is_visible()
    assert page.locator("figure.chart table").is_visible()


def test_the_canvas_is_described_by_the_charts_words(sites, page):
    drawing.visit(page, sites.public + BARS)
    canvas = page.locator(".chart-drawing canvas")
    label = canvas.get_attribute("aria-label")
    assert canvas.get_attribute("role") == "img"
    assert canvas.text_content() == label  # open-sdg issue 961: a label alone is passed over
    assert page.locator("h1").inner_text() in label
    assert all(shown in label for shown in SEIZED.values())


def test_the_figures_of_the_release_are_in_data_and_table(sites, page):
    drawing.visit(page, sites.public + BARS)
    (chart,) = drawing.charts_on(page)
    assert {row[0]: row[1] for row in chart.rows} == SEIZED
    shown = [point["shown"] for point in chart.points()]
    assert dict(zip(chart.config["labels"], shown, strict=True)) == SEIZED
    assert [point["y"] for point in chart.points()] == [2780, 926, 256]


@pytest.fixture(scope="module")
def every_chart(sites, browser):
    """Each chart of the site as the list shows it; read once, since there are many."""
    seen, found, number = browsers.Watch(), [], 1
    with browsers.context(browser, seen) as context:
        page = context.new_page()
        while page.goto(f"{sites.public}/charts/?page={number}").ok:
            drawing.wait_until_drawn(page)
            found += drawing.charts_on(page)
            number += 1
    assert seen == browsers.Watch()
    return found


def test_the_list_shows_every_chart(every_chart, content_world):
    slugs = [chart.slug for chart in every_chart]
    assert len(slugs) == len(set(slugs))
    assert set(slugs) == set(Chart.objects.values_list("slug", flat=True))


def test_each_table_equals_its_charts_data_cell_by_cell(every_chart):
    """A timeline's table is of phases, and a map's is sorted; their pictures are the server's."""
    plotted = [chart for chart in every_chart if chart.config and chart.config["on_canvas"]]
    assert len(plotted) > 20
    for chart in plotted:
        assert [row[0] for row in chart.rows] == chart.config["labels"], chart.slug
        series = chart.config["series"]
        if len(series) > 1:
            assert chart.head[1:] == [one["label"] for one in series], chart.slug
        for column, one in enumerate(series, start=1):
            cells = [row[column] for row in chart.rows]
            links = [row[column] for row in chart.links]
            data = [point["shown"] if point else drawing.NO_FIGURE for point in one["points"]]
            assert cells == data, chart.slug
            assert links == [point["url"] if point else "" for point in one["points"]], chart.slug


def test_each_tile_equals_its_row_of_the_table(every_chart):
    numbers = [chart for chart in every_chart if not chart.config]
    assert len(numbers) > 10
    for chart in numbers:
        cells = [cell for row in chart.rows for cell in row[1:] if cell != drawing.NO_FIGURE]
        assert sorted(chart.tiles) == sorted(cells), chart.slug


def test_no_canvas_for_numbers_of_different_units(sites, page):
    drawing.visit(page, sites.public + NUMBERS)
    assert page.locator("canvas").count() == 0
    assert page.locator(".number__value").first.is_visible()
    assert "67 protests" in page.locator(".numbers").inner_text()


@pytest.mark.parametrize("path", [BARS, LINE])
def test_without_javascript_there_are_picture_and_table(sites, new_page, path):
    page = new_page(java_script_enabled=False)
    page.goto(sites.public + path)
    assert page.locator(".chart-picture svg >> visible=true").count() == 1
    assert page.locator("figure.chart table").is_visible()
    assert page.locator("canvas").count() == 0


def test_a_script_that_fails_leaves_picture_and_table(sites, page):
    page.route(re.compile(r"/charts\.[0-9a-f]+\.js"), lambda route: route.abort())
    page.goto(sites.public + BARS)
    page.wait_for_load_state("networkidle")
    assert page.locator(".chart-picture svg >> visible=true").count() == 1
    assert page.locator("figure.chart table").is_visible()


@pytest.mark.parametrize("path", [BARS, LINE])
def test_a_click_on_a_mark_opens_the_words_of_its_figure(sites, page, path):
    drawing.visit(page, sites.public + path)
    canvas = page.locator(".chart-drawing canvas")
    canvas.scroll_into_view_if_needed()
    mark = canvas.evaluate(A_MARK)
    assert mark is not None
    points = drawing.charts_on(page)[0].points()
    canvas.click(position=mark)
    panel = page.locator(".chart-panel")
    address = panel.get_by_role("link", name="This figure’s page").get_attribute("href")
    (point,) = [point for point in points if point["url"] == address]
    assert point["shown"] in panel.inner_text()
    assert f"“{point['words']}”" in panel.inner_text()


def test_enter_opens_the_words_of_the_figure_that_was_spoken(sites, page):
    drawing.visit(page, sites.public + BARS)
    page.locator(".chart-drawing canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "926 kg" in page.locator(".chart-drawing__spoken").inner_text()
    page.keyboard.press("Enter")
    panel = page.locator(".chart-panel")
    assert "926 kg" in panel.get_by_role("heading").inner_text()
    panel.get_by_role("link", name="This figure’s page").click()
    page.wait_for_url("**/figures/m9qjtw5zhgps/")
    assert "926 kg" in page.locator("h1").inner_text()


@pytest.mark.parametrize("path", [BARS, LINE])
def test_the_arrow_keys_speak_every_figure_in_order(sites, page, path):
    drawing.visit(page, sites.public + path)
    (chart,) = drawing.charts_on(page)
    spoken = page.locator(".chart-drawing__spoken")
    assert spoken.get_attribute("aria-live") == "polite"
    page.locator(".chart-drawing canvas").focus()
    heard = []
    for _ in chart.points():
        page.keyboard.press("ArrowRight")
        heard.append(spoken.inner_text())
    for words, point in zip(heard, chart.points(), strict=True):
        assert chart.config["labels"][point["x"]] in words
        assert point["shown"] in words
    page.keyboard.press("ArrowRight")
    assert spoken.inner_text() == heard[-1]  # the last one is the end
    page.keyboard.press("Home")
    assert spoken.inner_text() == heard[0]
    page.keyboard.press("Escape")
    assert spoken.inner_text() == ""


def test_a_figure_in_doubt_is_spoken_with_its_doubt(sites, page, every_chart):
    chart, point = next(
        (chart, point)
        for chart in every_chart
        if chart.config
        for point in chart.points()
        if point["partial"] and point["coverage"]
    )
    drawing.visit(page, f"{sites.public}/charts/{chart.slug}/")
    page.locator("canvas").focus()
    for _ in range(chart.points().index(point) + 1):
        page.keyboard.press("ArrowRight")
    words = page.locator(".chart-drawing__spoken").inner_text()
    assert point["coverage"].lower() in words.lower()


def test_a_break_is_spoken_with_its_reason(sites, page, every_chart):
    chart, point = next(
        (chart, point)
        for chart in every_chart
        if chart.config
        for point in chart.points()
        if point["break_reason"]
    )
    drawing.visit(page, f"{sites.public}/charts/{chart.slug}/")
    page.locator("canvas").focus()
    for _ in range(chart.points().index(point) + 1):
        page.keyboard.press("ArrowRight")
    assert point["break_reason"] in page.locator(".chart-drawing__spoken").inner_text()


def test_the_chart_is_drawn_anew_in_the_dark(sites, page):
    drawing.visit(page, sites.public + BARS)
    canvas = page.locator(".chart-drawing canvas")
    light = canvas.evaluate("(canvas) => canvas.toDataURL()")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "(light) => document.querySelector('canvas').toDataURL() !== light", arg=light
    )
