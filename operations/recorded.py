"""What the record of a published version says of its figures and claims."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.db.models.functions import Collate

from operations.models import (
    Category,
    Evidence,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
)
from releases.models import Edition
from releases.record.documents import Names, in_position, section, spelled

FIGURES_AT_ONCE = 2_000


@section("figures")
def figures(edition: Edition, at: datetime, names: Names) -> Iterator[dict[str, Any]]:
    """Every figure of the release in force at ``at``, also those of an earlier edition."""
    metric, category, phase = names.of(Metric), names.of(Category), names.of(Phase)
    organisation, operation = names.of(Organisation), names.of(Operation)
    rows = (
        Observation.objects.public(at)
        .filter(release=edition.release_id)
        .prefetch_related(Prefetch("evidence", Evidence.objects.public(at)))
        .order_by(Collate("figure_id", "C"))
    )
    return (
        {
            "id": o.figure_id,
            "metric": metric(o.metric_id),
            "category": category(o.category_id),
            "organisation": organisation(o.organisation_id),
            "area": o.area,
            "operation": operation(o.operation_id),
            "phase": phase(o.phase_id),
            "period_kind": o.period_kind,
            "period_start": spelled(o.period_start),
            "period_end": spelled(o.period_end),
            "period_basis": o.period_basis,
            "value": spelled(o.value),
            "qualifier": o.qualifier,
            "status": o.status,
            "coverage": o.coverage,
            "is_partial": o.is_partial,
            "note": o.note,
            "revises": o.revises,
            "evidence": [e.words for e in o.evidence.all()],
        }
        for o in _in_parts(rows)
    )


def _in_parts(rows: models.QuerySet[Observation]) -> Iterator[Observation]:
    """The figures one by one; those of a large release never all in memory at once."""
    first = list(rows[:FIGURES_AT_ONCE])
    yield from first
    if len(first) == FIGURES_AT_ONCE:
        rest = rows.annotate(after=Collate("figure_id", "C")).filter(after__gt=first[-1].figure_id)
        yield from rest.iterator(chunk_size=FIGURES_AT_ONCE)


@section("claims", reads="claims")
def claims(edition: Edition, at: datetime, names: Names) -> Iterator[dict[str, Any]]:
    """The headline statements of the edition, with the ids of the figures that they sum up."""
    return (
        {
            "words": c.words,
            "what": c.what,
            "value": spelled(c.value),
            "unit": c.unit,
            "qualifier": c.qualifier,
            "figures": c.figure_ids,
        }
        for c in in_position(edition.claims.all())
    )
