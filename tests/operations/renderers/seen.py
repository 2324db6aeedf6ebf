"""A picture as it is seen: the colours of its PNG at the places that its SVG names."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image

from operations.renderers import raster
from operations.renderers.palette import COLOURS
from operations.renderers.raster import png_file
from operations.renderers.standalone import MARGIN, sheet
from operations.series import ChartData
from tests.operations.renderers.filed import IMPRINT
from tests.operations.renderers.geometry import NAMESPACE, figures

BLUE = tuple(int(COLOURS[0][place : place + 2], 16) for place in (1, 3, 5))

Spot = tuple[float, float]


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


class Seen:
    """A chart's PNG, asked at places of the SVG picture within it."""

    def __init__(self, chart: ChartData) -> None:
        self.image = pixels(png_file(chart, IMPRINT))
        root = ElementTree.fromstring(sheet(chart, IMPRINT, raster.WIDTH).markup)  # noqa: S314
        (group,) = (
            g for g in root.findall(f"{NAMESPACE}g") if g.find(f"{NAMESPACE}svg") is not None
        )
        found = re.fullmatch(r"translate\((\S+) (\S+)\)", group.get("transform"))
        self.x, self.y = float(found[1]), float(found[2])
        assert self.x == MARGIN
        self.figures = figures(group)

    def at(self, spot: Spot) -> tuple[int, int, int]:
        x, y = (
            round((here + offset) * raster.DENSITY)
            for here, offset in zip(spot, (self.x, self.y), strict=True)
        )
        return self.image.getpixel((x, y))

    def rect(self, place: str) -> tuple[float, float, float, float]:
        rect = self.figures[place].find(f"{NAMESPACE}rect")
        x, y, wide, high = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
        return x, y, x + wide, y + high

    def dot(self, place: str) -> Spot:
        circle = self.figures[place].find(f"{NAMESPACE}circle")
        return float(circle.get("cx")), float(circle.get("cy"))


def is_blue(pixel: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(pixel, BLUE, strict=True))


def inside(box: tuple[float, float, float, float]) -> Iterator[Spot]:
    """Places well within a bar, a pixel apart."""
    left, top, right, bottom = box
    for x in range(int(left) + 4, int(right) - 4):
        for y in range(int(top) + 4, int(bottom) - 4):
            yield x, y
