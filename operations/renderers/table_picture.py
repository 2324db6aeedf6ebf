"""A table as a picture, for files and cards; a page shows the table itself."""

from operations.renderers.annotating import said
from operations.renderers.drawing import (
    LINE_HEIGHT,
    MUTED,
    SMALL,
    TEXT_SIZE,
    Drawn,
    label,
    number,
    tag,
    text_width,
    wrapped,
)
from operations.renderers.table import Cell, Table, table
from operations.series import ChartData

GAP = 16.0
NAMES_SHARE, NOTES_SHARE = 0.4, 0.3
# A longer heading is wrapped.
HEADING = 110.0
LINE = SMALL * LINE_HEIGHT


def draw_table(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw the rows side by side with their columns, or under one another where these are wide."""
    found = table(chart)
    marked = [f"{said(one, chart.unit)}." for one in chart.annotations]
    notes = (*filter(None, [found.symbols]), *marked)
    columns = _columns(found, width)
    if columns is None:
        return Drawn(*_blocks(found, width, top), notes)
    return Drawn(*_grid(found, columns, top), notes)


def _columns(found: Table, width: float) -> list[float] | None:
    """The widths of the columns; None where they have no room beside one another."""
    wide = []
    last = len(found.head) - 1
    for place, heading in enumerate(found.head):
        texts = [row[place].text for row in found.rows]
        # Bold letters are wider than text_width reckons with.
        longest_word = max((text_width(word, SMALL) for word in heading.split()), default=0.0)
        head = max(longest_word, min(text_width(heading, SMALL), HEADING))
        natural = max(text_width(text, SMALL) for text in texts) if texts else 0.0
        natural = max(natural, head) * 1.08
        if place == 0:
            natural = min(natural, width * NAMES_SHARE)
        elif found.has_notes and place == last:
            natural = min(natural, width * NOTES_SHARE)
        wide.append(natural)
    room = width - GAP * last
    if sum(wide) > room:
        return None
    # What is left over goes to the names, so that the numbers stand at the right.
    wide[0] += room - sum(wide)
    return wide


def _grid(found: Table, columns: list[float], top: float) -> tuple[str, float]:
    heads = tuple(Cell(text, header=True) for text in found.head)
    drawn, y = _row(found, heads, columns, top, is_head=True)
    for row in found.rows:
        drawn += _rule(sum(columns) + GAP * (len(columns) - 1), y)
        one, y = _row(found, row, columns, y + 5)
        drawn += one
    return drawn, y


def _row(
    found: Table, row: tuple[Cell, ...], columns: list[float], top: float, *, is_head: bool = False
) -> tuple[str, float]:
    drawn, x, most = "", 0.0, 1
    last = len(columns) - 1
    for place, (cell, wide) in enumerate(zip(row, columns, strict=True)):
        is_words = place == 0 or cell.is_text or (found.has_notes and place == last)
        lines = wrapped(cell.text, wide / 1.08, SMALL, most=6)
        most = max(most, len(lines))
        drawn += label(
            lines, x if is_words else x + wide, top + SMALL, size=SMALL,
            text_anchor=None if is_words else "end",
            font_weight="600" if is_head or cell.header else None,
        )  # fmt: skip
        x += wide + GAP
    return drawn, top + most * LINE + 5


def _blocks(found: Table, width: float, top: float) -> tuple[str, float]:
    """Write each row as a heading with its cells under it, each after the name of its column."""
    drawn, y = "", top
    for row in found.rows:
        lines = wrapped(row[0].text, width * 0.9, TEXT_SIZE, most=4)
        drawn += label(lines, 0.0, y + TEXT_SIZE, font_weight="600")
        y += len(lines) * TEXT_SIZE * LINE_HEIGHT + 3
        for heading, cell in zip(found.head[1:], row[1:], strict=True):
            if not cell.text:
                continue
            lines = wrapped(f"{heading}: {cell.text}", width, SMALL, most=6)
            look = {"fill_opacity": MUTED} if cell.is_text else {}
            drawn += label(lines, 0.0, y + SMALL, size=SMALL, **look)
            y += len(lines) * LINE
        drawn += _rule(width, y + 6)
        y += 12
    return drawn, y


def _rule(width: float, y: float) -> str:
    path = f"M0 {number(y)}H{number(width)}"
    return tag("path", d=path, stroke="currentColor", stroke_opacity=0.25)
