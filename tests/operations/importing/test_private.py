"""What waits to be imported is staff's alone, and in no backup (EL-78)."""

import psycopg
import pytest
from psycopg import sql

from operations.models import FigureImport, ImportedCells, ImportedRow, StandingFigure
from tests.harness import databases

TABLES = [
    model._meta.db_table for model in (FigureImport, ImportedCells, ImportedRow, StandingFigure)
]


def test_el_78_no_public_login_reads_what_waits(world: databases.World) -> None:
    FigureImport.objects.create(file_name="heron-arrests.csv", started_by="clare")
    with world.connect("public") as connection:
        for table in TABLES:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(table)))
    with world.connect("staff") as connection:
        found = connection.execute(
            "SELECT relname FROM pg_class WHERE relpersistence = 'u' ORDER BY 1"
        )
        assert [name for (name,) in found if name in TABLES] == sorted(TABLES[1:])
