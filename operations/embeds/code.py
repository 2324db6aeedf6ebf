"""The code that other sites paste to show a chart. Pure: addresses come in, markup comes out."""

from html import escape
from urllib.parse import urlencode

# What stands in a page whose script was stripped; the script mends the height.
WIDTH, HEIGHT = 600, 480
LEAST_WIDTH, LEAST_HEIGHT = 280, 200

KINDS = {
    "bar": "Bar chart", "stacked": "Stacked bar chart", "line": "Line chart", "dots": "Dot plot",
    "multiples": "Small multiples", "numbers": "Figures", "table": "Table", "timeline": "Timeline",
    "tiles": "Map of forces",
}  # fmt: skip

# WordPress and others take off what they don't know; this much is enough for the chart.
_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


def frame_title(kind: str, title: str) -> str:
    """What the frame is called by screen readers: “Bar chart: Arrests rose again”."""
    return f"{KINDS.get(kind, 'Chart')}: {title}"


def embed_address(address: str, query: list[tuple[str, str]]) -> str:
    """The frame's address with all that it shows in its query; ``tab`` is part of old addresses."""
    pairs = [("tab", "chart"), *(pair for pair in query if pair[0] != "tab")]
    return f"{address}?{urlencode(pairs, safe=':,')}"


def frame(
    src: str, title: str, *, width: int | None = None, height: int = HEIGHT, script: str = ""
) -> str:
    """An iframe that works where its script and half of its attributes are taken off.

    ``width`` is a most: without one the frame fills its column. ``script`` is the address of the
    script that fits its height; without one the height is fixed.
    """
    most = f"max-width:{width}px;" if width else ""
    attributes = {
        "src": src,
        "title": title,
        "width": str(width or "100%"),
        "height": str(height),
        "loading": "lazy",
        "style": f"width:100%;{most}border:0",
        "sandbox": _SANDBOX,
        "referrerpolicy": "strict-origin-when-cross-origin",
        "allow": "clipboard-write",
    }
    told = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    beside = f'<script async src="{escape(script)}"></script>' if script else ""
    return f"<iframe {told}></iframe>{beside}"


def linked_picture(page: str, picture: str, alt: str) -> str:
    """For newsletters and wherever no frame is let in: the chart's card, leading to its page."""
    shown = f'<img src="{escape(picture)}" alt="{escape(alt)}" width="1200" height="628">'
    return f'<a href="{escape(page)}">{shown}</a>'
