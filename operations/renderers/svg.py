"""The server's picture of a chart: SVG with presentation attributes only, byte for byte stable.

Text and axes take the colour of the text around them (`currentColor`), so one picture serves the
light page, the dark page and paper. Nothing in it can be focused or followed: `role="img"` makes
it one image with a title and a description, and the table beside it holds the links.
"""

from operations.renderers import marks
from operations.renderers.bars import draw_bars
from operations.renderers.drawing import (
    FONT,
    MUTED,
    SMALL,
    TEXT_SIZE,
    label,
    tag,
    text_width,
    words,
    wrapped,
)
from operations.renderers.lines import draw_lines
from operations.renderers.numbers import tiles
from operations.renderers.palette import colour
from operations.renderers.words import description
from operations.series import ChartData, Series
from releases.units import axis_words

WIDTH = 720
NUMBER_SIZE = 44.0
NUMBER_GAP = 24.0


def picture(chart: ChartData, width: int = WIDTH, height: int | None = None) -> str:
    """Return the chart as an SVG element, as high as its words and marks need.

    `height` is a least height, in pixels like `width`: nothing is ever squeezed or cut off.
    """
    if chart.effective_kind == "numbers":
        body, bottom = _numbers(chart, float(width))
    else:
        body, bottom = _plot(chart, float(width))
    whole = max(int(bottom) + 1, height or 0)
    title_id, desc_id = marks.ident(chart.slug, "title"), marks.ident(chart.slug, "desc")
    head = tag("title", words(chart.caption.title), id=title_id)
    head += tag("desc", words(description(chart)), id=desc_id)
    return tag(
        "svg",
        head + marks.patterns(chart) + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {whole}",
        width=width,
        height=whole,
        role="img",
        aria_labelledby=title_id,
        aria_describedby=desc_id,
        font_family=FONT,
        font_size=TEXT_SIZE,
        color="currentColor",
    )


def axis_title(chart: ChartData) -> str:
    """Return what the value axis measures: "Kilograms", "Hate crimes recorded"."""
    return chart.caption.axis_title or axis_words(chart.unit, chart.caption.counted)


def _plot(chart: ChartData, width: float) -> tuple[str, float]:
    key, top = marks.draw_key([*_series_key(chart), *marks.key_of_marks(chart)], width, 0.0)
    title = label(axis_title(chart), 0.0, top + SMALL, size=SMALL, fill_opacity=MUTED)
    draw = draw_lines if chart.effective_kind == "line" else draw_bars
    body, bottom = draw(chart, width, top + SMALL + 8)
    notes, bottom = marks.draw_notes(marks.notes_in_picture(chart), width, bottom + 6)
    return key + title + body + notes, bottom


def _series_key(chart: ChartData) -> list[marks.KeyEntry]:
    """Name the series beside a sample of each; a lone one needs no name."""
    if len(chart.series) < 2:
        return []
    return [_named(chart, series) for series in chart.series if series.label]


def _named(chart: ChartData, series: Series) -> marks.KeyEntry:
    shade, middle = colour(series.colour_index), marks.SAMPLE / 2 - 1
    if chart.effective_kind == "bar":
        paler = 0.3 if series.role == "baseline" else None
        sample = tag(
            "rect", x=4, y=-7, width=14, height=14, fill=shade, fill_opacity=paler, stroke=shade,
            stroke_width=1.5,
        )  # fmt: skip
        return marks.KeyEntry(sample, series.label)
    dashes = "7 5" if series.role == "baseline" else None
    sample = tag(
        "path", d=f"M0 0H{marks.SAMPLE - 2:.0f}", stroke=shade, stroke_width=2.5,
        stroke_dasharray=dashes,
    )  # fmt: skip
    figures = series.figures()
    if series.role == "main":
        sample += marks.marker_at(series.colour_index, middle, 0.0, 4.5, fill=shade)
    elif len({point.value for point in figures}) == 1:
        return marks.KeyEntry(sample, f"{series.label}: {figures[0].shown}")
    return marks.KeyEntry(sample, series.label)


def _numbers(chart: ChartData, width: float) -> tuple[str, float]:
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
        drawn, bottom = drawn + one, max(bottom, end)
    return drawn or label("no figure", 0.0, NUMBER_SIZE, size=NUMBER_SIZE / 2), max(bottom, 60.0)


def _tile(tile: dict[str, str], x: float, top: float, room: float) -> tuple[str, float]:
    # Bold letters are wider than text_width reckons with.
    size = min(NUMBER_SIZE, NUMBER_SIZE * room / (text_width(tile["shown"], NUMBER_SIZE) * 1.1))
    y = top + NUMBER_SIZE
    drawn = label(tile["shown"], x, y, size=size, font_weight="700")
    beside = "; ".join(filter(None, (tile["coverage"], tile["note"])))
    y += 22
    for text, letters in ((tile["label"], TEXT_SIZE), (beside, SMALL)):
        for line in wrapped(text, room, letters, most=3) if text else ():
            drawn += label(line, x, y, size=letters)
            y += letters * 1.25
    return drawn, y + 8
