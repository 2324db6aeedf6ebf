"""A chart's figures as a workbook, laid out as official statistics lay out theirs.

A cover, the notes, and one table on a sheet of its own: marked up, without merged or empty cells,
frozen panes, filters or colours that mean something ("Releasing statistics in spreadsheets",
Analysis Function). The same chart has the same bytes: nothing of the machine or the hour is in it.
Texts are written as texts, so none can become a formula.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlsxwriter import Workbook

from operations.renderers.columns import COLUMNS, Cell, Row, cells, in_words, rows
from operations.renderers.exact import digits, number
from operations.renderers.imprint import (
    Imprint,
    dated_words,
    licence_line,
    source_words,
)
from operations.renderers.words import summary
from operations.series import ChartData

NOT_APPLICABLE = "[z]"
NUMBER_SHEET = "Figures"
LONGEST_CELL = 32_767  # Excel's own limit; a longer text would make the file unreadable
WIDEST, NARROWEST = 60, 10

HEADINGS = {
    "figure_id": "Figure id", "metric": "Metric id", "metric_label": "Metric",
    "category": "Category", "value": "Value", "qualifier": "Qualifier", "unit": "Unit",
    "period_start": "Period start", "period_end": "Period end", "period_kind": "Period kind",
    "area_code": "Area code", "area_name": "Area", "organisation": "Organisation id",
    "coverage": "Coverage", "coverage_note": "Coverage in words", "status": "Status",
    "shorthand": "Shorthand", "note": "Notes", "as_stated": "As stated",
    "release_title": "Release", "release_url": "Release address", "published_at": "Published",
    "version": "Version", "corrected_at": "Corrected", "figure_url": "Figure address",
    "licence": "Licence",
}  # fmt: skip
SHORTHAND = {
    "[b]": "break: does not compare with the figure before it",
    "[e]": "estimated",
    "[p]": "provisional",
    "[r]": "revised or corrected",
    "[x]": "not available: no figure is known",
    NOT_APPLICABLE: "not applicable: nothing to say in this cell",
}
HOW_TO_READ = (
    "Sheets in this file: Cover; Notes; Figures, with one table.",
    "Numbers have as many digits as the release states, and dates are those of London.",
    *(f"Shorthand: {sign} {words}" for sign, words in SHORTHAND.items()),
)
ABOUT_THE_TABLE = (
    "This sheet has one table. Its shorthand is explained on the cover, its notes on Notes."
)
# What a file without a date of its own is dated, so that it has the same bytes on every day.
UNDATED = date(2000, 1, 1)


@dataclass(frozen=True)
class Sheets:
    """What a workbook holds: a cover line by line, of which the first is its title, and figures.

    `subject` and `comments` are for the file's own description, `made` is the day of the figures.
    """

    cover: Sequence[str]
    rows: Sequence[Row]
    subject: str = ""
    comments: str = ""
    author: str = ""
    made: date | None = None

    @property
    def title(self) -> str:
        return self.cover[0]

    @cached_property
    def notes(self) -> list[str]:
        """Every note of a figure, each once: the table names them by their numbers."""
        return list(dict.fromkeys(row.note for row in self.rows if row.note))


def xlsx_file(chart: ChartData, imprint: Imprint) -> bytes:
    sheets = Sheets(
        cover=_cover(chart, imprint),
        rows=rows(chart, imprint),
        subject=chart.caption.subtitle,
        comments=f"{imprint.address(chart)} {licence_line(chart)}.",
        author=imprint.site,
        made=chart.updated,
    )
    return xlsx_of(sheets)


def xlsx_of(sheets: Sheets) -> bytes:
    output = io.BytesIO()
    book = Workbook(output, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    })  # fmt: skip
    book.set_properties(_properties(sheets))
    looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
    _write_lines(book.add_worksheet("Cover"), sheets.cover, looks)
    _write_notes(book.add_worksheet("Notes"), sheets.notes, looks)
    _write_figures(book.add_worksheet(NUMBER_SHEET), sheets, looks)
    book.close()
    return output.getvalue()


_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True},
    "text": {"text_wrap": True, "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0.###############", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
}


def _properties(sheets: Sheets) -> dict[str, Any]:
    """Return what the file's own description says; its moment is the figures' own."""
    made = datetime.combine(sheets.made or UNDATED, time(0), UTC).replace(tzinfo=None)
    return {
        "title": sheets.title,
        "subject": sheets.subject,
        "author": sheets.author,
        "company": "",
        "comments": sheets.comments,
        "created": made,
    }


def _cover(chart: ChartData, imprint: Imprint) -> list[str]:
    """Return the cover line by line; the first is the title, and none is empty."""
    caption = chart.caption
    lines = [
        caption.title,
        caption.subtitle,
        summary(chart),
        f"From: {imprint.site}",
        f"Address: {imprint.address(chart)}",
        dated_words(chart, imprint),
        licence_line(chart),
        *(f"Source: {source_words(s)}, {imprint.whole(s.url)}" for s in chart.sources),
        caption.note,
        *chart.notes,
        *HOW_TO_READ,
    ]
    return [line for line in lines if line]


def _write_lines(sheet: Any, lines: Sequence[str], looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 90)
    for place, line in enumerate(lines):
        sheet.write_string(place, 0, _fitting(line), looks["text" if place else "title"])


def _write_notes(sheet: Any, notes: Sequence[str], looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, "Notes", looks["title"])
    if not notes:
        sheet.write_string(1, 0, "There are no notes on these figures.", looks["text"])
        return
    sheet.write_string(1, 0, "This sheet has one table.", looks["text"])
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 100)
    _mark_up(sheet, 2, ("Note", "What it says"), len(notes), "notes", looks)
    for place, note in enumerate(notes, start=1):
        sheet.write_string(2 + place, 0, f"[note {place}]", looks["text"])
        sheet.write_string(2 + place, 1, _fitting(note), looks["text"])


def _write_figures(sheet: Any, sheets: Sheets, looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, _fitting(sheets.title), looks["title"])
    sheet.write_string(1, 0, ABOUT_THE_TABLE)
    headings = [HEADINGS[name] for name in COLUMNS]
    _mark_up(sheet, 2, headings, len(sheets.rows), "figures", looks)
    for place, told in enumerate(told_cells(sheets), start=3):
        for column, (name, cell) in enumerate(zip(COLUMNS, told, strict=True)):
            _write(sheet, place, column, cell, looks, missing=name == "value")
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, _width(name, sheets.rows))


def told_cells(sheets: Sheets) -> Iterator[list[Cell]]:
    """Yield each row's cells as the table has them: a note by its number."""
    numbered = {note: f"[note {place}]" for place, note in enumerate(sheets.notes, start=1)}
    place = COLUMNS.index("note")
    for row in sheets.rows:
        told = cells(row)
        told[place] = numbered.get(row.note, "")
        yield told


