"""The calendar's page, and the same as a file for programs."""

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from releases.filters import at_of
from releases.models import Announcement, Notice
from releases.release_calendar.feed import as_icalendar
from releases.release_calendar.filters import CalendarFilter, NoticeFilter
from releases.views import FilteredList

FILE_NAME = "release-calendar.ics"


class ReleaseCalendar(FilteredList):
    """What is announced, month by month."""

    filterset_class = CalendarFilter
    template_name = "releases/release_calendar.html"
    context_object_name = "notices"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Notice]:
        notices: QuerySet[Notice] = Notice.objects.for_calendar(at_of(self.request))
        return notices

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        taken_off = Announcement.objects.taken_off(at_of(self.request))
        return super().get_context_data(taken_off=taken_off, **kwargs)


def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Every entry, past ones too, or those of one publisher or state; 400 for a wrong choice."""
    at = at_of(request)
    chosen = NoticeFilter(request.GET, Notice.objects.for_calendar(at), request=request)
    if not chosen.is_valid():
        raise BadRequest("The address narrows the calendar by a publisher or state not known.")
    body = as_icalendar(
        chosen.qs,
        Announcement.objects.taken_off(at),
        name=f"Release calendar: {settings.SITE_NAME}",
        origin=settings.SITE_ORIGIN,
        page=reverse("release_calendar"),
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return response
