"""Every chart and metric of the content can be drawn, and every figure has its page.

A chart whose figures share no unit, or a line whose points do not fit its axis, refuses to be
drawn; here it does so before a reader meets it.
"""

import re
from collections.abc import Callable, Iterable

from django.utils import timezone

from operations.charts import chart_data, metric_data
from operations.drawn import DrawnChart, draw
from operations.guard.guarding import MOST_NOTES
from operations.guard.unfounded import unfounded
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


def _odd_notes(notes: tuple[str, ...]) -> list[str]:
    """Notes that are no whole sentence, or more than a reader reads."""
    odd = [one for one in notes if not re.fullmatch(r"[“A-Z0-9].*[^.]\.", one) or "  " in one]
    return odd + (["too many"] if len(notes) > MOST_NOTES else [])


def test_what_the_guard_says_are_a_few_whole_sentences(content_world: World) -> None:
    at = timezone.now()
    told = {chart.slug: chart_data(chart, at).notes for chart in Chart.objects.for_page(at)}
    for metric in Metric.objects.with_figures(at):
        figures = list(Observation.objects.for_listing(at).filter(metric=metric))
        told[metric.slug] = metric_data(metric, figures).notes
    assert {slug: odd for slug, notes in told.items() if (odd := _odd_notes(notes))} == {}
    assert told["hate-crimes-by-year"] == (
        "2019/20 leaves out Greater Manchester; 2022/23 leaves out Devon and Cornwall; 2024/25 "
        "leaves out the Metropolitan Police.",
    )
    assert any(notes == () for notes in told.values())


def test_titles_of_the_content_state_what_their_figures_bear_out(content_world: World) -> None:
    at = timezone.now()
    doubted = {
        chart.slug: found
        for chart in Chart.objects.for_page(at)
        if (found := unfounded(chart.title, chart_data(chart, at)))
    }
    assert doubted == {}


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
