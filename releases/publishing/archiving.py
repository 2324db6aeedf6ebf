"""What was public elsewhere already, and reference rows that no edition brings with it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from releases.models import Act, Edition
from releases.published import Published, database_now
from releases.publishing.dating import SOONEST, date_with_all_it_needs
from releases.publishing.steps import locked, record, require, require_sound


@transaction.atomic
def archive(edition: Edition, *, by: str, published_from: datetime) -> None:
    """Take over a draft edition that was public elsewhere from ``published_from`` on.

    It shows at once; ``recorded_at`` says since when this site has shown it. One person is enough,
    since it is out already. Refused where it was not public yet by now, or its embargo not over.
    """
    edition = locked(edition)
    require(edition.approved_at is None, "This edition is already approved. Reload the page.")
    require_sound(edition)
    now = database_now()
    require(
        published_from <= now and (edition.embargo_until or now) <= now,
        "Only what is already public elsewhere can be taken over. Publish it at its embargo.",
    )
    if edition.embargo_until and published_from < edition.embargo_until:
        published_from = edition.embargo_until
    Edition.objects.filter(pk=edition.pk).update(
        approved_by=by, approved_at=now, approved_alone=True, version=F("version") + 1
    )
    date_with_all_it_needs(edition, published_from, recorded_at=now)
    record(Act.Verb.ARCHIVE, edition, by=by, now=now, effective_at=published_from)


def publish_reference(row: Published, *, by: str) -> datetime:
    """Let one reference row out that no edition brings with it (a chart, a topic).

    Returns the instant, 5 s from now. Raises ValidationError where it is public already.
    """
    with transaction.atomic():
        model = type(row)
        now = database_now()
        at = now + SOONEST
        changed = model._default_manager.filter(pk=row.pk, published_from__isnull=True).update(
            published_from=at
        )
        require(changed == 1, "It is public, or about to be, already.")
        detail = {"table": model._meta.db_table, "row": row.pk, "name": str(row)}
        record(Act.Verb.LET_OUT, None, by=by, now=now, effective_at=at, detail=detail)
    return at


def archive_reference(row: Published, *, by: str, published_from: datetime) -> None:
    """Take over one reference row that was public elsewhere and that no edition brings with it.

    It shows at once, and as-at from ``published_from`` on. Raises ValidationError where that
    moment is still to come, or the row is public already.
    """
    with transaction.atomic():
        model = type(row)
        now = database_now()
        require(published_from <= now, "Only what is already public elsewhere can be taken over.")
        waiting = Q(published_from__isnull=True) | Q(published_from__gt=now)
        changed = model._default_manager.filter(waiting, pk=row.pk).update(
            published_from=published_from, recorded_at=now
        )
        require(changed == 1, "It is public already.")
