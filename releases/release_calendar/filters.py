"""Narrowing the calendar by month, publisher and state; its state lives in the address."""

from datetime import date, datetime
from typing import Any, cast

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict

from releases.filters import at_of
from releases.models import Notice, Publisher
from releases.release_calendar.days import LONDON, month_after

PAST = "past"


def publishers_with_entries(request: HttpRequest) -> QuerySet[Publisher]:
    at = at_of(request)
    notices = Notice.objects.standing(at).filter(announcement__publisher=OuterRef("pk"))
    return cast("QuerySet[Publisher]", Publisher.objects.public(at).filter(Exists(notices)))


def this_month(at: datetime) -> date:
    """The first day of the month in London."""
    return at.astimezone(LONDON).date().replace(day=1)


class NoticeFilter(django_filters.FilterSet):
    """Notices in force, for the .ics: without a choice, all of them."""

    publisher = django_filters.ModelChoiceFilter(
        field_name="announcement__publisher",
        to_field_name="slug",
        queryset=publishers_with_entries,
        empty_label="Any publisher",
        label="Publisher",
    )
    state = django_filters.ChoiceFilter(
        choices=Notice.State.choices, empty_label="Any state", label="State"
    )

    class Meta:
        model = Notice
        fields: tuple[str, ...] = ("publisher", "state")


class CalendarFilter(NoticeFilter):
    """The page's: without a choice, what is planned for this month or later."""

    month = django_filters.ChoiceFilter(
        method="in_month", empty_label="This month and later", label="Month"
    )

    class Meta(NoticeFilter.Meta):
        fields = ("month", "publisher", "state")

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        # An address without a choice chooses too: what is coming.
        super().__init__(data or QueryDict(), *args, **kwargs)
        days = self.queryset.order_by().values_list("planned_from", flat=True).distinct()
        months = sorted({day.replace(day=1) for day in days})
        self.filters["month"].extra["choices"] = [
            (PAST, "Before this month"),
            *((f"{month:%Y-%m}", f"{month:%B %Y}") for month in months),
        ]

    def filter_queryset(self, queryset: QuerySet[Notice]) -> QuerySet[Notice]:
        rows = cast("QuerySet[Notice]", super().filter_queryset(queryset))
        if not self.form.cleaned_data["month"]:
            rows = rows.filter(planned_to__gte=this_month(at_of(self.request)))
        return rows

    def in_month(self, rows: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        """Those before this month, the last first; or those that may come in one month."""
        if value == PAST:
            return rows.filter(planned_to__lt=this_month(at_of(self.request))).reverse()
        first = date.fromisoformat(f"{value}-01")
        return rows.filter(planned_from__lt=month_after(first), planned_to__gte=first)
