"""The tile map of forces: a tile each, its figure written in it, shaded in at most five classes."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from operations.renderers import marks
from operations.renderers.drawing import (
    LINE_HEIGHT,
    MUTED,
    SMALL,
    TEXT_SIZE,
    Drawn,
    label,
    tag,
    text_width,
    words,
    wrapped,
)
from operations.renderers.key import KeyEntry, draw_key
from operations.renderers.palette import CLASSES, ink_on
from operations.renderers.tile_map import COLUMNS, ROWS, TILES, Tile
from operations.series import ChartData, Point
from releases.quantities import Qualifier
from releases.units import plain, written

WIDEST, HIGHEST = 84.0, 58.0
GAP = 2.0
SMALLEST, LARGEST = 8.0, 15.0
SIGNS = {
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_LEAST: "≥",
    Qualifier.LESS_THAN: "<",
    Qualifier.UP_TO: "≤",
    Qualifier.ABOUT: "≈",
    Qualifier.ALMOST: "≈",
}
SIGN_WORDS = {
    ">": "more than", "≥": "at least", "<": "less than", "≤": "up to", "≈": "about or almost",
}  # fmt: skip
ROUNDED = "k: thousands, m: millions, rounded; the table has each figure."


class Shades(NamedTuple):
    """The upper bounds of the classes, as values that occur, and the classes' colours."""

    tops: tuple[Decimal, ...]
    colours: tuple[str, ...]

    def of(self, value: Decimal) -> str:
        place = next(n for n, top in enumerate(self.tops) if value <= top)
        return self.colours[place]


