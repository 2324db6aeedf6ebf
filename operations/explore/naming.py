"""What the values of a filter are called: rows by their ids, in the order in which they are listed.

Each list is one question for a few columns, whatever number of figures lie behind it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from operations.models import Category, Metric, Operation, Organisation, Phase
from operations.opendata.choice import WITHIN
from releases.models import Edition, Topic


class Named(NamedTuple):
    """One value of a filter. ``section`` is what it is listed under, where a name is not enough.

    ``more`` is what else is asked of it: a metric's unit, an organisation's region.
    """

    pk: int
    value: str
    label: str
    section: str = ""
    more: str = ""


def _metrics(rows: QuerySet[Any]) -> Iterable[Named]:
    for pk, slug, name, unit in rows.order_by("name", "slug").values_list(
        "pk", "slug", "name", "unit"
    ):
        yield Named(pk, slug, name, more=unit)


def _organisations(rows: QuerySet[Any]) -> Iterable[Named]:
    for pk, slug, name, region in rows.order_by("name", "slug").values_list(
        "pk", "slug", "name", "region"
    ):
        yield Named(pk, slug, name, more=region)


def _operations(rows: QuerySet[Any]) -> Iterable[Named]:
    for pk, slug, name in rows.order_by("name", "slug").values_list("pk", "slug", "name"):
        yield Named(pk, slug, name)


def _categories(rows: QuerySet[Any]) -> Iterable[Named]:
    order = ("dimension__name", "dimension__slug", "position", "name", "slug")
    for pk, whole, slug, name, section in rows.order_by(*order).values_list(
        "pk", "dimension__slug", "slug", "name", "dimension__name"
    ):
        yield Named(pk, f"{whole}{WITHIN}{slug}", name, section)


def _phases(rows: QuerySet[Any]) -> Iterable[Named]:
    newest = F("start").desc(nulls_last=True)
    order = ("operation__name", "operation__slug", newest, "name", "slug")
    for pk, whole, slug, name, section in rows.order_by(*order).values_list(
        "pk", "operation__slug", "slug", "name", "operation__name"
    ):
        yield Named(pk, f"{whole}{WITHIN}{slug}", name, section)


_LISTS: dict[str, tuple[type[Any], Callable[[QuerySet[Any]], Iterable[Named]]]] = {
    "metric": (Metric, _metrics),
    "category": (Category, _categories),
    "organisation": (Organisation, _organisations),
    "operation": (Operation, _operations),
    "phase": (Phase, _phases),
}
OF_ROWS = tuple(_LISTS)


def named(name: str, ids: Iterable[int], at: datetime) -> list[Named]:
    """The public rows of one of ``OF_ROWS`` with those ids, in the order of their list."""
    model, listed = _LISTS[name]
    wanted = sorted(ids)
    return list(listed(model.objects.public(at).filter(pk__in=wanted))) if wanted else []


def topics_of_metrics(
    metric_ids: Iterable[int], chosen: Iterable[str], at: datetime
) -> list[tuple[Named, int | None]]:
    """Each topic with each of those metrics that has it, and the ``chosen`` ones in any case."""
    rows = (
        Topic.objects.public(at)
        .filter(Q(metrics__in=sorted(metric_ids)) | Q(slug__in=sorted(chosen)))
        .order_by("position", "name", "slug")
        .values_list("pk", "slug", "name", "metrics")
    )
    return [(Named(pk, slug, name), metric) for pk, slug, name, metric in rows]


def titles_of_releases(slugs: Iterable[str], at: datetime) -> dict[str, str]:
    """The titles that those releases have at ``at``, by slug."""
    wanted = sorted(slugs)
    if not wanted:
        return {}
    editions = Edition.objects.public(at).filter(release__slug__in=wanted)
    return dict(editions.values_list("release__slug", "title"))
