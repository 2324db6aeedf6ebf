"""The page of every figure in a real browser: with scripts, without them, and by keyboard."""

from urllib.parse import urlsplit

import pytest

from tests.browser.drawing import wait_until_drawn
from tests.browser.keyboard import walk

# The page's own script must not have been run again: then there was no page load.
MARK = "window.sameDocument = true"
IS_MARKED = "window.sameDocument === true"
DRAWN = "metric=shoplifting-offences&period_kind=financial_year"


def query(page):
    return urlsplit(page.url).query


def count(page):
    return page.locator("[data-explore-count]").inner_text()


def answered(page, act):
    """Do something and wait for the page that answers it."""
    before = page.locator("[data-explore]").element_handle()
    act()
    page.wait_for_function("(old) => !old.isConnected", arg=before)


def opened(page, name):
    """The filter of that name, unfolded."""
    group = page.locator(f"#group-{name}")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    return group


@pytest.fixture
def explorer(sites, page):
    page.goto(f"{sites.public}/explore/")
    page.evaluate(MARK)
    return page


def test_a_choice_shows_itself_in_table_counts_and_address(sites, explorer):
    box = opened(explorer, "metric").locator("#metric-shoplifting-offences")
    figures = box.locator("xpath=..").locator(".explore-choice__count").inner_text().split()[0]
    answered(explorer, box.check)
    assert explorer.evaluate(IS_MARKED)
    assert query(explorer) == "metric=shoplifting-offences"
    assert count(explorer) == f"{figures} figures"
    assert explorer.locator(".explore-table tbody tr").count() == int(figures)
    # Open as it was, with the focus where it was, and spoken of.
    assert opened(explorer, "metric").get_attribute("open") is not None
    assert explorer.evaluate("document.activeElement.id") == "metric-shoplifting-offences"
    assert explorer.locator("[data-explore] + [role=status]").text_content() == count(explorer)
    assert "Shoplifting" in explorer.title()
    kinds = opened(explorer, "period_kind")
    answered(explorer, kinds.locator("#period_kind-financial_year").check)
    assert query(explorer) == DRAWN
    wait_until_drawn(explorer)
    assert explorer.locator("figure[data-chart-ready=true] canvas").count() == 1
    assert DRAWN in explorer.locator("#explore-address").input_value()
    assert "explore/embed/" in explorer.locator("#explore-embed").input_value()


def test_back_and_forward_restore_what_was_chosen(explorer):
    everything = count(explorer)
    box = opened(explorer, "topic").locator("[name=topic]").first
    answered(explorer, box.check)
    chosen = count(explorer)
    assert chosen != everything
    answered(explorer, explorer.go_back)
    assert count(explorer) == everything
    assert not explorer.locator("#group-topic input:checked").count()
    answered(explorer, explorer.go_forward)
    assert count(explorer) == chosen
    assert explorer.locator("#group-topic input:checked").count() == 1


def test_tags_heads_and_pages_need_no_page_load(sites, page):
    page.goto(f"{sites.public}/explore/?qualifier=exact")
    page.evaluate(MARK)
    answered(page, page.get_by_role("link", name="Page 2").click)
    assert query(page) == "qualifier=exact&page=2"
    answered(page, page.locator("#sort-metric").click)
    assert query(page) == "qualifier=exact&sort=metric"
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Metric")
    assert page.evaluate("document.activeElement.id") == "sort-metric"
    answered(page, page.get_by_role("link", name="Take out Qualifier: Exact").click)
    assert query(page) == "sort=metric"
    # The tag is gone: the count that it changed has the focus.
    assert page.evaluate("document.activeElement.id") == "figures"
    assert page.evaluate(IS_MARKED)


def test_columns_are_chosen_and_stay_out_of_the_address_where_they_are_usual(explorer):
    columns = opened(explorer, "columns")
    answered(explorer, columns.locator("#columns-release").uncheck)
    assert query(explorer) == "columns=period,metric,organisation,figure,marks"
    assert "Release" not in explorer.locator(".explore-table thead").inner_text()
    answered(explorer, opened(explorer, "columns").locator("#columns-release").check)
    assert query(explorer) == ""


def test_a_long_list_is_narrowed_by_words_and_keeps_them(explorer):
    group = opened(explorer, "metric")
    group.locator("[data-narrow] input").fill("shoplifting")
    shown = group.locator("li.explore-choice:visible")
    assert 0 < shown.count() < 10
    assert all("hoplifting" in text for text in shown.all_inner_texts())
    answered(explorer, shown.first.locator("input").check)
    assert group.locator("[data-narrow] input").input_value() == "shoplifting"
    assert all(
        "hoplifting" in text
        for text in group.locator("li.explore-choice:visible").all_inner_texts()
    )


def test_a_form_without_scripts_gives_the_same_page(sites, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{sites.public}/explore/?release=hate-crime-2021-22-upday&sort=metric")
    release = count(page)
    page.locator("#group-status summary").click()
    assert not page.locator("[data-narrow] input").first.is_visible()
    page.select_option("#since", "2021")
    page.get_by_role("main").get_by_role("button", name="Show").click()
    assert "release=hate-crime-2021-22-upday" in query(page)
    assert "since=2021" in query(page)
    assert "sort=metric" in query(page)
    assert page.locator(".explore-tag").count() == 2
    page.get_by_role("link", name="Take out Since: 2021").click()
    assert count(page) == release
    assert page.locator(".explore-tag").count() == 1
    page.goto(f"{sites.public}/explore/?{DRAWN}")
    assert page.locator(".chart-picture svg").first.is_visible()
    scripted = new_page()
    scripted.goto(f"{sites.public}/explore/?{DRAWN}")
    assert count(scripted) == count(page)


def test_a_moment_of_the_past_stays_asked_for(sites, page):
    page.goto(f"{sites.public}/explore/?as_at=2024-06-01")
    then = int(count(page).split()[0])
    answered(page, opened(page, "topic").locator("#topic-hate-crime").check)
    assert query(page) == "topic=hate-crime&as_at=2024-06-01"
    assert 0 < int(count(page).split()[0]) < then
    assert page.locator(".explore-tag").count() == 1


def test_every_part_is_reached_with_the_keyboard_and_seen(sites, new_page):
    for width in (1280, 320):
        page = new_page(width=width)
        page.goto(f"{sites.public}/explore/?{DRAWN}")
        wait_until_drawn(page)
        found = walk(page)
        assert found.stops > 40
        assert (found.unreached, found.unseen, found.out_of_view) == ([], [], [])


def test_a_wrong_address_leads_to_where_it_can_be_put_right(sites, page):
    page.goto(f"{sites.public}/explore/?metric=no-such-metric")
    assert page.locator(".govuk-error-summary").is_visible()
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("location.hash") == "#group-metric"
    assert page.locator(".explore-table").count() == 0
