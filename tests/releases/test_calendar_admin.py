"""The calendar's pages for staff: who may say something, what is asked first, who was faster."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from releases.announcing import take_off
from releases.models import Announcement, Notice
from releases.release_calendar.days import LONDON
from releases.release_calendar.oddities import oddities
from releases.release_calendar.reminders import (
    doubts_about_calendar,
    doubts_about_withdrawing,
    reminders,
    with_all_that_reminds,
)
from tests import factories
from tests.releases import entries

pytestmark = pytest.mark.django_db

LIST = "/admin/releases/announcement/"
ADD = f"{LIST}add/"
# A Thursday, no bank holiday.
DAY = date(2031, 7, 3)


def page_of(entry: Announcement, verb: str = "change") -> str:
    return reverse(f"admin:releases_announcement_{verb}", args=[entry.pk])


def typed(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Knife crime in summer",
        "state": "confirmed",
        "planned_from": DAY.isoformat(),
        "planned_time": "09:30",
        "planned_to": "",
        "note": "",
        "reason": "",
    } | fields


def check_and_publish(client: Client, address: str, data: dict[str, Any]) -> Any:
    checked = client.post(address, data)
    assert checked.status_code == 200, checked.context["form"].errors
    return client.post(address, {**data, "read": checked.context["read"]})


@pytest.fixture
def client_of(db: None) -> Any:
    def client(group: str) -> Client:
        user = User.objects.create_user(group.lower(), is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        made = Client()
        made.force_login(user)
        return made

    return client


# --- saying something ----------------------------------------------------------------------------


def test_an_entry_is_checked_before_it_is_announced(client_of: Any) -> None:
    client = client_of("Approver")
    publisher = factories.publisher(name="Exampleshire Police")
    data = typed(publisher=publisher.pk, planned_from="2031-12-25", planned_time="00:01")
    checked = client.post(ADD, data)
    assert checked.status_code == 200
    assert not Announcement.objects.exists()
    text = checked.content.decode()
    assert "Confirmed: Thursday 25 December 2031, 00:01 London time" in text
    assert "a bank holiday in England and Wales (Christmas Day)" in text
    assert "asks for 09:30" in text
    assert "Exampleshire Police is not public yet" in text
    done = client.post(ADD, {**data, "read": checked.context["read"]})
    notice = Notice.objects.get()
    assert done["Location"] == page_of(notice.announcement)
    assert (notice.said_by, notice.planned_time) == ("approver", time(0, 1))
    assert notice.announcement.publisher == publisher


def test_what_was_not_read_is_not_published(admin_client: Client) -> None:
    """A field that is changed between the two presses is shown again first."""
    data = typed(publisher=entries.public_publisher().pk)
    checked = admin_client.post(ADD, data)
    other = {**data, "title": "Another title", "read": checked.context["read"]}
    assert admin_client.post(ADD, other).status_code == 200
    assert not Announcement.objects.exists()


def test_moving_a_confirmed_date_asks_for_the_reason_at_its_field(admin_client: Client) -> None:
    entry = entries.entry(title="Knife crime in summer", day=DAY, planned_time=time(9, 30))
    moved = typed(planned_from="2031-07-10", seen=entry.version)
    refused = admin_client.post(page_of(entry), moved)
    assert refused.status_code == 422
    assert "Say why" in str(refused.context["form"].errors["reason"])
    done = check_and_publish(admin_client, page_of(entry), moved | {"reason": "A force was late."})
    assert done.status_code == 302
    assert entry.changes.get().reason == "A force was late."
    assert entry.notices.latest("number").planned_from == date(2031, 7, 10)


def test_the_page_shows_what_it_says_and_all_that_it_said(admin_client: Client) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    entry = entries.entry(title="At first", day=DAY, then=(yesterday, {"title": "Then"}))
    text = admin_client.get(page_of(entry)).content.decode()
    assert "At first" in text
    assert "<strong>Then</strong>" in text
    assert 'value="Then"' in text


def test_the_second_of_two_people_keeps_what_they_typed(admin_client: Client) -> None:
    entry = entries.entry(day=DAY)
    Announcement.objects.filter(pk=entry.pk).update(version=2)
    answer = admin_client.post(page_of(entry), typed(title="My title", seen=1))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Somebody else has changed this entry" in text
    assert 'value="My title"' in text
    assert 'name="seen" value="2"' in text


def test_links_are_kept_without_a_notice(admin_client: Client) -> None:
    entry = entries.entry()
    release = factories.release()
    links = {"releases": [release.pk], "seen": entry.version, "link": "Keep these links"}
    assert admin_client.post(page_of(entry), links).status_code == 302
    assert list(entry.releases.all()) == [release]
    assert entry.notices.count() == 1


def test_taking_off_asks_for_a_reason_and_a_typed_word(admin_client: Client) -> None:
    entry = entries.entry()
    page = page_of(entry, "take_off")
    data = {"reason": "It named a child.", "typed": "yes", "seen": entry.version}
    assert admin_client.post(page, data).status_code == 422
    assert admin_client.post(page, data | {"typed": "take off"}).status_code == 302
    entry.refresh_from_db()
    assert entry.taken_off_by == "admin"
    # Nothing can be said in it any more, not even by an address typed by hand.
    closed = admin_client.get(page_of(entry)).content.decode()
    assert 'name="title"' not in closed
    admin_client.post(page_of(entry), typed(seen=2))
    assert entry.notices.count() == 1
    assert admin_client.get(page).status_code == 404


@pytest.mark.parametrize("group", ["Curator", "Administrator"])
def test_el_64_only_who_may_let_a_release_out_may_announce_one(client_of: Any, group: str) -> None:
    client = client_of(group)
    entry = entries.entry()
    release = factories.release()
    assert client.get(ADD).status_code == 403
    assert client.get(page_of(entry, "take_off")).status_code == 403
    for data in (typed(seen=1), {"link": "x", "releases": [release.pk], "seen": 1}):
        assert client.post(page_of(entry), data).status_code == 403
    assert client.post(ADD, typed()).status_code == 403
    may_look = 200 if group == "Curator" else 403
    shown = client.get(page_of(entry))
    assert shown.status_code == client.get(LIST).status_code == may_look
    assert 'name="title"' not in shown.content.decode()
    assert entry.notices.count() == 1


# --- what staff are told -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "clock", "told"),
    [
        (DAY, time(9, 30), []),
        (DAY, None, []),
        (date(2031, 7, 5), None, ["Saturday"]),
        (date(2031, 7, 6), None, ["Sunday"]),
        (date(2031, 8, 25), time(9, 30), ["bank holiday"]),
        (DAY, time(0, 1), ["09:30"]),
        (date(2031, 12, 25), time(0, 1), ["bank holiday", "09:30"]),
    ],
)
def test_odd_days_and_times_are_told(day: date, clock: time | None, told: list[str]) -> None:
    found = oddities(entries.notice(day=day, planned_time=clock).planned)
    assert len(found) == len(told)
    assert all(word in sentence for word, sentence in zip(told, found, strict=True))


def reminded(entry: Announcement) -> list[str]:
    (found,) = with_all_that_reminds(Announcement.objects.filter(pk=entry.pk))
    return reminders(found, timezone.now())


def test_staff_are_reminded_of_what_has_passed_and_of_what_is_out() -> None:
    assert reminded(entries.entry(day=DAY)) == []
    (late,) = reminded(entries.entry(day=date(2020, 1, 2)))
    assert "has passed" in late
    assert reminded(entries.entry(day=date(2020, 1, 2), state="cancelled")) == []
    entry = entries.entry(day=DAY)
    entry.releases.add(factories.archived(factories.edition()).release)
    (out,) = reminded(entry)
    assert "is public: say that it is published" in out


def test_staff_are_reminded_where_embargo_and_calendar_differ() -> None:
    """The calendar itself takes nothing from the embargo."""
    at = datetime.combine(DAY, time(9, 30), LONDON)
    for embargo, clock, differs in (
        (at, time(9, 30), False),
        (at, None, False),
        (at + timedelta(minutes=1), time(9, 30), True),
        (at + timedelta(days=1), None, True),
        (None, None, False),
    ):
        entry = entries.entry(day=DAY, planned_time=clock)
        edition = factories.edition(embargo_until=embargo)
        entry.releases.add(edition.release)
        assert bool(reminded(entry)) is differs
        assert bool(doubts_about_calendar(edition)) is differs


def test_whoever_withdraws_is_told_of_the_title_that_stays(admin_client: Client) -> None:
    edition = factories.archived(factories.edition())
    entry = entries.entry(title="Announced", state="published", day=date(2020, 1, 2))
    entry.releases.add(edition.release)
    (doubt,) = doubts_about_withdrawing(edition.release)
    assert "“Announced”" in doubt
    page = reverse("admin:releases_edition_withdraw", args=[edition.pk])
    assert "“Announced”" in admin_client.get(page).content.decode()
    take_off(entry, by="chief", reason="It named a child.", seen=entry.version)
    assert doubts_about_withdrawing(edition.release) == []


def test_the_list_asks_the_same_number_of_questions_for_many_entries(
    admin_client: Client,
) -> None:
    def grow() -> None:
        entry = entries.entry(day=DAY)
        entry.releases.add(factories.edition().release, factories.release())

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert admin_client.get(LIST).status_code == 200
        return len(asked)

    grow()
    few = questions()
    for _ in range(4):
        grow()
    assert questions() == few
