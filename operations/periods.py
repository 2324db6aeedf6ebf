"""Stretches of time that figures are for: their kinds, names, order, length and overlap.

Dates are calendar days of Europe/London; both ends are included. What a source does not state
stays None, and no date is guessed.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

ONE_DAY = timedelta(days=1)
EN_DASH = "\N{EN DASH}"


class PeriodKind(StrEnum):
    """What sort of stretch a period is; a financial year runs from 1 April to 31 March."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"
    ROLLING_YEAR = "rolling_year"
    PHASE = "phase"
    RUNNING_TOTAL = "running_total"
    ODD = "odd"
    NOT_STATED = "not_stated"

    @property
    def words(self) -> str:
        return _KIND_WORDS[self]


_KIND_WORDS = {
    PeriodKind.DAY: "a day",
    PeriodKind.WEEK: "a week",
    PeriodKind.MONTH: "a month",
    PeriodKind.QUARTER: "a quarter",
    PeriodKind.YEAR: "a calendar year",
    PeriodKind.FINANCIAL_YEAR: "a financial year",
    PeriodKind.ROLLING_YEAR: "a rolling year",
    PeriodKind.PHASE: "a phase of an operation",
    PeriodKind.RUNNING_TOTAL: "a running total",
    PeriodKind.ODD: "a period of its own",
    PeriodKind.NOT_STATED: "undated",
}

# A phase and an odd stretch of seven days is as good as a week: length decides.
_BY_LENGTH = frozenset({PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.PHASE, PeriodKind.ODD})
_DATES_OPTIONAL = frozenset({PeriodKind.PHASE, PeriodKind.RUNNING_TOTAL, PeriodKind.ODD})


@dataclass(frozen=True)
class Period:
    """A period with its kind; raises ValueError with a sentence where the two disagree."""

    start: date | None
    end: date | None
    kind: PeriodKind

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", PeriodKind(self.kind))
        if self.kind is PeriodKind.NOT_STATED:
            if self.start or self.end:
                raise ValueError("A period that is not stated has no dates.")
            return
        if self.start and self.end and self.start > self.end:
            raise ValueError(
                f"A period cannot end ({day_words(self.end)}) before it begins "
                f"({day_words(self.start)})."
            )
        if self.kind in _DATES_OPTIONAL:
            return
        if self.start is None or self.end is None:
            raise ValueError(f"{self.kind.words.capitalize()} needs its first and last day.")
        if message := _disagreement(self.start, self.end, self.kind):
            raise ValueError(message)

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        """Name the period for reading: "2022/23", "week of 13 November 2023", "May 2021"."""
        start, end = self.start, self.end
        if start is None or end is None:
            # “to 14 March 2021” says of itself that it is a running total; the others do not.
            runs = self.kind is PeriodKind.RUNNING_TOTAL and end is None
            return ("running total, " if runs else "") + _half_stated(start, end)
        match self.kind:
            case PeriodKind.DAY:
                return day_words(start)
            case PeriodKind.WEEK:
                return f"week of {day_words(start)}"
            case PeriodKind.MONTH:
                return f"{start:%B %Y}"
            case PeriodKind.QUARTER:
                return f"{start:%B} to {end:%B} {end.year}"
            case PeriodKind.YEAR:
                return f"{start.year}"
            case PeriodKind.FINANCIAL_YEAR:
                return f"{start.year}/{end.year % 100:02}"
            case PeriodKind.ROLLING_YEAR:
                return f"year to {end:%B %Y}" if _ends_month(end) else f"year to {day_words(end)}"
            case PeriodKind.RUNNING_TOTAL:
                return f"{day_words(start)} to {day_words(end)}, running total"
        return span_words(start, end)

    def short_label(self) -> str:
        """Name the period for the foot of an axis: "13–19 Nov 2023", "May 2021", "2022/23"."""
        if self.start is None or self.end is None:
            return self.label() if self.end is None else f"to {day_words(self.end, short=True)}"
        if self.kind in _BY_LENGTH | {PeriodKind.RUNNING_TOTAL}:
            return span_words(self.start, self.end, short=True)
        return self.label()

    def sort_key(self) -> tuple[int, date, date]:
        """Order by last day, then first; undated periods come last."""
        last = self.end or self.start
        if last is None:
            return (1, date.max, date.max)
        return (0, last, self.start or date.min)

    def days(self) -> int | None:
        """Return the number of days, both ends included; None where an end is not stated."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def middle(self) -> Decimal | None:
        """Return the middle as a day number (`date.toordinal`), halves included; None undated.

        A running total stands at its last day, since that is the day it is true of.
        """
        if self.end is None or (self.start is None and self.kind is not PeriodKind.RUNNING_TOTAL):
            return None
        if self.start is None or self.kind is PeriodKind.RUNNING_TOTAL:
            return Decimal(self.end.toordinal())
        return Decimal(self.start.toordinal() + self.end.toordinal()) / 2

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day. A missing end counts as unbounded; undated never does."""
        if not (self.start or self.end) or not (other.start or other.end):
            return False
        return (self.start or date.min) <= (other.end or date.max) and (
            other.start or date.min
        ) <= (self.end or date.max)

    def same_kind(self, other: "Period") -> bool:
        """Whether figures for the two are alike in kind and length of time.

        Short stretches compare by length: a phase of seven days is like a week. A year to March
        is a financial year. Running totals are alike only from one beginning.
        """
        if PeriodKind.NOT_STATED in (self.kind, other.kind):
            return False
        if self.kind in _BY_LENGTH and other.kind in _BY_LENGTH:
            return self.days() is not None and self.days() == other.days()
        if PeriodKind.RUNNING_TOTAL in (self.kind, other.kind):
            return self.kind == other.kind and self.start == other.start
        return self._year_kind() == other._year_kind()

    def _year_kind(self) -> PeriodKind:
        if self.kind is PeriodKind.ROLLING_YEAR and self.start is not None:
            if (self.start.month, self.start.day) == (4, 1):
                return PeriodKind.FINANCIAL_YEAR
            if (self.start.month, self.start.day) == (1, 1):
                return PeriodKind.YEAR
        return self.kind


