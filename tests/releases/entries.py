"""Entries of the calendar as tests need them: already public, since verbs take five seconds."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from releases.models import Announcement, Notice, NoticeChange, Publisher
from releases.published import database_now
from tests import factories

_numbers = count(1)

NEXT_YEAR = timezone.now().year + 1
# A Thursday or whatever it is: only its being to come matters.
A_DAY = date(NEXT_YEAR, 3, 12)
NINE_THIRTY = time(9, 30)


def notice(**fields: Any) -> Notice:
    """Unsaved, as a form hands it to a verb: confirmed for one day unless told otherwise."""
    day = fields.pop("day", A_DAY)
    return Notice(
        **{
            "title": f"Knife crime, quarter {next(_numbers)}",
            "state": Notice.State.CONFIRMED,
            "planned_from": day,
            "planned_to": day,
        }
        | fields
    )


@transaction.atomic
def public_publisher(**fields: Any) -> Publisher:
    now = database_now()
    return factories.publisher(published_from=now - timedelta(days=9), recorded_at=now, **fields)


@transaction.atomic
def entry(
    since: datetime | None = None,
    *,
    publisher: Publisher | None = None,
    then: tuple[datetime, dict[str, Any]] | None = None,
    **says: Any,
) -> Announcement:
    """A public entry, taken over as if it had stood elsewhere ``since``.

    ``then`` is the moment of its second notice and what that says, with the ``reason``.
    """
    now = database_now()
    since = since or now - timedelta(days=2)
    announcement = Announcement.objects.create(
        publisher=publisher or public_publisher(), published_from=since, recorded_at=now
    )
    bounds: dict[str, Any] = {"published_from": since, "recorded_at": now}
    before = notice(
        announcement=announcement, published_until=then[0] if then else None, **bounds, **says
    )
    before.save(force_insert=True)
    if then:
        bounds["published_from"], later = then
        reason = later.pop("reason", "")
        after = notice(announcement=announcement, number=2, **bounds, **later)
        after.save(force_insert=True)
        NoticeChange.objects.create(
            announcement=announcement, notice=after, reason=reason, was_state=before.state,
            was_from=before.planned_from, was_to=before.planned_to, was_time=before.planned_time,
            **bounds,
        )  # fmt: skip
    return announcement
