"""The days and times that a notice names, word by word. No Django.

Nothing is put together here: a notice that names two weekdays or none is for its reader to judge.
"""

import re
from dataclasses import dataclass, field

from releases.reading.days import month_number, short_year, weekday_number
from releases.reading.words import word_set


@dataclass(frozen=True)
class Clock:
    """A time of day. ``doubt`` says why the words leave it open; "" where they do not."""

    hour: int
    minute: int
    doubt: str = ""


NO_SUCH_TIME = "names a time that no clock shows"
HALF_OF_DAY = "does not say whether the morning or the evening is meant"
WHICH_MIDNIGHT = "says midnight, which may be the one that begins the day or the one that ends it"


@dataclass
class Named:
    """Everything that the words name, each kind in their order and once."""

    weekdays: list[int] = field(default_factory=list)
    dates: list[tuple[int, int]] = field(default_factory=list)  # day, month
    years: list[int] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    in_numbers: bool = False
    other: list[str] = field(default_factory=list)  # “tomorrow”, “17th” without its month

    def __bool__(self) -> bool:
        return bool(self.weekdays or self.dates or self.years or self.clocks or self.other)

    def add(self, more: "Named") -> None:
        for name in ("weekdays", "dates", "years", "clocks", "zones", "other"):
            mine: list[object] = getattr(self, name)
            mine += [one for one in getattr(more, name) if one not in mine]
        self.in_numbers = self.in_numbers or more.in_numbers


_HALF = r"(?P<half>[ap][. ]{0,2}m\b\.?)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_GAP = r"[\s.,-]{0,4}"
_HRS = r"(?:hours|hour|hrs|hr|h)\b"

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.]00)?(?!\d)\s?(?:{_HALF})?(?:\s?{_HRS})?",
    re.IGNORECASE,
)
_FOUR_HOURS = re.compile(rf"(\d\d)(\d\d)\s?(?:{_HALF}|{_HRS})", re.IGNORECASE)
_HOUR = re.compile(rf"(?P<hour>\d{{1,2}})\s?{_HALF}", re.IGNORECASE)
_MINUTE_PAST = re.compile(r"(?:one|1|a)\s(?:minute|min)\s(?:past|after)\smidnight\b", re.IGNORECASE)
_NAMED_HOUR = re.compile(r"(?:12\s?)?(noon|midday|midnight)\b", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}}){_ORDINAL}{_GAP}(?:day\s)?(?:of\s)?([a-z]{{3,10}})\b", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"([a-z]{{3,10}}){_GAP}(\d{{1,2}}){_ORDINAL}(?![\w/]|[:.]\d|\s?{_HALF})", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]{1,10}\b", re.IGNORECASE)
_FOUR = re.compile(r"\d{4}\b(?![:/.]\d)")
# “17 November 23” and “’23”; the “12” of “17 November: 12 arrests” is none.
_SHORT_YEAR = re.compile(r",?\s(?:'(\d\d)\b|(\d\d)(?=\s*(?:[\n,;()-]|at\b|$)))", re.IGNORECASE)
_LONE_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_ZONES = word_set("gmt bst utc cet cest est edt et pst pdt ist aest")
_RELATIVE = word_set("today tonight tomorrow")
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2099


def named_at(plain: str, at: int, before: Named) -> tuple[Named, int] | None:
    """What the folded text names exactly ``at`` this place, and where that ends; else None.

    ``before`` is what the same words named so far: four digits after a date are a year, and
    before one a time.
    """
    for read in (_date_in_numbers, _time, _date_in_words, _rest):
        if found := read(plain, at, before):
            return found
    return None


def named_in(plain: str) -> Named:
    """Everything that the words name, wherever in them it stands."""
    named, at = Named(), 0
    for token in re.finditer(r"['\w]+", plain):
        if token.start() >= at and (found := named_at(plain, token.start(), named)):
            named.add(found[0])
            at = found[1]
    return named


def _date_in_numbers(plain: str, at: int, before: Named) -> tuple[Named, int] | None:
    if found := _ISO.match(plain, at):
        year, month, day = (int(digits) for digits in found.groups())
    elif found := _NUMERIC.match(plain, at):
        day, month = int(found[1]), int(found[3])
        year = int(found[4]) if len(found[4]) == 4 else short_year(found[4], 2030)
    else:
        return None
    return Named(dates=[(day, month)], years=[year], in_numbers=True), found.end()


def _time(plain: str, at: int, before: Named) -> tuple[Named, int] | None:
    if found := _MINUTE_PAST.match(plain, at):
        clock = Clock(0, 1)
    elif found := _NAMED_HOUR.match(plain, at):
        midnight = found[1].lower() == "midnight"
        clock = Clock(0, 0, WHICH_MIDNIGHT) if midnight else Clock(12, 0)
    elif found := _CLOCK.match(plain, at):
        clock = _clock(found["hour"], found["minute"], found["half"])
    elif found := _FOUR_HOURS.match(plain, at):
        clock = _clock(found[1], found[2], found["half"])
    elif found := _HOUR.match(plain, at):
        clock = _clock(found["hour"], "00", found["half"])
    else:
        return None
    return Named(clocks=[clock]), found.end()


def _clock(hours: str, minutes: str, half: str | None) -> Clock:
    hour, minute = int(hours), int(minutes)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return Clock(0, 0, NO_SUCH_TIME)
    if hour == 24:
        return Clock(0, 0, WHICH_MIDNIGHT)
    if half is None:
        # “6.30” with one digit may be of either half; “06.30” is of the 24-hour clock.
        open_half = len(hours) == 1 and hour > 0
        return Clock(hour, minute, HALF_OF_DAY if open_half else "")
    evening = half[0].lower() == "p"
    if (hour > 12 and not evening) or (hour == 0 and evening):
        return Clock(hour, minute, NO_SUCH_TIME)
    if hour == 12 and minute == 0 and not evening:
        return Clock(0, 0, WHICH_MIDNIGHT)
    return Clock(hour if hour > 12 else hour % 12 + (12 if evening else 0), minute)


def _date_in_words(plain: str, at: int, before: Named) -> tuple[Named, int] | None:
    if (found := _DAY_MONTH.match(plain, at)) and (month := month_number(found[2])):
        day = int(found[1])
    elif (found := _MONTH_DAY.match(plain, at)) and (month := month_number(found[1])):
        day = int(found[2])
    else:
        return None
    if year := _SHORT_YEAR.match(plain, found.end()):
        years = [short_year(year[1] or year[2], 2030)]
        return Named(dates=[(day, month)], years=years), year.end()
    return Named(dates=[(day, month)]), found.end()


def _rest(plain: str, at: int, before: Named) -> tuple[Named, int] | None:
    if found := _WORD.match(plain, at):
        word = found[0].lower()
        if (weekday := weekday_number(word)) is not None:
            return Named(weekdays=[weekday]), found.end()
        if word in _ZONES:
            return Named(zones=[word.upper()]), found.end()
        return (Named(other=[word]), found.end()) if word in _RELATIVE else None
    if found := _FOUR.match(plain, at):
        return _four_digits(found[0], before), found.end()
    if found := _LONE_DAY.match(plain, at):
        return Named(other=[found[0]]), found.end()
    return None


def _four_digits(digits: str, before: Named) -> Named:
    is_year = _EARLIEST_YEAR <= int(digits) <= _LATEST_YEAR
    if is_year and (before.dates or before.clocks) and not before.years:
        return Named(years=[int(digits)])
    return Named(clocks=[_clock(digits[:2], digits[2:], None)])
