"""The search in a real browser: from the header of any page, by keyboard, with and without scripts.

The checks of every page (``routes.STATES``) look at its results, at none, and at a refusal.
"""

import pytest


@pytest.mark.parametrize("scripts", [True, False])
def test_the_header_leads_to_results_by_keyboard_alone(sites, new_page, scripts):
    page = new_page(width=320, java_script_enabled=scripts)
    page.goto(f"{sites.public}/topics/")
    box = page.get_by_role("searchbox", name="Search")
    for _ in range(6):
        page.keyboard.press("Tab")
        if box.evaluate("(element) => element === document.activeElement"):
            break
    page.keyboard.type("knfie crime")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sites.public}/search/?q=knfie+crime")
    assert page.locator("main h1").inner_text() == "Search"
    assert page.locator(".search-results__instead a").inner_text() == "knife crime"
    marked = page.locator(".search-result h3 mark").first
    assert marked.inner_text() == "Knife"
    assert page.get_by_role("searchbox").count() == 1
    assert page.get_by_role("searchbox").input_value() == "knfie crime"


def test_a_facet_is_chosen_told_of_and_given_up(sites, page):
    page.goto(f"{sites.public}/search/?q=sceptre")
    facets = page.get_by_role("navigation", name="Narrow the search")
    facets.get_by_role("link", name="Releases", exact=True).click()
    page.wait_for_url("**/search/?q=sceptre&kind=release")
    assert set(page.locator(".search-result__kind").all_inner_texts()) == {"Release"}
    chosen = facets.locator("[aria-current=true]")
    assert chosen.inner_text().endswith("Releases")
    count = chosen.locator("xpath=..").locator(".facets__count").text_content().strip("()")
    assert page.locator(".filtered__status").inner_text() == f"{count} results"
    chosen.click()
    page.wait_for_url("**/search/?q=sceptre")
