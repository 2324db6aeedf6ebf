"""Days, weeks, months and years as a text words them, worked out to calendar days. No Django.

Authority: British usage. A financial year runs from 1 April to 31 March (“2022/23”, “FY25-26”),
“the year to March 2022” is the twelve months that end with it, and “the previous week” is the one
before the week just named. Where a year is left out it is the latest in which the days lie behind
the day of writing, on the weekdays that are named; what was worked out is said in words.
"""

import calendar
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from releases.reading.days import day_of, month_number, short_year, weekday_number

ONE_DAY = timedelta(days=1)


class Role(StrEnum):
    """What a stretch is to the figures around it."""

    OWN = "own"  # they are for it
    AHEAD = "ahead"  # they are to be reached by it
    LENGTH = "length"  # only how long it was: “over 12 months”
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


# --- a section's words with single spaces, and where each stood


@dataclass(frozen=True)
class OneLine:
    """A stretch of folded text on one line; `at` gives a place of it in the whole text."""

    plain: str
    _places: tuple[int, ...]
    _offsets: tuple[int, ...]

    @classmethod
    def of(cls, plain: str, start: int, end: int) -> "OneLine":
        pieces: list[str] = []
        places, offsets, place, at = [0], [start], 0, start
        for gap in re.finditer(r"\s{2,}|[^\S ]", plain[start:end]):
            pieces += [plain[at : start + gap.start()], " "]
            place += start + gap.start() - at + 1
            at = start + gap.end()
            places.append(place)
            offsets.append(at)
        pieces.append(plain[at:end])
        return cls("".join(pieces), tuple(places), tuple(offsets))

    def at(self, place: int) -> int:
        piece = bisect_right(self._places, place) - 1
        return self._offsets[piece] + place - self._places[piece]

    def end_at(self, place: int) -> int:
        """The place after the character that ends before ``place``."""
        return self.at(place - 1) + 1 if place else self.at(0)


# --- the words

_MONTH = "|".join(
    word
    for name in [*calendar.month_name, *calendar.month_abbr, "Sept"]
    if name
    for word in dict.fromkeys((name, name.upper()))
)
_MONTH = rf"(?:{_MONTH})\b\.?"
_WEEKDAY = r"(?i:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?i:day)?\b"
_YEAR = r"(?:19|20)\d\d(?![\d/]|-\d|,\d)"
_ORDINAL = r"(?i:st|nd|rd|th)?"
_TO = r" ?(?:-|\u2014|(?i:\bto|\buntil|\btill|\band|\bthrough|\bup to)\b) ?"
_THE = r"(?:(?i:the) )?"
_NUMBER_WORDS = {
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24,
}  # fmt: skip
_COUNT = rf"(?:\d{{1,2}}|(?i:{'|'.join(_NUMBER_WORDS)}))"
_LAST = r"(?i:last|past|previous|preceding)"
_ENDING = r"(?i:to|ending|ended|up to|until)(?: (?i:in|on))?(?: (?i:the end of|end of|end))?"


def _day_month(n: int) -> str:
    return (
        rf"(?:(?P<w{n}>{_WEEKDAY}),? )?{_THE}\b(?P<d{n}>\d{{1,2}}){_ORDINAL} ?(?:(?i:day )?(?i:of) )?"
        rf"(?P<m{n}>{_MONTH})(?:,? (?P<y{n}>{_YEAR}))?"
    )


def _month_day(n: int) -> str:
    return (
        rf"(?:(?P<w{n}>{_WEEKDAY}),? )?\b(?P<m{n}>{_MONTH}) (?P<d{n}>\d{{1,2}}){_ORDINAL}(?!\d|:\d)"
        rf"(?:,? (?P<y{n}>{_YEAR}))?"
    )


def _lone_day(n: int) -> str:
    return rf"(?:(?P<w{n}>{_WEEKDAY}),? )?{_THE}\b(?P<d{n}>\d{{1,2}}){_ORDINAL}"


