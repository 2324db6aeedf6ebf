"""Rows of a table or a list by force or by area, and the place that each row is of. No Django.

A table's rows are by place where its first column is headed “Force”, “Borough” or the like; a
list's where its lead-in says “by force”, or where each line says it (“Borough: Anytown”).
"""

import re
from collections.abc import Iterator

from releases.reading.letters import Reading
from releases.reading.parts import Form, Span

_AREA = (
    r"(?:police )?(?:forces?(?: area)?|areas?|count(?:y|ies)|boroughs?|regions?|districts?"
    r"|cit(?:y|ies)|towns?|nations?|countr(?:y|ies)|divisions?|stations?|constabular(?:y|ies))"
)
_LINE = re.compile(r"[^\n]+")
_LONGEST_CELL = 60
_GAP = re.compile(r"[^\S\n]*(?:\t|\|)[^\S\n]*|[^\S\n]{2,}")
_HEAD = re.compile(rf"\W{{0,3}}{_AREA}\W{{0,3}}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\W{{0,6}}(?i:{_AREA})(?::[ ]?|[ ]-[ ])"
    r"(?P<place>[A-Z][^\s:;,|-]{0,30}(?: (?!- )[^\s:;,|-]{1,30}){0,5})"
)
_BY_PLACE = re.compile(
    rf"\b(?:by|per|for each|in each)(?: (?:individual|local|police))? {_AREA}\b", re.IGNORECASE
)
_ITEM = re.compile(
    r"(?:[^\w\s]|o )[^\S\n]{0,8}"
    r"(?P<place>[A-Z][\w'&.]{1,30}(?:[ -](?!- )[\w'&.]{1,30}){0,5})(?=:| - | \(| \u2014 )"
)
_WHOLE = re.compile(r"\W*(?:all|total|overall|both|sum|average)\b|\W*others?\W*$", re.IGNORECASE)


def rows_by_place(reading: Reading, form: Form) -> Iterator[tuple[Span, Span]]:
    """Each row's line and the words of its place, in the text's order."""
    is_table = is_list = False
    for line in _LINE.finditer(reading.plain, form.start, form.end):
        if not line[0].strip():
            continue
        start, end = line.span()
        first = _first_cell(reading, start, end)
        item = _ITEM.match(reading.plain, start, end)
        place: Span | None = None
        if labelled := _LABELLED.match(reading.plain, start, end):
            place = Span(*labelled.span("place"))
        elif first is None:
            is_table = False
        elif _HEAD.fullmatch(reading.plain, first.start, first.end):
            is_table = True
        elif is_table:
            place = first
        if item is not None and is_list and place is None:
            place = Span(*item.span("place"))
        elif item is None:
            is_list = bool(_BY_PLACE.search(reading.plain, max(start, end - _LEAD_IN), end))
        if place is not None and not _WHOLE.match(reading.plain[place.start : place.end]):
            yield Span(start, end), place


_LEAD_IN = 300


def _first_cell(reading: Reading, start: int, end: int) -> Span | None:
    """The first cell of a line of several, where it is as short as a name; else None."""
    gap = _GAP.search(reading.text, start + 1, min(end, start + _LONGEST_CELL))
    if gap is None or gap.start() == start or gap.end() >= end:
        return None
    return Span(start, gap.start())
