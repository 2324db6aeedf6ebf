"""One page of the table: heads that sort it, and a row for each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.safestring import SafeString

from operations.explore.asking import LAST_PAGE, MOST_ROWS, ROWS_ON_A_PAGE, Asked
from operations.explore.columns import COLUMNS, Column
from operations.explore.groups import Groups
from operations.explore.markup import row
from operations.explore.sorting import USUAL_SORT, Days, Names, rows_between
from operations.models import Observation
from operations.versions import mark_changes

# The orders by a name, and the column of a figure that points at the named row.
BY_NAME = {"metric": "metric_id", "organisation": "organisation_id"}
# A condition on more metrics than these helps no planner.
FEW_METRICS = 20


@dataclass(frozen=True)
class Head:
    """A column's head: ``aria`` is its order for a screen reader, ``query`` leads to the next."""

    column: Column
    aria: str = ""
    query: str | None = None


@dataclass(frozen=True)
class Table:
    heads: list[Head]
    rows: list[SafeString]
    page: Page
    # Why the order that was asked for is not the one that is shown; empty where it is.
    other_order: str = ""
    is_cut: bool = False
    can_sort_values: bool = False


def table_of(asked: Asked, groups: Groups, rows: Any, known: Sequence[Observation] | None) -> Table:
    """The page asked for of ``rows`` (the choice's figures), at the moment of ``groups``.

    ``known`` are all of them, where somebody has fetched them already. Raises Http404 for a page
    that there is not.
    """
    total = groups.counted.total
    page = _page(asked, total)
    one_metric = len(groups.of_result("metric")) == 1
    sort = asked.address.sort
    other = ""
    if sort.removeprefix("-") == "value" and not one_metric:
        sort = USUAL_SORT
        other = (
            "Values can be put in order within one metric only, since the units of others can’t "
            "be compared. The newest period comes first instead."
        )
    first = (page.number - 1) * ROWS_ON_A_PAGE
    keys = rows_between(
        _of_few_metrics(rows, groups),
        sort,
        first,
        min(first + ROWS_ON_A_PAGE, total),
        total,
        _names(groups, sort),
        _days(asked),
    )
    columns = [COLUMNS[name] for name in asked.address.columns]
    return Table(
        heads=[_head(column, asked, sort, one_metric) for column in columns],
        rows=[
            row(figure.figure_id, [(column, column.fill(figure)) for column in columns])
            for figure in _figures(keys, groups.at, known)
        ],
        page=page,
        other_order=other,
        is_cut=total > MOST_ROWS,
        can_sort_values=one_metric,
    )


def _of_few_metrics(rows: Any, groups: Groups) -> Any:
    """The same rows, told by their metrics where they are of few: those have an index."""
    metrics = [one.pk for one in groups.of_result("metric")]
    return rows.filter(metric__in=metrics) if 0 < len(metrics) <= FEW_METRICS else rows


def _days(asked: Asked) -> Days:
    told = asked.choice.form.cleaned_data
    since, until = told.get("since"), told.get("until")
    return Days(
        date(since, 1, 1) if since is not None else None,
        date(until, 12, 31) if until is not None else None,
    )


def _page(asked: Asked, total: int) -> Page:
    paginator = Paginator(range(min(total, MOST_ROWS)), ROWS_ON_A_PAGE)
    if asked.page is None or asked.page > min(paginator.num_pages, LAST_PAGE):
        raise Http404
    return paginator.page(asked.page)


def _names(groups: Groups, sort: str) -> Names | None:
    name = sort.removeprefix("-")
    if name not in BY_NAME:
        return None
    order = [one.pk for one in groups.of_result(name)]
    counts = {pk: groups.counted.by[name][pk] for pk in order}
    return Names(BY_NAME[name], order, counts, groups.counted.total)


def _figures(
    keys: list[int], at: datetime, known: Sequence[Observation] | None
) -> list[Observation]:
    if known is None:
        known = list(Observation.objects.for_listing(at).filter(pk__in=keys).order_by())
        mark_changes(known, at)
    by_key = {figure.pk: figure for figure in known}
    return [by_key[key] for key in keys]


def _head(column: Column, asked: Asked, sort: str, one_metric: bool) -> Head:
    sorts = column.sorts
    if not sorts or (column.name == "figure" and not one_metric):
        return Head(column)
    following = sorts[1] if sort == sorts[0] else sorts[0]
    aria = "none"
    if sort in sorts:
        aria = "descending" if sort.startswith("-") else "ascending"
    return Head(column, aria, asked.address.sorted_by(following).query)
