"""The list of figures in conflict, and the table from which it is read without a search."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest

from operations.conflicts import agree, conflict
from operations.models import Conflict, Observation
from releases import publishing
from releases.published import database_now
from releases.quantities import Qualifier
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World

YEAR: dict[str, Any] = {
    "period_kind": "year",
    "period_start": date(2022, 1, 1),
    "period_end": date(2022, 12, 31),
}
OPEN_ENDED: dict[str, Any] = {
    "period_kind": "odd",
    "period_start": date(2022, 1, 1),
    "period_end": None,
}


def all_in_conflict() -> set[frozenset[str]]:
    """By the rule in Python, figure by figure."""
    figures = Observation.objects.public(database_now())
    return {
        frozenset((one.figure_id, other.figure_id))
        for one, other in combinations(figures, 2)
        if conflict(one, other)
    }


def all_kept() -> set[frozenset[str]]:
    pairs = Conflict.objects.public(database_now()).values_list(
        "one__figure_id", "other__figure_id"
    )
    return {frozenset(pair) for pair in pairs}


@pytest.mark.django_db
def test_the_database_finds_what_the_rule_finds() -> None:
    """Every way in which two figures may differ, each in a release of its own."""
    metric = factories.metric(dimension=factories.category().dimension)
    assert metric.dimension is not None
    category = metric.dimension.categories.get()
    force, operation = factories.organisation(), factories.operation()
    base = factories.observation(factories.edition(), metric=metric, value=100, **YEAR)
    factories.archived(base.edition)
    others: list[dict[str, Any]] = [
        {}, {"value": 100}, {"period_end": date(2022, 11, 30), "period_kind": "odd"},
        {"period_kind": "running_total"}, {"category": category}, {"organisation": force},
        {"operation": operation}, {"area": "wales"}, {"coverage": "without Wales"},
        {"is_partial": True}, {"revises": base.figure_id}, {"qualifier": "about", "value": 104},
        {"period_kind": "not_stated", "period_start": None, "period_end": None},
        {"metric": factories.metric()},
    ]  # fmt: skip
    for fields in [*others, OPEN_ENDED, {**OPEN_ENDED, "value": 130}]:
        figure = factories.observation(
            factories.edition(), **{"metric": metric, "value": 120, **YEAR, **fields}
        )
        factories.archived(figure.edition)
    assert all_kept() == all_in_conflict()
    assert len(all_kept()) > 3


def test_what_hedges_leave_room_for_is_one_rule(world: World) -> None:
    figures = list(product(map(Decimal, (-100, 0, 95, 100, 105)), Qualifier))
    with world.connect("owner") as owner:
        for one, other in product(figures, repeat=2):
            row = owner.execute(
                "SELECT figure_interval(%s, %s) && figure_interval(%s, %s)",
                [one[0], one[1].value, other[0], other[1].value],
            ).fetchone()
            assert row == (agree(*one, *other),), (one, other)


@pytest.mark.django_db
def test_a_conflict_begins_with_its_second_figure_and_goes_with_a_withdrawal() -> None:
    metric = factories.metric()
    one, other = (
        factories.observation(factories.edition(), metric=metric, value=value, **YEAR)
        for value in (100, 120)
    )
    factories.archived(one.edition)
    assert all_kept() == set()
    factories.archived(other.edition)
    assert all_kept() == {frozenset((one.figure_id, other.figure_id))}
    publishing.withdraw(other.release, by="curator", reason="Wrong.")
    assert all_kept() == set()


@pytest.fixture(name="page")
def _page(content_world: World, public_client: SiteClient) -> Callable[..., str]:
    return lambda query="": public_client.get(f"/conflicts/{query}").content.decode()


def test_both_figures_stand_there_with_their_words(page: Any) -> None:
    found = page()
    for words in ("191,623", "192,145", "“191,623 in 2022/23”", "Reuters", "DrugWise", "2022/23"):
        assert words in found
    assert all_kept() == all_in_conflict()


def test_the_list_is_narrowed_by_topic_and_publisher(page: Any) -> None:
    assert "1 pair" in page("?topic=seizures&publisher=home-office")
    assert "Nothing is listed until" in page("?topic=hate-crime")
    assert "Nothing is listed until" in page("?publisher=no-such")


def test_before_the_second_release_there_was_no_conflict(page: Any) -> None:
    assert "No two releases on this site contradict each other." in page("?as_at=2024-01-01")


def test_a_figure_leads_to_the_list(content_world: World, public_client: SiteClient) -> None:
    one = Observation.objects.get(figure_id="cmrks7hs2fn3")
    assert (
        'href="/conflicts/"'
        in public_client.get(one.get_absolute_url()).content.decode().split("<footer")[0]
    )
