"""Corrections, planned revisions and withdrawals, as people and their programs read them."""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.db import transaction
from django.utils import timezone

from operations.models import Observation
from releases import publishing
from releases.models import Edition, Publisher
from tests import factories
from tests.harness import clients, databases
from tests.releases.test_row_security import wait_until

DAY = timedelta(days=1)
WRONG, RIGHT = "5,287 arrests", "5,827 arrests"
FIGURE = "/figures/bcdfghjkmnpq/"


def at(days: int) -> str:
    """A past moment, as an address asks for it."""
    return f"?as_at={timezone.now() - days * DAY:%Y-%m-%dT%H:%MZ}"


def released(slug: str, value: int, **fields: Any) -> Observation:
    """A figure of a release of its own, public for ten days."""
    release = factories.release(slug=slug)
    release.topics.add(factories.topic(slug=f"{slug}-topic", name=f"About {slug}"))
    edition = factories.edition(release=release, title=f"Title of {slug}")
    figure = factories.observation(edition, f"{value} arrests", value=value, **fields)
    factories.archived(edition, published_from=timezone.now() - 10 * DAY)
    return figure


def restated(figure: Observation, value: int, kind: str, why: str) -> Edition:
    """A draft that states the figure anew."""
    draft = publishing.correct(figure.release, by="writer", reason=why, kind=kind)
    factories.observation(
        draft, f"{value} arrests", value=value, metric=figure.metric, figure_id=figure.figure_id
    )
    return draft


def changed(figure: Observation, value: int, kind: str, why: str, *, days: int) -> None:
    """The same, public for ``days``; in the transaction that took the figure over."""
    factories.archived(
        restated(figure, value, kind, why), published_from=timezone.now() - days * DAY
    )


@transaction.atomic
def slipped() -> Observation:
    """A figure that was 5,287 for five days, and has been 5,827 for five."""
    metric = factories.metric(slug="arrests-made")
    figure = released("slipped", 5287, figure_id="bcdfghjkmnpq", metric=metric)
    factories.chart([metric], slug="drawn", release=figure.release)
    changed(figure, 5827, "correction", "Two digits had changed places.", days=5)
    return figure


@pytest.fixture(scope="module")
def content_world(
    cluster: databases.Databases, blank: databases.World, django_db_blocker: Any
) -> Iterator[databases.World]:
    """In place of the site's content: a correction, a planned revision and a withdrawal."""
    made = cluster.make("changes", template=blank.database)
    with django_db_blocker.unblock(), databases.pointed_at(made):
        slipped()
        with transaction.atomic():
            changed(released("planned", 100), 110, "revision", "The yearly revision.", days=2)
            taken_back = released("taken-back", 70461)
            released("never-changed", 3)
        publishing.withdraw(taken_back.release, by="approver", reason="A court has asked for it.")
        yield made
    cluster.drop(made)


