"""The verbs of the calendar: who may say what after what, and when it is public."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from releases.announcing import amend, announce, link, owes_reason, take_off, why_not
from releases.models import Announcement, Notice, NoticeChange
from releases.published import database_now
from releases.publishing import SOONEST
from tests import factories
from tests.releases import entries

pytestmark = pytest.mark.django_db

PROVISIONAL, CONFIRMED, PUBLISHED, CANCELLED = Notice.State
ANOTHER_DAY = entries.A_DAY + timedelta(days=7)
YESTERDAY = timezone.localdate() - timedelta(days=1)


def said(announcement: Announcement) -> Notice:
    return announcement.notices.latest("number")


def change(announcement: Announcement, *, reason: str = "", **says: Any) -> datetime:
    announcement.refresh_from_db()
    return amend(
        announcement, entries.notice(**says), by="curator", seen=announcement.version, reason=reason
    )


def test_an_entry_begins_five_seconds_from_now_with_its_publisher() -> None:
    publisher = factories.publisher()
    at = announce(entries.notice(), publisher=publisher, by="curator")
    assert at == database_now() + SOONEST
    notice = Notice.objects.get()
    publisher.refresh_from_db()
    assert notice.published_from == notice.announcement.published_from == at
    assert publisher.published_from == at
    assert (notice.number, notice.said_by) == (1, "curator")


def test_a_publisher_that_is_public_keeps_its_date() -> None:
    publisher = entries.public_publisher()
    announce(entries.notice(), publisher=publisher, by="curator")
    since = publisher.published_from
    publisher.refresh_from_db()
    assert publisher.published_from == since


def test_what_was_never_announced_cannot_be_cancelled() -> None:
    with pytest.raises(ValidationError, match="never announced"):
        announce(entries.notice(state=CANCELLED), publisher=factories.publisher(), by="curator")
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "moved", "owed"),
    [
        (PROVISIONAL, PROVISIONAL, True, False),
        (PROVISIONAL, CONFIRMED, True, False),
        (PROVISIONAL, PUBLISHED, True, False),
        (PROVISIONAL, CANCELLED, False, True),
        (CONFIRMED, CONFIRMED, False, False),
        (CONFIRMED, CONFIRMED, True, True),
        (CONFIRMED, PROVISIONAL, False, True),
        (CONFIRMED, PUBLISHED, False, False),
        (CONFIRMED, PUBLISHED, True, True),
        (CONFIRMED, CANCELLED, False, True),
        (PUBLISHED, PUBLISHED, True, True),
        (PUBLISHED, CONFIRMED, False, True),
        (CANCELLED, CANCELLED, False, False),
        (CANCELLED, CONFIRMED, False, True),
        (CANCELLED, PROVISIONAL, False, True),
    ],
)
def test_readers_are_owed_a_reason(before: str, after: str, moved: bool, owed: bool) -> None:
    one = entries.notice(state=before)
    two = entries.notice(state=after, day=ANOTHER_DAY if moved else entries.A_DAY)
    assert owes_reason(one, two) is owed


def test_a_time_of_day_is_part_of_a_confirmed_date() -> None:
    one = entries.notice(planned_time=time(9, 30))
    assert owes_reason(one, entries.notice(planned_time=time(10, 30)))


def test_moving_a_confirmed_date_needs_a_reason_and_keeps_what_it_was() -> None:
    announcement = entries.entry(planned_time=entries.NINE_THIRTY)
    with pytest.raises(ValidationError, match="Say why"):
        change(announcement, day=ANOTHER_DAY, reason="  ")
    at = change(announcement, day=ANOTHER_DAY, reason=" A force sent its figures late. ")
    first, second = announcement.notices.order_by("number")
    assert first.published_until == second.published_from == at
    kept = NoticeChange.objects.get()
    assert kept.notice == second
    assert kept.was == first.planned
    assert kept.was_state == CONFIRMED
    assert kept.reason == "A force sent its figures late."
    assert kept.published_from == at


def test_cancelling_needs_a_reason() -> None:
    announcement = entries.entry(state=PROVISIONAL)
    with pytest.raises(ValidationError, match="Say why"):
        change(announcement, state=CANCELLED)
    change(announcement, state=CANCELLED, reason="The count was given up.")
    assert said(announcement).state == CANCELLED


def test_another_title_is_no_change_that_readers_must_be_told_of() -> None:
    announcement = entries.entry()
    change(announcement, title="Knife crime, third quarter")
    assert said(announcement).title == "Knife crime, third quarter"
    assert not NoticeChange.objects.exists()


def test_the_second_of_two_people_is_told_of_the_first() -> None:
    announcement = entries.entry()
    seen = announcement.version
    amend(announcement, entries.notice(title="One"), by="first", seen=seen)
    for act in (
        lambda: amend(announcement, entries.notice(title="Two"), by="second", seen=seen),
        lambda: link(announcement, [], seen=seen),
        lambda: take_off(announcement, by="second", reason="It names a child.", seen=seen),
    ):
        with pytest.raises(ValidationError, match="Somebody else has changed"):
            act()
    assert said(announcement).title == "One"


def test_a_notice_that_is_not_public_yet_is_not_changed_again() -> None:
    announcement = entries.entry()
    change(announcement, title="One")
    with pytest.raises(ValidationError, match="Wait five seconds"):
        change(announcement, title="Two")


def test_a_notice_is_refused_whole() -> None:
    announcement = entries.entry()
    with pytest.raises(ValidationError):
        change(announcement, title="", reason="Why.")
    announcement.refresh_from_db()
    assert announcement.version == 1
    assert announcement.notices.get().published_until is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": YESTERDAY}, "has passed"),
        ({"state": PUBLISHED}, "still to come"),
        ({"planned_to": ANOTHER_DAY}, "has one day"),
        (
            {"state": PROVISIONAL, "planned_to": ANOTHER_DAY, "planned_time": time(9, 30)},
            "A time needs a day",
        ),
        ({"state": PROVISIONAL, "planned_to": entries.A_DAY - timedelta(days=1)}, "before the fir"),
        ({"day": date(2030, 3, 31), "planned_time": time(1, 30)}, "clocks change"),
        ({"day": date(2030, 10, 27), "planned_time": time(1, 30)}, "clocks change"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        announce(entries.notice(**fields), publisher=factories.publisher(), by="curator")


@pytest.mark.parametrize(
    ("state", "clock", "at", "refused"),
    [
        (CONFIRMED, None, "23:59", False),
        (CONFIRMED, time(9, 30), "09:29", False),
        (CONFIRMED, time(9, 30), "09:30", True),
        (PUBLISHED, time(9, 30), "09:29", True),
        (PUBLISHED, time(9, 30), "09:30", False),
        (PUBLISHED, None, "00:00", False),
    ],
)
def test_the_day_itself_ends_at_midnight_in_london_or_at_its_time(
    state: str, clock: time | None, at: str, refused: bool
) -> None:
    """In summer, when London's day begins an hour before that of UTC."""
    day = date(2030, 7, 4)
    moment = datetime.combine(day, time.fromisoformat(at), ZoneInfo("Europe/London"))
    notice = entries.notice(day=day, planned_time=clock, state=state)
    assert bool(why_not(notice, moment)) is refused


def test_what_was_taken_off_says_nothing_any_more_and_cannot_change() -> None:
    announcement = entries.entry()
    take_off(announcement, by="chief", reason=" It named a child. ", seen=1)
    announcement.refresh_from_db()
    assert announcement.taken_off_reason == "It named a child."
    assert announcement.taken_off_by == "chief"
    assert not Notice.objects.standing(timezone.now()).exists()
    assert list(Announcement.objects.taken_off(timezone.now())) == [announcement]
    with pytest.raises(ValidationError, match="Somebody else"):
        change(announcement, title="Back again")


def test_taking_off_needs_a_reason() -> None:
    announcement = entries.entry()
    with pytest.raises(ValidationError, match="Say why"):
        take_off(announcement, by="chief", reason=" ", seen=1)
