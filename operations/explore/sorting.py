"""The order of the table, asked for so that one page of a million figures costs what a page costs.

Each order ends with the figure's own id, which is public and random, so it is total and tells of
nothing hidden. Few figures are put in order here. Of many, the database walks along an index; an
order by a name, which no index has, is parted into a stretch for each name, whose lengths the
counts beside the filters tell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import F, Q, QuerySet

# So many rows are sorted here sooner than a planner has chosen the wrong index for them.
FEW = 2_000

USUAL_SORT = "-period"

Part = TypeVar("Part")


SORTS = {
    "-period": "newest period first",
    "period": "oldest period first",
    "metric": "metric, A to Z",
    "-metric": "metric, Z to A",
    "organisation": "organisation, A to Z",
    "-organisation": "organisation, Z to A",
    "-released": "newest on this site first",
    "released": "oldest on this site first",
    "-value": "highest value first",
    "value": "lowest value first",
}


class Names(NamedTuple):
    """The places that rows have in an order by name, by their ids, and how many rows each has."""

    column: str
    order: Sequence[int]
    counts: Mapping[int, int]
    total: int


class Key(NamedTuple):
    """What is asked of each row to put few of them in order."""

    pk: int
    figure_id: str
    period_end: date | None
    metric_id: int
    organisation_id: int | None
    value: Any
    published_from: Any


NEWEST = (F("period_end").desc(nulls_last=True), "figure_id")
# The same index, read backwards: only of rows that have a date.
OLDEST = (F("period_end").asc(nulls_first=True), "-figure_id")


class Days(NamedTuple):
    """The first and the last day that periods may end on; None is no bound."""

    first: date | None = None
    last: date | None = None

    @property
    def bounds(self) -> dict[str, date]:
        asked = {"period_end__gte": self.first, "period_end__lte": self.last}
        return {name: day for name, day in asked.items() if day is not None}


def rows_between(
    rows: QuerySet[Any],
    sort: str,
    first: int,
    last: int,
    total: int,
    names: Names | None = None,
    days: Days = Days(),  # noqa: B008 it can't be changed
) -> list[int]:
    """The keys of the rows from ``first`` up to before ``last`` in that order.

    ``total`` is how many there are; ``names`` is needed for the orders by name. ``days`` say again
    what the rows' own filter says, in a form that an index answers.
    """
    if first >= last:
        return []
    rows = rows.order_by()
    if total <= FEW:
        keys = [Key(*one) for one in rows.values_list(*Key._fields)]
        return [key.pk for key in _sorted(keys, sort, names)[first:last]]
    if names is not None:
        return _along_names(rows, sort.startswith("-"), first, last, names)
    if sort == "period" or (sort == "-period" and days.bounds):
        return _by_period(rows, sort, first, last, total, days)
    order: dict[str, tuple[Any, ...]] = {
        "-period": NEWEST,
        "-released": ("-published_from", "-figure_id"),
        "released": ("published_from", "figure_id"),
        "-value": ("-value", "-figure_id"),
        "value": ("value", "figure_id"),
    }
    return list(rows.order_by(*order[sort]).values_list("pk", flat=True)[first:last])


def _sorted(keys: Iterable[Key], sort: str, names: Names | None) -> list[Key]:
    """Few rows in the order in which the database would have them."""
    newest = sorted(keys, key=_newest_first)
    match sort.removeprefix("-"):
        case "period" if sort == "period":
            dated = [key for key in reversed(newest) if key.period_end]
            return dated + [key for key in newest if not key.period_end]
        case "released":
            newest = sorted(keys, key=lambda key: (key.published_from, key.figure_id))
        case "value":
            newest = sorted(keys, key=lambda key: (key.value, key.figure_id))
        case _:
            if names is None:
                return newest
            rank = _ranks(names, sort.startswith("-"))
            column = names.column
            return sorted(newest, key=lambda key: rank.get(getattr(key, column), len(rank)))
    return newest[::-1] if sort.startswith("-") else newest


def _newest_first(key: Key) -> tuple[bool, int, str]:
    end = key.period_end
    return (end is None, -end.toordinal() if end else 0, key.figure_id)


def _ranks(names: Names, backwards: bool) -> dict[int, int]:
    order = list(reversed(names.order)) if backwards else names.order
    return {pk: place for place, pk in enumerate(order)}


def _by_period(
    rows: QuerySet[Any], sort: str, first: int, last: int, total: int, days: Days
) -> list[int]:
    """By the last day of the period; those without one come last in either order."""
    undated = rows.filter(period_end=None)
    dated = rows.filter(period_end__isnull=False, **days.bounds)
    order = OLDEST if sort == "period" else NEWEST
    dated_count = total - undated.count()
    stretches = [
        (dated_count, dated.order_by(*order)),
        (total - dated_count, undated.order_by("figure_id")),
    ]
    found: list[int] = []
    for start, end, part in _overlapping(stretches, first, last):
        found += part.values_list("pk", flat=True)[start:end]
    return found


def _along_names(
    rows: QuerySet[Any], backwards: bool, first: int, last: int, names: Names
) -> list[int]:
    """By name, and within a name the newest period first; rows without one come last."""
    rank = _ranks(names, backwards)
    listed: list[tuple[int, int | None]] = [
        (names.counts.get(pk, 0), pk) for pk in sorted(rank, key=rank.__getitem__)
    ]
    listed.append((names.total - sum(count for count, _ in listed), None))
    whole: list[int] = []
    found: list[tuple[int, list[int]]] = []
    for start, end, pk in _overlapping(listed, first, last):
        if pk is not None and start == 0 and end == names.counts.get(pk, 0):
            whole.append(pk)
            continue
        part = rows.filter(Q(**{names.column: pk})).order_by(*NEWEST)
        place = len(rank) if pk is None else rank[pk]
        found.append((place, list(part.values_list("pk", flat=True)[start:end])))
    if whole:
        found += _whole_stretches(rows, whole, names.column, rank)
    return [pk for _, keys in sorted(found, key=lambda one: one[0]) for pk in keys]


def _whole_stretches(
    rows: QuerySet[Any], whole: list[int], column: str, rank: dict[int, int]
) -> list[tuple[int, list[int]]]:
    """All rows of the names that lie wholly within a page: a page's worth, in one question."""
    by_name: dict[int, list[int]] = {}
    for pk, name in (
        rows.filter(**{f"{column}__in": whole}).order_by(*NEWEST).values_list("pk", column)
    ):
        by_name.setdefault(name, []).append(pk)
    return [(rank[name], keys) for name, keys in by_name.items()]


def _overlapping(
    stretches: Iterable[tuple[int, Part]], first: int, last: int
) -> Iterator[tuple[int, int, Part]]:
    """The stretches that lie between ``first`` and ``last``, each with its own part of that."""
    begin = 0
    for count, what in stretches:
        start, end = max(first - begin, 0), min(last - begin, count)
        if start < end:
            yield start, end, what
        begin += count
