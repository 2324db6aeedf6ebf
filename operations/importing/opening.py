"""Run as a program of its own: an .xlsx or .ods in, its table of figures out, row by row.

It reads the kind from its argument and the file from standard input, and answers lines of JSON: one
object about the sheet, then a pair for each row (its number in the sheet, its cells as text), then
``{"end": …}``; or ``{"refused": sentence}`` at any point. No Django.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import python_calamine as calamine

from operations.apart import bound_this_process
from operations.importing import limits
from operations.importing.archives import DAMAGED, opened, plainly, refuse_entities, walk
from operations.importing.cells import UNREADABLE
from operations.importing.limits import RefusedError
from operations.importing.matching import LOOKED_THROUGH, heading_row, known_headings
from operations.importing.seen_sheets import OfOds, OfXlsx, Seen, percent_styles

# A spreadsheet holds 64 bits: so many digits of a number are what was typed.
SURE_DIGITS = ".15g"
_NOTE = re.compile(r"\[note \d+\]")


def main() -> None:
    bound_this_process(memory=limits.MEMORY, seconds=limits.SECONDS)
    try:
        for answer in answers(sys.argv[1], sys.stdin.buffer.read()):
            sys.stdout.write(json.dumps(answer))
            sys.stdout.write("\n")
    except RefusedError as refused:
        sys.stdout.write(json.dumps({"refused": str(refused)}) + "\n")
    except (calamine.CalamineError, ValueError, OverflowError):
        sys.stdout.write(json.dumps({"refused": DAMAGED}) + "\n")
    sys.stdout.flush()


def answers(kind: str, data: bytes) -> Iterator[Any]:
    archive = opened(io.BytesIO(data))
    refuse_entities(archive)
    ods = _look_at_ods(archive) if kind == "ods" else None
    book = calamine.load_workbook(io.BytesIO(data))
    hidden = ods.hidden_sheets if ods else _hidden_sheets(book)
    if hidden:
        raise RefusedError(
            f"The file has a hidden sheet (“{min(hidden)}”). Show it and look at what it holds, or "
            "delete it: nothing that cannot be seen is taken in."
        )
    seen = dict(ods.sheets) if ods else {}
    if not ods:
        for name, part in _parts_of(archive).items():
            handlers = OfXlsx(percent_styles(archive))
            walk(archive, part, handlers)
            handlers.finish()
            seen[name] = handlers.seen
    name, top, rows = _table(book, seen)
    notes = _notes(book)
    _refuse_unseen(name, seen[name], top)
    yield {"sheet": name, "sheets": len(seen), "top": top}
    length = 0
    for number, row in rows:
        cells = [notes.get(cell, cell) for cell in row]
        length += sum(map(len, cells))
        if length > limits.MOST_TEXT:
            raise RefusedError("The sheet holds far more text than figures need. Save it as CSV.")
        yield [number, cells]
    yield {"end": True}


def _look_at_ods(archive: zipfile.ZipFile) -> OfOds:
    handlers = OfOds()
    walk(archive, "content.xml", handlers)
    return handlers


def _hidden_sheets(book: Any) -> set[str]:
    visible = calamine.SheetVisibleEnum.Visible
    return {one.name for one in book.sheets_metadata if one.visible != visible}


class _Sheets:
    """Handlers for workbook.xml and its relations: which part of the archive is which sheet."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.parts: dict[str, str] = {}

    def start(self, name: str, attributes: Any) -> None:
        said = plainly(attributes)
        if name.endswith(" sheet"):
            self.names[said.get("id", "")] = said.get("name", "")
        elif name.endswith(" Relationship"):
            target = said.get("Target", "")
            self.parts[said.get("Id", "")] = (
                target[1:] if target.startswith("/") else f"xl/{target}"
            )  # fmt: skip


