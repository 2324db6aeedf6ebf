"""Addresses and moments as answers hold them: whole, public, and in the past that is shown."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from operations.charts.file_views import imprint_of
from operations.renderers.imprint import Imprint
from releases.filters import at_of
from releases.reading.embargoes import LONDON

# Stands for a name while an address is taken apart.
_NAME = "bcdfghjkmnpq"


@dataclass(frozen=True)
class Asking:
    """One request: the instant that it is answered for, and how its addresses are written."""

    request: HttpRequest
    at: datetime
    imprint: Imprint

    def whole(self, route: str, *names: str, query: str = "", within: str = "") -> str:
        """The whole address of a route of this site; ``within`` is a place on its page."""
        path = reverse(route, args=names)
        return self.imprint.whole(path + (f"?{query}" if query else "") + within)

    def each(self, route: str) -> tuple[str, str]:
        """What stands before and after the one name in addresses of a route with one."""
        before, _, after = self.whole(route, _NAME).partition(_NAME)
        return before, after


def asking(request: HttpRequest) -> Asking:
    return Asking(request, at_of(request), imprint_of(request))


def moment(at: datetime | None) -> str | None:
    """With the offset of London's clocks, as every file has it."""
    return at.astimezone(LONDON).isoformat(timespec="seconds") if at is not None else None


def day(on: date | None) -> str | None:
    return on.isoformat() if on is not None else None


def slug_of(row: Any) -> str | None:
    return None if row is None else row.slug


def slugs_of(rows: Any) -> list[str]:
    """In the alphabet's order: an order of keys would tell how many rows there are."""
    return sorted(row.slug for row in rows.all())
