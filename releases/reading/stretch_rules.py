"""What the words for a stretch of time come to in calendar days. No Django.

One function for each way of wording it, from the words that matched and what stands around them to
the days; `stretches` holds the wording itself. Authority: British usage. A financial year runs
from 1 April to 31 March (“2022/23”, “FY25-26”), “the year to March 2022” is the twelve months that
end with it, and “the previous week” is the one before the week just named. Where a year is left
out it is the latest in which the days lie behind the day of writing, on the weekdays that are
named; what was worked out is said in words.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from releases.reading.days import day_of, month_number, short_year, weekday_number

ONE_DAY = timedelta(days=1)

NUMBER_WORDS = {
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24,
}  # fmt: skip


class Role(StrEnum):
    """What a stretch is to the figures around it."""

    OWN = "own"  # they are for it
    AHEAD = "ahead"  # they are to be reached by it
    LENGTH = "length"  # only how long it was: “over 12 months”
    LANDMARK = "landmark"  # none is for it: “the lowest since May 2016”
    LOOSE = "loose"  # one that only its own sentence is for: “today”


@dataclass(frozen=True)
class Stretch:
    """A stretch of time that the text names. ``kind`` and ``inferred`` as in `StatedPeriod`.

    ``months`` or ``days`` is the length that the words give, 0 where they give none.
    ``is_ground``: both its days are given without leaning on another, so others may lean on it.
    """

    start: int
    end: int
    kind: str
    first: date | None
    last: date | None
    inferred: str = ""
    role: Role = Role.OWN
    months: int = 0
    days: int = 0
    is_ground: bool = False

    @property
    def is_dated(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(frozen=True)
class Around:
    """What a rule may look at: the day of writing, the stretch named before, the words before.

    ``inner`` reads the day, month or year that stands after “since”, “by” or “from”.
    """

    written_on: date
    before: Stretch | None
    words_before: str
    inner: Callable[[str, "Around"], "Days | None"]

    @property
    def looks_ahead(self) -> bool:
        return bool(_AHEAD.search(self.words_before))


@dataclass(frozen=True)
class Days:
    """The days that a rule made of its words; the fields are those of `Stretch`."""

    kind: str
    first: date | None
    last: date | None
    inferred: str = ""
    role: Role = Role.OWN
    months: int = 0
    days: int = 0


_AHEAD = re.compile(
    r"\b(?:by|will|due|plans? to|aims? to|next|from next|upcoming|ambition|target)\b[^.]{0,60}$",
    re.IGNORECASE,
)
Rule = Callable[[re.Match[str], Around], Days | None]


def kind_of(first: date, last: date) -> str:
    """The code of a stretch by its two days: whole weeks, months, quarters and years."""
    after = last + ONE_DAY
    if first == last:
        return "day"
    if (after - first).days == 7:
        return "week"
    if first.day == 1 and after.day == 1:
        match (after.year - first.year) * 12 + after.month - first.month:
            case 1:
                return "month"
            case 3:
                return "quarter"
            case 12:
                return {1: "year", 4: "financial_year"}.get(first.month, "rolling_year")
    return "rolling_year" if after == _same_day(first, 12) else "odd"


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _same_day(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _count(words: str) -> int:
    return int(words) if words.isdigit() else NUMBER_WORDS.get(words.lower(), 0)


def _range(first: date | None, last: date | None, inferred: str = "") -> Days | None:
    if first is None or last is None or first > last:
        return None
    return Days(kind_of(first, last), first, last, inferred)


# --- days


@dataclass(frozen=True)
class Date:
    """A date as it is worded: the month, the year and the weekday may be left out."""

    day: int
    month: int | None
    year: int | None
    weekday: int | None


def date_of(found: re.Match[str], *numbers: int) -> Date:
    """The date in whichever of the numbered groups matched."""
    groups = found.groupdict()
    for n in numbers:
        if groups.get(f"nd{n}"):
            year = short_year(groups[f"ny{n}"], 2030) if len(groups[f"ny{n}"]) == 2 else None
            return Date(
                int(groups[f"nd{n}"]), int(groups[f"nm{n}"]), year or int(groups[f"ny{n}"]), None
            )
        if groups.get(f"d{n}"):
            month, year_word, weekday = (
                groups.get(f"m{n}"),
                groups.get(f"y{n}"),
                groups.get(f"w{n}"),
            )
            return Date(
                int(groups[f"d{n}"]),
                month_number(month.strip(".")) if month else None,
                int(year_word) if year_word else None,
                _weekday(weekday),
            )
    raise LookupError(found[0])


def _weekday(word: str | None) -> int | None:
    return weekday_number(word.strip(",. ")) if word else None


def read_day(found: re.Match[str], around: Around) -> Days | None:
    one = date_of(found, 1, 2, 3)
    first, _, inferred = _dated(one, one, around)
    if first is None and not inferred:
        return None
    # “Today (13 November 2023)” is the day of the release, and seldom that of its figures.
    is_today = re.search(r"\btoday\W{0,3}$", around.words_before, re.IGNORECASE)
    return Days("day", first, first, inferred, Role.LOOSE if is_today else Role.OWN)


def read_days(found: re.Match[str], around: Around) -> Days | None:
    one, two = date_of(found, 1, 3), date_of(found, 2, 4)
    if one.month is None and two.month is not None and one.day > two.day:
        return None
    one = replace(one, month=one.month or two.month)
    if two.month is None:
        two = replace(two, month=one.month)
    first, last, inferred = _dated(one, two, around)
    if first is None and inferred:
        return Days("odd", None, None, inferred)
    return _range(first, last, inferred)


_BACK, _ON = 14, 3


def _dated(one: Date, two: Date, around: Around) -> tuple[date | None, date | None, str]:
    """First and last day of a stretch from ``one`` to ``two``, and what was worked out."""
    if one.month is None or two.month is None:
        return None, None, ""
    turns = (two.month, two.day) < (one.month, one.day)
    if one.year or two.year:
        last_year = two.year or (one.year or 0) + turns
        first_year = one.year or last_year - turns
        first = day_of(first_year, one.month, one.day)
        return first, day_of(last_year, two.month, two.day), ""
    return _in_some_year(one, two, around.written_on, around.looks_ahead)


@lru_cache(maxsize=512)
def _in_some_year(
    one: Date, two: Date, written: date, looks_ahead: bool
) -> tuple[date | None, date | None, str]:
    """The same for days without a year."""
    if one.month is None or two.month is None:
        return None, None, ""
    turns = (two.month, two.day) < (one.month, one.day)
    spans = [
        (first, last)
        for year in range(max(2, written.year - _BACK), written.year + _ON)
        if (first := day_of(year - turns, one.month, one.day))
        and (last := day_of(year, two.month, two.day))
        and one.weekday in (None, first.weekday())
        and two.weekday in (None, last.weekday())
    ]
    return _nearest(spans, written, looks_ahead)


def _nearest(
    spans: list[tuple[date, date]], written: date, looks_ahead: bool
) -> tuple[date | None, date | None, str]:
    """The stretch that lies next behind the day of writing, or next ahead of it if so worded."""
    if not spans:
        return None, None, "No year near has these days on these weekdays: ask for the year."
    ahead = [span for span in spans if span[1] >= written]
    behind = [span for span in spans if span[0] <= written]
    chosen = ahead[0] if ahead and (looks_ahead or not behind) else behind[-1]
    return *chosen, _year_said(chosen[1], written)


def _year_said(chosen: date, written: date) -> str:
    where = "last before" if chosen <= written else "first after"
    said = f"The year is not stated: {_words(chosen)}, a {chosen:%A}, is the"
    return f"{said} {where} the day of writing, {_words(written)}."


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def read_week_of(found: re.Match[str], around: Around) -> Days | None:
    one = date_of(found, 1, 2, 3)
    first, _, inferred = _dated(one, one, around)
    if first is None:
        return Days("week", None, None, inferred) if inferred else None
    if re.search(r"end|w/e|week to", found[0][:14], re.IGNORECASE):
        return Days("week", first - 6 * ONE_DAY, first, inferred)
    return Days("week", first, first + 6 * ONE_DAY, inferred)


def read_weekday_alone(found: re.Match[str], around: Around) -> Days | None:
    weekday = _weekday(found["w1"])
    if weekday is None:
        return None
    back = (around.written_on.weekday() - weekday) % 7
    day = around.written_on - back * ONE_DAY
    said = f"“{found[0].strip()}” is counted back from {_words(around.written_on)}."
    return Days("day", day, day, said, Role.LOOSE)


def read_near_day(found: re.Match[str], around: Around) -> Days:
    """“yesterday”, “last night”, “today”, “over the weekend”."""
    words, written = found[0].lower(), around.written_on
    said = f"“{found[0]}” is counted from {_words(written)}."
    if "weekend" in words:
        sunday = written - ((written.weekday() + 1) % 7) * ONE_DAY
        return Days("odd", sunday - ONE_DAY, sunday, said)
    day = written if words == "today" else written - ONE_DAY
    return Days("day", day, day, said, Role.LOOSE)


# --- months, quarters and years


def _year_group(found: re.Match[str], name: str) -> int | None:
    words = found.groupdict().get(name)
    return int(words) if words else None


def _month_name(found: re.Match[str], name: str) -> int:
    return month_number(found[name].strip(".")) or 1


def read_months(found: re.Match[str], around: Around) -> Days | None:
    """“in May 2021”, “between April 2021 and March 2022”, “from March to December last year”."""
    two = _month_name(found, "m2")
    one = _month_name(found, "m1") if found.groupdict().get("m1") else two
    last_year, inferred = _year_group(found, "y2"), ""
    first_year = _year_group(found, "y1")
    relative = found.groupdict().get("rel") or ""
    if last_year is None and first_year is not None:
        last_year = first_year + (two < one)
    if last_year is None and relative:
        back = relative.split()[0].lower() in ("last", "the")
        last_year = around.written_on.year - back
        inferred = f"“{relative}” is counted from {_words(around.written_on)}."
    if last_year is None:
        last_year, inferred = _month_year(one, two, around)
    first_year = first_year or last_year - (two < one)
    return _range(date(first_year, one, 1), _last_of(last_year, two), inferred)


def _month_year(one: int, two: int, around: Around) -> tuple[int, str]:
    return _months_in_some_year(one, two, around.written_on, around.looks_ahead)


@lru_cache(maxsize=512)
def _months_in_some_year(one: int, two: int, written: date, looks_ahead: bool) -> tuple[int, str]:
    spans = [
        (date(year - (two < one), one, 1), _last_of(year, two))
        for year in range(max(2, written.year - 2), written.year + _ON)
    ]
    _, last, inferred = _nearest(spans, written, looks_ahead)
    return (last or written).year, inferred


def read_near_month(found: re.Match[str], around: Around) -> Days | None:
    """“last May”, “this November”."""
    month, written = _month_name(found, "m2"), around.written_on
    year = written.year - (month > written.month or found[0][:4].lower() == "last")
    if found[0][:4].lower() == "last" and month < written.month:
        year = written.year
    said = f"“{found[0]}” is counted from {_words(written)}."
    return _range(date(year, month, 1), _last_of(year, month), said)


def read_year(found: re.Match[str], around: Around) -> Days | None:
    year = int(found["y2"])
    return _range(date(year, 1, 1), date(year, 12, 31))


def read_years(found: re.Match[str], around: Around) -> Days | None:
    return _range(date(int(found["y1"]), 1, 1), date(int(found["y2"]), 12, 31))


def read_financial(found: re.Match[str], around: Around) -> Days | None:
    """“2022/23”, “FY25-26”, “FY26” (the year that ends in it); “2018-22” is no financial year."""
    named = [found[name] for name in ("fa", "fc", "fe")]
    ends = [found[name] for name in ("fb", "fd", "ff")]
    first = next(_whole_year(words, None) for words in named if words)
    ending = next((words for words in ends if words), None)
    if ending is None:
        first -= 1
    elif _whole_year(ending, first) != first + 1:
        last = _whole_year(ending, first)
        return _range(date(first, 1, 1), date(last, 12, 31)) if len(ending) == 4 else None
    said = "A financial year runs from 1 April to 31 March."
    return Days("financial_year", date(first, 4, 1), date(first + 1, 3, 31), said)


def _whole_year(digits: str, beside: int | None) -> int:
    return int(digits) if len(digits) == 4 else short_year(digits, beside or 2020)


def read_months_to(found: re.Match[str], around: Around) -> Days | None:
    """“the year to March 2022”, “the 12 months ending 31 March 2023”, “three months to June”."""
    unit = found["unit"].lower()
    months = 12 if unit == "year" else 3 if unit == "quarter" else _count(found["n"] or "1")
    last, inferred = _end_of(found, around)
    if last is None or not months:
        return None
    first = _same_day(last + ONE_DAY, -months)
    kind = "rolling_year" if months == 12 else kind_of(first, last)
    return Days(kind, first, last, inferred)


def _end_of(found: re.Match[str], around: Around) -> tuple[date | None, str]:
    """The last day that is named: a day, or a whole month's last."""
    if found.groupdict().get("m5"):
        month, year, inferred = _month_name(found, "m5"), _year_group(found, "y5"), ""
        if year is None:
            year, inferred = _month_year(month, month, around)
        return _last_of(year, month), inferred
    one = date_of(found, 1, 2, 3)
    last, _, inferred = _dated(one, one, around)
    return last, inferred


