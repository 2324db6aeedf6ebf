"""A chart as JSON: its words, and its series point by point, for programs.

A number is written with all its digits (see `exact`); a missing figure is null. Addresses are
whole. The order of keys is fixed, so that the same chart has the same bytes.
"""

import json
from datetime import datetime
from typing import Any

from operations.annotations import Annotation
from operations.renderers.exact import number
from operations.renderers.imprint import (
    LICENCE_NOT_STATED,
    Imprint,
    licence_words,
)
from operations.renderers.svg import axis_title
from operations.renderers.words import description, summary
from operations.series import ChartData, Origin, Point, Series, Source, Stretch
from releases.reading.embargoes import LONDON

VERSION = 1


def json_file(chart: ChartData, imprint: Imprint) -> bytes:
    document = {
        "version": VERSION,
        "slug": chart.slug,
        "address": imprint.address(chart),
        "title": chart.caption.title,
        "subtitle": chart.caption.subtitle,
        "description": description(chart),
        "summary": summary(chart),
        "note": chart.caption.note,
        "notes": list(chart.notes),
        "updated": chart.updated.isoformat() if chart.updated else None,
        "as_at": _moment(imprint.moment),
        "licence": licence_words(chart),
        "site": {"name": imprint.site, "address": f"{imprint.origin}/"},
        "sources": [_source(source, imprint) for source in chart.sources],
        "kind": chart.effective_kind,
        "unit": chart.unit,
        "value_title": axis_title(chart),
        "labels": list(chart.x_labels),
        "series": [_series(series, imprint) for series in chart.series],
        "annotations": [_annotation(one) for one in chart.annotations],
        "phases": [_phase(stretch, imprint) for stretch in chart.stretches],
    }
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _source(source: Source, imprint: Imprint) -> dict[str, Any]:
    return {
        "title": source.title,
        "address": imprint.whole(source.url),
        "publisher": source.publisher,
        "date": source.date_text,
        "second_hand": source.second_hand,
        "via": source.via,
    }


def _series(series: Series, imprint: Imprint) -> dict[str, Any]:
    return {
        "label": series.label,
        "role": series.role,
        "points": [point and _point(point, imprint) for point in series.points],
    }


def _point(point: Point, imprint: Imprint) -> dict[str, Any]:
    """One figure; what we worked out names no figure and no words, but its arithmetic."""
    stated = not point.is_derived
    return {
        "label": point.label,
        "value": None if point.value is None else number(point.value),
        "qualifier": point.qualifier.value,
        "low": None if point.low is None else number(point.low),
        "high": None if point.high is None else number(point.high),
        "shown": point.shown,
        "unit": point.unit,
        "status": point.status,
        "partial": point.partial,
        "coverage": point.coverage,
        "second_hand": point.second_hand,
        "shorthand": list(point.shorthand),
        "note": point.note,
        "changed": point.changed,
        "was": point.was,
        "arithmetic": point.arithmetic,
        "not_comparable_with_the_one_before": point.break_reason,
        "figure_id": point.figure_id if stated else "",
        "address": imprint.whole(point.url),
        "as_stated": point.words if stated else "",
        "period": _period(point),
        "of": _origin(point.origin, imprint) if point.origin else None,
    }


def _period(point: Point) -> dict[str, Any] | None:
    period = point.period
    if period is None:
        return None
    return {
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "kind": period.kind.value,
        "label": period.label(),
    }


def _origin(origin: Origin, imprint: Imprint) -> dict[str, Any]:
    return {
        "metric": origin.metric,
        "metric_label": origin.metric_label,
        "category": origin.category,
        "organisation": origin.organisation,
        "area_code": origin.area_code,
        "area_name": origin.area_name,
        "release": origin.release_title,
        "release_address": imprint.whole(origin.release_path),
        "publisher": origin.publisher,
        "licence": origin.licence or LICENCE_NOT_STATED,
        "version": origin.edition,
        "note": origin.note,
        "published_at": _moment(origin.published_at),
        "corrected_at": _moment(origin.corrected_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(LONDON).isoformat(timespec="seconds") if moment else None


def _annotation(one: Annotation) -> dict[str, Any]:
    return {
        "text": one.text,
        "start": one.start.isoformat() if one.start else None,
        "end": one.end.isoformat() if one.end else None,
        "value": None if one.value is None else number(one.value),
    }


def _phase(stretch: Stretch, imprint: Imprint) -> dict[str, Any]:
    return {
        "label": stretch.label,
        "start": stretch.start.isoformat(),
        "end": stretch.end.isoformat() if stretch.end else None,
        "address": imprint.whole(stretch.path),
        "note": stretch.note,
    }
