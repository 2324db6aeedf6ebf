"""Operations, organisations, metrics, charts and the like as rows: which are told of, and what.

``*_found(at)`` gives the rows that the pages list, with all that is told of them, in a constant
number of questions; ``*_told(row, asking)`` is what a program reads of one. The keys are those of
``shapes``.
"""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from npcc_site.api.addressing import Asking, day, slug_of, slugs_of
from operations.models import (
    Category,
    Chart,
    ChartLine,
    Dimension,
    Metric,
    Operation,
    Organisation,
    Phase,
)
from operations.renderers.files import FILES
from releases.models import Publisher, Release, Speaker, Topic

Row = dict[str, Any]


def operations_found(at: datetime) -> QuerySet[Operation]:
    found: QuerySet[Operation] = Operation.objects.told_of(at).prefetch_related(
        Prefetch("topics", Topic.objects.public(at)),
        Prefetch("organisations", Organisation.objects.public(at)),
        Prefetch("phases", Phase.objects.public(at)),
    )
    return found


def operation_told(row: Operation, asking: Asking) -> Row:
    return {
        "slug": row.slug,
        "name": row.name,
        "summary": row.summary,
        "note": row.note,
        "topics": slugs_of(row.topics),
        "organisations": slugs_of(row.organisations),
        "phases": slugs_of(row.phases),
        "url": asking.whole("operation_detail", row.slug),
    }


def phases_found(at: datetime) -> QuerySet[Phase]:
    """Those of operations that are told of."""
    told = Operation.objects.told_of(at)
    found: QuerySet[Phase] = (
        Phase.objects.public(at).filter(operation__in=told).select_related("operation")
    )
    return found


def phase_told(row: Phase, asking: Asking) -> Row:
    return {
        "operation": row.operation.slug,
        "slug": row.slug,
        "name": row.name,
        "start": day(row.start),
        "end": day(row.end),
        "note": row.note,
        "url": asking.whole("operation_detail", row.operation.slug),
    }


def organisations_found(at: datetime) -> QuerySet[Organisation]:
    found: QuerySet[Organisation] = Organisation.objects.public(at).prefetch_related(
        Prefetch("rocu", Organisation.objects.public(at))
    )
    return found


def organisation_told(row: Organisation, asking: Asking) -> Row:
    return {
        "slug": row.slug,
        "name": row.name,
        "kind": row.kind,
        "ons_code": row.ons_code,
        "country": row.country,
        "region": row.region,
        "rocu": slug_of(row.rocu),
        "note": row.note,
        "url": asking.whole("organisation_detail", row.slug),
    }


def metrics_found(at: datetime) -> QuerySet[Metric]:
    categories = Category.objects.public(at).order_by("position", "name", "slug")
    dimensions = Dimension.objects.public(at).prefetch_related(Prefetch("categories", categories))
    found: QuerySet[Metric] = Metric.objects.with_figures(at).prefetch_related(
        Prefetch("topics", Topic.objects.public(at)), Prefetch("dimension", dimensions)
    )
    return found


def metric_told(row: Metric, asking: Asking) -> Row:
    return {
        "slug": row.slug,
        "name": row.name,
        "counted": row.counted,
        "unit": row.unit,
        "per": row.per,
        "kind": row.kind,
        "better": row.better,
        "definition": row.definition,
        "note": row.note,
        "topics": slugs_of(row.topics),
        "dimension": _dimension(row.dimension),
        "url": asking.whole("metric_detail", row.slug),
    }


def _dimension(row: Dimension | None) -> Row | None:
    if row is None:
        return None
    categories = [{"slug": one.slug, "name": one.name} for one in row.categories.all()]
    return {"slug": row.slug, "name": row.name, "categories": categories}


def charts_found(at: datetime) -> QuerySet[Chart]:
    """Charts with at least one public figure, as the list of charts has them."""
    lines = ChartLine.objects.prefetch_related(Prefetch("metric", Metric.objects.public(at)))
    found: QuerySet[Chart] = (
        Chart.objects.with_figures(at)
        .prefetch_related(None)
        .select_related(None)
        .prefetch_related(
            Prefetch("lines", lines.order_by("position", "label")),
            Prefetch("topic", Topic.objects.public(at)),
            Prefetch("release", Release.objects.public(at)),
        )
    )
    return found


def chart_told(row: Chart, asking: Asking) -> Row:
    metrics = {line.metric.slug for line in row.lines.all() if line.metric is not None}
    return {
        "slug": row.slug,
        "title": row.title,
        "subtitle": row.subtitle,
        "note": row.note,
        "alt": row.alt,
        "kind": row.kind,
        "along": row.along,
        "topic": slug_of(row.topic),
        "release": slug_of(row.release),
        "metrics": sorted(metrics),
        "files": {ending: asking.whole("chart_file", row.slug, ending) for ending in FILES},
        "embed": asking.whole("chart_embed", row.slug),
        "url": asking.whole("chart_detail", row.slug),
    }


def topics_found(at: datetime) -> QuerySet[Topic]:
    found: QuerySet[Topic] = Topic.objects.with_releases(at)
    return found


def topic_told(row: Topic, asking: Asking) -> Row:
    return {
        "slug": row.slug,
        "name": row.name,
        "summary": row.summary,
        "url": asking.whole("topic_detail", row.slug),
    }


def people_found(at: datetime) -> QuerySet[Speaker]:
    found: QuerySet[Speaker] = Speaker.objects.quoted(at)
    return found


def person_told(row: Speaker, asking: Asking) -> Row:
    return {
        "slug": row.slug,
        "name": row.name,
        "url": asking.whole("person_detail", row.slug),
    }


def publishers_found(at: datetime) -> QuerySet[Publisher]:
    found: QuerySet[Publisher] = Publisher.objects.public(at)
    return found


def publisher_told(row: Publisher, asking: Asking) -> Row:
    keys = ("slug", "name", "website", "press_office", "press_phone", "press_email", "licence",
            "licence_url", "note")  # fmt: skip
    return {key: getattr(row, key) for key in keys}
