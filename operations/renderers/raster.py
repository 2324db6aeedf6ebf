"""A chart as PNG: the very picture of the SVG file, drawn by resvg in fonts that the build brings.

The same chart has the same bytes, on any machine: no font of the system is asked, and nothing but
the words of `_words` is written into the file beside its pixels.
"""

from functools import lru_cache
from pathlib import Path

import resvg_py

from operations.renderers.imprint import Imprint, licence_words, sources_in_short
from operations.renderers.png_words import with_words
from operations.renderers.social_card import LARGE, SMALL, Size, card
from operations.renderers.standalone import PAPER, Sheet, sheet
from operations.series import ChartData

# Made by `npm run build`. DejaVu is what `drawing.text_width` reckons with.
FONTS = Path(__file__).resolve().parents[2] / "build" / "fonts"
FONT_FILES = tuple(
    str(FONTS / f"{name}.ttf") for name in ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique")
)
FAMILY = "DejaVu Sans"
WIDTH = 600
DENSITY = 2.0
# Some 64 MB while it is drawn, and a second or two. A chart of a thousand bars comes out small.
MOST_PIXELS = 16_000_000
KEPT = 64


class FontsMissingError(RuntimeError):
    """Without its fonts a picture would have no words, and nobody would be told."""


def png_file(chart: ChartData, imprint: Imprint) -> bytes:
    """Draw it 1,200 pixels wide: two for each of the SVG's, for sharp screens and for print."""
    drawn = sheet(chart, imprint, WIDTH)
    return with_words(rasterised(drawn.markup, _density(drawn)), _words(chart, imprint))


def large_card(chart: ChartData, imprint: Imprint) -> bytes:
    return _card(chart, imprint, LARGE)


def small_card(chart: ChartData, imprint: Imprint) -> bytes:
    return _card(chart, imprint, SMALL)


def _card(chart: ChartData, imprint: Imprint, size: Size) -> bytes:
    drawn = card(chart, imprint, size)
    return with_words(rasterised(drawn.markup, size.density), _words(chart, imprint))


def _density(drawn: Sheet) -> float:
    fitting = (MOST_PIXELS / (drawn.width * drawn.height)) ** 0.5
    return min(DENSITY, fitting)


def _words(chart: ChartData, imprint: Imprint) -> dict[str, str]:
    """Return what the file says of itself, by the keywords that PNG has for it."""
    return {
        "Title": chart.caption.title,
        "Author": sources_in_short(chart),
        "Copyright": licence_words(chart),
        "Comment": imprint.address(chart),
    }


@lru_cache(maxsize=KEPT)
def rasterised(markup: str, density: float) -> bytes:
    """Return a picture's pixels as PNG.

    Kept by the whole markup and never by an address or an hour: who can ask for these bytes has
    already been given all that is in them.
    """
    missing = [file for file in FONT_FILES if not Path(file).is_file()]
    if missing:
        raise FontsMissingError(f"There is no {missing[0]}: `make ready` brings it.")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=markup,
            zoom=density,
            background=PAPER,
            skip_system_fonts=True,
            font_files=list(FONT_FILES),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
