"""Stacked bars: parts laid end to end, the whole written at the end with its weakest qualifier.

Whether the parts may be added up is decided before a chart comes here; where a sum is refused all
the same, none is written. A part without a figure is said to have none, and then there is no sum.
"""

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


def _standing(
    chart: ChartData, wholes: list[Whole], scale: Scale, width: float, top: float
) -> Drawn | None:
    """Draw standing stacks, or return None where names or totals would not fit side by side."""
    left = tick_room(chart.unit, scale)
    band = (width - left) / len(wholes)
    found = on_time(chart, (left, width), 1)
    if found:
        spans, days = found
        rooms = [(days(span.start), days(span.end)) for span in spans]
        sides = [(start + 1, end - 1) for start, end in rooms]
    else:
        rooms = [(left + band * place, left + band * (place + 1)) for place in range(len(wholes))]
        half = min(band * 0.6, 110.0) / 2
        sides = [(sum(room) / 2 - half, sum(room) / 2 + half) for room in rooms]
    texts = [wrapped(w.text, max(r[1] - r[0] - 6, 1), SMALL, most=3) for w, r in zip(
        wholes, rooms, strict=True)]  # fmt: skip
    if any(_is_cut(lines, whole.text, room) for lines, whole, room in zip(
        texts, wholes, rooms, strict=True)) or not (found or fits_names(chart, band)):  # fmt: skip
        return None
    strip = annotating.strip_for(chart, found[1] if found else None, (left, width), top)
    foot = strip.bottom + STANDING_HEIGHT
    most = max(len(lines) for lines in texts)
    head = most * SMALL * LINE_HEIGHT + 8 + max(w.beyond for w in wholes)
    plane = Plane(True, scale.between(foot, strip.bottom + head))
    drawn = []
    for place, whole in enumerate(wholes):
        if breaks_at(chart, place):
            x = (rooms[place - 1][1] + rooms[place][0]) / 2
            drawn.append(marks.zigzag(x, plane.scale.end, x, foot))
        drawn.append(draw_stack(chart, place, whole, plane, sides[place]))
        base = plane.scale(whole.reach) - 6
        base -= whole.beyond + (len(texts[place]) - 1) * SMALL * LINE_HEIGHT
        middle = sum(sides[place]) / 2
        drawn.append(_total(texts[place], middle, base, "middle"))
    names, bottom = (
        names_on_time(chart, *found, foot) if found else names_under(chart, left, band, foot)
    )
    body = "".join(drawn)
    axis = (
        strip.behind(foot, body) + strip.words + draw_levels(chart.unit, plane.scale, left, width)
    )
    axis += levels_across(chart, plane, left, width, body)
    notes = strip.notes if found else uneven_notes(chart)
    return Drawn(axis + body + names, bottom, notes)


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
            length = width - left - ARROW - 8
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
