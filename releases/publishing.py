"""The verbs that change what the public sees: one transaction, one instant, one record each.

Every moment is aware. ``by`` is the person's user name, kept as text so that the record outlives
the account. What must hold whatever code runs (no past instant, no change of a public statement)
is held by the triggers of ``releases/sql/functions.sql``.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from releases.models import Act, Edition, Release, Withdrawal
from releases.published import Published, Statement, database_now

# The database refuses an instant less than 2 s ahead of the commit; the rest is for slow commits.
SOONEST = timedelta(seconds=5)

# How the day of issue is known where this site is the one that issues.
ISSUED_HERE = "published on this site"


@transaction.atomic
def publish(edition: Edition, *, by: str, not_before: datetime | None = None) -> datetime:
    """Approve a draft edition and date it, with all that it needs, at one instant.

    The instant is the embargo, or ``not_before`` if that is later, or 5 s from now if both have
    passed. Returns it. Raises ValidationError where the edition is no draft or not complete.
    """
    edition = _locked(edition)
    _require(edition.approved_at is None, "This edition is already approved. Reload the page.")
    _require_sound(edition)
    put_in_order(edition)
    if hindered := hindrances(edition):
        raise ValidationError(hindered)
    now = database_now()
    at = max(m for m in (now + SOONEST, edition.embargo_until, not_before) if m is not None)
    _approve(edition, by=by, now=now)
    _issue(edition, at)
    _date(edition, at)
    _record(Act.Verb.PUBLISH, edition, by=by, now=now, effective_at=at)
    return at


@transaction.atomic
def archive(edition: Edition, *, by: str, published_from: datetime) -> None:
    """Take over a draft edition that was public elsewhere from ``published_from`` on.

    It shows at once; ``recorded_at`` says since when this site has shown it. Raises
    ValidationError where it was not public yet by now, or its embargo not over.
    """
    edition = _locked(edition)
    _require(edition.approved_at is None, "This edition is already approved. Reload the page.")
    _require_sound(edition)
    now = database_now()
    _require(
        published_from <= now and (edition.embargo_until or now) <= now,
        "Only what is already public elsewhere can be taken over. Publish it at its embargo.",
    )
    if edition.embargo_until and published_from < edition.embargo_until:
        published_from = edition.embargo_until
    _approve(edition, by=by, now=now)
    _date(edition, published_from, recorded_at=now)
    _record(Act.Verb.ARCHIVE, edition, by=by, now=now, effective_at=published_from)


@transaction.atomic
def unschedule(edition: Edition, *, by: str, reason: str = "") -> None:
    """Take an approved edition back before it is public: it is a draft again.

    Reference rows that were to become public only with it are drafts again too. Raises
    ValidationError where it is public already.
    """
    edition = _locked(edition)
    now = database_now()
    at = edition.published_from
    _require(
        at is not None and at > now,
        "This edition is not waiting to be published: correct or withdraw it instead.",
    )
    for model in reversed(_in_order(Published.concrete())):
        model.needed_by(edition).filter(published_from=at, published_from__gt=now).update(
            published_from=None
        )
    Edition.objects.filter(pk=edition.pk).update(
        approved_by="", approved_at=None, version=F("version") + 1
    )
    Edition.objects.filter(pk=edition.pk, issued_basis=ISSUED_HERE).update(
        issued_earliest=None, issued_latest=None, issued_basis=""
    )
    # Only now, since at no instant may two editions be in force.
    _end_predecessors(edition, at=None, was=at)
    # What another waiting edition needs as well waits for that one now.
    for other in Edition.objects.filter(published_from__gt=now):
        if other.published_from is not None:
            _date(other, other.published_from)
    _record(Act.Verb.UNSCHEDULE, edition, by=by, now=now, reason=reason)


@transaction.atomic
def correct(release: Release, *, by: str, reason: str) -> Edition:
    """Begin a correction: a draft of the next edition with the words of the one in force.

    Figures stay with the edition that states them; a corrected one is entered in the draft under
    its own figure id. Raises ValidationError where there is nothing public, or a draft already.
    """
    _require(bool(reason.strip()), "Say what is wrong: the public will read the reason.")
    now = database_now()
    drafts = release.editions.filter(approved_at__isnull=True)
    _require(not drafts.exists(), "A draft of this release exists already: edit that one.")
    current = release.editions.public(now).first()
    _require(current is not None, "Nothing of this release is public, so nothing can be corrected.")
    assert current is not None  # _require raised otherwise  # noqa: S101
    last = release.editions.order_by("-number").values_list("number", flat=True)[0]
    draft = current.copied_as_draft(
        number=last + 1,
        written_by=by,
        approved_by="",
        approved_at=None,
        version=1,
        change_note=reason.strip(),
    )
    for model in _copied_with_edition():
        for row in model.needed_by(current):
            row.copied_as_draft(edition=draft)
    _record(Act.Verb.CORRECT, draft, by=by, now=now, reason=reason)
    return draft


@transaction.atomic
def withdraw(release: Release, *, by: str, reason: str) -> Withdrawal:
    """Take a release off the site at every instant; its address answers 410 with the reason.

    At once, and for the past too. The bounds are kept in the Withdrawal. Raises ValidationError
    where nothing of it is or was public.
    """
    _require(bool(reason.strip()), "Say why: the public will read the reason.")
    now = database_now()
    Release.objects.select_for_update().get(pk=release.pk)
    shown = release.editions.filter(published_from__lte=now).order_by("-number").first()
    _require(shown is not None, "Nothing of this release is public: delete its draft instead.")
    assert shown is not None  # _require raised otherwise  # noqa: S101
    _require(not Withdrawal.objects.filter(release=release).exists(), "It is withdrawn already.")
    withdrawal = Withdrawal.objects.create(
        release=release,
        slug=release.slug,
        title=shown.title,
        reason=reason.strip(),
        published_from=now,
        recorded_at=now,
        bounds=_bounds_of(release),
    )
    for rows in _rows_of(release):
        rows.update(published_from=None, published_until=None)
    Release.objects.filter(pk=release.pk).update(published_from=None)
    _record(Act.Verb.WITHDRAW, shown, by=by, now=now, effective_at=now, reason=reason)
    return withdrawal


def publish_reference(row: Published, *, by: str) -> datetime:
    """Let one reference row out that no edition brings with it (a chart, a topic).

    Returns the instant, 5 s from now. Raises ValidationError where it is public already.
    """
    with transaction.atomic():
        model = type(row)
        now = database_now()
        changed = model._default_manager.filter(pk=row.pk, published_from__isnull=True).update(
            published_from=now + SOONEST
        )
        _require(changed == 1, "It is public, or about to be, already.")
    return now + SOONEST


def archive_reference(row: Published, *, by: str, published_from: datetime) -> None:
    """Take over one reference row that was public elsewhere and that no edition brings with it.

    It shows at once, and as-at from ``published_from`` on. Raises ValidationError where that
    moment is still to come, or the row is public already.
    """
    with transaction.atomic():
        model = type(row)
        now = database_now()
        _require(published_from <= now, "Only what is already public elsewhere can be taken over.")
        waiting = Q(published_from__isnull=True) | Q(published_from__gt=now)
        changed = model._default_manager.filter(waiting, pk=row.pk).update(
            published_from=published_from, recorded_at=now
        )
        _require(changed == 1, "It is public already.")


def put_in_order(edition: Edition) -> None:
    """Work out anew what hangs on the draft's words, after any of them was edited."""
    for model in Published.concrete():
        model.put_in_order(edition)


