"""Orders of the table: the same whichever way they are asked for, and each figure on one page."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from operations.explore import sorting
from operations.explore.groups import Groups
from operations.explore.sorting import FEW, SORTS, Days, rows_between
from operations.explore.table import _names
from operations.models import Observation

GroupsOf = Callable[[str], Groups]
PAGE = 37


def pages(groups: Groups, sort: str, at: datetime) -> list[int]:
    """Every page of the choice in that order, one after another."""
    rows = groups.choice.filter_queryset(Observation.objects.public(at))
    total, names = groups.counted.total, _names(groups, sort)
    told = groups.choice.form.cleaned_data
    days = Days(date(told["since"], 1, 1) if told["since"] else None)
    found: list[int] = []
    for first in range(0, total, PAGE):
        found += rows_between(rows, sort, first, min(first + PAGE, total), total, names, days)
    return found


def by_hand(figures: list[Any], sort: str) -> list[int]:
    """The order as a reader would say it."""
    end = date.max

    def newest(one: Any) -> tuple[Any, ...]:
        return (one.period_end is None, -(one.period_end or end).toordinal(), one.figure_id)

    ordered = sorted(figures, key=newest)
    match sort:
        case "-period":
            pass
        case "period":
            dated = [one for one in ordered if one.period_end]
            ordered = dated[::-1] + [one for one in ordered if not one.period_end]
        case "value" | "released":
            field = {"value": "value", "released": "published_from"}[sort]
            ordered.sort(key=lambda one: (getattr(one, field), one.figure_id))
        case "-value" | "-released":
            return by_hand(figures, sort[1:])[::-1]
        case _:
            name = sort.removeprefix("-")
            rows = {row for one in figures if (row := getattr(one, name))}
            rank = {
                row.pk: place
                for place, row in enumerate(
                    sorted(rows, key=lambda row: (row.name, row.slug), reverse=sort[0] == "-")
                )
            }
            ordered.sort(key=lambda one: rank.get(getattr(one, f"{name}_id"), len(rank)))
    return [one.pk for one in ordered]


@pytest.mark.parametrize("sort", [sort for sort in SORTS if "value" not in sort])
@pytest.mark.parametrize("query", ["", "topic=hate-crime", "topic=knife-crime&since=2019"])
@pytest.mark.parametrize("few", [FEW, 0], ids=["few", "many"])
def test_every_order(
    groups_of: GroupsOf, at: datetime, monkeypatch: pytest.MonkeyPatch, sort: str, query: str,
    few: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(sorting, "FEW", few)
    groups = groups_of(query)
    figures = list(
        groups.choice.filter_queryset(
            Observation.objects.public(at).select_related("metric", "organisation")
        )
    )
    assert len(figures) > PAGE
    assert pages(groups, sort, at) == by_hand(figures, sort)


@pytest.mark.parametrize("sort", ["value", "-value"])
@pytest.mark.parametrize("few", [FEW, 0], ids=["few", "many"])
def test_values_of_one_metric(
    groups_of: GroupsOf, at: datetime, monkeypatch: pytest.MonkeyPatch, sort: str, few: int
) -> None:
    monkeypatch.setattr(sorting, "FEW", few)
    groups = groups_of("metric=arrests")
    figures = list(groups.choice.filter_queryset(Observation.objects.public(at)))
    assert len(figures) > PAGE
    assert pages(groups, sort, at) == by_hand(figures, sort)
