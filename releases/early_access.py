"""Early readers: a link that opens one edition for one person, for 24 hours at most.

The Pre-release Access to Official Statistics Order 2008 allows 24 hours, named persons and a reason
for each; the link follows the guidance on secrets in addresses: 128 bits, only a hash is kept, and
a person can end it at once.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from releases.models import Act, EarlyAccess, EarlyView, Edition
from releases.models.early_access import LONGEST
from releases.published import database_now
from releases.publishing.steps import locked, record, require, require_not_withdrawn

TOKEN_BYTES = 16
NOT_LONG_AHEAD = timedelta(days=60)


@transaction.atomic
def give_access(
    edition: Edition,
    *,
    by: str,
    reader: str,
    organisation: str,
    justification: str,
    before_embargo: bool = False,
) -> tuple[EarlyAccess, str]:
    """Let a named person read an edition that is not public; returns the row and the token.

    The window is the next 24 hours, or with ``before_embargo`` the last 24 before its embargo. The
    token is shown once and kept nowhere. Refused where the edition is public or on hold, or a
    name or reason is missing.
    """
    edition = locked(edition)
    now = database_now()
    require(
        all(text.strip() for text in (reader, organisation, justification)),
        "Name the person and their organisation, and say why they must see it early.",
    )
    require_not_withdrawn(edition)
    require(edition.held_at is None, "It is on hold: nobody outside may read it.")
    require(
        edition.published_from is None or edition.published_from > now,
        "It is public: send the address of its page instead.",
    )
    opens = _opening(edition, now) if before_embargo else now
    token = secrets.token_urlsafe(TOKEN_BYTES)
    access = EarlyAccess.objects.create(
        edition=edition,
        reader=reader.strip(),
        organisation=organisation.strip(),
        justification=justification.strip(),
        token_sha256=_hash(token),
        opens_at=opens,
        closes_at=opens + LONGEST,
        made_by=by,
        made_at=now,
    )
    record(
        Act.Verb.EARLY_ACCESS,
        edition,
        by=by,
        now=now,
        effective_at=opens,
        reason=justification,
        detail={"reader": access.reader, "organisation": access.organisation},
    )
    return access, token


@transaction.atomic
def revoke(access: EarlyAccess, *, by: str) -> None:
    """End a reader's access at their next request. Refused where it was ended before."""
    now = database_now()
    changed = EarlyAccess.objects.filter(pk=access.pk, revoked_at=None).update(
        revoked_by=by, revoked_at=now
    )
    require(changed == 1, "It was revoked already.")
    record(
        Act.Verb.REVOKE_ACCESS,
        access.edition,
        by=by,
        now=now,
        detail={"reader": access.reader, "organisation": access.organisation},
    )


def find_access(token: str) -> EarlyAccess | None:
    """The access that ``token`` opens now; None for every token that opens nothing, whyever.

    An edition that is on hold, public or withdrawn is not opened.
    """
    now = database_now()
    return (
        EarlyAccess.objects.filter(
            token_sha256=_hash(token),
            revoked_at=None,
            opens_at__lte=now,
            closes_at__gt=now,
            edition__held_at=None,
            edition__release__withdrawal=None,
        )
        .exclude(edition__published_from__lte=now)
        .select_related("edition__release")
        .first()
    )


def log_view(access: EarlyAccess, *, address: str, agent: str) -> EarlyView:
    """Keep that it was read: when, from where, by which program, and in which state."""
    return EarlyView.objects.create(
        access=access,
        at=database_now(),
        address=address[:60],
        agent=agent[:250],
        version=access.edition.version,
    )


def _opening(edition: Edition, now: datetime) -> datetime:
    begins = edition.due_at
    require(
        begins is not None and now < begins < now + NOT_LONG_AHEAD,
        "It has no embargo within the next 60 days, so no last 24 hours: open it now instead.",
    )
    assert begins is not None  # require raised otherwise  # noqa: S101
    return max(now, begins - LONGEST)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
