"""A file of figures as rows of text, whatever kind it is. No Django.

A CSV is read here, as a stream. What is in an .xlsx or .ods is taken apart in a process apart
(``opening``), with bounds on memory and time.
"""

import codecs
import csv
import hashlib
import io
import itertools
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from operations.apart import EndedError, lines_of
from operations.importing import limits
from operations.importing.cells import UNREADABLE
from operations.importing.limits import RefusedError
from operations.importing.matching import LOOKED_THROUGH, heading_row, known_headings

OPENING = "operations.importing.opening"
KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".ods": "ods"}
OTHERS = {
    ".xls": "Open it, and save it as .xlsx or .csv.",
    ".xlsm": "It may hold programs: save it as .xlsx or .csv.",
    ".xlsb": "Open it, and save it as .xlsx or .csv.",
    ".numbers": "Export it as .xlsx or .csv.",
    ".pdf": "A figure in a PDF is taken in as text: “New release from text”.",
}
BEGINNING = b"PK\x03\x04"
DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 131_072
A_PIECE = 1 << 20
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Opened:
    """A file's headings, and its rows below them with their own numbers; ``notices`` tell staff."""

    headings: list[str]
    rows: Iterator[Row]
    notices: list[str] = field(default_factory=list)


def kind_of(name: str) -> str:
    """“csv”, “xlsx” or “ods”; RefusedError, with what to do, for any other ending."""
    ending = Path(name).suffix.lower()
    if ending in KINDS:
        return KINDS[ending]
    what = OTHERS.get(ending, "Upload a .csv, .xlsx or .ods file.")
    raise RefusedError(f"“{Path(name).name}” is not a kind of file that is read here. {what}")


def fingerprint(file: IO[bytes]) -> str:
    """SHA-256 of the whole file."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def check_size(size: int) -> None:
    """Refuse an upload that is too large, before anything of it is looked at."""
    if size > limits.LARGEST_UPLOAD:
        raise RefusedError(
            f"The file has {size / limits.MEGABYTE:.1f} MB, and up to "
            f"{limits.LARGEST_UPLOAD // limits.MEGABYTE} MB are taken here. Import it in parts, or "
            "ask an engineer for the command import_figures."
        )
    if size == 0:
        raise RefusedError("The file is empty. Was it saved before it was uploaded?")


@contextmanager
def opened(file: IO[bytes], kind: str, *, most_rows: int = 0) -> Iterator[Opened]:
    """The file as rows of text, for as long as the context lasts. RefusedError at any point.

    ``most_rows`` bounds the rows of a CSV; a workbook has its own bounds always.
    """
    found = _csv(file, most_rows) if kind == "csv" else _workbook(file, kind)
    try:
        yield found
    finally:
        close = getattr(found.rows, "close", None)
        if close:
            close()


# --- CSV -----------------------------------------------------------------------------------------


def _csv(file: IO[bytes], most_rows: int) -> Opened:
    file.seek(0)
    if file.read(4) == BEGINNING:
        raise RefusedError("The file is called a CSV and holds a workbook. Give it its own ending.")
    encoding, notices = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(_Kept(file), encoding=encoding, newline="")  # type: ignore[type-var]
    start = text.read(A_PIECE // 8)
    delimiter = _delimiter(start)
    text.seek(0)
    rows = _csv_rows(text, delimiter, most_rows)
    first = list(itertools.islice(rows, LOOKED_THROUGH))
    if not first:
        raise RefusedError("There is nothing in the file. Was it saved before it was uploaded?")
    top = heading_row([cells for _, cells in first])
    headings = first[top][1]
    _check_columns(headings)
    return Opened(headings, itertools.chain(first[top + 1 :], rows), notices)


class _Kept(io.RawIOBase):
    """The file, left open when the text that is read from it is closed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    # TextIOWrapper asks for as much as it likes at once.
    def read1(self, size: int = -1) -> bytes:
        return self._file.read(size if size > 0 else A_PIECE)


