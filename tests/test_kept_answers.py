"""Answers kept in memory: never one of before, never one of another, and none that tells."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from npcc_site import kept_answers, middleware
from operations.models import Chart, Evidence, Metric, Operation
from releases import publishing
from releases.models import Edition, Topic
from releases.published import database_now
from tests import factories
from tests.harness import clients
from tests.harness.databases import World
from tests.test_query_counts import PAGES, Grown, grown

__all__ = ["grown"]  # a fixture

Count = Callable[[], CaptureQueriesContext]


@pytest.fixture
def public_release(world: World) -> Edition:
    edition = factories.edition(release=factories.release(slug="the-release"), title="Old")
    metric = factories.metric(slug="the-metric")
    factories.observation(edition, metric=metric, words="seven")
    factories.chart([metric], slug="the-chart", release=edition.release)
    return factories.archived(edition)


def state(public: Any) -> str:
    row = public.execute("SELECT public_state()").fetchone()
    return str(row[0])


@contextmanager
def changes_the_state(world: World, changes: bool) -> Iterator[None]:
    with world.connect("public") as public:
        before = state(public)
        yield
        assert (state(public) != before) is changes


def test_the_second_answer_is_the_first_and_asks_one_thing(
    public_release: Edition, public_client: clients.SiteClient, count_queries: Count
) -> None:
    for address in ("/releases/the-release/", "/charts/the-chart/", "/", "/charts/the-chart.csv"):
        first = public_client.get(address)
        with count_queries() as queries:
            second = public_client.get(address)
            head = public_client.head(address)
        assert len(queries) == 2, address
        assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))
        assert dict(head.headers) == dict(first.headers)
        assert head.content == b""
        again = public_client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304


def edits(edition: Edition) -> dict[str, Callable[[], Any]]:
    """Acts after which some public answer is another at once."""
    metric = Metric.objects.get(slug="the-metric")
    topic = _public_topic()
    return {
        "words of a metric": lambda: Metric.objects.update(definition="Others."),
        "a topic of a metric": lambda: metric.topics.add(topic),
        "a topic of a release": lambda: edition.release.topics.add(topic),
        "words of a chart": lambda: Chart.objects.update(title="Others"),
        "a line of a chart": lambda: Chart.objects.get().lines.update(label="Others"),
        "where words stand": lambda: Evidence.objects.update(start=0, end=5),
        "something from an archive": lambda: factories.archived(factories.edition()),
        "a withdrawal": lambda: publishing.withdraw(
            edition.release, by="x", reason="It was wrong."
        ),
    }


def _public_topic() -> Topic:
    """One that came with another release."""
    edition = factories.edition()
    topic = factories.topic()
    edition.release.topics.add(topic)
    factories.archived(edition)
    topic.refresh_from_db()
    return topic


ACTS = (
    "words of a metric", "a topic of a metric", "a topic of a release", "words of a chart",
    "a line of a chart", "where words stand", "something from an archive", "a withdrawal",
)  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_the_state_is_another_after_each_act_that_shows(
    world: World, public_release: Edition, act: str
) -> None:
    acts = edits(public_release)
    with changes_the_state(world, True):
        acts[act]()


def test_the_acts_are_all_tried(public_release: Edition) -> None:
    assert set(edits(public_release)) == set(ACTS)


def test_no_answer_of_before_is_given_after(
    public_release: Edition, public_client: clients.SiteClient
) -> None:
    assert b"Old" in public_client.get("/releases/the-release/").content
    publishing.withdraw(public_release.release, by="x", reason="It was wrong.")
    gone = public_client.get("/releases/the-release/")
    assert gone.status_code == 410
    assert b"It was wrong." in gone.content


def test_a_release_comes_out_at_its_moment_though_the_list_is_kept(
    world: World, public_client: clients.SiteClient
) -> None:
    draft = factories.edition(title="Quillfern")
    for _ in range(2):
        assert b"Quillfern" not in public_client.get("/releases/").content
    due = factories.approved(draft)
    with world.connect("owner") as owner:
        while database_now() < due:
            assert b"Quillfern" not in public_client.get("/releases/").content
            owner.execute("SELECT pg_sleep(0.2)")
    assert b"Quillfern" in public_client.get("/releases/").content


def test_el_42_50_nothing_hidden_changes_the_state(world: World, public_release: Edition) -> None:
    """Or how long an answer takes would tell of drafts, approvals and moved embargoes."""
    with changes_the_state(world, False):
        later = timezone.now() + timedelta(hours=1)
        edition = factories.edition(embargo_until=later)
        metric = factories.metric()
        metric.topics.add(factories.topic())
        factories.observation(edition, metric=metric)
        factories.quotation(edition)
        factories.chart([metric], release=edition.release)
        operation = factories.operation()
        operation.releases.add(edition.release)
        factories.approved(edition)
        publishing.move(edition, by="x", embargo_until=later + timedelta(hours=1), reason="Later.")
        publishing.unschedule(edition, by="x")
        Operation.objects.filter(pk=operation.pk).update(name="Other")
        draft = publishing.correct(public_release.release, by="x", reason="To come.")
        Edition.objects.filter(pk=draft.pk).update(title="New", embargo_until=later)
        factories.approved(draft)


def test_the_state_can_be_asked_for_no_other_moment(world: World, public_release: Edition) -> None:
    draft = factories.edition(embargo_until=timezone.now() + timedelta(hours=1))
    factories.approved(draft)
    with world.connect("public") as public:
        now = state(public)
        for moment in ("2999-01-01", "2001-01-01"):
            public.execute("SELECT set_config('site.as_at', %s, false)", [moment])
            assert state(public) == now


def test_a_preview_is_kept_by_nobody() -> None:
    from npcc_site.settings import public_site, staff_site

    name = "npcc_site.kept_answers.KeptAnswers"
    assert name in public_site.MIDDLEWARE
    assert name not in staff_site.MIDDLEWARE


def test_a_wrong_host_is_refused_though_the_page_is_kept(
    public_release: Edition, public_client: clients.SiteClient
) -> None:
    assert public_client.get("/").status_code == 200
    assert public_client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_what_is_no_page_is_not_kept(
    public_release: Edition, public_client: clients.SiteClient, count_queries: Count
) -> None:
    today = f"/releases/?as_at={timezone.localdate()}"
    for address in ("/nothing/", "/calendar/", "/record/", today):
        public_client.get(address)
        with count_queries() as queries:
            public_client.get(address)
        assert len(queries) != 1, address


def test_answers_are_kept_apart_by_what_they_say_they_vary_by(
    public_release: Edition, public_client: clients.SiteClient
) -> None:
    for accept, status in (("application/json", 200), ("text/html", 406)) * 2:
        answer = public_client.get("/api/v1/releases/", headers={"accept": accept})
        assert answer.status_code == status


def test_clocks_that_differ_keep_nothing(
    public_release: Edition, public_client: clients.SiteClient, monkeypatch: Any,
    count_queries: Count,
) -> None:  # fmt: skip
    public_client.get("/")
    ahead = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(kept_answers, "this_servers_clock", lambda: ahead)
    with count_queries() as queries:
        public_client.get("/")
    assert len(queries) > 2


def test_what_is_kept_does_not_depend_on_the_time(
    grown: Grown, public_connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every route the same bytes at a later second, while nothing has changed."""
    grown.grow(2)
    begin = middleware.begin_moment
    bodies: dict[str, set[bytes]] = {}
    first = database_now() + timedelta(seconds=1)
    for at in (first, first + timedelta(seconds=2)):
        while database_now() < at:
            time.sleep(0.1)
        monkeypatch.setattr(middleware, "begin_moment", lambda asked, at=at: begin(asked or at))
        with override_settings(**clients.PUBLIC):
            client = clients.SiteClient(clients.PUBLIC, public_connection)
            for name, address in PAGES.items():
                if not address.startswith(kept_answers.NEVER):
                    answer = client.get(address)
                    assert answer.status_code == 200, name
                    bodies.setdefault(name, set()).add(b"" if answer.streaming else answer.content)
    assert [name for name, found in bodies.items() if len(found) > 1] == []
    assert len(bodies) > 20