_NUMERIC = r"\b(?P<nd{0}>\d{{1,2}})[/.](?P<nm{0}>\d{{1,2}})[/.](?P<ny{0}>(?:20)?\d\d)\b"
_FINANCIAL = (
    r"(?:\b(?i:FY) ?(?P<fa>(?:20)?\d\d)(?:[/-](?P<fb>(?:20)?\d\d))?(?!\d)"
    r"|(?<![\d/.,£-])(?P<fc>(?:19|20)\d\d)(?:[/-]| ?\u2014 ?)(?P<fd>(?:20)?\d\d)(?![\d/-])"
    r"|(?<![\d/.,£-])(?P<fe>(?:19|20)\d\d) (?i:to) (?P<ff>(?:20)\d\d) (?=(?i:financial|fiscal)))"
)


@dataclass(frozen=True)
class _Around:
    """What a rule may look at: the day of writing, the stretch named before, the words before."""

    written_on: date
    before: Stretch | None
    words_before: str

    @property
    def looks_ahead(self) -> bool:
        return bool(_AHEAD.search(self.words_before))


@dataclass(frozen=True)
class _Days:
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
_Rule = Callable[[re.Match[str], _Around], _Days | None]


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
    return int(words) if words.isdigit() else _NUMBER_WORDS.get(words.lower(), 0)


def _range(first: date | None, last: date | None, inferred: str = "") -> _Days | None:
    if first is None or last is None or first > last:
        return None
    return _Days(kind_of(first, last), first, last, inferred)


# --- days


@dataclass(frozen=True)
class _Date:
    day: int
    month: int | None
    year: int | None
    weekday: int | None


def _date_of(found: re.Match[str], *numbers: int) -> _Date:
    """The date in whichever of the numbered groups matched."""
    groups = found.groupdict()
    for n in numbers:
        if groups.get(f"nd{n}"):
            year = short_year(groups[f"ny{n}"], 2030) if len(groups[f"ny{n}"]) == 2 else None
            return _Date(
                int(groups[f"nd{n}"]), int(groups[f"nm{n}"]), year or int(groups[f"ny{n}"]), None
            )
        if groups.get(f"d{n}"):
            month, year_word, weekday = (
                groups.get(f"m{n}"),
                groups.get(f"y{n}"),
                groups.get(f"w{n}"),
            )
            return _Date(
                int(groups[f"d{n}"]),
                month_number(month.strip(".")) if month else None,
                int(year_word) if year_word else None,
                _weekday(weekday),
            )
    raise LookupError(found[0])


def _weekday(word: str | None) -> int | None:
    return weekday_number(word.strip(",. ")) if word else None


def _day(found: re.Match[str], around: _Around) -> _Days | None:
    one = _date_of(found, 1, 2, 3)
    first, _, inferred = _dated(one, one, around)
    if first is None and not inferred:
        return None
    # “Today (13 November 2023)” is the day of the release, and seldom that of its figures.
    is_today = re.search(r"\btoday\W{0,3}$", around.words_before, re.IGNORECASE)
    return _Days("day", first, first, inferred, Role.LOOSE if is_today else Role.OWN)


def _days(found: re.Match[str], around: _Around) -> _Days | None:
    one, two = _date_of(found, 1, 3), _date_of(found, 2, 4)
    one = replace(one, month=one.month or two.month)
    if two.month is None:
        two = replace(two, month=one.month)
    first, last, inferred = _dated(one, two, around)
    if first is None and inferred:
        return _Days("odd", None, None, inferred)
    return _range(first, last, inferred)


_BACK, _ON = 14, 3


def _dated(one: _Date, two: _Date, around: _Around) -> tuple[date | None, date | None, str]:
    """First and last day of a stretch from ``one`` to ``two``, and what was worked out."""
    if one.month is None or two.month is None:
        return None, None, ""
    turns = (two.month, two.day) < (one.month, one.day)
    if one.year or two.year:
        last_year = two.year or (one.year or 0) + turns
        first_year = one.year or last_year - turns
        first = day_of(first_year, one.month, one.day)
        return first, day_of(last_year, two.month, two.day), ""
    written = around.written_on
    spans = [
        (first, last)
        for year in range(max(2, written.year - _BACK), written.year + _ON)
        if (first := day_of(year - turns, one.month, one.day))
        and (last := day_of(year, two.month, two.day))
        and one.weekday in (None, first.weekday())
        and two.weekday in (None, last.weekday())
    ]
    return _nearest(spans, around)


