"""The page about the API: each address can be tried, in place with scripts and without them."""

import json
from collections.abc import Callable
from typing import Any

from tests.harness import servers

METRIC = "protest-arrests"


def tried(page: Any, origin: str, name: str) -> Any:
    """The form of one sort of address, unfolded."""
    page.goto(f"{origin}/api/")
    form = page.locator(f"form:has(input[value='{name}'])")
    form.locator("xpath=ancestor::details/summary").click()
    return form


def test_an_answer_is_shown_in_place_with_its_address_and_a_line_of_curl(
    sites: servers.Sites, page: Any
) -> None:
    form = tried(page, sites.public, "list-observations")
    form.get_by_label("metric", exact=True).fill(METRIC)
    form.get_by_label("page_size").fill("1")
    form.get_by_role("button").click()
    place = form.locator("xpath=following-sibling::*[@data-answer]")
    place.get_by_text("200 application/json").wait_for()
    address = f"{sites.public}/api/v1/observations/?metric={METRIC}&page_size=1"
    assert place.get_by_role("link").get_attribute("href") == address
    assert place.get_by_text("curl").last.text_content() == f"curl '{address}'"
    assert json.loads(place.locator("pre").text_content())["results"][0]["metric"] == METRIC
    assert page.url == f"{sites.public}/api/"
    form.get_by_label("since").fill("soon")
    form.get_by_role("button").click()
    place.get_by_text("400 application/problem+json").wait_for()


def test_without_scripts_a_form_leads_to_its_answer(
    sites: servers.Sites, new_page: Callable[..., Any]
) -> None:
    """Empty fields are left out, and a name goes into the path."""
    page = new_page(width=320, java_script_enabled=False)
    form = tried(page, sites.public, "get-metric")
    form.get_by_label("slug").fill(METRIC)
    form.get_by_role("button").click()
    page.wait_for_url(f"{sites.public}/api/v1/metrics/{METRIC}/")
    assert json.loads(page.locator("body").text_content())["slug"] == METRIC
    form = tried(page, sites.public, "list-topics")
    form.get_by_label("fields").fill("slug")
    form.get_by_role("button").click()
    page.wait_for_url(f"{sites.public}/api/v1/topics/?fields=slug")
    form = tried(page, sites.public, "get-observation")
    form.get_by_label("figure_id").fill("no/figure")
    form.get_by_role("button").click()
    page.get_by_text("No address can be made of that name.").wait_for()
