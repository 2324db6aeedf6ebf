"""Whether what was published is still what it was: every row, every link, every earlier finding."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from releases.models import Checkpoint, Edition, Seal
from releases.published import database_now
from releases.record.documents import Names, document, moment, sha256_of
from releases.record.entries import FINAL_AFTER, Standing, entries, standing_at
from releases.record.sealing import without_seal

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
    sealed = Seal.objects.filter(edition__published_from__isnull=False)
    for one in sealed.select_related("edition__release").order_by("pk").iterator(chunk_size=500):
        said = f"Edition {one.number} of {one.edition.release}"
        if one.published_from != one.edition.published_from:
            yield f"{said} is dated {_when(one.edition)}, its seal {moment(one.published_from)}."
        elif _hash_now(one, names) != one.sha256:
            yield f"{said} no longer says what it said when it was put on record."


def _hash_now(one: Seal, names: Names) -> str:
    blocks = document(one.edition, one.published_from, recorded_at=one.recorded_at, names=names)
    return sha256_of(blocks)


def _rewritten(final_at: datetime) -> Iterator[str]:
    """Each earlier finding against the chain as it is now: how far had it come by then?"""
    found = Checkpoint.objects.order_by("final_at").values_list("final_at", "number", "head")
    chained = entries(final_at)
    standing, upcoming = Standing(), next(chained, None)
    for when, number, head in found:
        while upcoming is not None and upcoming.entered_at <= when:
            standing, upcoming = upcoming.standing, next(chained, None)
        if (number, head) != (standing.number, standing.head):
            yield (
                f"The record as of {moment(when)} held {number} versions and ended in {head}; "
                f"now it holds {standing.number} and ends in {standing.head}."
            )


def _when(edition: Edition) -> str:
    return moment(edition.published_from) if edition.published_from else "nowhere"
