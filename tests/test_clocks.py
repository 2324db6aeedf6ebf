"""Two clocks that disagree: the earlier one counts, staff and the watch over the machines know.

EL-58 and EL-59: a web server whose clock is wrong is started for real, beside a database whose
clock is right. The other way round is the same comparison, and is tried on the rule itself.
"""

import logging
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from npcc_site import clocks, views
from npcc_site.clocks import Clocks
from npcc_site.middleware import begin_moment
from tests import factories
from tests.harness import databases, wrong_clocks
from tests.harness.clients import SiteClient
from tests.harness.databases import World

NOON = datetime(2025, 7, 1, 11, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = 3600


@pytest.mark.parametrize(
    ("here", "apart", "now"),
    [
        (NOON, False, NOON),
        (NOON + 5 * SECOND, False, NOON),
        (NOON - 5 * SECOND, False, NOON),
        (NOON + 5.001 * SECOND, True, NOON),
        (NOON - 5.001 * SECOND, True, NOON - 5.001 * SECOND),
        (NOON + timedelta(days=1), True, NOON),
        (NOON - timedelta(days=1), True, NOON - timedelta(days=1)),
    ],
)
def test_el_59_the_earlier_clock_counts_where_they_are_more_than_5_s_apart(
    here: datetime, apart: bool, now: datetime
) -> None:
    both = Clocks(here=here, database=NOON)
    assert (both.are_apart, both.now) == (apart, now)


def test_an_error_is_logged_once_a_minute(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clocks, "_last_error", None)
    ticks = iter([100.0, 101.0, 159.0, 161.0])
    monkeypatch.setattr(clocks.time, "monotonic", lambda: next(ticks))
    apart = Clocks(here=NOON, database=NOON + timedelta(hours=1))
    with caplog.at_level(logging.ERROR):
        for _ in range(4):
            clocks.log_if_apart(apart)
        clocks.log_if_apart(Clocks(here=NOON, database=NOON))
    assert caplog.text.count("clocks of web server and database differ") == 2


# --- who is told ---------------------------------------------------------------------------------


def slow_by(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    real = timezone.now
    monkeypatch.setattr(clocks.timezone, "now", lambda: real() - by)
    monkeypatch.setattr(clocks, "_last_error", None)


def test_el_58_every_staff_page_says_so_and_the_readiness_check_fails(
    world: World,
    public_client: SiteClient,
    staff_client: SiteClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    factories.archived(factories.edition(), published_from=timezone.now() - timedelta(days=1))
    pages = ("/admin/", "/admin/releases/edition/", "/admin/operations/intake/add/", "/releases/")
    for page in pages:
        assert "The clocks disagree" not in staff_client.get(page).content.decode(), page
    slow_by(monkeypatch, timedelta(hours=1))
    for page in pages:
        assert "The clocks disagree" in staff_client.get(page).content.decode(), page
    assert "clocks" not in public_client.get("/releases/").content.decode()
    for client in (public_client, staff_client):
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.content == b"The clocks of web server and database differ.\n"


@pytest.mark.parametrize("slow", [timedelta(0), timedelta(hours=1), timedelta(hours=-1)])
def test_el_59_the_policies_answer_for_the_instant_of_the_page(
    world: World, public_connection: Any, monkeypatch: pytest.MonkeyPatch, slow: timedelta
) -> None:
    """What no queryset chooses (the versions of a figure) goes by the database's own instant."""
    slow_by(monkeypatch, slow)
    for as_at in (None, timezone.now() - timedelta(days=1), NOON):
        with databases.as_default(public_connection), transaction.atomic():
            at = begin_moment(as_at)
            with connection.cursor() as cursor:
                cursor.execute("SELECT visible_at()")
                assert cursor.fetchone() == (at,)


def test_el_69_readiness_is_one_word_or_one_sentence_and_tells_nothing_else(
    world: World,
    public_client: SiteClient,
    staff_client: SiteClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = [public_client.get("/readyz"), staff_client.get("/readyz")]
    factories.published(factories.edition(embargo_until=timezone.now() + timedelta(hours=1)))
    after = [public_client.get("/readyz"), staff_client.get("/readyz")]
    assert [answer.content for answer in before + after] == [b"ok\n"] * 4
    assert [dict(answer.headers) for answer in before] == [dict(one.headers) for one in after]

    def refuse() -> Clocks:
        raise OperationalError("connection to server at 192.0.2.1 failed")

    monkeypatch.setattr(views, "read_clocks", refuse)
    for client in (public_client, staff_client):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"The database can't be reached.\n")


# --- a real server whose clock is wrong ----------------------------------------------------------


def ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_el_58_a_server_whose_clock_is_an_hour_fast_is_on_time_and_says_so(
    world: World, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with (
        log.open("wb") as output,
        wrong_clocks.public_site(world, seconds_ahead=HOUR, stderr=output) as origin,
    ):
        moment = timezone.now() + 5 * SECOND
        factories.published(factories.edition(title="At its moment", embargo_until=moment))
        unseen, seen = followed(f"{origin}/releases/", "At its moment", since=moment)
        assert seen >= moment
        assert unseen < moment + SECOND
        assert ask(f"{origin}/readyz") == (503, "The clocks of web server and database differ.\n")
        later = f"{moment + timedelta(minutes=30):%Y-%m-%dT%H:%M:%SZ}"
        assert ask(f"{origin}/releases/?as_at={later}")[0] == 400
    assert "The clocks of web server and database differ by -" in log.read_text()


def test_el_58_a_server_whose_clock_is_an_hour_slow_is_late_and_never_early(world: World) -> None:
    now = timezone.now()
    early = factories.edition(title="Before the slow hour")
    factories.archived(early, published_from=now - timedelta(hours=2))
    late = factories.edition(title="Within the slow hour")
    factories.archived(late, published_from=now - timedelta(minutes=30))
    with wrong_clocks.public_site(world, seconds_ahead=-HOUR) as origin:
        status, page = ask(f"{origin}/releases/")
        assert status == 200
        assert "Before the slow hour" in page
        assert "Within the slow hour" not in page
        past = f"{now - timedelta(minutes=20):%Y-%m-%dT%H:%M:%SZ}"
        assert ask(f"{origin}/releases/?as_at={past}")[0] == 400
        assert ask(f"{origin}/readyz")[0] == 503


def followed(address: str, words: str, *, since: datetime) -> tuple[datetime, datetime]:
    """When a page was last asked for in vain, and when the first answer with the words had come.

    By the right clock; asked all the time until half a minute after ``since``.
    """
    unseen = datetime.min.replace(tzinfo=UTC)
    while (asked := timezone.now()) < since + 30 * SECOND:
        if words in ask(address)[1]:
            return unseen, timezone.now()
        unseen = asked
        time.sleep(0.02)
    pytest.fail(f"{address} still tells nothing of it.")
