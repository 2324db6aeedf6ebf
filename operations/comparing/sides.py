"""The figures of two sides, beside each other as far as they belong together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from operations.charts.pointing import point_of
from operations.comparing.differing import Comparison, compared
from operations.comparing.pairing import Stated, paired
from operations.conflicts import in_public_conflict
from operations.models import Observation
from operations.periods import Period, PeriodKind
from operations.versions import mark_changes

PAIRS_ON_A_PAGE = 50
ONE_SIDED_SHOWN = 50
# Figures read of one side; a phase of every force and every metric has about 4,000.
MOST_OF_A_SIDE = 5000
AT_ONCE = 1000

_COLUMNS = (
    "figure_id", "metric_id", "category_id", "organisation_id", "area", "operation_id",
    "period_start", "period_end", "period_kind", "coverage", "is_partial", "revises",
    "release__via_title", "published_from", "metric__name", "category__position",
    "category__name", "organisation__name", "operation__name",
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two figures (``for_listing``) and what may be said of them."""

    first: Observation
    second: Observation
    points: tuple[Any, Any]
    verdict: Comparison

    @classmethod
    def of(cls, first: Observation, second: Observation, names: tuple[str, str]) -> "Pair":
        """The two under the names of their sides."""
        points = point_of(first, names[0]), point_of(second, names[1])
        return cls(first, second, points, compared(*points))


@dataclass(frozen=True)
class Sided:
    """A page of pairs, and the first of the figures that one side alone has."""

    page: Page[Any]
    pairs: list[Pair]
    only_first: list[Observation]
    only_second: list[Observation]
    only_first_count: int
    only_second_count: int
    is_cut: bool
    in_conflict: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return not (self.page.paginator.count or self.only_first_count or self.only_second_count)


@dataclass(frozen=True)
class Side:
    """One of the two: its name, and the public figures that are on it."""

    name: str
    figures: QuerySet[Any]


def beside(first: Side, second: Side, at: datetime, page: str | int = 1) -> Sided:
    """Put two sides beside each other at ``at``; a constant number of questions."""
    light = [_light(side.figures) for side in (first, second)]
    found = paired(*light)
    shown = Paginator(found.pairs, PAIRS_ON_A_PAGE).get_page(page)
    alone = (found.only_first[:ONE_SIDED_SHOWN], found.only_second[:ONE_SIDED_SHOWN])
    whole = _whole([*(one for pair in shown for one in pair), *alone[0], *alone[1]], at)
    names = first.name, second.name
    return Sided(
        page=shown,
        pairs=[
            Pair.of(whole[one.figure_id], whole[other.figure_id], names) for one, other in shown
        ],
        only_first=[whole[one.figure_id] for one in alone[0]],
        only_second=[whole[one.figure_id] for one in alone[1]],
        only_first_count=len(found.only_first),
        only_second_count=len(found.only_second),
        is_cut=any(len(side) == MOST_OF_A_SIDE for side in light),
        in_conflict=in_public_conflict(whole.values(), at),
    )


def every_pair(first: Side, second: Side, at: datetime) -> list[Pair]:
    """All pairs of two sides, for a file."""
    found = paired(_light(first.figures), _light(second.figures)).pairs
    ids = [one for pair in found for one in pair]
    whole: dict[str, Observation] = {}
    # Each question stays far within the time that one may take.
    for place in range(0, len(ids), AT_ONCE):
        whole |= _whole(ids[place : place + AT_ONCE], at)
    names = first.name, second.name
    return [Pair.of(whole[one.figure_id], whole[other.figure_id], names) for one, other in found]


def _light(figures: QuerySet[Any]) -> list[Stated]:
    rows = figures.order_by("figure_id").values_list(*_COLUMNS, named=True)[:MOST_OF_A_SIDE]
    return [_stated(row) for row in rows]


def _stated(row: Any) -> Stated:
    matter = (row.metric_id, row.category_id, row.organisation_id, row.area, row.operation_id)
    return Stated(
        figure_id=row.figure_id,
        matter=matter,
        period=_period(row.period_start, row.period_end, row.period_kind),
        coverage=row.coverage.strip().rstrip("."),
        is_partial=row.is_partial,
        revises=row.revises,
        # An official figure before a second-hand one, a whole before a part, then the latest.
        standing=(not row.release__via_title, not row.is_partial, row.published_from),
        order=(
            row.metric__name, row.category__position or 0, row.category__name or "",
            row.organisation__name or "", row.area, row.operation__name or "",
        ),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _period(start: date | None, end: date | None, kind: str) -> Period:
    """Kept, since thousands of figures are of a few periods."""
    return Period(start, end, PeriodKind(kind))


def _whole(stated: Sequence[Stated], at: datetime) -> dict[str, Observation]:
    """The figures with all that a row shows, by id."""
    ids = [one.figure_id for one in stated]
    figures: Iterable[Observation] = Observation.objects.for_listing(at).filter(figure_id__in=ids)
    found = {figure.figure_id: figure for figure in figures}
    mark_changes(list(found.values()), at)
    return found
