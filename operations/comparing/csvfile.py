"""Pairs of figures as CSV: a row for each figure, and the difference in the row of the second.

Between the number of its pair and the difference stand the columns that every file of figures has.
"""

import csv
import io
from collections.abc import Sequence

from operations.comparing.differing import Comparison
from operations.renderers.columns import COLUMNS, Cell, cells, in_words, rows
from operations.renderers.csvfile import FORMULA, MARK
from operations.renderers.exact import digits
from operations.renderers.imprint import Imprint
from operations.series import Caption, ChartData, Point, Series

BEFORE = ("pair", "side")
AFTER = (
    "comparable", "difference", "difference_qualifier", "difference_percent", "reasons",
)  # fmt: skip


def csv_file(pairs: Sequence[tuple[tuple[Point, Point], Comparison]], imprint: Imprint) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*BEFORE, *COLUMNS, *AFTER))
    points = [point for both, _ in pairs for point in both]
    for place, row in enumerate(rows(_listed(points), imprint) if points else []):
        pair, is_second = divmod(place, 2)
        after = _verdict(pairs[pair][1]) if is_second else [""] * len(AFTER)
        side = "second" if is_second else "first"
        writer.writerow(_written(cell) for cell in (str(pair + 1), side, *cells(row), *after))
    return MARK + text.getvalue().encode()


def _listed(points: Sequence[Point]) -> ChartData:
    labels = tuple(point.label for point in points)
    series = (Series("", tuple(points)),)
    return ChartData("compared", "table", False, labels, series, Caption("Compared"))


def _verdict(verdict: Comparison) -> list[Cell]:
    found = verdict.difference
    return [
        "yes" if verdict.is_comparable else "no",
        found.value if found else "",
        found.qualifier.value if found else "",
        round(found.percent, 1) if found and found.percent is not None else "",
        " ".join((*verdict.reasons, verdict.unknown, *verdict.notes)).strip(),
    ]


def _written(cell: Cell) -> str:
    text = in_words(cell, digits)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text
