"""Every page of the public site: accessible, at home on a narrow screen, and nobody's informer."""

from functools import cache
from itertools import pairwise

import pytest

from tests.browser import axe, looking, routes

every_page = pytest.mark.parametrize("address", routes.everything(), ids=str)


@pytest.fixture(scope="module")
def seen(sites, browser):
    """What was seen of an address; each is visited once."""

    @cache
    def look(address):
        return looking.look(browser, sites.public, address)

    return look


def test_every_route_has_an_example():
    reached = {address.name for address in routes.addresses()}
    assert routes.names() - reached - set(routes.NOT_PAGES) == set()
    assert set(routes.EXAMPLES) <= routes.names()
    assert len(routes.names()) >= 19


@every_page
def test_axe_finds_nothing_in_either_scheme_or_width(seen, address):
    assert seen(address).violations == []


@every_page
def test_headings_ids_and_language_are_in_order(seen, address):
    levels = seen(address).headings
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b - a > 1] == []  # no level is left out
    assert seen(address).double_ids == []
    assert seen(address).language == "en-GB"


def test_every_title_is_its_pages_own(seen):
    titles = [seen(address).title for address in routes.addresses() if "embed" not in address.path]
    assert all("Police Operations and Outcomes" in title for title in titles)
    assert sorted(set(titles)) == sorted(titles)


@every_page
def test_no_page_scrolls_sideways_at_320_pixels(seen, address):
    assert seen(address).sideways == []
    assert seen(address).out_of_reach == []
    assert seen(address).cut_off == []


@every_page
def test_el_74_a_page_asks_nobody_else_and_has_no_error(sites, seen, address):
    assert seen(address).asked
    strangers = [url for url in seen(address).asked if not url.startswith((sites.public, "data:"))]
    assert strangers == []
    assert seen(address).failed == []
    # The console also notes a status of 400 or more, which is meant here.
    meant = f"status of {address.status}"
    assert [said for said in seen(address).console if meant not in said] == []


@every_page
def test_a_page_keeps_nothing(seen, address):
    assert seen(address).cookies == []
    assert seen(address).kept == looking.NOTHING_KEPT


# --- the tools themselves -------------------------------------------------------------------------


def test_axe_would_find_something(sites, page):
    page.goto(f"{sites.public}/about/")
    page.evaluate(
        """() => {
          const pale = document.createElement("p");
          pale.textContent = "Pale";
          Object.assign(pale.style, { color: "#ccc", background: "#fff" });
          document.querySelector("main").append(pale, document.createElement("input"));
        }"""
    )
    found = axe.violations({"spoilt": page})
    assert [one for one in found if one.startswith("spoilt, 320 px, dark: color-contrast: ")]
    assert [one for one in found if one.startswith("spoilt, 1280 px, light: label: ")]


def test_without_scripts_means_that_none_ran(sites, page):
    with axe.scripts(page, on=False):
        page.goto(f"{sites.public}/charts/weekly-hate-crime-october-2023/")
    assert page.locator("canvas").count() == 0
    assert page.evaluate("document.body.classList.contains('js-enabled')") is False
