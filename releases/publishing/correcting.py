"""The next edition of what is public, and taking a release off the site."""

from typing import Any

from django.db import transaction

from releases.models import Act, Edition, Release, Withdrawal
from releases.published import Statement, database_now
from releases.publishing.dating import rows_of, statements
from releases.publishing.steps import record, require


@transaction.atomic
def correct(
    release: Release,
    *,
    by: str,
    reason: str,
    kind: str = Edition.ChangeKind.CORRECTION,
) -> Edition:
    """Begin a correction: a draft of the next edition with the words of the one in force.

    Figures stay with the edition that states them; a corrected one is entered in the draft under
    its own figure id. ``kind`` says whether an error is put right or a planned revision made.
    Refused where there is nothing public, or a draft already.
    """
    require(bool(reason.strip()), "Say what is wrong: the public will read the reason.")
    now = database_now()
    _lock(release)
    waiting = release.editions.filter(published_from=None, approved_at=None).exists()
    require(not waiting, "A draft of this release exists already: edit that one.")
    require(
        not release.editions.filter(published_from__gt=now).exists(),
        "A correction of this release waits for its moment: take that one back and edit it.",
    )
    current = release.editions.public(now).first()
    require(current is not None, "Nothing of this release is public, so nothing can be corrected.")
    assert current is not None  # require raised otherwise  # noqa: S101
    last = release.editions.order_by("-number").values_list("number", flat=True)[0]
    draft = current.copied_as_draft(
        number=last + 1,
        written_by=by,
        submitted_by="",
        submitted_at=None,
        approved_by="",
        approved_at=None,
        approved_alone=False,
        # What was embargoed once is out; a correction has an embargo only if somebody sets one.
        embargo_reason="",
        version=1,
        change_kind=kind,
        change_note=reason.strip(),
    )
    for model in _copied_with_edition():
        for row in model.needed_by(current):
            row.copied_as_draft(edition=draft)
    record(Act.Verb.CORRECT, draft, by=by, now=now, reason=reason)
    return draft


@transaction.atomic
def withdraw(release: Release, *, by: str, reason: str) -> Withdrawal:
    """Take a release off the site at every instant; its address answers 410 with the reason.

    At once, and for the past too: the notice stands at every instant at which the release stood.
    The bounds are kept in the Withdrawal. Refused where nothing of it is or was public.
    """
    require(bool(reason.strip()), "Say why: the public will read the reason.")
    now = database_now()
    _lock(release)
    editions = release.editions.filter(published_from__lte=now).order_by("number")
    first, shown = editions.first(), editions.last()
    require(shown is not None, "Nothing of this release is public: delete its draft instead.")
    assert first is not None and shown is not None  # require raised otherwise  # noqa: S101, PT018
    require(not Withdrawal.objects.filter(release=release).exists(), "It is withdrawn already.")
    withdrawal = Withdrawal.objects.create(
        release=release,
        slug=release.slug,
        title=shown.title,
        reason=reason.strip(),
        published_from=first.published_from,
        recorded_at=now,
        bounds=_bounds_of(release),
    )
    for rows in rows_of(release):
        rows.update(published_from=None, published_until=None)
    Release.objects.filter(pk=release.pk).update(published_from=None)
    record(Act.Verb.WITHDRAW, shown, by=by, now=now, effective_at=now, reason=reason)
    return withdrawal


def _lock(release: Release) -> None:
    """Editions first, as their pages do: those who lock in one order never wait in a circle."""
    list(release.editions.select_for_update().order_by("pk"))
    Release.objects.select_for_update().get(pk=release.pk)


def _copied_with_edition() -> list[type[Statement]]:
    """Statements that a correction restates whole (quotations, claims), since none has an id."""
    return [model for model in statements() if model.restated_by_correction]


def _bounds_of(release: Release) -> list[dict[str, Any]]:
    kept = []
    for rows in rows_of(release):
        for pk, since, until in rows.values_list("pk", "published_from", "published_until"):
            kept.append(
                {
                    "table": rows.model._meta.db_table,
                    "row": pk,
                    "from": since.isoformat(),
                    "until": until.isoformat() if until else None,
                }
            )
    return kept
