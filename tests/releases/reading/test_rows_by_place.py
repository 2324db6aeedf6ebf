"""Which place the rows of tables and lists are of."""

import pytest

from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.rows_by_place import rows_by_place

TABLE = "Force\tBelts\tPhones\nAnyshire\t31\t14\nOther Vale\t20\t9\nAll\t51\t23"
BY_KIND = "Weapon\tSeized\nShotguns\t31\nRifles\t20"


def places(*paragraphs: str) -> list[str]:
    reading = Reading.of("\n\n".join(["A title of the release", *paragraphs]))
    rows = [row for form in forms(reading) for row in rows_by_place(reading, form)]
    return [reading.text[place.start : place.end] for _, place in rows]


def test_rows_are_of_their_first_cell_where_its_column_is_of_forces() -> None:
    assert places(TABLE) == ["Anyshire", "Other Vale"]


def test_rows_of_a_table_by_kind_are_of_no_place() -> None:
    assert places(BY_KIND) == []


def test_a_row_after_the_table_is_of_no_place() -> None:
    assert places(TABLE, "Officers were out for a week.", "Shotguns\t31") == [
        "Anyshire", "Other Vale"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Borough: Anytown - Bins: 12", "Region: Anytown; 12 bins", "- Area: Anytown, 12"]
)
def test_a_line_that_says_which_area_it_is_of(line: str) -> None:
    assert places(line) == ["Anytown"]


def test_a_list_whose_lead_in_says_by_force() -> None:
    assert places("Arrests by force:", "- Anytown: 31 arrests\n- Other Vale (20)") == [
        "Anytown", "Other Vale"
    ]  # fmt: skip


def test_a_list_of_things_is_of_no_place() -> None:
    assert places("Officers seized:", "- Shotguns: 31\n- Rifles (20)") == []
