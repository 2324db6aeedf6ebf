"""How doubt is drawn: hatching, outlines, dots, whiskers, open ends, breaks and rings."""

import math
import re
from collections.abc import Iterable

from operations.renderers import rules
from operations.renderers.drawing import Box, number, tag, words
from operations.renderers.palette import colour, marker
from operations.series import ChartData, Point, Series
from releases.quantities import Qualifier, one_of

ARROW = 16.0
NO_FIGURE = "no figure"
DOTS = "1.5 3"
DATE_DASHES = "5 3"
RING = 4.5
LEVEL: dict[str, object] = {
    "stroke": "currentColor", "stroke_width": 1.5, "stroke_dasharray": "2 4",
    "stroke_opacity": 0.8, "fill": "none",
}  # fmt: skip


def ident(slug: str, *parts: object) -> str:
    """Return an id unique to this chart: several pictures share a page."""
    return "-".join([re.sub(r"[^A-Za-z0-9_-]", "-", slug), *map(str, parts)])


def patterns(chart: ChartData) -> str:
    """Return the hatchings that this chart's figures need, in a `defs`."""
    needed = sorted(
        {
            (series.colour_index, "below" if point.is_below else "partial")
            for series in chart.series
            for point in series.figures()
            if point.is_below or chart.is_short(point)
        }
    )
    return tag("defs", "".join(_pattern(chart.slug, *one) for one in needed)) if needed else ""


def _pattern(slug: str, index: int, kind: str) -> str:
    shade = colour(index)
    body = tag("rect", width=8, height=8, fill=shade, fill_opacity=0.15)
    body += tag("path", d="M0 0V8", stroke=shade, stroke_width=5)
    if kind == "below":
        body = tag("path", d="M0 0V8M0 0H8", stroke=shade, stroke_width=2.5)
    return tag(
        "pattern",
        body,
        id=ident(slug, kind, index),
        patternUnits="userSpaceOnUse",
        width=8,
        height=8,
        patternTransform="rotate(45)",
    )


def fill(chart: ChartData, series: Series, point: Point) -> dict[str, object]:
    """Return the attributes that say how sure and how whole a figure is."""
    shade = colour(series.colour_index)
    look: dict[str, object] = {"fill": shade, "stroke": shade, "stroke_width": 1.5}
    if series.role == "baseline":
        look["fill_opacity"] = 0.3
    if point.is_below or chart.is_short(point):
        kind = "below" if point.is_below else "partial"
        look["fill"] = f"url(#{ident(chart.slug, kind, series.colour_index)})"
        look["fill_opacity"] = None
        if point.is_hollow:
            look["stroke_dasharray"] = "4 3"
    elif point.is_derived:
        look |= {"fill": "none", "fill_opacity": None}
    elif point.is_hollow:
        look |= {"fill_opacity": 0.0, "stroke_width": 2.5}
    if point.is_derived:
        look |= {"stroke_dasharray": DOTS, "stroke_linecap": "round", "stroke_width": 2.5}
    return look


def is_open(chart: ChartData, point: Point) -> bool:
    """Whether one can see through its mark, so that nothing may be drawn behind it."""
    return point.is_hollow or point.is_derived or chart.is_short(point)


def has_whisker(point: Point) -> bool:
    """Whether it lies between two bounds, which are drawn: “about”, “almost”, a range."""
    is_hedged = point.qualifier in (Qualifier.ABOUT, Qualifier.ALMOST)
    return is_hedged and point.low is not None and point.low != point.high


def figure(chart: ChartData, series_place: int, place: int, drawn: str) -> str:
    """Group a figure's marks under its hover text; a script finds them by their two places."""
    series = chart.series[series_place]
    point = series.points[place]
    spoken = spoken_for(chart, series, point) if point is not None else ""
    title = tag("title", words(spoken))
    return tag("g", title + drawn, data_figure=f"{series_place}-{place}")


def spoken_for(chart: ChartData, series: Series, point: Point) -> str:
    """Return what hovering over a mark says: whose figure, what it is, what is to be known."""
    names = [series.label] if len(chart.series) > 1 and series.label else []
    if point.label and point.label not in names:
        names.append(point.label)
    caveats = f" ({'; '.join(point.caveats())})" if point.caveats() else ""
    return f"{', '.join(names)}: {point.shown}{caveats}"


