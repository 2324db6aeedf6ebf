"""The list of figures in conflict: both stated, neither replaced, at most one of them true."""

from typing import Any, cast

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from operations.conflicts import with_figures
from operations.models import Conflict
from releases.filters import at_of
from releases.models import Publisher, Topic
from releases.views import FilteredList


def topics_in_conflict(request: HttpRequest) -> QuerySet[Topic]:
    at = at_of(request)
    topics = Conflict.objects.public(at).values("one__metric__topics")
    return cast("QuerySet[Topic]", Topic.objects.public(at).filter(pk__in=topics))


def publishers_in_conflict(request: HttpRequest) -> QuerySet[Publisher]:
    at = at_of(request)
    pairs = Conflict.objects.public(at)
    stated = Q(pk__in=pairs.values("one__release__publisher")) | Q(
        pk__in=pairs.values("other__release__publisher")
    )
    return cast("QuerySet[Publisher]", Publisher.objects.public(at).filter(stated))


class ConflictFilter(django_filters.FilterSet):
    """Pairs by what both are about, and by who issued either."""

    topic = django_filters.ModelChoiceFilter(
        field_name="one__metric__topics",
        to_field_name="slug",
        queryset=topics_in_conflict,
        empty_label="Any topic",
        label="Topic",
    )
    publisher = django_filters.ModelChoiceFilter(
        to_field_name="slug",
        queryset=publishers_in_conflict,
        method="issued_by",
        empty_label="Any publisher",
        label="Publisher of either",
    )

    class Meta:
        model = Conflict
        fields = ("topic", "publisher")

    def issued_by(
        self, pairs: QuerySet[Conflict], name: str, publisher: Publisher
    ) -> QuerySet[Conflict]:
        return pairs.filter(
            Q(one__release__publisher=publisher) | Q(other__release__publisher=publisher)
        )


class ConflictList(FilteredList):
    """Every pair that is public, the newest first."""

    filterset_class = ConflictFilter
    template_name = "operations/conflict_list.html"
    context_object_name = "conflicts"

    def get_queryset(self) -> QuerySet[Conflict]:
        pairs: QuerySet[Conflict] = Conflict.objects.public(at_of(self.request)).newest_first()
        return pairs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["pairs"] = with_figures(context["page_obj"].object_list, at_of(self.request))
        return context
