"""Which figures an address asks for: the one set of filters of pages, files and programs.

Several values of one filter widen it (any of them), several filters narrow it (all of them). A
value that is unknown, or that no public figure has, is an error of its own filter: what is hidden
and what never existed get the same words.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from operations.areas import AREAS
from operations.models import (
    Category,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
)
from operations.periods import PeriodKind
from releases.filters import at_of
from releases.models import Release, Topic
from releases.quantities import Qualifier

# Of a phase and of a category, whose slugs are theirs only within an operation or dimension.
WITHIN = "."
FIRST_YEAR, LAST_YEAR = 1900, 9999


def public(model: type[Any]) -> Callable[[HttpRequest], QuerySet[Any]]:
    """The rows of ``model`` that the request may see, as the choices of a filter."""

    def rows(request: HttpRequest) -> QuerySet[Any]:
        return cast("QuerySet[Any]", model.objects.public(at_of(request)))

    return rows


class SlugsField(forms.Field):
    """Slugs of public rows; cleans to the rows' ids, and asks one question for all of them."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, rows: QuerySet[Any], within: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = rows
        self.within = within

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(one for one in value or [] if one))

    def clean(self, value: Any) -> list[int]:
        wanted = self.to_python(value)
        if not wanted:
            return []
        if any("\x00" in one or len(one) > 200 for one in wanted):
            raise ValidationError(f"“{self.label}” has a value that is no name. Take it out.")
        known = dict(self._named(wanted))
        unknown = [one for one in wanted if one not in known]
        if unknown:
            raise ValidationError(
                f"“{self.label}” has no choice “{unknown[0][:100]}”. Choose one of those listed."
            )
        return [known[one] for one in wanted]

    def _named(self, wanted: Iterable[str]) -> Iterable[tuple[str, int]]:
        if not self.within:
            return self.rows.filter(slug__in=wanted).values_list("slug", "pk")
        pairs = [one.split(WITHIN, 1) for one in wanted if WITHIN in one]
        named = self.rows.filter(
            **{
                f"{self.within}__slug__in": {whole for whole, _ in pairs},
                "slug__in": {part for _, part in pairs},
            }
        ).values_list(f"{self.within}__slug", "slug", "pk")
        return [(f"{whole}{WITHIN}{part}", pk) for whole, part, pk in named]


class SlugsFilter(django_filters.Filter):
    """Figures that point at any of the rows named; ``within`` names what a slug is unique in."""

    field_class = SlugsField

    def __init__(self, model: type[Any], *, within: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.of = model
        self.extra["within"] = within
        self.extra["required"] = False

    @property
    def field(self) -> forms.Field:
        # Not kept: its rows are those of one request.
        self.extra["rows"] = public(self.of)(self.parent.request)
        return SlugsField(label=self.label, **self.extra)

    def filter(self, qs: QuerySet[Any], value: list[int]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


def _choices(values: Iterable[Any]) -> list[tuple[str, str]]:
    return [(one.value, one.value.replace("_", " ")) for one in values]


def regions(request: HttpRequest) -> list[tuple[str, str]]:
    """The regions that public organisations lie in."""
    rows = Organisation.objects.public(at_of(request)).exclude(region="")
    names = rows.order_by("region").values_list("region", flat=True).distinct()
    return [(name, name) for name in names]


class OneOfFilter(django_filters.MultipleChoiceFilter):
    """Figures with any of the values: one condition, which an index can answer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(distinct=False, **kwargs)

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class YearField(forms.IntegerField):
    """A calendar year in four digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


class YearFilter(django_filters.Filter):
    """Figures whose period ends by or after a year; one without an end counts by its start.

    ``lookup_expr`` is “gte” (the year or later) or “lte”. A figure without a period is in neither.
    """

    field_class = YearField

    def filter(self, qs: QuerySet[Any], value: int | None) -> QuerySet[Any]:
        if value is None:
            return qs
        bound = date(value, 1, 1) if self.lookup_expr == "gte" else date(value, 12, 31)
        ends = {f"period_end__{self.lookup_expr}": bound}
        starts = {f"period_start__{self.lookup_expr}": bound}
        return qs.filter(Q(**ends) | Q(period_end=None, **starts))


class FigureFilter(django_filters.FilterSet):
    """All public figures, narrowed by what an address asks for.

    ``since`` and ``until`` are calendar years; a figure's is that in which its period ends.
    """

    topic = SlugsFilter(Topic, method="about_topics", label="Topic")
    operation = SlugsFilter(Operation, label="Operation")
    phase = SlugsFilter(Phase, within="operation", label="Phase")
    metric = SlugsFilter(Metric, label="Metric")
    category = SlugsFilter(Category, within="dimension", label="Category")
    organisation = SlugsFilter(Organisation, label="Organisation")
    region = OneOfFilter(choices=[], method="in_regions", label="Region of the force")
    area = OneOfFilter(choices=[(area.slug, area.name) for area in AREAS], label="Area")
    since = YearFilter(lookup_expr="gte", label="Since")
    until = YearFilter(lookup_expr="lte", label="Until")
    period_kind = OneOfFilter(choices=_choices(PeriodKind), label="Kind of period")
    qualifier = OneOfFilter(choices=_choices(Qualifier), label="Qualifier")
    status = OneOfFilter(choices=Observation.Status.choices, label="Status")
    release = SlugsFilter(Release, label="Release")

    class Meta:
        model = Observation
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._metrics: list[int] | None = None
        self._forces: list[int] | None = None
        self.filters["region"].extra["choices"] = lambda: regions(self.request)

    def about_topics(self, rows: QuerySet[Any], name: str, topics: list[int]) -> QuerySet[Any]:
        """Figures whose metric has one of the topics."""
        return rows.filter(metric__in=self._metrics_about(topics)) if topics else rows

    def in_regions(self, rows: QuerySet[Any], name: str, names: list[str]) -> QuerySet[Any]:
        return rows.filter(organisation__in=self._forces_in(names)) if names else rows

    # Asked once for all the counts of a page; as numbers, so that an index can be chosen by them.

    def _metrics_about(self, topics: list[int]) -> list[int]:
        if self._metrics is None:
            metrics = Metric.objects.public(at_of(self.request)).filter(topics__in=topics)
            self._metrics = list(metrics.distinct().values_list("pk", flat=True))
        return self._metrics

    def _forces_in(self, names: list[str]) -> list[int]:
        if self._forces is None:
            forces = Organisation.objects.public(at_of(self.request)).filter(region__in=names)
            self._forces = list(forces.values_list("pk", flat=True))
        return self._forces
