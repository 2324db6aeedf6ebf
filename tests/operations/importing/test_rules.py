"""One row of a file, cell by cell: what it is read as, and the sentence for what is wrong."""

import pytest

from operations.importing.cells import CellError, day, number, status, text_of
from operations.importing.columns import NAMES
from operations.importing.names import Known, Measured, Named, Names
from operations.importing.rules import STAGED, Rules

KNOWN = Known(
    metrics=Names("metric", [Named(1, "arrests", "Arrests"), Named(2, "share", "Share charged")]),
    measured={1: Measured("count", 5), 2: Measured("percent")},
    organisations=Names("organisation", [Named(7, "kent", "Kent Police", ("E23000032",))]),
    operations=Names("operation", [Named(3, "sceptre", "Sceptre")]),
    categories={5: Names("category of this metric", [Named(4, "cocaine", "Cocaine")])},
    phases={3: Names("phase of this operation", [Named(9, "may-2023", "May 2023")])},
)
GOOD = {"metric": "arrests", "value": "7", "period_kind": "not stated"}


def read(**cells):
    """The row as the staging table has it, or the problems of its cells."""
    said = GOOD | cells
    names = [name for name in NAMES if name in said]
    rules = Rules(KNOWN, {name: place for place, name in enumerate(names)}, width=len(names),
                  ids=lambda: "bcdfghjkmnpq")  # fmt: skip
    line = rules.line(2, [said[name] for name in names])
    if line is None:
        return [(one.column, one.sentence) for one in rules.findings.problems]
    return dict(zip(STAGED, line.removesuffix("\n").split("\t"), strict=True))


def staged(**cells):
    found = read(**cells)
    assert isinstance(found, dict), found
    return found


@pytest.mark.parametrize(
    ("cell", "value"),
    [("7", "7"), ("-7.5", "-7.5"), ("−7", "-7"), (" 1234.5678 ", "1234.5678"), ("5 [p]", "5"),
     ("0", "0"), ("007", "7")],
)  # fmt: skip
def test_numbers(cell, value):
    assert str(number(cell).value) == value


@pytest.mark.parametrize(
    ("cell", "said"),
    [("12,4", "write 12.4"), ("2,000", "write 2000, or say that commas part thousands"),
     ("1.234,5", "write 1234.5"), ("2 000", "write 2000"), ("£3.2m", "write 3200000"),
     ("£140,346", "write 140346"), ("1.2E+03", "write 1200"), ("about 7", "digits alone"),
     ("1.23456", "more than 4 decimals"), ("1234567890123456", "more than 15 digits"),
     ("5 [q]", "no shorthand"), ("NaN", "not a number"), ("∞", "not a number"),
     ("٣", "not a number")],
)  # fmt: skip
def test_numbers_that_are_refused_say_what_to_write(cell, said):
    with pytest.raises(CellError) as error:
        number(cell)
    assert said in str(error.value)


def test_commas_part_thousands_where_somebody_said_so():
    assert number("2,000", thousands=True).value == 2000
    with pytest.raises(CellError, match=r"write 12\.4"):
        number("12,4", thousands=True)


@pytest.mark.parametrize(
    "cell", ["2023-11-13", "13/11/2023", "13 November 2023", "13 Nov 2023", "13-Nov-2023",
             "2023-11-13T00:00:00", "13.11.2023"]
)  # fmt: skip
def test_days(cell):
    assert str(day(cell).day) == "2023-11-13"


@pytest.mark.parametrize(
    ("cell", "said"),
    [("11/13/2023", "British order"), ("13/11/23", "two digits"), ("45243", "own number of a day"),
     ("2023-11-13T09:30:00", "is not a day"), ("0023-11-13", "can’t be meant"),
     ("31/02/2023", "is not a day")],
)  # fmt: skip
def test_el_56_days_that_are_refused_say_what_to_write(cell, said):
    with pytest.raises(CellError) as error:
        day(cell)
    assert said in str(error.value)


