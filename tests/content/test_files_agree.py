"""Page, embed, CSV, workbook, JSON and picture of every chart say the same figures, cell for cell.

Also where a reader asks for a state of the chart, since all are made of the one ``ChartData``.
"""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from django.utils import timezone

from operations.charts import charts_data
from operations.charts.adjusting import adjusted
from operations.charts.state import ChartState
from operations.models import Chart
from operations.renderers import chartjs, svg
from operations.renderers.columns import COLUMNS
from operations.renderers.csvfile import without_mark
from operations.renderers.exact import digits, exact
from operations.renderers.imprint import Imprint
from operations.renderers.jsonfile import json_file
from operations.renderers.spreadsheet import HEADINGS, xlsx_file
from operations.renderers.standalone import sheet
from operations.renderers.table import NO_FIGURE, table
from operations.series import ChartData, Point
from tests.harness.databases import World

IMPRINT = Imprint("The site", "https://figures.example.org")
SVG = "{http://www.w3.org/2000/svg}"
STATES = {
    "whole": ChartState(),
    "a day": ChartState(per="day"),
    "indexed": ChartState(scale="indexed"),
    "since 2020": ChartState(since=date(2020, 1, 1)),
}
# Kinds whose marks stand for one figure each and say it when they are pointed at.
MARKED = ("bar", "stacked", "line", "dots", "multiples", "tiles")


@pytest.fixture(scope="module")
def every_chart(content_world: World) -> list[ChartData]:
    charts = charts_data(Chart.objects.for_page(timezone.now()), timezone.now())
    assert len(charts) > 50
    return charts


@pytest.fixture(params=STATES.values(), ids=STATES.keys())
def charts(request: pytest.FixtureRequest, every_chart: list[ChartData]) -> list[ChartData]:
    """Every chart of the content, as one state asks for it."""
    shown = [adjusted(chart, request.param) for chart in every_chart]
    if request.param:
        assert sum(one != whole for one, whole in zip(shown, every_chart, strict=True)) > 5
    return shown


def placed(chart: ChartData) -> list[Point | None]:
    return [point for series in chart.series for point in series.points]


def once(chart: ChartData) -> list[Point | None]:
    """Each stated figure once, in the order of the series: what files of data hold as rows."""
    met, kept = set(), []
    for point in placed(chart):
        known = point is not None and point.figure_id and not point.arithmetic
        if known and point.figure_id in met:
            continue
        if known:
            met.add(point.figure_id)
        kept.append(point)
    return kept


def values(points: list[Point | None]) -> list[Decimal | None]:
    return [None if p is None or p.value is None else exact(p.value) for p in points]


def csv_rows(chart: ChartData) -> list[dict[str, str]]:
    text = without_mark(chart, IMPRINT).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_figures(charts: list[ChartData]) -> list[ChartData]:
    return [chart for chart in charts if chart.kind != "timeline"]


def test_the_table_of_the_page_and_the_data_of_its_script(charts: list[ChartData]) -> None:
    for chart in with_figures(charts):
        if chart.effective_kind == "numbers":
            continue
        by_label = {row[0].text: row for row in table(chart).rows}
        drawn = chartjs.config(chart)["series"]
        for column, (series, config) in enumerate(zip(chart.series, drawn, strict=True), start=1):
            for label, point, sent in zip(
                chart.x_labels, series.points, config["points"], strict=True
            ):
                said = NO_FIGURE if point is None or point.value is None else point.shown
                assert by_label[label or chart.caption.title][column].text == said, chart.slug
                assert (sent["shown"] if sent else NO_FIGURE) == said, chart.slug


def test_csv(charts: list[ChartData]) -> None:
    for chart in with_figures(charts):
        rows = csv_rows(chart)
        found = [Decimal(row["value"]) if row["value"] else None for row in rows]
        assert found == values(once(chart)), chart.slug
        for row, point in zip(rows, once(chart), strict=True):
            assert ("[x]" in row["shorthand"]) is (not row["value"]), chart.slug
            if point is not None:
                is_stated = not point.arithmetic
                assert row["figure_id"] == (point.figure_id if is_stated else ""), chart.slug
                assert row["as_stated"].lstrip("'") == (point.words if is_stated else ""), (
                    chart.slug
                )
                assert point.arithmetic in row["note"], chart.slug


def test_workbook(charts: list[ChartData]) -> None:
    for chart in with_figures(charts):
        book = openpyxl.load_workbook(io.BytesIO(xlsx_file(chart, IMPRINT)))
        _, _, head, *cells = book["Figures"].iter_rows(values_only=True)
        assert head == tuple(HEADINGS[name] for name in COLUMNS)
        for row, told in zip(cells, csv_rows(chart), strict=True):
            one = dict(zip(COLUMNS, row, strict=True))
            value = one["value"]
            if told["value"]:
                assert Decimal(repr(value)) == Decimal(told["value"]), chart.slug
            else:
                assert value == "[x]", chart.slug
            for name in ("figure_id", "metric", "qualifier", "status", "coverage_note", "licence"):
                assert (one[name] if one[name] != "[z]" else "") == told[name], chart.slug


def test_json(charts: list[ChartData]) -> None:
    for chart in charts:
        document = json.loads(json_file(chart, IMPRINT), parse_float=Decimal, parse_int=Decimal)
        assert document["labels"] == list(chart.x_labels)
        assert len(document["phases"]) == len(chart.stretches)
        sent = [point for series in document["series"] for point in series["points"]]
        found = [None if p is None or p["value"] is None else p["value"] for p in sent]
        assert found == values(placed(chart)), chart.slug
        for point, one in zip(placed(chart), sent, strict=True):
            if point is not None:
                assert (one["shown"], one["label"]) == (point.shown, point.label), chart.slug


def titles(markup: str) -> list[str]:
    """What each mark says when it is pointed at, in the order of the figures' places."""
    found: dict[tuple[int, ...], str] = {}
    for group in ElementTree.fromstring(markup).iter(f"{SVG}g"):  # noqa: S314
        title = group.find(f"{SVG}title")
        if group.get("data-figure") and title is not None:
            place = tuple(map(int, group.get("data-figure", "").split("-")))
            found[place] = title.text or ""
    return [found[place] for place in sorted(found)]


def drawn_one_by_one(chart: ChartData) -> list[Point]:
    return [
        point
        for series in chart.series
        if series.role == "main"
        for point in series.points
        if point is not None and point.value is not None
    ]


def test_picture(charts: list[ChartData]) -> None:
    told = 0
    for chart in charts:
        if chart.effective_kind not in MARKED:
            continue
        said = titles(svg.picture(chart))
        for point in drawn_one_by_one(chart):
            assert any(point.shown in one for one in said), (chart.slug, point.label)
            told += 1
        assert svg.picture(chart, 672) in sheet(chart, IMPRINT).markup, chart.slug
    assert told > 100


def test_numbers_are_written_alike_everywhere(charts: list[ChartData]) -> None:
    """No exponent, no comma, and no digit that another format lacks."""
    for chart in with_figures(charts):
        for row, value in zip(csv_rows(chart), values(once(chart)), strict=True):
            assert row["value"] == ("" if value is None else digits(value)), chart.slug


def test_every_file_says_whence_and_under_which_licence(charts: list[ChartData]) -> None:
    for chart in charts:
        document: dict[str, Any] = json.loads(json_file(chart, IMPRINT))
        licence = document["licence"]
        assert licence, chart.slug
        assert document["address"] == chart.address, chart.slug
        assert all(row["licence"] for row in csv_rows(chart)), chart.slug
        assert all(row["release_url"] for row in csv_rows(chart) if row["value"]), chart.slug
