"""Lines of the SVG picture: over true time, broken where figures are missing or do not compare."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from operations.renderers import annotating, marks
from operations.renderers.axes import draw_levels, scale_of, tick_room
from operations.renderers.bars import levels_across
from operations.renderers.drawing import (
    SMALL,
    Box,
    Drawn,
    Scale,
    label,
    number,
    tag,
    text_width,
    wrapped,
)
from operations.renderers.lettering import Placed, Spot, break_places, joined, write_values
from operations.renderers.marks import ARROW
from operations.renderers.palette import colour
from operations.renderers.planes import Plane
from operations.renderers.timing import Span, lengths_differ, spans_of
from operations.series import ChartData, Point, Series

PLOT_HEIGHT = 290.0
MARK = 4.5
TICK_WIDTH = 96.0


@dataclass(frozen=True)
class Field:
    """Where points go: their labels' places along x, their values' levels, and the edges.

    `size` makes marks smaller, where there is a panel instead of a whole picture.
    """

    places: list[float]
    levels: Scale
    left: float
    right: float
    days: Scale | None = None
    spans: list[Span] | None = None
    size: float = 1.0


def draw_lines(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw the lines below `top`."""
    scale = scale_of(chart)
    left = tick_room(chart.unit, scale)
    days = day_scale(chart, left + 10, width - 10)
    strip = annotating.strip_for(chart, days, (left, width), top)
    foot = strip.bottom + PLOT_HEIGHT
    head = SMALL + 10 + (ARROW if any(point.is_above for point in chart.figures()) else 0)
    levels = scale.between(foot, strip.bottom + head)
    spans = spans_of(chart)
    field = Field(positions(chart, left + 10, width - 10), levels, left, width, days, spans)
    lines, paths = draw_series(chart, range(len(chart.series)), field)
    rules = [box for placed in paths for box in _rule_boxes(placed, field)]
    values = write_values(chart, paths, field.places, levels, (left, width), rules)
    ticks, bottom = names_along(chart.x_labels, field.places, foot + 18, (0.0, width))
    drawn = strip.behind(foot, values) + strip.words
    drawn += draw_levels(chart.unit, levels, left, width)
    drawn += levels_across(chart, Plane(True, levels), left, width, values)
    return Drawn(drawn + lines + values + ticks, bottom, strip.notes)


def day_scale(chart: ChartData, left: float, right: float) -> Scale | None:
    """Return the scale from day numbers to pixels, or None where there is no true time axis."""
    spans = spans_of(chart)
    if spans is None:
        return None
    low, high = min(span.start for span in spans), max(span.end for span in spans)
    return Scale(float(low), float(high), left, right)


def positions(chart: ChartData, left: float, right: float) -> list[float]:
    """Return where each label stands: in the middle of its period, or else evenly apart."""
    spans, days = spans_of(chart), day_scale(chart, left, right)
    if spans is None or days is None:
        count = len(chart.x_labels)
        return [left + (right - left) * (place + 0.5) / count for place in range(count)]
    return [days(span.middle) for span in spans]


def draw_series(chart: ChartData, members: Iterable[int], field: Field) -> tuple[str, list[Placed]]:
    """Draw the series of these places; return the drawing and where the points of each are.

    A baseline of one value is one level across the plot and has no points of its own.
    """
    drawn, paths = "", []
    for series_place in members:
        series = chart.series[series_place]
        if series.role == "baseline" and _is_level(series):
            drawn += _level(chart, series_place, field)
            continue
        placed = _placed(series, field)
        drawn += _series(chart, series_place, placed, field)
        paths.append(placed)
    return drawn, paths


def _placed(series: Series, field: Field) -> Placed:
    return [
        None if point is None or point.value is None else (x, field.levels(point.value), point)
        for x, point in zip(field.places, series.points, strict=True)
    ]


def _series(chart: ChartData, series_place: int, placed: Placed, field: Field) -> str:
    series = chart.series[series_place]
    shade = colour(series.colour_index)
    path = " ".join(
        f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
        for x1, y1, x2, y2 in (
            _between_marks(chart, one, other, field) for one, other in joined(placed)
        )
    )
    line = tag(
        "path",
        d=path,
        fill="none",
        stroke=shade,
        stroke_width=1.0 + 1.5 * field.size,
        stroke_dasharray="7 5" if series.role == "baseline" else None,
        stroke_linecap="round",
    )
    signs = "".join(marks.break_sign(x, y, field.size) for x, y in break_places(placed))
    dots = "".join(
        marks.figure(chart, series_place, place, _dot(chart, series, place, spot, field))
        for place, spot in enumerate(placed)
        if spot is not None
    )
    return (line if path else "") + signs + dots


