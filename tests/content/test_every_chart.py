"""Every chart and metric of the content can be drawn, and every figure has its page.

A chart whose figures share no unit, or a line whose points do not fit its axis, refuses to be
drawn; here it does so before a reader meets it.
"""

from collections.abc import Callable, Iterable

from django.utils import timezone

from operations.charts import chart_data, metric_data
from operations.drawn import DrawnChart, draw
from operations.models import Chart, Metric, Observation
from operations.series import ChartData
from tests.harness.clients import SiteClient
from tests.harness.databases import World


def refusals(rows: Iterable[Chart | Metric], data: Callable[..., ChartData]) -> list[str]:
    """Why rows can't be drawn, or which of their lines has nothing to show."""
    wrong = []
    for row in rows:
        try:
            said = data(row)
            drawn: DrawnChart = draw(said)
        except ValueError as error:
            wrong.append(f"{row.slug}: {error}")
            continue
        wrong += [f"{row.slug}: “{s.label}” has no figure" for s in said.series if not s.figures()]
        if not (drawn.picture or drawn.numbers):
            wrong.append(f"{row.slug} shows nothing")
    return wrong


def test_every_chart_of_the_content_can_be_drawn(content_world: World) -> None:
    at = timezone.now()
    charts = list(Chart.objects.for_page(at))
    assert len(charts) > 50
    assert refusals(charts, lambda chart: chart_data(chart, at)) == []


def test_every_metric_of_the_content_can_be_drawn_whole(content_world: World) -> None:
    at = timezone.now()
    figures: dict[int, list[Observation]] = {}
    for figure in Observation.objects.for_listing(at).in_order_of_time():
        figures.setdefault(figure.metric_id, []).append(figure)
    metrics = list(Metric.objects.with_figures(at))
    assert len(metrics) > 100
    assert refusals(metrics, lambda metric: metric_data(metric, figures[metric.pk])) == []


def test_figures_have_pages_with_their_words(
    content_world: World, public_client: SiteClient
) -> None:
    figures = Observation.objects.prefetch_related("evidence")[::40]
    assert len(figures) > 10
    for figure in figures:
        page = public_client.get(figure.get_absolute_url())
        assert page.status_code == 200, figure.figure_id
        assert [text.words for text in page.context["figure"].evidence.all()] == [
            text.words for text in figure.evidence.all()
        ]
