"""Paper, narrow screens and four-fold zoom, and readers whom movement makes ill."""

import pytest

from tests.browser import drawing

CHART = "/charts/regional-units-drugs-seized-2022-23/"
RELEASE = "/releases/gangland-thugs-jailed-for-thousands-of-years/"

# 1,280 px at 400 % is a screen of 320 CSS pixels; every page is measured in test_every_page.
NARROW = 320

MOVES = """() => [...document.querySelectorAll("*"), document.documentElement].filter((one) => {
  const style = getComputedStyle(one);
  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
  return (style.animationName !== "none" && seconds(style.animationDuration) > 0)
    || (style.transitionProperty !== "none" && seconds(style.transitionDuration) > 0)
    || style.scrollBehavior === "smooth";
}).map((one) => `${one.tagName}.${one.className}`)"""


def test_the_menu_of_a_narrow_screen_opens(sites, new_page):
    page = new_page(width=NARROW)
    page.goto(sites.public)
    link = page.get_by_role("link", name="Operations", exact=True).first
    assert not link.is_visible()
    page.get_by_role("button", name="Menu").click()
    link.click()
    page.wait_for_url("**/operations/")


def test_without_javascript_the_menu_is_open(sites, new_page):
    page = new_page(width=NARROW, java_script_enabled=False)
    page.goto(sites.public)
    assert page.get_by_role("link", name="Operations", exact=True).first.is_visible()


# --- paper ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", CHART, RELEASE, "/releases/"])
def test_on_paper_there_is_no_navigation(sites, page, path):
    drawing.visit(page, sites.public + path)
    page.emulate_media(media="print")
    hidden = ".site-navigation, .govuk-breadcrumbs, .govuk-skip-link, .filters, .copy__actions"
    assert [one for one in page.query_selector_all(hidden) if one.is_visible()] == []
    assert page.locator("h1").is_visible()
    assert page.locator(".site-header__home").is_visible()


def test_on_paper_the_picture_stands_in_the_canvas_place(sites, page):
    drawing.visit(page, sites.public + CHART)
    assert page.locator("canvas").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("canvas").is_visible()
    assert page.locator(".chart-picture svg >> visible=true").count() == 1


def test_on_paper_a_folded_table_is_open(sites, page):
    drawing.visit(page, sites.public + RELEASE)
    table = page.locator("figure.chart details:not([open]) table").first
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_on_paper_a_dark_screen_gives_dark_words_on_white(sites, new_page):
    page = new_page(color_scheme="dark")
    drawing.visit(page, sites.public + CHART)
    page.emulate_media(media="print", color_scheme="dark")
    words, ground = page.evaluate(
        "() => [getComputedStyle(document.querySelector('h1')).color,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert lightness(words) < 0.3
    assert lightness(ground) > 0.9


def lightness(colour):
    """Of ``rgb(r, g, b)``: 0 is black, 1 is white or nothing at all."""
    numbers = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]
    if len(numbers) == 4 and numbers[3] == 0:
        return 1
    return sum(numbers[:3]) / (3 * 255)


# --- movement ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", CHART, RELEASE, "/releases/", "/figures/b63hf4dmb7fn/"])
def test_nothing_moves_for_readers_who_asked_for_that(sites, new_page, path):
    page = new_page(reduced_motion="reduce")
    drawing.visit(page, sites.public + path)
    assert page.evaluate(MOVES) == []
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_chart_is_drawn_at_once_for_everybody(sites, page):
    drawing.visit(page, sites.public + CHART)
    canvas = page.locator("canvas")
    first = canvas.evaluate("(canvas) => canvas.toDataURL()")
    page.wait_for_timeout(400)
    assert canvas.evaluate("(canvas) => canvas.toDataURL()") == first
