"""Phases of operations as iCalendar (RFC 5545): the same bytes for as long as it says the same.

A phase whose first day is not recorded has no place in a calendar; the operation's page has it.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from icalendar import Event

from operations.charts.file_views import open_data
from operations.models import Operation, Phase
from operations.views import found
from releases.filters import at_of
from releases.public_addresses import public_address
from releases.release_calendar.feed import empty_calendar

FILE_NAME = "phases.ics"
LAST_DAY_UNKNOWN = "Its last day is not recorded."
ONE_DAY = timedelta(days=1)


@open_data
def phases_calendar(request: HttpRequest) -> HttpResponse:
    """Every dated phase of every operation of which a release in force tells."""
    told_of = Operation.objects.told_of(at_of(request)).values("pk")
    phases = Phase.objects.public(at_of(request)).filter(operation__in=told_of)
    return _answer(phases, "Operations: phases")


@open_data
def operation_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The dated phases of one operation."""
    at = at_of(request)
    operation = found(Operation.objects.told_of(at).filter(slug=slug))
    phases = Phase.objects.public(at).filter(operation=operation)
    return _answer(phases, f"{operation.name}: phases")


def _answer(phases: QuerySet[Phase], name: str) -> HttpResponse:
    dated = phases.filter(start__isnull=False).select_related("operation")
    dated = dated.order_by("start", "operation__slug", "slug")
    body = as_icalendar(dated, name=f"{name} – {settings.SITE_NAME}")
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return response


def as_icalendar(phases: Iterable[Phase], *, name: str) -> bytes:
    """The calendar's bytes; ``phases`` have a first day and their operation.

    A phase keeps its UID for ever, made of addresses that stay; its SEQUENCE rises with each change
    of its name or dates that the public could see.
    """
    host = urlsplit(settings.SITE_ORIGIN).hostname
    calendar = empty_calendar(f"-//{host}//Phases of operations//EN", name)
    for phase in phases:
        calendar.add_component(_event(phase, str(host)))
    return calendar.to_ical()


def _event(phase: Phase, host: str) -> Event:
    operation = phase.operation
    since = phase.published_from
    # Where no last day is recorded, the first is all that can be said.
    first: Any = phase.start
    last = phase.end or first
    event = Event()
    event.add("uid", f"{operation.slug}.{phase.slug}@{host}")
    event.add("sequence", phase.revision)
    event.add("dtstamp", phase.revised_at or since)
    event.add("created", since)
    event.add("last-modified", phase.revised_at or since)
    event.add("dtstart", first)
    event.add("dtend", last + ONE_DAY)
    event.add("summary", f"{operation.name}: {phase.name}")
    told = (operation.summary, "" if phase.end else LAST_DAY_UNKNOWN, phase.note)
    event.add("description", "\n".join(filter(None, told)))
    event.add("categories", [operation.name])
    event.add("url", f"{public_address(operation.get_absolute_url())}#phase-{phase.slug}")
    event.add("status", "CONFIRMED")
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    return event
