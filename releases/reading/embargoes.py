"""An embargo as a release words it, held against the London time that a content file gives.

No Django. Authority: the words of the release. They name weekday, day, month and time, mostly no
year; the year is the one in which the weekday agrees.
"""

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_WEEKDAYS = {name[:3].lower(): number for number, name in enumerate(day_name)}
_MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
_WEEKDAY = "|".join([*day_name, "Tues", "Thurs", *day_abbr])
_MONTH = "|".join([*list(month_name)[1:], "Sept", *list(month_abbr)[1:]])

WEEKDAY = re.compile(rf"\b({_WEEKDAY})\b", re.IGNORECASE)
DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b", re.IGNORECASE)
MONTH_DAY = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)", re.IGNORECASE)
YEAR = re.compile(r"\b((?:19|20)\d\d)\b(?!\s*hours|\s*hrs)")
CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)\s*([ap]\.?m\b)?", re.IGNORECASE)
HOURS = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)\s*(?:hours|hrs)\b", re.IGNORECASE)
HOUR = re.compile(r"\b(\d{1,2})\s*([ap]\.?m)\b", re.IGNORECASE)
NAMED_HOURS = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}


def london_moment(naive: datetime) -> datetime:
    """The one moment at which London's clocks show this time.

    Raises ValueError where they show it twice or never, when the clocks change.
    """
    first, second = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    shown = f"{naive:%H:%M on} {naive.day} {naive:%B %Y}"
    there_and_back = first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
    if there_and_back != naive:
        raise ValueError(
            f"London has no {shown}: the clocks go forward over it. Ask what time is meant."
        )
    raise ValueError(f"London has {shown} twice: the clocks go back. Ask which of them is meant.")


def disagreements(as_stated: str, until: datetime) -> Iterator[str]:
    """Sentences that say where the words of an embargo and ``until`` (London) differ."""
    for named, given, what in _compared(as_stated, until):
        if named != given:
            yield (
                f"the words “{as_stated}” name {what} {named}, but until is {given} "
                f"({until:%A} {until.day} {until:%B %Y, %H:%M}). Mend the one that is wrong."
            )


def _compared(words: str, until: datetime) -> Iterator[tuple[str, str, str]]:
    """What the words name, what ``until`` says of the same, and what it is called."""
    if found := WEEKDAY.search(words):
        named = day_name[_WEEKDAYS[found[1][:3].lower()]]
        yield named, f"{until:%A}", "the weekday"
    if found := DAY_MONTH.search(words):
        yield from _day_and_month(int(found[1]), found[2], until)
    elif found := MONTH_DAY.search(words):
        yield from _day_and_month(int(found[2]), found[1], until)
    if found := YEAR.search(words):
        yield found[1], f"{until.year}", "the year"
    if (time := named_time(words)) is not None:
        yield f"{time[0]:02}:{time[1]:02}", f"{until:%H:%M}", "the time"


def _day_and_month(day: int, month: str, until: datetime) -> Iterator[tuple[str, str, str]]:
    yield f"{day}", f"{until.day}", "the day"
    yield month_name[_MONTHS[month[:3].lower()]], f"{until:%B}", "the month"


def named_time(words: str) -> tuple[int, int] | None:
    """Hour and minute that the words name ("00:01", "6.30pm", "0001hrs", "noon"), or None."""
    if found := HOURS.search(words):
        return int(found[1]), int(found[2])
    if found := CLOCK.search(words):
        return _on_24_hours(int(found[1]), found[3]), int(found[2])
    if found := HOUR.search(words):
        return _on_24_hours(int(found[1]), found[2]), 0
    for name, time in NAMED_HOURS.items():
        if re.search(rf"\b{name}\b", words, re.IGNORECASE):
            return time
    return None


def _on_24_hours(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half[0].lower() == "p" else 0)
