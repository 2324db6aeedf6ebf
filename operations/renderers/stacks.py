"""Stacked bars: parts laid end to end, the whole written at the end with its weakest qualifier.

Whether the parts may be added up is decided before a chart comes here; where a sum is refused all
the same, none is written. A part without a figure is said to have none, and then there is no sum.
"""

from typing import NamedTuple

from operations.renderers import annotating, marks
from operations.renderers.axes import TICK_SIZE, draw_levels, draw_uprights, tick_room, values_of
from operations.renderers.bars import (
    LABEL_SHARE,
    SHORTEST,
    STANDING_HEIGHT,
    breaks_at,
    fits_names,
    levels_across,
    name,
    names_under,
)
from operations.renderers.drawing import (
    ELLIPSIS,
    LINE_HEIGHT,
    SMALL,
    TEXT_SIZE,
    Drawn,
    Scale,
    label,
    scale_for,
    text_width,
    tick_text,
    wrapped,
)
from operations.renderers.marks import ARROW, NO_FIGURE
from operations.renderers.planes import Plane
from operations.renderers.stack_parts import Whole, draw_stack, whole_of
from operations.renderers.time_bars import LYING, names_on_time, on_time, uneven_notes
from operations.renderers.timing import Span
from operations.series import ChartData

THICK = 30.0
NO_TOTAL = "No total is written where a part has no figure."