class TestWhereItStands:
    def test_each_page_says_what_it_was_and_what_it_is_when_and_why(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        day = f"{timezone.localtime() - 5 * DAY:%-d %B %Y}"
        for page in (FIGURE, "/releases/slipped/", "/metrics/arrests-made/", "/charts/drawn/"):
            body = public_client.get(page).content.decode()
            assert WRONG in body, page
            assert RIGHT in body, page
            assert day in body, page
        for page in (FIGURE, "/releases/slipped/"):
            body = public_client.get(page).content.decode()
            assert "Two digits had changed places." in body
            assert ">Corrected</strong>" in body
            assert "Revised as planned</strong>" not in body

    def test_a_plan_and_an_error_are_marked_differently(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        body = public_client.get("/releases/planned/").content.decode()
        assert "govuk-tag--blue" in body
        assert "govuk-tag--red" not in body
        assert "Revised as planned" in body
        assert ">Corrected</strong>" not in body

    def test_before_it_nothing_tells_of_it(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        for page in (FIGURE, "/releases/slipped/", "/metrics/arrests-made/"):
            body = public_client.get(page + at(7)).content.decode()
            assert WRONG in body, page
            assert RIGHT not in body, page
            assert "Two digits" not in body, page

    def test_each_version_leads_to_the_page_as_it_was(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        for page in (FIGURE, "/releases/slipped/"):
            body = public_client.get(page).content.decode()
            links = set(re.findall(rf'href="({page}\?as_at=[^"]+)"', body))
            shown = {
                (WRONG in body, RIGHT in body)
                for link in links
                for body in [public_client.get(link).content.decode()]
            }
            assert shown == {(True, False), (True, True)}, page


class TestCitation:
    @pytest.mark.parametrize("page", [FIGURE, "/releases/slipped/", "/charts/drawn/"])
    def test_it_stands_in_fields_at_an_address_that_answers(
        self, content_world: databases.World, public_client: clients.SiteClient, page: str
    ) -> None:
        body = public_client.get(page).content.decode()
        fields = dict(re.findall(r'<textarea[^>]* id="([^"]+)"[^>]*>([^<]*)</textarea>', body))
        assert {"citation", "citation-html", "citation-caption"} <= set(fields)
        for name in ("citation", "citation-html", "citation-caption"):
            assert "edition 2, corrected on" in fields[name], name
            if page != "/releases/slipped/":
                assert WRONG in fields[name], name
        (address,) = set(re.findall(r"https?://[^/]+(/\S+\?as_at=[^\s,&]+)", fields["citation"]))
        assert address.startswith(page)
        cited = public_client.get(address)
        assert cited.status_code == 200
        assert RIGHT in cited.content.decode()

    def test_its_standing_is_a_sentence(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        for page, words in (
            (FIGURE, "Corrected: an error in it was put right on"),
            ("/releases/slipped/", "Corrected: edition 2 took the place of edition 1"),
            ("/releases/planned/", "Revised as planned: edition 2 took the place of edition 1"),
            ("/charts/drawn/", "Corrected: an error in one of its figures was put right on"),
        ):
            assert words in public_client.get(page).content.decode(), page
        then = public_client.get("/releases/slipped/" + at(7)).content.decode()
        assert "Current: this is the first edition" in then
        assert "See what it says now" in then

    def test_el_36_machines_read_a_correction_and_no_other_date_of_change(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        def article(page: str) -> dict[str, Any]:
            body = public_client.get(page).content.decode()
            (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)
            told: dict[str, Any] = json.loads(found)
            return told

        told = article("/releases/slipped/")
        (correction,) = told["correction"]
        assert correction["text"] == "Two digits had changed places."
        assert told["dateModified"] == correction["datePublished"]
        assert told["sdPublisher"]["correctionsPolicy"].endswith("/corrections/")
        assert "dateModified" not in article("/releases/slipped/" + at(7))


class TestRegister:
    def test_it_lists_every_kind_with_the_figures_that_changed(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        body = public_client.get("/corrections/").content.decode()
        told = re.findall(r'listing__title"><a[^>]*>([^<]+)<', body)
        assert told == ["Title of taken-back", "Title of planned", "Title of slipped"]
        for words in (
            WRONG, RIGHT, "100 arrests", "110 arrests", "The yearly revision.",
            "A court has asked for it.",
        ):  # fmt: skip
            assert words in body
        assert "70,461" not in body

    @pytest.mark.parametrize(
        ("asked", "slugs"),
        [
            ("kind=correction", ["slipped"]),
            ("kind=revision", ["planned"]),
            ("kind=withdrawal", ["taken-back"]),
            ("topic=planned-topic", ["planned"]),
        ],
    )
    def test_it_can_be_narrowed(
        self,
        content_world: databases.World,
        public_client: clients.SiteClient,
        asked: str,
        slugs: list[str],
    ) -> None:
        body = public_client.get(f"/corrections/?{asked}").content.decode()
        assert re.findall(r'listing__title"><a[^>]* href="/releases/([^/]+)/', body) == slugs
        feed = feedparser.parse(public_client.get(f"/corrections.atom?{asked}").content)
        assert [entry.link.split("/")[-2] for entry in feed.entries] == slugs

    def test_el_20_a_choice_finds_something(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        body = public_client.get("/corrections/").content.decode()
        assert "never-changed-topic" not in body
        slug = Publisher.objects.get(releases__slug="slipped").slug
        assert f'value="{slug}"' in body
        found = public_client.get(f"/corrections/?publisher={slug}").content.decode()
        assert "Title of slipped" in found
        assert "Title of planned" not in found

    def test_what_cannot_be_chosen_is_an_error(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        page = public_client.get("/corrections/?kind=secret").content.decode()
        assert "govuk-error-summary" in page
        assert "Title of" not in page
        assert public_client.get("/corrections.atom?kind=secret").status_code == 400

    def test_el_52_el_54_the_past_tells_of_its_own_changes_alone(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        then = public_client.get("/corrections/" + at(3)).content.decode()
        assert "Title of slipped" in then
        assert "Title of planned" not in then
        assert "taken-back" not in then
        gone = public_client.get("/releases/taken-back/" + at(3))
        assert gone.status_code == 410
        entries = feedparser.parse(public_client.get("/corrections.atom" + at(7)).content).entries
        assert entries == []

    def test_nothing_changed_is_said(
        self, world: databases.World, public_client: clients.SiteClient
    ) -> None:
        assert (
            "has been changed or withdrawn" in public_client.get("/corrections/").content.decode()
        )


class TestFeed:
    def test_a_reader_understands_it(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        answer = public_client.get("/corrections.atom")
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = feedparser.parse(answer.content)
        assert not feed.bozo
        assert feed.version == "atom10"
        assert [entry.tags[0].term for entry in feed.entries] == [
            "withdrawal", "revision", "correction",
        ]  # fmt: skip
        newest, *_, oldest = feed.entries
        assert newest.title == "Withdrawn: Title of taken-back"
        assert "A court has asked for it." in newest.summary
        assert "was 5,287 arrests, is 5,827 arrests" in oldest.summary
        assert feed.feed.updated_parsed == newest.updated_parsed
        assert all(entry.published == entry.updated for entry in feed.entries)

    def test_its_names_are_for_ever_and_no_slug_or_number_of_ours(
        self, content_world: databases.World, public_client: clients.SiteClient
    ) -> None:
        feed = feedparser.parse(public_client.get("/corrections.atom").content)
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == 3
        for name in ids:
            assert re.fullmatch(
                r"tag:[a-z0-9.-]+,2026:release/[0-9a-f-]{36}/(edition/\d+|withdrawal)", name
            )
            assert not re.search("slipped|planned|taken-back", name)

    def test_el_31_one_without_entries_is_the_same_at_every_moment(
        self, world: databases.World, public_client: clients.SiteClient
    ) -> None:
        feed = feedparser.parse(public_client.get("/corrections.atom").content)
        assert not feed.bozo
        assert feed.feed.updated == datetime(2026, 1, 1, tzinfo=UTC).isoformat()


def test_el_17_el_31_el_52_a_correction_to_come_changes_no_byte_until_it_is_public(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    """Draft, submitted, scheduled: the same bytes. Then all of it, everywhere, at once."""
    wrong = slipped()
    pages = ("/corrections/", "/corrections.atom", FIGURE, "/releases/slipped/", "/charts/drawn/",
             "/metrics/arrests-made/")  # fmt: skip

    def answers() -> list[tuple[int, bytes]]:
        return [(one.status_code, one.content) for one in map(public_client.get, pages)]

    began = time.monotonic()
    before = answers()
    taken = time.monotonic() - began
    draft = restated(wrong, 7340033, "revision", "The quillfern revision.")
    assert answers() == before
    # As far ahead as a slow machine needs to look twice.
    draft.embargo_until = timezone.now() + timedelta(seconds=5 + 4 * taken)
    draft.save()
    moment = factories.approved(draft)
    told, scheduled = told_by_the_database(world, draft), answers()
    assert timezone.now() < moment, "Too slow to have looked before it was public."
    assert told == (1, 2, 2, 0)
    assert scheduled == before
    wait_until(world, moment + timedelta(milliseconds=50))
    assert told_by_the_database(world, draft) == (2, 3, 3, 1)
    for page, (status, body) in zip(pages, answers(), strict=True):
        assert status == 200
        assert b"7,340,033" in body, page
        if not page.startswith(("/charts/", "/metrics/")):
            assert b"quillfern" in body, page
    chart = public_client.get("/charts/drawn/").content.decode()
    assert "Revised as planned: a planned revision changed one of its figures at" in chart


def told_by_the_database(world: databases.World, edition: Edition) -> tuple[int, ...]:
    """How many rows each function tells the public login of, whatever code asks it.

    Changes, versions of the figure, editions of the release, figures of ``edition`` itself.
    """
    with world.connect("public") as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {function}", asked).fetchone()
            for function, asked in (
                ("public_changes()", []),
                ("figure_versions(%s, false)", [["bcdfghjkmnpq"]]),
                ("edition_versions(%s)", [edition.release_id]),
                ("figures_stated_in(%s)", [[edition.pk]]),
            )
        ]
        ends = connection.execute(
            "SELECT count(*) FROM figure_versions(%s, false) WHERE ended_at > now()",
            [["bcdfghjkmnpq"]],
        ).fetchone()
        assert ends == (0,), "A planned end is told."
    return tuple(count[0] for count in counts if count)


def test_the_register_asks_as_often_however_much_changed(
    world: databases.World, public_client: clients.SiteClient, count_queries: Callable[[], Any]
) -> None:
    def counts() -> list[int]:
        found = []
        for page in ("/corrections/", "/corrections.atom"):
            with count_queries() as queries:
                assert public_client.get(page).status_code == 200
            found.append(len(queries))
        return found

    slipped()
    few = counts()
    for number in range(4):
        with transaction.atomic():
            figure = released(f"more-{number}", 10 + number)
            for year in (1, 2):
                changed(figure, 20 * year, "revision", "Once a year.", days=5 - year)
    assert counts() == few
    assert max(few) < 20
