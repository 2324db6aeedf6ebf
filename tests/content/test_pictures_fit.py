"""The picture of every chart of the content can be read whole at any width, in every kind."""

from dataclasses import replace

import pytest
from django.utils import timezone

from operations.charts import charts_data
from operations.models import Chart
from operations.series import KINDS, ChartData
from tests.harness.databases import World
from tests.operations.renderers.geometry import WIDTHS, assert_legible


@pytest.fixture(scope="module")
def every_chart(content_world: World) -> list[ChartData]:
    charts = charts_data(Chart.objects.for_page(timezone.now()), timezone.now())
    assert len(charts) > 50
    return charts


@pytest.mark.parametrize("width", [*WIDTHS, 320, 1400])
def test_as_it_is(every_chart: list[ChartData], width: int) -> None:
    for chart in every_chart:
        assert_legible(chart, width)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "timeline"])
def test_as_an_editor_may_choose_it(every_chart: list[ChartData], kind: str) -> None:
    tried = 0
    for chart in every_chart:
        try:
            other = replace(chart, kind=kind)
        except ValueError:  # two units on one axis
            continue
        tried += 1
        assert_legible(other, 300)
        assert_legible(other, 720)
    assert tried > 40


def test_each_kind_but_map_and_table_is_used(content_world: World) -> None:
    """No metric of the content has figures of more than four forces: a map would be empty."""
    used = set(Chart.objects.values_list("kind", flat=True))
    assert set(KINDS) - used == {"tiles", "table"}
