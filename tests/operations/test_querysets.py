"""Which charts a list counts: those that have something to show at that moment."""

from django.utils import timezone

from operations.models import Chart, ChartLine, Metric, Observation
from tests import factories


def listed() -> list[str]:
    return [chart.slug for chart in Chart.objects.with_figures(timezone.now())]


def public_metric() -> tuple[Metric, Observation]:
    edition = factories.edition()
    figure = factories.observation(edition)
    factories.archived(edition)
    return figure.metric, figure


def public_chart(metric: Metric, *figure_ids: str) -> Chart:
    """A chart that went public with a release of its own."""
    edition = factories.edition()
    chart = factories.chart([metric], release=edition.release)
    ChartLine.objects.filter(chart=chart).update(figure_ids=list(figure_ids))
    factories.archived(edition)
    return chart


def test_a_chart_of_a_metric_with_figures_is_listed(db: None) -> None:
    metric, _ = public_metric()
    chart = public_chart(metric)
    assert listed() == [chart.slug]


def test_a_chart_of_a_metric_without_figures_is_not_listed(db: None) -> None:
    public_chart(factories.metric())
    assert listed() == []


def test_a_chart_is_listed_by_the_figures_that_it_names(db: None) -> None:
    metric, figure = public_metric()
    draft = factories.observation(factories.edition(), metric=metric)
    public_chart(metric, draft.figure_id)
    shown = public_chart(metric, draft.figure_id, figure.figure_id)
    assert listed() == [shown.slug]
