"""The ten releases through the pages and in the charts' data, as the public login.

Numbers are typed from the releases' text, as a page writes them.
"""

import html
import json
import re
from typing import Any

import pytest

from releases.models import Edition, Topic
from releases.published import database_now
from tests.content import november_2023 as text
from tests.harness.clients import SiteClient
from tests.harness.databases import World

# What a reader must find on each release's page.
SHOWN: dict[str, tuple[str, ...]] = {
    text.GANGLAND: (
        "2,780 kg", "926 kg", "256 kg", "5,827 years", "£3.2 million", "271", "1,395", "1,672",
        "453", "£10 million", "166 years and 1 month", "almost 6,000 years", "Four tonnes",
        "2,780 + 926 + 256 = 3,962", "1,672 + 453 = 2,125", "17 November 2023", "00:01",
        "Steve Jupp", "Trevor Rodenhurst",
    ),
    text.FACES: (
        "100%", "14 days", "200 suspects", "149", "302", "up to 1 hour", "up to 10 hours",
    ),
    text.QUANTUM: (
        "3 days", "50%", "£1.8 million", "400", "more than 65%", "more than 80%", "8",
        "Gavin Stephens",
    ),
    text.LIVE: ("stream",),
    text.SCEPTRE: ("43", "British Transport Police", "2 years", "Stephen Clayman", "Sceptre"),
    text.PROTESTS: (
        "67 protests", "622 officers", "8 arrests", "3 forces", "about £140,346", "estimated",
        "excludes the Metropolitan Police Service and events in London", "34", "39", "48", "58",
        "210", "less than 1%", "69", "74", "71%", "29", "65", "19", "47", "10 November 2023",
        "00:01", "Chris Haward", "BJ Harrington", "Paul Giannasi", "Michelle Shooter",
    ),
    text.SCRUTINY: ("7 ", "17 ", "1 "),
    text.CALIBRE: ("385 arrests", "427 schools", "126", "Richard Smith", "Calibre"),
    text.ANONYMITY: ("Simon Chesterman",),
    text.SHOPLIFTING: ("13 ", "more than £600,000", "29%", "Pegasus", "Amanda Blakeman"),
}  # fmt: skip

# Each chart's figures: label of the series, place along the axis, value.
CHARTED: dict[str, set[tuple[str, float]]] = {
    "regional-units-drugs-seized-2022-23": {
        ("Cocaine", 2780), ("Cannabis", 926), ("Heroin", 256),
    },
    "regional-units-people-safeguarded-2022-23": {("Children", 1672), ("Adults", 453)},
    "weekly-hate-crime-october-2023": {
        ("Against Jewish people", 210), ("Against Jewish people", 29),
        ("Against Jewish people", 209),  # between 208 and 210: worked out, never stated
        ("Against Muslims", 74), ("Against Muslims", 69),
        ("Against Muslims", 65),
    },
    "visits-to-synagogues-and-mosques-november-2023": {("Jewish", 34), ("Islamic", 39)},
    "contacts-with-communities-november-2023": {("Jewish", 48), ("Islamic", 58)},
}  # fmt: skip
TILES: dict[str, set[str]] = {
    "regional-units-year-2022-23": {"5,827 years", "£3.2 million", "£10 million"},
    "protests-2-to-5-november-2023": {
        "67 protests", "622 officers", "8 arrests", "3 forces", "about £140,346",
    },
    "operation-calibre-2022": {"385 arrests", "427 schools"},
    "facial-recognition-retail-crime-met": {"149 suspects"},
    "facial-recognition-time-to-identify-cases": {"up to 1 hour", "up to 10 hours"},
    "pegasus-launch": {"more than £600,000"},
    "nottingham-drugs-case": {"166 years and 1 month", "10 kg"},
}  # fmt: skip


def read(client: SiteClient, address: str) -> str:
    """A page's words, without markup, as a reader sees them."""
    response = client.get(address)
    assert response.status_code == 200, address
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    plain = html.unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", main, flags=re.DOTALL))
    return re.sub(r"\s+", " ", plain.replace("\N{NO-BREAK SPACE}", " "))


