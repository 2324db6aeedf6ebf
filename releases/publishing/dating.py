"""How one instant reaches an edition and everything that it needs, and leaves it again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from releases.models import Edition, Release, Withdrawal
from releases.published import Published, Statement, database_now
from releases.record.sealing import seal

# The database refuses an instant less than 2 s ahead of the commit; the rest is for slow commits.
SOONEST = timedelta(seconds=5)

# How the day of issue is known where this site is the one that issues.
ISSUED_HERE = "published on this site"
NOT_ISSUED: dict[str, Any] = {"issued_earliest": None, "issued_latest": None, "issued_basis": ""}


def moment_for(edition: Edition, *, not_before: datetime | None = None) -> datetime:
    """When ``edition`` goes out if it is approved now: at its embargo, or 5 s from now."""
    soonest = database_now() + SOONEST
    return max(m for m in (soonest, edition.embargo_until, not_before) if m is not None)


def date_with_all_it_needs(
    edition: Edition,
    at: datetime,
    *,
    recorded_at: datetime | None = None,
    was: datetime | None = None,
) -> None:
    """Date the edition and all that it needs, end what it replaces, and put it on record.

    ``was`` is the moment that ``undate`` has left to what is dated in place.
    """
    if edition.is_correction:
        end_predecessors(edition, at=at, models=statements(in_place=False))
        # No figure may be stated twice at one instant, not even on the way to another moment: what
        # goes out earlier ends its predecessors first, what goes out later ends them last.
        if was is None or at < was:
            end_predecessors(edition, at=at, was=was, models=statements(in_place=True))
    bounds: dict[str, Any] = {"published_from": at, "recorded_at": recorded_at}
    later = max(at, database_now())
    for model in in_order(Published.concrete()):
        # Waiting for a later moment counts as waiting: a reference row is public as soon as
        # anything needs it. A statement waits for its own edition alone.
        waiting = Q(published_from__isnull=True)
        if not issubclass(model, Statement):
            waiting |= Q(published_from__gt=later)
        elif model.dated_in_place and was is not None:
            waiting |= Q(published_from=was)
        needed = model.needed_by(edition)
        model._default_manager.filter(waiting, pk__in=needed.values("pk")).update(**bounds)
    if edition.is_correction and was is not None and at > was:
        end_predecessors(edition, at=at, was=was, models=statements(in_place=True))
    seal(edition, at, recorded_at=recorded_at)


def issue(edition: Edition, at: datetime) -> None:
    """Where nobody has said when it was issued elsewhere, its day is the day it is public here."""
    day = timezone.localdate(at)
    Edition.objects.filter(pk=edition.pk, issued_latest=None, issued_basis="").update(
        issued_earliest=day, issued_latest=day, issued_basis=ISSUED_HERE
    )


def undate(edition: Edition, *, to_date_anew: bool = False) -> None:
    """Take a moment to come from the edition and from all that waits for it alone.

    What another waiting edition needs as well waits for that one from now on. ``to_date_anew``
    leaves what is dated in place as it is, for ``date_with_all_it_needs`` in the same transaction:
    a million figures get their new moment in one step.
    """
    now = database_now()
    at = edition.published_from
    for model in reversed(in_order(Published.concrete())):
        if to_date_anew and issubclass(model, Statement) and model.dated_in_place:
            continue
        model.needed_by(edition).filter(published_from=at, published_from__gt=now).update(
            published_from=None
        )
    # A correction has the day of the edition before it.
    Edition.objects.filter(pk=edition.pk, number=1, issued_basis=ISSUED_HERE).update(**NOT_ISSUED)
    # Only now, since at no instant may two editions be in force.
    replaced = statements(in_place=False) if to_date_anew else statements()
    end_predecessors(edition, at=None, was=at, models=replaced)
    for other in Edition.objects.filter(published_from__gt=now):
        if other.published_from is not None:
            date_with_all_it_needs(other, other.published_from)


def end_predecessors(
    edition: Edition,
    *,
    at: datetime | None,
    was: datetime | None = None,
    models: Iterable[type[Statement]],
) -> None:
    """Let the statements that ``edition`` replaces end at ``at``; None takes the end back.

    ``was`` is the end that they have so far, None where they have none.
    """
    for model in models:
        replaced = model.replaced_by(edition)
        if was is None:
            replaced = replaced.filter(published_from__isnull=False, published_until__isnull=True)
        else:
            replaced = replaced.filter(published_until=was)
        replaced.update(published_until=at)


def statements(*, in_place: bool | None = None) -> list[type[Statement]]:
    """All models of statements, or only those that are (or are not) dated in place."""
    found = [model for model in Published.concrete() if issubclass(model, Statement)]
    return [one for one in found if in_place in (None, one.dated_in_place)]


def rows_of(release: Release) -> list[models.QuerySet[Any]]:
    """All dated rows that say what the release says: statements, and charts that came with it."""
    found: list[models.QuerySet[Any]] = []
    for model in Published.concrete():
        if model is Withdrawal or "release" not in {field.name for field in model._meta.fields}:
            continue
        rows: models.QuerySet[Any] = model._default_manager.all()
        found.append(rows.filter(release=release, published_from__isnull=False))
    return found


def in_order(registered: Iterable[type[Published]]) -> list[type[Published]]:
    """Parents before their children: references, editions, then what hangs on them."""
    return sorted(registered, key=lambda model: model.dated_after)
