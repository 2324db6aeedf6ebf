"""Bars on a true time axis: each stands from the start of its period to the end of it."""

from itertools import pairwise

from operations.renderers import annotating, marks
from operations.renderers.axes import draw_levels, scale_of, tick_room
from operations.renderers.bars import (
    STANDING_HEIGHT,
    breaks_at,
    head_room,
    levels_across,
    missing,
)
from operations.renderers.calendar_axis import draw_calendar
from operations.renderers.drawing import (
    LINE_HEIGHT,
    SMALL,
    Box,
    Drawn,
    Scale,
    label,
    text_width,
    wrapped,
)
from operations.renderers.lettering import Taken
from operations.renderers.marks import NO_FIGURE
from operations.renderers.planes import Plane, draw_bar
from operations.renderers.timing import Span, evenly_apart, spans_of
from operations.series import ChartData

NARROWEST = 5.0
SHORTEST_JAG = 40.0
TOO_FAR = "Bars are evenly spaced: the periods lie too far apart to draw to scale."
OVERLAP = "Bars are evenly spaced: some of the periods overlap."
LYING = "Bars are evenly spaced, though the periods are not."


# Under which label, what is written (None: that there is no figure), between which sides, how high.
Wanted = tuple[int, str | None, tuple[float, float], float]


def draw_time_bars(chart: ChartData, width: float, top: float) -> Drawn | None:
    """Draw bars as wide as their periods, or return None where they can't be at this width."""
    scale = scale_of(chart)
    left = tick_room(chart.unit, scale)
    found = on_time(chart, (left, width), len(chart.series))
    if found is None:
        return None
    spans, days = found
    strip = annotating.strip_for(chart, days, (left, width), top)
    foot = strip.bottom + STANDING_HEIGHT
    plane = Plane(True, scale.between(foot, strip.bottom + head_room(chart)))
    jags = _breaks(chart, spans, days, plane)
    bars, unsaid = _bars(chart, spans, days, plane, jags)
    drawn = strip.behind(foot, bars) + strip.words
    drawn += draw_levels(chart.unit, plane.scale, left, width)
    drawn += levels_across(chart, plane, left, width, bars) + bars
    drawn += "".join(marks.zigzag(box.left, box.top, box.left, box.bottom) for box in jags)
    names, bottom = names_on_time(chart, spans, days, foot)
    notes = (*strip.notes, *([f"No figure: {', '.join(unsaid)}."] if unsaid else []))
    return Drawn(drawn + names, bottom, notes)


def uneven_notes(chart: ChartData, reason: str = TOO_FAR) -> tuple[str, ...]:
    """Say why evenly spaced bars are not true to time, and what was written for a time axis."""
    spans = spans_of(chart)
    notes = annotating.strip_for(chart, None, (0.0, 0.0), 0.0).notes
    if spans is None or evenly_apart(spans):
        return notes
    if reason != TOO_FAR:
        return (reason, *notes)
    if _overlap(spans):
        return (OVERLAP, *notes)
    return (LYING if chart.horizontal else TOO_FAR, *notes)


def on_time(
    chart: ChartData, sides: tuple[float, float], abreast: int
) -> tuple[list[Span], Scale] | None:
    """Return the periods and the scale from day numbers to pixels, where bars can stand on it.

    None where there is no time axis, where periods overlap, or where the narrowest of so many bars
    `abreast` would be narrower than `NARROWEST`: all are evenly spaced then.
    """
    spans = spans_of(chart)
    if spans is None or chart.horizontal or _overlap(spans):
        return None
    days = Scale(float(spans[0].start), float(spans[-1].end), *sides)
    narrow = min(days(span.end) - days(span.start) for span in spans) / abreast
    return None if narrow < NARROWEST else (spans, days)


def _overlap(spans: list[Span]) -> bool:
    return any(later.start < earlier.end for earlier, later in pairwise(spans))


