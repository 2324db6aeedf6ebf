"""Every chart of the content in every state that its page offers."""

from collections.abc import Iterator
from itertools import product

from operations.charts import charts_data
from operations.charts.adjusting import adjusted, choices
from operations.charts.state import ChartState
from operations.drawn import draw
from operations.models import Chart
from operations.series import ChartData
from releases.published import database_now
from tests.harness.databases import World


def states(chart: ChartData) -> Iterator[ChartState]:
    """Each switch in each of its positions, with each of the others."""
    offered = choices(chart)
    names = [name for name, _ in offered.series]
    series = [(), *((name,) for name in names), tuple(sorted(names[1:]))]
    periods = [(None, None)]
    if offered.periods:
        _, begins, _ = offered.periods[len(offered.periods) // 2]
        periods += [(begins, None), (None, offered.periods[0][2])]
    scales = ["", "indexed"] if offered.can_index else [""]
    for one, per, scale, (since, until) in product(series, ("", *offered.pers), scales, periods):
        yield ChartState(series=one, per=per, scale=scale, since=since, until=until)


def test_every_state_that_is_offered_can_be_drawn_and_says_what_it_is(
    content_world: World,
) -> None:
    at = database_now()
    charts = charts_data(Chart.objects.for_page(at), at)
    seen = changed = 0
    for chart in charts:
        for state in states(chart):
            now = adjusted(chart, state)
            where = f"{chart.slug}?{state.query}"
            assert now.says_something, where
            drawn = draw(now, query=state.query)
            assert drawn.summary, where
            assert drawn.kind == "numbers" or drawn.picture, where
            derived = [point for point in now.figures() if point.is_derived]
            if now.series != chart.series:
                assert now.notes[0].startswith("Shown as this address asks: "), where
                changed += 1
            if state.scale and "as an index" in now.notes[0]:
                assert len(derived) == len(now.figures()), where
                assert any(point.value == 100 for point in derived), where
            assert len(now.notes) <= 12, (where, now.notes)
            seen += 1
    assert seen > 300
    assert changed > 200
