"""From any point of a chart to the words that state it, by pointer, finger and keyboard."""

import re
from dataclasses import replace

import pytest

from operations.series import Series
from tests.browser import axe, chart_samples, drawing, lone_charts, other_site
from tests.operations import samples

BARS = "/charts/regional-units-drugs-seized-2022-23/"
LINE = "/charts/hate-crimes-by-year/"
WEEKS = "/charts/weekly-hate-crime-october-2023/"
FOCUS = "document.activeElement.tagName + '.' + document.activeElement.className"


def open_words(page, *keys):
    """Walk from the first figure by these keys, and open the words of where that leads."""
    page.locator(".chart-drawing canvas").focus()
    for key in ("Home", *keys, "Enter"):
        page.keyboard.press(key)
    return page.locator(".chart-panel")


def spoken(page):
    return page.locator(".chart-drawing__spoken").inner_text()


# --- the panel -----------------------------------------------------------------------------------


def test_the_panel_says_all_that_is_known_of_a_figure(sites, page):
    drawing.visit(page, sites.public + LINE)
    panel = open_words(page, "End")
    (chart,) = drawing.charts_on(page)
    point = chart.points()[-1]
    text = panel.inner_text()
    source = point["source"]
    for words in (
        point["shown"],
        f"“{point['words']}”",
        source["release"],
        source["publisher"],
        source["issued"],
        point["period"],
    ):
        assert words in text
    assert point["coverage"].lower() in text.lower()
    assert page.evaluate(FOCUS) == "SECTION.chart-panel"
    assert panel.get_attribute("aria-labelledby") == panel.get_by_role("heading").get_attribute(
        "id"
    )


def test_its_link_lands_on_the_marked_words(sites, page):
    drawing.visit(page, sites.public + BARS)
    panel = open_words(page, "ArrowRight")
    words = panel.locator("blockquote").inner_text().strip("“”")
    panel.get_by_role("link", name="These words in the release").click()
    page.wait_for_url("**/releases/**")
    marked = page.locator(":target")
    assert " ".join(words.split()) in " ".join(marked.inner_text().split())
    box = marked.bounding_box()
    assert 0 <= box["y"] < 900


@pytest.mark.parametrize("leave", ["Escape", "Close"])
def test_leaving_the_panel_leads_back_to_the_same_figure(sites, page, leave):
    drawing.visit(page, sites.public + LINE)
    panel = open_words(page, "ArrowRight", "ArrowRight")
    before = spoken(page)
    if leave == "Escape":
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
    else:
        panel.get_by_role("button", name="Close").click()
    assert not panel.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    assert spoken(page) == before
    page.keyboard.press("ArrowRight")
    assert spoken(page) != before


def test_the_panel_is_not_modal(sites, page):
    drawing.visit(page, sites.public + BARS)
    panel = open_words(page)
    seen = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('.chart-panel') !== null"))
    assert seen == {True, False}
    assert panel.is_visible()


def test_another_figure_takes_the_panel_over(sites, page):
    drawing.visit(page, sites.public + BARS)
    first = open_words(page).inner_text()
    second = open_words(page, "ArrowRight").inner_text()
    assert page.locator(".chart-panel").count() == 1
    assert first != second


def test_a_finger_opens_the_words(sites, new_page):
    page = new_page(width=390, has_touch=True)
    drawing.visit(page, sites.public + BARS)
    canvas = page.locator(".chart-drawing canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.2)
    panel = page.locator(".chart-panel")
    panel.get_by_role("heading", name="2,780 kg").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_panel_has_no_flaw(sites, new_page, scheme):
    page = new_page(width=360, color_scheme=scheme)
    with axe.scripts(page, on=True):
        drawing.visit(page, sites.public + LINE)
        open_words(page, "End")
        assert axe.violations({"open panel": page}) == []


def test_markup_in_words_stays_words(page):
    evil = "<img src=x onerror=alert(1)>"
    points = [
        replace(samples.point(name, value), words=evil, note=evil, changed=evil)
        for name, value in ((evil, "3"), ("Two", "5"))
    ]
    lone_charts.show(page, samples.chart(Series(evil, tuple(points))))
    panel = open_words(page)
    assert panel.locator("img").count() == 0
    assert evil in panel.get_by_role("heading").inner_text()


# --- the keyboard --------------------------------------------------------------------------------


def test_arrows_lead_along_the_labels_and_between_series(page):
    lone_charts.show(page, chart_samples.several("bar"))
    page.locator("canvas").focus()
    walked = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowLeft",
                "Home", "End", "ArrowRight", "ArrowDown"):  # fmt: skip
        page.keyboard.press(key)
        walked.append(spoken(page))
    north, london, other = "North West", "London", "Elsewhere in England and Wales"
    last = f"{other}, Heroin and fentanyl: 40"
    assert walked == [
        f"{north}, Cocaine: 120", f"{north}, Cannabis: 300", f"{london}, Cannabis: 100",
        f"{other}, Cannabis: 190", f"{london}, Cannabis: 100", f"{london}, Cocaine: 220",
        f"{north}, Cocaine: 120", last, last, last,
    ]  # fmt: skip