def draw_stacks(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw the stacks below `top`, standing where their names and totals fit side by side."""
    wholes = [whole_of(chart, place) for place in range(len(chart.x_labels))]
    scale = _scale(chart, wholes)
    drawn = None if chart.horizontal else _standing(chart, wholes, scale, width, top)
    if drawn is None:
        drawn = _lying(chart, wholes, scale, width, top)
    is_missing = any(whole.is_silent for whole in wholes)
    return drawn._replace(notes=(*drawn.notes, *((NO_TOTAL,) if is_missing else ())))


def _scale(chart: ChartData, wholes: list[Whole]) -> Scale:
    values = [value for whole in wholes for value in (whole.end, whole.high)]
    values += [point.value for point in chart.figures() if point.value and point.value < 0]
    baselines = [point for s in chart.series if s.role == "baseline" for point in s.figures()]
    values += [point.value for point in baselines if point.value is not None]
    values += [one.value for one in chart.annotations if one.value is not None]
    return scale_for(values or values_of(chart), chart.unit)


class Column(NamedTuple):
    """One standing stack: its share of the axis, its two sides, and the lines over it."""

    room: tuple[float, float]
    sides: tuple[float, float]
    lines: list[str]


def _columns(
    wholes: list[Whole], found: tuple[list[Span], Scale] | None, left: float, width: float
) -> list[Column] | None:
    """Return the columns, on time where that is `found`; None where a total does not fit."""
    band = (width - left) / len(wholes)
    columns = []
    for place, whole in enumerate(wholes):
        if found:
            spans, days = found
            room = (days(spans[place].start), days(spans[place].end))
            sides = (room[0] + 1, room[1] - 1)
        else:
            room = (left + band * place, left + band * (place + 1))
            middle, half = sum(room) / 2, min(band * 0.6, 110.0) / 2
            sides = (middle - half, middle + half)
        lines = wrapped(whole.text, max(room[1] - room[0] - 6, 1), SMALL)
        if _is_cut(lines, whole.text, room):
            return None
        columns.append(Column(room, sides, lines))
    return columns


def _standing(
    chart: ChartData, wholes: list[Whole], scale: Scale, width: float, top: float
) -> Drawn | None:
    """Draw standing stacks, or return None where names or totals would not fit side by side."""
    left = tick_room(chart.unit, scale)
    band = (width - left) / len(wholes)
    found = on_time(chart, (left, width), 1)
    columns = _columns(wholes, found, left, width)
    if columns is None or not (found or fits_names(chart, band)):
        return None
    strip = annotating.strip_for(chart, found[1] if found else None, (left, width), top)
    foot = strip.bottom + STANDING_HEIGHT
    most = max(len(column.lines) for column in columns)
    head = most * SMALL * LINE_HEIGHT + 8 + max(whole.beyond for whole in wholes)
    plane = Plane(True, scale.between(foot, strip.bottom + head))
    body = _standing_stacks(chart, wholes, columns, plane)
    axis = strip.behind(foot, body) + strip.words
    axis += draw_levels(chart.unit, plane.scale, left, width)
    axis += levels_across(chart, plane, left, width, body)
    if found:
        names, bottom = names_on_time(chart, *found, foot)
        return Drawn(axis + body + names, bottom, strip.notes)
    names, bottom = names_under(chart, left, band, foot)
    return Drawn(axis + body + names, bottom, uneven_notes(chart))


def _standing_stacks(
    chart: ChartData, wholes: list[Whole], columns: list[Column], plane: Plane
) -> str:
    drawn = ""
    for place, (whole, column) in enumerate(zip(wholes, columns, strict=True)):
        if breaks_at(chart, place):
            x = (columns[place - 1].room[1] + column.room[0]) / 2
            drawn += marks.zigzag(x, plane.scale.end, x, plane.scale.start)
        drawn += draw_stack(chart, place, whole, plane, column.sides)
        base = plane.scale(whole.reach) - 6 - whole.beyond
        base -= (len(column.lines) - 1) * SMALL * LINE_HEIGHT
        drawn += _total(column.lines, sum(column.sides) / 2, base, "middle")
    return drawn


def _is_cut(lines: list[str], text: str, room: tuple[float, float]) -> bool:
    wide = max((text_width(word, SMALL) for word in text.split()), default=0.0)
    return wide > room[1] - room[0] - 4 or lines[-1].endswith(ELLIPSIS)


def _lying(chart: ChartData, wholes: list[Whole], scale: Scale, width: float, top: float) -> Drawn:
    """Draw lying stacks, each beside its name, or under it where names are long."""
    names = [wrapped(text, width * LABEL_SHARE) for text in chart.x_labels]
    left = max(text_width(line) for lines in names for line in lines) + 10
    length = _length(chart, wholes, scale, width - left)
    is_under = any(lines[-1].endswith(ELLIPSIS) for lines in names)
    if is_under or length < (width - left) * SHORTEST:
        is_under = True
        names = [wrapped(text, width * 0.88, most=2) for text in chart.x_labels]
        left = text_width(tick_text(scale.ticks[0], chart.unit), TICK_SIZE) / 2
        length = _length(chart, wholes, scale, width - left)
        if length < (width - left) * SHORTEST:
            last = text_width(tick_text(scale.ticks[-1], chart.unit), TICK_SIZE) / 2
            length = width - left - max(ARROW + 8, last + 2)
    plane = Plane(False, scale.between(left, left + length))
    drawn, y = [], top + 8
    for place, (whole, lines) in enumerate(zip(wholes, names, strict=True)):
        if breaks_at(chart, place):
            drawn.append(marks.zigzag(left, y - 6, left + length, y - 6))
        high = len(lines) * TEXT_SIZE * LINE_HEIGHT
        band = THICK if is_under else max(THICK, high)
        if is_under:
            text = label(lines, 0.0, y + TEXT_SIZE, font_weight="600")
            y += high + 2
        else:
            base = y + (band - high) / 2 + TEXT_SIZE * 0.98
            text = label(lines, left - 10, base, text_anchor="end")
        drawn.append(name(chart.x_labels[place], text))
        near = y + (band - THICK) / 2
        if is_under:
            drawn.append(levels_across(chart, plane, near - 2, near + THICK + 2))
        drawn.append(draw_stack(chart, place, whole, plane, (near, near + THICK)))
        drawn.append(_after(whole, plane, near, width))
        y += band + 12 + (SMALL * LINE_HEIGHT if _is_below_bar(whole, plane, width) else 0)
    axis = draw_uprights(chart.unit, plane.scale, y - 8 if is_under else top, y - 4)
    if not is_under:
        axis += levels_across(chart, plane, top, y - 4, "".join(drawn))
    return Drawn(axis + "".join(drawn), y + 24, uneven_notes(chart, LYING))


def _end_of(whole: Whole, plane: Plane) -> float:
    end = plane.scale(whole.reach)
    return end + whole.beyond + 6


def _is_below_bar(whole: Whole, plane: Plane, width: float) -> bool:
    return _end_of(whole, plane) + text_width(whole.text, SMALL + 1) > width


def _after(whole: Whole, plane: Plane, near: float, width: float) -> str:
    """Write the total behind its stack, or under it where there is no room."""
    if _is_below_bar(whole, plane, width):
        base = near + THICK + SMALL + 3
        return _total(wrapped(whole.text, width, SMALL, most=1), 0.0, base, "start")
    base = near + THICK / 2 + SMALL * 0.4
    return _total([whole.text], _end_of(whole, plane), base, "start")


def _total(lines: list[str], x: float, y: float, anchor: str) -> str:
    if not any(lines):
        return ""
    is_silent = lines[0].startswith(NO_FIGURE)
    return label(
        lines, x, y, size=SMALL, text_anchor=anchor,
        font_style="italic" if is_silent else None, font_weight=None if is_silent else "600",
    )  # fmt: skip


def _length(chart: ChartData, wholes: list[Whole], scale: Scale, room: float) -> float:
    """Return how long the axis may be so that each total fits after its stack."""
    share_of = scale.between(0.0, 1.0)
    last = text_width(tick_text(scale.ticks[-1], chart.unit), TICK_SIZE) / 2
    length = room - max(16.0, last + 2)
    for whole in wholes:
        share = share_of(whole.reach)
        # Bold letters are wider than text_width reckons with.
        needed = text_width(whole.text, SMALL) * 1.08 + 8 + whole.beyond
        if share > 0:
            length = min(length, (room - needed) / share)
    return length