def _mark_up(
    sheet: Any, top: int, headings: Sequence[str], count: int, name: str, looks: dict[str, Any]
) -> None:
    """Mark the cells that are written next as a table, which programs and screen readers find."""
    sheet.add_table(
        top, 0, top + max(count, 1), len(headings) - 1,
        {
            "name": name, "autofilter": False, "style": None,
            "columns": [{"header": h, "header_format": looks["head"]} for h in headings],
        },
    )  # fmt: skip


def _write(
    sheet: Any, row: int, column: int, cell: Cell, looks: dict[str, Any], *, missing: bool
) -> None:
    """Write one cell by what it is: numbers as numbers, days as days, everything else as text."""
    match cell:
        case None | "":
            sheet.write_string(row, column, "[x]" if missing else NOT_APPLICABLE, looks["text"])
        case Decimal() | int():
            value = number(Decimal(cell))
            look = looks["whole" if isinstance(value, int) else "number"]
            sheet.write_number(row, column, value, look)
        case date() if not isinstance(cell, datetime):
            sheet.write_datetime(row, column, datetime.combine(cell, time(0)), looks["date"])
        case _:
            # A moment too: a spreadsheet's own has no offset.
            sheet.write_string(row, column, _fitting(in_words(cell, digits)), looks["text"])


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _width(name: str, figures: Sequence[Row]) -> int:
    texts = [in_words(getattr(row, name), digits) for row in figures if name != "note"]
    longest = max((len(text) for text in [HEADINGS[name], *texts]), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)
