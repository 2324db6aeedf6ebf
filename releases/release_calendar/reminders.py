"""What staff are reminded of: where the calendar and the releases behind it no longer agree.

Staff's eyes only. Nothing of this is written into the calendar, which would then tell of what is
under embargo.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from releases.announcing import owes_news
from releases.models import Announcement, Edition, Notice, Release
from releases.moments import short_moment
from releases.release_calendar.days import LONDON, Planned

State = Notice.State


def with_all_that_reminds(entries: QuerySet[Announcement]) -> QuerySet[Announcement]:
    """The entries with their notices and with the editions of the releases linked to them."""
    editions = Edition.objects.order_by("number")
    releases = Release.objects.select_related("withdrawal").prefetch_related(
        Prefetch("editions", editions)
    )
    return entries.select_related("publisher").prefetch_related(
        Prefetch("notices", Notice.objects.order_by("number")), Prefetch("releases", releases)
    )


def last_notice(entry: Announcement) -> Notice:
    """What it says, or will say in a few seconds."""
    return list(entry.notices.all())[-1]


def reminders(entry: Announcement, at: datetime) -> list[str]:
    """Sentences on what somebody should put right, of an entry ``with_all_that_reminds``."""
    return [] if entry.taken_off_at else list(_reminders(entry, last_notice(entry), at))


def doubts_about_calendar(edition: Edition) -> list[str]:
    """For whoever submits or approves ``edition``: what the calendar has announced otherwise."""
    return [
        f"The calendar announces “{notice.title}” for {notice.planned.words}, which is another "
        "moment than the embargo. Move the one or the other."
        for notice in _standing_notices(edition.release_id)
        if edition.number == 1 and owes_news(notice) and _differs(edition, notice.planned)
    ]


def doubts_about_withdrawing(release: Release) -> list[str]:
    """For whoever withdraws ``release``: its titles in the calendar stay until somebody decides."""
    return [
        f"The calendar goes on showing “{notice.title}”, {notice.get_state_display().lower()}. "
        "Decide whether it stays: its page can cancel it, or take it off with all its words."
        for notice in _standing_notices(release.pk)
    ]


def _standing_notices(release_id: int) -> list[Notice]:
    """What the entries of a release say, less those that were taken off."""
    entries = Announcement.objects.filter(releases=release_id, taken_off_at__isnull=True)
    return [last_notice(entry) for entry in entries.prefetch_related("notices")]


def _reminders(entry: Announcement, notice: Notice, at: datetime) -> Iterator[str]:
    if owes_news(notice) and notice.planned.is_over(at):
        yield "Its moment has passed: say that it is published, move it or cancel it."
    for release in entry.releases.all():
        editions = list(release.editions.all())
        first = editions[0] if editions else None
        if hasattr(release, "withdrawal"):
            if notice.state != State.CANCELLED:
                yield (
                    f"The release {release} was withdrawn, and the title still stands here: "
                    "cancel the entry or take it off."
                )
        elif any(edition.is_public(at) for edition in editions):
            if owes_news(notice):
                yield f"The release {release} is public: say that it is published."
        elif first is not None and owes_news(notice) and _differs(first, notice.planned):
            yield (
                f"The release {release} is to be public on {short_moment(_moment(first))}, "
                "which is another moment than the calendar’s."
            )


def _moment(edition: Edition) -> datetime:
    moment = edition.due_at
    assert moment is not None  # _differs was asked first  # noqa: S101
    return moment


def _differs(edition: Edition, planned: Planned) -> bool:
    """Whether an edition that is still to come has another moment than the one announced."""
    moment = edition.due_at
    if moment is None:
        return False
    if planned.moment is not None:
        return moment != planned.moment
    return not planned.first <= moment.astimezone(LONDON).date() <= planned.last
