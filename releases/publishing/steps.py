"""What every verb begins and ends with: a lock, a condition, a line in the record."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from releases.models import Act, BringForward, Edition, Withdrawal


def require(condition: bool, sentence: str) -> None:
    """Go on, or refuse with a sentence for the person who asked."""
    if not condition:
        raise ValidationError(sentence)


def locked(edition: Edition) -> Edition:
    """The edition as it stands now; nobody else changes it until this transaction ends."""
    return Edition.objects.select_for_update().get(pk=edition.pk)


def require_sound(edition: Edition) -> None:
    """What the admin's forms check, once more: an edition reaches the public by this way alone."""
    edition.full_clean(exclude=["release"], validate_constraints=False)
    require_not_withdrawn(edition)


def require_not_withdrawn(edition: Edition) -> None:
    require(
        not Withdrawal.objects.filter(release=edition.release_id).exists(),
        "This release is withdrawn: nothing of it can be published.",
    )


def is_alone(by: str, others: set[str], *, what: str) -> bool:
    """Whether ``by`` would act without a second person; refused unless FOUR_EYES is off.

    ``others`` are those who did the first half, ``what`` says what they did. Returns True in an
    office of one, which the record then shows.
    """
    alone = by in others
    require(
        not alone or not settings.FOUR_EYES,
        f"You {what}, so another person must do this: ask a colleague who may approve.",
    )
    return alone


def let_requests_lapse(edition: Edition, *, by: str, at: datetime) -> None:
    """A request for an earlier moment means nothing once the edition has left the queue."""
    BringForward.objects.filter(edition=edition, outcome=BringForward.Outcome.WAITING).update(
        outcome=BringForward.Outcome.LAPSED, settled_by=by, settled_at=at
    )


def record(
    verb: Act.Verb,
    edition: Edition | None,
    *,
    by: str,
    now: datetime,
    effective_at: datetime | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> Act:
    """One line of who did what; ``edition`` is None for a row that belongs to no release."""
    return Act.objects.create(
        verb=verb,
        release_id=edition.release_id if edition else None,
        edition=edition,
        by=by,
        at=now,
        effective_at=effective_at,
        reason=reason.strip(),
        detail=detail or {},
    )
