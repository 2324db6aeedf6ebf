"""Rows into the staging tables by COPY: as the file has them, and once they are checked."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q
from psycopg import sql

from operations.figure_ids import many_figure_ids
from operations.importing.columns import DERIVED, OF_THE_PUBLIC_SITE
from operations.importing.findings import Findings, Problem
from operations.importing.known import known
from operations.importing.limits import RefusedError
from operations.importing.matching import plain
from operations.importing.reading import Row
from operations.importing.rules import STAGED, Rules
from operations.models import FigureImport, ImportedCells, ImportedRow
from operations.models.imports import KEPT_FOR

CELLS = sql.Identifier(ImportedCells._meta.db_table)
ROWS = sql.Identifier(ImportedRow._meta.db_table)
OF_PUBLIC_SITE = {plain(word) for name in OF_THE_PUBLIC_SITE for word in (name, DERIVED[name])}


def rules_for(of: FigureImport) -> Rules:
    """The rules for the rows of an import whose columns are matched."""
    ids = many_figure_ids()
    return Rules(
        known(),
        of.places,
        width=len(of.headings),
        ids=lambda: next(ids),
        thousands=bool(of.option("thousands", False)),
        of_public_site=any(plain(heading) in OF_PUBLIC_SITE for heading in of.headings),
    )


def keep_cells(of: FigureImport, rows: Iterable[Row], *, most: int) -> int:
    """Keep the file's rows as they are; returns their number. RefusedError beyond ``most``."""
    count = 0
    statement = sql.SQL("COPY {} (of_id, row, cells) FROM STDIN").format(CELLS)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["int8", "int4", "text[]"])
        for number, cells in rows:
            count += 1
            if count > most:
                raise RefusedError(
                    f"The file has over {most:,} rows. Import it in parts, or ask an engineer for "
                    "the command import_figures."
                )
            copy.write_row((of.pk, number, cells))
    return count


def check_next(of: FigureImport, rules: Rules, how_many: int) -> int:
    """Check the next rows that were kept, and keep what they state; returns how many there were."""
    found = list(
        ImportedCells.objects.filter(of=of, row__gt=of.checked_to)
        .order_by("row")
        .values_list("row", "cells")[:how_many]
    )
    copy_lines(of, rules, found)
    if found:
        of.checked_to = found[-1][0]
    return len(found)


def copy_lines(of: FigureImport, rules: Rules, rows: Iterable[Row]) -> None:
    """Check the rows and keep what they state."""
    columns = sql.SQL(", ").join(map(sql.Identifier, ("of_id", *STAGED)))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(ROWS, columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for lines in _many(_lines(rules, rows, f"{of.pk}\t")):
            copy.write("".join(lines))


def _lines(rules: Rules, rows: Iterable[Row], before: str) -> Iterator[str]:
    for number, cells in rows:
        line = rules.line(number, cells)
        if line is not None:
            yield before + line


def _many(lines: Iterator[str]) -> Iterator[list[str]]:
    while found := list(islice(lines, 500)):
        yield found


def take_time() -> None:
    """Let the statements of this transaction take minutes: a request’s own have a shorter limit."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '30min'")


def forget_rows(of: FigureImport) -> None:
    """Delete what waits for the import: it is done, or given up, or is matched anew."""
    ImportedRow.objects.filter(of=of).delete()
    ImportedCells.objects.filter(of=of).delete()


def forget_old(at: datetime) -> int:
    """Give up what has waited for over a day; returns how many imports that were."""
    old = FigureImport.objects.filter(started_at__lt=at - KEPT_FOR).exclude(
        Q(state=FigureImport.State.SAVED) | Q(state=FigureImport.State.GONE)
    )
    count = 0
    for one in old:
        forget_rows(one)
        count += FigureImport.objects.filter(pk=one.pk).update(
            state=FigureImport.State.GONE, findings={}, difference={}, notices=[]
        )
    return count


# --- findings, as the import's row keeps them -----------------------------------------------------


def as_json(findings: Findings) -> dict[str, Any]:
    return asdict(findings)


def from_json(said: dict[str, Any]) -> Findings:
    found = Findings(**said) if said else Findings()
    found.problems = [Problem(**one) for one in said.get("problems", [])]
    return found
