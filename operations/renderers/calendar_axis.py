"""A time axis in the reader's calendar: days, months or years, as many as fit side by side."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from operations.renderers.drawing import MUTED, SMALL, Scale, label, number, tag, text_width

TICK_SIZE = SMALL - 1
APART = 12.0
MOST_DAYS = 60
# What one step may be, in days or in months, the finest first.
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)


class Tick(NamedTuple):
    """A first day of something, as `date.toordinal`, and its name."""

    day: int
    text: str


def calendar_ticks(days: Scale) -> list[Tick]:
    """Return the finest ticks of a scale from day numbers to pixels whose names do not touch."""
    first, last = int(-(-days.low // 1)), int(days.high)
    lone: list[Tick] = []
    for step in _DAYS:
        if (last - first) / step > MOST_DAYS:
            continue
        found = [_day(day) for day in range(first, last + 1, step)]
        if len(found) > 1 and _fit(found, days):
            return found
    for step in _MONTHS:
        found = [_month(start, step, days) for start in _starts(first, last, step)]
        if len(found) > 1 and _fit(found, days):
            return found
        lone = lone or (found if len(found) == 1 else [])
    return lone or [_day(first)]


def draw_calendar(days: Scale, foot: float) -> str:
    """Draw ticks below `foot` with their names under them, none beyond the scale's own ends."""
    drawn = ""
    for day, text in calendar_ticks(days):
        x = days(day)
        half = text_width(text, TICK_SIZE) / 2
        middle = min(max(x, days.start + half), days.end - half)
        drawn += tag(
            "path", d=f"M{number(x)} {number(foot)}V{number(foot + 6)}", stroke="currentColor",
            stroke_opacity=0.7,
        )  # fmt: skip
        drawn += label(
            text, middle, foot + 19, size=TICK_SIZE, text_anchor="middle", fill_opacity=MUTED
        )
    return drawn


def _fit(ticks: list[Tick], days: Scale) -> bool:
    """Whether neighbours stay apart, those at the ends being moved inwards."""
    end = float("-inf")
    for day, text in ticks:
        wide = text_width(text, TICK_SIZE)
        start = min(max(days(day) - wide / 2, days.start), days.end - wide)
        if start < end + APART:
            return False
        end = start + wide
    return True


def _starts(first: int, last: int, step: int) -> Iterator[date]:
    """The first days of months that lie within, at every multiple of `step` months."""
    begin = date.fromordinal(first)
    month = begin.year * 12 + begin.month - 1
    month += -month % step
    while True:
        day = date(month // 12, month % 12 + 1, 1)
        if day.toordinal() > last:
            return
        if day.toordinal() >= first:
            yield day
        month += step


def _day(ordinal: int) -> Tick:
    day = date.fromordinal(ordinal)
    return Tick(ordinal, f"{day.day} {day:%b %Y}")


def _month(day: date, step: int, days: Scale) -> Tick:
    if step >= 12:
        return Tick(day.toordinal(), f"{day.year}")
    is_first = (day - timedelta(days=step * 31)).toordinal() < days.low
    year = f" {day.year}" if day.month == 1 or is_first else ""
    return Tick(day.toordinal(), f"{day:%b}{year}")