def _nearest(
    spans: list[tuple[date, date]], around: _Around
) -> tuple[date | None, date | None, str]:
    """The stretch that lies next behind the day of writing, or next ahead of it if so worded."""
    written = around.written_on
    if not spans:
        return None, None, "No year near has these days on these weekdays: ask for the year."
    ahead = [span for span in spans if span[1] >= written]
    behind = [span for span in spans if span[0] <= written]
    chosen = ahead[0] if ahead and (around.looks_ahead or not behind) else behind[-1]
    return *chosen, _year_said(chosen[1], written)


def _year_said(chosen: date, written: date) -> str:
    return f"No year is given: {chosen.year} is nearest to {_words(written)}."


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _week_of(found: re.Match[str], around: _Around) -> _Days | None:
    one = _date_of(found, 1, 2, 3)
    first, _, inferred = _dated(one, one, around)
    if first is None:
        return _Days("week", None, None, inferred) if inferred else None
    if re.search("end", found[0][:14], re.IGNORECASE):
        return _Days("week", first - 6 * ONE_DAY, first, inferred)
    return _Days("week", first, first + 6 * ONE_DAY, inferred)


def _weekday_alone(found: re.Match[str], around: _Around) -> _Days | None:
    weekday = _weekday(found["w1"])
    if weekday is None:
        return None
    back = (around.written_on.weekday() - weekday) % 7
    day = around.written_on - back * ONE_DAY
    said = f"“{found[0].strip()}” is counted back from {_words(around.written_on)}."
    return _Days("day", day, day, said, Role.LOOSE)


def _near_day(found: re.Match[str], around: _Around) -> _Days:
    """“yesterday”, “last night”, “today”, “over the weekend”."""
    words, written = found[0].lower(), around.written_on
    said = f"“{found[0]}” is counted from {_words(written)}."
    if "weekend" in words:
        sunday = written - ((written.weekday() + 1) % 7) * ONE_DAY
        return _Days("odd", sunday - ONE_DAY, sunday, said)
    day = written if words == "today" else written - ONE_DAY
    return _Days("day", day, day, said, Role.LOOSE)


# --- months, quarters and years


def _year_group(found: re.Match[str], name: str) -> int | None:
    words = found.groupdict().get(name)
    return int(words) if words else None


def _month_name(found: re.Match[str], name: str) -> int:
    return month_number(found[name].strip(".")) or 1


def _months(found: re.Match[str], around: _Around) -> _Days | None:
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


def _month_year(one: int, two: int, around: _Around) -> tuple[int, str]:
    written = around.written_on
    spans = [
        (date(year - (two < one), one, 1), _last_of(year, two))
        for year in range(max(2, written.year - 2), written.year + _ON)
    ]
    _, last, inferred = _nearest(spans, around)
    return (last or written).year, inferred


def _near_month(found: re.Match[str], around: _Around) -> _Days | None:
    """“last May”, “this November”."""
    month, written = _month_name(found, "m2"), around.written_on
    year = written.year - (month > written.month or found[0][:4].lower() == "last")
    if found[0][:4].lower() == "last" and month < written.month:
        year = written.year
    said = f"“{found[0]}” is counted from {_words(written)}."
    return _range(date(year, month, 1), _last_of(year, month), said)


def _year(found: re.Match[str], around: _Around) -> _Days | None:
    year = int(found["y2"])
    return _range(date(year, 1, 1), date(year, 12, 31))


def _years(found: re.Match[str], around: _Around) -> _Days | None:
    return _range(date(int(found["y1"]), 1, 1), date(int(found["y2"]), 12, 31))


def _financial(found: re.Match[str], around: _Around) -> _Days | None:
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
    return _Days("financial_year", date(first, 4, 1), date(first + 1, 3, 31), said)


def _whole_year(digits: str, beside: int | None) -> int:
    return int(digits) if len(digits) == 4 else short_year(digits, beside or 2020)


