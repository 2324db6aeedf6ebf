"""The calendar in public: the page, its .ics, and what the database shows of it to whom.

What they say is asked of the staff process, over one rolled-back transaction; what must stay hidden
is asked as the public login, in a world of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import psycopg
import pytest
from django.test import Client
from django.utils import timezone

from releases import publishing
from releases.announcing import amend, announce, link, take_off
from releases.models import Announcement, Edition, Notice
from releases.published import database_now
from tests import factories
from tests.harness import clients, databases
from tests.releases import entries

CALENDAR = "/calendar/"
ICS = "/calendar.ics"
A_LITTLE = timedelta(microseconds=1)
TABLES = ("releases_announcement", "releases_notice", "releases_noticechange")


def page(client: Client, address: str = CALENDAR) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def events(client: Client, address: str = ICS) -> list[Any]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


@contextmanager
def public_login(world: databases.World, as_at: datetime | None = None) -> Iterator[Any]:
    with world.connect("public") as connection:
        moment = as_at.isoformat() if as_at else ""
        connection.execute("SELECT set_config('site.as_at', %s, false)", [moment])
        yield connection


def titles(world: databases.World, as_at: datetime | None = None) -> list[str]:
    with public_login(world, as_at) as connection:
        rows = connection.execute("SELECT title FROM releases_notice ORDER BY title").fetchall()
    return [title for (title,) in rows]


# --- the page ------------------------------------------------------------------------------------


def test_nothing_announced_is_said_in_words(admin_client: Client) -> None:
    assert "Nothing is announced for this month or later." in page(admin_client)
    assert events(admin_client) == []


def test_an_entry_says_what_when_who_and_how_certain(admin_client: Client) -> None:
    publisher = entries.public_publisher(name="Exampleshire Police")
    entries.entry(
        publisher=publisher, title="Knife crime in autumn", day=date(2031, 7, 3),
        planned_time=time(9, 30), note="With figures for each district.",
    )  # fmt: skip
    shown = page(admin_client)
    assert "Knife crime in autumn" in shown
    assert "Exampleshire Police" in shown
    assert ">Confirmed</strong>" in shown
    assert '<time datetime="2031-07-03T09:30+01:00">Thursday 3 July 2031, 09:30</time>' in shown
    assert "With figures for each district." in shown
    assert '<h2 class="govuk-heading-m" id="month-2031-07">July 2031</h2>' in shown
    assert "1 entry" in shown


def test_a_moved_date_shows_what_it_was_and_why(admin_client: Client) -> None:
    yesterday = database_now() - timedelta(days=1)
    moved = {"day": date(2031, 7, 10), "reason": "A force sent its figures late."}
    entries.entry(day=date(2031, 7, 3), planned_time=time(9, 30), then=(yesterday, moved))
    shown = page(admin_client)
    assert "Thursday 10 July 2031" in shown
    assert "it was confirmed for" in shown
    assert "Thursday 3 July 2031, 09:30" in shown
    assert "A force sent its figures late." in shown


def test_the_earlier_date_stands_there_alone_as_at_an_earlier_day(admin_client: Client) -> None:
    since = database_now() - timedelta(days=4)
    moved = since + timedelta(days=2)
    after = {"day": date(2031, 7, 10), "title": "After", "reason": "Late."}
    entries.entry(since, day=date(2031, 7, 3), title="Before", then=(moved, after))
    for address in (CALENDAR, ICS):
        past = (moved - A_LITTLE).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        before = admin_client.get(f"{address}?as_at={past}").content.decode()
        assert "Before" in before
        assert "Late." not in before
        now = admin_client.get(address).content.decode()
        assert "After" in now
        assert "SUMMARY:Before" not in now


def test_the_list_is_narrowed_by_month_publisher_and_state(admin_client: Client) -> None:
    first = entries.public_publisher(slug="first")
    entries.entry(publisher=first, title="Gone by", day=date(2020, 1, 2))
    entries.entry(publisher=first, title="In summer", day=date(2031, 7, 3), state="provisional")
    entries.entry(
        title="At some time", state="provisional", day=date(2031, 6, 20),
        planned_to=date(2031, 8, 1),
    )  # fmt: skip
    entries.entry(title="Given up", day=date(2031, 9, 4), state="cancelled")
    all_of_them = {"Gone by", "In summer", "At some time", "Given up"}
    for asked, found in (
        ("", all_of_them - {"Gone by"}),
        ("?month=past", {"Gone by"}),
        ("?month=2031-07", {"In summer", "At some time"}),
        ("?month=2020-01", {"Gone by"}),
        ("?publisher=first", {"In summer"}),
        ("?publisher=first&month=past", {"Gone by"}),
        ("?state=cancelled", {"Given up"}),
        ("?state=nonsense", set()),
        ("?month=2031-10", set()),
    ):
        shown = page(admin_client, CALENDAR + asked)
        assert {title for title in all_of_them if title in shown} == found, asked


def test_el_20_a_publisher_is_a_choice_only_with_an_entry(admin_client: Client) -> None:
    entries.public_publisher(slug="without-entries")
    entries.entry(publisher=entries.public_publisher(slug="with-entries"))
    shown = page(admin_client)
    assert "with-entries" in shown
    assert "without-entries" not in shown


def test_a_release_is_linked_once_it_is_public(admin_client: Client) -> None:
    announcement = entries.entry()
    hidden, shown = factories.edition(), factories.edition()
    link(announcement, [hidden.release, shown.release], seen=announcement.version)
    factories.archived(shown)
    found = page(admin_client)
    assert shown.release.get_absolute_url() in found
    assert hidden.release.get_absolute_url() not in found
    assert shown.title not in found


# --- the .ics ------------------------------------------------------------------------------------


def test_the_file_parses_back_to_what_was_announced(admin_client: Client) -> None:
    timed = entries.entry(
        title="Commas, semicolons; and a line that is long enough to be folded twice over in it",
        day=date(2031, 7, 3), planned_time=time(9, 30),
    )  # fmt: skip
    month = entries.entry(state="provisional", day=date(2031, 8, 1), planned_to=date(2031, 8, 31))
    one, two = events(admin_client)
    assert str(one["SUMMARY"]) == timed.notices.get().title
    assert one["UID"] == f"{timed.slug}@localhost"
    assert one.start == datetime.fromisoformat("2031-07-03T09:30+01:00")
    assert one["DTSTART"].params["TZID"] == "Europe/London"
    assert one["STATUS"] == "CONFIRMED"
    assert one["DTSTAMP"].dt == timed.published_from.replace(microsecond=0)
    assert (two.start, two.end) == (date(2031, 8, 1), date(2031, 9, 1))
    assert two["STATUS"] == "TENTATIVE"
    assert two["UID"] == f"{month.slug}@localhost"
    body = admin_client.get(ICS).content
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("state", "status"),
    [("published", "CONFIRMED"), ("cancelled", "CANCELLED"), ("provisional", "TENTATIVE")],
)
def test_each_change_keeps_the_uid_and_raises_the_sequence(
    admin_client: Client, state: str, status: str
) -> None:
    since = database_now() - timedelta(hours=1)
    entries.entry(then=(since, {"state": state, "reason": "Why."}))
    (after,) = events(admin_client)
    (before,) = events(admin_client, f"{ICS}?as_at={since - A_LITTLE:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["UID"] == before["UID"]
    assert after["STATUS"] == status
    assert after["DTSTAMP"].dt == since.replace(microsecond=0)


def test_the_file_is_narrowed_by_its_address_and_a_wrong_choice_is_a_400(
    admin_client: Client,
) -> None:
    entries.entry(publisher=entries.public_publisher(slug="first"), title="First")
    entries.entry(title="Second")
    (event,) = events(admin_client, f"{ICS}?publisher=first")
    assert str(event["SUMMARY"]) == "First"
    for wrong in ("publisher=no-such", "state=draft"):
        assert admin_client.get(f"{ICS}?{wrong}").status_code == 400


def test_el_31_the_file_is_the_same_bytes_for_as_long_as_it_says_the_same(
    admin_client: Client,
) -> None:
    entries.entry()
    entries.entry(planned_time=time(9, 30))
    first = admin_client.get(ICS)
    assert admin_client.get(ICS).content == first.content


# --- nothing is derived from a release -----------------------------------------------------------


def test_el_17_el_31_no_act_on_a_hidden_release_shows_on_the_calendar(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    """Linked to an entry, then approved, moved, taken back, held: the same bytes all along."""
    announcement = entries.entry()
    embargo = timezone.now() + timedelta(hours=2)
    edition = factories.edition(title="Quillfern", embargo_until=embargo)

    def seen() -> list[bytes]:
        addresses = (CALENDAR, ICS, f"{CALENDAR}?month={entries.A_DAY:%Y-%m}")
        return [public_client.get(address).content for address in addresses]

    before = seen()
    link(announcement, [edition.release], seen=announcement.version)
    assert seen() == before
    edition = factories.published(edition)
    assert seen() == before
    later = embargo + timedelta(hours=1)
    publishing.move(edition, by="approver", embargo_until=later, reason="Later.")
    assert seen() == before
    publishing.unschedule(edition, by="approver", reason="Not yet.")
    assert seen() == before
    publishing.submit(Edition.objects.get(), by="curator")
    publishing.hold(Edition.objects.get(), by="approver", reason="Wait.")
    assert seen() == before


def test_a_withdrawn_release_loses_its_link_and_the_entry_stays_for_staff_to_decide(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    announcement = entries.entry(title="Announced")
    before = page(public_client)
    edition = factories.archived(factories.edition())
    link(announcement, [edition.release], seen=announcement.version)
    assert edition.release.get_absolute_url() in page(public_client)
    publishing.withdraw(edition.release, by="chief", reason="A court has asked.")
    assert page(public_client) == before


def test_el_02_el_54_what_was_taken_off_is_hidden_at_every_instant(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    since = database_now() - timedelta(days=4)
    again = {"title": "Quillfern", "reason": "Quillfern."}
    announcement = entries.entry(since, title="Quillfern", then=(since + timedelta(days=1), again))
    take_off(announcement, by="chief", reason="It named a child.", seen=announcement.version)
    for at in (since, since + timedelta(days=2), timezone.now()):
        assert titles(world, at) == []
        stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for address in (CALENDAR, ICS):
            body = public_client.get(f"{address}?as_at={stamp}").content.decode()
            assert "Quillfern" not in body, address
    assert "It named a child." in page(public_client)
    (event,) = events(public_client)
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"].startswith(announcement.slug)
    assert event["SEQUENCE"] > 1


# --- the database alone --------------------------------------------------------------------------


def test_el_53_the_public_login_sees_each_notice_from_its_instant_to_the_next(
    world: databases.World,
) -> None:
    since = database_now() - timedelta(days=4)
    second = since + timedelta(days=2)
    entries.entry(since, title="One", then=(second, {"title": "Two"}))
    for at, found in (
        (since - A_LITTLE, []),
        (since, ["One"]),
        (second - A_LITTLE, ["One"]),
        (second, ["Two"]),
        (timezone.now() + timedelta(days=9), ["Two"]),
    ):
        assert titles(world, at) == found, at
        assert [n.title for n in Notice.objects.standing(at)] == found, at


def test_el_25_26_a_link_to_a_hidden_release_is_no_row_for_the_public_login(
    world: databases.World,
) -> None:
    announcement = entries.entry()
    hidden = factories.edition()
    link(announcement, [hidden.release], seen=announcement.version)
    with public_login(world) as connection:
        query = "SELECT count(*) FROM releases_announcement_releases"
        assert connection.execute(query).fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT said_by FROM releases_notice")
    factories.archived(hidden)
    with public_login(world) as connection:
        assert connection.execute(query).fetchone() == (1,)


def test_a_public_notice_can_be_changed_or_deleted_by_nobody(world: databases.World) -> None:
    entries.entry(then=(database_now() - timedelta(days=1), {"reason": "Why."}))
    for statement in (
        "UPDATE releases_notice SET title = 'Other' WHERE number = 2",
        "UPDATE releases_notice SET planned_from = '2001-01-01' WHERE number = 2",
        "UPDATE releases_noticechange SET reason = 'Other'",
        "DELETE FROM releases_notice",
        "DELETE FROM releases_noticechange",
        "UPDATE releases_announcement SET slug = 'other'",
        "DELETE FROM releases_announcement",
    ):
        with (
            world.connect("staff") as connection,
            pytest.raises((psycopg.errors.RestrictViolation, psycopg.errors.ForeignKeyViolation)),
        ):
            connection.execute(statement)


def test_a_notice_appears_at_its_instant_and_ends_the_one_before(
    world: databases.World, public_client: clients.SiteClient
) -> None:
    """By the real clock: the page, the file and the database flip together, once."""
    old = entries.entry(title="Before", planned_time=time(9, 30))
    at = announce(entries.notice(title="New"), publisher=entries.public_publisher(), by="curator")
    notice = entries.notice(title="After", planned_time=time(10, 30))
    at = max(at, amend(old, notice, by="curator", seen=old.version, reason="Why."))
    assert titles(world) == ["Before"]
    assert "After" not in page(public_client) + repr(events(public_client))
    assert timezone.now() < at - timedelta(seconds=2), "too slow to have looked before"
    with public_login(world) as connection:
        connection.execute("SET statement_timeout = 0")
        connection.execute("SELECT pg_sleep_until(%s)", [at])
    assert titles(world) == ["After", "New"]
    shown = page(public_client)
    assert "After" in shown
    assert "New" in shown
    assert {str(event["SUMMARY"]) for event in events(public_client)} == {"After", "New"}
    assert Announcement.objects.count() == 2