def value_text(chart: ChartData, point: Point) -> str:
    """Return what is written beside a mark: without the counted noun, which the axis names."""
    counted = chart.caption.counted
    if not counted:
        return point.shown
    return point.shown.replace(f" {counted}", "", 1).replace(f" {one_of(counted)}", "", 1)


def whisker(x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw the interval that “about” or “almost” means, with a cap at either end."""
    cap_x, cap_y = (0.0, 4.0) if y1 == y2 else (4.0, 0.0)
    path = _path("M", x1, y1, "L", x2, y2)
    for x, y in ((x1, y1), (x2, y2)):
        path += _path("M", x - cap_x, y - cap_y, "L", x + cap_x, y + cap_y)
    return tag("path", d=path, stroke="currentColor", stroke_width=1.5, fill="none")


def arrow(x: float, y: float, dx: float, dy: float, shade: str) -> str:
    """Draw the open end of “more than”: a shaft of (dx, dy) and a head."""
    length = math.hypot(dx, dy)
    ux, uy = dx / length, dy / length
    tip_x, tip_y = x + dx, y + dy
    back_x, back_y = tip_x - 7 * ux, tip_y - 7 * uy
    path = _path("M", x, y, "L", tip_x, tip_y)
    path += _path("M", back_x - 5 * uy, back_y + 5 * ux, "L", tip_x, tip_y)
    path += _path("L", back_x + 5 * uy, back_y - 5 * ux)
    return tag("path", d=path, stroke=shade, stroke_width=2.5, fill="none")


def break_sign(x: float, y: float, size: float = 1.0) -> str:
    """Draw two slanted strokes: what lies to either side may not be joined."""
    far, near, high = 5 * size, 1 * size, 7 * size
    path = _path("M", x - far, y + high, "L", x - near, y - high)
    path += _path("M", x + near, y + high, "L", x + far, y - high)
    return tag("path", d=path, stroke="currentColor", stroke_width=1.5, fill="none")


def zigzag(x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw a jagged rule, upright or lying: the bars to either side of it do not compare."""
    upright = x1 == x2
    length = abs(y2 - y1) if upright else abs(x2 - x1)
    steps = max(int(length / 6), 2)
    path = ""
    for step in range(steps + 1):
        x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
        aside = 2.5 if step % 2 else -2.5
        x, y = (x + aside, y) if upright else (x, y + aside)
        path += _path("L" if step else "M", x, y)
    return tag("path", d=path, stroke="currentColor", stroke_width=1.2, fill="none")


def level(standing: bool, place: float, start: float, end: float, words: Iterable[Box] = ()) -> str:
    """Draw a written baseline across the plot, along x where values stand upright."""
    rule = rules.lying if standing else rules.upright
    return tag("path", d=rule(place, start, end, words), **LEVEL)


def ring(x: float, y: float, radius: float = RING) -> str:
    """Draw the sign of a figure that was corrected or revised."""
    return tag("circle", cx=x, cy=y, r=radius, fill="none", stroke="currentColor", stroke_width=1.4)


_SHAPES = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "cross": (
        (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
        (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
    ),
    "star": (
        (0, -1.35), (0.35, -0.4), (1.3, -0.4), (0.55, 0.2), (0.85, 1.1), (0, 0.55),
        (-0.85, 1.1), (-0.55, 0.2), (-1.3, -0.4), (-0.35, -0.4),
    ),
}  # fmt: skip


def marker_at(index: int, x: float, y: float, size: float, **look: object) -> str:
    """Draw a series' marker, centred."""
    shape = marker(index)
    if shape == "circle":
        return tag("circle", cx=x, cy=y, r=size, **look)
    corners = " ".join(f"{number(x + size * a)},{number(y + size * b)}" for a, b in _SHAPES[shape])
    return tag("polygon", points=corners, **look)


def _path(*steps: object) -> str:
    return " ".join(number(step) if isinstance(step, (int, float)) else str(step) for step in steps)
