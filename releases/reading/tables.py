"""What a number in a table counts: by its row's label and its column's head. No Django.

“Northvale⇥338⇥274” under “Force⇥Phone⇥Belt”; “April: 702 / 1,010” under “… (arrests / charges):”.
"""

import re
from itertools import pairwise

from releases.reading.letters import Reading
from releases.reading.parts import Span

_FARTHEST = 3_000  # characters back to a column's head
_LONGEST_ROW = 300
_MOST_ROWS = 40
# Two spaces after a full stop are how some people type.
_GAP = re.compile(
    r"\t[\t ]{0,9}|(?<![.!?])[ \u00a0]{2}[\t \u00a0]{0,40}|:[ \u00a0](?=[£\d])"
    r"|[ \u00a0]?[/|][ \u00a0]"
)
_WIDE_GAP = re.compile(r"\t|(?<![.!?])[ \u00a0]{2}")
_VALUE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]{0,12}[A-Za-z]{0,3}[^A-Za-z]*")
_IN_BRACKETS = re.compile(r"\(([^()\n]{3,120})\)")


def cell_words(reading: Reading, number: Span) -> str:
    """The column's head and the row's label of a number in a table, in the text's order, or ""."""
    text = reading.text  # tabs are folded away in the other
    floor = max(0, number.start - _LONGEST_ROW)
    start = text.rfind("\n", floor, number.start) + 1
    if start <= floor and floor:
        return ""
    end = text.find("\n", number.end, number.end + _LONGEST_ROW)
    end = min(len(text), number.end + _LONGEST_ROW) if end < 0 else end
    cells = _cells(text, start, end)
    at = next((k for k, cell in enumerate(cells) if cell.start <= number.start < cell.end), 0)
    if not at or not _is_row(text, cells):
        return ""
    label = cells[0]
    head = _head(text, start, at, len(cells))
    if head is None and not (_WIDE_GAP.match(text, label.end) and _has_peer(text, start, end)):
        return ""
    spans = [span for span in (head, label) if span is not None]
    return " ".join(reading.words(span.start, span.end).strip(" :•-*") for span in spans).strip()


def _cells(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line; one cell where nothing sets its parts apart."""
    while start < end and text[start] in " \t\u00a0":
        start += 1
    edges = [start]
    for gap in _GAP.finditer(text, start, end):
        edges += [gap.start(), gap.end()]
    edges.append(end)
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [span for span in spans if text[span.start : span.end].strip()]


def _is_row(text: str, cells: list[Span]) -> bool:
    """A label of letters, and then values alone."""
    label = text[cells[0].start : cells[0].end]
    return (
        any(letter.isalpha() for letter in label)
        and len(label) <= 60
        and all(_VALUE.fullmatch(text, cell.start, cell.end) for cell in cells[1:])
    )


def _has_peer(text: str, start: int, end: int) -> bool:
    """Whether the line above or below is a row too: one alone may be prose with double spaces."""
    above = Span(text.rfind("\n", max(0, start - _LONGEST_ROW), max(0, start - 1)) + 1, start - 1)
    below = Span(end + 1, text.find("\n", end + 1, end + _LONGEST_ROW))
    if below.end < 0:
        below = Span(end + 1, min(len(text), end + _LONGEST_ROW))
    for line in (above, below):
        if 0 <= line.start < line.end <= line.start + _LONGEST_ROW:
            cells = _cells(text, line.start, line.end)
            if len(cells) > 1 and _is_row(text, cells):
                return True
    return False


def _head(text: str, start: int, at: int, count: int) -> Span | None:
    """The cell above a column that has words and no digit, in a line with as many cells."""
    floor = max(0, start - _FARTHEST)
    edges = [start - 1]
    while edges[-1] > floor and len(edges) <= _MOST_ROWS:
        edges.append(text.rfind("\n", floor, edges[-1]))
        if edges[-1] < 0:
            break
    for end, before in pairwise(edges):
        line = Span(max(before + 1, floor), max(end, 0))
        if line.end - line.start > _LONGEST_ROW:
            return None
        cells = _cells(text, line.start, line.end)
        if named := _named_in_brackets(text, line, at, count):
            return named
        if len(cells) == count and _is_head(text, cells[at]):
            return cells[at]
        if len(cells) == count - 1 > 1 and all(_is_head(text, cell) for cell in cells):
            return cells[at - 1]  # nothing stands above the labels
    return None


def _is_head(text: str, cell: Span) -> bool:
    words = text[cell.start : cell.end]
    return any(mark.isalpha() for mark in words) and not any(mark.isdigit() for mark in words)


def _named_in_brackets(text: str, line: Span, at: int, count: int) -> Span | None:
    """The column's name in “The figures by month (arrests / charges):”."""
    found = _IN_BRACKETS.search(text, line.start, line.end)
    if found is None:
        return None
    names = _cells(text, found.start(1), found.end(1))
    return names[at - 1] if len(names) == count - 1 and count > 2 else None
