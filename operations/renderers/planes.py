"""Bars, standing or lying: where a value lies, and one figure's bar with its interval and signs."""

from dataclasses import dataclass

from operations.renderers import marks
from operations.renderers.drawing import Scale, tag
from operations.renderers.marks import ARROW
from operations.renderers.palette import colour
from operations.series import ChartData, Point, Series

# A figure of zero is a finding, so it shows as a thin line and not as nothing.
THINNEST = 1.5


@dataclass(frozen=True)
class Plane:
    """Where a value lies: along x for lying bars, along y for standing ones."""

    standing: bool
    scale: Scale

    def rect(self, near: float, far: float, low: float, high: float) -> dict[str, object]:
        start, end = sorted((self.scale(low), self.scale(high)))
        length = max(end - start, THINNEST)
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
        extra = beyond(point)
        return end - extra if self.standing else end + extra


def beyond(point: Point) -> float:
    """Return how far an arrow or a ring goes beyond the end of a bar."""
    if point.is_above:
        return ARROW + 2
    return marks.RING if point.changed else 0.0


def draw_bar(
    chart: ChartData, series: Series, point: Point, plane: Plane, sides: tuple[float, float]
) -> str:
    """Draw one figure between two sides: its bar, its interval, its open end, its ring."""
    value = float(point.value or 0)
    middle = sum(sides) / 2
    rect = plane.rect(*sides, 0.0, value)
    return tag("rect", **rect, **marks.fill(chart, series, point)) + ends(
        series, point, plane, middle, value
    )


def ends(series: Series, point: Point, plane: Plane, middle: float, value: float) -> str:
    """Draw what is beyond or around the end of a bar at `value`."""
    drawn = ""
    x, y = plane.at(middle, value)
    if point.is_above:
        dx, dy = (0.0, -ARROW) if plane.standing else (ARROW, 0.0)
        drawn += marks.arrow(x, y, dx, dy, colour(series.colour_index))
    if marks.has_whisker(point):
        low, high = (value if one is None else float(one) for one in (point.low, point.high))
        drawn += marks.whisker(*plane.at(middle, low), *plane.at(middle, high))
    if point.changed:
        drawn += marks.ring(x, y)
    return drawn
