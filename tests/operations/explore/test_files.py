"""A choice's workbook, OpenDocument and JSON say what its CSV says, cell for cell."""

import csv
import io
import json
import zipfile
from decimal import Decimal
from typing import Any

import odfdo
import openpyxl
import pytest
import python_calamine

from operations.explore import files
from operations.renderers.columns import COLUMNS
from operations.renderers.csvfile import FORMULA
from operations.renderers.opendocument import ods_of
from operations.renderers.spreadsheet import HEADINGS, Sheets, xlsx_of
from tests.harness.clients import SiteClient
from tests.harness.databases import World

CHOICES = ["", "topic=hate-crime&status=provisional", "release=hate-crime-2021-22-upday"]


def csv_rows(client: SiteClient, query: str) -> list[dict[str, str]]:
    text = client.get(f"/explore.csv?{query}&bom=0").content.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def unescaped(cell: str) -> str:
    """A text without the apostrophe that the CSV puts before what looks like a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def said(cell: Any) -> str:
    """A cell of a workbook as the CSV writes it."""
    if cell in ("[z]", "[x]", None):
        return ""
    if isinstance(cell, int | float):
        return format(Decimal(repr(cell)).normalize(), "f")
    return str(cell.date()) if hasattr(cell, "date") else str(cell)


def told(rows: list[list[Any]], notes: dict[str, str]) -> list[dict[str, str]]:
    _, _, head, *cells = rows
    assert tuple(head) == tuple(HEADINGS[name] for name in COLUMNS)
    found = [dict(zip(COLUMNS, map(said, row), strict=True)) for row in cells]
    return [row | {"note": notes.get(row["note"], row["note"])} for row in found]


def notes_of(rows: list[list[Any]]) -> dict[str, str]:
    return {row[0]: row[1] for row in rows if len(row) > 1 and row[1]}


@pytest.mark.parametrize("query", CHOICES)
def test_workbooks_and_json_agree_with_the_csv(
    content_world: World, public_client: SiteClient, query: str
) -> None:
    expected = [
        {name: unescaped(cell) for name, cell in row.items()}
        for row in csv_rows(public_client, query)
    ]
    assert expected
    xlsx = openpyxl.load_workbook(
        io.BytesIO(public_client.get(f"/explore.xlsx?{query}").content), read_only=True
    )
    sheets = {name: [list(row) for row in xlsx[name].values] for name in xlsx.sheetnames}
    assert told(sheets["Figures"], notes_of(sheets["Notes"])) == expected
    ods = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(public_client.get(f"/explore.ods?{query}").content)
    )
    read = {name: ods.get_sheet_by_name(name).to_python() for name in ods.sheet_names}
    figures = [row for row in read["Figures"] if any(row)]
    figures[2:] = [row[: len(COLUMNS)] for row in figures[2:]]
    assert told(figures, notes_of(read["Notes"])) == expected
    document = json.loads(
        public_client.get(f"/explore.json?{query}").content, parse_float=Decimal, parse_int=Decimal
    )
    assert document["count"] == len(expected)
    assert [
        {
            name: "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else cell
            for name, cell in figure.items()
        }
        for figure in document["figures"]
    ] == expected


def test_a_workbook_says_what_was_chosen_and_where_it_is(
    content_world: World, public_client: SiteClient
) -> None:
    answer = public_client.get("/explore.ods?metric=protest-arrests&as_at=2024-06-01")
    assert "_as-at_2024-06-01.ods" in answer.headers["Content-Disposition"]
    body = odfdo.Document(io.BytesIO(answer.content)).body
    cover = body.get_table(name="Cover").get_column_values(0, complete=False)
    assert cover[0] == "Figures: Metric: Arrests at protests"
    assert "explore/?metric=protest-arrests&as_at=2024-06-01" in cover[3]
    assert cover[4].startswith("Figures as at")


@pytest.mark.parametrize("ending", ["xlsx", "ods", "json"])
def test_the_same_figures_have_the_same_bytes(
    content_world: World, public_client: SiteClient, ending: str
) -> None:
    one, other = (public_client.get(f"/explore.{ending}?topic=protest") for _ in range(2))
    assert one.status_code == 200
    assert one.content == other.content


@pytest.mark.parametrize("ending", ["xlsx", "ods", "json"])
def test_a_wrong_choice_and_one_too_long_are_refused_in_words(
    content_world: World, public_client: SiteClient, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    wrong = public_client.get(f"/explore.{ending}?metric=no-such&since=x")
    assert wrong.status_code == 400
    assert wrong.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-such" in wrong.content.decode()
    monkeypatch.setattr(files, "READ_WHOLE", 5)
    long = public_client.get(f"/explore.{ending}?topic=hate-crime")
    assert long.status_code == 400
    assert "/explore.csv?topic=hate-crime" in long.content.decode()


def test_no_text_of_a_workbook_is_a_formula_and_any_text_can_be_written() -> None:
    hostile = '=HYPERLINK("http://e.example")  <&>\x07\n two  spaces\t"end"'
    row = files.Row(figure_id="2", metric=hostile, value=Decimal("-3.5"), note="+note")
    sheets = Sheets(["=1+1", "second"], [row])
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(sheets)))
    assert {cell.data_type for line in book["Figures"].iter_rows() for cell in line} <= {"s", "n"}
    ods = ods_of(sheets)
    with zipfile.ZipFile(io.BytesIO(ods)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert b"table:formula" not in archive.read("content.xml")
    sheet = odfdo.Document(io.BytesIO(ods)).body.get_table(name="Figures")
    assert sheet.get_cell((1, 3)).value == hostile.replace("\x07", "")
    assert sheet.get_cell((4, 3)).value == Decimal("-3.5")