_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
             "last": 4, "final": 4}  # fmt: skip


def read_part_of_year(found: re.Match[str], around: Around) -> Days | None:
    """“Q3 2020”, “the first quarter of 2022/23”, “the first half of 2023”."""
    groups = found.groupdict()
    number = _QUARTERS[(groups.get("q") or groups.get("q2") or "1").lower()]
    months = 3
    if groups.get("of"):
        words = groups["of"].lower()
        months = 3 if words == "quarter" else 6 if words == "half" else _count(groups["n"] or "")
    if not months or number * months > 12:
        return None
    year = int(found["y6"])
    begins = date(year, 4, 1) if groups.get("fy") else date(year, 1, 1)
    first = _same_day(begins, months * (number - 1))
    if groups.get("of") and number == 4 and groups["of"].lower() != "quarter":
        first = _same_day(begins, 12 - months)
    said = "Counted in the financial year, from 1 April." if groups.get("fy") else ""
    return _range(first, _same_day(first, months) - ONE_DAY, said)


# --- words that lean on the day of writing, or on a stretch named before


def read_near_year(found: re.Match[str], around: Around) -> Days | None:
    """“last year”, “this year”, “the previous year”."""
    words, before = found[0].lower(), around.before
    said = f"“{found[0]}” is counted from {_words(around.written_on)}."
    if "financial" in words:
        began = around.written_on.year - (around.written_on.month < 4) - ("this" not in words)
        return Days("financial_year", date(began, 4, 1), date(began + 1, 3, 31), said)
    if ("previous" in words or "before" in words) and before and before.first and before.last:
        return _shifted(before, 12, found[0])
    year = around.written_on.year - ("this" not in words)
    return _range(date(year, 1, 1), date(year, 12, 31), said)


