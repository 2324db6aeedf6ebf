"""The seam between rows and series: which figures a chart shows, and where."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from operations.charts import chart_data, charts_data, metric_data
from operations.models import Chart, ChartLine, Observation
from tests import factories
from tests.harness.clients import SiteClient
from tests.harness.databases import World
from tests.harness.pages import as_read


def year(first: int) -> dict[str, Any]:
    return {
        "period_kind": "year",
        "period_start": date(first, 1, 1),
        "period_end": date(first, 12, 31),
    }


def for_page(chart: Chart) -> Chart:
    found: QuerySet[Chart] = Chart.objects.for_page(timezone.now())
    return found.get(pk=chart.pk)


def shown(chart: Chart) -> list[list[Decimal | None]]:
    data = chart_data(for_page(chart), timezone.now())
    return [
        [point.value if point is not None else None for point in series.points]
        for series in data.series
    ]


@pytest.mark.django_db
class TestWhichFigures:
    def test_the_very_ones_a_line_lists(self) -> None:
        edition = factories.edition()
        metric = factories.metric()
        rows = [
            factories.observation(edition, metric=metric, value=n, **year(2000 + n))
            for n in (1, 2, 3)
        ]
        chart = factories.chart([metric], release=edition.release)
        chart.lines.update(figure_ids=[rows[2].figure_id, rows[0].figure_id])
        factories.archived(edition)
        assert shown(chart) == [[1, 3]]

    def test_not_one_that_a_later_release_replaces(self) -> None:
        metric = factories.metric()
        first, second = factories.edition(), factories.edition()
        old = factories.observation(first, metric=metric, value=223106, **year(2020))
        factories.observation(
            second, metric=metric, value=219578, revises=old.figure_id, **year(2020)
        )
        factories.observation(second, metric=metric, value=188929, **year(2021))
        chart = factories.chart([metric], release=first.release, kind="line")
        factories.archived(first)
        assert shown(chart) == [[223106]]
        factories.archived(second)
        assert shown(chart) == [[219578, 188929]]

    def test_an_official_figure_before_a_second_hand_one(self) -> None:
        metric = factories.metric()
        report = factories.edition(
            release=factories.release(via_title="A report"),
            issued_earliest=date(2024, 1, 1), issued_latest=date(2024, 1, 1),
        )  # fmt: skip
        official = factories.edition()
        factories.observation(report, metric=metric, value=2, **year(2020))
        factories.observation(official, metric=metric, value=1, **year(2020))
        chart = factories.chart([metric], release=official.release)
        factories.archived(report)
        factories.archived(official)
        assert shown(chart) == [[1]]

    def test_two_coverages_are_two_things_measured(self) -> None:
        edition = factories.edition()
        metric = factories.metric()
        factories.observation(edition, metric=metric, value=5, **year(2020))
        factories.observation(
            edition, metric=metric, value=4, coverage="excludes Greater Manchester", **year(2021)
        )
        factories.observation(edition, metric=metric, value=6, **year(2022))
        chart = factories.chart([metric], release=edition.release, kind="line")
        factories.archived(edition)
        points = chart_data(for_page(chart), timezone.now()).series[0].points
        assert [point.break_before for point in points if point] == [False, True, True]
        assert "Greater Manchester" in (points[1].break_reason if points[1] else "")


@pytest.mark.django_db
class TestWhere:
    def test_a_year_without_a_figure_is_a_gap_and_no_zero(self) -> None:
        edition = factories.edition()
        metric = factories.metric()
        for first, value in ((2018, 0), (2019, 7), (2021, 8)):
            factories.observation(edition, metric=metric, value=value, **year(first))
        chart = factories.chart([metric], release=edition.release, kind="line")
        factories.archived(edition)
        data = chart_data(for_page(chart), timezone.now())
        assert data.x_labels == ("2018", "2019", "2020", "2021")
        assert shown(chart) == [[0, 7, None, 8]]

    def test_a_baseline_is_a_level_of_its_own(self) -> None:
        """An average must not stand among the weeks that it is there to be compared with."""
        edition = factories.edition()
        weekly, average = factories.metric(), factories.metric(kind="rate", per="week")
        for day, value in ((1, 74), (8, 69)):
            factories.observation(
                edition, metric=weekly, value=value, period_kind="week",
                period_start=date(2024, 1, day), period_end=date(2024, 1, day + 6),
            )  # fmt: skip
        factories.observation(edition, metric=average, value=65, **year(2023))
        chart = factories.chart([weekly, average], release=edition.release, kind="line")
        ChartLine.objects.filter(metric=average).update(role="baseline")
        factories.archived(edition)
        data = chart_data(for_page(chart), timezone.now())
        assert [series.role for series in data.series] == ["main", "baseline"]
        assert shown(chart) == [[74, 69], [65, 65]]

    def test_one_figure_is_a_big_number(self) -> None:
        edition = factories.edition()
        metric = factories.metric()
        factories.observation(edition, metric=metric)
        chart = factories.chart([metric], release=edition.release, kind="bar")
        factories.archived(edition)
        assert chart_data(for_page(chart), timezone.now()).effective_kind == "numbers"


@pytest.mark.django_db
def test_a_chart_whose_figures_are_hidden_is_left_out_of_a_page() -> None:
    edition = factories.edition()
    metric = factories.metric()
    factories.observation(edition, metric=metric)
    chart = factories.chart([metric])
    at = timezone.now()
    charts = Chart.objects.filter(pk=chart.pk).prefetch_related("lines__metric")
    assert charts_data(charts, at) == []
    factories.archived(edition)
    assert [data.slug for data in charts_data(charts, timezone.now())] == [chart.slug]


@pytest.mark.django_db
def test_a_metric_nobody_has_charted_is_drawn_by_what_it_is_of() -> None:
    edition = factories.edition()
    metric = factories.metric()
    forces = [factories.organisation(name=name) for name in ("Alpha", "Beta")]
    for force in forces:
        for first in (2020, 2021):
            factories.observation(edition, metric=metric, organisation=force, **year(first))
    factories.archived(edition)
    figures = list(Observation.objects.for_listing(timezone.now()))
    assert [series.label for series in metric_data(metric, figures).series] == ["Alpha", "Beta"]


def test_a_chart_with_two_units_on_one_axis_is_refused_with_what_to_do(
    world: World, staff_client: SiteClient
) -> None:
    chart = factories.chart([factories.metric(), factories.metric(unit="kg", counted="")])
    address = f"/admin/operations/chart/{chart.pk}/change/"
    form: dict[str, Any] = {
        "title": chart.title, "slug": chart.slug, "alt": chart.alt, "kind": "bar",
        "along": "period", "position": 100, "lines-TOTAL_FORMS": 2, "lines-INITIAL_FORMS": 2,
    }  # fmt: skip
    for place, line in enumerate(chart.lines.all()):
        fields = {
            "id": line.pk, "chart": chart.pk, "metric": line.metric_id, "role": "main",
            "position": place, "label": "A line", "figure_ids": "",
        }  # fmt: skip
        form |= {f"lines-{place}-{name}": value for name, value in fields.items()}
    form |= as_read(chart)
    refused = staff_client.post(address, form)
    assert refused.status_code == 200
    assert "count and kilograms on one axis" in refused.content.decode()
    assert staff_client.post(address, form | {"kind": "numbers"}).status_code == 302


def test_one_chart_that_cannot_be_drawn_does_not_take_its_pages_down(
    world: World, public_client: SiteClient, caplog: pytest.LogCaptureFixture
) -> None:
    edition = factories.edition()
    good, bad = factories.metric(), factories.metric(unit="kg", counted="")
    for metric in (good, bad):
        factories.observation(edition, metric=metric)
    sound = factories.chart([good], release=edition.release)
    broken = factories.chart([good, bad], release=edition.release)
    factories.archived(edition)
    listed = public_client.get("/charts/")
    assert listed.status_code == 200
    assert sound.title in listed.content.decode()
    assert broken.title not in listed.content.decode()
