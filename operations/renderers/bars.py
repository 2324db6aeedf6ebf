"""Evenly spaced bars of the SVG picture, lying or standing, alone or in groups."""

from operations.renderers import marks, rules
from operations.renderers.axes import TICK_SIZE, draw_levels, draw_uprights, scale_of, tick_room
from operations.renderers.drawing import (
    ELLIPSIS,
    LINE_HEIGHT,
    MUTED,
    SMALL,
    TEXT_SIZE,
    Drawn,
    Scale,
    label,
    shortened,
    tag,
    text_width,
    tick_text,
    words,
    wrapped,
)
from operations.renderers.marks import ARROW, NO_FIGURE
from operations.renderers.planes import Plane, beyond, draw_bar
from operations.series import ChartData, Point

LABEL_SHARE = 0.34
# Bars shorter than this share of their room say too little: names and values go above them.
SHORTEST = 0.4
STANDING_HEIGHT = 300.0


def draw_bars(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw the bars below `top`. Standing ones lie down where labels do not fit side by side."""
    scale = scale_of(chart)
    if not chart.horizontal and _fits_standing(chart, scale, width):
        return _standing(chart, scale, width, top)
    return _lying(chart, scale, width, top)


def breaks_at(chart: ChartData, place: int) -> bool:
    """Whether a figure under this label does not compare with those before it."""
    points = [series.points[place] for series in chart.series]
    return place > 0 and any(point is not None and point.break_before for point in points)


def name(text: str, drawn: str) -> str:
    """Give a label that may be cut its whole text to hover over."""
    return tag("g", tag("title", words(text)) + drawn)


def missing(x: float, y: float, anchor: str = "start") -> str:
    """Say that there is no figure."""
    return label(
        NO_FIGURE, x, y, size=SMALL, text_anchor=anchor, fill_opacity=MUTED, font_style="italic"
    )


def _bar_size(chart: ChartData) -> float:
    return {1: 28.0, 2: 22.0}.get(len(chart.series), 19.0)


def _lying(chart: ChartData, scale: Scale, width: float, top: float) -> Drawn:
    most = width * LABEL_SHARE
    names = [wrapped(text, most) for text in chart.x_labels]
    left = max(text_width(line) for lines in names for line in lines) + 10
    length = _length(chart, scale, width - left)
    cut = any(lines[-1].endswith(ELLIPSIS) for lines in names)
    if cut or length < (width - left) * SHORTEST:
        return _under_names(chart, scale, width, top)
    size = _bar_size(chart)
    plane = Plane(False, scale.between(left, left + length))
    inner = len(chart.series) * (size + 3) - 3
    drawn, y = [], top + 8
    for place, lines in enumerate(names):
        text_high = len(lines) * TEXT_SIZE * LINE_HEIGHT
        band = max(inner, text_high)
        base = y + (band - text_high) / 2 + TEXT_SIZE * 0.98
        text = label(lines, left - 10, base, text_anchor="end")
        drawn.append(name(chart.x_labels[place], text))
        near = y + (band - inner) / 2
        if breaks_at(chart, place):
            drawn.append(marks.zigzag(left, y - 6, left + length, y - 6))
        for series_place in range(len(chart.series)):
            drawn.append(_lying_bar(chart, series_place, place, plane, (near, near + size)))
            near += size + 3
        y += band + (14 if len(chart.series) > 1 else 12)
    axis = draw_uprights(chart.unit, plane.scale, top, y - 4)
    body = "".join(drawn)
    return Drawn(axis + levels_across(chart, plane, top, y - 4, body) + body, y + 24)


def _under_names(chart: ChartData, scale: Scale, width: float, top: float) -> Drawn:
    """Lay bars under their names and values, where these would not fit to either side."""
    margin = text_width(tick_text(scale.ticks[-1], chart.unit), TICK_SIZE) / 2 + ARROW
    first = text_width(tick_text(scale.ticks[0], chart.unit), TICK_SIZE) / 2
    plane = Plane(False, scale.between(first, width - margin))
    size, drawn, y = _bar_size(chart) - 4, [], top + 4
    for place, text in enumerate(chart.x_labels):
        if breaks_at(chart, place):
            drawn.append(marks.zigzag(first, y - 5, width - margin, y - 5))
        # Bold letters are wider than text_width reckons with.
        lines = wrapped(text, width * 0.88, TEXT_SIZE, most=2)
        drawn.append(name(text, label(lines, 0.0, y + TEXT_SIZE, font_weight="600")))
        y += len(lines) * TEXT_SIZE * LINE_HEIGHT
        for series_place, series in enumerate(chart.series):
            point, base = series.points[place], y + SMALL + 2
            y += SMALL * LINE_HEIGHT + 4
            if point is None or point.value is None:
                drawn.append(missing(0.0, base))
                continue
            value = shortened(marks.value_text(chart, point), width, SMALL)
            # Only beside the bars, since it would cross the names above them.
            drawn.append(levels_across(chart, plane, y - 2, y + size + 2))
            mark = draw_bar(chart, series, point, plane, (y, y + size))
            mark += label(value, 0.0, base, size=SMALL)
            drawn.append(marks.figure(chart, series_place, place, mark))
            y += size + 3
        y += 14
    axis = draw_uprights(chart.unit, plane.scale, y - 8, y - 2)
    return Drawn(axis + "".join(drawn), y + 24)


def _length(chart: ChartData, scale: Scale, room: float) -> float:
    """Return how long the axis may be so that each value still fits after its bar."""
    return fitting_length(chart, scale, room, chart.figures())


def fitting_length(
    chart: ChartData, scale: Scale, room: float, points: list[Point], spare: float = 8.0
) -> float:
    """Return how long an axis may be so that each of these values fits after its mark.

    `spare` is what lies between the end of a mark and its value, in pixels.
    """
    share_of = scale.between(0.0, 1.0)
    half_tick = text_width(tick_text(scale.ticks[-1], chart.unit), TICK_SIZE) / 2
    length = room - max(16.0, half_tick + 2)
    for point in points:
        share = share_of(max(scale.low, point.value or 0, point.high or 0))
        needed = beyond(point) + spare + text_width(marks.value_text(chart, point), SMALL + 1)
        if share > 0:
            length = min(length, (room - needed) / share)
    return length


def _lying_bar(
    chart: ChartData, series_place: int, place: int, plane: Plane, sides: tuple[float, float]
) -> str:
    series = chart.series[series_place]
    point = series.points[place]
    base = sum(sides) / 2 + SMALL * 0.37
    if point is None or point.value is None:
        return missing(plane.scale(0.0) + 6, base)
    value = marks.value_text(chart, point)
    text = label(value, plane.furthest(point) + 6, base, size=SMALL + 1)
    mark = draw_bar(chart, series, point, plane, sides)
    return marks.figure(chart, series_place, place, mark + text)


def fits_names(chart: ChartData, band: float) -> bool:
    """Whether every label fits under a band of this width in three lines, no word cut."""
    return all(
        max(text_width(word, SMALL) for word in text.split() or [""]) <= band - 8
        and len(wrapped(text, band - 8, SMALL, most=9)) <= 3
        for text in chart.x_labels
    )


def _fits_standing(chart: ChartData, scale: Scale, width: float) -> bool:
    band = (width - tick_room(chart.unit, scale)) / max(len(chart.x_labels), 1)
    slot = band * 0.86 / len(chart.series)
    texts = [marks.value_text(chart, point) for point in chart.figures()]
    if any(None in series.points for series in chart.series):
        texts.append(NO_FIGURE)
    fits = all(text_width(text, SMALL) <= slot - 4 for text in texts)
    return fits and fits_names(chart, band)


def _standing(chart: ChartData, scale: Scale, width: float, top: float) -> Drawn:
    left = tick_room(chart.unit, scale)
    foot = top + STANDING_HEIGHT
    plane = Plane(True, scale.between(foot, top + head_room(chart)))
    band = (width - left) / len(chart.x_labels)
    pitch = min(band * 0.86 / len(chart.series), 110.0)
    drawn = []
    for place in range(len(chart.x_labels)):
        if breaks_at(chart, place):
            x = left + band * place
            drawn.append(marks.zigzag(x, top + head_room(chart), x, foot))
        near = left + band * (place + 0.5) - pitch * len(chart.series) / 2
        for series_place in range(len(chart.series)):
            sides = (near + 2, near + pitch - 2)
            drawn.append(_standing_bar(chart, series_place, place, plane, sides))
            near += pitch
    names, bottom = names_under(chart, left, band, foot)
    axis, body = draw_levels(chart.unit, plane.scale, left, width), "".join(drawn)
    return Drawn(axis + levels_across(chart, plane, left, width, body) + body + names, bottom)


def head_room(chart: ChartData) -> float:
    """Return what values, arrows and rings need above the highest bar."""
    return SMALL + 10 + max((beyond(point) for point in chart.figures()), default=0.0)


def names_under(chart: ChartData, left: float, band: float, foot: float) -> tuple[str, float]:
    """Write each label under its band of the axis; return the drawing and where it ends."""
    drawn, most = "", 1
    for place, text in enumerate(chart.x_labels):
        lines = wrapped(text, band - 8, SMALL)
        most = max(most, len(lines))
        middle = left + band * (place + 0.5)
        drawn += label(lines, middle, foot + 18, size=SMALL, text_anchor="middle")
    return drawn, foot + 18 + most * SMALL * LINE_HEIGHT


def levels_across(chart: ChartData, plane: Plane, start: float, end: float, body: str = "") -> str:
    """Draw the baselines that an editor wrote, none through words of `body`; the key names them."""
    drawn, words = "", rules.words_in(body) if chart.annotations else []
    for one in chart.annotations:
        if one.value is not None:
            drawn += marks.level(plane.standing, plane.scale(one.value), start, end, words)
    return drawn


def _standing_bar(
    chart: ChartData, series_place: int, place: int, plane: Plane, sides: tuple[float, float]
) -> str:
    series = chart.series[series_place]
    point, middle = series.points[place], sum(sides) / 2
    if point is None or point.value is None:
        return missing(middle, plane.scale(0.0) - 6, "middle")
    value, base = marks.value_text(chart, point), plane.furthest(point) - 6
    text = label(value, middle, base, size=SMALL, text_anchor="middle")
    mark = draw_bar(chart, series, point, plane, sides)
    return marks.figure(chart, series_place, place, mark + text)
