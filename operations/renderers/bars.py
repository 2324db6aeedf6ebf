"""Bars of the SVG picture, lying or standing, alone or in groups."""

from dataclasses import dataclass

from operations.quantities import Qualifier
from operations.renderers import marks
from operations.renderers.drawing import (
    LINE_HEIGHT,
    MUTED,
    SMALL,
    TEXT_SIZE,
    Scale,
    label,
    scale_for,
    tag,
    text_width,
    tick_text,
    words,
    wrapped,
)
from operations.renderers.palette import colour
from operations.series import ChartData, Point, Series

ARROW = 16.0
NO_FIGURE = "no figure"
LABEL_SHARE = 0.34
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
        number
        for point in chart.figures()
        for number in (point.value, point.low, point.high)
        if number is not None
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
    size = _bar_size(chart)
    plane = Plane(False, scale.between(left, left + _length(chart, scale, width - left)))
    inner = len(chart.series) * (size + 3) - 3
    drawn, y = [], top + 8
    for place, lines in enumerate(names):
        text_high = len(lines) * TEXT_SIZE * LINE_HEIGHT
        band = max(inner, text_high)
        name = label(
            lines,
            left - 10,
            y + (band - text_high) / 2 + TEXT_SIZE * 0.98,
            text_anchor="end",
        )
        title = tag("title", words(chart.x_labels[place]))
        drawn.append(tag("g", title + name))
        near = y + (band - inner) / 2
        for series in chart.series:
            drawn.append(_lying_bar(chart, series, place, plane, near, size))
            near += size + 3
        y += band + (14 if len(chart.series) > 1 else 10)
    return _lying_axis(chart, plane, top, y - 4) + "".join(drawn), y + 24


def _length(chart: ChartData, scale: Scale, room: float) -> float:
    """Return how long the axis may be so that each value still fits after its bar."""
    unit_plane = Plane(False, scale.between(0.0, 1.0))
    length = room - 16
    for point in chart.figures():
        beyond = (ARROW + 2 if point.is_above else 0.0) + 8
        share = unit_plane.scale(max(0, point.value or 0, point.high or 0))
        needed = beyond + text_width(point.shown, SMALL + 1)
        if share > 0:
            length = min(length, (room - needed) / share)
    return max(length, room * 0.3)


def _lying_bar(
    chart: ChartData, series: Series, place: int, plane: Plane, near: float, size: float
) -> str:
    point = series.points[place]
    baseline = near + size / 2 + SMALL * 0.37
    if point is None or point.value is None:
        x = plane.scale(0.0) + 6
        return label(NO_FIGURE, x, baseline, size=SMALL, fill_opacity=MUTED, font_style="italic")
    mark = _mark(chart, series, point, plane, near, near + size)
    text = label(point.shown, plane.furthest(point) + 6, baseline, size=SMALL + 1)
    return tag("g", tag("title", words(marks.spoken_for(chart, series, point))) + mark + text)


def _mark(
    chart: ChartData, series: Series, point: Point, plane: Plane, near: float, far: float
) -> str:
    """Draw one figure: its bar, its interval, its open end."""
    value = float(point.value or 0)
    middle = (near + far) / 2
    drawn = tag(
        "rect", **plane.rect(near, far, 0.0, value), **marks.fill(chart.slug, series, point)
    )
    if point.is_above:
        x, y = plane.at(middle, value)
        dx, dy = (0.0, -ARROW) if plane.standing else (ARROW, 0.0)
        drawn += marks.arrow(x, y, dx, dy, colour(series.colour_index))
    if point.qualifier in (Qualifier.ABOUT, Qualifier.ALMOST) and point.low is not None:
        ends = (*plane.at(middle, float(point.low)), *plane.at(middle, float(point.high or value)))
        drawn += marks.whisker(*ends)
    return drawn


def _lying_axis(chart: ChartData, plane: Plane, top: float, bottom: float) -> str:
    drawn, last = "", -1e9
    for value in plane.scale.ticks:
        x = plane.scale(value)
        strength = "0.7" if value == 0 else "0.15"
        drawn += tag(
            "path", d=f"M{x:.2f} {top:.2f}V{bottom:.2f}", stroke="currentColor",
            stroke_opacity=strength,
        )  # fmt: skip
        text = tick_text(value, chart.unit)
        half = text_width(text, SMALL - 1) / 2
        if x - half > last + 8:
            drawn += label(
                text, x, bottom + 16, size=SMALL - 1, text_anchor="middle", fill_opacity=MUTED
            )
            last = x + half
    return drawn


def _fits_standing(chart: ChartData, scale: Scale, width: float) -> bool:
    left = _tick_room(chart, scale)
    band = (width - left) / max(len(chart.x_labels), 1)
    slot = band * 0.86 / len(chart.series)
    texts = [point.shown for point in chart.figures()]
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
    text = label(point.shown, middle, plane.furthest(point) - 6, size=SMALL, text_anchor="middle")
    title = tag("title", words(marks.spoken_for(chart, series, point)))
    return tag("g", title + _mark(chart, series, point, plane, near, far) + text)


def draw_levels(chart: ChartData, scale: Scale, left: float, right: float) -> str:
    """Draw level lines with their values at the left; the one at zero is the firmest."""
    drawn = ""
    for value in scale.ticks:
        y = scale(value)
        strength = "0.7" if value == 0 else "0.15"
        drawn += tag(
            "path", d=f"M{left:.2f} {y:.2f}H{right:.2f}", stroke="currentColor",
            stroke_opacity=strength,
        )  # fmt: skip
        drawn += label(
            tick_text(value, chart.unit), left - 8, y + 4, size=SMALL - 1, text_anchor="end",
            fill_opacity=MUTED,
        )  # fmt: skip
    return drawn