def test_what_an_apostrophe_kept_from_being_a_formula_is_read_without_it():
    assert text_of("'=2+2") == "=2+2"
    assert text_of("'quoted'") == "'quoted'"
    with pytest.raises(CellError, match="wrong encoding"):
        text_of("Â£5")


def test_shorthand_is_a_status_or_says_that_there_is_no_figure():
    assert staged(value="5 [e]")["status"] == "estimated"
    assert staged(shorthand="[p] [b]")["status"] == "provisional"
    # A file of the site's marks what was corrected as revised, which is no status.
    assert staged(shorthand="[r]", status="")["status"] == ""
    assert status("[R]") == "revised"
    assert read(value="[c]") == read(value="", shorthand="[x]") == []
    assert read(value="") == [("value", "Empty: write a number, or [x] where there is none.")]


def test_names_are_found_by_id_name_and_code():
    found = staged(metric="ARRESTS", category="Cocaine", organisation="E23000032")
    assert (found["metric_id"], found["category_id"], found["organisation_id"]) == ("1", "4", "7")
    found = staged(operation="Sceptre", phase="May 2023", area_name="Wales")
    assert (found["operation_id"], found["phase_id"], found["area"]) == ("3", "9", "wales")


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [({"metric": "arests"}, "metric", "Is it arrests?"),
     ({"metric": ""}, "metric", "Empty"),
     ({"category": "cocain"}, "category", "Is it cocaine?"),
     ({"metric": "share", "category": "x"}, "category", "not broken down"),
     ({"organisation": "Kent Polce"}, "organisation", "Is it kent?"),
     ({"area_name": "Wale"}, "area_name", "Is it wales?"),
     ({"area_name": "Kent Police"}, "area_name", "match this column to Organisation"),
     ({"area_code": "K03000001"}, "area_code", "several areas"),
     ({"area_code": "W92000004", "area_name": "Scotland"}, "area_name", "is that of Wales"),
     ({"operation": "x"}, "operation", "no operation"),
     ({"phase": "May 2023"}, "operation", "write whose phase"),
     ({"operation": "sceptre", "phase": "June"}, "phase", "no phase"),
     ({"unit": "kg"}, "unit", "held in count"),
     ({"value": "5%"}, "value", "not in per cent"),
     ({"period_kind": "weak"}, "period_kind", "no kind of period"),
     ({"period_kind": "week"}, "period_kind", "needs its first and last day"),
     ({"qualifier": "roughly"}, "qualifier", "no qualifier"),
     ({"coverage": "excludes the Met"}, "coverage", "coverage_note"),
     ({"figure_id": "123"}, "figure_id", "no figure id"),
     ({"as_stated": "x" * 251}, "as_stated", "keep only the words"),
     ({"figure_id": "bcdfghjkmnpq", "value": "[x]"}, "value", "can’t be taken away")],
)  # fmt: skip
def test_every_refusal_names_its_column_and_says_what_to_do(cells, column, said):
    (problem,) = read(**cells)
    assert problem[0] == column
    assert said in problem[1]


def test_a_row_with_several_wrong_cells_tells_of_each():
    columns = [column for column, _ in read(metric="x", value="y", qualifier="z")]
    assert columns == ["value", "metric", "qualifier"]


def test_rows_longer_and_shorter_than_the_headings():
    rules = Rules(KNOWN, {"metric": 0, "value": 1, "period_kind": 2}, width=3, ids=lambda: "b" * 12)
    assert rules.line(2, ["arrests", "7", "odd", "", " "]) is not None
    assert rules.line(3, ["arrests", "7", "odd", "more"]) is None
    assert rules.line(4, ["arrests", "7"]) is None
    assert [one.row for one in rules.findings.problems] == [3, 4]
    assert rules.line(5, []) is None
    assert rules.findings.problem_count == 2