def _months_to(found: re.Match[str], around: _Around) -> _Days | None:
    """“the year to March 2022”, “the 12 months ending 31 March 2023”, “three months to June”."""
    unit = found["unit"].lower()
    months = 12 if unit == "year" else 3 if unit == "quarter" else _count(found["n"] or "1")
    last, inferred = _end_of(found, around)
    if last is None or not months:
        return None
    first = _same_day(last + ONE_DAY, -months)
    kind = "rolling_year" if months == 12 else kind_of(first, last)
    return _Days(kind, first, last, inferred)


def _end_of(found: re.Match[str], around: _Around) -> tuple[date | None, str]:
    """The last day that is named: a day, or a whole month's last."""
    if found.groupdict().get("m5"):
        month, year, inferred = _month_name(found, "m5"), _year_group(found, "y5"), ""
        if year is None:
            year, inferred = _month_year(month, month, around)
        return _last_of(year, month), inferred
    one = _date_of(found, 1, 2, 3)
    last, _, inferred = _dated(one, one, around)
    return last, inferred


_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
             "last": 4, "final": 4}  # fmt: skip


def _part_of_year(found: re.Match[str], around: _Around) -> _Days | None:
    """“Q3 2020”, “the first quarter of 2022/23”, “the first half of 2023”, “first six months of”."""
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


def _near_year(found: re.Match[str], around: _Around) -> _Days | None:
    """“last year”, “this year”, “the previous year”."""
    words, before = found[0].lower(), around.before
    said = f"“{found[0]}” is counted from {_words(around.written_on)}."
    if "financial" in words:
        began = around.written_on.year - (around.written_on.month < 4) - ("this" not in words)
        return _Days("financial_year", date(began, 4, 1), date(began + 1, 3, 31), said)
    if ("previous" in words or "before" in words) and before and before.first and before.last:
        return _shifted(before, 12, found[0])
    year = around.written_on.year - ("this" not in words)
    return _range(date(year, 1, 1), date(year, 12, 31), said)


def _so_far(found: re.Match[str], around: _Around) -> _Days:
    first = date(around.written_on.year, 1, 1)
    said = f"“{found[0]}” is counted from {_words(around.written_on)}."
    return _Days("running_total", first, None, said)


def _shifted(before: Stretch, months: int, words: str) -> _Days | None:
    if before.first is None or before.last is None:
        return None
    first = _same_day(before.first, -months)
    last = _same_day(before.last + ONE_DAY, -months) - ONE_DAY
    said = f"“{words}” is counted back from {_words(before.first)}."
    return _range(first, last, said)


def _near_week(found: re.Match[str], around: _Around) -> _Days | None:
    """“the previous week”: as long as the one just named; else counted from the day of writing."""
    words, before, unit = found[0].lower(), around.before, found["unit"].lower()
    written = around.written_on
    said = f"“{found[0]}” is counted back from "
    leans = "previous" in words or "before" in words or "preceding" in words
    if leans and before and before.first and before.last and before.kind != "day":
        length = (before.last - before.first).days + 1
        if unit == "week" and length <= 10:
            first = before.first - length * ONE_DAY
            return _Days(
                before.kind, first, before.first - ONE_DAY, said + f"{_words(before.first)}."
            )
    if unit == "month":
        first = _same_day(written.replace(day=1), 0 if words.startswith("this") else -1)
        return _range(first, _last_of(first.year, first.month), said + f"{_words(written)}.")
    monday = written - written.weekday() * ONE_DAY
    if not words.startswith("this"):
        monday -= 7 * ONE_DAY
    return _Days("week", monday, monday + 6 * ONE_DAY, said + f"{_words(written)}.")


def _same_again(found: re.Match[str], around: _Around) -> _Days | None:
    """“the same period last year”, “the same week in 2022”: the one just named, moved."""
    before = around.before
    if before is None or before.first is None or before.last is None:
        return None
    year = _year_group(found, "y2")
    months = 12 if year is None else (before.last.year - year) * 12
    return _shifted(before, months, found[0]) if months > 0 else None


