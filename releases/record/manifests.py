"""The manifest of a day: what entered the record, so that anyone can keep it and compare."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from releases.models import Release
from releases.record.entries import FINAL_AFTER, Entry, Standing, entries


def manifest(day: date, at: datetime) -> dict[str, Any] | None:
    """What entered the record on the London day ``day``, as known at ``at``.

    None for a day before the record began, or after today. A withdrawn release keeps its line:
    number, hash, moment and link, and no more.
    """
    if day > timezone.localdate(at):
        return None
    before, entered = _parted(entries(at), day)
    if not entered and before.number == 0:
        return None
    return {
        "site": settings.SITE_ORIGIN,
        "documents": settings.SITE_ORIGIN + reverse("record") + "{sha256}.json",
        "day": day.isoformat(),
        "final": at - FINAL_AFTER >= _start_of(day + timedelta(days=1)),
        "before": _standing(before),
        "entries": _lines(entered, at),
        "after": _standing(entered[-1].standing if entered else before),
    }


def _parted(chained: Iterable[Entry], day: date) -> tuple[Standing, list[Entry]]:
    """Where the chain stood when ``day`` began, and what entered in it."""
    wanted = day.isoformat()
    last: Entry | None = None
    entered = []
    for entry in chained:
        if entry.day > wanted:
            break
        if entry.day == wanted:
            entered.append(entry)
        else:
            last = entry
    return last.standing if last else Standing(), entered


def _lines(entered: list[Entry], at: datetime) -> list[dict[str, Any]]:
    slugs = dict(Release.objects.public(at).values_list("pk", "slug")) if entered else {}
    return [_line(entry, slugs.get(entry.release_pk)) for entry in entered]


def _line(entry: Entry, slug: str | None) -> dict[str, Any]:
    line: dict[str, Any] = {
        "number": entry.number,
        "entered_at": entry.entered,
        "sha256": entry.sha256,
        "link": entry.link,
    }
    if slug is None:
        return line | {"withdrawn": True}
    return line | {
        "release": settings.SITE_ORIGIN + reverse("release_detail", args=[slug]),
        "edition": entry.edition,
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {"number": standing.number, "head": standing.head}


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