def hindrances(edition: Edition) -> list[str]:
    """Sentences on what must be mended before the draft can be published; empty when it can."""
    return [sentence for model in Published.concrete() for sentence in model.hindrances(edition)]


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise ValidationError(sentence)


def _require_sound(edition: Edition) -> None:
    """What the admin's forms check, once more: an edition reaches the public by this way alone."""
    edition.full_clean(exclude=["release"], validate_constraints=False)
    _require(
        not Withdrawal.objects.filter(release=edition.release_id).exists(),
        "This release is withdrawn: nothing of it can be published.",
    )


def _locked(edition: Edition) -> Edition:
    return Edition.objects.select_for_update().get(pk=edition.pk)


def _approve(edition: Edition, *, by: str, now: datetime) -> None:
    """One statement, conditional on the edition being a draft still."""
    changed = Edition.objects.filter(pk=edition.pk, approved_at__isnull=True).update(
        approved_by=by, approved_at=now, version=F("version") + 1
    )
    _require(changed == 1, "Somebody else has approved this edition meanwhile. Reload the page.")


def _issue(edition: Edition, at: datetime) -> None:
    """Where nobody has said when it was issued elsewhere, its day is the day it is public here."""
    day = timezone.localdate(at)
    Edition.objects.filter(pk=edition.pk, issued_latest=None, issued_basis="").update(
        issued_earliest=day, issued_latest=day, issued_basis=ISSUED_HERE
    )


