"""When something is planned for: a day with or without a time, or a stretch of days.

Plain arithmetic on London's calendar, without a database.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Planned:
    """From ``first`` to ``last``, one day where it is known; ``clock`` is London’s."""

    first: date
    last: date
    clock: time | None = None

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last

    @property
    def moment(self) -> datetime | None:
        """The aware moment, where day and time are known."""
        if self.clock is None or not self.is_one_day:
            return None
        return datetime.combine(self.first, self.clock, LONDON)

    @property
    def words(self) -> str:
        """“Thursday 12 November 2026, 09:30”, “November 2026”, “between 9 and 13 November 2026”."""
        if self.is_one_day:
            hour = f", {self.clock:%H:%M}" if self.clock else ""
            return f"{self.first:%A} {day_words(self.first)}{hour}"
        if self._is_a_month:
            return f"{self.first:%B %Y}"
        return f"between {self._first_words} and {day_words(self.last)}"

    @property
    def _is_a_month(self) -> bool:
        days = monthrange(self.first.year, self.first.month)[1]
        return self.first.day == 1 and self.last == self.first.replace(day=days)

    @property
    def _first_words(self) -> str:
        """The first day, with no more of its month and year than the last one leaves open."""
        if self.first.year != self.last.year:
            return day_words(self.first)
        if self.first.month != self.last.month:
            return f"{self.first.day} {self.first:%B}"
        return str(self.first.day)

    def is_over(self, at: datetime) -> bool:
        """Whether nothing of it is left at ``at`` (aware)."""
        if self.moment is not None:
            return self.moment <= at
        return self.last < at.astimezone(LONDON).date()

    def has_begun(self, at: datetime) -> bool:
        """Whether it can have happened by ``at`` (aware)."""
        if self.moment is not None:
            return self.moment <= at
        return self.first <= at.astimezone(LONDON).date()


def happens_once(day: date, clock: time) -> bool:
    """Whether London's clocks show ``clock`` exactly once on ``day``; not so in a clock change."""
    earlier = datetime.combine(day, clock.replace(fold=0), LONDON)
    later = datetime.combine(day, clock.replace(fold=1), LONDON)
    return earlier.utcoffset() == later.utcoffset()


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def month_after(day: date) -> date:
    """The first day of the month after the one that ``day`` is in."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
