"""Value axes of the SVG picture: what they must hold, their rules, and the numbers that fit."""

from decimal import Decimal

from operations.renderers.drawing import (
    MUTED,
    SMALL,
    Scale,
    label,
    number,
    scale_for,
    tag,
    text_width,
    tick_text,
)
from operations.series import ChartData
from releases.units import axis_words

TICK_SIZE = SMALL - 1


def axis_title(chart: ChartData) -> str:
    """Return what the value axis measures: "Kilograms", "Hate crimes recorded"."""
    return chart.caption.axis_title or axis_words(chart.unit, chart.caption.counted)


def values_of(chart: ChartData) -> list[Decimal]:
    """Return every value that the axis must hold: figures, their bounds, written baselines."""
    values = [
        bound
        for point in chart.figures()
        for bound in (point.value, point.low, point.high)
        if bound is not None
    ]
    return values + [one.value for one in chart.annotations if one.value is not None]


def scale_of(chart: ChartData) -> Scale:
    """Return the scale of all figures together, zero included."""
    return scale_for(values_of(chart), chart.unit)


def tick_room(unit: str, scale: Scale) -> float:
    """Return how wide the numbers at the left of a standing axis are, with their distance."""
    return max(text_width(tick_text(tick, unit), TICK_SIZE) for tick in scale.ticks) + 10


def draw_levels(unit: str, scale: Scale, left: float, right: float) -> str:
    """Draw level lines with their values at the left; the one at zero is the firmest."""
    drawn = ""
    for value in scale.ticks:
        y = scale(value)
        path = f"M{number(left)} {number(y)}H{number(right)}"
        drawn += tag("path", d=path, stroke="currentColor", stroke_opacity=_strength(value))
        drawn += label(
            tick_text(value, unit), left - 8, y + 4, size=TICK_SIZE, text_anchor="end",
            fill_opacity=MUTED,
        )  # fmt: skip
    return drawn


def draw_uprights(unit: str, scale: Scale, top: float, bottom: float) -> str:
    """Draw upright rules for lying marks, with the values that fit under them."""
    named = _named_ticks(unit, scale)
    drawn = ""
    for value in scale.ticks:
        x = scale(value)
        path = f"M{number(x)} {number(top)}V{number(bottom)}"
        drawn += tag("path", d=path, stroke="currentColor", stroke_opacity=_strength(value))
        if value in named:
            drawn += label(
                tick_text(value, unit), x, bottom + 16, size=TICK_SIZE, text_anchor="middle",
                fill_opacity=MUTED,
            )  # fmt: skip
    return drawn


def _strength(value: float) -> str:
    return "0.7" if value == 0 else "0.15"


def _named_ticks(unit: str, scale: Scale) -> list[float]:
    """Return the ticks whose values fit side by side: every one, every second, and so on."""
    first = scale.ticks.index(0.0) if 0.0 in scale.ticks else 0
    widest = max(text_width(tick_text(tick, unit), TICK_SIZE) for tick in scale.ticks)
    apart = (scale.end - scale.start) / max(len(scale.ticks) - 1, 1)
    step = 1
    while step < len(scale.ticks) and apart * step < widest + 8:
        step += 1
    return [tick for place, tick in enumerate(scale.ticks) if (place - first) % step == 0]