def _date(edition: Edition, at: datetime, *, recorded_at: datetime | None = None) -> None:
    """Date the edition and all that it needs, and end what it replaces, at ``at``."""
    if edition.is_correction:
        _end_predecessors(edition, at=at)
    bounds: dict[str, Any] = {"published_from": at, "recorded_at": recorded_at}
    later = max(at, database_now())
    for model in _in_order(Published.concrete()):
        # Waiting for a later moment counts as waiting: a reference row is public as soon as
        # anything needs it. A statement waits for its own edition alone.
        waiting = Q(published_from__isnull=True)
        if not issubclass(model, Statement):
            waiting |= Q(published_from__gt=later)
        needed = model.needed_by(edition)
        model._default_manager.filter(waiting, pk__in=needed.values("pk")).update(**bounds)


def _end_predecessors(
    edition: Edition, *, at: datetime | None, was: datetime | None = None
) -> None:
    """Let the statements that ``edition`` replaces end at ``at``; None takes the end back."""
    for model in _statements():
        replaced = model.replaced_by(edition)
        if was is None:
            replaced = replaced.filter(published_from__isnull=False, published_until__isnull=True)
        else:
            replaced = replaced.filter(published_until=was)
        replaced.update(published_until=at)


def _statements() -> list[type[Statement]]:
    return [model for model in Published.concrete() if issubclass(model, Statement)]


def _rows_of(release: Release) -> list[models.QuerySet[Any]]:
    """All dated rows that say what the release says: statements, and charts that came with it."""
    found: list[models.QuerySet[Any]] = []
    for model in Published.concrete():
        if model is Withdrawal or "release" not in {field.name for field in model._meta.fields}:
            continue
        rows: models.QuerySet[Any] = model._default_manager.all()
        found.append(rows.filter(release=release, published_from__isnull=False))
    return found


def _copied_with_edition() -> list[type[Statement]]:
    """Statements that a correction restates whole (quotations, claims), since none has an id."""
    return [model for model in _statements() if model.restated_by_correction]


def _in_order(registered: Iterable[type[Published]]) -> list[type[Published]]:
    """Parents before their children: references, editions, then what hangs on them."""
    return sorted(registered, key=lambda model: model.dated_after)


def _bounds_of(release: Release) -> list[dict[str, Any]]:
    kept = []
    for rows in _rows_of(release):
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


def _record(
    verb: Act.Verb,
    edition: Edition,
    *,
    by: str,
    now: datetime,
    effective_at: datetime | None = None,
    reason: str = "",
) -> None:
    Act.objects.create(
        verb=verb,
        release_id=edition.release_id,
        edition=edition,
        by=by,
        at=now,
        effective_at=effective_at,
        reason=reason.strip(),
    )