def read_so_far(found: re.Match[str], around: Around) -> Days:
    first = date(around.written_on.year, 1, 1)
    said = f"“{found[0]}” is counted from {_words(around.written_on)}."
    return Days("running_total", first, None, said)


def _shifted(before: Stretch, months: int, words: str) -> Days | None:
    if before.first is None or before.last is None:
        return None
    first = _same_day(before.first, -months)
    last = _same_day(before.last + ONE_DAY, -months) - ONE_DAY
    said = f"“{words}” is counted back from {_words(before.first)}."
    return _range(first, last, said)


def read_near_week(found: re.Match[str], around: Around) -> Days | None:
    """“the previous week”: as long as the one just named; else counted from the day of writing."""
    words, before = found[0].lower(), around.before
    unit = (found["unit"] or found["unit2"]).lower()
    written = around.written_on
    said = f"“{found[0]}” is counted back from "
    leans = "previous" in words or "before" in words or "preceding" in words
    if leans and before and before.first and before.last and before.kind != "day":
        length = (before.last - before.first).days + 1
        if unit == "week" and length <= 10:
            first = before.first - length * ONE_DAY
            return Days(
                before.kind, first, before.first - ONE_DAY, said + f"{_words(before.first)}."
            )
    if unit == "month":
        first = _same_day(written.replace(day=1), 0 if words.startswith("this") else -1)
        return _range(first, _last_of(first.year, first.month), said + f"{_words(written)}.")
    monday = written - written.weekday() * ONE_DAY
    if not words.startswith("this"):
        monday -= 7 * ONE_DAY
    return Days("week", monday, monday + 6 * ONE_DAY, said + f"{_words(written)}.")


