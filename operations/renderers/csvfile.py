"""A chart's figures as CSV: RFC 4180 and the tabular data standard of GOV.UK, for Excel too.

One head row and no title rows, so that a program can read it as it is; title, licence and
addresses stand in columns. A byte-order mark begins it, since Excel takes "£" for two letters
without one; `without_mark` is for programs that stumble over it.
"""

import csv
import io

from operations.renderers.columns import COLUMNS, Cell, cells, in_words, rows
from operations.renderers.exact import digits
from operations.renderers.imprint import Imprint
from operations.series import ChartData

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
# With any of these first, a spreadsheet takes a text for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(chart: ChartData, imprint: Imprint) -> bytes:
    return MARK + without_mark(chart, imprint)


def without_mark(chart: ChartData, imprint: Imprint) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_written(cell) for cell in cells(row)] for row in rows(chart, imprint))
    return text.getvalue().encode()


def _written(cell: Cell) -> str:
    """Write a cell; only texts can be formulas, so no number ever gets an apostrophe."""
    text = in_words(cell, digits)
    is_text = isinstance(cell, str)
    return f"'{text}" if is_text and text.startswith(FORMULA) else text
