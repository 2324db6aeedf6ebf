"""One stack of a stacked chart: its parts end to end, and what may be said of the whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from operations.arithmetic import totals
from operations.renderers import marks
from operations.renderers.drawing import SMALL, label, tag, text_width
from operations.renderers.marks import ARROW, NO_FIGURE
from operations.renderers.palette import colour, ink_on
from operations.renderers.planes import Plane
from operations.series import ChartData, Point
from releases.quantities import NotCombinableError, Qualifier

GAP = 1.5


@dataclass(frozen=True)
class Whole:
    """One stack: where it ends, what is written there, and what the whole may be."""

    end: Decimal
    text: str
    low: Decimal
    high: Decimal
    is_open: bool
    is_hedged: bool
    is_changed: bool

    @property
    def beyond(self) -> float:
        """How far an arrow or a ring goes beyond its end."""
        if self.is_open:
            return ARROW + 2
        return marks.RING if self.is_changed else 0.0

    @property
    def reach(self) -> Decimal:
        """How far it may go upwards, for what is written beyond it."""
        return max(self.high if self.is_hedged else self.end, Decimal(0))

    @property
    def is_silent(self) -> bool:
        return self.text.startswith(f"{NO_FIGURE}:")


def _parts(chart: ChartData, place: int) -> Iterator[tuple[int, Point | None]]:
    """The parts at one label, each with the place of its series; a baseline is no part."""
    for series_place, series in enumerate(chart.series):
        if series.role == "main":
            yield series_place, series.points[place]


def whole_of(chart: ChartData, place: int) -> Whole:
    points = [(n, point) for n, point in _parts(chart, place)]
    known = [point for _, point in points if point is not None and point.value is not None]
    end = sum((max(p.value or Decimal(0), Decimal(0)) for p in known), Decimal(0))
    low = sum((p.value if p.low is None else p.low for p in known if p.value), Decimal(0))
    high = sum((p.value if p.high is None else p.high for p in known if p.value), Decimal(0))
    silent = [chart.series[n].label for n, p in points if p is None or p.value is None]
    hedged = {p.qualifier for p in known} & {Qualifier.ABOUT, Qualifier.ALMOST}
    is_open = any(point.is_above for point in known)
    text = _end_text(known, silent)
    is_hedged = bool(hedged) and not is_open and not silent
    return Whole(end, text, low, high, is_open, is_hedged, any(p.changed for p in known))


def _end_text(known: list[Point], silent: list[str]) -> str:
    if not known:
        return NO_FIGURE
    if silent:
        what = silent[0] if len(silent) == 1 and silent[0] else f"{len(silent)} parts"
        return f"{NO_FIGURE}: {what}"
    try:
        return totals(known).shown
    except NotCombinableError:
        return ""


def draw_stack(
    chart: ChartData, place: int, whole: Whole, plane: Plane, sides: tuple[float, float]
) -> str:
    """Draw the parts one after another from zero, and what is unsure about their end."""
    up, down, drawn = Decimal(0), Decimal(0), ""
    for series_place, point in _parts(chart, place):
        if point is None or point.value is None:
            continue
        start = up if point.value >= 0 else down
        end = start + point.value
        up, down = (end, down) if point.value >= 0 else (up, end)
        part = _part(chart, series_place, point, plane, sides, (start, end))
        drawn += marks.figure(chart, series_place, place, part)
    middle = sum(sides) / 2
    if whole.is_open:
        dx, dy = (0.0, -ARROW) if plane.standing else (ARROW, 0.0)
        drawn += marks.arrow(*plane.at(middle, float(whole.end)), dx, dy, "currentColor")
    if whole.is_hedged:
        ends = (plane.at(middle, float(whole.low)), plane.at(middle, float(whole.high)))
        drawn += marks.whisker(*ends[0], *ends[1])
    return drawn + _baselines(chart, place, plane, sides)


def _part(
    chart: ChartData, series_place: int, point: Point, plane: Plane,
    sides: tuple[float, float], ends: tuple[Decimal, Decimal],
) -> str:  # fmt: skip
    """Draw one part with its value inside where that fits."""
    series = chart.series[series_place]
    rect = plane.rect(*sides, *map(float, ends))
    key, along = ("height", "y") if plane.standing else ("width", "x")
    length, start = float(str(rect[key])), float(str(rect[along]))
    look = marks.fill(chart, series, point)
    if length > 3 * GAP:
        rect |= {key: length - GAP, along: start + GAP / 2}
    drawn = tag("rect", **rect, **look)
    x, y = plane.at(sum(sides) / 2, float(sum(ends)) / 2)
    text = marks.value_text(chart, point)
    wide, room = text_width(text, SMALL), (sides[1] - sides[0], length)
    across, high = room if plane.standing else room[::-1]
    # The only part of a whole has its value at the end already.
    is_part = sum(other.role == "main" for other in chart.series) > 1
    if is_part and wide <= across - 8 and high >= SMALL + 6:
        shade = colour(series.colour_index)
        if str(look["fill"]).startswith("url"):
            drawn += tag(
                "rect", x=x - wide / 2 - 3, y=y - SMALL / 2 - 3, width=wide + 6,
                height=SMALL + 6.0, rx=3, fill=shade,
            )  # fmt: skip
        see_through = look["fill"] == "none" or look.get("fill_opacity") == 0.0
        drawn += label(
            text, x, y + SMALL * 0.36, size=SMALL, text_anchor="middle",
            ink="currentColor" if see_through else ink_on(shade),
        )  # fmt: skip
    if point.changed:
        drawn += marks.ring(*plane.at(sum(sides) / 2, float(ends[1])))
    return drawn


def _baselines(chart: ChartData, place: int, plane: Plane, sides: tuple[float, float]) -> str:
    """Draw what the whole is measured against as a firm stroke across the bar."""
    drawn = ""
    for series_place, series in enumerate(chart.series):
        point = series.points[place]
        if series.role == "main" or point is None or point.value is None:
            continue
        at = plane.scale(point.value)
        stroke = marks.level(plane.standing, at, sides[0] - 3, sides[1] + 3)
        drawn += marks.figure(chart, series_place, place, stroke)
    return drawn