def read_same_again(found: re.Match[str], around: Around) -> Days | None:
    """“the same period last year”, “the same week in 2022”: the one just named, moved."""
    before = around.before
    if before is None or before.last is None:
        return Days("odd", None, None, f"“{found[0]}” leans on days that the text does not name.")
    year = _year_group(found, "y2")
    months = 12 if year is None else (before.last.year - year) * 12
    return _shifted(before, months, found[0]) if months > 0 else None


def read_named_before(found: re.Match[str], around: Around) -> Days | None:
    """“the same reporting period”, “during that week”: the one just named."""
    before = around.before
    if before is None:
        return None
    said = f"“{found[0]}” is the stretch that the text names before."
    return Days(before.kind, before.first, before.last, before.inferred or said)


def read_past_length(found: re.Match[str], around: Around) -> Days | None:
    """“in the past year”, “over the last three months”: no certain days."""
    number, unit = _count(found["n"] or "1"), found["unit"].lower()
    months = {"year": 12, "month": 1}.get(unit, 0) * number
    kind = "rolling_year" if months == 12 else "odd"
    said = f"“{found[0]}” names no certain days."
    return Days(kind, None, None, said)


def read_length(found: re.Match[str], around: Around) -> Days | None:
    """“over 12 months”, “in four days”, “the 12 month period”: only how long it was."""
    number, unit = _count(found["n"] or "1"), found["unit"].lower()
    return Days(
        "odd", None, None, role=Role.LENGTH,
        months={"year": 12, "month": 1}.get(unit, 0) * number,
        days={"week": 7, "fortnight": 14, "day": 1}.get(unit, 0) * number,
    )  # fmt: skip


