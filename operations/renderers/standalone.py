"""A chart's picture with all that must not be parted from it: title, source, day, licence, address.

What a file shows when it has left the site. Drawn on white, for a page of any colour. Presentation
attributes only, and nothing that is loaded from elsewhere; what is too long is broken, never cut.
"""

import re
from typing import NamedTuple

from operations.renderers import svg
from operations.renderers.drawing import (
    LINE_HEIGHT,
    MUTED,
    SMALL,
    label,
    number,
    tag,
    text_width,
    wrapped,
)
from operations.renderers.imprint import (
    Imprint,
    dated_words,
    licence_line,
    sources_in_short,
)
from operations.series import ChartData

PAPER, INK = "#ffffff", "#0b0c0c"
MARGIN = 24.0
TITLE, SUBTITLE = 24.0, 16.0
# Bold letters are wider than `text_width` reckons with.
BOLD = 1.1
NO_END = 1_000

_SIZE = re.compile(r'<svg [^>]*?viewBox="0 0 (\d+) (\d+)"')


class Sheet(NamedTuple):
    """A whole picture: its markup, and its size in the picture's pixels."""

    markup: str
    width: int
    height: int


def svg_file(chart: ChartData, imprint: Imprint) -> bytes:
    return f"{sheet(chart, imprint).markup}\n".encode()


def sheet(chart: ChartData, imprint: Imprint, width: int = svg.WIDTH) -> Sheet:
    """Draw the chart under its title and over its imprint, as high as it needs."""
    room = width - 2 * MARGIN
    caption = chart.caption
    drawn, y = paragraph(caption.title, MARGIN, MARGIN, room, TITLE, bold=True)
    more, y = paragraph(caption.subtitle, MARGIN, y + 4, room, SUBTITLE, opacity=MUTED)
    drawn += more
    picture, size = placed(chart, int(room), MARGIN, y + 14)
    drawn, y = drawn + picture, y + 14 + size.height + 14
    for text in (caption.note, *chart.notes):
        more, y = paragraph(text, MARGIN, y, room, SMALL)
        drawn, y = drawn + more, y + (4 if more else 0)
    y += 8
    for text in imprint_lines(chart, imprint):
        more, y = paragraph(text, MARGIN, y, room, SMALL, opacity=MUTED)
        drawn += more
    return framed(chart, drawn, width, int(y + MARGIN) + 1)


def imprint_lines(chart: ChartData, imprint: Imprint) -> list[str]:
    """Return what stands under a picture: whence, of which day, under which licence, where."""
    sources = sources_in_short(chart)
    lines = [
        f"Source: {sources}" if sources else "",
        f"{dated_words(chart, imprint)}.",
        f"{licence_line(chart)}. {imprint.site}.",
        imprint.address(chart),
    ]
    return [line for line in lines if line.strip(".")]


def framed(chart: ChartData, drawn: str, width: int, height: int) -> Sheet:
    """Put what is drawn on white paper, as one image with a name and a description."""
    paper = tag("rect", width=width, height=height, fill=PAPER)
    markup = svg.image(chart, paper + drawn, width, height, part="file-", color=INK)
    return Sheet(markup, width, height)


def placed(
    chart: ChartData, room: int, x: float, y: float, scale: float = 1.0
) -> tuple[str, Sheet]:
    """Draw the picture `room` wide with its corner at (x, y), and return how large it came out."""
    markup = svg.picture(chart, room)
    found = _SIZE.match(markup)
    if found is None:
        raise ValueError(f"The picture of {chart.slug} does not say how large it is.")
    size = Sheet(markup, int(found[1]), int(found[2]))
    spot = f"translate({number(x)} {number(y)})"
    if scale != 1.0:
        spot += f" scale({scale:.4f})"
    return tag("g", markup, transform=spot), size


def paragraph(
    text: str, x: float, top: float, room: float, size: float, *, bold: bool = False,
    opacity: str | None = None,
) -> tuple[str, float]:  # fmt: skip
    """Write text below `top`, broken into lines; return the drawing and where it ends."""
    if not text:
        return "", top
    lines = broken(text, room, size * BOLD if bold else size)
    weight = "700" if bold else None
    drawn = label(lines, x, top + size, size=size, font_weight=weight, fill_opacity=opacity)
    return drawn, top + len(lines) * size * LINE_HEIGHT


def broken(text: str, room: float, size: float) -> list[str]:
    """Break text into as many lines as it takes, inside an address or a long word too."""
    pieces = [piece for word in text.split() for piece in _pieces(word, room, size)]
    return wrapped(" ".join(pieces), room, size, most=NO_END)


def _pieces(word: str, room: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if text_width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
