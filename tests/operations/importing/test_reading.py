"""Files as offices send them, and files that mean harm: rows come out, or a sentence."""

import io
import resource
import time
from datetime import date, datetime
from typing import Any

import pytest

from operations.importing import limits
from operations.importing.limits import RefusedError
from operations.importing.reading import check_size, kind_of, opened
from tests.operations.importing import sheets

HEAD = ["metric", "value", "period_kind"]
ROW = ["arrests", 7, "week"]
AN_ODS_ROW = (
    "<table:table-row>{}</table:table-row>".format(
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{word}</text:p>'
            "</table:table-cell>" for word in HEAD
        )
    )
)  # fmt: skip


def read(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    with opened(io.BytesIO(data), kind_of(name), most_rows=limits.MOST_ROWS) as file:
        return [(0, file.headings), *file.rows]


def refused(data: bytes, name: str) -> str:
    with pytest.raises(RefusedError) as error:
        read(data, name)
    return str(error.value)


# --- honest files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    lines = [HEAD, ["“arrests” £ –", "7", "week"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert read(text.encode(encoding), "a.csv") == [(0, HEAD), (2, ["“arrests” £ –", "7", "week"])]


def test_windows_letters_are_read_and_said():
    with opened(io.BytesIO("metric,value\n£,1\n".encode("cp1252")), "csv") as file:
        assert "Windows-1252" in file.notices[0]
        assert list(file.rows) == [(2, ["£", "1"])]


def test_lines_above_the_headings_and_blank_rows_are_passed_over():
    data = b"Figures of the year\n\nmetric,value,period_kind\n,,\narrests,7,week\n\n"
    assert read(data, "a.csv") == [(0, HEAD), (4, ["", "", ""]), (5, ["arrests", "7", "week"])]


HALF_PAST_NINE = datetime(2023, 11, 13, 9, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
CELLS = [
    (7, "7"), (0.1 + 0.2, "0.3"), (12.4, "12.4"), (1e15, "1000000000000000"), ("7", "7"),
    (date(2023, 11, 13), "2023-11-13"), (HALF_PAST_NINE, "2023-11-13T09:30:00"),
    (True, "TRUE"), (None, ""),
]  # fmt: skip


@pytest.mark.parametrize("make", [sheets.xlsx, sheets.ods], ids=["xlsx", "ods"])
def test_cells_of_a_workbook_are_read_as_they_were_typed(make):
    name = "a.xlsx" if make is sheets.xlsx else "a.ods"
    rows = read(make([HEAD, *(["arrests", cell, "week"] for cell, _ in CELLS)]), name)
    assert rows[0] == (0, HEAD)
    assert [row[1][1] for row in rows[1:]] == [text for _, text in CELLS]
    assert [row[0] for row in rows[1:]] == list(range(2, len(CELLS) + 2))


def test_an_upload_that_waits_on_disk_is_read_from_its_beginning(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheets.xlsx([HEAD, ROW]))
    with path.open("rb") as file, opened(file, "xlsx") as found:
        assert list(found.rows) == [(2, ["arrests", "7", "week"])]


def test_a_cell_shown_as_per_cent_is_in_per_cent():
    def as_percent(book: Any) -> None:
        book.active["B2"].number_format = "0.0%"

    rows = read(sheets.xlsx([HEAD, ["share", 0.125, "week"]], as_percent), "a.xlsx")
    assert rows[1][1][1] == "12.5%"
    cell = '<table:table-cell office:value-type="percentage" office:value="0.125"/>'
    table = f'<table:table table:name="A">{AN_ODS_ROW}<table:table-row>{cell}'
    rows = read(sheets.ods_of(f"{table}</table:table-row></table:table>"), "a.ods")
    assert rows[1][1][0] == "12.5%"


def test_a_table_may_begin_anywhere_on_a_sheet():
    rows = read(sheets.xlsx([["Title"], [], ["", *HEAD], ["", *ROW]]), "a.xlsx")
    assert rows == [(0, ["", *HEAD]), (4, ["", "arrests", "7", "week"])]


def test_the_sheet_with_the_figures_is_found_and_named():
    def beside(book: Any) -> None:
        book.create_sheet("Cover").append(["About this file"])

    data = sheets.xlsx([HEAD, ROW], beside)
    with opened(io.BytesIO(data), "xlsx") as file:
        assert file.notices == ["The sheet “Sheet” was read, and no other."]
        assert list(file.rows) == [(2, ["arrests", "7", "week"])]


# --- what cannot be seen, or is not finished -----------------------------------------------------


def _hide_sheet(book: Any) -> None:
    book.create_sheet("Secret").sheet_state = "hidden"


def _hide_row(book: Any) -> None:
    book.active.row_dimensions[2].hidden = True


def _hide_column(book: Any) -> None:
    book.active.column_dimensions["B"].hidden = True


def _merge(book: Any) -> None:
    book.active.merge_cells("A2:A3")


@pytest.mark.parametrize(
    ("mend", "said"),
    [(_hide_sheet, "hidden sheet (“Secret”)"), (_hide_row, "Row 2 of “Sheet” is hidden"),
     (_hide_column, "Column 2 of “Sheet” is hidden"), (_merge, "merged (A2:A3)")],
)  # fmt: skip
def test_el_09_a_workbook_that_hides_or_merges_cells_is_refused(mend, said):
    assert said in refused(sheets.xlsx([HEAD, ROW, ROW], mend), "a.xlsx")


def test_el_09_the_same_for_an_ods():
    row = AN_ODS_ROW.replace("<table:table-row>", '<table:table-row table:visibility="collapse">')
    tall = AN_ODS_ROW.replace(
        "<table:table-cell", '<table:table-cell table:number-rows-spanned="2"'
    )
    for sheet, said in (
        (f'<table:table table:name="A">{AN_ODS_ROW}{row}</table:table>', "Row 2 of “A” is hidden"),
        (f'<table:table table:name="A">{AN_ODS_ROW}{tall}</table:table>', "are merged"),
        (f'<table:table table:name="A">{AN_ODS_ROW}</table:table>'
         f'<table:table table:name="B" table:style-name="gone">{AN_ODS_ROW}</table:table>',
         "hidden sheet (“B”)"),
    ):  # fmt: skip
        assert said in refused(sheets.ods_of(sheet), "a.ods")


def test_merged_cells_of_a_title_do_no_harm():
    def title(book: Any) -> None:
        book.active.merge_cells("A1:C1")

    assert read(sheets.xlsx([["Title"], HEAD, ROW], title), "a.xlsx")[1][0] == 3


def test_a_formula_without_a_result_and_an_error_are_told_where_they_stand():
    def errors(book: Any) -> None:
        book.active["B3"] = "#N/A"
        book.active["B3"].data_type = "e"

    data = sheets.xlsx([HEAD, ["arrests", "=1+1", "week"], ROW], errors)
    rows = read(data, "a.xlsx")
    assert "a formula whose result is not saved" in rows[1][1][1]
    assert "such as #N/A" in rows[2][1][1]


# --- files that mean harm ------------------------------------------------------------------------

BOMB = b"<row/>" * 5_000_000
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LONG_STRING = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    + b"x" * 30_000
    + b"</t></si></sst>"
)
SHEET = "xl/worksheets/sheet1.xml"
AN_XLSX = sheets.xlsx([HEAD, ROW])


def _lying(data: bytes) -> bytes:
    """The same, with a part that says that it is shorter than it is."""
    changed = sheets.with_part(data, SHEET, lambda part: part + b" " * 900_000)
    size = next(z.file_size for z in sheets.zipfile.ZipFile(io.BytesIO(changed)).infolist()
                if z.filename == SHEET)  # fmt: skip
    return changed.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


HOSTILE = {
    "swells": (sheets.with_part(AN_XLSX, SHEET, lambda _: BOMB), "swells to over a hundred"),
    "huge": (sheets.packed_of({f"{n}.bin": b"\0" * 900_000 for n in range(150)}),
             "unpacks to more"),
    "many parts": (sheets.packed_of({f"{n}.xml": "<a/>" for n in range(500)}), "500 parts"),
    "entities": (
        sheets.with_part(AN_XLSX, SHEET, lambda part: part.replace(b"<worksheet", ENTITIES
                         + b"<worksheet", 1)), "XML entities"),
    "entities beside": (
        sheets.with_part(AN_XLSX, "xl/sharedStrings.xml", lambda _: ENTITIES + b"<sst/>"),
        "XML entities"),
    "lies of its size": (_lying(AN_XLSX), "damaged"),
    "a far cell": (
        sheets.with_part(AN_XLSX, SHEET, lambda part: part.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')),
        "over 200,000 rows"),
    "many columns": (sheets.xlsx([[*HEAD, *range(300)]]), "over 200 columns"),
    "one string thousands of times": (
        sheets.with_part(
            sheets.with_part(AN_XLSX, "xl/sharedStrings.xml", lambda _: LONG_STRING), SHEET,
            lambda part: part.replace(b"</row>", b"</row>" + b"".join(
                b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n)
                for n in range(3, 4_000)), 1)), "far more text"),
    "cut short": (AN_XLSX[: len(AN_XLSX) // 2], "damaged"),
    "no archive": (b"PK\x03\x04" + b"x" * 1000, "damaged"),
    "a text": (b"metric,value\n", "holds something else"),
    "an empty sheet": (sheets.xlsx([]), "nothing in the file"),
}  # fmt: skip
REPEATED = (
    '<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" '
    'office:value="1"/></table:table-row></table:table>'
)


def held_to(seconds: float, data: bytes, name: str) -> str:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # The most that any child of this process ever had, so also what other tests started.
    of_others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    began = time.process_time() + _of_children()
    said = refused(data, name)
    assert time.process_time() + _of_children() - began < seconds
    # Its own memory hardly grows; that of the process apart is bounded by the system.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert of_children == of_others or of_children < limits.MEMORY / 1024
    return said


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_workbook_is_refused_within_its_bounds(what):
    data, said = HOSTILE[what]
    assert said in held_to(2, data, "a.xlsx")


@pytest.mark.parametrize(("times", "said"), [(1, "over 200,000 rows"), (16384, "over 200")])
def test_an_ods_that_repeats_a_cell_without_end_is_refused(times, said):
    assert said in held_to(2, sheets.ods_of(REPEATED.format(times)), "a.ods")


def test_50_mb_are_refused_before_they_are_read():
    with pytest.raises(RefusedError, match=r"The file has 50.0 MB, and up to 10 MB are taken"):
        check_size(50_000_000)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"metric,value\nx,\x00\n", "NUL"), (b'metric,value\n"x,1\n', "never closed"),
     (b"", "nothing in the file"), (b"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"),
     (b"metric\n" + b"\x81\x8d\n", "letters of the file"), (AN_XLSX, "holds a workbook"),
     (b"metric,value\n" + b"x" * 200_000 + b",1\n", "has over 131,072 letters"),
     (b"metric,value\n" + b"x,1\n" * 200_100, "over 200,000 rows"),
     (b"a," * 300 + b"\n", "over 200 columns")],
)  # fmt: skip
def test_a_hostile_csv_is_refused(data, said):
    assert said in refused(data, "a.csv")


@pytest.mark.parametrize(
    ("name", "said"), [("a.xls", "save it as .xlsx"), ("a.xlsm", "may hold programs"),
                       ("a.exe", "Upload a .csv, .xlsx or .ods")]
)  # fmt: skip
def test_other_kinds_of_file_are_refused_with_what_to_do(name, said):
    assert said in refused(b"x", name)