def _sides(chart: ChartData, span: Span, days: Scale, series_place: int) -> tuple[float, float]:
    """The two sides of one bar; series of one period share its width."""
    start, end = days(span.start), days(span.end)
    pitch = (end - start) / len(chart.series)
    gap = min(1.0, pitch * 0.1)
    near = start + pitch * series_place
    return near + gap, near + pitch - gap


def _breaks(chart: ChartData, spans: list[Span], days: Scale, plane: Plane) -> list[Box]:
    """Where jagged rules go: between bars, up to the higher of the two, and never quite short."""
    found, foot = [], plane.scale.start
    for place in range(len(spans)):
        if breaks_at(chart, place):
            x = (days(spans[place - 1].end) + days(spans[place].start)) / 2
            points = [one.points[at] for one in chart.series for at in (place - 1, place)]
            tops = [plane.scale(p.value) for p in points if p is not None and p.value is not None]
            found.append(Box(x, min(foot - SHORTEST_JAG, *tops), x, foot))
    return found


def _bars(
    chart: ChartData, spans: list[Span], days: Scale, plane: Plane, jags: list[Box]
) -> tuple[str, list[str]]:
    """Draw bars with the values that fit above them; return also where silence can't be said."""
    drawn, unsaid = "", []
    taken = Taken(Box(jag.left - 3, jag.top, jag.right + 3, jag.bottom) for jag in jags)
    wanted: list[Wanted] = []
    for series_place, series in enumerate(chart.series):
        for place, point in enumerate(series.points):
            sides = _sides(chart, spans[place], days, series_place)
            if point is None or point.value is None:
                wanted.append((place, None, sides, plane.scale(0) - 6))
                continue
            drawn += marks.figure(
                chart, series_place, place, draw_bar(chart, series, point, plane, sides)
            )
            top = plane.furthest(point)
            taken.take(Box(sides[0], min(top, plane.scale(0)), sides[1], plane.scale.start))
            wanted.append((place, marks.value_text(chart, point), sides, top - 6))
    for place, text, sides, base in _most_telling_first(chart, wanted):
        half = text_width(text or NO_FIGURE, SMALL) / 2
        middle = min(max(sum(sides) / 2, days.start + half), days.end - half)
        box = Box(middle - half, base - SMALL, middle + half, base + 3)
        if not taken.is_free(box):
            unsaid += [] if text else [chart.x_labels[place]]
            continue
        taken.take(box)
        drawn += (
            label(text, middle, base, size=SMALL, text_anchor="middle")
            if text
            else missing(middle, base, "middle")
        )
    return drawn, unsaid


def _most_telling_first(chart: ChartData, wanted: list[Wanted]) -> list[Wanted]:
    """Silence first, then the last bars, the first, the highest and lowest, and the others."""
    tops = [base for _, text, _, base in wanted if text]
    last = len(chart.x_labels) - 1

    def rank(one: Wanted) -> tuple[int, int]:
        place, text, _, base = one
        if text is None:
            return (0, place)
        if place in (last, 0):
            return (1 if place else 2, place)
        return (3 if base in (min(tops), max(tops)) else 4, place)

    return sorted(wanted, key=rank)


def names_on_time(
    chart: ChartData, spans: list[Span], days: Scale, foot: float
) -> tuple[str, float]:
    """Name every period under its bar where all names fit, or else write years or months."""
    rooms = [days(span.end) - days(span.start) - 8 for span in spans]
    lines = [
        wrapped(text, max(room, 1.0), SMALL, most=9)
        for text, room in zip(chart.x_labels, rooms, strict=True)
    ]
    fit = all(
        len(texts) <= 2 and max(text_width(word, SMALL) for word in name.split() or [""]) <= room
        for texts, name, room in zip(lines, chart.x_labels, rooms, strict=True)
    )
    if not fit:
        return draw_calendar(days, foot), foot + 19 + 4
    drawn = "".join(
        label(texts, (days(span.start) + days(span.end)) / 2, foot + 18, size=SMALL,
              text_anchor="middle")
        for texts, span in zip(lines, spans, strict=True)
    )  # fmt: skip
    most = max(len(texts) for texts in lines)
    return drawn, foot + 18 + most * SMALL * LINE_HEIGHT
