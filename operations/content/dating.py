"""From when on an edition counts as public, and in which order a load dates what it adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from operations.content import entries
from operations.content.problems import Problem
from releases.reading.embargoes import LONDON


@dataclass(frozen=True, order=True)
class Dated:
    """An edition with its instant; in the order of these an archive is taken over."""

    published_from: datetime
    slug: str
    number: int


def published_from(edition: entries.Edition, now: datetime) -> datetime:
    """The instant from which the edition was public (aware).

    Its embargo if it had one; else the start of the day after the latest day on which it can
    have been issued, in London, since by then it certainly was; else ``now``, since nothing tells.
    """
    if edition.embargo_until is not None:
        return edition.embargo_until
    if edition.issued.latest is None:
        return now
    next_day = edition.issued.latest + timedelta(days=1)
    return min(datetime.combine(next_day, time.min, tzinfo=LONDON), now)


def in_order(releases: tuple[entries.Release, ...], now: datetime) -> list[Dated]:
    """Every edition of ``releases``, the earliest first."""
    return sorted(
        Dated(published_from(edition, now), release.slug, edition.number)
        for release in releases
        for edition in release.editions
    )


def check_dates(releases: tuple[entries.Release, ...], now: datetime) -> Iterator[Problem]:
    """Dates that ``now`` or the edition before forbid."""
    for release in releases:
        before: datetime | None = None
        for edition in release.editions:
            at = published_from(edition, now)
            day = edition.issued.earliest
            if edition.embargo_until is None and day and day > now.astimezone(LONDON).date():
                yield edition.issued.problem(
                    "", f"{day} is to come. Give the embargo, so that it goes public then."
                )
            if before is not None and (at <= before or before > now):
                yield edition.issued.problem("", "it must be later than the edition before it.")
            before = at
