"""What a reader of the table’s values would not be told: merged, hidden and unfinished cells.

No Django. The values themselves are read by python-calamine; this looks at the XML beside it, and
counts rows and cells first, so that nothing is made room for that a sheet only claims to have.
"""

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from operations.importing import limits
from operations.importing.archives import Attributes, local, plainly, walk
from operations.importing.limits import RefusedError

NO_RESULT = "The cell has a formula whose result is not saved. Write the number itself."
AN_ERROR = "The spreadsheet could not work this cell out (an error such as #N/A)."
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
# Excel's own number formats for per cent; the others are spelt out in the file.
_PERCENT_FORMATS = frozenset({9, 10})


@dataclass
class Seen:
    """One sheet beside its values; rows and columns count from 1."""

    rows: int = 0
    columns: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)  # the last row of it, its name
    unreadable: dict[tuple[int, int], str] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)

    def fill(self, row: int, column: int) -> None:
        """Note a cell with something in it; refuse a sheet that grows beyond the limits."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows > limits.MOST_ROWS + limits.MOST_PARTS:
            raise RefusedError(
                f"The sheet has over {limits.MOST_ROWS:,} rows. Import it in parts, or by the "
                "command import_figures."
            )
        if self.columns > limits.MOST_COLUMNS:
            raise RefusedError(
                f"The sheet has over {limits.MOST_COLUMNS} columns. Leave those with figures, one "
                "figure a row."
            )


def place_of(name: str) -> tuple[int, int]:
    """“C14” → (14, 3)."""
    found = _CELL.match(name)
    if not found:
        raise RefusedError("The file names a cell that no sheet has. Save it anew.")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


class OfXlsx:
    """Handlers for the XML of one worksheet.

    Two million cells are walked here, so a cell costs two calls: where it begins, and where its
    value does. What ends is told by what begins next.
    """

    def __init__(self, percent_styles: set[int]) -> None:
        self.seen = Seen()
        self.parser: Any = None
        self._percent = {str(style) for style in percent_styles}
        self._shorts: dict[str, str] = {}
        self._row = self._column = 0
        self._cell = self._filled = ""
        self._has_formula = self._in_value = self._has_value = False

    def start(self, name: str, attributes: Attributes) -> None:
        short = self._shorts.get(name)
        if short is None:
            short = self._shorts[name] = local(name)
        if short == "c":
            self._begin_cell(attributes)
        elif short in ("v", "is"):
            self._filled, self._in_value = self._cell, True
        elif short == "f":
            self._filled, self._has_formula = self._cell, True
            self.parser.CharacterDataHandler = self._text
        elif short == "row":
            self._begin_row(attributes)
        elif short == "col" and attributes.get("hidden") in ("1", "true"):
            self.seen.hidden_columns.append(int(attributes.get("min", 1)))
        elif short == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.seen.merged.append((place_of(last or first)[0], f"{first}:{last}"))

    def _begin_row(self, attributes: Attributes) -> None:
        self.finish()
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.seen.hidden_rows.append(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        if self._has_formula:
            self._end_formula()
        self._column += 1
        self._in_value = False
        self._cell = attributes.get("r") or f"{letters(self._column)}{self._row}"
        if attributes.get("s") in self._percent:
            self.seen.percent.add(place_of(self._cell))
        if attributes.get("t") == "e":
            self.seen.unreadable[place_of(self._cell)] = AN_ERROR

    def _text(self, data: str) -> None:
        if self._in_value and data.strip():
            self._has_value = True

    def _end_formula(self) -> None:
        if not self._has_value:
            self.seen.unreadable[place_of(self._cell)] = NO_RESULT
        self._has_formula = self._has_value = self._in_value = False
        self.parser.CharacterDataHandler = None

    def finish(self) -> None:
        """The row has ended: its last cell says how wide it is."""
        if self._has_formula:
            self._end_formula()
        if self._filled:
            self.seen.fill(*place_of(self._filled))
            self._filled = ""


def letters(column: int) -> str:
    """4 → “D”."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


