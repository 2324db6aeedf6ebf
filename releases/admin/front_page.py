"""What a member of staff sees first: what waits for them, what goes out next, what went out.

Other apps add panels to ``PANELS`` when they load. A panel asks a fixed number of queries.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from releases import publishing
from releases.admin import verbs
from releases.admin.states import moment_words, short_moment
from releases.models import BringForward, Edition
from releases.record import last_check

SHOWN = 10
LOOKED_AT = 50  # of what is submitted, before what this person wrote is left out
LATELY = timedelta(days=14)
# The record is checked once a day; after two days nobody can say that it holds.
CHECK_IS_OLD = timedelta(days=2)


@dataclass(frozen=True)
class Entry:
    """One line: a link, what is to be known about it, and the moment that it counts down to."""

    url: str
    words: str
    detail: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Panel:
    heading: str
    entries: list[Entry] = field(default_factory=list)
    # What is said where there is nothing.
    empty: str = "Nothing."
    # A page with the rest, and its words.
    more: tuple[str, str] | None = None
    urgent: bool = False


def waits_for_me(request: HttpRequest) -> Panel:
    """What this person can do now: approve, grant, mend, end a hold, go on writing."""
    entries = [*_to_approve(request), *_to_grant(request), *_held(request), *_mine(request)]
    return Panel("Waits for you", entries, "Nothing waits for you.")


def goes_out_next(request: HttpRequest) -> Panel:
    """What is approved, in the order of its moments."""
    at = _at(request)
    waiting = Edition.objects.filter(published_from__gt=at).order_by("published_from", "pk")
    entries = [
        Entry(_page(one), one.title, moment_words(one.published_from), one.published_from)
        for one in waiting[:SHOWN]
        if one.published_from
    ]
    more = (reverse("admin:releases_edition_changelist") + "?state=scheduled", "All that waits")
    return Panel("Goes out next", entries, "Nothing is approved and waiting.", more)


def published_lately(request: HttpRequest) -> Panel:
    """What became public on this site in the last fortnight, an archive at the day it was added."""
    at = _at(request)
    since = at - LATELY
    lately = Edition.objects.filter(published_from__lte=at).filter(
        Q(published_from__gt=since) | Q(recorded_at__gt=since)
    )
    entries = [
        Entry(
            _page(one),
            one.title,
            f"Taken over on {short_moment(one.recorded_at)}"
            if one.recorded_at
            else f"Public since {short_moment(one.published_from)}",
        )
        for one in lately.order_by("-published_from", "-pk")[:SHOWN]
        if one.published_from
    ]
    more = (reverse("admin:releases_edition_changelist") + "?state=public", "All that is public")
    return Panel("Published lately", entries, "Nothing in the last fortnight.", more)


def the_record(request: HttpRequest) -> Panel | None:
    """An alarm, where the last check of the record found something or is too old."""
    found = last_check()
    if found is None:
        sentence = "The record has not been checked yet. Run “manage.py verify_record” every day."
        return Panel("The record", [Entry("/record/", sentence)])
    if found.problems:
        entries = [Entry("/record/", sentence) for sentence in found.problems[:SHOWN]]
        return Panel("The record does not hold", entries, urgent=True)
    if found.checked_at < _at(request) - CHECK_IS_OLD:
        sentence = f"The record was last checked on {short_moment(found.checked_at)}."
        return Panel("The record", [Entry("/record/", sentence)], urgent=True)
    return None


PANELS: list[Callable[[HttpRequest], Panel | None]] = [
    waits_for_me,
    goes_out_next,
    published_lately,
    the_record,
]


def panels(request: HttpRequest) -> list[Panel]:
    """The panels of this person's front page, alarms first; none for who may not see editions."""
    user: Any = request.user
    if not user.has_perm("releases.view_edition"):
        return []
    found = [panel for make in PANELS if (panel := make(request)) is not None]
    return sorted(found, key=lambda panel: not panel.urgent)


def _to_approve(request: HttpRequest) -> Iterator[Entry]:
    """Of those that are due first, what holds no word of this person's."""
    if not _may(request, verbs.PUBLISH):
        return
    submitted = Edition.objects.filter(
        submitted_at__isnull=False, approved_at=None, held_at=None, release__withdrawal=None
    ).order_by("embargo_until", "pk")[:LOOKED_AT]
    wrote = publishing.authors_of_each(submitted) if settings.FOUR_EYES else {}
    by_others = [one for one in submitted if _name(request) not in wrote.get(one.pk, ())]
    for edition in by_others[:SHOWN]:
        yield Entry(
            reverse("admin:releases_edition_approve", args=[edition.pk]),
            f"Approve: {edition.title}",
            f"Submitted by {edition.submitted_by}. {_embargo(edition)}",
            edition.embargo_until,
        )


def _to_grant(request: HttpRequest) -> Iterator[Entry]:
    if not _may(request, verbs.PUBLISH):
        return
    asked = BringForward.objects.filter(outcome=BringForward.Outcome.WAITING)
    if settings.FOUR_EYES:
        asked = asked.exclude(asked_by=_name(request))
    for one in asked.select_related("edition")[:SHOWN]:
        sooner = moment_words(one.embargo_until) if one.embargo_until else "at once"
        yield Entry(
            reverse("admin:releases_edition_grant_earlier", args=[one.edition_id]),
            f"Bring forward? {one.edition.title}",
            f"{one.asked_by} asks for {sooner}: {one.reason}",
        )


def _held(request: HttpRequest) -> Iterator[Entry]:
    for edition in Edition.objects.filter(held_at__isnull=False).order_by("-held_at")[:SHOWN]:
        yield Entry(
            _page(edition),
            f"On hold: {edition.title}",
            f"Held by {edition.held_by}: {edition.hold_reason}",
        )


def _mine(request: HttpRequest) -> Iterator[Entry]:
    drafts = Edition.objects.filter(
        written_by=_name(request), submitted_at=None, approved_at=None, held_at=None
    )
    for edition in drafts.order_by("embargo_until", "pk")[:SHOWN]:
        yield Entry(
            _page(edition), f"Your draft: {edition.title}", _embargo(edition), edition.embargo_until
        )


def _embargo(edition: Edition) -> str:
    if edition.embargo_until is None:
        return "It has no embargo."
    return f"Embargoed until {moment_words(edition.embargo_until)}."


def _page(edition: Edition) -> str:
    return reverse("admin:releases_edition_change", args=[edition.pk])


def _at(request: HttpRequest) -> datetime:
    at: datetime = request.at  # type: ignore[attr-defined]
    return at


def _name(request: HttpRequest) -> str:
    return request.user.get_username()


def _may(request: HttpRequest, right: str) -> bool:
    user: Any = request.user
    return bool(user.has_perm(right))
