"""The phases of an operation on a true time axis, each as long as it is."""

from datetime import date
from typing import NamedTuple

from operations.periods import day_words, span_words
from operations.renderers import annotating, marks
from operations.renderers.calendar_axis import draw_calendar
from operations.renderers.drawing import (
    LINE_HEIGHT,
    SMALL,
    TEXT_SIZE,
    Box,
    Drawn,
    Scale,
    label,
    number,
    tag,
    text_width,
    words,
    wrapped,
)
from operations.renderers.palette import colour
from operations.series import ChartData, Stretch

HIGH = 16.0
ROW = 30.0
NARROWEST = 3.0
DIAMOND = 8.0
ONE_DAY = "Diamond: a single day"
NO_END = "Diamond with an arrow: its last day is not recorded"


class Placed(NamedTuple):
    """A phase with its pixels, its row, and where its name is written."""

    place: int
    start: float
    end: float
    row: float
    name: Box
    lines: list[str]


def draw_timeline(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw the phases below `top` in as few rows as their names allow."""
    days = _days(chart, 0.0, width)
    strip = annotating.strip_for(chart, days, (0.0, width), top)
    placed = _arranged(chart, days, strip.bottom + 6, width)
    foot = max(max(one.row + HIGH, one.name.bottom) for one in placed) + 10
    drawn = strip.behind(foot) + strip.words
    path = f"M0 {number(foot)}H{number(width)}"
    drawn += tag("path", d=path, stroke="currentColor", stroke_opacity=0.7)
    drawn += draw_calendar(days, foot)
    drawn += "".join(_phase(chart, one) for one in placed)
    return Drawn(drawn, foot + 24, (*strip.notes, *_said(chart)))


def dates_of(stretch: Stretch) -> str:
    """Say when a phase was: "13–19 November 2023", "from 3 May 2024, last day not recorded"."""
    if stretch.end is None:
        return f"from {day_words(stretch.start)}, last day not recorded"
    return span_words(stretch.start, stretch.end)


def _said(chart: ChartData) -> list[str]:
    kinds = [
        (ONE_DAY, any(one.end == one.start for one in chart.stretches)),
        (NO_END, any(one.end is None for one in chart.stretches)),
    ]
    return [f"{text}." for text, is_needed in kinds if is_needed]


def _days(chart: ChartData, left: float, right: float) -> Scale:
    """Return the scale from the month in which the first begins to that in which the last ends."""
    first = min(one.start for one in chart.stretches)
    last = max(one.end or one.start for one in chart.stretches)
    low, high = first.toordinal(), last.toordinal() + 1
    margin = max((high - low) * 0.03, 3.0)
    return Scale(low - margin, high + margin, left, right)


def _ends(stretch: Stretch, days: Scale) -> tuple[float, float]:
    start = days(stretch.start.toordinal())
    end = days((stretch.end or stretch.start).toordinal() + 1)
    if is_diamond(stretch):
        middle = (start + end) / 2
        return middle - DIAMOND, middle + DIAMOND + (marks.ARROW if stretch.end is None else 0)
    missing = max(NARROWEST - (end - start), 0.0)
    return start - missing / 2, end + missing / 2


def is_diamond(stretch: Stretch) -> bool:
    return stretch.end is None or stretch.end == stretch.start


def _arranged(chart: ChartData, days: Scale, top: float, width: float) -> list[Placed]:
    """Give each phase the first row in which neither it nor its name touches another."""
    placed: list[Placed] = []
    taken: list[Box] = []
    in_time = sorted(range(len(chart.stretches)), key=lambda n: _in_order(chart.stretches[n]))
    for place in in_time:
        stretch = chart.stretches[place]
        start, end = _ends(stretch, days)
        row = top
        while True:
            one = _in_row(place, stretch.label, (start, end), row, width)
            boxes = [Box(start, one.row - 3, end, one.row + HIGH + 3), one.name]
            if not any(box.hits(other, 8) for box in boxes for other in taken):
                break
            row += ROW / 2
        taken += boxes
        placed.append(one)
    return placed


def _in_order(stretch: Stretch) -> tuple[date, date]:
    return stretch.start, stretch.end or stretch.start


def _in_row(place: int, text: str, ends: tuple[float, float], row: float, width: float) -> Placed:
    """Write a name behind its phase, before it, or above it where neither side has the room."""
    start, end = ends
    wide = text_width(text, TEXT_SIZE - 1)
    top, bottom = row - 3, row + HIGH + 3
    if end + 8 + wide <= width:
        return Placed(place, start, end, row, Box(end + 8, top, end + 8 + wide, bottom), [text])
    if start - 8 - wide >= 0:
        return Placed(place, start, end, row, Box(start - 8 - wide, top, start - 8, bottom), [text])
    lines = wrapped(text, width, TEXT_SIZE - 1)
    wide = max(text_width(line, TEXT_SIZE - 1) for line in lines)
    high = len(lines) * (TEXT_SIZE - 1) * LINE_HEIGHT + 2
    left = max(min(start, width - wide), 0.0)
    return Placed(place, start, end, row + high, Box(left, row, left + wide, row + high), lines)


def _phase(chart: ChartData, one: Placed) -> str:
    stretch = chart.stretches[one.place]
    shade, middle = colour(0), one.row + HIGH / 2
    if is_diamond(stretch):
        x = one.start + DIAMOND
        corners = ((x, middle - DIAMOND), (x + DIAMOND, middle), (x, middle + DIAMOND),
                   (x - DIAMOND, middle))  # fmt: skip
        points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
        open_ended = stretch.end is None
        mark = tag("polygon", points=points, fill="none" if open_ended else shade, stroke=shade,
                   stroke_width=2)  # fmt: skip
        if open_ended:
            mark += marks.arrow(x + DIAMOND, middle, marks.ARROW, 0.0, shade)
    else:
        mark = tag("rect", x=one.start, y=one.row, width=one.end - one.start, height=HIGH,
                   rx=1, fill=shade)  # fmt: skip
    base = one.row + HIGH / 2 + SMALL * 0.4
    if len(one.lines) > 1 or one.name.bottom <= one.row:
        base = one.name.top + TEXT_SIZE - 1
    text = label(one.lines, one.name.left, base, size=TEXT_SIZE - 1)
    beside = f"; {stretch.note}" if stretch.note else ""
    title = tag("title", words(f"{stretch.label}: {dates_of(stretch)}{beside}"))
    return tag("g", title + mark + text, data_stretch=str(one.place))
