"""Filters of lists; their state lives in the address. A choice exists only if it finds a row."""

from typing import Any, cast

import django_filters
from django import forms
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet
from django.http import HttpRequest

from operations.models import (
    Chart,
    Metric,
    Observation,
    Operation,
    Organisation,
    PublicChange,
)
from releases.filters import EditionFilter, at_of, search_field
from releases.models import Edition, Publisher, Topic


def topics_of(model: type[Any], field: str = "topics") -> Any:
    """Topics that at least one public row of ``model`` has, as a filter's choices."""

    def choices(request: HttpRequest) -> QuerySet[Topic]:
        at = at_of(request)
        rows = model.objects.public(at).filter(**{field: OuterRef("pk")})
        return cast("QuerySet[Topic]", Topic.objects.public(at).filter(Exists(rows)))

    return choices


def operations_with_releases(request: HttpRequest) -> QuerySet[Operation]:
    at = at_of(request)
    editions = Edition.objects.public(at).filter(release__operations=OuterRef("pk"))
    return cast("QuerySet[Operation]", Operation.objects.public(at).filter(Exists(editions)))


def organisations_with_figures(request: HttpRequest) -> QuerySet[Organisation]:
    at = at_of(request)
    figures = Observation.objects.public(at).filter(organisation=OuterRef("pk"))
    return cast("QuerySet[Organisation]", Organisation.objects.public(at).filter(Exists(figures)))


def organisations_taking_part(request: HttpRequest) -> QuerySet[Organisation]:
    at = at_of(request)
    operations = Operation.objects.public(at).filter(organisations=OuterRef("pk"))
    return cast(
        "QuerySet[Organisation]", Organisation.objects.public(at).filter(Exists(operations))
    )


class ReleaseFilter(EditionFilter):
    """The list of releases, by what they tell of as well as by who issued them."""

    operation = django_filters.ModelChoiceFilter(
        field_name="release__operations",
        to_field_name="slug",
        queryset=operations_with_releases,
        empty_label="Any operation",
        label="Operation",
    )
    organisation = django_filters.ModelChoiceFilter(
        to_field_name="slug",
        queryset=organisations_with_figures,
        method="of_organisation",
        empty_label="Any organisation",
        label="Organisation",
    )

    def of_organisation(
        self, editions: QuerySet[Edition], name: str, organisation: Organisation
    ) -> QuerySet[Edition]:
        figures = Observation.objects.public(at_of(self.request)).filter(
            release=OuterRef("release"), organisation=organisation
        )
        return editions.filter(Exists(figures))


class OperationFilter(django_filters.FilterSet):
    q = search_field(lambda words: Q(name__icontains=words) | Q(summary__icontains=words))
    topic = django_filters.ModelChoiceFilter(
        field_name="topics",
        to_field_name="slug",
        queryset=topics_of(Operation),
        empty_label="Any topic",
        label="Topic",
    )
    organisation = django_filters.ModelChoiceFilter(
        field_name="organisations",
        to_field_name="slug",
        queryset=organisations_taking_part,
        empty_label="Any organisation",
        label="Organisation",
    )

    class Meta:
        model = Operation
        fields = ("q", "topic", "organisation")


class MetricFilter(django_filters.FilterSet):
    q = search_field(lambda words: Q(name__icontains=words) | Q(definition__icontains=words))
    topic = django_filters.ModelChoiceFilter(
        field_name="topics",
        to_field_name="slug",
        queryset=topics_of(Metric),
        empty_label="Any topic",
        label="Topic",
    )

    class Meta:
        model = Metric
        fields = ("q", "topic")


class ChartFilter(django_filters.FilterSet):
    q = search_field(lambda words: Q(title__icontains=words) | Q(subtitle__icontains=words))
    topic = django_filters.ModelChoiceFilter(
        to_field_name="slug", queryset=topics_of(Chart, "topic_id"), empty_label="Any topic"
    )

    class Meta:
        model = Chart
        fields = ("q", "topic")


class OrganisationFilter(django_filters.FilterSet):
    q = search_field(lambda words: Q(name__icontains=words))
    kind = django_filters.ChoiceFilter(
        choices=Organisation.Kind.choices, empty_label="Any kind", widget=forms.Select
    )

    class Meta:
        model = Organisation
        fields = ("q", "kind")


def publishers_with_changes(request: HttpRequest) -> QuerySet[Publisher]:
    at = at_of(request)
    changed = PublicChange.objects.public(at).values("publisher")
    return cast("QuerySet[Publisher]", Publisher.objects.public(at).filter(pk__in=changed))


def topics_with_changes(request: HttpRequest) -> QuerySet[Topic]:
    at = at_of(request)
    changed = PublicChange.objects.public(at).values(topic=Func(F("topic_ids"), function="unnest"))
    return cast("QuerySet[Topic]", Topic.objects.public(at).filter(pk__in=changed))


class PublicChangeFilter(django_filters.FilterSet):
    """The register, and its feed, by what was done, who had issued it and what it is about."""

    kind = django_filters.ChoiceFilter(
        choices=[
            ("correction", "Corrections"),
            ("revision", "Planned revisions"),
            ("withdrawal", "Withdrawals"),
        ],
        empty_label="Any change",
        label="What was done",
    )
    publisher = django_filters.ModelChoiceFilter(
        to_field_name="slug",
        queryset=publishers_with_changes,
        empty_label="Any publisher",
        label="Publisher",
    )
    topic = django_filters.ModelChoiceFilter(
        to_field_name="slug",
        queryset=topics_with_changes,
        method="about_topic",
        empty_label="Any topic",
        label="Topic",
    )

    class Meta:
        model = PublicChange
        fields = ("kind", "publisher", "topic")

    def about_topic(
        self, changes: QuerySet[PublicChange], name: str, topic: Topic
    ) -> QuerySet[PublicChange]:
        return changes.filter(topic_ids__contains=[topic.pk])
