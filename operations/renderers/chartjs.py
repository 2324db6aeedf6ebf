"""The chart as plain data for Chart.js in the browser.

The one place where a figure becomes a float: JSON has no decimals. What the reader sees is always
`shown`, written from the exact value.
"""

import math
from decimal import Decimal
from typing import Any

from operations.renderers.palette import colour
from operations.renderers.svg import axis_title
from operations.renderers.words import description
from operations.series import ChartData, Point, Series


def config(chart: ChartData) -> dict[str, Any]:
    """Return what the browser's chart needs; a missing figure is null and never zero."""
    return {
        "kind": chart.effective_kind,
        "horizontal": chart.horizontal,
        "unit": chart.unit,
        "y_title": axis_title(chart),
        "x_title": chart.caption.x_title,
        "labels": list(chart.x_labels),
        "title": chart.caption.title,
        "description": description(chart),
        "zero_based": True,
        "series": [_series(chart, series) for series in chart.series],
        "notes": list(chart.notes),
    }


def _series(chart: ChartData, series: Series) -> dict[str, Any]:
    return {
        "label": series.label,
        "colour": colour(series.colour_index),
        "role": series.role,
        "points": [_point(chart, place, point) for place, point in enumerate(series.points)],
    }


def _point(chart: ChartData, place: int, point: Point | None) -> dict[str, Any] | None:
    if point is None or point.value is None:
        return None
    return {
        "x": place,
        "y": as_float(point.value),
        "low": None if point.low is None else as_float(point.low),
        "high": None if point.high is None else as_float(point.high),
        "shown": point.shown,
        "qualifier": point.qualifier.value,
        "status": point.status,
        "partial": chart.is_short(point),
        "coverage": point.coverage,
        "second_hand": point.second_hand,
        "url": point.url,
        "words": point.words,
        "break_before": point.break_before,
        "break_reason": point.break_reason,
    }


def as_float(value: Decimal) -> float:
    """Return the nearest float, or raise ValueError for what JSON cannot hold."""
    result = float(value)
    if not math.isfinite(result):
        raise ValueError(f"{value} is no number that a chart can show.")
    return result