def chart_config(client: SiteClient, slug: str) -> dict[str, Any]:
    page = client.get(f"/charts/{slug}/").content.decode()
    found = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found, slug
    config: dict[str, Any] = json.loads(found[1])
    return config


def test_the_table_names_all_ten() -> None:
    assert set(SHOWN) == set(text.STATED)
    assert len(SHOWN) == 10


@pytest.mark.parametrize("title", SHOWN)
def test_a_release_shows_its_figures_to_the_public(
    content_world: World, public_client: SiteClient, title: str
) -> None:
    slug = Edition.objects.get(title=title, number=1).release.slug
    words = read(public_client, f"/releases/{slug}/")
    assert [one for one in (title, *SHOWN[title]) if one not in words] == []


@pytest.mark.parametrize("title", text.STATED)
def test_every_figure_stands_beside_its_own_words(
    content_world: World, public_client: SiteClient, title: str
) -> None:
    slug = Edition.objects.get(title=title, number=1).release.slug
    words = read(public_client, f"/releases/{slug}/")
    for row in text.STATED[title]:
        assert f"“{row.words}”" in words, row.words


@pytest.mark.parametrize("slug", CHARTED)
def test_a_charts_data_are_the_figures(
    content_world: World, public_client: SiteClient, slug: str
) -> None:
    config = chart_config(public_client, slug)
    drawn = {
        (config["labels"][point["x"]], point["y"])
        for series in config["series"]
        for point in series["points"]
        if point
    }
    assert drawn == CHARTED[slug]


def test_a_baseline_is_told_apart_and_a_missing_week_is_what_the_next_implies(
    content_world: World, public_client: SiteClient
) -> None:
    """The week of 13 October has no number for antisemitic offences, only “<1%” against it."""
    config = chart_config(public_client, "weekly-hate-crime-october-2023")
    roles = [series["role"] for series in config["series"]]
    assert roles == ["main", "main", "baseline"]
    point = config["series"][0]["points"][0]
    assert (point["low"], point["high"], point["shown"]) == (208, 210, "208 to 210")
    assert point["arithmetic"] == "210 ÷ 1.01 to 210"
    words = read(public_client, "/charts/weekly-hate-crime-october-2023/")
    assert "worked out by us: 210 ÷ 1.01 to 210" in words
    assert "implied by “a small (<1%) increase”" in words


@pytest.mark.parametrize("slug", TILES)
def test_a_chart_of_numbers_shows_them(
    content_world: World, public_client: SiteClient, slug: str
) -> None:
    words = read(public_client, f"/charts/{slug}/")
    assert [number for number in TILES[slug] if number not in words] == []


def test_every_chart_of_the_content_draws(content_world: World, public_client: SiteClient) -> None:
    """None mixes units, lacks a figure that it names, or fails."""
    from operations.models import Chart, Observation

    for chart in Chart.objects.prefetch_related("lines"):
        assert public_client.get(f"/charts/{chart.slug}/").status_code == 200, chart.slug
        named = [name for line in chart.lines.all() for name in line.figure_ids]
        known = Observation.objects.filter(figure_id__in=named).values("figure_id").distinct()
        assert known.count() == len(set(named)), chart.slug


def test_religious_hate_crime_shows_both_versions_of_one_figure(
    content_world: World, public_client: SiteClient
) -> None:
    from operations.models import Observation

    figure_id = Observation.objects.get(value=8241).figure_id
    words = read(public_client, f"/figures/{figure_id}/")
    assert "8,241" in words
    assert "9,387" in words


def test_a_release_without_figures_says_so(content_world: World, public_client: SiteClient) -> None:
    slug = Edition.objects.get(title=text.ANONYMITY).release.slug
    assert "no figure" in read(public_client, f"/releases/{slug}/").lower()


def test_no_topic_weighs_much(content_world: World, public_client: SiteClient) -> None:
    """Before compression; twelve drawn charts were 380 KB."""
    for topic in Topic.objects.with_releases(database_now()):
        size = len(public_client.get(topic.get_absolute_url()).content)
        assert size < 150_000, (topic.slug, size)
