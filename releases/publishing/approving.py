"""Draft → submitted → approved by another person, and back again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from releases.models import Act, Edition, Wording
from releases.published import Published, Statement, database_now
from releases.publishing.authors import authors
from releases.publishing.dating import (
    date_with_all_it_needs,
    issue,
    moment_for,
    undate,
)
from releases.publishing.steps import (
    is_alone,
    let_requests_lapse,
    locked,
    record,
    require,
    require_sound,
)

NOT_SUBMITTED: dict[str, Any] = {"submitted_by": "", "submitted_at": None}
NOT_APPROVED: dict[str, Any] = {"approved_by": "", "approved_at": None, "approved_alone": False}


@transaction.atomic
def submit(edition: Edition, *, by: str) -> None:
    """Hand a draft to those who approve. Refused where it is no draft, or not complete."""
    edition = locked(edition)
    require(_is_draft(edition), "Only a draft can be submitted. Reload the page.")
    _require_complete(edition)
    now = database_now()
    _set(edition, submitted_by=by, submitted_at=now)
    record(Act.Verb.SUBMIT, edition, by=by, now=now)


@transaction.atomic
def send_back(edition: Edition, *, by: str, reason: str) -> None:
    """Return a submitted edition to who wrote it, who reads the reason."""
    require(bool(reason.strip()), "Say what has to change: whoever wrote it will read it.")
    edition = locked(edition)
    require(
        edition.submitted_at is not None and edition.approved_at is None,
        "It is not waiting for approval. Reload the page.",
    )
    _set(edition, **NOT_SUBMITTED, held_by="", held_at=None, hold_reason="")
    record(Act.Verb.SEND_BACK, edition, by=by, now=database_now(), reason=reason)


@transaction.atomic
def approve(
    edition: Edition,
    *,
    by: str,
    seen: str = "",
    not_before: datetime | None = None,
    answers: Mapping[str, str] | None = None,
) -> datetime:
    """Approve a submitted edition and date it, with all that it needs, at one instant.

    The instant is the embargo, or ``not_before`` if that is later, or 5 s from now if both have
    passed. Returns it. ``seen`` is the fingerprint of what the person read: what has changed since
    is not approved. ``answers`` are those to ``releases.admin.approval_questions``. Refused for
    those who wrote, changed or submitted it (ASVS 5.0 2.3.5), where the edition is not submitted,
    on hold or not complete, and while a question is not answered.
    """
    edition = locked(edition)
    require(edition.approved_at is None, "This edition is already approved. Reload the page.")
    require(edition.held_at is None, "It is on hold: end the hold first.")
    require(edition.submitted_at is not None, "It is still a draft: it must be submitted first.")
    alone = is_alone(by, authors(edition), what="wrote, changed or submitted this edition")
    require(
        not seen or seen == fingerprint(edition),
        "It was changed while you read it. Nothing was approved: read it again below.",
    )
    _require_complete(edition)
    detail: dict[str, Any] = {"alone": True} if alone else {}
    for model in Published.concrete():
        detail |= model.settle(edition, answers or {}, by=by)
    now = database_now()
    at = moment_for(edition, not_before=not_before)
    _set(edition, approved_by=by, approved_at=now, approved_alone=alone)
    issue(edition, at)
    date_with_all_it_needs(edition, at)
    record(
        Act.Verb.APPROVE,
        edition,
        by=by,
        now=now,
        effective_at=at,
        detail=detail,
    )
    return at


@transaction.atomic
def unschedule(edition: Edition, *, by: str, reason: str = "") -> None:
    """Take the approval back before the edition is public: it is a draft again.

    Reference rows that were to become public only with it are drafts again too. Refused where it
    is public already.
    """
    edition = locked(edition)
    now = database_now()
    require_scheduled(edition, now)
    undate(edition)
    _set(edition, **NOT_SUBMITTED, **NOT_APPROVED)
    let_requests_lapse(edition, by=by, at=now)
    record(Act.Verb.UNSCHEDULE, edition, by=by, now=now, reason=reason)


@transaction.atomic
def reopen(row: Published, *, by: str) -> list[Edition]:
    """Before an edit of ``row``: take back the approvals and submissions that rest on its words.

    ``row`` is an edition, a statement of one, or a reference row: one that waits to become public,
    or one whose new words wait (``releases.renewable``).
    Returns the editions that are drafts again, so that the person can be told. An edition on hold
    stays on hold, and is a draft once that ends: else whoever edited it could approve their own
    words.
    """
    now = database_now()
    reopened = []
    for edition in _resting_on(row, now):
        if edition.published_from is not None:
            unschedule(edition, by=by, reason="It was edited after its approval.")
        else:
            _set(edition, **NOT_SUBMITTED)
            record(Act.Verb.SEND_BACK, edition, by=by, now=now, reason="It was edited.")
        reopened.append(edition)
    if not isinstance(row, Statement):  # let out by itself a moment ago
        rows = type(row)._default_manager.filter(pk=row.pk, published_from__gt=now)
        rows.update(published_from=None)
    row.refresh_from_db(fields=["published_from"])
    return reopened


def fingerprint(edition: Edition) -> str:
    """What approving ``edition`` now would let out, as one hash: equal only while nothing changes.

    The page that asks for approval shows the rows and carries their fingerprint.
    """
    whole, now = hashlib.sha256(), database_now()
    for model in Published.concrete():
        rows = model.needed_by(edition)
        if not issubclass(model, Statement):
            rows = rows.filter(Q(published_from=None) | Q(published_from__gt=now))
        names = [field.attname for field in model._meta.concrete_fields]
        # The submission itself changes nothing that would be published.
        names = [name for name in names if name not in NOT_SUBMITTED]
        for values in rows.order_by("pk").distinct().values_list(*names):
            whole.update(json.dumps([model.__name__, *values], default=str).encode())
        for field in model._meta.local_many_to_many:
            through: Any = field.remote_field.through
            linked = through._default_manager.filter(
                **{f"{field.m2m_field_name()}__in": rows.values("pk")}
            )
            whole.update(json.dumps(list(linked.order_by("pk").values_list())).encode())
    return whole.hexdigest()


def put_in_order(edition: Edition) -> None:
    """Work out anew what hangs on the draft's words, after any of them was edited."""
    for model in Published.concrete():
        model.put_in_order(edition)


