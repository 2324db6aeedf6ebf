"""Whether what was published is still what it was: every row, every link, every earlier finding."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from releases.models import Checkpoint, Edition
from releases.published import database_now
from releases.record.documents import Names, document, moment, sha256_of, with_what_they_say
from releases.record.entries import FINAL_AFTER, Standing, entries, standing_at
from releases.record.sealing import without_seal

EDITIONS_AT_ONCE = 500

logger = logging.getLogger(__name__)


def check(*, final_after: timedelta = FINAL_AFTER) -> Checkpoint:
    """Verify the whole record, log an error for whatever does not hold, and keep the finding.

    What waits for its moment is verified too. Of a withdrawn release only the link is, since what
    it said has no dates any more.
    """
    now = database_now()
    final_at = now - final_after
    problems = [*_unsealed(), *_changed_versions(), *_rewritten(final_at)]
    for sentence in problems:
        logger.error("The record does not hold: %s", sentence)
    standing = standing_at(final_at)
    return Checkpoint.objects.create(
        checked_at=now,
        final_at=final_at,
        number=standing.number,
        head=standing.head,
        problems=problems,
    )


def last_check() -> Checkpoint | None:
    """What the last verification found; None where there was none yet."""
    return Checkpoint.objects.first()


def _unsealed() -> Iterator[str]:
    for edition in without_seal().select_related("release"):
        yield (
            f"Edition {edition.number} of {edition.release} is not on record. If it was approved "
            "before there was a record, run “manage.py seal_record”."
        )


def _changed_versions() -> Iterator[str]:
    """Each version's document anew from its rows, against its seal."""
    names = Names(None)
    sealed = Edition.objects.filter(published_from__isnull=False, seal__isnull=False)
    editions = with_what_they_say(sealed.select_related("seal").order_by("pk"))
    for edition in editions.iterator(chunk_size=EDITIONS_AT_ONCE):
        said = f"Edition {edition.number} of {edition.release}"
        seal, at = edition.seal, edition.published_from
        assert at is not None  # filtered above  # noqa: S101
        if seal.published_from != at:
            yield f"{said} is dated otherwise than when it was put on record."
        elif seal.sha256 != sha256_of(
            document(edition, at, recorded_at=seal.recorded_at, names=names)
        ):
            yield f"{said} no longer says what it said when it was put on record."


def _rewritten(final_at: datetime) -> Iterator[str]:
    """Each earlier finding against the chain as it is now: how far had it come by then?"""
    found = Checkpoint.objects.order_by("final_at").values_list("final_at", "number", "head")
    chained = entries(final_at)
    standing, upcoming = Standing(), next(chained, None)
    for when, number, head in found:
        while upcoming is not None and upcoming.entered <= moment(when):
            standing, upcoming = upcoming.standing, next(chained, None)
        if (number, head) != (standing.number, standing.head):
            yield (
                f"The record as of {moment(when)} held {number} versions and ended in {head}; "
                f"now it holds {standing.number} and ends in {standing.head}."
            )
