"""The server's picture of a chart: SVG with presentation attributes only, byte for byte stable.

Text and axes take the colour of the text around them (`currentColor`), so one picture serves the
light page, the dark page and paper. Nothing in it can be focused or followed: `role="img"` makes
it one image with a title and a description, and the table beside it holds the links.
"""

from operations.renderers import marks
from operations.renderers.axes import axis_title
from operations.renderers.bars import draw_bars
from operations.renderers.dots import begins_at, draw_dots
from operations.renderers.drawing import (
    FONT,
    LINE_HEIGHT,
    MUTED,
    SMALL,
    TEXT_SIZE,
    Drawn,
    label,
    tag,
    tick_text,
    words,
    wrapped,
)
from operations.renderers.key import (
    draw_key,
    draw_notes,
    key_of_marks,
    key_of_series,
    notes_in_picture,
)
from operations.renderers.lines import draw_lines
from operations.renderers.multiples import draw_multiples, shares_no_panel, told_of_scales
from operations.renderers.number_picture import draw_numbers
from operations.renderers.stacks import draw_stacks
from operations.renderers.table_picture import draw_table
from operations.renderers.tile_picture import draw_tiles
from operations.renderers.time_bars import draw_time_bars, uneven_notes
from operations.renderers.timeline import draw_timeline
from operations.renderers.words import description
from operations.series import ChartData

__all__ = ["WIDTH", "axis_title", "picture"]

WIDTH = 720


def picture(chart: ChartData, width: int = WIDTH, height: int | None = None) -> str:
    """Return the chart as an SVG element, as high as its words and marks need.

    `height` is a least height, in pixels like `width`: nothing is ever squeezed or cut off.
    """
    if chart.effective_kind == "numbers":
        body, bottom = draw_numbers(chart, float(width))
    else:
        body, bottom = _plot(chart, float(width))
    whole = max(int(bottom) + 1, height or 0)
    drawn = marks.patterns(chart) + body
    return image(chart, drawn, width, whole, font_size=TEXT_SIZE, color="currentColor")


def image(
    chart: ChartData, drawn: str, width: int, height: int, part: str = "", **look: object
) -> str:
    """Return what is drawn as one image with the chart's name and description.

    `part` goes before its ids, for an image that holds another of the same chart.
    """
    title_id = marks.ident(chart.slug, f"{part}title")
    desc_id = marks.ident(chart.slug, f"{part}desc")
    head = tag("title", words(chart.caption.title), id=title_id)
    head += tag("desc", words(description(chart)), id=desc_id)
    return tag(
        "svg",
        head + drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=title_id,
        aria_describedby=desc_id,
        font_family=FONT,
        **look,
    )


def _plot(chart: ChartData, width: float) -> tuple[str, float]:
    key, top = draw_key([*key_of_series(chart), *key_of_marks(chart)], width, 0.0)
    title = ""
    if text := _title_in_picture(chart):
        lines = wrapped(text, width, SMALL, most=3)
        title = label(lines, 0.0, top + SMALL, size=SMALL, fill_opacity=MUTED)
        top += len(lines) * SMALL * LINE_HEIGHT + 5
    drawn = _draw(chart, width, top)
    beneath = [*drawn.notes, *notes_in_picture(chart)]
    notes, bottom = draw_notes(beneath, width, drawn.bottom + 6)
    return key + title + drawn.body + notes, bottom


def _title_in_picture(chart: ChartData) -> str:
    """Say what the axis measures, where it begins if that is not zero, which scales are one."""
    if chart.effective_kind in ("timeline", "table"):
        return ""
    if chart.effective_kind == "multiples" and not shares_no_panel(chart):
        return told_of_scales(chart, axis_title(chart))
    begins = begins_at(chart)
    told = f" (axis begins at {tick_text(float(begins), chart.unit)})" if begins else ""
    return axis_title(chart) + told


def _draw(chart: ChartData, width: float, top: float) -> Drawn:
    match chart.effective_kind:
        case "line":
            return draw_lines(chart, width, top)
        case "stacked":
            return draw_stacks(chart, width, top)
        case "multiples" if shares_no_panel(chart):
            return draw_table(chart, width, top)
        case "multiples":
            return draw_multiples(chart, width, top)
        case "timeline":
            return draw_timeline(chart, width, top)
        case "tiles":
            return draw_tiles(chart, width, top)
        case "table":
            return draw_table(chart, width, top)
        case "dots":
            return draw_dots(chart, width, top)
        case _:
            return draw_time_bars(chart, width, top) or _even_bars(chart, width, top)


def _even_bars(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw bars side by side; where that is not true to time, it is said."""
    drawn = draw_bars(chart, width, top)
    return drawn._replace(notes=(*drawn.notes, *uneven_notes(chart)))
