"""Big numbers as a picture: figures large, each over its label."""

from operations.renderers import marks
from operations.renderers.drawing import SMALL, TEXT_SIZE, label, text_width, wrapped
from operations.renderers.numbers import tiles
from operations.series import ChartData

NUMBER_SIZE = 44.0
NUMBER_GAP = 24.0


def draw_numbers(chart: ChartData, width: float) -> tuple[str, float]:
    """Write figures large, each over its label, in two columns where there are several."""
    listed = tiles(chart)
    columns = 2 if len(listed) > 1 and width >= 480 else 1
    room = (width - NUMBER_GAP * (columns - 1)) / columns
    drawn, top, bottom = "", 0.0, 0.0
    for place, tile in enumerate(listed):
        if place % columns == 0:
            top = bottom
        x = (place % columns) * (room + NUMBER_GAP)
        one, end = _tile(tile, x, top, room)
        series_place, at = map(int, tile["place"].split("-"))
        if tile["shown"] != marks.NO_FIGURE:
            one = marks.figure(chart, series_place, at, one)
        drawn, bottom = drawn + one, max(bottom, end)
    return drawn or label("no figure", 0.0, NUMBER_SIZE, size=NUMBER_SIZE / 2), max(bottom, 60.0)


def _tile(tile: dict[str, str], x: float, top: float, room: float) -> tuple[str, float]:
    # Bold letters are wider than text_width reckons with.
    size = min(NUMBER_SIZE, NUMBER_SIZE * room / (text_width(tile["shown"], NUMBER_SIZE) * 1.1))
    y = top + NUMBER_SIZE
    drawn = label(tile["shown"], x, y, size=size, font_weight="700")
    beside = "; ".join(filter(None, (tile["coverage"], tile["note"])))
    y += 22
    for text, letters in (
        (tile["label"], TEXT_SIZE), (tile["change"], TEXT_SIZE), (beside, SMALL)
    ):  # fmt: skip
        for line in wrapped(text, room, letters, most=3) if text else ():
            drawn += label(line, x, y, size=letters)
            y += letters * 1.25
    return drawn, y + 8
