"""What a set of figures is, for catalogues and search engines: of what, when, where, whose.

Plain facts, asked once and written by ``operations.structured`` and ``npcc_site.finding``: those of
the figures that are public at ``at``, and nothing that no row bears out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, QuerySet
from django.urls import reverse

from operations.areas import AREA_NAMES
from operations.models import Metric, Observation
from operations.opendata.packages import DESCRIPTION, TITLE, Whose
from operations.renderers import words
from operations.renderers.files import FILES
from operations.series import ChartData
from releases.models import Publisher

# Bounds of a description that search engines take.
SHORTEST, LONGEST = 50, 5_000
AFTERTHOUGHT = "Each figure stands beside the words of the release that states it."
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


@dataclass(frozen=True)
class File:
    """One file of a set of figures; ``path`` is one of this site."""

    path: str
    media_type: str
    name: str


@dataclass(frozen=True)
class Variable:
    """What is counted, and in what."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class Dataset:
    """A set of figures. ``path`` is its page; ``first`` and ``last`` the days that it is about."""

    name: str
    description: str
    path: str
    files: Sequence[File]
    publishers: Sequence[Whose] = ()
    variables: Sequence[Variable] = ()
    places: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    issued: datetime | None = None
    modified: datetime | None = None


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
    spans = figures.aggregate(**SPAN)
    areas = figures.order_by("area").values_list("area", flat=True).distinct()
    return _of_metric(
        metric, spans,
        publishers=_publishers(figures, at),
        places=[AREA_NAMES[area] for area in areas if area in AREA_NAMES],
    )  # fmt: skip


def of_every_metric(at: datetime) -> list[Dataset]:
    """The same for each metric, in the order of their names, without places and publishers."""
    figures = Observation.objects.public(at).order_by()
    spans = {row["metric"]: row for row in figures.values("metric").annotate(**SPAN)}
    metrics = Metric.objects.public(at).filter(pk__in=spans).order_by("name", "slug")
    return [_of_metric(metric, spans[metric.pk]) for metric in metrics]


def of_chart(chart: ChartData, path: str) -> Dataset:
    """The figures of a chart as its page shows it; ``path`` has what was asked of it."""
    page, _, query = path.partition("?")
    asked = f"?{query}" if query else ""
    periods = [point.period for point in chart.figures() if point.period]
    origins = [point.origin for point in chart.figures() if point.origin]
    whose = dict.fromkeys((one.publisher, one.licence) for one in origins if one.publisher)
    return Dataset(
        name=chart.caption.title,
        description=_described(words.summary(chart)),
        path=path,
        files=[
            File(f"{page.rstrip('/')}.{ending}{asked}", kind.content_type.split(";")[0], kind.name)
            for ending, kind in FILES.items()
        ],
        publishers=[Whose(name, "", licence) for name, licence in whose],
        variables=[Variable(one) for one in dict.fromkeys(one.metric_label for one in origins)],
        places=[one for one in dict.fromkeys(one.area_name for one in origins) if one],
        first=min((one.start for one in periods if one.start), default=None),
        last=max((one.end for one in periods if one.end), default=None),
    )


SPAN = {
    "first": Min("period_start"),
    "last": Max("period_end"),
    "issued": Min("published_from"),
    "modified": Max("published_from"),
}


def _of_metric(metric: Metric, span: dict[str, Any], **told: Any) -> Dataset:
    return Dataset(
        name=metric.name,
        description=_described(metric.definition),
        path=metric.get_absolute_url(),
        files=[
            File(f"{reverse(route)}?metric={metric.slug}", media_type, name)
            for route, media_type, name in OF_A_CHOICE
        ],
        variables=[Variable(metric.name, metric.counted or metric.get_unit_display())],
        **{name: span[name] for name in SPAN},
        **told,
    )


def _described(text: str) -> str:
    """Long enough to be taken, and not too long; the words of the page come first."""
    said = text if len(text) >= SHORTEST else f"{text} {AFTERTHOUGHT}".strip()
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def _publishers(figures: QuerySet[Observation], at: datetime) -> list[Whose]:
    stated = figures.order_by().filter(release__publisher=OuterRef("pk"))
    rows: Iterable[Publisher] = Publisher.objects.public(at).filter(Exists(stated))
    rows = rows.order_by("name", "slug")  # type: ignore[attr-defined]
    return [Whose(one.name, one.website, one.licence, one.licence_url) for one in rows]
