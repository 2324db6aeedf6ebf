"""The moment of an approved edition: later by one person, earlier only by two."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from releases.models import Act, BringForward, Edition
from releases.published import database_now
from releases.publishing.approving import require_scheduled
from releases.publishing.dating import date_with_all_it_needs, issue, moment_for, undate
from releases.publishing.steps import (
    is_alone,
    let_requests_lapse,
    locked,
    record,
    require,
    require_not_withdrawn,
)


@transaction.atomic
def move(edition: Edition, *, by: str, embargo_until: datetime, reason: str) -> datetime:
    """Let an approved edition wait for a later moment. Returns it.

    It stays approved, since nothing of what it says has changed. Refused where the moment is not
    later: letting something out earlier takes two people (``ask_earlier``).
    """
    require(bool(reason.strip()), "Say why it moves: the reason is kept.")
    edition = locked(edition)
    now = database_now()
    require_scheduled(edition, now)
    was = edition.published_from
    assert was is not None  # require_scheduled raised otherwise  # noqa: S101
    require(
        embargo_until > was,
        "That is not later than now planned. To let it out earlier, ask for it: another person "
        "must agree.",
    )
    at = _redate(edition, embargo_until, reason)
    let_requests_lapse(edition, by=by, at=now)
    _record_move(Act.Verb.MOVE, edition, by=by, now=now, at=at, was=was, reason=reason)
    return at


@transaction.atomic
def ask_earlier(
    edition: Edition, *, by: str, embargo_until: datetime | None, reason: str
) -> BringForward:
    """Ask that an approved edition goes out at an earlier moment; None is at once.

    Nothing changes until another person grants it (reliability: shortening takes two).
    """
    require(bool(reason.strip()), "Say why it should go out earlier: the reason is kept.")
    edition = locked(edition)
    now = database_now()
    require_scheduled(edition, now)
    assert edition.published_from is not None  # require_scheduled raised otherwise  # noqa: S101
    require(
        embargo_until is None or embargo_until < edition.published_from,
        "That is not earlier than now planned: move it instead.",
    )
    require(
        not edition.requests.filter(outcome=BringForward.Outcome.WAITING).exists(),
        "Somebody has asked for an earlier moment already: grant or decline that first.",
    )
    request = BringForward.objects.create(
        edition=edition,
        embargo_until=embargo_until,
        reason=reason.strip(),
        asked_by=by,
        asked_at=now,
    )
    record(Act.Verb.PROPOSE, edition, by=by, now=now, effective_at=embargo_until, reason=reason)
    return request


@transaction.atomic
def grant_earlier(request: BringForward, *, by: str) -> datetime:
    """The second half of one act: the edition goes out at the moment asked for. Returns it.

    Where that has passed it goes out 5 s from now. Refused for the person who asked.
    """
    edition = locked(request.edition)
    request = _waiting(request)
    now = database_now()
    require_scheduled(edition, now)
    require_not_withdrawn(edition)
    was = edition.published_from
    assert was is not None  # require_scheduled raised otherwise  # noqa: S101
    alone = is_alone(by, {request.asked_by}, what="asked for the earlier moment")
    _settle(request, BringForward.Outcome.GRANTED, by=by, now=now, granted_alone=alone)
    at = _redate(edition, request.embargo_until, request.reason)
    _record_move(
        Act.Verb.BRING_FORWARD,
        edition,
        by=by,
        now=now,
        at=at,
        was=was,
        reason=request.reason,
        asked_by=request.asked_by,
    )
    return at


@transaction.atomic
def decline_earlier(request: BringForward, *, by: str, reason: str = "") -> None:
    """Leave the edition at its moment; whoever asked may also take the request back."""
    edition = locked(request.edition)
    request = _waiting(request)
    now = database_now()
    _settle(request, BringForward.Outcome.DECLINED, by=by, now=now)
    record(Act.Verb.DECLINE, edition, by=by, now=now, reason=reason)


def _waiting(request: BringForward) -> BringForward:
    request = BringForward.objects.select_for_update().get(pk=request.pk)
    require(
        request.outcome == BringForward.Outcome.WAITING,
        "This request is settled already. Reload the page.",
    )
    return request


def _settle(request: BringForward, outcome: str, *, by: str, now: datetime, **more: Any) -> None:
    BringForward.objects.filter(pk=request.pk).update(
        outcome=outcome, settled_by=by, settled_at=now, **more
    )


def _redate(edition: Edition, embargo_until: datetime | None, reason: str) -> datetime:
    """Give the edition and all that waits with it another moment, and say why it is another."""
    was = edition.published_from
    undate(edition, to_date_anew=True)
    edition.embargo_until = embargo_until
    at = moment_for(edition)
    Edition.objects.filter(pk=edition.pk).update(
        embargo_until=embargo_until or at,
        embargo_reason=reason.strip(),
        version=F("version") + 1,
    )
    edition.refresh_from_db()
    issue(edition, at)
    date_with_all_it_needs(edition, at, was=was)
    return at


def _record_move(
    verb: Act.Verb,
    edition: Edition,
    *,
    by: str,
    now: datetime,
    at: datetime,
    was: datetime,
    reason: str,
    **detail: str,
) -> None:
    record(
        verb,
        edition,
        by=by,
        now=now,
        effective_at=at,
        reason=reason,
        detail={"was": was.isoformat(), **detail},
    )