def _named_before(found: re.Match[str], around: _Around) -> _Days | None:
    """“the same reporting period”, “during that week”: the one just named."""
    before = around.before
    if before is None:
        return None
    said = f"“{found[0]}” is the stretch that the text names before."
    return _Days(before.kind, before.first, before.last, before.inferred or said)


def _past_length(found: re.Match[str], around: _Around) -> _Days | None:
    """“in the past year”, “over the last three months”: no certain days."""
    number, unit = _count(found["n"] or "1"), found["unit"].lower()
    months = {"year": 12, "month": 1}.get(unit, 0) * number
    kind = "rolling_year" if months == 12 else "odd"
    said = f"“{found[0]}” names no certain days."
    return _Days(kind, None, None, said)


def _length(found: re.Match[str], around: _Around) -> _Days | None:
    """“over 12 months”, “in four days”, “the 12 month period”: only how long it was."""
    number, unit = _count(found["n"] or "1"), found["unit"].lower()
    return _Days(
        "odd", None, None, role=Role.LENGTH,
        months={"year": 12, "month": 1}.get(unit, 0) * number,
        days={"week": 7, "fortnight": 14, "day": 1}.get(unit, 0) * number,
    )  # fmt: skip


def _since(found: re.Match[str], around: _Around) -> _Days | None:
    inner = _inner(found["rest"], around)
    if inner is None or inner.first is None:
        return None
    return _Days("running_total", inner.first, None, inner.inferred)


def _by(found: re.Match[str], around: _Around) -> _Days | None:
    ahead = replace(around, words_before=around.words_before + " by")
    inner = _inner(found["rest"], ahead)
    if inner is None or inner.last is None or (inner.kind == "day" and inner.role is Role.LOOSE):
        return None
    return _Days("odd", None, inner.last, inner.inferred, Role.AHEAD)


def _from_then_on(found: re.Match[str], around: _Around) -> _Days | None:
    inner = _inner(found["rest"], around)
    if inner is None or inner.first is None:
        return None
    role = Role.AHEAD if inner.first > around.written_on or around.looks_ahead else Role.OWN
    return _Days("odd", inner.first, None, inner.inferred, role)


def _as_at(found: re.Match[str], around: _Around) -> _Days | None:
    inner = _inner(found["rest"], around)
    if inner is None or inner.last is None:
        return None
    return _Days("day", inner.last, inner.last, inner.inferred)


def _up_to(found: re.Match[str], around: _Around) -> _Days | None:
    inner = _inner(found["rest"], around)
    if inner is None or inner.last is None:
        return None
    return _Days("running_total", None, inner.last, inner.inferred)


def _inner(words: str, around: _Around) -> _Days | None:
    """The stretch in the words after “since”, “by” or “from”."""
    for pattern, rule in _POINTS:
        if found := pattern.match(words):
            return rule(found, around)
    return None


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)


_DATE_OR_NUMERIC = rf"(?:{_day_month(1)}|{_month_day(2)}|{_NUMERIC.format(3)})"
_MONTH_YEAR = rf"\b(?P<m2>{_MONTH})(?:(?:,| of)? (?P<y2>{_YEAR})| (?P<rel>(?i:last|this) (?i:year)|(?i:the previous year)))?"
_NAMED_MONTH = rf"\b(?P<m2>{_MONTH})(?: |, | of )(?P<y2>{_YEAR})"
_BARE_YEAR = rf"(?<![\d/.,£#-])(?P<y2>{_YEAR})(?![%\w])"
_NEAR_YEAR = (
    r"(?i:\b(?:(?:the )?(?:last|previous|this|current) (?:financial |calendar )?year"
    r"|(?:the )?(?:financial )?year before|the year prior))\b"
)

