"""The workbook as another program reads it, laid out as official statistics are."""

import io
import subprocess
import sys
import time
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from operations.renderers.columns import COLUMNS
from operations.renderers.spreadsheet import HEADINGS, LONGEST_CELL, xlsx_file
from tests.operations.renderers.filed import IMPRINT, NASTY, PAST, derived, figure, filed, origin

ROOT = Path(__file__).resolve().parents[3]


def opened(chart, imprint=IMPRINT) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_file(chart, imprint)))


def table(chart) -> list[dict[str, object]]:
    _, _, head, *rows = opened(chart)["Figures"].iter_rows(values_only=True)
    names = {heading: name for name, heading in HEADINGS.items()}
    return [dict(zip((names[cell] for cell in head), row, strict=True)) for row in rows]


def test_the_headings_are_of_the_same_columns_as_the_csv():
    assert tuple(HEADINGS) == COLUMNS
    assert len(set(HEADINGS.values())) == len(COLUMNS)


def test_the_cover_says_what_it_is_whence_when_and_under_which_licence():
    cover = opened(filed())["Cover"]
    lines = [row[0] for row in cover.iter_rows(values_only=True)]
    assert lines[0] == "Hate crime fell"
    assert "From: Police Operations and Outcomes" in lines
    assert "Address: https://figures.example.org/charts/hate-crime/" in lines
    assert "Figures as they stand since 1 November 2023" in lines
    assert "Licence: OGL 3.0" in lines
    assert (
        "Source: Home Office, “A release, with a comma”, 1 July 2023, "
        "https://figures.example.org/releases/one/"
    ) in lines
    assert {"Mind it.", "One is new."} <= set(lines)
    assert None not in lines


def test_a_past_state_is_said_on_the_cover():
    lines = [row[0] for row in opened(filed(), PAST)["Cover"].iter_rows(values_only=True)]
    assert "Figures as they stand since 1 November 2023; as at 12 November 2023" in lines
    assert any(line.endswith("/charts/hate-crime/?as_at=2023-11-12") for line in lines)


def test_numbers_are_numbers_and_days_are_days():
    stated, zero, missing = table(filed())
    assert (stated["value"], zero["value"], missing["value"]) == (2780.5, 0, "[x]")
    assert stated["period_start"] == datetime(2021, 4, 1)  # noqa: DTZ001 a spreadsheet has no zones
    assert stated["version"] == 2
    assert stated["published_at"] == "2023-07-01T09:30:00+01:00"


def test_no_cell_of_the_table_is_empty_and_none_is_merged():
    sheet = opened(filed())["Figures"]
    assert sheet.merged_cells.ranges == set()
    assert sheet.freeze_panes is None
    (marked,) = sheet.tables.values()
    assert marked.autoFilter is None
    assert marked.ref == "A3:Z6"
    assert all(None not in row for row in sheet.iter_rows(min_row=3, values_only=True))


def test_notes_are_numbered_beside_the_figures_and_written_on_their_sheet():
    rows = table(filed(derived(), None))
    assert [row["note"] for row in rows] == ["[note 1]", "[note 2]"]
    notes = list(opened(filed(derived(), None))["Notes"].iter_rows(min_row=3, values_only=True))
    assert notes[1:] == [
        ("[note 1]", "Worked out by us: 2,000 ÷ 7 days = 285.7."),
        ("[note 2]", "No figure: Hate crimes, 2022/23."),
    ]


@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_a_formula_or_a_link(text):
    book = opened(filed(figure("1", words=text, origin=origin(release_title=text, category=text))))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None
    assert any(unescape(str(cell.value)) == text for cell in book["Figures"][4])


def test_a_text_longer_than_a_cell_is_shortened_rather_than_lost():
    (row,) = table(filed(figure("1", words="x" * (LONGEST_CELL + 5))))
    assert len(row["as_stated"]) == LONGEST_CELL


def test_the_file_tells_nothing_of_the_machine_or_the_hour():
    book = opened(filed())
    assert book.properties.title == "Hate crime fell"
    assert book.properties.created == datetime(2023, 11, 1)  # noqa: DTZ001
    assert book.properties.modified == book.properties.created
    assert book.properties.creator == "Police Operations and Outcomes"
    assert (
        not book.properties.lastModifiedBy
        or book.properties.lastModifiedBy == "Police Operations and Outcomes"
    )
    with zipfile.ZipFile(io.BytesIO(xlsx_file(filed(), IMPRINT))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_chart_has_the_same_bytes_two_seconds_later_and_in_another_process():
    one = xlsx_file(filed(), IMPRINT)
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    assert xlsx_file(filed(), IMPRINT) == one
    other = subprocess.run(
        [sys.executable, "-c",
         "import sys; from operations.renderers.spreadsheet import xlsx_file; "
         "from tests.operations.renderers.filed import IMPRINT, filed; "
         "sys.stdout.buffer.write(xlsx_file(filed(), IMPRINT))"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    assert other.stdout == one
