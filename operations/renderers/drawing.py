"""Elements, text that fits, and scales for the SVG picture. Lengths are in the picture's pixels.

Only presentation attributes: the site's content policy allows no style attribute, and the same
picture must stand in a page, in a file and in an embed.
"""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import NamedTuple

from releases.units import UNITS, money, plain

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
TEXT_SIZE = 15
SMALL = 13
LINE_HEIGHT = 1.25
MUTED = "0.8"

# Widths in ems of the widest of the usual system typefaces (Verdana, DejaVu Sans): a label must
# fit wherever the picture is opened.
_NARROW = frozenset("iljtfrI.,:;'’‘|!()[]/ -")
_WIDE = frozenset("mwMW@%—…")


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """Return an element; `content` is markup, attribute values are escaped. `_` stands for `-`."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_attribute(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def words(text: str) -> str:
    """Escape text for an element, leaving out control characters, which XML forbids."""
    return escape("".join(c for c in text if c.isprintable() or c in "\t\n"), quote=False)


def _attribute(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)


def number(value: float) -> str:
    """Write a coordinate to a hundredth, always the same way: the picture is byte-stable."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """Estimate the width of text; there is no browser to ask."""
    ems = 0.0
    for char in text:
        if char in _NARROW:
            ems += 0.42
        elif char in _WIDE:
            ems += 1.0
        else:
            ems += 0.74 if char.isupper() else 0.635
    return ems * size


def shortened(text: str, width: float, size: float = TEXT_SIZE) -> str:
    """Cut text to a width, with an ellipsis where something is lost."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + ELLIPSIS, size) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def wrapped(text: str, width: float, size: float = TEXT_SIZE, most: int = 3) -> list[str]:
    """Break text at spaces into at most `most` lines; what is left over ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [shortened(line, width, size) for line in lines] or [""]


def label(
    text: str | list[str],
    x: float,
    y: float,
    *,
    size: float = TEXT_SIZE,
    ink: str = "currentColor",
    **attributes: object,
) -> str:
    """Draw text, or lines of text under one another, the first on the baseline `y`.

    Only words on a filled mark have an `ink` of their own.
    """
    lines = [text] if isinstance(text, str) else text
    if len(lines) == 1:
        body = words(lines[0])
    else:
        body = "".join(
            tag("tspan", words(line), x=x, dy=size * LINE_HEIGHT if place else 0.0)
            for place, line in enumerate(lines)
        )
    return tag("text", body or " ", x=x, y=y, font_size=size, fill=ink, **attributes)


class Drawn(NamedTuple):
    """Markup, where it ends at the bottom, and what has to be said in words beneath it."""

    body: str
    bottom: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """A rectangle that something already takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: "Box", gap: float = 0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Scale:
    """Values to pixels, with round ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = field(default=())

    def __call__(self, value: float | Decimal) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def between(self, start: float, end: float) -> "Scale":
        return Scale(self.low, self.high, start, end, self.ticks)


def scale_for(
    values: list[Decimal], unit: str, wanted: int = 5, *, from_zero: bool = True
) -> Scale:
    """Return a scale from zero (or below, for negatives) to just past the largest value.

    Without `from_zero` it begins just below the smallest value: never for bars.
    """
    numbers = [float(value) for value in values] + ([0.0] if from_zero or not values else [])
    low, high = min(numbers), max(numbers)
    if low == high:
        high = low + 1.0
    step = _round_step((high - low) / wanted)
    if unit == "count":
        step = max(step, 1.0)
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    ticks = tuple(place * step for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], 0, 1, ticks)


def _round_step(rough: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 2.5, 5, 10):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10 * power


def tick_text(value: float, unit: str) -> str:
    """Write the number at a tick; the axis title says the unit, but for "£" and "%"."""
    exact = Decimal(repr(round(value, 9)))
    if unit == "GBP":
        return money(exact)
    return f"{plain(exact)}{'%' if UNITS[unit].suffix == '%' else ''}"
