"""The key that explains each way of drawing that a picture uses, and the notes beneath it."""

from collections.abc import Iterable
from dataclasses import dataclass

from operations.renderers.drawing import SMALL, label, number, tag, text_width, wrapped
from operations.renderers.marks import (
    DOTS,
    LEVEL,
    arrow,
    break_sign,
    has_whisker,
    ident,
    marker_at,
    ring,
    whisker,
    zigzag,
)
from operations.renderers.palette import colour
from operations.renderers.timing import lengths_differ, spans_of
from operations.series import ChartData, Point, Series
from releases.units import written

KEY_HEIGHT = 22.0
SAMPLE = 26.0
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class KeyEntry:
    """A sample (drawn at its left middle) and the words beside it."""

    sample: str
    text: str


def key_of_series(chart: ChartData) -> list[KeyEntry]:
    """Name the series beside a sample of each; a lone one needs no name."""
    if len(chart.series) < 2 or chart.effective_kind in ("timeline", "tiles", "table"):
        return []
    if chart.effective_kind == "multiples":
        # Each panel bears the name of its series.
        return [_named_series(chart, one) for one in chart.series if one.role == "baseline"]
    return [_named_series(chart, series) for series in chart.series if series.label]


def _named_series(chart: ChartData, series: Series) -> KeyEntry:
    shade, middle = colour(series.colour_index), SAMPLE / 2 - 1
    if chart.effective_kind in ("bar", "stacked"):
        paler = 0.3 if series.role == "baseline" else None
        sample = tag(
            "rect", x=4, y=-7, width=14, height=14, fill=shade, fill_opacity=paler, stroke=shade,
            stroke_width=1.5,
        )  # fmt: skip
        return KeyEntry(sample, series.label)
    if chart.effective_kind == "dots":
        return KeyEntry(marker_at(series.colour_index, middle, 0.0, 6, fill=shade), series.label)
    dashes = "7 5" if series.role == "baseline" else None
    sample = tag(
        "path", d=f"M0 0H{SAMPLE - 2:.0f}", stroke=shade, stroke_width=2.5,
        stroke_dasharray=dashes,
    )  # fmt: skip
    figures = series.figures()
    if series.role == "main":
        sample += marker_at(series.colour_index, middle, 0.0, 4.5, fill=shade)
    elif len({point.value for point in figures}) == 1:
        return KeyEntry(sample, f"{series.label}: {figures[0].shown}")
    return KeyEntry(sample, series.label)


def key_of_marks(chart: ChartData) -> list[KeyEntry]:
    """Explain in words each way of drawing that this chart uses, and no other."""
    if chart.effective_kind in ("timeline", "table"):
        return []
    if chart.effective_kind == "tiles":
        # In a tile, a sign before the number says what arrows and whiskers say elsewhere.
        return [*_key_of_fills(chart), *_key_of_signs(chart)]
    return [*_key_of_fills(chart), *_key_of_ends(chart), *_key_of_signs(chart)]


def _key_of_fills(chart: ChartData) -> list[KeyEntry]:
    figures = chart.figures()
    shade = colour(chart.series[0].colour_index if chart.series else 0)
    swatch = {"x": 1.0, "y": -6.0, "width": SAMPLE - 4, "height": 12.0, "stroke": shade}
    entries = []
    if text := _hollow_words([point for point in figures if not point.is_derived]):
        hollow = tag("rect", fill="none", stroke_width=2.5, **swatch)
        entries.append(KeyEntry(hollow, f"Outline: {text}"))
    short = [point for point in figures if chart.is_short(point) and not point.is_below]
    for kind, text in (
        ("partial", _named("Hatched: incomplete", short)),
        ("below", _below_words(figures)),
    ):
        index = _index_with(chart, kind)
        if text and index is not None:
            look = swatch | {
                "stroke": colour(index),
                "fill": f"url(#{ident(chart.slug, kind, index)})",
            }
            entries.append(KeyEntry(tag("rect", stroke_width=1.5, **look), text))
    if any(point.is_derived for point in figures):
        look = swatch | {"stroke_width": 2.5, "stroke_dasharray": DOTS, "stroke_linecap": "round"}
        entries.append(KeyEntry(tag("rect", fill="none", **look), "Dotted: worked out by us"))
    return entries


def _key_of_ends(chart: ChartData) -> list[KeyEntry]:
    figures = chart.figures()
    shade = colour(chart.series[0].colour_index if chart.series else 0)
    entries = []
    if any(point.is_above for point in figures):
        text = "Arrow: more than shown; how much more is not stated"
        entries.append(KeyEntry(arrow(1, 0, SAMPLE - 5, 0, shade), text))
    if text := _whisker_words([point for point in figures if has_whisker(point)]):
        entries.append(KeyEntry(whisker(2, 0, SAMPLE - 5, 0), text))
    return entries


def _key_of_signs(chart: ChartData) -> list[KeyEntry]:
    figures = chart.figures()
    entries = []
    if any(point.break_before for point in figures):
        if joins(chart):
            entry = KeyEntry(break_sign(SAMPLE / 2, 0), "Not joined: cannot be compared")
        else:
            sign = zigzag(SAMPLE / 2, -8, SAMPLE / 2, 8)
            what = "rows" if chart.effective_kind == "dots" else "bars"
            words = f"Jagged rule: the {what} to either side cannot be compared"
            entry = KeyEntry(sign, words)
        entries.append(entry)
    if text := _changed_words(figures):
        entries.append(KeyEntry(ring(SAMPLE / 2, 0), text))
    if chart.effective_kind == "line" and _has_rules(chart):
        rule = tag("path", d=f"M1 -3V3M1 0H{SAMPLE - 5:.0f}M{SAMPLE - 5:.0f} -3V3",
                   stroke="currentColor", stroke_opacity=0.6, fill="none")  # fmt: skip
        entries.append(KeyEntry(rule, "Rule through a point: the days that it is for"))
    for one in chart.annotations:
        if one.value is not None:
            level = tag("path", d=f"M0 0H{SAMPLE - 2:.0f}", **LEVEL)
            entries.append(KeyEntry(level, f"{one.text}: {written(one.value, chart.unit)}"))
    return entries


def joins(chart: ChartData) -> bool:
    """Whether the figures of a series are joined by a line."""
    kind = chart.effective_kind
    return kind == "line" or (kind == "multiples" and chart.along_time)


def _has_rules(chart: ChartData) -> bool:
    spans = spans_of(chart)
    return spans is not None and lengths_differ(spans)


def _changed_words(figures: list[Point]) -> str:
    changed = [point for point in figures if point.changed]
    kinds = sorted({point.changed.split(" ")[0] for point in changed})
    return _named(f"Ring: {' or '.join(kinds)}", changed)


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


def _whisker_words(figures: list[Point]) -> str:
    """Say what a thin bar spans: our own margin of “about”, or a range that is known."""
    ranges = [point for point in figures if point.as_range]
    if len(ranges) < len(figures):
        text = "Thin bar: where an “about” or “almost” may lie (5%)"
        return f"{text}, or a range" if ranges else text
    return "Thin bar: the range in which it lies" if ranges else ""


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
    if chart.effective_kind in ("timeline", "table"):
        return []
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
