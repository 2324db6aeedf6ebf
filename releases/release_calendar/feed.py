"""The calendar as iCalendar (RFC 5545): the same bytes for as long as it says the same."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from releases.models import Announcement, Notice
from releases.release_calendar.days import LONDON

# What the four states are in RFC 5545, which knows three.
STATUS = {
    Notice.State.PROVISIONAL: "TENTATIVE",
    Notice.State.CONFIRMED: "CONFIRMED",
    Notice.State.PUBLISHED: "CONFIRMED",
    Notice.State.CANCELLED: "CANCELLED",
}
TAKEN_OFF = "Entry taken off the release calendar"
# More than any entry has notices, so that a calendar that holds the words lets go of them.
LAST_SEQUENCE = 1_000_000


def as_icalendar(
    notices: Iterable[Notice],
    taken_off: Iterable[Announcement],
    *,
    name: str,
    origin: str,
    page: str,
) -> bytes:
    """The calendar's bytes. ``origin`` is the site's own, ``page`` the calendar's path.

    An entry keeps its UID for ever, and its SEQUENCE rises with each notice; DTSTAMP is the
    notice's own instant, since the moment of asking would change the bytes.
    """
    host = urlsplit(origin).hostname
    calendar = empty_calendar(f"-//{host}//Release calendar//EN", name)
    for notice in notices:
        calendar.add_component(_event(notice, host=str(host), page=origin + page))
    for announcement in taken_off:
        calendar.add_component(_gone(announcement, host=str(host), page=origin + page))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def empty_calendar(product: str, name: str) -> Calendar:
    """A calendar for others to subscribe to; ``product`` names what made it (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/London")
    return calendar


def _event(notice: Notice, *, host: str, page: str) -> Event:
    announcement, planned = notice.announcement, notice.planned
    event = Event()
    event.add("uid", f"{announcement.slug}@{host}")
    event.add("sequence", notice.number - 1)
    event.add("dtstamp", notice.published_from)
    event.add("created", announcement.published_from)
    event.add("last-modified", notice.published_from)
    if planned.moment is not None:
        event.add("dtstart", planned.moment)
    else:
        event.add("dtstart", planned.first)
        event.add("dtend", planned.last + timedelta(days=1))
    event.add("summary", notice.title)
    event.add("description", "\n".join(_description(notice)))
    event.add("categories", [announcement.publisher.name])
    event.add("url", f"{page}#{announcement.slug}")
    event.add("status", STATUS[Notice.State(notice.state)])
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    return event


def _description(notice: Notice) -> Iterable[str]:
    """The same words that the page has, one fact a line."""
    zone = " London time" if notice.planned.moment is not None else ""
    yield notice.announcement.publisher.name
    yield f"{notice.get_state_display()}: {notice.planned.words}{zone}"
    if notice.note:
        yield notice.note
    for change in notice.announcement.changes.all():
        yield f"{change}. {change.reason}".strip()


def _gone(announcement: Announcement, *, host: str, page: str) -> Event:
    """In the place of what it said, for those whose calendars still hold it."""
    at = announcement.taken_off_at
    assert at is not None  # only such entries are asked for  # noqa: S101
    event = Event()
    event.add("uid", f"{announcement.slug}@{host}")
    event.add("sequence", LAST_SEQUENCE)
    event.add("dtstamp", at)
    event.add("dtstart", at.astimezone(LONDON).date())
    event.add("summary", TAKEN_OFF)
    event.add("description", announcement.taken_off_reason)
    event.add("url", page)
    event.add("status", "CANCELLED")
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    return event