_POINTS: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (_pattern(_DATE_OR_NUMERIC), _day),
    (_pattern(_MONTH_YEAR), _months),
    (_pattern(rf"(?P<rel0>(?i:last|this)) (?P<m2>{_MONTH})"), _near_month),
    (_pattern(_FINANCIAL), _financial),
    (_pattern(_BARE_YEAR), _year),
    (_pattern(_NEAR_YEAR), _near_year),
    (_pattern(r"(?i:the (?:start|beginning) of (?:the|this) year)"), _so_far),
)
_POINT = (
    r"(?P<rest>(?:"
    + "|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern, _ in _POINTS)
    + "))"
)
_OF_END = (
    r"(?:(?i:the )?(?i:end|start|beginning|middle|close|summer|autumn|spring|winter) (?i:of) )?"
)

_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = (
    (_pattern(rf"(?:{_day_month(1)}|{_lone_day(3)}){_TO}{_day_month(2)}"), _days),
    (_pattern(rf"{_month_day(1)}{_TO}(?:{_month_day(2)}|{_lone_day(4)}(?! ?{_MONTH})(?![\d.,:%]))"), _days),
    (_pattern(rf"{_NUMERIC.format(1)}{_TO}{_NUMERIC.format(2)}"), _days),
    (_pattern(rf"\b(?P<m1>{_MONTH})(?:,? (?P<y1>{_YEAR}))?{_TO}{_MONTH_YEAR}"), _months),
    (_pattern(rf"(?<![\d/.,£-])(?P<y1>{_YEAR}) ?(?:(?i:to|and|until|till)|-|\u2014) ?(?P<y2>{_YEAR})(?! (?i:financial))"), _years),
    (_pattern(rf"(?i:\bweek (?:of|from|commencing|beginning|starting|ending)|\bw/[ce]:?)(?: (?i:on))? {_THE}{_DATE_OR_NUMERIC}"), _week_of),
    (_pattern(rf"(?i:\b(?:the )?(?P<unit>year|quarter|(?:(?P<n>{_COUNT})[ -])months?)) {_ENDING} (?:{_DATE_OR_NUMERIC}|(?P<m5>{_MONTH})(?:,? (?P<y5>{_YEAR}))?)"), _months_to),
    (_pattern(rf"\b(?i:q(?:uarter )?)(?P<q>[1-4])(?: (?i:of)|,)? (?P<y6>{_YEAR}(?!/)|(?:20)\d\d(?=(?P<fy>[/-]\d\d\b)))"), _part_of_year),
    (_pattern(rf"(?i:\b(?P<q2>first|second|third|fourth|last|final)) (?:(?P<n>{_COUNT}) )?(?P<of>(?i:quarter|half|months)) (?i:of) (?P<y6>{_YEAR}(?!/)|(?:20)\d\d(?=(?P<fy>[/-]\d\d\b)))"), _part_of_year),
    (_pattern(_FINANCIAL), _financial),
    (_pattern(_DATE_OR_NUMERIC), _day),
    (_pattern(_NAMED_MONTH), _months),
    (_pattern(rf"(?i:\b(?:in|during|throughout|of|for|last month|month of|across)) (?:(?i:early|late|mid)[ -])?(?P<core>{_MONTH_YEAR})"), _months),
    (_pattern(rf"\b(?i:last|this) (?P<m2>{_MONTH})"), _near_month),
    (_pattern(rf"(?i:\bsince) (?:(?i:the (?:start|beginning) of|(?:its|the|their|being|it|they) (?:[a-z-]+ ){{1,6}}?(?:in|on)) )?(?:(?i:early|late|mid)[ -])?{_POINT}"), _since),
    (_pattern(rf"(?i:\b(?:by|before|towards)) {_OF_END}{_POINT}"), _by),
    (_pattern(rf"(?i:\bfrom) {_POINT}(?!,? ?\d)(?! ?(?:-|(?i:to|until|and)\b))"), _from_then_on),
    (_pattern(rf"(?i:\bas (?:of|at)(?: the end of)?) {_POINT}"), _as_at),
    (_pattern(rf"(?i:\bup to(?: and including)?) {_POINT}"), _up_to),
    (_pattern(rf"(?i:\b(?:in|during|throughout|for|year|over|than|with|on|of|summer|autumn|spring|winter)) (?P<core>{_BARE_YEAR})(?! [a-z]{{3,12}}s\b(?<!was)(?<!has))"), _year),
    (_pattern(rf"\({_BARE_YEAR}\)"), _year),
    (_pattern(r"(?i:\b(?:so far this year|this year so far|this year to date|year to date|since the (?:start|beginning) of (?:the|this) year))\b"), _so_far),
    (_pattern(rf"(?i:\bthe )?(?i:\bsame (?:period|week|month|time|quarter|day|days|weekend)) (?:(?i:(?:of |in )?(?:the )?(?:last|previous) year|a year (?:ago|earlier|before)|the year before)|(?i:in|of) (?P<y2>{_YEAR}))"), _same_again),
    (_pattern(_NEAR_YEAR), _near_year),
    (_pattern(r"(?i:\b(?:(?:the )?(?:last|previous|preceding|this|past) (?P<unit>week|month)|(?:the )(?:week|month) before))\b(?! of)"), _near_week),
    (_pattern(rf"(?i:\b(?:the |this )?{_LAST}) (?:(?P<n>{_COUNT})[ -])?(?P<unit>(?i:year|month|week|day|hour|decade))(?i:s)?\b"), _past_length),
    (_pattern(r"(?i:\b(?:the|this|that|these|those) (?:above |same |whole |entire |latest )?(?:reporting |recording |recorded |monitoring )?(?:periods?|week|weekend|month|year|quarter))\b(?! ?\d| (?i:of|to|ending|ended|before))"), _named_before),
    (_pattern(rf"(?i:\b(?:in|over|during|throughout|within|across) (?:just |only |the |a |an |this |that |its |their |under ){{0,3}})(?P<n>{_COUNT})[ -](?P<unit>(?i:year|month|week|fortnight|day))(?i:s)?\b"), _length),
    (_pattern(r"(?i:\b(?:yesterday|last night|overnight|today|(?:over|at|during) the (?:past |last )?weekend|(?:last|this|past) weekend))\b"), _near_day),
    (_pattern(rf"(?i:\b(?:on|last|this)) (?P<w1>{_WEEKDAY})(?! ?\d)"), _weekday_alone),
)  # fmt: skip