def encoding_of(file: IO[bytes]) -> tuple[str, list[str]]:
    """How the file’s letters are written, and what staff should know about that."""
    file.seek(0)
    head = file.read(4096)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise RefusedError("The file is written in UTF-32. Save it as UTF-8.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decodes(file, "utf-16"), []
    nuls = Counter(place % 2 for place, byte in enumerate(head) if byte == 0)
    if nuls and nuls.total() > len(head) // 4:
        return _decodes(file, "utf-16-le" if nuls[1] > nuls[0] else "utf-16-be"), []
    try:
        return _decodes(file, "utf-8-sig"), []
    except RefusedError as refused:
        if _NUL in str(refused):
            raise
    notice = (
        "The file is not written in UTF-8. It was read as Windows-1252: look at its pound signs, "
        "dashes and quotation marks."
    )
    return _decodes(file, "cp1252"), [notice]


_NUL = "signs that no text has"


def _decodes(file: IO[bytes], encoding: str) -> str:
    """The encoding, where the whole file is text in it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(A_PIECE):
            if "\x00" in decoder.decode(piece):
                raise RefusedError(
                    f"The file holds {_NUL} (NUL), so it is damaged or not a CSV. Save it anew."
                )
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise RefusedError(
            "The letters of the file can’t be read. Save it as CSV in UTF-8."
        ) from None
    return encoding


def _delimiter(start: str) -> str:
    """What parts the cells: the sign that gives the most headings that we know, else most cells."""
    lines = start.splitlines()[:LOOKED_THROUGH]
    scored = [
        (max((known_headings(line.split(sign)) for line in lines), default=0),
         max((line.count(sign) for line in lines), default=0), -place, sign)
        for place, sign in enumerate(DELIMITERS)
    ]  # fmt: skip
    return max(scored)[3]


def _csv_rows(text: IO[str], delimiter: str, most_rows: int) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if most_rows and number > most_rows + LOOKED_THROUGH:
                raise RefusedError(
                    f"The file has over {most_rows:,} rows. Import it in parts, or ask an engineer "
                    "for the command import_figures."
                )
            if not cells:
                continue
            if UNREADABLE in "".join(cells):
                cells = [cell.replace(UNREADABLE, "") for cell in cells]
            yield number, cells
    except csv.Error:
        raise RefusedError(
            f"Row {number + 1:,} can’t be read: a quotation mark is opened and never closed, or a "
            f"cell has over {LONGEST_CELL:,} letters."
        ) from None


# --- workbooks -----------------------------------------------------------------------------------


def _workbook(file: IO[bytes], kind: str) -> Opened:
    file.seek(0)
    if file.read(4) != BEGINNING:
        raise RefusedError(
            f"The file is called .{kind} but holds something else. Save it anew as .{kind}, or "
            "upload it under its own ending."
        )
    told = _told(file, kind)
    about = next(told)
    _, headings = next(told)
    _check_columns(headings)
    several = about["sheets"] > 1
    notices = [f"The sheet “{about['sheet']}” was read, and no other."] if several else []
    return Opened(headings, told, notices)


def _told(file: IO[bytes], kind: str) -> Iterator[Any]:
    """What the process apart says: about the sheet, then its rows; refusals are raised."""
    ended = False
    with _on_disk(file) as real:
        try:
            for line in lines_of(OPENING, [kind], real):
                said = json.loads(line)
                if isinstance(said, list):
                    yield (said[0], said[1])
                elif "refused" in said:
                    raise RefusedError(said["refused"])
                elif "end" in said:
                    ended = True
                else:
                    yield said
        except EndedError as error:
            raise RefusedError(_TOO_LONG if error.too_long else _TOO_MUCH) from None
        if not ended:
            raise RefusedError(_TOO_MUCH)


_TOO_LONG = f"Reading the file took over {limits.SECONDS} s. Save it as CSV, and upload that."
_TOO_MUCH = (
    "The file is damaged, or takes more room than there is for it. Save it as CSV, and upload that."
)


@contextmanager
def _on_disk(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file as one that another process can read; a copy has no name and goes by itself."""
    file.seek(0)
    try:
        file.fileno()
    except (OSError, AttributeError, io.UnsupportedOperation):
        with tempfile.TemporaryFile() as copy:
            while piece := file.read(A_PIECE):
                copy.write(piece)
            copy.flush()
            yield copy
    else:
        yield file


def _check_columns(headings: Sequence[str]) -> None:
    if len(headings) > limits.MOST_COLUMNS:
        raise RefusedError(
            f"The file has over {limits.MOST_COLUMNS} columns. Leave those with figures, one "
            "figure a row."
        )