def test_arrows_step_over_silence(page):
    lone_charts.show(page, samples.hate_crime_by_week())
    page.locator("canvas").focus()
    heard = []
    for key in ("Home", "ArrowUp", "ArrowDown", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        heard.append(spoken(page))
    assert heard[0].startswith("Anti-Muslim, 13")
    assert heard[1].startswith("Antisemitic, 20")  # its only figure
    assert heard[2].startswith("Anti-Muslim, 20")
    assert heard[4].startswith("Anti-Muslim, 13")


def test_the_hint_says_which_keys_there_are(page):
    for chart, several in ((samples.drugs(), False), (chart_samples.several("bar"), True)):
        lone_charts.show(page, chart)
        hint = page.locator("#" + page.locator("canvas").get_attribute("aria-describedby"))
        assert "left and right arrow" in hint.inner_text()
        assert ("up and down arrow" in hint.inner_text()) is several


def test_the_figure_where_one_is_stands_out(page):
    lone = lone_charts.show(page, samples.drugs())
    mark = lone.layout()["marks"][0][0]
    edge = (mark["x"] - 1.5, mark["y"])
    before = lone.pixel(*edge)
    lone.canvas.focus()
    page.keyboard.press("ArrowRight")
    assert lone.pixel(*edge) != before
    page.keyboard.press("Escape")
    assert lone.pixel(*edge) == before


# --- kinds that keep the server's picture --------------------------------------------------------


@pytest.fixture
def picture(page):
    """Small multiples, which no canvas draws."""
    lone_charts.show(page, chart_samples.several("multiples", status="estimated"))
    assert page.locator("canvas").count() == 0
    return page.locator(".chart-picture")


def test_marks_of_a_picture_are_walked_and_spoken(page, picture):
    picture.focus()
    heard, marked = [], []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "End"):
        page.keyboard.press(key)
        heard.append(spoken(page))
        current = page.locator(".chart-mark--current")
        marked.append(current.first.get_attribute("data-figure"))
    assert heard == [
        "North West, Cocaine: 120", "North West, Cannabis: 300", "London, Cannabis: 100",
        "Elsewhere in England and Wales, Heroin and fentanyl: 40. Estimated",
    ]  # fmt: skip
    assert marked == ["0-0", "0-1", "1-1", "2-2"]
    outline = page.locator(".chart-mark--current").first.evaluate(
        "(mark) => getComputedStyle(mark).outlineStyle"
    )
    assert outline == "solid"
    page.keyboard.press("Escape")
    assert page.locator(".chart-mark--current").count() == 0


def test_a_mark_of_a_picture_opens_its_words(page, picture):
    picture.locator('[data-figure="1-0"]').first.click()
    panel = page.locator(".chart-panel")
    assert "London, Cocaine: 220" in panel.inner_text()
    page.keyboard.press("Escape")
    assert picture.evaluate("(one) => one === document.activeElement")
    page.keyboard.press("ArrowRight")
    assert spoken(page) == "London, Cannabis: 100"


# --- embeds --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def elsewhere():
    """A site that has nothing to do with ours."""
    with other_site.running() as site:
        yield site


def test_in_a_frame_the_words_open_inside_and_links_outside(sites, page, elsewhere):
    page.goto(sites.public + WEEKS)
    code = page.locator("#embed-code").input_value()
    page.goto(elsewhere.write(code))
    element = page.locator("iframe").element_handle()
    frame = element.content_frame()
    frame.wait_for_function(drawing.ALL_DRAWN)
    page.wait_for_function("document.querySelector('iframe').clientHeight !== 480")
    height = page.locator("iframe").evaluate("(one) => one.clientHeight")
    frame.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel = frame.locator(".chart-panel")
    links = panel.get_by_role("link")
    assert links.count() == 2
    for link in links.all():
        assert link.get_attribute("target") == "_blank"
        assert link.get_attribute("rel") == "noopener"
    page.wait_for_function(
        "(height) => document.querySelector('iframe').clientHeight > height", arg=height
    )
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    with page.expect_popup() as opened:
        links.first.click()
    assert re.search(r"/releases/.+#", opened.value.url)


def test_a_picture_of_the_content_leads_to_its_words(sites, page):
    """Whichever kinds the content has that no canvas draws."""
    found = set()
    for number in range(1, 20):
        response = page.goto(f"{sites.public}/charts/?page={number}")
        if not response.ok:
            break
        drawing.wait_until_drawn(page)
        for figure in page.locator("figure[data-chart]:not(.chart--drawn)").all():
            if figure.locator(".chart-picture--live").count() == 0:
                continue
            figure.locator(".chart-picture").focus()
            page.keyboard.press("ArrowRight")
            assert figure.locator(".chart-mark--current").count() > 0
            heard = figure.locator(".chart-drawing__spoken").inner_text()
            page.keyboard.press("Enter")
            panel = figure.locator(".chart-panel")
            assert panel.get_by_role("link", name="These words in the release").count() == 1
            heading = panel.get_by_role("heading").inner_text()
            assert heard.startswith(heading)
            page.keyboard.press("Escape")
            found.add(figure.get_attribute("id"))
    assert found
