"""The page for editors: the code that it makes is the code that works."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.harness import clients

OURS = settings.SITE_ORIGIN
SLUG = "hate-crimes-by-year"


def boxes(client: clients.SiteClient, **asked: Any) -> tuple[Any, dict[str, str]]:
    """The page, and the text of each of its boxes by name."""
    response = client.get("/use-our-charts/", asked)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return page, {box["id"]: box.text.strip() for box in page.find_all("textarea")}


def frame_in(text: str) -> Any:
    return BeautifulSoup(text, "html.parser").find("iframe")


def test_without_a_choice_the_first_chart_is_shown(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    page, texts = boxes(public_client)
    first = page.find("select", {"name": "chart"}).find("option")["value"]
    assert f"/charts/{first}/embed/?tab=chart" in texts["embed-code"]
    assert page.find("iframe")["src"] == f"/charts/{first}/embed/?tab=chart"
    assert page.find(class_="govuk-error-summary") is None


def test_the_code_has_what_was_chosen_and_each_address_answers(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    page, texts = boxes(public_client, chart=SLUG, theme="dark", width="500", stands="pinned")
    frame = frame_in(texts["embed-code"])
    query = parse_qs(urlsplit(frame["src"]).query)
    assert query["theme"] == ["dark"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+Z", query["as_at"][0])
    assert frame["width"] == "500"
    assert "<script" in texts["embed-code"]
    assert "<script" not in texts["plain-code"]
    assert frame_in(texts["plain-code"])["src"] == frame["src"]
    assert texts["page-address"] == f"{OURS}/charts/{SLUG}/"
    picture = BeautifulSoup(texts["image-code"], "html.parser").img
    assert picture["alt"]
    for address, kind in ((picture["src"], "image/png"), (frame["src"], "text/html")):
        response = public_client.get(address.removeprefix(OURS))
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(kind)
    selected = page.find("select", {"name": "chart"}).find("option", selected=True)
    assert selected["value"] == SLUG


@pytest.mark.parametrize(
    "wrong", [{"width": "279"}, {"width": "1401"}, {"width": "x"}, {"theme": "pink"},
              {"chart": "never-existed"}, {"stands": "x"}]
)  # fmt: skip
def test_a_wrong_choice_is_named_and_makes_no_code(
    content_world: Any, public_client: clients.SiteClient, wrong: dict[str, str]
) -> None:
    page, texts = boxes(public_client, **wrong)
    assert page.find(class_="govuk-error-summary") is not None
    assert texts == {}
    assert page.find("iframe") is None
    assert "never-existed" not in page.find(class_="govuk-error-summary").text


def test_a_page_of_the_past_makes_code_of_that_past(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    chart = "regional-units-drugs-seized-2022-23"
    page, texts = boxes(public_client, chart=chart, as_at="2024-01-01")
    assert "as_at=2024-01-01" in frame_in(texts["embed-code"])["src"]
    assert page.find("iframe")["src"].count("as_at=") == 1


def test_it_alone_may_hold_our_frames_and_it_is_linked(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    policy = public_client.get("/use-our-charts/").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    for path in ("/", "/charts/"):
        response = public_client.get(path)
        assert 'href="/use-our-charts/"' in response.content.decode()
        assert "frame-src" not in response.headers["Content-Security-Policy"]
    assert (
        f'/use-our-charts/?chart={SLUG}"' in public_client.get(f"/charts/{SLUG}/").content.decode()
    )
