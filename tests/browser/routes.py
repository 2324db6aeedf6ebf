"""Every address of the public site that a browser test visits, by the names of its routes.

The list of names is read from the address book itself: a new route without an example here
fails ``test_every_route_has_an_example`` and so can't slip past the checks of every page.
"""

import contextlib
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse

from tests.browser.drawing import wait_until_drawn

PUBLIC = "npcc_site.urls_public"

# Answers that are no pages, and why.
NOT_PAGES = {
    "api_list": "data for programs",
    "api_one": "data for programs",
    "api_root": "addresses for programs",
    "api_series": "data for programs",
    "api_schema": "a description for programs",
    "calendar_feed": "a file for calendar programs",
    "chart_file": "a picture, a spreadsheet or data",
    "compare_file": "data",
    "data_package": "a description for programs",
    "explore_csv": "data",
    "explore_json": "data",
    "explore_ods": "a spreadsheet",
    "explore_png": "a picture",
    "explore_svg": "a picture",
    "explore_xlsx": "a spreadsheet",
    "explore_csvw": "a description for programs",
    "explore_parquet": "data",
    "figures_csv": "data",
    "figures_csvw": "a description for programs",
    "figures_parquet": "data",
    "corrections_feed": "a feed for programs",
    "corrections_json": "a feed for programs",
    "feed": "a feed for programs",
    "feed_json": "a feed for programs",
    "operation_feed": "a feed for programs",
    "topic_feed": "a feed for programs",
    "organisation_feed": "a feed for programs",
    "metric_feed": "a feed for programs",
    "figure_feed": "a feed for programs",
    "person_feed": "a feed for programs",
    "phases_calendar": "a file for calendar programs",
    "robots": "a file for crawlers",
    "sitemap": "a file for crawlers",
    "sitemap_part": "a file for crawlers",
    "sitemap_news": "a file for crawlers",
    "opensearch": "a file for browsers",
    "catalogue": "a file for catalogues",
    "operation_calendar": "a file for calendar programs",
    "oembed": "an answer for programs",
    "healthz": "one word for a machine",
    "readyz": "one word for a machine",
    "record_day": "a file to keep",
    "record_document": "a file to keep",
    "record_script": "a file to run",
    "search_feed": "a feed for programs",
    "search_json": "a feed for programs",
}

# For each route that takes a slug, enough to see each of its shapes; small pages where any will do.
EXAMPLES: dict[str, list[str]] = {
    "topic_detail": ["protest"],
    "operation_detail": ["calibre"],
    "release_detail": [
        "gangland-thugs-jailed-for-thousands-of-years",  # claims, figures, charts, quotations
        "watch-apcc-npcc-partnership-summit-2023-live",  # no figure
        "hate-crime-2021-22-upday",  # second-hand
    ],
    "metric_detail": ["drugs-seized-weight", "protest-arrests"],
    "chart_detail": [
        "regional-units-drugs-seized-2022-23",  # bars
        "hate-crimes-by-year",  # a line, with figures in doubt
        "protests-2-to-5-november-2023",  # numbers
    ],
    "chart_embed": [
        "weekly-hate-crime-october-2023",
        "hate-crimes-by-year",
        "protests-2-to-5-november-2023",
    ],
    "organisation_detail": ["metropolitan"],
    "person_detail": ["bj-harrington"],
    "figure_detail": ["b63hf4dmb7fn"],  # 2,780 kg of cocaine
}

# The same pages in a state that only an address can bring about, and their status.
STATES = {
    "not found": ("/releases/no-such-release/", 404),
    "wrong moment": ("/?as_at=yesterday", 400),
    "wrong moment in a frame": ("/charts/hate-crimes-by-year/embed/?as_at=yesterday", 400),
    "no corrections": ("/corrections/?kind=revision", 200),
    "phases side by side": (
        "/compare/?operation=sceptre&first=november-2020&second=november-2021",
        200,
    ),
    "periods side by side": (
        "/compare/?metric=hate-crimes-recorded&first=financial_year.2021-04-01.2022-03-31"
        "&second=financial_year.2022-04-01.2023-03-31",
        200,
    ),
    "wrong sides": ("/compare/?operation=sceptre&first=november-2020", 200),
    "no conflicts": ("/conflicts/?topic=protest", 200),
    "past state": ("/releases/?as_at=2024-01-01", 200),
    "wrong width": ("/use-our-charts/?width=100", 200),
    "pinned chart": ("/use-our-charts/?stands=pinned&theme=dark&width=300", 200),
    "wrong theme": ("/charts/hate-crimes-by-year/embed/?theme=pink", 400),
    "wrong filter": ("/releases/?topic=no-such-topic", 200),
    "figures as a chart": ("/explore/?metric=protest-arrests&columns=period,value,status", 200),
    "wrong choice": ("/explore/?metric=no-such-metric&sort=x", 200),
    "empty choice": ("/explore/?since=2999", 200),
    "choice in a frame": ("/explore/embed/?metric=protest-arrests", 200),
    "empty filter": ("/releases/?q=nothing+is+called+this", 200),
    "second page": ("/releases/?page=2", 200),
    "search": ("/search/?q=sceptre+arrests", 200),
    "search put right": ("/search/?q=septre&kind=release", 200),
    "search in vain": ("/search/?q=nothing+is+called+this", 200),
    "search too long": ("/search/?q=" + "a" * 301, 400),
    "chart as asked": ("/charts/other-strands-by-year/?series=religion,disability&per=day", 200),
    "embed as asked": ("/charts/other-strands-by-year/embed/?scale=indexed&since=2013", 200),
    "wrong chart": ("/charts/other-strands-by-year/embed/?per=year", 400),
}


@dataclass(frozen=True)
class Address:
    """A path of the public site; ``name`` is its route's, or that of a state."""

    name: str
    path: str
    status: int = 200

    def __str__(self) -> str:
        """What a test is called after."""
        return f"{self.name}: {self.path}"


def names() -> set[str]:
    """The names of all routes of the public site."""
    return {name for name in get_resolver(PUBLIC).reverse_dict if isinstance(name, str)}


def addresses() -> list[Address]:
    """Each route with each of its examples."""
    found = []
    for name in sorted(names() - set(NOT_PAGES)):
        examples = [[slug] for slug in EXAMPLES[name]] if name in EXAMPLES else [[]]
        # A new route that takes a slug: missing here, and test_every_route_has_an_example says so.
        with contextlib.suppress(NoReverseMatch):
            found += [Address(name, reverse(name, PUBLIC, args=args)) for args in examples]
    return found


def states() -> list[Address]:
    """Errors, empty lists and past states."""
    return [Address(name, path, status) for name, (path, status) in STATES.items()]


def everything() -> list[Address]:
    """All of both."""
    return addresses() + states()


def open_address(page: Any, origin: str, address: Address, *, scripts: bool = True) -> None:
    """Open a page, see that it answers as it should, and wait until its charts are drawn."""
    response = page.goto(origin + address.path)
    assert response.status == address.status
    if scripts:
        wait_until_drawn(page)
