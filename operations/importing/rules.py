"""One row of a file → one line for the staging table, or what is wrong with each of its cells.

No Django. Cells that many rows share (metric, force, period) are read once and remembered, so that
a million rows take seconds. Every rule and every sentence is here and in `cells` and `names`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from operations.importing import cells, names, texts
from operations.importing.cells import CellError
from operations.importing.columns import NAMES
from operations.importing.findings import Findings, Problem
from operations.periods import Period

# The columns of the staging table, in the order of a line.
STAGED = (
    "row", "figure_id", "is_own", "metric_id", "category_id", "organisation_id", "area",
    "operation_id", "phase_id", "period_kind", "period_start", "period_end", "period_basis",
    "value", "qualifier", "status", "is_partial", "coverage", "note", "words", "revises",
)  # fmt: skip
NULL = "\\N"
REMEMBERED = 50_000

WORKED_OUT = "Worked out by us:"
# What the site says before and behind a figure's own note when it writes a file.
_SAID_BEFORE = re.compile(
    r"(?:Second-hand report\. ?)?(?:Not comparable with the figure before: .*?\. ?)?"
)
_SAID_BEHIND = re.compile(
    r" ?(?:Corrected|Revised as planned|Revised) on \d{1,2} [A-Z][a-z]+ \d{4}, was .*\.\Z"
)


class _RowError(Exception):
    """Problems of several cells: pairs of a column and a sentence."""

    def __init__(self, *found: tuple[str, str]) -> None:
        self.found = found


class Rules:
    """The rules for one file: ``places`` says where its rows have which column.

    ``ids`` gives a new figure id for a row without one. ``of_public_site`` is for files that the
    site gave away, whose notes say more than the figure's own.
    """

    def __init__(
        self,
        known: names.Known,
        places: Mapping[str, int],
        *,
        width: int,
        ids: Callable[[], str],
        thousands: bool = False,
        of_public_site: bool = False,
    ) -> None:
        self.known, self.places, self.width = known, places, width
        self.ids, self.thousands, self.of_public_site = ids, thousands, of_public_site
        self.findings = Findings()
        # What the file does not have is read from one more cell, always empty, behind its rows.
        self._take = itemgetter(*(places.get(name, width) for name in NAMES))
        self._empty = [""] * (width + 1)
        self._memory: list[dict[Any, Any]] = [{} for _ in range(5)]

    def line(self, number: int, row: Sequence[str]) -> str | None:
        """The row as a line of COPY's text format; None where it states no (sound) figure."""
        findings = self.findings
        if len(row) > self.width and any(map(str.strip, row[self.width :])):
            self._wrong(number, ("", "There are more cells than headings in this row."))
            return None
        padded = [*row[: self.width], *self._empty[min(len(row), self.width) :]]
        (figure_id, metric, label, category, value, qualifier, unit, start, end, kind, code, area,
         organisation, coverage, coverage_note, status, shorthand, note, words, operation, phase,
         basis, revises) = self._take(padded)  # fmt: skip
        wrong: list[tuple[str, str]] = []
        read = self._value(wrong, value, shorthand)
        if read is not None and read.value is None:
            self._no_value(number, row, read, figure_id)
            return None
        if note and note.startswith(WORKED_OUT):
            findings.worked_out += 1
            return None
        marks = read.marks if read else ()
        parts = (
            self._recall(0, self._of_what, wrong, (metric, label, category, unit)),
            self._recall(1, self._of_whom, wrong, (organisation, code, area)),
            self._recall(2, self._of_operation, wrong, (operation, phase)),
            self._recall(3, self._period, wrong, (kind, start, end)),
            self._recall(4, self._hedges, wrong, (qualifier, status, shorthand, coverage, marks)),
        )
        said = self._texts(wrong, coverage_note, note, words, basis, revises, figure_id)
        if read is not None and read.is_percent and parts[0] and parts[0][1] != "percent":
            wrong.append(("value", f"“{value.strip()}”: this metric is not in per cent."))
        if wrong or said is None or read is None:
            self._wrong(number, *wrong)
            return None
        what, whom, of_operation, period, hedges = (part[0] for part in parts)  # type: ignore[index]
        own, coverage_text, note_text, words_text, basis_text, revised = said
        findings.figures += 1
        named = f"{own}\tt" if own else f"{self.ids()}\tf"
        return (
            f"{number}\t{named}\t{what}\t{whom}\t{of_operation}\t{period}\t{basis_text}\t"
            f"{read.value:f}\t{hedges}\t{coverage_text}\t{note_text}\t{words_text}\t{revised}\n"
        )

    # --- the groups of cells ---------------------------------------------------------------------

    def _recall(
        self, group: int, read: Callable[..., tuple[str, ...]], wrong: list[Any], key: Any
    ) -> tuple[str, ...] | None:
        """What ``read`` makes of the cells, remembered; what is wrong with them is added."""
        memory = self._memory[group]
        found = memory.get(key)
        if found is None:
            if len(memory) > REMEMBERED:
                memory.clear()
            try:
                found = read(*key)
            except _RowError as error:
                found = error
            memory[key] = found
        if isinstance(found, _RowError):
            wrong.extend(found.found)
            return None
        return found

    def _of_what(self, metric: str, label: str, category: str, unit: str) -> tuple[str, str]:
        column = "metric" if "metric" in self.places else "metric_label"
        pk = _tried(column, self.known.metrics.find, metric if column == "metric" else label)
        if pk is None:
            raise _RowError((column, "Empty: write the id or the name of a metric."))
        measured = self.known.measured[pk]
        in_unit = _tried("unit", cells.bare, unit)
        if in_unit and in_unit.casefold() not in (measured.unit.casefold(), *_SPELT[measured.unit]):
            raise _RowError(
                ("unit", f"“{in_unit}”: this metric is held in {measured.unit}. Convert the value.")
            )
        in_category = _tried("category", cells.bare, category)
        if not in_category:
            return f"{pk}\t{NULL}", measured.unit
        if measured.dimension is None:
            raise _RowError(
                ("category", f"“{in_category}”: this metric is not broken down. Leave it empty.")
            )
        found = _tried("category", self.known.categories[measured.dimension].find, in_category)
        return f"{pk}\t{found}", measured.unit

    def _of_whom(self, organisation: str, code: str, area: str) -> tuple[str]:
        pk = _tried("organisation", self.known.organisations.find, organisation)
        if pk is not None:
            return (f"{pk}\t{names.area_named(area)}",)
        try:
            return (f"{NULL}\t{names.area(code, area)}",)
        except CellError as error:
            column = "area_name" if cells.bare(area) else "area_code"
            if area in self.known.organisations or code in self.known.organisations:
                said = area if area in self.known.organisations else code
                sentence = f"“{said}” is a force or a unit: match this column to Organisation."
                raise _RowError((column, sentence)) from None
            raise _RowError((column, str(error))) from None

    def _of_operation(self, operation: str, phase: str) -> tuple[str]:
        pk = _tried("operation", self.known.operations.find, operation)
        named = _tried("phase", cells.bare, phase)
        if not named:
            return (f"{NULL if pk is None else pk}\t{NULL}",)
        if pk is None:
            raise _RowError(("operation", f"Empty: write whose phase “{named}” is."))
        known = self.known.phases.get(pk) or names.Names("phase of this operation", ())
        return (f"{pk}\t{_tried('phase', known.find, named)}",)

    def _period(self, kind: str, start: str, end: str) -> tuple[str, str]:
        found = _tried("period_kind", cells.kind, kind)
        first = _tried("period_start", cells.day, start)
        last = _tried("period_end", cells.day, end)
        try:
            Period(first.day, last.day, found)
        except ValueError as error:
            raise _RowError(("period_kind", str(error))) from None
        for said, read in ((start, first), (end, last)):
            if read.was_slashed and not self.findings.slashed:
                self.findings.slashed = f"{said.strip()} as {read.day:%-d %B %Y}"
        return f"{found.value}\t{first.day or NULL}\t{last.day or NULL}", ""

    def _hedges(
        self, qualifier: str, status: str, shorthand: str, coverage: str, marks: tuple[str, ...]
    ) -> tuple[str]:
        hedge = _tried("qualifier", cells.qualifier, qualifier)
        found = _tried("status", cells.status, status)
        signs = (*_tried("shorthand", cells.shorthand, shorthand), *marks)
        said = [cells.OF_STATUS[sign] for sign in signs if sign in cells.OF_STATUS]
        # A file of the site's marks what was corrected as revised, which is no status of a figure.
        if "status" in self.places:
            said = [one for one in said if one != "revised"]
        if not found and said:
            found = said[0]
        partial = _tried("coverage", cells.partial, coverage)
        return (f"{hedge.value}\t{found}\t{'t' if partial else 'f'}",)

    # --- single cells ----------------------------------------------------------------------------

    def _value(self, wrong: list[Any], value: str, shorthand: str) -> cells.Read | None:
        try:
            read = cells.number(value, thousands=self.thousands)
        except CellError as error:
            wrong.append(("value", str(error)))
            return None
        gone = [mark for mark in read.marks if mark in cells.NO_VALUE]
        if read.value is not None and gone:
            wrong.append(("value", f"“{value.strip()}” has a number, and says that there is none."))
            return None
        if read.value is None and not gone and shorthand.strip():
            try:
                return cells.Read(None, cells.shorthand(shorthand))
            except CellError as error:
                wrong.append(("shorthand", str(error)))
                return None
        return read

    def _texts(
        self, wrong: list[Any], coverage: str, note: str, words: str, basis: str, revises: str,
        figure_id: str,
    ) -> tuple[str, ...] | None:  # fmt: skip
        if not (coverage or note or words or basis or revises):
            found = ["", "", "", "", ""]
        else:
            found = []
            for column, read, cell in (
                ("coverage_note", texts.coverage, coverage), ("note", self._note, note),
                ("as_stated", texts.phrases, words), ("period_basis", texts.basis, basis),
                ("revises", texts.figure_id, revises),
            ):  # fmt: skip
                try:
                    found.append(texts.escaped(read(cell)))
                except CellError as error:
                    wrong.append((column, str(error)))
        if figure_id and not texts.FIGURE_ID.match(figure_id):
            try:
                figure_id = texts.figure_id(figure_id)
            except CellError as error:
                wrong.append(("figure_id", str(error)))
        return (figure_id, *found) if len(found) == 5 else None

    def _note(self, cell: str) -> str:
        text = cells.text_of(cell)
        if self.of_public_site:
            text = _SAID_BEHIND.sub("", _SAID_BEFORE.sub("", text, count=1))
        return text

    # --- rows that state nothing -----------------------------------------------------------------

    def _no_value(self, number: int, row: Sequence[str], read: cells.Read, figure_id: str) -> None:
        if not any(map(str.strip, row)):
            return
        if not any(mark in cells.NO_VALUE for mark in read.marks):
            self._wrong(number, ("value", "Empty: write a number, or [x] where there is none."))
            return
        if cells.bare(figure_id):
            self._wrong(
                number,
                ("value", "A figure can’t be taken away by an import. Leave the row out, and "
                          "delete it from the draft or withdraw its release."),
            )  # fmt: skip
            return
        self.findings.left_out += 1

    def _wrong(self, number: int, *found: tuple[str, str]) -> None:
        for column, sentence in found:
            self.findings.add(Problem(number, column, sentence))


_SPELT: Mapping[str, tuple[str, ...]] = {
    "count": ("number", "counts"), "percent": ("%", "per cent", "percentage"),
    "GBP": ("£", "pounds", "pound"), "kg": ("kilograms", "kilogram"),
    "tonne": ("tonnes", "t"), "year": ("years",), "month": ("months",), "week": ("weeks",),
    "day": ("days",), "hour": ("hours",), "minute": ("minutes",),
}  # fmt: skip


def _tried(column: str, read: Callable[[str], Any], cell: str) -> Any:
    """What ``read`` makes of the cell; its complaint is that of ``column``."""
    try:
        return read(cell)
    except CellError as error:
        raise _RowError((column, str(error))) from None
