"""Dots with their intervals, one row a label, on a value axis that may begin above zero.

Where it does, the axis says so: a dot's place, unlike a bar's length, is no untruth without zero.
"""

from decimal import Decimal

from operations.renderers import marks
from operations.renderers.axes import TICK_SIZE, draw_uprights, values_of
from operations.renderers.bars import (
    LABEL_SHARE,
    SHORTEST,
    breaks_at,
    fitting_length,
    levels_across,
    missing,
    name,
)
from operations.renderers.drawing import (
    ELLIPSIS,
    LINE_HEIGHT,
    SMALL,
    TEXT_SIZE,
    Drawn,
    Scale,
    label,
    number,
    scale_for,
    shortened,
    tag,
    text_width,
    tick_text,
    wrapped,
)
from operations.renderers.marks import ARROW
from operations.renderers.palette import colour
from operations.renderers.planes import Plane, beyond
from operations.renderers.time_bars import uneven_notes
from operations.series import ChartData, Point, Series

LANE = 24.0
MARK = 6.0
BESIDE = MARK + 5.0
ROWS = "Rows are evenly spaced, though the periods are not."
# The axis begins above zero only where all values lie within this share of the highest one.
CLOSE = Decimal("0.2")


def begins_at(chart: ChartData) -> Decimal | None:
    """Return where the value axis begins if that is not zero, so that readers are told.

    None where it begins at zero (or below): unless all that is drawn is positive and lies within a
    fifth of the highest, differences are seen well enough without cutting the axis.
    """
    if chart.effective_kind != "dots":
        return None
    values = values_of(chart)
    low, high = min(values), max(values)
    if low <= 0 or low == high or high - low > CLOSE * high:
        return None
    return Decimal(repr(_scale(chart).low))


def draw_dots(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw one row a label, one lane a series; names stand above their rows where they are long."""
    scale = _scale(chart)
    names = [wrapped(text, width * LABEL_SHARE) for text in chart.x_labels]
    left = max(text_width(line) for lines in names for line in lines) + 16
    length = fitting_length(chart, scale, width - left, chart.figures(), BESIDE + 2)
    is_cut = any(lines[-1].endswith(ELLIPSIS) for lines in names)
    if is_cut or length < (width - left) * SHORTEST:
        return _under_names(chart, scale, width, top)
    plane = Plane(False, scale.between(left, left + length))
    drawn, y = [], top + 8
    for place, lines in enumerate(names):
        high = len(lines) * TEXT_SIZE * LINE_HEIGHT
        lanes = len(chart.series) * LANE
        band = max(lanes, high)
        base = y + (band - high) / 2 + TEXT_SIZE * 0.98
        drawn.append(name(chart.x_labels[place], label(lines, left - 16, base, text_anchor="end")))
        if breaks_at(chart, place):
            drawn.append(marks.zigzag(left, y - 4, left + length, y - 4))
        drawn.append(_guide(left, left + length, y + band / 2))
        near = y + (band - lanes) / 2
        for series_place in range(len(chart.series)):
            drawn.append(_dot(chart, series_place, place, plane, near + LANE / 2))
            near += LANE
        y += band + 8
    axis = draw_uprights(chart.unit, plane.scale, top, y - 2)
    body = "".join(drawn)
    axis += levels_across(chart, plane, top, y - 2, body)
    return Drawn(axis + body, y + 26, uneven_notes(chart, ROWS))


def _scale(chart: ChartData) -> Scale:
    values = values_of(chart)
    low, high = min(values), max(values)
    if low > 0 and low != high and high - low <= CLOSE * high:
        return scale_for(values, chart.unit, from_zero=False)
    return scale_for(values, chart.unit)


def _under_names(chart: ChartData, scale: Scale, width: float, top: float) -> Drawn:
    margin = text_width(tick_text(scale.ticks[-1], chart.unit), TICK_SIZE) / 2 + ARROW
    first = max(text_width(tick_text(scale.ticks[0], chart.unit), TICK_SIZE) / 2, MARK + 4)
    plane = Plane(False, scale.between(first, width - margin))
    drawn, y = [], top + 4
    for place, text in enumerate(chart.x_labels):
        if breaks_at(chart, place):
            drawn.append(marks.zigzag(first, y - 4, width - margin, y - 4))
        lines = wrapped(text, width * 0.88, TEXT_SIZE, most=2)
        drawn.append(name(text, label(lines, 0.0, y + TEXT_SIZE, font_weight="600")))
        y += len(lines) * TEXT_SIZE * LINE_HEIGHT
        for series_place, series in enumerate(chart.series):
            point, base = series.points[place], y + SMALL + 2
            y += SMALL * LINE_HEIGHT + 4
            if point is None or point.value is None:
                drawn.append(missing(0.0, base))
                continue
            drawn.append(_guide(first, width - margin, y + LANE / 2))
            drawn.append(levels_across(chart, plane, y, y + LANE))
            value = label(shortened(marks.value_text(chart, point), width, SMALL), 0.0, base,
                          size=SMALL)  # fmt: skip
            mark = _mark(chart, series, point, plane, y + LANE / 2)
            drawn.append(marks.figure(chart, series_place, place, mark + value))
            y += LANE
        y += 8
    axis = draw_uprights(chart.unit, plane.scale, y - 8, y - 2)
    return Drawn(axis + "".join(drawn), y + 26, uneven_notes(chart, ROWS))


def _guide(left: float, right: float, y: float) -> str:
    path = f"M{number(left)} {number(y)}H{number(right)}"
    return tag("path", d=path, stroke="currentColor", stroke_opacity=0.15, stroke_dasharray="1 4")


def _dot(chart: ChartData, series_place: int, place: int, plane: Plane, y: float) -> str:
    series = chart.series[series_place]
    point = series.points[place]
    base = y + SMALL * 0.37
    if point is None or point.value is None:
        return missing(plane.scale.start + 4, base)
    end = plane.scale(max(point.value, point.high or point.value))
    x = end + beyond(point) + (6 if point.is_above or point.is_below else BESIDE)
    text = label(marks.value_text(chart, point), x, base, size=SMALL + 1)
    mark = _mark(chart, series, point, plane, y)
    return marks.figure(chart, series_place, place, mark + text)


def _mark(chart: ChartData, series: Series, point: Point, plane: Plane, y: float) -> str:
    """Draw the interval first, then the dot; of “less than” only the interval is known."""
    look, value, shade = marks.fill(chart, series, point), point.value, colour(series.colour_index)
    x = plane.scale(value or 0)
    if point.is_below:
        start = plane.scale.start if point.low is None else plane.scale(point.low)
        return tag("rect", x=start, y=y - 5, width=max(x - start, 1.5), height=10.0, **look) + (
            marks.ring(x, y) if point.changed else ""
        )
    size = MARK + 1.0 if marks.is_open(chart, point) else MARK
    drawn = ""
    if point.is_above:
        drawn += marks.arrow(x, y, ARROW, 0.0, shade)
    drawn += marks.marker_at(series.colour_index, x, y, size, **look)
    if not point.is_above and point.low is not None and point.low != point.high:
        # Over the dot, which would hide a short one.
        drawn += marks.whisker(plane.scale(point.low), y, plane.scale(point.high or 0), y)
    if point.changed:
        drawn += marks.ring(x, y, size + 3.5)
    return drawn
