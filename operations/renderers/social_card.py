"""The picture that other sites show with a link to a chart: its title, the chart, its source.

Of a fixed size, and still nothing is ever cut: the title shrinks, and the chart is scaled to the
room that is left.
"""

from dataclasses import replace
from typing import NamedTuple

from operations.renderers.drawing import LINE_HEIGHT, tag
from operations.renderers.imprint import Imprint, publishers
from operations.renderers.standalone import (
    BOLD,
    INK,
    Sheet,
    broken,
    framed,
    paragraph,
    placed,
)
from operations.series import ChartData, Point

MARGIN = 40.0
TITLES = (46.0, 42.0, 38.0, 34.0, 30.0, 26.0)
TITLE_LINES = 2
FOOT = 22.0
BAR = 10.0
# Widths at which the picture is tried; the one that comes out largest is taken.
WIDTHS = (440, 520, 600, 720, 840, 960, 1_120)


class Size(NamedTuple):
    """The card's own pixels, and how many of them make one of the picture's."""

    width: int
    height: int
    density: float

    @property
    def plane(self) -> tuple[int, int]:
        """The size at which it is laid out."""
        return round(self.width / self.density), round(self.height / self.density)


# What Open Graph's and Twitter's readers ask for.
LARGE = Size(1_200, 628, 1.0)
SMALL = Size(800, 418, 2 / 3)


def card(chart: ChartData, imprint: Imprint, size: Size = LARGE) -> Sheet:
    """Lay the card out: title above, source and site beneath, the chart in all the room between."""
    width, height = size.plane
    room = width - 2 * MARGIN
    title, top = _title(chart.caption.title, room)
    foot, bottom = _foot(chart, imprint, room, height)
    drawn = tag("rect", width=width, height=BAR, fill=INK) + title + foot
    drawn += _picture(_without_reasons(chart), room, top + 16, bottom - 12)
    return framed(chart, drawn, width, height)


def _title(text: str, room: float) -> tuple[str, float]:
    """Write the title in the largest letters in which it takes two lines, or in the smallest."""
    for size in TITLES:
        if len(broken(text, room, size * BOLD)) <= TITLE_LINES:
            break
    return paragraph(text, MARGIN, MARGIN - 4, room, size, bold=True)


def _foot(chart: ChartData, imprint: Imprint, room: float, height: int) -> tuple[str, float]:
    """Write site and source at the foot; return the drawing and where it begins."""
    whose = publishers(chart)
    parts = (imprint.site, imprint.as_at, f"Source: {whose}" if whose else "")
    text = " · ".join(part for part in parts if part)
    lines = len(broken(text, room, FOOT * BOLD))
    top = height - MARGIN + 14 - lines * FOOT * LINE_HEIGHT
    return paragraph(text, MARGIN, top, room, FOOT, bold=True)[0], top


def _without_reasons(chart: ChartData) -> ChartData:
    """Leave out why figures do not compare: the mark and its key say that they do not.

    In the small letters of a card a list of reasons is read by nobody; the page has them.
    """

    def bare(point: Point | None) -> Point | None:
        return point and replace(point, break_reason="")

    series = (replace(one, points=tuple(map(bare, one.points))) for one in chart.series)
    return replace(chart, series=tuple(series))


def _picture(chart: ChartData, room: float, top: float, bottom: float) -> str:
    """Draw the chart at the width at which its words come out largest, in the middle."""
    high = bottom - top
    best, widest = 0.0, WIDTHS[0]
    for width in WIDTHS:
        _, size = placed(chart, width, 0, 0)
        scale = min(room / size.width, high / size.height)
        # Of two that are as large the wider one uses more of the card.
        if scale >= best * 0.97:
            best, widest = max(scale, best), width
    _, size = placed(chart, widest, 0, 0)
    scale = min(room / size.width, high / size.height)
    x = MARGIN + (room - size.width * scale) / 2
    return placed(chart, widest, x, top + (high - size.height * scale) / 2, scale)[0]
