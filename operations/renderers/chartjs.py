"""The chart as plain data for Chart.js in the browser.

The one place where a figure becomes a float: JSON has no decimals. What the reader sees is always
`shown`, written from the exact value.
"""

import math
from decimal import Decimal
from typing import Any

from operations.annotations import Annotation
from operations.arithmetic import totals
from operations.renderers.annotating import said
from operations.renderers.dots import ROWS, begins_at
from operations.renderers.marks import value_text
from operations.renderers.palette import colour, marker
from operations.renderers.svg import axis_title
from operations.renderers.time_bars import LYING, TOO_FAR, uneven_notes
from operations.renderers.timing import spans_of
from operations.renderers.words import description
from operations.series import ON_CANVAS, ChartData, Point, Series
from releases.quantities import NotCombinableError


def config(chart: ChartData) -> dict[str, Any]:
    """Return what the browser's chart needs; a missing figure is null and never zero."""
    return {
        "kind": chart.effective_kind,
        "on_canvas": chart.effective_kind in ON_CANVAS,
        "horizontal": chart.horizontal,
        "unit": chart.unit,
        "y_title": axis_title(chart),
        "x_title": chart.caption.x_title,
        "labels": list(chart.x_labels),
        "title": chart.caption.title,
        "description": description(chart),
        "begins": _begins(chart),
        "time": time_axis(chart),
        "uneven": list(uneven_notes(chart, _reason(chart))),
        "annotations": [_annotation(one, chart.unit) for one in chart.annotations],
        "series": [_series(chart, series) for series in chart.series],
        "totals": _totals(chart),
        "notes": list(chart.notes),
    }


def _begins(chart: ChartData) -> float | None:
    """Where the axis of a dot plot begins if not at zero: there in the server's picture too."""
    first = begins_at(chart)
    return None if first is None else as_float(first)


def time_axis(chart: ChartData) -> list[dict[str, float]] | None:
    """Where each label stands on a true time axis, or None where its places are mere names.

    A day is its `date.toordinal`; a period runs from its first day to the day after its last, so
    that neighbours touch, and its point stands at its middle.
    """
    spans = spans_of(chart)
    if spans is None:
        return None
    return [
        {"from": float(start), "to": float(end), "at": float(middle)}
        for start, end, middle in spans
    ]


def _reason(chart: ChartData) -> str:
    """Why marks are evenly spaced though periods are not, as the server's picture says it."""
    if chart.effective_kind == "dots":
        return ROWS
    return LYING if chart.horizontal else TOO_FAR


def _annotation(one: Annotation, unit: str) -> dict[str, Any]:
    end = one.end if one.end is not None else one.start
    return {
        "kind": one.kind,
        "text": one.text,
        "said": said(one, unit),
        "from": one.start.toordinal() if one.start else None,
        "to": end.toordinal() + 1 if end else None,
        "value": None if one.value is None else as_float(one.value),
    }


def _series(chart: ChartData, series: Series) -> dict[str, Any]:
    return {
        "label": series.label,
        "colour": colour(series.colour_index),
        "colour_index": series.colour_index,
        "marker": marker(series.colour_index),
        "role": series.role,
        "points": [_point(chart, place, point) for place, point in enumerate(series.points)],
    }


def _totals(chart: ChartData) -> list[dict[str, str] | None]:
    """The sum of each stack with its weakest qualifier; None where there is none to state.

    Empty for other kinds, and a stack that lacks a part has no whole.
    """
    if chart.effective_kind != "stacked":
        return []
    return [_total([s.points[place] for s in chart.series]) for place in range(len(chart.x_labels))]


def _total(parts: list[Point | None]) -> dict[str, str] | None:
    if None in parts:
        return None
    try:
        return {"shown": totals(parts).shown}
    except NotCombinableError:
        return None


def _point(chart: ChartData, place: int, point: Point | None) -> dict[str, Any] | None:
    if point is None or point.value is None:
        return None
    return {
        "x": place,
        "y": as_float(point.value),
        "low": None if point.low is None else as_float(point.low),
        "high": None if point.high is None else as_float(point.high),
        "shown": point.shown,
        "short": value_text(chart, point),
        "qualifier": point.qualifier.value,
        "status": point.status,
        "partial": chart.is_short(point),
        "coverage": point.coverage,
        "second_hand": point.second_hand,
        "url": point.url,
        "words": point.words,
        "break_before": point.break_before,
        "break_reason": point.break_reason,
        "changed": point.changed,
        "was": point.was,
        "arithmetic": point.arithmetic,
        "note": point.note,
        "figure_id": point.figure_id,
        "period": point.period.label() if point.period else "",
        "source": _source(point),
    }


def _source(point: Point) -> dict[str, Any] | None:
    """What a reader checks the figure against; None for one that we worked out."""
    origin = point.origin
    if origin is None:
        return None
    return {
        "release": origin.release_title,
        "publisher": origin.publisher,
        "edition": origin.edition,
        "issued": origin.issued,
        "url": origin.words_path,
    }


def as_float(value: Decimal) -> float:
    """Return the nearest float, or raise ValueError for what JSON cannot hold."""
    result = float(value)
    if not math.isfinite(result):
        raise ValueError(f"{value} is no number that a chart can show.")
    return result
