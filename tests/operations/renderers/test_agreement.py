"""Every renderer, over every awkward chart: the same figures, no zero invented, none lost."""

import json
import math

import pytest

from operations.renderers import chartjs, numbers, svg, table, words
from operations.series import Series
from tests.operations import samples

CASES = {
    "zero": samples.chart(Series("s", (samples.point("a", "0"), samples.point("b", "0")))),
    "none": samples.chart(
        Series("s", (None, samples.point("b", "2"), samples.point("c", "3"))),
        labels=["a", "b", "c"],
    ),
    "negative": samples.chart(Series("s", (samples.point("a", "-5"), samples.point("b", "2")))),
    "single": samples.one_figure(),
    "open": samples.chart(
        Series("s", (samples.point("a", "2000", "more_than"), samples.point("b", "1")))
    ),
    "partial": samples.chart(
        Series(
            "s",
            (samples.point("a", "5", partial=True, coverage="not all forces"),
             samples.point("b", "1")),
        )
    ),
    "nothing": samples.chart(Series("s", (None,)), labels=["a"]),
    "every doubt": samples.every_doubt(),
    "every doubt, a line": samples.every_doubt("line"),
    "by week": samples.hate_crime_by_week(),
    "by year": samples.hate_crime_by_year(),
    "drugs": samples.drugs(),
}  # fmt: skip

every_chart = pytest.mark.parametrize("chart", CASES.values(), ids=CASES.keys())


@every_chart
def test_table_and_chart_data_agree_cell_for_cell(chart):
    config, rows = chartjs.config(chart), table.table(chart).rows
    assert config["labels"] == [row[0].text for row in rows]
    for column, series in enumerate(config["series"], start=1):
        cells = [row[column] for row in rows]
        for cell, point in zip(cells, series["points"], strict=True):
            assert cell.text == (point["shown"] if point else "no figure")


@every_chart
def test_the_data_are_json_without_nan(chart):
    text = json.dumps(chartjs.config(chart), allow_nan=False)
    assert json.loads(text)["labels"] == list(chart.x_labels)


@every_chart
def test_a_missing_figure_is_null_and_never_zero(chart):
    for series, drawn in zip(chart.series, chartjs.config(chart)["series"], strict=True):
        for point, plotted in zip(series.points, drawn["points"], strict=True):
            assert (plotted is None) == (point is None)
            if point is not None:
                assert math.isclose(plotted["y"], float(point.value))


@every_chart
def test_the_picture_shows_what_the_words_tell(chart):
    assert svg.picture(chart) == svg.picture(chart)
    assert words.summary(chart).endswith(".")
    assert words.speakable(chart).startswith(chart.caption.title)
    if chart.effective_kind != "line":
        for point in chart.figures():
            assert f">{point.shown}<" in svg.picture(chart), point.label


@every_chart
def test_every_figure_has_a_tile(chart):
    shown = [tile["shown"] for tile in numbers.tiles(chart)]
    assert [text for text in shown if text != "no figure"] == [p.shown for p in chart.figures()]