NOT_STATED = Period(None, None, PeriodKind.NOT_STATED)


def _disagreement(start: date, end: date, kind: PeriodKind) -> str:
    """Say how the dates fail the kind, or nothing where they fit."""
    after = end + ONE_DAY
    whole_months = start.day == 1 and after.day == 1
    month_count = (after.year - start.year) * 12 + after.month - start.month
    given = f"not {span_words(start, end)}"
    match kind:
        case PeriodKind.DAY if start != end:
            return f"A day begins and ends on one date, {given}."
        case PeriodKind.WEEK if (after - start).days != 7:
            return f"A week has seven days, {given}; call that odd, or a phase."
        case PeriodKind.MONTH if not (whole_months and month_count == 1):
            return f"A month runs from its first day to its last, {given}."
        case PeriodKind.QUARTER if not (whole_months and month_count == 3):
            return f"A quarter is three whole months, {given}."
        case PeriodKind.YEAR if (start.month, start.day, month_count) != (
            1,
            1,
            12,
        ) or after.day != 1:
            return f"A calendar year runs from 1 January to 31 December, {given}."
        case PeriodKind.FINANCIAL_YEAR if (start.month, start.day, after) != (
            4, 1, date(start.year + 1, 4, 1),
        ):  # fmt: skip
            return f"A financial year runs from 1 April to 31 March, {given}."
        case PeriodKind.ROLLING_YEAR if not _twelve_months(start, after):
            return f"A rolling year is twelve months, {given}."
    return ""


def _twelve_months(start: date, after: date) -> bool:
    last_day = calendar.monthrange(start.year + 1, start.month)[1]
    return after == date(start.year + 1, start.month, min(start.day, last_day))


def _ends_month(day: date) -> bool:
    return (day + ONE_DAY).day == 1


def _half_stated(start: date | None, end: date | None) -> str:
    if end is not None:
        return f"to {day_words(end)}"
    if start is not None:
        return f"from {day_words(start)}"
    return "date not recorded"


def day_words(day: date, *, short: bool = False) -> str:
    """Write a day: "2 November 2023", or "2 Nov 2023"."""
    return f"{day.day} {day:%b %Y}" if short else f"{day.day} {day:%B %Y}"


def span_words(start: date, end: date, *, short: bool = False) -> str:
    """Write a stretch of days once: "2–5 November 2023", "28 October – 3 November 2023"."""
    month = "%b" if short else "%B"
    last = day_words(end, short=short)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{EN_DASH}{last}"
    if start.year == end.year:
        return f"{start.day} {start:{month}} {EN_DASH} {last}"
    return f"{day_words(start, short=short)} {EN_DASH} {last}"