def _between_marks(
    chart: ChartData, one: Spot, other: Spot, field: Field
) -> tuple[float, float, float, float]:
    """Return the stroke between two points, stopping short of marks that one can see through."""
    (x1, y1, start), (x2, y2, end) = one, other
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    cut_start, cut_end = (
        _size(chart, p, field) if marks.is_open(chart, p) else 0.0 for p in (start, end)
    )
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    return x1 + dx * cut_start, y1 + dy * cut_start, x2 - dx * cut_end, y2 - dy * cut_end


def _size(chart: ChartData, point: Point, field: Field) -> float:
    return (MARK + 2.5 if marks.is_open(chart, point) else MARK) * field.size


def _dot(chart: ChartData, series: Series, place: int, spot: Spot, field: Field) -> str:
    x, y, point = spot
    levels, look = field.levels, marks.fill(chart, series, point)
    drawn = _rule(series, place, spot, field)
    if point.is_below:
        zero = levels(0)
        column = {"x": x - 5, "y": min(y, zero), "width": 10.0, "height": abs(zero - y)}
        drawn += tag("rect", **column, **look)
    if point.is_above:
        drawn += marks.arrow(x, y, 0.0, -ARROW, colour(series.colour_index))
    if marks.has_whisker(point):
        low, high = (point.value if one is None else one for one in (point.low, point.high))
        drawn += marks.whisker(x, levels(low or 0), x, levels(high or 0))
    if not point.is_below:
        drawn += marks.marker_at(series.colour_index, x, y, _size(chart, point, field), **look)
    if point.changed:
        drawn += marks.ring(x, y, _size(chart, point, field) + 3.5 * field.size)
    return drawn


def _span_at(place: int, field: Field) -> tuple[float, float] | None:
    """From the start to the end of a period, where its length has to be shown."""
    if field.days is None or field.spans is None or not lengths_differ(field.spans):
        return None
    span = field.spans[place]
    return field.days(span.start), field.days(span.end)


def _rule(series: Series, place: int, spot: Spot, field: Field) -> str:
    """Draw a thin rule through a point, as long as its period is."""
    ends = _span_at(place, field)
    if ends is None or series.role == "baseline":
        return ""
    (start, end), y = ends, number(spot[1])
    caps = "".join(f"M{number(x)} {number(spot[1] - 3)}V{number(spot[1] + 3)}" for x in ends)
    return tag(
        "path", d=f"M{number(start)} {y}H{number(end)}{caps}", fill="none",
        stroke=colour(series.colour_index), stroke_width=1.2, stroke_opacity=0.8,
    )  # fmt: skip


def _rule_boxes(placed: Placed, field: Field) -> list[Box]:
    found = []
    for place, spot in enumerate(placed):
        ends = _span_at(place, field) if spot is not None else None
        if spot is not None and ends is not None:
            found.append(Box(ends[0], spot[1] - 3, ends[1], spot[1] + 3))
    return found


def _is_level(series: Series) -> bool:
    return len({point.value for point in series.figures()}) == 1


def _level(chart: ChartData, series_place: int, field: Field) -> str:
    """Draw a baseline of one value across the whole picture; the key says its value."""
    series = chart.series[series_place]
    place = next(place for place, p in enumerate(series.points) if p and p.value is not None)
    y = field.levels(series.figures()[0].value or 0)
    line = tag(
        "path", d=f"M{number(field.left)} {number(y)}H{number(field.right)}",
        stroke=colour(series.colour_index),
        stroke_width=2, stroke_dasharray="7 5", fill="none",
    )  # fmt: skip
    return marks.figure(chart, series_place, place, line)


def names_along(
    names: tuple[str, ...], places: list[float], base: float, sides: tuple[float, float]
) -> tuple[str, float]:
    """Write the labels under the axis that fit, chosen from the last one backwards."""
    left, right = sides
    lines = [wrapped(name, min(TICK_WIDTH, right - left), SMALL, most=2) for name in names]
    boxes = []
    for x, texts in zip(places, lines, strict=True):
        half = max(text_width(text, SMALL) for text in texts) / 2
        middle = min(max(x, left + half), right - half)
        boxes.append(Box(middle - half, 0, middle + half, 1))
    chosen: list[int] = []
    for place in reversed(range(len(boxes))):
        if not chosen or not boxes[place].hits(boxes[chosen[-1]], 8):
            chosen.append(place)
    drawn = "".join(
        label(
            lines[place],
            (boxes[place].left + boxes[place].right) / 2,
            base,
            size=SMALL,
            text_anchor="middle",
        )
        for place in chosen
    )
    return drawn, base + max((len(lines[place]) for place in chosen), default=1) * SMALL * 1.25
