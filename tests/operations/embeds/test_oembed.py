"""oEmbed as its specification has it: what is asked, what is answered, what is refused."""

import json
import struct
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from operations.embeds import oembed
from releases import publishing
from releases.models import Release
from tests.harness import clients
from tests.operations.charts import test_addresses

OURS = settings.SITE_ORIGIN
SLUG = "regional-units-drugs-seized-2022-23"
CHART = f"/charts/{SLUG}/"
RELEASE = "/releases/gangland-thugs-jailed-for-thousands-of-years/"
UNKNOWN = "/charts/never-existed/"


def ask(client: clients.SiteClient, url: str, **more: Any) -> Any:
    return client.get("/oembed/", {"url": url, **more})


def frame_of(html: str) -> Any:
    return BeautifulSoup(html, "html.parser").find("iframe")


def test_a_chart_is_rich(content_world: Any, public_client: clients.SiteClient) -> None:
    response = ask(public_client, OURS + CHART)
    answer = response.json()
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert answer["version"] == "1.0"
    assert answer["type"] == "rich"
    assert (answer["width"], answer["height"]) == (600, 480)
    assert answer["title"]
    assert answer["author_name"]
    assert answer["provider_name"] == settings.SITE_NAME
    assert answer["provider_url"] == f"{OURS}/"
    assert 0 < answer["cache_age"] <= 3600
    thumbnails = [name for name in answer if name.startswith("thumbnail")]
    assert len(thumbnails) == 3
    assert answer["thumbnail_url"] == f"{OURS}{CHART.removesuffix('/')}.png?size=card"
    picture = public_client.get(answer["thumbnail_url"].removeprefix(OURS))
    size = struct.unpack(">II", picture.content[16:24])
    assert size == (answer["thumbnail_width"], answer["thumbnail_height"]) == (1200, 628)
    smaller = ask(public_client, OURS + CHART, maxwidth="800").json()
    assert (smaller["thumbnail_width"], smaller["thumbnail_height"]) == (800, 418)
    frame = frame_of(answer["html"])
    assert frame["src"] == f"{OURS}{CHART}embed/?tab=chart"
    assert frame["height"] == "480"
    assert frame["title"].endswith(answer["title"])


def test_a_release_is_a_link_since_its_page_refuses_frames(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    answer = ask(public_client, OURS + RELEASE).json()
    assert answer["type"] == "link"
    assert answer["title"]
    assert answer["author_name"] == "National Police Chiefs’ Council"
    assert "html" not in answer
    assert "width" not in answer


def test_xml_says_the_same_as_json(content_world: Any, public_client: clients.SiteClient) -> None:
    for path in (CHART, RELEASE):
        response = ask(public_client, OURS + path, format="xml")
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        root = ET.fromstring(response.content)  # noqa: S314 our own words
        assert root.tag == "oembed"
        told = {child.tag: child.text for child in root}
        expected = ask(public_client, OURS + path).json()
        assert told == {name: str(value) for name, value in expected.items()}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, (600, 480)),
        ({"maxwidth": "320"}, (320, 480)),
        ({"maxwidth": "280", "maxheight": "200"}, (280, 200)),
        ({"maxheight": "300"}, (600, 300)),
        ({"maxwidth": "999999999", "maxheight": "5000"}, (600, 480)),
        ({"maxwidth": "", "maxheight": ""}, (600, 480)),
    ],
)
def test_the_size_is_within_what_was_asked(
    content_world: Any, public_client: clients.SiteClient, asked: Any, expected: Any
) -> None:
    answer = ask(public_client, OURS + CHART, **asked).json()
    assert (answer["width"], answer["height"]) == expected
    frame = frame_of(answer["html"])
    assert frame["height"] == str(expected[1])
    if asked.get("maxwidth"):
        assert frame["width"] == str(expected[0])
        assert f"max-width:{expected[0]}px" in frame["style"]
    width, height = answer.get("thumbnail_width", 0), answer.get("thumbnail_height", 0)
    assert width <= int(asked.get("maxwidth") or 10**9)
    assert height <= int(asked.get("maxheight") or 10**9)


