"""Reading a picture back: its words, its marks and where they are."""

import re
from itertools import combinations
from xml.etree import ElementTree

from operations.renderers.drawing import Box, text_width
from operations.renderers.svg import picture
from operations.series import ChartData

NAMESPACE = "{http://www.w3.org/2000/svg}"
WIDTHS = (280, 360, 720, 1280)
Element = ElementTree.Element


def parsed(chart: ChartData, **size: int) -> Element:
    return ElementTree.fromstring(picture(chart, **size))  # noqa: S314 (our own markup)


def shown(root: Element) -> list[str]:
    """Every text of the picture, in the order of drawing."""
    return [" ".join(text.itertext()) for text in root.iter(f"{NAMESPACE}text")]


def boxes(root: Element) -> list[tuple[str, Box]]:
    """Where each line of text lies, by the module's own estimate of widths."""
    found = []
    for text in root.iter(f"{NAMESPACE}text"):
        size = float(text.get("font-size"))
        y = float(text.get("y"))
        for line in text.findall(f"{NAMESPACE}tspan") or [text]:
            y += float(line.get("dy") or 0)
            wide, x = text_width(line.text or "", size), float(line.get("x") or text.get("x"))
            x -= {"middle": wide / 2, "end": wide}.get(text.get("text-anchor"), 0)
            found.append((line.text or "", Box(x, y - size * 0.75, x + wide, y + 2)))
    return found


def assert_legible(chart: ChartData, width: int) -> None:
    """No word leaves the picture or lies on another, and no mark leaves it."""
    root = parsed(chart, width=width)
    height = float(root.get("height"))
    placed = boxes(root)
    for text, box in placed:
        assert box.left >= -1, text
        assert box.right <= width + 1, text
        assert box.top >= 0, text
        assert box.bottom <= height, text
    for (one, first), (other, second) in combinations(placed, 2):
        assert not first.hits(second), f"{one!r} on {other!r}"
    for box in mark_boxes(root):
        assert box.left >= -1, box
        assert box.right <= width + 1, box
        assert box.top >= -1, box
        assert box.bottom <= height + 1, box


def mark_boxes(root: Element) -> list[Box]:
    """The bounds of rectangles and circles that stand for figures."""
    found = []
    for group in root.iter(f"{NAMESPACE}g"):
        if not group.get("data-figure"):
            continue
        for rect in group.iter(f"{NAMESPACE}rect"):
            x, y, wide, high = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
            found.append(Box(x, y, x + wide, y + high))
        for circle in group.iter(f"{NAMESPACE}circle"):
            x, y, r = (float(circle.get(k)) for k in ("cx", "cy", "r"))
            found.append(Box(x - r, y - r, x + r, y + r))
        for path in group.iter(f"{NAMESPACE}path"):
            points = re.findall(r"[ML] ?(-?[\d.]+) (-?[\d.]+)", path.get("d"))
            if points:
                xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
                found.append(Box(min(xs), min(ys), max(xs), max(ys)))
    return found


def figures(root: Element) -> dict[str, Element]:
    """The group of each drawn figure, by its two places ("0-3")."""
    found = [g for g in root.iter(f"{NAMESPACE}g") if g.get("data-figure")]
    places = [g.get("data-figure") for g in found]
    assert len(set(places)) == len(places)
    return dict(zip(places, found, strict=True))


def title_of(group: Element) -> str:
    return group.find(f"{NAMESPACE}title").text


def one(group: Element, name: str) -> dict[str, str]:
    """The attributes of the one element of this name in a group."""
    found = list(group.iter(f"{NAMESPACE}{name}"))
    assert len(found) == 1, f"{len(found)} of {name}"
    return found[0].attrib


def rect(group: Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a figure's bar."""
    found = one(group, "rect")
    x, y, wide, high = (float(found[k]) for k in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


def paths(element: Element, **look: str) -> list[str]:
    """The shapes of all paths that look like this."""
    wanted = {key.replace("_", "-"): value for key, value in look.items()}
    return [
        path.get("d")
        for path in element.iter(f"{NAMESPACE}path")
        if all(path.get(key) == value for key, value in wanted.items())
    ]
