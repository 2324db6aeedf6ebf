"""Bars of the SVG picture, lying or standing, alone or in groups."""

from dataclasses import dataclass

from operations.renderers import marks
from operations.renderers.drawing import (
    ELLIPSIS,
    LINE_HEIGHT,
    MUTED,
    SMALL,
    TEXT_SIZE,
    Scale,
    label,
    number,
    scale_for,
    shortened,
    tag,
    text_width,
    tick_text,
    words,
    wrapped,
)
from operations.renderers.palette import colour
from operations.series import ChartData, Point, Series
from releases.quantities import Qualifier

ARROW = 16.0
NO_FIGURE = "no figure"
LABEL_SHARE = 0.34
# Bars shorter than this share of their room say too little: names and values go above them.
SHORTEST = 0.4
STANDING_HEIGHT = 300.0


@dataclass(frozen=True)
class Plane:
    """Where a value lies: along x for lying bars, along y for standing ones."""

    standing: bool
    scale: Scale

    def rect(self, near: float, far: float, low: float, high: float) -> dict[str, object]:
        start, end = sorted((self.scale(low), self.scale(high)))
        # A figure of zero is a finding, so it shows as a thin line and not as nothing.
        length = max(end - start, 1.5)
        if self.standing:
            return {"x": near, "y": end - length, "width": far - near, "height": length}
        return {"x": start, "y": near, "width": length, "height": far - near}

    def at(self, middle: float, value: float) -> tuple[float, float]:
        place = self.scale(value)
        return (middle, place) if self.standing else (place, middle)

    def furthest(self, point: Point) -> float:
        """Return where the mark ends on the side on which its value is written."""
        values = [0.0, float(point.value or 0)]
        if point.high is not None:
            values.append(float(point.high))
        end = self.scale(max(values))
        extra = ARROW + 2 if point.is_above else 0.0
        return end - extra if self.standing else end + extra


def draw_bars(chart: ChartData, width: float, top: float) -> tuple[str, float]:
    """Draw the bars below `top`; return the drawing and where it ends.

    Standing bars lie down where their labels would not fit side by side.
    """
    values = [
        bound
        for point in chart.figures()
        for bound in (point.value, point.low, point.high)
        if bound is not None
    ]
    scale = scale_for(values, chart.unit)
    if not chart.horizontal and _fits_standing(chart, scale, width):
        return _standing(chart, scale, width, top)
    return _lying(chart, scale, width, top)


def _bar_size(chart: ChartData) -> float:
    return {1: 28.0, 2: 22.0}.get(len(chart.series), 19.0)


def _lying(chart: ChartData, scale: Scale, width: float, top: float) -> tuple[str, float]:
    most = width * LABEL_SHARE
    names = [wrapped(name, most) for name in chart.x_labels]
    left = max(text_width(line) for lines in names for line in lines) + 10
    length = _length(chart, scale, width - left)
    cut = any(lines[-1].endswith(ELLIPSIS) for lines in names)
    if cut or length < (width - left) * SHORTEST:
        return _stacked(chart, scale, width, top)
    size = _bar_size(chart)
    plane = Plane(False, scale.between(left, left + length))
    inner = len(chart.series) * (size + 3) - 3
    drawn, y = [], top + 8
    for place, lines in enumerate(names):
        text_high = len(lines) * TEXT_SIZE * LINE_HEIGHT
        band = max(inner, text_high)
        base = y + (band - text_high) / 2 + TEXT_SIZE * 0.98
        drawn.append(_name(chart, place, label(lines, left - 10, base, text_anchor="end")))
        near = y + (band - inner) / 2
        for series in chart.series:
            drawn.append(_lying_bar(chart, series, place, plane, near, size))
            near += size + 3
        y += band + (14 if len(chart.series) > 1 else 10)
    return _lying_axis(chart, plane, top, y - 4) + "".join(drawn), y + 24


