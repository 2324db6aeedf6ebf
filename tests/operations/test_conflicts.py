"""Two releases that say different numbers of one thing: said to staff and, if public, to all."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from operations.admin.figures import doubts_about_figures
from operations.conflicts import agree, conflict, conflicting, in_conflict
from operations.models import Metric, Observation
from releases.published import database_now
from tests import factories

pytestmark = pytest.mark.django_db

WEEK = {
    "period_kind": "week",
    "period_start": date(2023, 5, 1),
    "period_end": date(2023, 5, 7),
}


@pytest.fixture
def metric(db: None) -> Metric:
    return factories.metric(slug="knives", name="Knives seized", counted="knives")


def stated(metric: Metric, number: int, *, is_public: bool = True, **fields: Any) -> Observation:
    """A figure of a release of its own."""
    figure = factories.observation(
        factories.edition(), metric=metric, **{"value": Decimal(number), **WEEK, **fields}
    )
    return Observation.objects.get(pk=figure.pk) if not is_public else out(figure)


def out(figure: Observation) -> Observation:
    factories.archived(figure.edition)
    return Observation.objects.get(pk=figure.pk)


@pytest.mark.parametrize(
    ("fields", "is_conflict"),
    [
        ({}, True),
        ({"value": Decimal(100)}, False),
        ({"qualifier": "more_than", "value": Decimal(90)}, False),
        ({"qualifier": "more_than", "value": Decimal(101)}, True),
        ({"qualifier": "about", "value": Decimal(103)}, False),
        ({"period_end": date(2023, 5, 6)}, False),
        ({"area": "wales"}, False),
        ({"coverage": "excludes the Metropolitan Police"}, False),
        ({"is_partial": True}, False),
        ({"period_kind": "not_stated", "period_start": None, "period_end": None}, False),
    ],
)
def test_what_conflicts_with_a_hundred(
    metric: Metric, fields: dict[str, Any], is_conflict: bool
) -> None:
    one = stated(metric, 100)
    other = stated(metric, 120, **fields)
    assert conflict(one, other) is is_conflict
    assert (conflicting(one, database_now()) == [other]) is is_conflict
    assert in_conflict([one, other]) == ({one.figure_id, other.figure_id} if is_conflict else set())


def test_a_revision_is_no_conflict(metric: Metric) -> None:
    one = stated(metric, 100)
    other = stated(metric, 120, revises=one.figure_id)
    assert conflicting(one, database_now()) == []
    assert conflicting(other, database_now()) == []


def test_a_running_total_grows(metric: Metric) -> None:
    total = {"period_kind": "running_total"}
    assert not conflict(stated(metric, 100, **total), stated(metric, 120, **total))


def test_one_release_does_not_conflict_with_itself(metric: Metric) -> None:
    edition = factories.edition()
    both = [
        factories.observation(edition, metric=metric, value=Decimal(value), **WEEK)
        for value in (1, 2)
    ]
    assert in_conflict(both) == set()


def test_a_hidden_figure_conflicts_with_nothing(metric: Metric) -> None:
    one = stated(metric, 100)
    stated(metric, 120, is_public=False)
    later = factories.observation(
        factories.edition(embargo_until=timezone.now() + timedelta(days=1)),
        metric=metric, value=Decimal(130), **WEEK,
    )  # fmt: skip
    factories.published(later.edition)
    assert conflicting(one, database_now()) == []


def test_staff_are_told_before_it_goes_out(metric: Metric) -> None:
    stated(metric, 100)
    draft = stated(metric, 120, is_public=False)
    assert any("says 100 knives for the same" in one for one in doubts_about_figures(draft.edition))


@pytest.mark.parametrize("low_high", [(1, 2), (2, 1)])
def test_intervals_that_share_a_value_agree(low_high: tuple[int, int]) -> None:
    one, two = map(Decimal, low_high)
    assert not agree(one, "exact", two, "exact")
    assert agree(one, "up_to", two, "at_least") is (one >= two)
