"""The verbs of the release calendar: what is said of coming releases, typed by a person.

Each notice is public 5 s after its verb and never changes: the next one ends it. Nothing here
reads a release, so that nothing of one under embargo can get into the calendar. A refusal is a
ValidationError with a sentence, and nothing is done.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from releases.models import Announcement, Notice, NoticeChange, Publisher, Release
from releases.published import database_now
from releases.publishing import SOONEST

State = Notice.State

# Between these two nothing was promised yet, or the promise is kept.
KEPT = (State.CONFIRMED, State.PUBLISHED)


@transaction.atomic
def announce(notice: Notice, *, publisher: Publisher, by: str) -> datetime:
    """Begin an entry with an unsaved ``notice``; returns the instant from which it is public.

    A publisher that nobody knows yet becomes public with it. Raises ValidationError where the
    notice is not sound, or says that something is cancelled that was never announced.
    """
    now = database_now()
    _require(
        notice.state != State.CANCELLED,
        "What was never announced can’t be cancelled: choose another state.",
    )
    at = now + SOONEST
    Publisher.objects.filter(
        Q(published_from__isnull=True) | Q(published_from__gt=at), pk=publisher.pk
    ).update(published_from=at)
    notice.announcement = Announcement.objects.create(publisher=publisher, published_from=at)
    notice.number = 1
    _say(notice, by=by, now=now, at=at)
    return at


@transaction.atomic
def amend(
    announcement: Announcement, notice: Notice, *, by: str, seen: int, reason: str = ""
) -> datetime:
    """Let the unsaved ``notice`` take the place of what the entry says; returns its instant.

    ``seen`` is the entry's version that the person read. ``reason`` is public. Raises
    ValidationError where somebody else was faster, where a reason is missing that readers are
    owed (see ``owes_reason``), or where the notice is not sound.
    """
    _take(announcement, seen)
    now = database_now()
    before = Notice.objects.filter(announcement=announcement).latest("number")
    _require(
        before.published_from is not None and before.published_from <= now,
        "The last change is not public yet. Wait five seconds and try again.",
    )
    _require(
        bool(reason.strip()) or not owes_reason(before, notice),
        "Say why: a confirmed date is moved or given up only with a reason that the public reads.",
    )
    at = now + SOONEST
    # First, since at no instant may an entry say two things.
    Notice.objects.filter(pk=before.pk).update(published_until=at)
    notice.announcement = announcement
    notice.number = before.number + 1
    _say(notice, by=by, now=now, at=at)
    if reason.strip() or before.planned != notice.planned:
        NoticeChange.objects.create(
            announcement=announcement,
            notice=notice,
            was_state=before.state,
            was_from=before.planned_from,
            was_to=before.planned_to,
            was_time=before.planned_time,
            reason=reason.strip(),
            published_from=at,
        )
    return at


@transaction.atomic
def link(announcement: Announcement, releases: Iterable[Release], *, seen: int) -> None:
    """Say which releases came of an entry. The public sees each link once its release is public."""
    _take(announcement, seen)
    announcement.releases.set(releases)


@transaction.atomic
def take_off(announcement: Announcement, *, by: str, reason: str, seen: int) -> None:
    """Hide all that an entry ever said, at once and at every past instant; the reason stays.

    For a title that must not be read any more; what will not come is cancelled with ``amend``.
    """
    _require(bool(reason.strip()), "Say why: the public reads the reason in the entry’s place.")
    _take(announcement, seen)
    Announcement.objects.filter(pk=announcement.pk).update(
        taken_off_at=database_now(), taken_off_reason=reason.strip(), taken_off_by=by
    )


def owes_reason(before: Notice, after: Notice) -> bool:
    """Whether readers are owed a reason for the step from one notice to the next.

    By the Code of Practice for Statistics (T3) changes of a pre-announced date are explained. A
    provisional one may be made more exact without one.
    """
    if after.state == State.CANCELLED != before.state:
        return True
    if before.state == State.PROVISIONAL:
        return False
    goes_on = after.state == before.state or (before.state, after.state) == KEPT
    return not goes_on or before.planned != after.planned


def owes_news(notice: Notice) -> bool:
    """Whether the notice promises something that is still to happen."""
    return notice.state in (State.PROVISIONAL, State.CONFIRMED)


def why_not(notice: Notice, at: datetime) -> str:
    """What is wrong at ``at`` (aware) with the day and the state together; empty if nothing is."""
    if notice.state == State.PUBLISHED and not notice.planned.has_begun(at):
        return "That moment is still to come, so it can’t be published yet."
    if owes_news(notice) and notice.planned.is_over(at):
        return "That moment has passed: choose a later one, or say that it is published."
    return ""


def _say(notice: Notice, *, by: str, now: datetime, at: datetime) -> None:
    notice.said_by = by
    notice.full_clean(exclude=["announcement"], validate_constraints=False)
    if sentence := why_not(notice, now):
        raise ValidationError(sentence)
    notice.validate_constraints()
    notice.published_from = at
    notice.save(force_insert=True)


def _take(announcement: Announcement, seen: int) -> None:
    """One statement, conditional on the version that was seen and on the entry's still standing."""
    taken = Announcement.objects.filter(
        pk=announcement.pk, version=seen, taken_off_at__isnull=True
    ).update(version=F("version") + 1)
    _require(
        taken == 1,
        "Somebody else has changed this entry while you had it open. Read it again first.",
    )


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise ValidationError(sentence)
