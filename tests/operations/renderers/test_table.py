from dataclasses import replace

from operations.renderers.table import Cell, table
from operations.series import Point, Series
from tests.operations import samples


def test_drugs_by_drug():
    found = table(samples.drugs())
    assert found.caption == "Cocaine was most of what regional units seized"
    assert found.head == ("What it is of", "Kilograms")
    assert found.rows[0] == (Cell("Cocaine", header=True), Cell("2,780 kg", url="/figures/a/"))


def test_a_column_a_series_and_words_for_what_is_missing():
    found = table(samples.hate_crime_by_week())
    assert found.head[:3] == ("Period", "Antisemitic", "Anti-Muslim")
    assert [cell.text for cell in found.rows[0]] == [
        "13–19 Oct 2023",
        "no figure",
        "74",
        "29",
        "65",
    ]
    assert [cell.text for cell in found.rows[1]] == ["20–26 Oct 2023", "210", "69", "29", "65"]


def test_zero_negative_open_and_partial_are_told_apart_in_words():
    cells = {row[0].text: row[1] for row in table(samples.every_doubt()).rows}
    assert cells["Zero"] == Cell("0")
    assert cells["Missing"] == Cell("no figure")
    assert cells["Negative"] == Cell("−120")
    assert cells["Open"] == Cell("more than 600")
    assert cells["Under"] == Cell("less than 200")
    assert cells["Partial"] == Cell("300", note="not all forces")
    assert cells["Provisional"] == Cell("350", note="provisional")
    assert cells["Reported"] == Cell("250", note="second-hand report")


def test_a_break_is_said_beside_its_figure():
    last = table(samples.hate_crime_by_year()).rows[-1][1]
    assert last.text == "115,990"
    assert "2024/25 leaves out the Metropolitan Police; 2023/24 includes it." in last.note


def test_a_single_figure_and_one_withheld():
    assert table(samples.one_figure()).rows[0][1].note == "estimated; not all forces"
    withheld = Series("s", (Point("a", None, note="withheld: under 10", url="/figures/w/"),))
    assert table(samples.chart(withheld)).rows[0][1] == Cell(
        "no figure", url="/figures/w/", note="withheld: under 10"
    )


def test_the_editor_names_the_labels():
    chart = samples.drugs()
    named = replace(chart, caption=replace(chart.caption, x_title="Drug"))
    assert table(named).head == ("Drug", "Kilograms")
