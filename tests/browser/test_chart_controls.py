"""The switches of a chart's page in a real browser, with and without JavaScript."""

from urllib.parse import urlsplit

import pytest

from tests.browser.drawing import wait_until_drawn

CHART = "/charts/other-strands-by-year/"
MARK = "window.sameDocument = true"
IS_MARKED = "window.sameDocument === true"


def address(page):
    """Path and query of the address bar."""
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def heads(page):
    """The series of the table."""
    return without_notes(page.locator("table thead th").all_inner_texts()[1:])


def without_notes(names):
    return [name for name in names if name != "Notes"]


def form(page):
    return page.locator("[data-chart-controls]")


def labels(page):
    return page.locator(".chart--page table tbody th").all_inner_texts()


def change(page, act):
    """Do something to a switch and wait for the chart that answers it."""
    before = page.locator("[data-chart-page]").element_handle()
    act()
    page.wait_for_function("(old) => !old.isConnected", arg=before)
    wait_until_drawn(page)


@pytest.fixture
def chart(sites, page):
    """The page of a chart with four series, its switches unfolded."""
    page.goto(sites.public + CHART)
    page.evaluate(MARK)
    page.get_by_text("Change what is shown").click()
    return page


def test_a_series_less_changes_picture_table_code_and_address_at_once(chart):
    assert len(heads(chart)) == 4
    change(chart, lambda: form(chart).get_by_label("Sexual orientation").uncheck())
    assert chart.evaluate(IS_MARKED)
    query = "?series=disability,religion,transgender-identity"
    assert address(chart) == CHART + query
    assert heads(chart) == ["Disability", "Religion", "Transgender identity"]
    assert query[1:] in chart.locator("#embed-code").input_value().replace("&amp;", "&")
    assert query[1:] in chart.locator("#citation").input_value()
    assert chart.locator(".chart--page canvas").count() == 1  # drawn again


def test_a_day_and_an_index_and_back(chart):
    change(chart, lambda: form(chart).get_by_label("A day, on average").check())
    assert address(chart) == f"{CHART}?per=day"
    assert "a day" in chart.locator(".chart__subtitle").inner_text()
    change(chart, lambda: form(chart).get_by_label("Index: the first is 100").check())
    assert address(chart) == f"{CHART}?per=day&scale=indexed"
    change(chart, chart.go_back)
    assert address(chart) == f"{CHART}?per=day"
    assert form(chart).get_by_label("Figures").is_checked()
    change(chart, lambda: form(chart).get_by_label("As stated").check())
    assert address(chart) == CHART
    assert chart.evaluate(IS_MARKED)


def test_a_period(chart):
    change(chart, lambda: form(chart).get_by_label("From").select_option("2018/19"))
    change(chart, lambda: form(chart).get_by_label("To", exact=True).select_option("2021/22"))
    assert labels(chart) == ["2018/19", "2019/20", "2020/21", "2021/22"]
    assert address(chart) == f"{CHART}?since=2018-04-01&until=2022-03-31"
    chart.get_by_role("link", name="Show all again").click()
    chart.wait_for_url(f"**{CHART}")
    assert len(labels(chart)) > 4


def test_the_keyboard_stays_where_it_was_and_the_change_is_spoken(chart):
    chart.locator("#per-none").focus()
    change(chart, lambda: chart.keyboard.press("ArrowDown"))
    assert chart.evaluate("document.activeElement.id") == "per-day"
    change(chart, lambda: chart.keyboard.press("ArrowDown"))
    assert chart.evaluate("document.activeElement.id") == "per-week"
    spoken = chart.locator("[data-chart-page] + [role=status]")
    assert spoken.inner_text() == "Shown as this address asks: on average a week."
    assert chart.locator("#controls").get_attribute("open") is not None


def test_a_link_within_the_page_asks_for_nothing(chart):
    asked = []
    chart.on("request", lambda request: asked.append(request.url))
    chart.get_by_role("link", name="Cite this chart").click()
    chart.wait_for_timeout(300)
    assert asked == []


def test_without_scripts_the_form_and_its_button_do_the_same(sites, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(sites.public + CHART)
    page.get_by_text("Change what is shown").click()
    form(page).get_by_label("Sexual orientation").uncheck()
    form(page).get_by_label("Transgender identity").uncheck()
    form(page).get_by_label("A week, on average").check()
    form(page).get_by_role("button", name="Show").click()
    assert heads(page) == ["Disability", "Religion"]
    assert form(page).get_by_label("A week, on average").is_checked()
    assert not form(page).get_by_label("Sexual orientation").is_checked()
    code = page.locator("#embed-code").input_value()
    assert "series=disability,religion&amp;per=week" in code
    page.get_by_role("link", name="See it as it is embedded").click()
    assert "series=disability,religion&per=week" in page.url
    assert heads_of_embed(page) == ["Disability", "Religion"]
    assert page.locator("form").count() == 0


def heads_of_embed(page):
    page.get_by_text("Table of these figures").click()
    return heads(page)


def test_in_a_past_state_the_form_stays_in_that_past(sites, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{sites.public}{CHART}")
    link = page.get_by_role("link", name="See it as it was").first
    link.click()
    past = urlsplit(page.url).query
    page.get_by_text("Change what is shown").click()
    form(page).get_by_label("A day, on average").check()
    form(page).get_by_role("button", name="Show").click()
    assert past.replace(":", "%3A") in page.url
    assert "per=day" in page.url
    assert "a day" in page.locator(".chart__subtitle").inner_text()