@pytest.mark.parametrize("asked", [{"maxwidth": "279"}, {"maxheight": "199"}, {"maxwidth": "1"}])
def test_less_room_than_a_chart_can_be_read_in_gets_a_link(
    content_world: Any, public_client: clients.SiteClient, asked: Any
) -> None:
    answer = ask(public_client, OURS + CHART, **asked).json()
    assert answer["type"] == "link"
    assert not {"html", "width", "height", "thumbnail_url"} & set(answer)


def test_what_the_address_says_is_kept_in_the_frames(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    query = {"series": "cocaine", "as_at": "2024-01-01", "theme": "dark", "x": '"><script>'}
    answer = ask(public_client, f"{OURS}{CHART}?{urlencode(query)}#words").json()
    assert "<script>" not in answer["html"].split("</iframe>")[0]
    src = frame_of(answer["html"])["src"]
    assert parse_qs(urlsplit(src).query) == {
        "tab": ["chart"], **{name: [value] for name, value in query.items()}
    }  # fmt: skip
    again = ask(public_client, src).json()
    assert frame_of(again["html"])["src"] == src


def test_a_pinned_address_is_answered_for_its_own_moment(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    assert ask(public_client, f"{OURS}{CHART}?as_at=2024-01-01").status_code == 200
    before = ask(public_client, f"{OURS}{CHART}?as_at=1950-01-01")
    assert before.status_code == 404
    assert before.content == ask(public_client, OURS + UNKNOWN).content
    for wrong in ("as_at=yesterday", "as_at=2999-01-01", "theme=pink", "lang=fr", "per=hour"):
        for path in (CHART, UNKNOWN):
            assert ask(public_client, f"{OURS}{path}?{wrong}").status_code == 400


def test_only_json_and_xml_are_spoken(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    for path in (CHART, UNKNOWN):
        assert ask(public_client, OURS + path, format="yaml").status_code == 501
        assert ask(public_client, OURS + path, format="JSON").status_code == 501


MALFORMED = (
    "", "   ", f"charts/{SLUG}/", CHART, f"//localhost:8000{CHART}",
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "https:///charts/",
    f"ftp://localhost:8000{CHART}", f"{OURS}{CHART}\n", f"{OURS}{CHART}\x00", f"{OURS}/a b/",
    f"{OURS}{CHART}\u0085", f"{OURS}{CHART}?q=<script>", f"{OURS}\\@evil.example{CHART}",
    f"{OURS}{CHART}?{'x' * 3000}", f"{OURS}{CHART}?{'a=1&' * 100}", f" {OURS}{CHART}",
)  # fmt: skip
NOT_OURS = (
    f"https://evil.example{CHART}",
    f"http://localhost:8000@evil.example{CHART}", f"http://evil.example@localhost:8000{CHART}",
    f"http://user:secret@localhost:8000{CHART}", f"http://localhost:8001{CHART}",
    f"http://localhost{CHART}", f"http://localhost:08000{CHART}", f"https://localhost:8000{CHART}",
    f"HTTP://LOCALHOST:8000{CHART}", f"http://localhost.:8000{CHART}",
    f"http://localhost:8000.evil.example{CHART}", f"http://127.0.0.1:8000{CHART}",
    f"http://lоcalhost:8000{CHART}", f"http://xn--lcalhost-8gg:8000{CHART}",
    f"http://localhost%3A8000{CHART}", f"http://localhost:8000%2Fcharts/{CHART}",
    f"{OURS}/charts%2F{SLUG}/", f"{OURS}/charts/{SLUG}%2F", f"{OURS}/charts/%72{SLUG[1:]}/",
    f"{OURS}/charts/../charts/{SLUG}/", f"{OURS}//charts/{SLUG}/", f"{OURS}/CHARTS/{SLUG}/",
    f"{OURS}/charts/{SLUG.upper()}/", f"{OURS}/charts/{SLUG}/embed/embed/",
    f"{OURS}{RELEASE}embed/", f"{OURS}/", f"{OURS}/charts/", f"{OURS}/admin/", f"{OURS}/figures/x/",
    f"{OURS}/oembed/?url={OURS}/oembed/?url={OURS}{CHART}", f"{OURS}/charts/{'a' * 200}/",
    f"https://evil.example/?{OURS}{CHART}", f"https://evil.example/#{OURS}{CHART}",
)  # fmt: skip


@pytest.mark.parametrize("url", MALFORMED)
def test_a_malformed_address_is_refused_with_a_sentence(
    content_world: Any, public_client: clients.SiteClient, url: str
) -> None:
    response = ask(public_client, url)
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("text/plain")
    assert url.strip() == "" or url.strip() not in response.content.decode()


def test_no_address_at_all_is_refused(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    assert public_client.get("/oembed/").status_code == 400
    for size in ("-1", "0", "x", "1e3", "10.5", "٣٠٠", "9" * 40):
        assert ask(public_client, OURS + CHART, maxwidth=size).status_code == 400
        assert ask(public_client, OURS + UNKNOWN, maxheight=size).status_code == 400


@pytest.mark.parametrize("url", NOT_OURS)
def test_el_34_what_is_not_ours_is_as_what_does_not_exist(
    content_world: Any, public_client: clients.SiteClient, url: str
) -> None:
    response, never = ask(public_client, url), ask(public_client, OURS + UNKNOWN)
    assert response.status_code == never.status_code == 404
    assert response.content == never.content
    assert response.headers == never.headers


def test_el_34_a_withdrawn_release_is_as_one_that_never_existed(
    world: Any, public_client: clients.SiteClient
) -> None:
    from tests import factories

    edition = factories.edition(release=factories.release(slug="taken-back"), title="Taken back")
    factories.archived(edition)
    address = f"{OURS}/releases/taken-back/"
    assert ask(public_client, address).json()["title"] == "Taken back"
    publishing.withdraw(Release.objects.get(slug="taken-back"), by="chief", reason="A court asks.")
    gone, never = ask(public_client, address), ask(public_client, f"{OURS}/releases/never/")
    assert gone.status_code == 404
    assert gone.content == never.content
    assert gone.headers == never.headers


def test_pages_lead_to_it_in_their_head_and_in_their_headers(
    content_world: Any, public_client: clients.SiteClient
) -> None:
    for path, state in ((CHART, ""), (RELEASE, ""), (CHART, "?as_at=2024-01-01")):
        response = public_client.get(path + state)
        head = BeautifulSoup(response.content, "html.parser").head
        for kind, name in (("application/json+oembed", "json"), ("text/xml+oembed", "xml")):
            (link,) = head.find_all("link", rel="alternate", type=kind)
            assert parse_qs(urlsplit(link["href"]).query) == {
                "url": [OURS + path + state], "format": [name]
            }  # fmt: skip
            assert link["title"]
            assert f'<{link["href"]}>; rel="alternate"; type="{kind}"' in response.headers["Link"]
            followed = public_client.get(link["href"].removeprefix(OURS))
            assert followed.status_code == 200
            assert state.removeprefix("?") in followed.content.decode()
        assert ('rel="original"' in response.headers["Link"]) == bool(state)


def test_xml_has_no_character_that_it_can_not_hold() -> None:
    markup = oembed.written({"title": "A <b> & \x0b\ufffe” c"}, "xml")
    assert ET.fromstring(markup)[0].text == "A <b> & ” c"  # noqa: S314
    assert json.loads(oembed.written({"title": "\x0b<"}, "json")) == {"title": "\x0b<"}


def test_a_former_address_is_answered_with_the_present_one(
    world: Any, public_client: clients.SiteClient
) -> None:
    test_addresses.renamed(test_addresses.a_chart(), "second")
    answer = ask(public_client, f"{OURS}/charts/first/?theme=dark").json()
    src = frame_of(answer["html"])["src"]
    assert src == f"{OURS}/charts/second/embed/?tab=chart&theme=dark"
