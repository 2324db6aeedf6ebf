"""Keeping a rehearsal, and who signed it off."""

from django.db import transaction

from releases.models import Act, Edition, Rehearsal
from releases.published import database_now
from releases.publishing import fingerprint
from releases.publishing.steps import record, require
from releases.rehearsing.crawling import changes_at


def rehearse(edition: Edition, *, by: str) -> Rehearsal:
    """Find every address that will change at the edition's moment, and keep the list.

    A draft counts as approved; what it will have in the record is only known once it is. Refused
    where it has no moment, or that has passed.
    """
    moment = edition.due_at
    require(
        moment is not None and moment > database_now(),
        "It has no moment to come: give it an embargo first.",
    )
    assert moment is not None  # require raised otherwise  # noqa: S101
    seen = fingerprint(edition)  # now: what changes while the site is asked makes it out of date
    drafts = Edition.objects.filter(pk=edition.pk, approved_at=None)
    surfaces, complete = changes_at(moment, drafts)
    listed = [surface.as_json() for surface in surfaces]
    if not complete:
        listed.append({"address": "", "kind": "more", "title": "", "added": [], "removed": []})
    return Rehearsal.objects.create(
        edition=edition,
        moment=moment,
        fingerprint=seen,
        surfaces=listed,
        made_by=by,
        made_at=database_now(),
    )


def is_current(rehearsal: Rehearsal) -> bool:
    """Whether the edition still says what was rehearsed, for the same moment."""
    edition = rehearsal.edition
    return edition.due_at == rehearsal.moment and fingerprint(edition) == rehearsal.fingerprint


@transaction.atomic
def sign_off(rehearsal: Rehearsal, *, by: str) -> None:
    """Say that this is what should become public.

    Refused where the edition is not approved yet, or something changed since it was rehearsed.
    """
    edition = Edition.objects.select_for_update().get(pk=rehearsal.edition_id)
    require(
        edition.approved_at is not None,
        "It is not approved yet. Approve it, then rehearse what will really go out.",
    )
    require(
        is_current(rehearsal),
        "The edition or its moment has changed since this rehearsal. Rehearse it again.",
    )
    now = database_now()
    changed = Rehearsal.objects.filter(pk=rehearsal.pk, signed_at=None).update(
        signed_by=by, signed_at=now
    )
    require(changed == 1, "It is signed off already.")
    record(
        Act.Verb.SIGN_OFF,
        rehearsal.edition,
        by=by,
        now=now,
        effective_at=rehearsal.moment,
        detail={"rehearsal": rehearsal.pk, "addresses": len(rehearsal.surfaces)},
    )
