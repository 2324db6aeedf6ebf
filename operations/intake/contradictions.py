"""Figures that say otherwise of the same thing, place and period: shown beside a candidate.

One query, however many candidates there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from operations.conflicts import agree, fact_of, is_dated
from operations.intake.converting import in_unit
from operations.models import Candidate, Decision, Intake, Observation
from releases.quantities import shown


@dataclass(frozen=True)
class Contradiction:
    """Another statement of the same thing with another number, and what is to be made of it."""

    candidate: int
    sentence: str
    figure: Observation | None = None
    other: Candidate | None = None


def contradictions(intake: Intake, candidates: Sequence[Candidate]) -> list[Contradiction]:
    """All contradictions of the candidates that are not refused, with rows and one another.

    Of a release that the text corrects, the old figure is no contradiction but what is corrected:
    the sentence says so.
    """
    asked = [one for one in candidates if _can_contradict(one)]
    by_fact: dict[Any, list[Observation]] = {}
    for row in _rows(intake, asked):
        by_fact.setdefault(fact_of(row), []).append(row)
    found = [
        Contradiction(one.pk, _sentence(intake, row), figure=row)
        for one in asked
        if (value := _value(one)) is not None
        for row in by_fact.get(fact_of(one), [])
        if not agree(value, one.qualifier, row.value, row.qualifier)
    ]
    return [*found, *_among(asked)]


def _can_contradict(candidate: Candidate) -> bool:
    """A figure with a metric and a period: without either, two numbers need not be of one thing."""
    return (
        candidate.decision != Decision.REFUSED
        and candidate.metric_id is not None
        and candidate.same_as_id is None
        and not candidate.is_claim
        and is_dated(candidate)
    )


def _rows(intake: Intake, asked: Sequence[Candidate]) -> Iterable[Observation]:
    """Figures of the same metrics: public ones, and those of other drafts; none that has ended."""
    own = Q(edition=intake.edition_id) if intake.edition_id else Q(pk=None)
    return (
        Observation.objects.filter(
            metric__in={one.metric_id for one in asked},
            period_end__in={one.period_end for one in asked},
            published_until__isnull=True,
        )
        .exclude(own)
        .select_related("metric", "category", "organisation", "edition")
        .order_by("pk")
    )


def _value(candidate: Candidate) -> Decimal | None:
    """The candidate's value in its metric's unit, None where it has none in it."""
    assert candidate.metric is not None  # asked only of those with a metric  # noqa: S101
    try:
        return in_unit(candidate.value, candidate.unit, candidate.metric.unit)
    except ValueError:
        return None


def _sentence(intake: Intake, row: Observation) -> str:
    where = f"“{row.edition.title}”"
    if intake.corrects_id is not None and row.release_id == intake.corrects_id:
        return f"The edition before says {row.shown}: saving this corrects it."
    state = "a draft" if row.published_from is None else "published"
    return f"{row.shown} is stated for the same in {where} ({state})."


def _among(asked: Sequence[Candidate]) -> list[Contradiction]:
    """Two numbers of one text for the same thing, said at both."""
    by_fact: dict[Any, list[tuple[Candidate, Decimal]]] = {}
    for one in asked:
        value = _value(one)
        if value is not None:
            by_fact.setdefault(fact_of(one), []).append((one, value))
    return [
        Contradiction(one.pk, f"This text also says {_shown(other, theirs)} for the same.",
                      other=other)
        for same in by_fact.values()
        for one, value in same
        for other, theirs in same
        if other is not one and not agree(value, one.qualifier, theirs, other.qualifier)
    ]  # fmt: skip


def _shown(candidate: Candidate, value: Decimal) -> str:
    metric = candidate.metric
    assert metric is not None  # as above  # noqa: S101
    return shown(value, candidate.qualifier, metric.unit, metric.counted, metric.per)
