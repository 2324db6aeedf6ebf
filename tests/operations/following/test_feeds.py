"""Feeds and calendars, read from the real server by other people's programs."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import feedparser
import icalendar
import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from operations.models import Observation, Phase
from releases import publishing
from tests import factories
from tests.harness import clients, databases, servers

DAY = timedelta(days=1)
FIGURE = "bcdfghjkmnpq"
LATER = "bcdfghjkmnpr"
HIDDEN = "quillfern"

# Every feed of the world below without its ending, and how many entries it has.
FEEDS = {
    "/feed": 3,
    "/corrections": 1,
    "/operations/blade/feed": 2,
    "/topics/knives/feed": 2,
    "/organisations/mercia/feed": 1,
    "/metrics/arrests-made/feed": 2,
    f"/figures/{FIGURE}/feed": 3,
    "/people/ann-other/feed": 1,
}
ATTACHED = re.compile(r"tag:localhost,2026:[A-Za-z0-9/?=&%._-]+")


def released(slug: str, days: int, **figure: Any) -> Observation:
    release = factories.release(slug=slug, source_url=f"https://force.example/{slug}")
    edition = factories.edition(release=release, title=f"Title of {slug} & more")
    made = factories.observation(edition, f"{figure['value']} arrests", **figure)
    factories.archived(edition, published_from=timezone.now() - days * DAY)
    return made


@transaction.atomic
def told() -> None:
    """A figure that was corrected and then replaced, phases, a person, and a hidden release."""
    topic = factories.topic(slug="knives", name="Knife crime")
    operation = factories.operation(slug="blade", name="Blade", summary="Against knives.")
    metric = factories.metric(slug="arrests-made", name="Arrests made")
    force = factories.organisation(slug="mercia", name="Mercia")
    speaker = factories.Speaker.objects.create(slug="ann-other", name="Ann Other")
    for slug, first, last in (
        ("may", date(2023, 5, 15), date(2023, 5, 21)),
        ("november", date(2023, 11, 13), None),
        ("once", None, None),
    ):
        factories.phase(operation=operation, slug=slug, name=f"In {slug}", start=first, end=last)
    first = factories.release(slug="slipped", source_url="https://force.example/slipped")
    later = factories.release(slug="later")
    for release in (first, later):
        release.topics.add(topic)
        operation.releases.add(release)
    edition = factories.edition(release=first, title="Slipped & fell", summary="A \x0b <b>.")
    figure = factories.observation(
        edition, "5,287 arrests", value=5287, metric=metric, organisation=force, figure_id=FIGURE
    )
    factories.quotation(edition, speaker=speaker, words="We will go on")
    factories.archived(edition, published_from=timezone.now() - 10 * DAY)
    draft = publishing.correct(
        first, by="writer", reason="Two digits had changed places.", kind="correction"
    )
    factories.observation(draft, "5,827 arrests", value=5827, metric=metric, figure_id=FIGURE,
                          organisation=force)  # fmt: skip
    factories.archived(draft, published_from=timezone.now() - 5 * DAY)
    again = factories.edition(release=later, title="A later count")
    factories.observation(
        again, "6,000 arrests", value=6000, metric=metric, figure_id=LATER, revises=figure.figure_id
    )
    factories.archived(again, published_from=timezone.now() - 2 * DAY)
    released("plain", 20, value=3)
    hidden = factories.release(slug=HIDDEN)
    hidden.topics.add(topic)
    operation.releases.add(hidden)
    draft = factories.edition(release=hidden, title=HIDDEN)
    factories.observation(draft, HIDDEN, value=7, metric=metric, organisation=force)
    factories.quotation(draft, speaker=speaker, words=HIDDEN)
    factories.phase(operation=operation, slug=HIDDEN, name=HIDDEN, start=date(2024, 5, 13))


@pytest.fixture(scope="module")
def content_world(
    cluster: databases.Databases, blank: databases.World, django_db_blocker: Any
) -> Iterator[databases.World]:
    made = cluster.make("followed", template=blank.database)
    with django_db_blocker.unblock(), databases.pointed_at(made):
        told()
        yield made
    cluster.drop(made)


def ago(days: int) -> str:
    return f"?as_at={timezone.now() - days * DAY:%Y-%m-%dT%H:%MZ}"


def fetched(address: str) -> tuple[Any, bytes]:
    with urlopen(address) as answer:  # noqa: S310
        return answer.headers, answer.read()


def status_of(address: str, method: str = "GET") -> int:
    try:
        with urlopen(Request(address, method=method)) as answer:  # noqa: S310
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


class TestFeeds:
    @pytest.mark.parametrize("path", FEEDS)
    def test_el_31_75_programs_read_both_kinds_of_each(
        self, sites: servers.Sites, path: str
    ) -> None:
        atom = feedparser.parse(f"{sites.public}{path}.atom")
        assert not atom.bozo, atom.get("bozo_exception")
        assert (atom.status, atom.version) == (200, "atom10")
        headers, body = fetched(f"{sites.public}{path}.json")
        assert headers["Content-Type"] == "application/feed+json; charset=utf-8"
        assert headers["Access-Control-Allow-Origin"] == "*"
        told = json.loads(body)
        is_json_feed(told)
        assert HIDDEN not in str(atom) + str(told)
        assert len(atom.entries) == len(told["items"]) == FEEDS[path]
        assert [entry.id for entry in atom.entries] == [item["id"] for item in told["items"]]
        assert [entry.title for entry in atom.entries] == [item["title"] for item in told["items"]]
        assert [entry.link for entry in atom.entries] == [item["url"] for item in told["items"]]
        links = {(link.rel, link.href) for link in atom.feed.links}
        own = told["feed_url"].removesuffix(f"{path}.json")
        assert ("self", f"{own}{path}.atom") in links
        assert ("alternate", told["home_page_url"]) in links
        assert ("alternate", told["feed_url"]) in links
        moments = [entry.updated_parsed for entry in atom.entries]
        assert moments == sorted(moments, reverse=True)
        assert atom.feed.updated_parsed == max(moments)

    @pytest.mark.parametrize("path", FEEDS)
    def test_what_a_feed_leads_to_is_there(self, sites: servers.Sites, path: str) -> None:
        told = json.loads(fetched(f"{sites.public}{path}.json")[1])
        ours = {told["home_page_url"], *(item["url"] for item in told["items"])}
        ours |= {one["url"] for item in told["items"] for one in item.get("attachments", [])}
        for html in (item["content_html"] for item in told["items"]):
            ours |= set(re.findall(r'href="([^"]+)"', html))
        for address in ours:
            assert status_of(f"{sites.public}/{address.split('/', 3)[3]}") == 200, address

    def test_ids_are_permanent_and_tell_no_number(self, sites: servers.Sites) -> None:
        for path in FEEDS:
            told = json.loads(fetched(f"{sites.public}{path}.json")[1])
            ids = [item["id"] for item in told["items"]]
            assert len(set(ids)) == len(ids)
            assert all(ATTACHED.fullmatch(one) for one in ids)
            assert not [one for one in ids if "slipped" in one]
        again = json.loads(fetched(f"{sites.public}/topics/knives/feed.json")[1])
        everything = json.loads(fetched(f"{sites.public}/feed.json")[1])
        assert {item["id"] for item in again["items"]} < {one["id"] for one in everything["items"]}

    def test_a_corrected_release_comes_first_again_and_says_so(self, sites: servers.Sites) -> None:
        later, slipped, plain = feedparser.parse(f"{sites.public}/feed.atom").entries
        assert [later.title, slipped.title] == ["A later count", "Slipped & fell"]
        assert plain.title == "Title of plain & more"
        assert [tag.term for tag in slipped.tags] == ["correction", "Knife crime"]
        assert slipped.published_parsed < slipped.updated_parsed
        assert plain.published_parsed == plain.updated_parsed
        assert "Two digits had changed places." in slipped.summary
        (file,) = (link for link in slipped.links if link.rel == "related")
        assert file.type == "text/csv"
        assert file.href.endswith("/explore.csv?release=slipped")
        # What XML can't hold is told of, and what would be markup is not.
        assert "A \N{REPLACEMENT CHARACTER} &lt;b&gt;." in slipped.summary
        assert {"rel": "via", "href": "https://force.example/slipped"}.items() <= {
            key: link[key] for link in slipped.links if link.rel == "via" for key in link
        }.items()

    def test_a_figure_tells_what_it_was_what_it_is_and_why(self, sites: servers.Sites) -> None:
        feed = feedparser.parse(f"{sites.public}/figures/{FIGURE}/feed.atom")
        assert feed.feed.title.startswith("Figure: Arrests made: Mercia")
        assert [entry.title for entry in feed.entries] == [
            "Replaced by a later release: was 5,827 arrests, is 6,000 arrests",
            "Corrected: was 5,287 arrests, is 5,827 arrests",
            "Published: 5,287 arrests",
        ]
        replaced, corrected, first = feed.entries
        assert "Why: Two digits had changed places." in corrected.summary
        assert "5,287 arrests”" in first.summary
        assert [tag.term for tag in corrected.tags] == ["correction"]
        assert replaced.link.endswith(f"/figures/{LATER}/")

    def test_a_person_is_followed_by_their_words(self, sites: servers.Sites) -> None:
        (entry,) = feedparser.parse(f"{sites.public}/people/ann-other/feed.atom").entries
        assert entry.title == "Ann Other in “Slipped & fell”"
        assert "“We will go on …”" in entry.summary

    def test_the_list_of_releases_is_followed_as_it_is_narrowed(self, sites: servers.Sites) -> None:
        narrowed = f"{sites.public}/feed.json?organisation=mercia&topic=knives&utm=x"
        told = json.loads(fetched(narrowed)[1])
        assert [item["title"] for item in told["items"]] == ["Slipped & fell"]
        # Nothing that the answer does not depend on is repeated.
        assert told["feed_url"].endswith("/feed.json?topic=knives&organisation=mercia")
        assert told["home_page_url"].endswith("/releases/?topic=knives&organisation=mercia")
        page = fetched(f"{sites.public}/releases/?topic=knives&page=1")[1].decode()
        assert 'href="/feed.atom?topic=knives"' in page
        for wrong in ("topic=none", f"topic={HIDDEN}", "issued_from=yesterday"):
            assert status_of(f"{sites.public}/feed.atom?{wrong}") == 400
            assert 'href="/feed.atom"' in fetched(f"{sites.public}/releases/?{wrong}")[1].decode()

    def test_el_17_31_a_past_state_has_its_own_feed(self, sites: servers.Sites) -> None:
        then = json.loads(fetched(f"{sites.public}/figures/{FIGURE}/feed.json{ago(7)}")[1])
        assert [item["title"] for item in then["items"]] == ["Published: 5,287 arrests"]
        assert "?as_at=" in then["feed_url"]
        assert "?as_at=" in then["home_page_url"]
        empty = feedparser.parse(f"{sites.public}/feed.atom{ago(300)}")
        assert (empty.entries, empty.feed.updated) == ([], "2026-01-01T00:00:00+00:00")
        for gone in (f"/figures/{LATER}/feed.atom", "/operations/blade/feed.json"):
            assert status_of(f"{sites.public}{gone}{ago(300)}") == 404

    @pytest.mark.parametrize(
        "path",
        ["operations/quillfern", "topics/none", "metrics/none", "people/none", "figures/2"],
    )
    def test_what_is_not_there_has_no_feed(self, sites: servers.Sites, path: str) -> None:
        for ending in ("atom", "json", "rss"):
            assert status_of(f"{sites.public}/{path}/feed.{ending}") == 404

    def test_pages_name_their_feeds(self, sites: servers.Sites) -> None:
        for path in FEEDS:
            page = path.removesuffix("feed").rstrip("/") + "/"
            page = "/releases/" if page == "/" else page
            html = fetched(sites.public + page)[1].decode()
            head, body = html.split("</head>")
            for ending, media_type in (("atom", "atom+xml"), ("json", "feed+json")):
                link = rf'<link rel="alternate" type="application/{re.escape(media_type)}"[^>]*'
                assert re.search(link + rf'href="{path}\.{ending}"', head), (page, ending)
                assert f'href="{path}.{ending}"' in body

    def test_a_hub_is_named_where_there_is_one(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        silent = public_client.get("/feed.atom")
        assert "Link" not in silent.headers
        assert b"hub" not in silent.content
        with override_settings(WEBSUB_HUB="https://hub.example/"):
            # A process of its own, since one keeps its answers.
            public_client = clients.SiteClient(public_client.parts, public_client.connection)
            for ending in ("atom", "json"):
                answer = public_client.get(f"/feed.{ending}")
                own = f"http://localhost:8000/feed.{ending}"
                assert answer.headers["Link"] == (
                    f'<https://hub.example/>; rel="hub", <{own}>; rel="self"'
                )
            assert json.loads(answer.content)["hubs"] == [
                {"type": "WebSub", "url": "https://hub.example/"}
            ]
            feed = feedparser.parse(public_client.get("/feed.atom").content)
            assert {"rel": "hub", "href": "https://hub.example/"}.items() <= {
                key: link[key] for link in feed.feed.links if link.rel == "hub" for key in link
            }.items()


def is_json_feed(told: dict[str, Any]) -> None:
    """The rules of JSON Feed 1.1 (jsonfeed.org/version/1.1) for what our feeds have."""
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(told["title"], str)
    for key in ("home_page_url", "feed_url"):
        assert re.match("https?://", told[key])
    known = {"version", "title", "home_page_url", "feed_url", "description", "authors", "language",
             "hubs", "items"}  # fmt: skip
    assert set(told) <= known
    of_items = {"id", "url", "external_url", "title", "content_html", "date_published", "tags",
                "date_modified", "authors", "attachments"}  # fmt: skip
    for item in told["items"]:
        assert set(item) <= of_items
        assert isinstance(item["id"], str)
        assert item["id"]
        assert isinstance(item["content_html"], str)
        assert item["content_html"]
        for key in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[key]).tzinfo is not None  # RFC 3339
        assert all(set(author) & {"name", "url", "avatar"} for author in item["authors"])
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        assert all({"url", "mime_type"} <= set(one) for one in item.get("attachments", []))


class TestCalendars:
    @pytest.mark.parametrize("path", ["/phases.ics", "/operations/blade/phases.ics"])
    def test_a_calendar_reads_the_phases_that_have_a_day(
        self, sites: servers.Sites, path: str
    ) -> None:
        headers, body = fetched(sites.public + path)
        assert headers["Content-Type"] == "text/calendar; charset=utf-8"
        may, november = icalendar.Calendar.from_ical(body).walk("VEVENT")
        assert (may["SUMMARY"], may["UID"]) == ("Blade: In may", "blade.may@localhost")
        assert (may.start, may.end) == (date(2023, 5, 15), date(2023, 5, 22))
        assert (november.start, november.end) == (date(2023, 11, 13), date(2023, 11, 14))
        assert "Its last day is not recorded." in november["DESCRIPTION"]
        assert may["URL"].endswith("/operations/blade/#phase-may")
        assert (may["SEQUENCE"], may["STATUS"]) == (0, "CONFIRMED")
        assert may["DTSTAMP"].dt < datetime.now(UTC)
        assert HIDDEN not in body.decode()

    def test_pages_name_their_calendar_and_what_is_hidden_has_none(
        self, sites: servers.Sites
    ) -> None:
        assert status_of(f"{sites.public}/operations/quillfern/phases.ics") == 404
        page = fetched(f"{sites.public}/operations/blade/")[1].decode()
        assert 'href="/operations/blade/phases.ics"' in page
        assert 'href="/phases.ics"' in fetched(f"{sites.public}/operations/")[1].decode()

    def test_the_sequence_rises_with_what_the_public_could_see(
        self, world: databases.World, public_client: clients.SiteClient
    ) -> None:
        told()

        def shown(slug: str) -> Any:
            body = public_client.get("/phases.ics").content
            events = icalendar.Calendar.from_ical(body).walk("VEVENT")
            return {event["UID"].split("@")[0]: event for event in events}.get(slug)

        before = shown("blade.may")
        Phase.objects.filter(slug="may").update(end=date(2023, 5, 22), revision=9)
        Phase.objects.filter(slug="may").update(note="A note is no change of dates.")
        moved = shown("blade.may")
        assert (before["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
        assert moved["DTSTAMP"].dt > before["DTSTAMP"].dt
        assert moved.end == date(2023, 5, 23)
        # What is not public yet may be put right as often as need be: nobody can tell later.
        Phase.objects.filter(slug=HIDDEN).update(start=date(2024, 5, 20))
        assert shown(f"blade.{HIDDEN}") is None
        assert Phase.objects.get(slug=HIDDEN).revision == 0
        with connection.cursor() as cursor:
            cursor.execute("UPDATE operations_phase SET revision = 5 WHERE slug = 'may'")
        assert Phase.objects.get(slug="may").revision == 1
