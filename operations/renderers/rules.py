"""Rules behind a plot that leave out where words stand, so that none is struck through."""

import re
from collections.abc import Iterable
from html import unescape

from operations.renderers.drawing import LINE_HEIGHT, Box, number, text_width

_TEXT = re.compile(r"<text ([^>]*)>(.*?)</text>", re.DOTALL)
_LINE = re.compile(r"<tspan[^>]*>([^<]*)</tspan>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
CLEAR = 2.0


def words_in(markup: str) -> list[Box]:
    """Return where the words of a drawing stand, each line a box."""
    found = []
    for attributes, content in _TEXT.findall(markup):
        look = dict(_ATTRIBUTE.findall(attributes))
        size, x, y = (float(look[key]) for key in ("font-size", "x", "y"))
        for line in _LINE.findall(content) or [content]:
            wide = text_width(unescape(line), size)
            left = x - {"middle": wide / 2, "end": wide}.get(look.get("text-anchor", ""), 0.0)
            found.append(Box(left, y - size, left + wide, y + size * 0.25))
            y += size * LINE_HEIGHT
    return found


def upright(x: float, top: float, bottom: float, words: Iterable[Box] = ()) -> str:
    """Return the shape of an upright rule, broken at each box that it would strike through."""
    struck = [(box.top, box.bottom) for box in words if box.left - CLEAR < x < box.right + CLEAR]
    pieces = _pieces(top, bottom, struck)
    return "".join(f"M{number(x)} {number(start)}V{number(end)}" for start, end in pieces)


def lying(y: float, left: float, right: float, words: Iterable[Box] = ()) -> str:
    """Return the shape of a lying rule, broken at each box that it would strike through."""
    struck = [(box.left, box.right) for box in words if box.top < y < box.bottom]
    pieces = _pieces(left, right, struck)
    return "".join(f"M{number(start)} {number(y)}H{number(end)}" for start, end in pieces)


def _pieces(
    start: float, end: float, struck: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    found = []
    for low, high in sorted(struck):
        if low - CLEAR > start:
            found.append((start, min(low - CLEAR, end)))
        start = max(start, high + CLEAR)
    if start < end:
        found.append((start, end))
    return [(low, high) for low, high in found if high > low]
