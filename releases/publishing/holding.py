"""Out of the queue at once, and into it again only by hand."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from releases.models import Act, Edition
from releases.published import Published, Statement, database_now
from releases.publishing.approving import NOT_APPROVED
from releases.publishing.dating import undate
from releases.publishing.steps import let_requests_lapse, locked, record, require


@transaction.atomic
def hold(edition: Edition, *, by: str, reason: str) -> None:
    """Take a submitted or approved edition out of the queue.

    Its approval is gone: once the hold is ended it has to be approved again, so that nothing goes
    out because somebody forgot it. Refused where it is public, a draft, or on hold already.
    """
    require(bool(reason.strip()), "Say why it is held: whoever ends the hold will read it.")
    _hold(locked(edition), by=by, reason=reason.strip(), now=database_now())


@transaction.atomic
def hold_everything(*, by: str, reason: str) -> list[Edition]:
    """Take everything that is not public yet out of the queue; returns the editions held.

    For the worst hour: a wrong clock, a restored backup, an embargo list in the wrong hands.
    Reference rows that were to go out by themselves are drafts again.
    """
    require(bool(reason.strip()), "Say why everything is held: whoever ends it will read it.")
    now = database_now()
    held = list(Edition.objects.select_for_update().handed_in(now).filter(held_at=None))
    for edition in held:
        _hold(edition, by=by, reason=reason.strip(), now=now)
    for model in Published.concrete():
        if not issubclass(model, Statement):
            model._default_manager.filter(published_from__gt=now).update(published_from=None)
    return held


@transaction.atomic
def end_hold(edition: Edition, *, by: str) -> None:
    """Let a held edition wait for approval again."""
    edition = locked(edition)
    require(edition.held_at is not None, "It is not on hold. Reload the page.")
    Edition.objects.filter(pk=edition.pk).update(
        held_by="", held_at=None, hold_reason="", version=F("version") + 1
    )
    record(Act.Verb.END_HOLD, edition, by=by, now=database_now())


def _hold(edition: Edition, *, by: str, reason: str, now: datetime) -> None:
    was = edition.published_from
    require(edition.held_at is None, "It is on hold already. Reload the page.")
    require(
        edition.submitted_at is not None and (was is None or was > now),
        "Only what is submitted or approved, and not public yet, can be held.",
    )
    if was is not None:
        undate(edition)
    put_on_hold(edition, by=by, reason=reason, now=now)


def put_on_hold(edition: Edition, *, by: str, reason: str, now: datetime) -> None:
    """Take the approval of an edition that has no moment any more; ``edition`` still tells it."""
    Edition.objects.filter(pk=edition.pk).update(
        **NOT_APPROVED, held_by=by, held_at=now, hold_reason=reason, version=F("version") + 1
    )
    let_requests_lapse(edition, by=by, at=now)
    was = edition.published_from
    detail = {"was": was.isoformat()} if was else None
    record(Act.Verb.HOLD, edition, by=by, now=now, reason=reason, detail=detail)
