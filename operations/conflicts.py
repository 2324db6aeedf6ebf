"""Two releases that say different numbers of one thing: the one rule for staff and public.

Of the same thing are two figures with one metric, category, organisation or area, operation,
period and coverage. They conflict where no value could make both true (“over 2,000” and 2,125
agree) and neither revises the other. One without a period, or known to be incomplete, conflicts
with nothing: nobody can tell what it is of. Nor does a running total: a later one is larger.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from operations.models import Conflict, Observation
from operations.periods import PeriodKind
from operations.versions import mark_changes
from releases.quantities import interval

THING = ("metric_id", "category_id", "organisation_id", "area", "operation_id")
WHEN = ("period_kind", "period_start", "period_end")


def fact_of(row: Any) -> tuple[Any, ...]:
    """What a figure or candidate is of: equal for two that should say the same."""
    return tuple(getattr(row, name) for name in (*THING, *WHEN))


def is_dated(row: Any) -> bool:
    return row.period_start is not None or row.period_end is not None


def agree(value: Decimal, qualifier: str, other: Decimal, others: str) -> bool:
    """Whether both may be true: the intervals that they mean have a value in common."""
    one, two = interval(value, qualifier), interval(other, others)
    return _reaches(one.low, two.high) and _reaches(two.low, one.high)


def _reaches(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or high is None or low <= high


def conflict(one: Observation, other: Observation) -> bool:
    """Whether two figures of the same thing can’t both be true, and neither revises the other."""
    revised = one.revises == other.figure_id or other.revises == one.figure_id
    return (
        one.release_id != other.release_id
        and fact_of(one) == fact_of(other)
        and is_dated(one)
        and one.period_kind != PeriodKind.RUNNING_TOTAL
        and one.coverage == other.coverage
        and not (one.is_partial or other.is_partial or revised)
        and not agree(one.value, one.qualifier, other.value, other.qualifier)
    )


def conflicting(figure: Observation, at: datetime) -> list[Observation]:
    """Public figures of other releases that conflict with this one at ``at``; few queries."""
    if not is_dated(figure):
        return []
    same = Observation.objects.for_listing(at).filter(
        **{name: getattr(figure, name) for name in (*THING, *WHEN)}
    )
    others = same.exclude(release=figure.release_id).in_order_of_time()
    return [other for other in others if conflict(figure, other)]


def in_conflict(figures: Iterable[Observation]) -> set[str]:
    """Ids of those of the figures that conflict with another of them; no query."""
    by_fact: dict[Any, list[Observation]] = {}
    for figure in filter(is_dated, figures):
        by_fact.setdefault(fact_of(figure), []).append(figure)
    return {
        one.figure_id
        for same in by_fact.values()
        for one in same
        for other in same
        if one is not other and conflict(one, other)
    }


def in_public_conflict(figures: Iterable[Observation], at: datetime) -> set[str]:
    """Ids of those of the figures that conflict with any public figure at ``at``; one query."""
    ids = {figure.pk: figure.figure_id for figure in figures}
    pairs = Conflict.objects.public(at).filter(Q(one__in=ids) | Q(other__in=ids))
    return {ids[pk] for pair in pairs.values_list("one", "other") for pk in pair if pk in ids}


def with_figures(pairs: Iterable[Conflict], at: datetime) -> list[tuple[Observation, Observation]]:
    """Both figures of each pair with all that a page shows, the one that was public first first.

    The rule above has the last word: the database's spelling of it may be older.
    """
    pairs = list(pairs)
    ids = {pk for pair in pairs for pk in (pair.one_id, pair.other_id)}
    figures = {
        figure.pk: figure for figure in Observation.objects.for_listing(at).filter(pk__in=ids)
    }
    mark_changes(list(figures.values()), at)
    found = []
    for pair in pairs:
        both = [figures[pk] for pk in (pair.one_id, pair.other_id) if pk in figures]
        if len(both) == 2 and conflict(*both):
            one, other = sorted(both, key=lambda figure: (figure.published_from, figure.figure_id))
            found.append((one, other))
    return found


def conflicting_drafts(
    drafts: Iterable[Observation], at: datetime
) -> list[tuple[Observation, Observation]]:
    """Each draft figure with the public figures that it would conflict with; one query."""
    drafts = list(drafts)
    rows = Observation.objects.public(at).filter(
        metric__in={one.metric_id for one in drafts},
        period_end__in={one.period_end for one in drafts},
    )
    by_fact: dict[Any, list[Observation]] = {}
    for other in rows.select_related("metric", "edition").order_by("pk"):
        by_fact.setdefault(fact_of(other), []).append(other)
    return [
        (one, other)
        for one in drafts
        for other in by_fact.get(fact_of(one), [])
        if conflict(one, other)
    ]
