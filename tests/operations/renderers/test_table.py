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
    assert [cell.text for cell in found.rows[0][:-1]] == [
        "13–19 Oct 2023",
        "no figure",
        "74",
        "29",
        "65",
    ]
    assert [cell.text for cell in found.rows[1][:-1]] == ["20–26 Oct 2023", "210", "69", "29", "65"]


def test_zero_negative_open_and_partial_are_told_apart_in_words():
    rows = {row[0].text: row for row in table(samples.every_doubt()).rows}
    texts = {label: (row[1].text, row[2].text) for label, row in rows.items()}
    assert texts["Zero"] == ("0", "")
    assert texts["Missing"] == ("no figure", "[x]")
    assert texts["Negative"] == ("−120", "")
    assert texts["Open"] == ("more than 600", "")
    assert texts["Under"] == ("less than 200", "")
    assert texts["Partial"] == ("300", "not all forces")
    assert texts["Provisional"] == ("350", "[p] provisional")
    assert texts["Reported"] == ("250", "second-hand report")


def test_shorthand_stands_in_the_notes_and_is_explained_before_the_table():
    found = table(samples.every_doubt())
    assert found.head[-1] == "Notes"
    assert found.has_notes
    assert found.symbols == "In the notes, [p] means provisional; [x] means not available."
    for row in found.rows:
        assert not any("[" in cell.text for cell in row[:-1])
    by_year = table(samples.hate_crime_by_year())
    assert by_year.symbols.startswith("In the notes, [b] means a break in the series")
    assert by_year.rows[-1][-1].text.startswith("[b] excludes the Metropolitan Police; ")


def test_a_corrected_figure_counts_as_revised_and_one_worked_out_shows_its_arithmetic():
    rows = {row[0].text: row[-1].text for row in table(samples.hedged()).rows}
    assert rows["Corrected"] == "[r] corrected on 5 October 2023, was 180"
    assert rows["Worked out"] == "worked out by us: 1,190 ÷ 7 days"


def test_a_note_names_its_series_where_there_are_several():
    first = table(samples.hate_crime_by_week()).rows[0]
    assert first[-1].text == "Antisemitic: [x]"
    assert table(samples.hate_crime_by_week()).rows[1][-1].text == ""


def test_without_anything_to_say_there_is_no_column_of_notes():
    found = table(samples.drugs())
    assert (found.has_notes, found.symbols, len(found.head)) == (False, "", 2)


def test_a_break_is_said_beside_its_figure():
    last = table(samples.hate_crime_by_year()).rows[-1][1]
    assert last.text == "115,990"
    assert "2024/25 leaves out the Metropolitan Police; 2023/24 includes it." in last.note


def test_a_single_figure_and_one_withheld():
    assert table(samples.one_figure()).rows[0][-1].text == "[e] estimated; not all forces"
    withheld = Series("s", (Point("a", None, note="withheld: under 10", url="/figures/w/"),))
    assert table(samples.chart(withheld)).rows[0][1:] == (
        Cell("no figure", url="/figures/w/", note="[x] withheld: under 10"),
        Cell("[x] withheld: under 10", is_text=True),
    )


def test_a_timeline_lists_phase_from_and_to_in_order_of_time():
    found = table(samples.timeline())
    assert found.head == ("Phase", "From", "To", "Notes")
    assert [cell.text for cell in found.rows[0]] == [
        "16 to 23 September 2019", "16 Sep 2019", "23 Sep 2019", "",
    ]  # fmt: skip
    unended = found.rows[-2]
    assert [cell.text for cell in unended] == [
        "Ninja swords", "1 Jul 2023", "not recorded", "end not stated",
    ]  # fmt: skip
    assert found.rows[0][0].url == "/o/sceptre/"


def test_the_editor_names_the_labels():
    chart = samples.drugs()
    named = replace(chart, caption=replace(chart.caption, x_title="Drug"))
    assert table(named).head == ("Drug", "Kilograms")


def test_headings_stand_on_the_side_of_their_columns():
    assert [one.is_text for one in table(samples.every_doubt()).headings] == [True, False, True]
    assert [one.is_text for one in table(samples.timeline()).headings] == [True] * 4
    assert [one.text for one in table(samples.drugs()).headings] == ["What it is of", "Kilograms"]