def _stacked(chart: ChartData, scale: Scale, width: float, top: float) -> tuple[str, float]:
    """Lay bars under their names and values, where these would not fit to either side."""
    margin = text_width(tick_text(scale.ticks[-1], chart.unit), SMALL - 1) / 2 + ARROW
    first = text_width(tick_text(scale.ticks[0], chart.unit), SMALL - 1) / 2
    plane = Plane(False, scale.between(first, width - margin))
    size, drawn, y = _bar_size(chart) - 4, [], top + 4
    for place, text in enumerate(chart.x_labels):
        # Bold letters are wider than text_width reckons with.
        lines = wrapped(text, width * 0.88, TEXT_SIZE, most=2)
        drawn.append(_name(chart, place, label(lines, 0.0, y + TEXT_SIZE, font_weight="600")))
        y += len(lines) * TEXT_SIZE * LINE_HEIGHT
        for series in chart.series:
            point = series.points[place]
            known = point is not None and point.value is not None
            value = (
                shortened(marks.value_text(chart, point), width, SMALL)
                if point and known
                else NO_FIGURE
            )
            written = label(value, 0.0, y + SMALL + 2, size=SMALL)
            y += SMALL * LINE_HEIGHT + 4
            if point is None or not known:
                drawn.append(written)
                continue
            title = tag("title", words(marks.spoken_for(chart, series, point)))
            mark = _mark(chart, series, point, plane, y, y + size)
            drawn.append(tag("g", title + mark + written))
            y += size + 3
        y += 12
    return _lying_axis(chart, plane, y - 8, y - 2) + "".join(drawn), y + 24


def _name(chart: ChartData, place: int, drawn: str) -> str:
    return tag("g", tag("title", words(chart.x_labels[place])) + drawn)


def _length(chart: ChartData, scale: Scale, room: float) -> float:
    """Return how long the axis may be so that each value still fits after its bar."""
    unit_plane = Plane(False, scale.between(0.0, 1.0))
    half_tick = text_width(tick_text(scale.ticks[-1], chart.unit), SMALL - 1) / 2
    length = room - max(16.0, half_tick + 2)
    for point in chart.figures():
        beyond = (ARROW + 2 if point.is_above else 0.0) + 8
        share = unit_plane.scale(max(0, point.value or 0, point.high or 0))
        needed = beyond + text_width(marks.value_text(chart, point), SMALL + 1)
        if share > 0:
            length = min(length, (room - needed) / share)
    return length


def _lying_bar(
    chart: ChartData, series: Series, place: int, plane: Plane, near: float, size: float
) -> str:
    point = series.points[place]
    baseline = near + size / 2 + SMALL * 0.37
    if point is None or point.value is None:
        x = plane.scale(0.0) + 6
        return label(NO_FIGURE, x, baseline, size=SMALL, fill_opacity=MUTED, font_style="italic")
    mark = _mark(chart, series, point, plane, near, near + size)
    text = label(
        marks.value_text(chart, point), plane.furthest(point) + 6, baseline, size=SMALL + 1
    )
    return tag("g", tag("title", words(marks.spoken_for(chart, series, point))) + mark + text)


def _mark(
    chart: ChartData, series: Series, point: Point, plane: Plane, near: float, far: float
) -> str:
    """Draw one figure: its bar, its interval, its open end."""
    value = float(point.value or 0)
    middle = (near + far) / 2
    drawn = tag("rect", **plane.rect(near, far, 0.0, value), **marks.fill(chart, series, point))
    if point.is_above:
        x, y = plane.at(middle, value)
        dx, dy = (0.0, -ARROW) if plane.standing else (ARROW, 0.0)
        drawn += marks.arrow(x, y, dx, dy, colour(series.colour_index))
    if point.qualifier in (Qualifier.ABOUT, Qualifier.ALMOST) and point.low is not None:
        ends = (*plane.at(middle, float(point.low)), *plane.at(middle, float(point.high or value)))
        drawn += marks.whisker(*ends)
    return drawn


def _lying_axis(chart: ChartData, plane: Plane, top: float, bottom: float) -> str:
    ticks = plane.scale.ticks
    named = _named_ticks(chart, plane.scale)
    drawn = ""
    for value in ticks:
        x = plane.scale(value)
        strength = "0.7" if value == 0 else "0.15"
        path = f"M{number(x)} {number(top)}V{number(bottom)}"
        drawn += tag("path", d=path, stroke="currentColor", stroke_opacity=strength)
        if value in named:
            text = tick_text(value, chart.unit)
            drawn += label(
                text, x, bottom + 16, size=SMALL - 1, text_anchor="middle", fill_opacity=MUTED
            )
    return drawn


