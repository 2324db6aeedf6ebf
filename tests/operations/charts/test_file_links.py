"""What a chart's page offers to save, and what other sites show beside a link to it."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from operations.models import Observation
from operations.renderers.files import FILES
from tests.harness.clients import SiteClient
from tests.harness.databases import World
from tests.operations.charts.test_files import fill

STATE = "since=2020-01-01&until=2021-12-31"


def links(markup: str) -> list[str]:
    section = markup[markup.index('id="download"') :].partition("</section>")[0]
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', section)]


def told(markup: str) -> dict[str, str]:
    """The head's words for other sites."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):\S+)" content="([^"]*)"', markup)
    return {name: unescape(content) for name, content in found}


def test_each_file_is_linked_and_there(world: World, public_client: SiteClient) -> None:
    fill()
    found = links(public_client.get("/charts/the-chart/").content.decode())
    assert found == [f"/charts/the-chart.{ending}" for ending in FILES]
    assert all(public_client.get(path).status_code == 200 for path in found)


def test_links_carry_the_state(world: World, public_client: SiteClient) -> None:
    fill()
    found = links(public_client.get(f"/charts/the-chart/?{STATE}").content.decode())
    assert found == [f"/charts/the-chart.{ending}?{STATE}" for ending in FILES]


def test_links_of_a_past_page_lead_to_the_past(world: World, public_client: SiteClient) -> None:
    fill()
    newest = Observation.objects.latest("published_from").published_from
    moment = (newest + timedelta(microseconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    page = public_client.get(f"/charts/the-chart/?{STATE}&as_at={moment}").content.decode()
    assert all(path.endswith(f"?{STATE}&as_at={moment}") for path in links(page))
    assert told(page)["og:image"].endswith(f".png?size=card&{STATE}&as_at={moment}")


@pytest.mark.parametrize(("query", "more"), [("", ""), (f"?{STATE}", f"&{STATE}")])
def test_other_sites_are_told_of_a_picture_that_is_as_large_as_they_are_told(
    world: World, public_client: SiteClient, query: str, more: str
) -> None:
    fill(alt="What must be known.")
    page = public_client.get(f"/charts/the-chart/{query}").content.decode()
    said = told(page)
    address = f"{settings.SITE_ORIGIN}/charts/the-chart.png"
    assert said["og:image"] == f"{address}?size=card{more}"
    assert said["twitter:image"] == f"{address}?size=small-card{more}"
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:url"] == f"{settings.SITE_ORIGIN}/charts/the-chart/{query}"
    assert said["og:image:alt"] == said["twitter:image:alt"]
    assert ("What must be known." in said["og:image:alt"]) is (not query)
    for name, size in (("og:image", (1_200, 628)), ("twitter:image", (800, 418))):
        picture = public_client.get(said[name].removeprefix(settings.SITE_ORIGIN))
        assert picture.headers["Content-Type"] == said["og:image:type"]
        assert Image.open(BytesIO(picture.content)).size == size
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "628")


def test_a_page_without_a_chart_of_its_own_promises_no_picture(
    world: World, public_client: SiteClient
) -> None:
    fill()
    said = told(public_client.get("/charts/").content.decode())
    assert said["twitter:card"] == "summary"
    assert "og:image" not in said
