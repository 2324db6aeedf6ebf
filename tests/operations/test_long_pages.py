"""Pages of what has many figures or charts: paged, bounded, and leading to all of them."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from operations import told, views
from operations.models import Observation
from releases.published import database_now
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World

FIGURES = 130
FIGURE = re.compile(r'<tr class="govuk-table__row" id="f-(\w+)">')


@pytest.fixture
def many(world: World) -> World:
    """One metric with figures of 130 days, of one force, one operation and its two phases."""
    edition = factories.edition()
    metric = factories.metric(slug="many")
    force = factories.organisation(slug="the-force")
    operation = factories.operation(slug="the-operation")
    phases = [factories.phase(operation=operation, slug=f"phase-{number}") for number in (1, 2)]
    for number in range(FIGURES):
        day = date(2020, 1, 1) + timedelta(days=number)
        factories.observation(
            edition, metric=metric, organisation=force, operation=operation,
            phase=phases[number // (FIGURES // 2) % 2], value=Decimal(number), period_kind="day",
            period_start=day, period_end=day,
        )  # fmt: skip
    factories.archived(edition)
    return world


def newest_first() -> list[str]:
    figures = Observation.objects.order_by("-period_end", "figure_id")
    return list(figures.values_list("figure_id", flat=True))


@pytest.mark.parametrize("address", ["/metrics/many/", "/organisations/the-force/"])
def test_each_figure_is_on_one_page(
    many: World, public_client: SiteClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "FIGURES_IN_A_CHART", FIGURES - 1)
    first, second = (
        public_client.get(f"{address}{query}").content.decode() for query in ("", "?page=2")
    )
    assert [*FIGURE.findall(first), *FIGURE.findall(second)] == newest_first()
    assert "130 figures, the newest first." in first
    assert "?page=2" in first
    assert 'href="/explore/?' in first
    # Too many for one chart: the way to choose among them stands in its place.
    assert "<svg" not in first.split('id="charts"')[-1].split("<table")[0]


def test_figures_that_one_chart_can_hold_are_drawn_whole(
    many: World, public_client: SiteClient
) -> None:
    page = public_client.get("/metrics/many/").content.decode()
    assert 'id="chart-metric-many"' in page
    drawn = page.split('id="chart-metric-many"')[1].split("</figure>")[0]
    assert all(figure_id in drawn for figure_id in newest_first())


def test_an_operation_shows_its_newest_figures(
    many: World, public_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = public_client.get("/operations/the-operation/?whole").content.decode()
    assert "newest figures are shown" not in whole
    monkeypatch.setattr(views, "FIGURES_OF_AN_OPERATION", 5)
    page = public_client.get("/operations/the-operation/").content.decode()
    assert "Its 5 newest figures are shown." in page
    shown = dict.fromkeys(re.findall(r'href="/figures/(\w+)/"', page))
    assert set(shown) == set(newest_first()[:5])
    # The older phase has figures, though none is shown: it is not said to have none.
    assert 'href="/explore/?phase=the-operation.phase-1"' in page
    assert "No figure of this phase is recorded." not in page


def test_charts_beyond_the_third_are_named(world: World, public_client: SiteClient) -> None:
    edition = factories.edition()
    topic = factories.topic(slug="the-topic")
    edition.release.topics.add(topic)
    figure = factories.observation(edition)
    for number in range(5):
        factories.chart(
            [figure.metric], slug=f"chart-{number}", title=f"Finding {number}", topic=topic,
            release=edition.release, position=number,
        )  # fmt: skip
    factories.chart(
        [factories.metric()], slug="empty", title="Nothing yet", topic=topic,
        release=edition.release, position=9,
    )  # fmt: skip
    factories.archived(edition)
    for address in ("/topics/the-topic/", figure.metric.get_absolute_url()):
        page = public_client.get(address).content.decode()
        assert re.findall(r'<figure [^>]*id="chart-(chart-\d)"', page) == [
            "chart-0", "chart-1", "chart-2",
        ]  # fmt: skip
        assert all(f'href="/charts/chart-{number}/"' in page for number in (3, 4))
        # One without a public figure would tell that something is to come.
        assert "Nothing yet" not in page


def test_a_release_of_many_figures_shows_the_first_and_leads_to_the_rest(
    world: World, public_client: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = factories.edition(release=factories.release(slug="many"))
    metric = factories.metric()
    for place in range(5):
        factories.observation(edition, metric=metric, value=100 + place, position=place)
    factories.archived(edition)
    for shown, counted, expected in (
        (6, 9, (5, False, False)), (5, 9, (5, False, False)), (3, 5, (3, True, False)),
        (3, 4, (3, True, True)),
    ):  # fmt: skip
        monkeypatch.setattr(told, "FIGURES_SHOWN", shown)
        monkeypatch.setattr(told, "COUNTED_TO", counted)
        found = told.told_by(edition, None, database_now())
        lines = sum(len(group.lines) for group in found.groups)
        assert (lines, found.is_cut, found.is_uncounted) == expected
    page = public_client.get("/releases/many/").content.decode()
    assert "Over 4 figures," in page
    assert 'href="/explore/?release=many"' in page
    assert "102 arrests" in page
    assert "103 arrests" not in page