def draw_tiles(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw one map a series, all in the same shades; list beneath whom no map can show."""
    shades = shades_for([p.value for p in chart.figures() if p.value is not None])
    key, y = draw_key(_key(chart, shades), width, top)
    pitch = min(width / COLUMNS, WIDEST + GAP)
    high = min(pitch * 0.95, HIGHEST + GAP)
    is_rounded, drawn = False, key + _patterns(chart, shades)
    for series_place, series in enumerate(chart.series):
        if len(chart.series) > 1:
            lines = wrapped(series.label, width * 0.9, most=2)
            drawn += label(lines, 0.0, y + TEXT_SIZE, font_weight="600")
            y += len(lines) * TEXT_SIZE * LINE_HEIGHT + 4
        places = _places(chart, series_place)
        for slug, tile in TILES.items():
            at = (tile.column * pitch, y + tile.row * high, pitch - GAP, high - GAP)
            if slug not in places:
                drawn += _empty(tile, at)
                continue
            one, shortened = _tile(chart, series_place, places[slug], tile, at, shades)
            drawn, is_rounded = drawn + one, is_rounded or shortened
        y += ROWS * high + 12
    return Drawn(drawn, y, tuple(_notes(chart, is_rounded=is_rounded)))


def shades_for(values: list[Decimal]) -> Shades:
    """Cut the values into at most five classes of about as many figures, equals never parted."""
    ordered = sorted(values)
    distinct = sorted(set(values))
    count = min(len(CLASSES), len(distinct))
    tops: list[Decimal] = []
    for place in range(1, count + 1):
        top = ordered[max(round(len(ordered) * place / count), 1) - 1]
        if not tops or top > tops[-1]:
            tops.append(top)
    last = len(CLASSES) - 1
    picked = [round(last * n / max(len(tops) - 1, 1)) for n in range(len(tops))]
    return Shades(tuple(tops), tuple(CLASSES[n] for n in picked))


def slug_at(chart: ChartData, place: int) -> str:
    """Return whose figures stand under a label, by the organisation's slug."""
    for series in chart.series:
        point = series.points[place]
        if point is not None and point.origin is not None and point.origin.organisation:
            return point.origin.organisation
    return ""


def _places(chart: ChartData, series_place: int) -> dict[str, int]:
    """Where in a series each force's figure is; the first of two that one force has."""
    found: dict[str, int] = {}
    for place, point in enumerate(chart.series[series_place].points):
        slug = slug_at(chart, place)
        if slug in TILES and point is not None and point.value is not None:
            found.setdefault(slug, place)
    return found


def _notes(chart: ChartData, *, is_rounded: bool) -> Iterator[str]:
    used = {SIGNS[p.qualifier] for p in chart.figures() if p.qualifier in SIGNS}
    if used:
        told = [f"{sign} {text}" for sign, text in SIGN_WORDS.items() if sign in used]
        yield f"{'; '.join(told)}."
    if is_rounded:
        yield ROUNDED
    for series_place, series in enumerate(chart.series):
        on_map = set(_places(chart, series_place).values())
        for place, point in enumerate(series.points):
            if point is not None and point.value is not None and place not in on_map:
                yield f"Not on the map: {marks.spoken_for(chart, series, point)}."


def _key(chart: ChartData, shades: Shades) -> list[KeyEntry]:
    unit, figures = chart.unit, [p.value for p in chart.figures() if p.value is not None]
    entries, low = [], None
    for top, shade in zip(shades.tops, shades.colours, strict=True):
        within = [value for value in figures if value <= top and (low is None or value > low)]
        first, last = written(min(within), unit), written(max(within), unit)
        swatch = tag("rect", x=1, y=-7, width=20, height=14, fill=shade, **_edge())
        entries.append(KeyEntry(swatch, first if first == last else f"{first} to {last}"))
        low = top
    slugs = {slug for n in range(len(chart.series)) for slug in _places(chart, n)}
    if slugs < set(TILES):
        empty = tag("rect", x=1, y=-7, width=20, height=14, **_nothing())
        entries.append(KeyEntry(empty, marks.NO_FIGURE.capitalize()))
    return entries


def _edge() -> dict[str, object]:
    return {"stroke": "currentColor", "stroke_opacity": 0.35, "stroke_width": 1}


def _nothing() -> dict[str, object]:
    return {"fill": "none", "stroke": "currentColor", "stroke_opacity": 0.45,
            "stroke_dasharray": "2 3"}  # fmt: skip


def _patterns(chart: ChartData, shades: Shades) -> str:
    """Return the hatchings of the classes in which a figure is incomplete or an upper bound."""
    needed = sorted(
        {
            (shades.colours.index(shades.of(point.value)), point.is_below)
            for point in chart.figures()
            if point.value is not None and (point.is_below or chart.is_short(point))
        }
    )
    drawn = ""
    for place, is_below in needed:
        shade = shades.colours[place]
        body = tag("rect", width=7, height=7, fill=shade)
        path = "M0 0V7M0 0H7" if is_below else "M0 0V7"
        body += tag("path", d=path, stroke=ink_on(shade), stroke_opacity=0.55, stroke_width=2)
        drawn += tag(
            "pattern", body, id=_pattern_id(chart, place, is_below=is_below),
            patternUnits="userSpaceOnUse", width=7, height=7, patternTransform="rotate(45)",
        )  # fmt: skip
    return tag("defs", drawn) if drawn else ""


def _pattern_id(chart: ChartData, place: int, *, is_below: bool) -> str:
    return marks.ident(chart.slug, "tile", "below" if is_below else "partial", place)


Place = tuple[float, float, float, float]


def _empty(tile: Tile, at: Place) -> str:
    x, y, wide, high = at
    title = tag("title", words(f"{tile.name}: {marks.NO_FIGURE}"))
    rect = tag("rect", x=x, y=y, width=wide, height=high, **_nothing())
    size = min(SMALL - 1, wide * 0.3)
    name = label(_name(tile, wide, size), x + wide / 2, y + high / 2 + size * 0.35, size=size,
                 text_anchor="middle", fill_opacity=MUTED)  # fmt: skip
    return tag("g", title + rect + name)


def _name(tile: Tile, wide: float, size: float) -> str:
    return tile.name if text_width(tile.name, size) <= wide - 4 else tile.code


def _tile(
    chart: ChartData, series_place: int, place: int, tile: Tile, at: Place, shades: Shades
) -> tuple[str, bool]:
    """Draw a force's tile; return also whether its figure had to be rounded to fit."""
    x, y, wide, high = at
    point = chart.series[series_place].points[place]
    if point is None or point.value is None:
        return "", False
    text, size, is_rounded = _value(point, wide - 4)
    size = min(size, high * 0.4)
    shade = shades.of(point.value)
    small = min(SMALL - 1, wide * 0.3)
    name, middle = _name(tile, wide, small), x + wide / 2
    drawn, ink = _ground(chart, point, at, shade, shades)
    if ink and (point.is_below or chart.is_short(point)):
        across = min(max(text_width(name, small), text_width(text, size)) + 4, wide - 2)
        tall = min(small + size + 9, high - 2)
        drawn += tag("rect", x=middle - across / 2, y=y + (high - tall) / 2, width=across,
                     height=tall, rx=2, fill=shade)  # fmt: skip
    base = y + (high - small - size - 2) / 2 + small * 0.85
    drawn += label(name, middle, base, size=small, text_anchor="middle", ink=ink or "currentColor")
    drawn += label(
        text, middle, base + size + 2, size=size, text_anchor="middle", font_weight="600",
        ink=ink or "currentColor",
    )  # fmt: skip
    if point.changed:
        radius = 3.0 if wide > 50 else 2.0
        drawn += tag("circle", cx=x + wide - 2 * radius, cy=y + 2 * radius, r=radius, fill="none",
                     stroke=ink or "currentColor", stroke_width=1.4)  # fmt: skip
    return marks.figure(chart, series_place, place, drawn), is_rounded


def _ground(
    chart: ChartData, point: Point, at: Place, shade: str, shades: Shades
) -> tuple[str, str]:
    """Draw what lies under a tile's words; return it with the words' ink, if it covers the page."""
    x, y, wide, high = at
    if point.is_below or chart.is_short(point):
        place = shades.colours.index(shade)
        fill = f"url(#{_pattern_id(chart, place, is_below=point.is_below)})"
        return tag("rect", x=x, y=y, width=wide, height=high, fill=fill, **_edge()), ink_on(shade)
    if point.is_hollow or point.is_derived:
        dots = {"stroke_dasharray": marks.DOTS, "stroke_linecap": "round"}
        look = dots if point.is_derived else {}
        inner = tag("rect", x=x + 2, y=y + 2, width=wide - 4, height=high - 4, fill="none",
                    stroke=shade, stroke_width=3, **look)  # fmt: skip
        edge = tag("rect", x=x, y=y, width=wide, height=high, fill="none", **_edge())
        return inner + edge, ""
    return tag("rect", x=x, y=y, width=wide, height=high, fill=shade, **_edge()), ink_on(shade)


def _value(point: Point, room: float) -> tuple[str, float, bool]:
    """Return what is written in a tile, its size, and whether it had to be rounded for that."""
    value, sign = point.value or Decimal(0), SIGNS.get(point.qualifier, "")
    whole = point.shown if point.as_range else sign + written(value, point.unit)
    bare = sign + plain(value)
    for text, is_rounded in ((whole, False), (bare, False), (sign + _compact(value), True)):
        # Bold letters are wider than text_width reckons with.
        size = min(LARGEST, room / (text_width(text, 1.0) * 1.06))
        if size >= SMALLEST + 1:
            return text, size, is_rounded
    text = sign + _compact(value)
    return text, min(LARGEST, room / (text_width(text, 1.0) * 1.06)), True


def _compact(value: Decimal) -> str:
    for size, letter in ((Decimal(10) ** 6, "m"), (Decimal(1000), "k")):
        if abs(value) >= size:
            scaled = value / size
            return (
                plain(scaled.quantize(Decimal("0.1") if abs(scaled) < 10 else Decimal(1))) + letter
            )
    return plain(value.quantize(Decimal("0.1"))) if value % 1 else plain(value)
