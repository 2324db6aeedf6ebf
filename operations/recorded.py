"""What the record of a published version says of its figures and claims."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
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
SAID_OF_A_FIGURE = (
    "figure_id", "metric_id", "category_id", "organisation_id", "area", "operation_id", "phase_id",
    "period_kind", "period_start", "period_end", "period_basis", "value", "qualifier", "status",
    "coverage", "is_partial", "note", "revises",
)  # fmt: skip


@section("figures")
def figures(edition: Edition, at: datetime, names: Names) -> Iterator[dict[str, Any]]:
    """Every figure of the release in force at ``at``, also those of an earlier edition."""
    metric, category, phase = names.of(Metric), names.of(Category), names.of(Phase)
    organisation, operation = names.of(Organisation), names.of(Operation)
    words = Evidence.objects.public(at).filter(observation=OuterRef("pk")).order_by("pk")
    # No model instances, which would be most of the work for a release with 100,000 figures.
    rows = (
        Observation.objects.public(at)
        .filter(release=edition.release_id)
        .annotate(
            place=Collate("figure_id", "C"), evidence_words=ArraySubquery(words.values("words"))
        )
        .order_by("place")
        .values(*SAID_OF_A_FIGURE, "evidence_words")
    )
    return (
        {
            "id": row["figure_id"],
            "metric": metric(row["metric_id"]),
            "category": category(row["category_id"]),
            "organisation": organisation(row["organisation_id"]),
            "area": row["area"],
            "operation": operation(row["operation_id"]),
            "phase": phase(row["phase_id"]),
            "period_kind": row["period_kind"],
            "period_start": spelled(row["period_start"]),
            "period_end": spelled(row["period_end"]),
            "period_basis": row["period_basis"],
            "value": spelled(row["value"]),
            "qualifier": row["qualifier"],
            "status": row["status"],
            "coverage": row["coverage"],
            "is_partial": row["is_partial"],
            "note": row["note"],
            "revises": row["revises"],
            "evidence": row["evidence_words"],
        }
        for row in _in_parts(rows)
    )


def _in_parts(rows: models.QuerySet[Any, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The figures one by one; those of a large release never all in memory at once."""
    first = list(rows[:FIGURES_AT_ONCE])
    yield from first
    if len(first) == FIGURES_AT_ONCE:
        rest = rows.filter(place__gt=first[-1]["figure_id"])
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
