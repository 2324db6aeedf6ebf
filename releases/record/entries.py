"""The record as it stands at a moment: a pure function of the seals that are public by then.

Nothing of the chain is kept, so nothing has to run when a version enters it, and no gap or number
can tell of one that waits.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from releases.models import Seal
from releases.record.documents import moment
from releases.record.verify import NO_LINK, link

# Nothing can enter the record as of a moment this long ago: what an archive brings is dated when
# its transaction begins, and the trigger seal_in_time refuses one that takes longer.
FINAL_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    """How far the chain has come: so many versions, and the last link."""

    number: int = 0
    head: str = NO_LINK


@dataclass(frozen=True)
class Entry:
    """One version in the record. ``release_pk`` finds its release, and is never shown."""

    number: int
    sha256: str
    entered_at: datetime
    link: str
    release_pk: int
    edition: int

    @property
    def standing(self) -> Standing:
        return Standing(self.number, self.link)

    @property
    def day(self) -> date:
        """The London day on which it entered."""
        return timezone.localdate(self.entered_at)


def entries(at: datetime) -> Iterator[Entry]:
    """Every version in the record at ``at``, chained, the first one first."""
    rows = Seal.objects.entered(at).values_list("sha256", "entered_at", "of_release_id", "number")
    return _chained(rows.iterator(chunk_size=5_000))


def standing_at(at: datetime) -> Standing:
    """How far the chain had come by ``at``."""
    standing = Standing()
    for entry in entries(at):
        standing = entry.standing
    return standing


def _chained(rows: Iterable[tuple[str, datetime, int, int]]) -> Iterator[Entry]:
    head = NO_LINK
    for number, (sha256, entered_at, release_pk, edition) in enumerate(rows, 1):
        head = link(head, sha256, moment(entered_at))
        yield Entry(number, sha256, entered_at, head, release_pk, edition)


@dataclass(frozen=True)
class Day:
    """A day on which versions entered the record, and where that left the chain."""

    day: date
    entered: int
    after: Standing


def days(chained: Iterable[Entry]) -> list[Day]:
    """The days of the record that have an entry, the newest first."""
    found: dict[date, Day] = {}
    for entry in chained:
        held = found.get(entry.day)
        found[entry.day] = Day(entry.day, held.entered + 1 if held else 1, entry.standing)
    return list(reversed(found.values()))