def _parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    found = _Sheets()
    walk(archive, "xl/workbook.xml", found)
    walk(archive, "xl/_rels/workbook.xml.rels", found)
    return {
        name: part
        for key, name in found.names.items()
        if (part := found.parts.get(key, "")) in archive.namelist()
    }


def _table(book: Any, seen: dict[str, Seen]) -> tuple[str, int, Iterator[tuple[int, list[str]]]]:
    """The sheet with the figures, the row of its headings, and its rows from there on."""
    found = []
    for name, sheet in seen.items():
        if sheet.rows:
            first = [cells for _, cells in _first_rows(book, name, sheet)]
            top = heading_row(first) if first else 0
            known = known_headings(first[top]) if first else 0
            found.append((known, sheet.rows > 1, name, top))
    if not found:
        raise RefusedError("There is nothing in the file. Was it saved before it was uploaded?")
    found.sort(key=lambda one: one[:2], reverse=True)
    best = found[0]
    if len(found) > 1 and found[1][:2] == best[:2]:
        raise RefusedError(
            f"The sheets “{best[2]}” and “{found[1][2]}” both look like the figures. Leave one of "
            "them in the file, or save it as CSV."
        )
    _, _, name, place = best
    rows = _rows(book, name, seen[name])
    for _ in range(place):
        next(rows)
    number, headings = next(rows)
    return name, number, _chained((number, headings), rows)


def _chained(
    first: tuple[int, list[str]], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rows


def _first_rows(book: Any, name: str, seen: Seen) -> Iterator[tuple[int, list[str]]]:
    for place, row in enumerate(_rows(book, name, seen)):
        if place >= LOOKED_THROUGH:
            return
        yield row


def _rows(book: Any, name: str, seen: Seen) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, as text, with their numbers in the sheet."""
    sheet = book.get_sheet_by_name(name)
    # Rows come from the sheet's first on, but their cells from the first column that is filled.
    left = sheet.start[1] if sheet.start else 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [
            _text(value, (number, column), seen) for column, value in enumerate(row, start=left + 1)
        ]
        if any(cells):
            yield number, cells


def _text(value: Any, place: tuple[int, int], seen: Seen) -> str:
    if seen.unreadable and place in seen.unreadable:
        return UNREADABLE + seen.unreadable[place]
    match value:
        case "" | None:
            return ""
        case str():
            return value.replace(UNREADABLE, "")
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, is_percent=place in seen.percent)
        case datetime():
            return (value.date() if value.time() == time(0) else value).isoformat()
        case date():
            return value.isoformat()
    return str(value)


def _number(value: float, *, is_percent: bool) -> str:
    exact = Decimal(format(value, SURE_DIGITS)) * (100 if is_percent else 1)
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if is_percent else text


def _notes(book: Any) -> dict[str, str]:
    """What “[note 3]” stands for in a workbook of the site's own, whose notes have a sheet."""
    if "Notes" not in book.sheet_names:
        return {}
    rows = book.get_sheet_by_name("Notes").iter_rows()
    return {
        str(row[0]): str(row[1]) for row in rows if len(row) > 1 and _NOTE.fullmatch(str(row[0]))
    }


def _refuse_unseen(name: str, seen: Seen, top: int) -> None:
    """What stands above the headings may look as it likes; the table may hide nothing."""
    if merged := next((cells for last, cells in seen.merged if last >= top), ""):
        raise RefusedError(
            f"Cells of “{name}” are merged ({merged}). Part them, and write the value into each."
        )
    if hidden := next((row for row in seen.hidden_rows if top <= row <= seen.rows), 0):
        raise RefusedError(
            f"Row {hidden:,} of “{name}” is hidden. Show all rows, or delete those not meant."
        )
    if hidden := next((one for one in seen.hidden_columns if one <= seen.columns), 0):
        raise RefusedError(
            f"Column {hidden} of “{name}” is hidden. Show all columns, or delete those not meant."
        )


if __name__ == "__main__":
    main()
