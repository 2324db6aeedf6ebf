"""The sets of figures that the site has, described: all figures, and those of each metric.

Everything is of the figures that are public at ``at``; nothing is said that no row bears out.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, QuerySet
from django.urls import reverse

from operations.areas import AREA_NAMES
from operations.datasets import Dataset, File, Variable, described
from operations.models import Metric, Observation
from operations.opendata.packages import DESCRIPTION, TITLE, Whose
from releases.models import Publisher

# Files of a choice of figures, and of all of them: route, media type and name.
OF_A_CHOICE = (
    ("explore_csv", "text/csv", "CSV"),
    ("explore_parquet", "application/vnd.apache.parquet", "Parquet"),
)
OF_EVERYTHING = (
    ("figures_csv", "text/csv", "CSV"),
    ("figures_parquet", "application/vnd.apache.parquet", "Parquet"),
    ("data_package", "application/json", "Data package"),
)


def everything(at: datetime) -> Dataset:
    """All figures of the site."""
    figures = Observation.objects.public(at)
    return Dataset(
        name=TITLE,
        description=DESCRIPTION,
        path=reverse("data"),
        files=[File(reverse(route), media_type, name) for route, media_type, name in OF_EVERYTHING],
        publishers=_publishers(figures, at),
        places=("United Kingdom",),
    )


def of_metric(metric: Metric, at: datetime) -> Dataset:
    """The figures of one metric; it has at least one."""
    figures = Observation.objects.public(at).filter(metric=metric)
    spans: dict[str, Any] = {**figures.aggregate(**SPAN)}
    areas = figures.order_by("area").values_list("area", flat=True).distinct()
    return _of_metric(
        metric, spans,
        publishers=_publishers(figures, at),
        places=[AREA_NAMES[area] for area in areas if area in AREA_NAMES],
    )  # fmt: skip


def of_every_metric(at: datetime) -> list[Dataset]:
    """The same for each metric, in the order of their names, without places and publishers."""
    figures = Observation.objects.public(at).order_by()
    rows: Iterable[Any] = figures.values("metric").annotate(**SPAN)
    spans: dict[int, dict[str, Any]] = {row["metric"]: row for row in rows}
    metrics = Metric.objects.public(at).filter(pk__in=spans).order_by("name", "slug")
    return [_of_metric(metric, spans[metric.pk]) for metric in metrics]


SPAN = {
    "first": Min("period_start"),
    "last": Max("period_end"),
    "issued": Min("published_from"),
    "modified": Max("published_from"),
}


def _of_metric(metric: Metric, span: dict[str, Any], **told: Any) -> Dataset:
    return Dataset(
        name=metric.name,
        description=described(metric.definition),
        path=metric.get_absolute_url(),
        files=[
            File(f"{reverse(route)}?metric={metric.slug}", media_type, name)
            for route, media_type, name in OF_A_CHOICE
        ],
        variables=[Variable(metric.name, metric.counted or metric.get_unit_display())],
        **{name: span[name] for name in SPAN},
        **told,
    )


def _publishers(figures: QuerySet[Observation], at: datetime) -> list[Whose]:
    stated = figures.order_by().filter(release__publisher=OuterRef("pk"))
    rows: Iterable[Publisher] = Publisher.objects.public(at).filter(Exists(stated))
    rows = rows.order_by("name", "slug")  # type: ignore[attr-defined]
    return [Whose(one.name, one.website, one.licence, one.licence_url) for one in rows]
