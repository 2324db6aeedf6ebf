"""The counts beside choices, held against the figures themselves."""

from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from operations.models import FigureCount, Observation
from operations.opendata.choice import FigureFilter
from operations.opendata.counting import COLUMNS, counts
from releases import publishing
from releases.models import Edition
from releases.published import database_now
from tests import factories
from tests.harness.databases import World

CHOICES = (
    "", "topic=hate-crime", "topic=hate-crime&topic=seizures", "since=2021", "until=2022",
    "since=2019&until=2022&qualifier=about&qualifier=more_than", "period_kind=financial_year",
    "metric=drugs-seized-weight", "metric=drugs-seized-weight&category=drug.cocaine",
    "organisation=metropolitan", "area=england-and-wales&since=2020", "status=provisional",
    "operation=calibre", "region=London", "release=hate-crime-2021-22-upday",
    "release=hate-crime-2021-22-upday&since=2021",
)  # fmt: skip


def chosen(query: str) -> FigureFilter:
    request: Any = SimpleNamespace(at=database_now())
    found = FigureFilter(
        QueryDict(query), queryset=Observation.objects.public(request.at), request=request
    )
    assert found.is_valid(), found.errors
    return found


def year_of(figure: Observation) -> int | None:
    last = figure.period_end or figure.period_start
    return last.year if last else None


def counted_one_by_one(query: str, name: str) -> dict[Any, int]:
    """What ``counts`` should say of one filter, from the rows that match all the others."""
    left_out = ("since", "until") if name == "year" else (name,)
    asked = QueryDict(query, mutable=True)
    for one in left_out:
        asked.pop(one, None)
    rows = chosen(asked.urlencode()).qs
    values = (year_of(row) if name == "year" else getattr(row, COLUMNS[name]) for row in rows)
    return dict(Counter(value for value in values if value not in (None, "")))


@pytest.mark.parametrize("query", CHOICES)
def test_beside_each_choice_stands_what_it_would_leave(content_world: World, query: str) -> None:
    choice = chosen(query)
    found = counts(choice, choice.request.at)
    assert found.total == choice.qs.count()
    for name in COLUMNS:
        assert found.by[name] == counted_one_by_one(query, name), name


def test_some_of_the_choices_find_something(content_world: World) -> None:
    totals = [counts(one, one.request.at).total for one in map(chosen, CHOICES)]
    assert totals[0] == Observation.objects.public(database_now()).count() > 100
    assert len({*totals}) > 8
    assert totals.count(0) < 3


def counts_by_hand() -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for row in Observation.objects.filter(published_from__isnull=False):
        found[
            (row.metric_id, row.category_id, row.organisation_id, row.area, row.operation_id,
             row.phase_id, row.period_kind, year_of(row), row.qualifier, row.status,
             row.published_from, row.published_until)
        ] += 1  # fmt: skip
    return dict(found)


def counts_kept() -> dict[Any, int]:
    rows = FigureCount.objects.values_list(
        "metric", "category", "organisation", "area", "operation", "phase", "period_kind", "year",
        "qualifier", "status", "published_from", "published_until", "figures",
    )  # fmt: skip
    return {tuple(values): figures for *values, figures in rows}


def test_the_counts_follow_every_act(world: World) -> None:
    """Drafts, approval, another moment, approval taken back, a correction, a withdrawal."""
    later = timezone.now() + timedelta(hours=2)
    edition = factories.edition(embargo_until=later)
    metric = factories.metric()
    figures = [
        factories.observation(
            edition, metric=metric, period_kind="year", period_start=date(2020, 1, 1),
            period_end=date(year, 12, 31),
        )
        for year in (2020, 2020, 2021)
    ]  # fmt: skip
    assert counts_kept() == counts_by_hand() == {}
    for act in (
        lambda: factories.approved(edition),
        lambda: publishing.move(
            edition, by="x", embargo_until=later + timedelta(hours=1), reason="Later."
        ),
        lambda: publishing.unschedule(edition, by="x"),
        lambda: Observation.objects.filter(pk=figures[0].pk).update(value=9),
        lambda: Edition.objects.filter(pk=edition.pk).update(embargo_until=None),
        lambda: factories.archived(edition),
    ):
        act()
        assert counts_kept() == counts_by_hand()
    assert sorted(counts_kept().values()) == [1, 2]

    draft = publishing.correct(edition.release, by="x", reason="One was wrong.")
    factories.observation(
        draft, metric=metric, figure_id=figures[0].figure_id, value=8, period_kind="year",
        period_start=date(2020, 1, 1), period_end=date(2020, 12, 31),
    )  # fmt: skip
    factories.approved(draft)
    assert counts_kept() == counts_by_hand()
    assert sorted(counts_kept().values()) == [1, 1, 1, 1]
    publishing.withdraw(edition.release, by="x", reason="Wrong.")
    assert counts_kept() == counts_by_hand() == {}


def test_el_11_a_hidden_figure_is_in_no_count(world: World) -> None:
    shown, hidden = (
        factories.edition(),
        factories.edition(embargo_until=timezone.now() + timedelta(hours=1)),
    )
    metric = factories.metric()
    factories.observation(shown, metric=metric)
    factories.observation(hidden, metric=metric, qualifier="about")
    factories.archived(shown)
    factories.approved(hidden)
    with world.connect("public") as public:
        seen = public.execute("SELECT qualifier, figures FROM operations_figurecount").fetchall()
        # The rule is missed where it is gone, so that this test could fail.
        with world.connect("owner") as owner:
            owner.execute("ALTER POLICY public_reads ON operations_figurecount USING (true)")
        without = public.execute("SELECT count(*) FROM operations_figurecount").fetchone()
    assert seen == [("exact", 1)]
    assert without == (2,)