def hindrances(edition: Edition) -> list[str]:
    """Sentences on what must be mended before the draft can be published; empty when it can."""
    return [sentence for model in Published.concrete() for sentence in model.hindrances(edition)]


def require_scheduled(edition: Edition, now: datetime) -> None:
    require(
        edition.published_from is not None and edition.published_from > now,
        "This edition is not waiting to be published: correct or withdraw it instead.",
    )


def _is_draft(edition: Edition) -> bool:
    return (edition.submitted_at, edition.approved_at, edition.held_at) == (None, None, None)


def _require_complete(edition: Edition) -> None:
    require_sound(edition)
    put_in_order(edition)
    if hindered := hindrances(edition):
        raise ValidationError(hindered)


def _set(edition: Edition, **fields: Any) -> None:
    Edition.objects.filter(pk=edition.pk).update(**fields, version=F("version") + 1)


def _resting_on(row: Published, now: datetime) -> list[Edition]:
    """Editions handed in or approved, and not public yet, that ``row`` is a part of."""
    handed_in: models.QuerySet[Edition] = Edition.objects.select_for_update().handed_in(now)
    if isinstance(row, Edition):
        return list(handed_in.filter(pk=row.pk))
    if isinstance(row, Statement):
        return [e for e in handed_in.filter(release=row.release_id) if _needs(e, row)]
    if row.published_from is not None and row.published_from <= now:
        # It is public, but a correction that waits has new words for it.
        return list(handed_in.filter(pk__in=Wording.lapsing_with(row).values("edition")))
    return [edition for edition in handed_in if _needs(edition, row)]


def _needs(edition: Edition, row: Published) -> bool:
    return type(row).needed_by(edition).filter(pk=row.pk).exists()
