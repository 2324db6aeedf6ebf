"""Seals: made when an edition and all that it needs have their moment, gone if it loses it."""

from datetime import datetime

from django.db import models, transaction

from releases.models import Edition, Salt, Seal
from releases.published import database_now
from releases.record.documents import document, sha256_of


def seal(edition: Edition, at: datetime, *, recorded_at: datetime | None = None) -> None:
    """Put the edition on record from ``at`` on, now that it and all that it needs are dated.

    ``recorded_at`` where it was public elsewhere before. A seal that stands for this moment
    already is right, since what is approved can't change; one of another moment went with it, by
    the trigger ``unseal``.
    """
    if Seal.objects.filter(edition=edition, published_from=at).exists():
        return
    edition = Edition.objects.select_related("release").get(pk=edition.pk)
    Salt.objects.get_or_create(
        edition=edition,
        defaults={
            "release": edition.release,
            "published_from": at,
            "published_until": edition.published_until,
            "recorded_at": recorded_at,
        },
    )
    Seal.objects.create(
        edition=edition,
        of_release=edition.release,
        number=edition.number,
        sha256=sha256_of(document(edition, at, recorded_at=recorded_at)),
        published_from=at,
        recorded_at=recorded_at,
    )


@transaction.atomic
def seal_what_has_none() -> int:
    """Seal the editions that were approved before there was a record; returns their number.

    They enter the record now, since nobody could have verified them earlier.
    """
    now = database_now()
    unsealed = list(without_seal().order_by("published_from", "pk"))
    for edition in unsealed:
        assert edition.published_from is not None  # that is what without_seal asks  # noqa: S101
        is_out = edition.published_from <= now
        seal(edition, edition.published_from, recorded_at=now if is_out else None)
    return len(unsealed)


def without_seal() -> models.QuerySet[Edition]:
    """Editions that are public, were, or wait for their moment, and are not on record."""
    editions: models.QuerySet[Edition] = Edition.objects.filter(published_from__isnull=False)
    return editions.filter(seal=None)