class PercentStyles:
    """Handlers for styles.xml: which cell styles write per cent."""

    def __init__(self) -> None:
        self.styles: set[int] = set()
        self._formats = set(_PERCENT_FORMATS)
        self._place = -1
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        match local(name):
            case "numFmt" if "%" in attributes.get("formatCode", ""):
                self._formats.add(int(attributes.get("numFmtId", -1)))
            case "cellXfs":
                self._inside = True
            case "xf" if self._inside:
                self._place += 1
                if int(attributes.get("numFmtId", 0)) in self._formats:
                    self.styles.add(self._place)

    def end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._inside = False


class OfOds:
    """Handlers for content.xml: every sheet of it."""

    def __init__(self) -> None:
        self.sheets: dict[str, Seen] = {}
        self.hidden_sheets: set[str] = set()
        self._undisplayed: set[str] = set()
        self._style = ""
        self._seen = Seen()
        self._row = self._rows = self._column = self._table_column = 0
        self._cell: tuple[int, int, int, int, dict[str, str]] | None = None
        self._has_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        match local(name):
            case "table-cell" | "covered-table-cell":
                self._begin_cell(plainly(attributes))
            case "p" if self._cell is not None:
                self._has_text = True
            case "table-row":
                self._begin_row(plainly(attributes))
            case "table-column":
                said = plainly(attributes)
                if said.get("visibility", "visible") != "visible":
                    self._seen.hidden_columns.append(self._table_column + 1)
                self._table_column += int(said.get("number-columns-repeated", 1))
            case "table":
                self._begin_sheet(plainly(attributes))
            case "style":
                self._style = plainly(attributes).get("name", "")
            case "table-properties" if plainly(attributes).get("display") == "false":
                self._undisplayed.add(self._style)

    def _begin_sheet(self, said: dict[str, str]) -> None:
        self._seen = self.sheets[said.get("name", "")] = Seen()
        self._row = self._rows = self._table_column = 0
        if said.get("style-name", "") in self._undisplayed:
            self.hidden_sheets.add(said.get("name", ""))

    def _begin_row(self, said: dict[str, str]) -> None:
        self._row += self._rows
        self._rows = max(1, int(said.get("number-rows-repeated", 1)))
        self._column = 0
        if said.get("visibility", "visible") != "visible":
            self._seen.hidden_rows.append(self._row + 1)

    def _begin_cell(self, said: dict[str, str]) -> None:
        times = max(1, int(said.get("number-columns-repeated", 1)))
        self._cell = (self._row + 1, self._column + 1, self._rows, times, said)
        self._column += times
        self._has_text = False
        down, across = (
            int(said.get(f"number-{way}-spanned", 1)) for way in ("rows", "columns")
        )  # fmt: skip
        if down > 1 or across > 1:
            row, column = self._row + 1, self._column
            self._seen.merged.append((row + down - 1, f"row {row}, column {column}"))

    def end(self, name: str) -> None:
        if local(name) not in ("table-cell", "covered-table-cell") or self._cell is None:
            return
        row, column, rows, times, said = self._cell
        self._cell = None
        kind = said.get("value-type", "")
        is_formula = "formula" in said
        if not (kind or is_formula or self._has_text):
            return
        self._seen.fill(row + rows - 1, column + times - 1)
        here = (row, column)
        if kind == "percentage":
            for down in range(rows):
                self._seen.percent.update((row + down, column + right) for right in range(times))
        if is_formula and not kind:
            self._seen.unreadable[here] = NO_RESULT
        if kind == "error" or (is_formula and kind == "string" and not self._has_text):
            self._seen.unreadable[here] = AN_ERROR


def percent_styles(archive: zipfile.ZipFile) -> set[int]:
    found = PercentStyles()
    if "xl/styles.xml" in archive.namelist():
        walk(archive, "xl/styles.xml", found)
    return found.styles
