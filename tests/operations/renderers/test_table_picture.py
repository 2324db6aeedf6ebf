"""A table as a picture has every cell of the table, and nothing else."""

from dataclasses import replace

import pytest

from operations.renderers.table import table
from tests.operations import samples
from tests.operations.renderers.geometry import WIDTHS, assert_legible, parsed, shown

TABLES = [
    replace(one, kind="table")
    for one in (samples.every_doubt(), samples.hate_crime_by_week(), samples.hate_crime_by_year(),
                samples.drugs(), samples.one_figure())
]  # fmt: skip


@pytest.mark.parametrize("chart", TABLES, ids=lambda chart: chart.slug)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_cell_is_in_it_and_all_of_it_fits(chart, width):
    assert_legible(chart, width)
    whole = " ".join(shown(parsed(chart, width=width)))
    for row in table(chart).rows:
        for cell in row:
            assert cell.text[:60] in whole, cell.text


def test_columns_stand_side_by_side_where_there_is_room():
    wide, narrow = parsed(TABLES[0], width=720), parsed(TABLES[0], width=280)
    assert "Arrests: 300" in shown(narrow)
    assert "300" in shown(wide)
    assert "Arrests" in shown(wide)
