"""Filters of lists that no page of the site has; the others are the pages' own."""

import django_filters
from django.db.models import Q

from operations.filters import operations_with_releases
from operations.models import Phase
from operations.opendata.choice import public
from releases.filters import search_field
from releases.models import Edition, Quotation, Release, Speaker


class EditionsFilter(django_filters.FilterSet):
    """Editions in force, by release and by why there is one after the first."""

    release = django_filters.ModelChoiceFilter(
        to_field_name="slug", queryset=public(Release), label="Release"
    )
    change_kind = django_filters.ChoiceFilter(choices=Edition.ChangeKind.choices, label="Change")

    class Meta:
        model = Edition
        fields = ("release", "change_kind")


class QuotationFilter(django_filters.FilterSet):
    release = django_filters.ModelChoiceFilter(
        to_field_name="slug", queryset=public(Release), label="Release"
    )
    speaker = django_filters.ModelChoiceFilter(
        to_field_name="slug", queryset=public(Speaker), label="Person"
    )

    class Meta:
        model = Quotation
        fields = ("release", "speaker")


class PhaseFilter(django_filters.FilterSet):
    """Phases, by operation."""

    operation = django_filters.ModelChoiceFilter(
        to_field_name="slug", queryset=operations_with_releases, label="Operation"
    )

    class Meta:
        model = Phase
        fields = ("operation",)


class PersonFilter(django_filters.FilterSet):
    q = search_field(lambda words: Q(name__icontains=words))

    class Meta:
        model = Speaker
        fields = ("q",)
