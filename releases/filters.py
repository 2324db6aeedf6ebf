"""Filters of lists; their state lives in the address. A choice exists only if it finds a row."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from releases.models import Edition, Publisher, Topic


def at_of(request: HttpRequest | None) -> datetime:
    """The instant that the page answers for (set by the middleware)."""
    return cast("datetime", request.at)  # type: ignore[union-attr]


def search_field(condition: Callable[[str], Q]) -> django_filters.CharFilter:
    """A box for words: every one of them must be found."""

    def find(rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split():
            rows = rows.filter(condition(word))
        return rows

    return django_filters.CharFilter(
        method=lambda rows, name, value: find(rows, name, value), label="Words", max_length=100
    )


def topics_with_releases(request: HttpRequest) -> QuerySet[Topic]:
    return cast("QuerySet[Topic]", Topic.objects.with_releases(at_of(request)))


def publishers_with_releases(request: HttpRequest) -> QuerySet[Publisher]:
    at = at_of(request)
    editions = Edition.objects.public(at).filter(release__publisher=OuterRef("pk"))
    return cast("QuerySet[Publisher]", Publisher.objects.public(at).filter(Exists(editions)))


class DateInput(forms.DateInput):
    input_type = "date"


class EditionFilter(django_filters.FilterSet):
    """Editions in force, by words, topic, publisher and day of issue."""

    q = search_field(lambda words: Q(title__icontains=words) | Q(summary__icontains=words))
    topic = django_filters.ModelChoiceFilter(
        field_name="release__topics",
        to_field_name="slug",
        queryset=topics_with_releases,
        empty_label="Any topic",
        label="Topic",
    )
    publisher = django_filters.ModelChoiceFilter(
        field_name="release__publisher",
        to_field_name="slug",
        queryset=publishers_with_releases,
        empty_label="Any publisher",
        label="Publisher",
    )
    issued_from = django_filters.DateFilter(
        field_name="issued_latest", lookup_expr="gte", label="Issued from", widget=DateInput
    )
    issued_to = django_filters.DateFilter(
        field_name="issued_earliest", lookup_expr="lte", label="Issued up to", widget=DateInput
    )

    class Meta:
        model = Edition
        fields = ("q", "topic", "publisher", "issued_from", "issued_to")
