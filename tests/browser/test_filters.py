"""The filters of a list in a real browser, with and without JavaScript."""

import pytest

PROTESTS = "Police attend 67 protests in four days"
GANGLAND = "Gangland thugs jailed for thousands of years in just 12 months"
# The page's own script must not have been run again: then there was no page load.
MARK = "window.sameDocument = true"
IS_MARKED = "window.sameDocument === true"


def titles(page):
    """The titles of the rows that are shown."""
    return page.locator("[data-filter-results] .listing__title").all_inner_texts()


def has(rows, beginning):
    return any(row.startswith(beginning) for row in rows)


def choose(page, field, value):
    """Pick an option and wait for the list that answers it."""
    before = page.locator("[data-filter-results]").element_handle()
    page.locator(f"select[name={field}]").select_option(value)
    page.wait_for_function("(old) => !old.isConnected", arg=before)


@pytest.fixture
def listing(sites, page):
    """The list of releases with nothing chosen."""
    page.goto(f"{sites.public}/releases/?q=")
    page.evaluate(MARK)
    return page


def test_choosing_a_topic_changes_list_and_address_without_a_page_load(sites, listing):
    before = titles(listing)
    choose(listing, "topic", "protest")
    assert listing.evaluate(IS_MARKED)
    assert listing.url == f"{sites.public}/releases/?topic=protest"
    assert has(titles(listing), PROTESTS)
    assert not has(titles(listing), GANGLAND)
    assert titles(listing) != before


def test_the_change_is_announced(listing):
    choose(listing, "topic", "protest")
    count = listing.locator("[data-filter-count]").inner_text()
    assert listing.locator("form[data-filter] + [role=status]").text_content() == count
    assert count.split()[0] == str(len(titles(listing)))


def test_back_and_forward_restore_list_and_choice(listing):
    before = titles(listing)
    choose(listing, "topic", "protest")
    chosen = titles(listing)
    listing.go_back()
    listing.wait_for_function("() => document.querySelector('[name=topic]').value === ''")
    listing.wait_for_function("() => !document.querySelector('[aria-busy]')")
    assert titles(listing) == before
    listing.go_forward()
    listing.wait_for_function("() => document.querySelector('[name=topic]').value === 'protest'")
    listing.wait_for_function("() => !document.querySelector('[aria-busy]')")
    assert titles(listing) == chosen


def test_the_address_alone_gives_the_same_list(listing, new_page):
    choose(listing, "topic", "hate-crime")
    choose(listing, "publisher", "npcc")
    assert "topic=hate-crime" in listing.url
    assert "publisher=npcc" in listing.url
    other = new_page()
    other.goto(listing.url)
    assert titles(other) == titles(listing)
    assert titles(other)
    assert other.locator("[name=topic]").input_value() == "hate-crime"


def test_the_button_works_without_javascript(sites, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{sites.public}/releases/")
    page.locator("select[name=topic]").select_option("protest")
    page.get_by_role("main").get_by_role("button", name="Show").click()
    assert "topic=protest" in page.url
    assert has(titles(page), PROTESTS)
    assert not has(titles(page), GANGLAND)


def test_words_are_found_with_the_keyboard(sites, listing):
    before = listing.locator("[data-filter-results]").element_handle()
    listing.locator("main [name=q]").fill("gangland")
    listing.keyboard.press("Enter")
    listing.wait_for_function("(old) => !old.isConnected", arg=before)
    assert listing.url == f"{sites.public}/releases/?q=gangland"
    assert [title[:8] for title in titles(listing)] == ["Gangland"]


@pytest.mark.parametrize("query", ["topic=no-such-topic", "issued_from=the+12th"])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_wrong_value_shows_the_forms_error_and_no_rows(sites, new_page, query, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{sites.public}/releases/?{query}")
    field = query.partition("=")[0]
    assert page.locator(".govuk-error-summary").is_visible()
    assert page.locator(".govuk-form-group--error .govuk-error-message").is_visible()
    assert page.locator(f"[name={field}]").get_attribute("aria-invalid") == "true"
    assert titles(page) == []


def test_the_error_summary_leads_to_the_field(sites, page):
    page.goto(f"{sites.public}/releases/?topic=no-such-topic")
    page.locator(".govuk-error-summary a").click()
    assert page.evaluate("document.activeElement.name") == "topic"


def test_a_list_without_rows_says_so_and_leads_back(sites, page):
    page.goto(f"{sites.public}/releases/?q=nothing+is+called+this")
    assert titles(page) == []
    page.locator("[data-filter-results] a[href='/releases/']").click()
    page.wait_for_url(f"{sites.public}/releases/")
    assert titles(page)


@pytest.mark.parametrize("path", ["operations", "metrics", "charts", "organisations"])
def test_the_other_lists_filter_in_the_same_way(sites, page, path):
    page.goto(f"{sites.public}/{path}/")
    page.evaluate(MARK)
    select = page.locator("form[data-filter] select").first
    name, value = select.evaluate("(s) => [s.name, [...s.options].find((o) => o.value).value]")
    count = page.locator("[data-filter-count]").inner_text()
    choose(page, name, value)
    assert page.evaluate(IS_MARKED)
    assert page.url == f"{sites.public}/{path}/?{name}={value}"
    assert page.locator("[data-filter-count]").inner_text() != count


def test_charts_that_a_filter_brings_are_drawn(sites, page):
    page.goto(f"{sites.public}/charts/?topic=standards-and-race-action-plan")
    choose(page, "topic", "seizures")
    page.wait_for_selector("figure[data-chart-ready=true] canvas")