def stretches(one: OneLine, written_on: date, before: Stretch | None) -> list[Stretch]:
    """The stretches that one section names, in its order; ``before`` is the last named before."""
    read: list[Stretch] = []
    end = 0
    for start, minus_end, _, match, rule in sorted(_hits(one.plain), key=lambda hit: hit[:3]):
        if start < end:
            continue
        around = _Around(written_on, before, one.plain[max(0, start - _BEFORE) : start])
        days = _worked_out(rule, match, around)
        if days is None:
            continue
        end = -minus_end
        is_ground = bool(days.role is Role.OWN and days.first and days.last)
        stretch = Stretch(
            one.at(start), one.end_at(end), days.kind, days.first, days.last, days.inferred,
            days.role, days.months, days.days, is_ground and rule not in _LEANING,
        )  # fmt: skip
        read.append(stretch)
        before = stretch if stretch.is_ground else before
    return read


_BEFORE = 80


def _hits(plain: str) -> Iterator[tuple[int, int, int, re.Match[str], _Rule]]:
    """Start, end (as a negative number, so that the longest comes first), rank, match and rule."""
    for number, (pattern, rule) in enumerate(_RULES):
        for match in pattern.finditer(plain):
            core = match.start("core") if "core" in pattern.groupindex else match.start()
            yield core, -match.end(), number, match, rule


def _worked_out(rule: _Rule, match: re.Match[str], around: _Around) -> _Days | None:
    """The days that a rule makes of its words; None where there are none such (year 9999 …)."""
    try:
        return rule(match, around)
    except (ValueError, OverflowError):
        return None


_LEANING: tuple[_Rule, ...] = (
    _same_again, _near_week, _near_year, _named_before, _near_day, _weekday_alone,
)  # fmt: skip


def dates_of(plain: str) -> Iterator[_Date]:
    """Every date of a line of text, as it is worded."""
    for found in _DATES.finditer(plain):
        yield _date_of(found, 1, 2, 3)


_DATES = _pattern(_DATE_OR_NUMERIC)
