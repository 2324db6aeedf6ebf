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
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "star")


def colour(index: int) -> str:
    """Return the colour of a series; they repeat after the last."""
    return COLOURS[index % len(COLOURS)]


def marker(index: int) -> str:
    """Return the marker shape of a series; it changes where the colours begin to repeat."""
    return MARKERS[(index + index // len(COLOURS)) % len(MARKERS)]
