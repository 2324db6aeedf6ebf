"""Colours and marker shapes, the same in the server's picture and in Chart.js.

Each colour has a contrast of at least 3:1 on white and on the dark page's #15181c (WCAG 2.2,
1.4.11). The first four stay apart for readers with protanopia, deuteranopia or tritanopia; beyond
them, and always on lines, the shape of the marker tells series apart too.
"""

LIGHT_PAGE = "#ffffff"
DARK_PAGE = "#15181c"

COLOURS = (
    "#2371cf",  # blue
    "#dc6a12",  # orange
    "#c11281",  # magenta
    "#0e9a9a",  # teal
    "#5e8f1f",  # green
    "#9a63e8",  # violet
)
# From little to much, each darker than the one before; words on them are black or white.
CLASSES = ("#dbe9f6", "#a6cbe8", "#62a3d2", "#2a70b3", "#0c3f7d")
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "star")


def colour(index: int) -> str:
    """Return the colour of a series; they repeat after the last."""
    return COLOURS[index % len(COLOURS)]


def marker(index: int) -> str:
    """Return the marker shape of a series; it changes where the colours begin to repeat."""
    return MARKERS[(index + index // len(COLOURS)) % len(MARKERS)]


def ink_on(shade: str) -> str:
    """Return black or white, whichever stands out more against this colour: at least 4.5:1."""
    return "#000000" if _contrast(shade, "#000000") >= _contrast(shade, "#ffffff") else "#ffffff"


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(shade: str) -> float:
    parts = [int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
