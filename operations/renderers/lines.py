"""Lines of the SVG picture: over true time, broken where figures are missing or do not compare."""

import math
from decimal import Decimal
from itertools import pairwise

from operations.renderers import marks
from operations.renderers.bars import ARROW, draw_levels
from operations.renderers.drawing import (
    SMALL,
    Box,
    Scale,
    label,
    number,
    scale_for,
    tag,
    text_width,
    tick_text,
    words,
    wrapped,
)
from operations.renderers.lettering import Placed, Spot, break_places, joined, write_values
from operations.renderers.palette import colour
from operations.series import ChartData, Point, Series
from releases.quantities import Qualifier

PLOT_HEIGHT = 290.0
MARK = 4.5
TICK_WIDTH = 96.0


def draw_lines(chart: ChartData, width: float, top: float) -> tuple[str, float]:
    """Draw the lines below `top`; return the drawing and where it ends."""
    values = [
        bound
        for point in chart.figures()
        for bound in (point.value, point.low, point.high)
        if bound is not None
    ]
    scale = scale_for(values, chart.unit)
    left = max(text_width(tick_text(tick, chart.unit), SMALL - 1) for tick in scale.ticks) + 10
    foot = top + PLOT_HEIGHT
    head = SMALL + 10 + (ARROW if any(point.is_above for point in chart.figures()) else 0)
    levels = scale.between(foot, top + head)
    places = positions(chart, left + 18, width - 24)
    drawn = [draw_levels(chart, levels, left, width)]
    paths: list[Placed] = []
    for series in chart.series:
        placed = _placed(series, places, levels)
        if series.role == "baseline" and _is_level(series):
            drawn.append(_level(chart, series, levels, left, width))
        else:
            drawn.append(_series(chart, series, placed, levels))
            paths.append(placed)
    drawn.append(write_values(chart, paths, places, levels, (left, width)))
    ticks, bottom = _names(chart, places, foot + 18, width)
    return "".join([*drawn, ticks]), bottom


def positions(chart: ChartData, left: float, right: float) -> list[float]:
    """Return where each label stands: by the middle of its period where all are dated.

    Labels without any figure stand between their neighbours; without dates all are evenly apart.
    """
    count = len(chart.x_labels)
    even = [left + (right - left) * (place + 0.5) / count for place in range(count)]
    middles: list[Decimal | None] = []
    for place in range(count):
        points = [series.points[place] for series in chart.series if series.role == "main"]
        found = [point for point in points if point is not None]
        dated = [point.period.middle() for point in found if point.period is not None]
        if found and (len(dated) < len(found) or None in dated):
            return even
        middles.append(dated[0] if dated else None)
    known = [(place, middle) for place, middle in enumerate(middles) if middle is not None]
    if len(known) < 2 or any(b[1] <= a[1] for a, b in pairwise(known)):
        return even
    days = _filled(middles, known)
    first, span = min(days), max(days) - min(days)
    return [left + (right - left) * (day - first) / span for day in days]


def _filled(middles: list[Decimal | None], known: list[tuple[int, Decimal]]) -> list[float]:
    """Give an undated label the place that its neighbours suggest, going on evenly at the ends."""
    (a, start), (b, end) = known[0], known[-1]
    pace = float(end - start) / (b - a)
    days = []
    for place, middle in enumerate(middles):
        if middle is not None:
            days.append(float(middle))
        elif place < a or place > b:
            days.append(float(start) + (place - a) * pace)
        else:
            before = max(item for item in known if item[0] < place)
            after = min(item for item in known if item[0] > place)
            share = (place - before[0]) / (after[0] - before[0])
            days.append(float(before[1]) + share * float(after[1] - before[1]))
    return days


def _placed(series: Series, places: list[float], levels: Scale) -> Placed:
    return [
        None if point is None or point.value is None else (x, levels(point.value), point)
        for x, point in zip(places, series.points, strict=True)
    ]


def _series(chart: ChartData, series: Series, placed: Placed, levels: Scale) -> str:
    shade = colour(series.colour_index)
    path = " ".join(
        f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
        for x1, y1, x2, y2 in (_between_marks(chart, one, other) for one, other in joined(placed))
    )
    line = tag(
        "path",
        d=path,
        fill="none",
        stroke=shade,
        stroke_width=2.5,
        stroke_dasharray="7 5" if series.role == "baseline" else None,
        stroke_linecap="round",
    )
    signs = "".join(marks.break_sign(x, y) for x, y in break_places(placed))
    dots = "".join(_dot(chart, series, spot, levels) for spot in placed if spot is not None)
    return (line if path else "") + signs + dots


def _between_marks(chart: ChartData, one: Spot, other: Spot) -> tuple[float, float, float, float]:
    """Return the stroke between two points, stopping short of marks that one can see through."""
    (x1, y1, start), (x2, y2, end) = one, other
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    cut_start, cut_end = (
        _size(chart, p) if p.is_hollow or chart.is_short(p) else 0.0 for p in (start, end)
    )
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    return x1 + dx * cut_start, y1 + dy * cut_start, x2 - dx * cut_end, y2 - dy * cut_end


def _size(chart: ChartData, point: Point) -> float:
    return MARK + 2.5 if point.is_hollow or chart.is_short(point) else MARK


def _dot(chart: ChartData, series: Series, spot: Spot, levels: Scale) -> str:
    x, y, point = spot
    look = marks.fill(chart, series, point)
    drawn = ""
    if point.is_below:
        zero = levels(0)
        column = {"x": x - 5, "y": min(y, zero), "width": 10.0, "height": abs(zero - y)}
        drawn += tag("rect", **column, **look)
    if point.is_above:
        drawn += marks.arrow(x, y, 0.0, -ARROW, colour(series.colour_index))
    if point.qualifier in (Qualifier.ABOUT, Qualifier.ALMOST) and point.low is not None:
        high = point.value if point.high is None else point.high
        drawn += marks.whisker(x, levels(point.low), x, levels(high or 0))
    if not point.is_below:
        drawn += marks.marker_at(series.colour_index, x, y, _size(chart, point), **look)
    return tag("g", tag("title", words(marks.spoken_for(chart, series, point))) + drawn)


def _is_level(series: Series) -> bool:
    return len({point.value for point in series.figures()}) == 1


def _level(chart: ChartData, series: Series, levels: Scale, left: float, right: float) -> str:
    """Draw a baseline of one value across the whole picture; the key says its value."""
    point = series.figures()[0]
    y = levels(point.value or 0)
    title = tag("title", words(marks.spoken_for(chart, series, point)))
    line = tag(
        "path", d=f"M{number(left)} {number(y)}H{number(right)}",
        stroke=colour(series.colour_index),
        stroke_width=2, stroke_dasharray="7 5", fill="none",
    )  # fmt: skip
    return tag("g", title + line)


def _names(chart: ChartData, places: list[float], base: float, width: float) -> tuple[str, float]:
    """Write the labels under the axis that fit, chosen from the last one backwards."""
    lines = [wrapped(name, TICK_WIDTH, SMALL, most=2) for name in chart.x_labels]
    boxes = []
    for x, texts in zip(places, lines, strict=True):
        half = max(text_width(text, SMALL) for text in texts) / 2
        middle = min(max(x, half), width - half)
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
