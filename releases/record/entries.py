"""The record as it stands at a moment: a pure function of the seals that are public by then.

Nothing of the chain is kept, so nothing has to run when a version enters it, and no gap or number
can tell of one that waits.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Func

from releases.models import Seal
from releases.record.verify import NO_LINK, link

# Nothing can enter the record as of a moment this long ago: what an archive brings is dated when
# its transaction begins, and the trigger seal_in_time refuses one that takes longer.
FINAL_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    """How far the chain has come: so many versions, and the last link."""

    number: int = 0
    head: str = NO_LINK


class Entry(NamedTuple):
    """One version in the record. ``release_pk`` finds its release, and is never shown."""

    number: int
    sha256: str
    entered: str  # the instant as the chain has it; in the order of such texts
    day: str  # the London day, likewise
    link: str
    release_pk: int
    edition: int

    @property
    def standing(self) -> Standing:
        return Standing(self.number, self.link)

    @property
    def entered_at(self) -> datetime:
        return datetime.fromisoformat(self.entered)


def entries(at: datetime) -> Iterator[Entry]:
    """Every version in the record at ``at``, chained, the first one first.

    PostgreSQL spells the moments, as ``documents.moment`` does: with 20,000 versions that is half
    of the work.
    """
    rows = Seal.objects.entered(at).annotate(
        entered=Spelled("entered_at", zone="UTC", form='YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        day=Spelled("entered_at", zone=settings.TIME_ZONE, form="YYYY-MM-DD"),
    )
    head = NO_LINK
    listed = rows.values_list("sha256", "entered", "day", "of_release_id", "number")
    for number, (sha256, entered, day, release_pk, edition) in enumerate(listed, 1):
        head = link(head, sha256, entered)
        yield Entry(number, sha256, entered, day, head, release_pk, edition)


class Spelled(Func):
    """A moment as text, in a zone."""

    template = "to_char(%(expressions)s AT TIME ZONE '%(zone)s', '%(form)s')"
    output_field = models.TextField()


def standing_at(at: datetime) -> Standing:
    """How far the chain had come by ``at``."""
    last: Entry | None = None
    for entry in entries(at):
        last = entry
    return last.standing if last else Standing()


@dataclass(frozen=True)
class Day:
    """A day on which versions entered the record, and where that left the chain."""

    day: date
    entered: int
    after: Standing


def days(chained: Iterable[Entry]) -> list[Day]:
    """The days of the record that have an entry, the newest first."""
    found = [
        _day(day, list(entered)) for day, entered in groupby(chained, key=lambda entry: entry.day)
    ]
    return found[::-1]


def _day(day: str, entered: list[Entry]) -> Day:
    return Day(date.fromisoformat(day), len(entered), entered[-1].standing)
