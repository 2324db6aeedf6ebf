"""How doubt is drawn: hatching, outlines, whiskers, open ends; and the key that explains them."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from operations.renderers.drawing import (
    SMALL,
    label,
    number,
    tag,
    text_width,
    wrapped,
)
from operations.renderers.palette import colour, marker
from operations.series import ChartData, Point, Series
from releases.quantities import Qualifier, one_of

KEY_HEIGHT = 22.0
SAMPLE = 26.0
NAMED_AT_MOST = 3


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
    elif point.is_hollow:
        look |= {"fill_opacity": 0.0, "stroke_width": 2.5}
    return look


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


def break_sign(x: float, y: float) -> str:
    """Draw two slanted strokes: what lies to either side may not be joined."""
    path = _path("M", x - 5, y + 7, "L", x - 1, y - 7) + _path("M", x + 1, y + 7, "L", x + 5, y - 7)
    return tag("path", d=path, stroke="currentColor", stroke_width=1.5, fill="none")


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


@dataclass(frozen=True)
class KeyEntry:
    """A sample (drawn at its left middle) and the words beside it."""

    sample: str
    text: str


def key_of_marks(chart: ChartData) -> list[KeyEntry]:
    """Explain in words each way of drawing that this chart uses, and no other."""
    figures = chart.figures()
    first = chart.series[0].colour_index if chart.series else 0
    shade = colour(first)
    swatch = {"x": 1.0, "y": -6.0, "width": SAMPLE - 4, "height": 12.0, "stroke": shade}
    entries = []
    if text := _hollow_words(figures):
        hollow = tag("rect", fill="none", stroke_width=2.5, **swatch)
        entries.append(KeyEntry(hollow, f"Outline: {text}"))
    for kind, text in (
        (
            "partial",
            _named(
                "Hatched: incomplete", [p for p in figures if chart.is_short(p) and not p.is_below]
            ),
        ),
        ("below", _below_words(figures)),
    ):
        index = _index_with(chart, kind)
        if text and index is not None:
            look = swatch | {
                "stroke": colour(index),
                "fill": f"url(#{ident(chart.slug, kind, index)})",
            }
            entries.append(KeyEntry(tag("rect", stroke_width=1.5, **look), text))
    if any(point.is_above for point in figures):
        text = "Arrow: more than shown; how much more is not stated"
        entries.append(KeyEntry(arrow(1, 0, SAMPLE - 5, 0, shade), text))
    if any(point.qualifier in (Qualifier.ABOUT, Qualifier.ALMOST) for point in figures):
        text = "Thin bar: where an “about” or “almost” may lie (5%)"
        entries.append(KeyEntry(whisker(2, 0, SAMPLE - 5, 0), text))
    if chart.effective_kind == "line" and any(point.break_before for point in figures):
        entries.append(KeyEntry(break_sign(SAMPLE / 2, 0), "Not joined: cannot be compared"))
    return entries


def _hollow_words(figures: list[Point]) -> str:
    found = []
    for words, chosen in (
        ("second-hand report", [p for p in figures if p.second_hand]),
        ("estimated", [p for p in figures if p.status == "estimated"]),
        ("provisional", [p for p in figures if p.status == "provisional"]),
    ):
        if chosen:
            some = len(chosen) < len([p for p in figures if p.is_hollow])
            found.append(_named(words, chosen) if some else words)
    return "; ".join(found)


def _named(words: str, points: list[Point]) -> str:
    """Add to the words which points are meant, where few enough to name."""
    names = list(dict.fromkeys(point.label for point in points if point.label))
    if not points:
        return ""
    return f"{words} ({', '.join(names)})" if 0 < len(names) <= NAMED_AT_MOST else words


def _below_words(figures: list[Point]) -> str:
    return _named("Cross-hatched: less than shown", [point for point in figures if point.is_below])


def _index_with(chart: ChartData, kind: str) -> int | None:
    for series in chart.series:
        for point in series.figures():
            if point.is_below if kind == "below" else chart.is_short(point) and not point.is_below:
                return series.colour_index
    return None


def draw_key(entries: Iterable[KeyEntry], width: float, top: float) -> tuple[str, float]:
    """Lay entries out in rows, wrapped to the width; return the drawing and where it ends."""
    x, y, drawn = 0.0, top, []
    room = width - SAMPLE - 6
    for entry in entries:
        lines = wrapped(entry.text, room, SMALL, most=2)
        wide = SAMPLE + 6 + max(text_width(line, SMALL) for line in lines) + 16
        if x and x + wide - 16 > width:
            x, y = 0.0, y + KEY_HEIGHT
        middle = y + KEY_HEIGHT / 2
        drawn.append(tag("g", entry.sample, transform=f"translate({number(x)} {number(middle)})"))
        drawn.append(label(lines, x + SAMPLE + 6, middle + SMALL * 0.35, size=SMALL))
        x += wide
        if len(lines) > 1:
            x, y = width, y + SMALL * 1.25
    return "".join(drawn), (y + KEY_HEIGHT + 6 if drawn else top)


def draw_notes(notes: Iterable[str], width: float, top: float) -> tuple[str, float]:
    """Write notes under the picture, wrapped; return the drawing and where it ends."""
    y, drawn = top, []
    for note in notes:
        lines = wrapped(note, width, SMALL, most=4)
        drawn.append(label(lines, 0.0, y + SMALL, size=SMALL, fill_opacity=0.85))
        y += len(lines) * SMALL * 1.25 + 5
    return "".join(drawn), (y + 2 if drawn else top)


def notes_in_picture(chart: ChartData) -> list[str]:
    """Return what a reader of the picture alone must know: breaks, and who is left out."""
    reasons = list(dict.fromkeys(p.break_reason for p in chart.figures() if p.break_reason))
    told = " ".join(reasons)
    covered: dict[str, list[str]] = {}
    for point in chart.figures():
        if point.coverage:
            covered.setdefault(point.coverage, []).append(point.label)
    for coverage, labels in covered.items():
        names = [name for name in dict.fromkeys(labels) if name and name not in told]
        if len(labels) == len(chart.figures()):
            reasons.append(f"All figures: {coverage}.")
        elif names:
            reasons.append(f"{', '.join(names)}: {coverage}.")
    return [reason.replace("..", ".") for reason in reasons]


def _path(*steps: object) -> str:
    return " ".join(number(step) if isinstance(step, (int, float)) else str(step) for step in steps)
