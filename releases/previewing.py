"""The site as it will be: drafts and approved editions dated for as long as one answer takes.

A preview runs the very code that publishes, inside a transaction that is rolled back and that the
database would refuse to commit (``guard_bounds``). So what it shows can't differ from what will
be shown, and nothing that it did can stay.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q

from releases.models import Edition
from releases.published import database_now
from releases.publishing.dating import date_with_all_it_needs, issue

# Where previews are on the staff site; npcc_site.preview answers there.
PREFIX = "/preview/"


def preview_address(at: datetime, which: str = "all", path: str = "/") -> str:
    """Where the public ``path`` is shown as it will be at ``at`` (aware).

    ``which``: "all" drafts, only what is "approved", or that and the edition of this number.
    """
    moment = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f"{PREFIX}{moment}/{which}{path}"


@dataclass
class Preview:
    """What a preview shows: the site at ``at`` (aware), with ``drafts`` counted as approved.

    ``left_out`` are drafts that could not be dated together with the rest, each with the reason.
    """

    at: datetime
    drafts: list[Edition] = field(default_factory=list)
    left_out: list[tuple[Edition, str]] = field(default_factory=list)


def drafts_due(at: datetime, *, with_held: bool = False) -> models.QuerySet[Edition]:
    """Drafts and submitted editions that would be public at ``at`` if they were approved now."""
    waiting: models.QuerySet[Edition] = Edition.objects.filter(
        approved_at=None, release__withdrawal=None
    )
    if not with_held:
        waiting = waiting.filter(held_at=None)
    return waiting.filter(Q(embargo_until=None) | Q(embargo_until__lte=at)).order_by("pk")


@contextmanager
def preview(at: datetime, drafts: models.QuerySet[Edition]) -> Iterator[Preview]:
    """Within it, ``.public(at)`` shows the site as it will be at ``at`` with ``drafts`` let out.

    A moment of the past shows the present. Read only: whatever is written is rolled back.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        shown = Preview(max(at, database_now()))
        # Both end with the transaction. The second moves the database's own clock, on staff's
        # login alone, for what it answers itself (versions of a figure, the record).
        cursor.execute(
            "SELECT set_config('site.preview', 'on', true), "
            "set_config('site.as_at', %s::timestamptz::text, true)",
            [shown.at],
        )
        for edition in drafts:
            _let_out(edition, shown)
        try:
            yield shown
        finally:
            transaction.set_rollback(True)


def _let_out(edition: Edition, shown: Preview) -> None:
    now = database_now()
    at = max(edition.embargo_until or now, now)
    try:
        with transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(
                approved_by="preview",
                approved_at=now,
                approved_alone=True,
                held_by="",
                held_at=None,
            )
            issue(edition, at)
            date_with_all_it_needs(edition, at)
    except (DatabaseError, ValidationError) as error:
        shown.left_out.append((edition, str(error).splitlines()[0]))
    else:
        shown.drafts.append(edition)