def _named_ticks(chart: ChartData, scale: Scale) -> list[float]:
    """Return the ticks whose values fit side by side: every one, every second, and so on."""
    zero = scale.ticks.index(0.0)
    widest = max(text_width(tick_text(tick, chart.unit), SMALL - 1) for tick in scale.ticks)
    apart = (scale.end - scale.start) / max(len(scale.ticks) - 1, 1)
    step = 1
    while step < len(scale.ticks) and apart * step < widest + 8:
        step += 1
    return [tick for place, tick in enumerate(scale.ticks) if (place - zero) % step == 0]


def _fits_standing(chart: ChartData, scale: Scale, width: float) -> bool:
    left = _tick_room(chart, scale)
    band = (width - left) / max(len(chart.x_labels), 1)
    slot = band * 0.86 / len(chart.series)
    texts = [marks.value_text(chart, point) for point in chart.figures()]
    if any(None in series.points for series in chart.series):
        texts.append(NO_FIGURE)
    if any(text_width(text, SMALL) > slot - 4 for text in texts):
        return False
    return all(
        max(text_width(word, SMALL) for word in name.split() or [""]) <= band - 8
        and len(wrapped(name, band - 8, SMALL, most=9)) <= 3
        for name in chart.x_labels
    )


def _tick_room(chart: ChartData, scale: Scale) -> float:
    return max(text_width(tick_text(tick, chart.unit), SMALL - 1) for tick in scale.ticks) + 10


def _standing(chart: ChartData, scale: Scale, width: float, top: float) -> tuple[str, float]:
    left = _tick_room(chart, scale)
    foot = top + STANDING_HEIGHT
    head = SMALL + 10 + (ARROW if any(point.is_above for point in chart.figures()) else 0)
    plane = Plane(True, scale.between(foot, top + head))
    band = (width - left) / len(chart.x_labels)
    pitch = min(band * 0.86 / len(chart.series), 110.0)
    drawn = [draw_levels(chart, plane.scale, left, width)]
    lines_most = 1
    for place, name in enumerate(chart.x_labels):
        middle = left + band * (place + 0.5)
        lines = wrapped(name, band - 8, SMALL)
        lines_most = max(lines_most, len(lines))
        drawn.append(label(lines, middle, foot + 18, size=SMALL, text_anchor="middle"))
        near = middle - pitch * len(chart.series) / 2
        for series in chart.series:
            drawn.append(_standing_bar(chart, series, place, plane, near + 2, near + pitch - 2))
            near += pitch
    return "".join(drawn), foot + 18 + lines_most * SMALL * LINE_HEIGHT


def _standing_bar(
    chart: ChartData, series: Series, place: int, plane: Plane, near: float, far: float
) -> str:
    point, middle = series.points[place], (near + far) / 2
    if point is None or point.value is None:
        return label(
            NO_FIGURE, middle, plane.scale(0.0) - 6, size=SMALL, text_anchor="middle",
            fill_opacity=MUTED, font_style="italic",
        )  # fmt: skip
    text = label(
        marks.value_text(chart, point),
        middle,
        plane.furthest(point) - 6,
        size=SMALL,
        text_anchor="middle",
    )
    title = tag("title", words(marks.spoken_for(chart, series, point)))
    return tag("g", title + _mark(chart, series, point, plane, near, far) + text)


def draw_levels(chart: ChartData, scale: Scale, left: float, right: float) -> str:
    """Draw level lines with their values at the left; the one at zero is the firmest."""
    drawn = ""
    for value in scale.ticks:
        y = scale(value)
        strength = "0.7" if value == 0 else "0.15"
        path = f"M{number(left)} {number(y)}H{number(right)}"
        drawn += tag("path", d=path, stroke="currentColor", stroke_opacity=strength)
        drawn += label(
            tick_text(value, chart.unit), left - 8, y + 4, size=SMALL - 1, text_anchor="end",
            fill_opacity=MUTED,
        )  # fmt: skip
    return drawn