_RECORD = re.compile(
    r"\b(?:lowest|highest|biggest|largest|smallest|fewest|most|best|worst|first time|record)\b"
    r"[^.;,]{0,40}$",
    re.IGNORECASE,
)


def read_since(found: re.Match[str], around: Around) -> Days | None:
    inner = around.inner(found["rest"], around)
    if inner is None or inner.first is None:
        return None
    role = Role.LANDMARK if _RECORD.search(around.words_before) else Role.OWN
    return Days("running_total", inner.first, None, inner.inferred, role)


def read_by(found: re.Match[str], around: Around) -> Days | None:
    ahead = replace(around, words_before=around.words_before + " by")
    inner = around.inner(found["rest"], ahead)
    if inner is None or inner.last is None or (inner.kind == "day" and inner.role is Role.LOOSE):
        return None
    return Days("odd", None, inner.last, inner.inferred, Role.AHEAD)


def read_from_then_on(found: re.Match[str], around: Around) -> Days | None:
    inner = around.inner(found["rest"], around)
    if inner is None or inner.first is None:
        return None
    role = Role.AHEAD if inner.first > around.written_on or around.looks_ahead else Role.OWN
    return Days("odd", inner.first, None, inner.inferred, role)


def read_as_at(found: re.Match[str], around: Around) -> Days | None:
    inner = around.inner(found["rest"], around)
    if inner is None or inner.last is None:
        return None
    return Days("day", inner.last, inner.last, inner.inferred)


def read_up_to(found: re.Match[str], around: Around) -> Days | None:
    inner = around.inner(found["rest"], around)
    if inner is None or inner.last is None:
        return None
    return Days("running_total", None, inner.last, inner.inferred)
