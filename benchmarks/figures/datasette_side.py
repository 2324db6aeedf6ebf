"""Datasette with the same figures: those that the public sees, in one table of SQLite.

It runs as it comes, with a file that it may take as immutable, its rows counted beforehand, an
index on each column that its users would choose by, and no limits of time or size.
"""

import contextlib
import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures.kept import PORT, BenchPlace
from npcc_site.local import processes, sites

DATASETTE_PORT = PORT + 2
TABLE = "figures"
# The columns of our own files, and what our filters choose by beside them.
COLUMNS = (
    "figure_id", "metric", "metric_label", "category", "value", "qualifier", "unit",
    "period_start", "period_end", "period_kind", "area_code", "area_name", "organisation",
    "coverage", "coverage_note", "status", "shorthand", "note", "as_stated", "release_title",
    "release_url", "published_at", "version", "corrected_at", "figure_url", "licence", "region",
    "topic", "year",
)  # fmt: skip
FACETS = (
    "metric", "organisation", "region", "topic", "category", "area_name", "year", "period_kind",
    "qualifier", "status",
)  # fmt: skip
INDEXES = (
    *((name,) for name in FACETS), ("figure_id",), ("release_url",), ("period_end",),
    ("metric", "organisation", "period_end"), ("metric", "period_end"),
    ("organisation", "period_end"), ("metric", "value"),
)  # fmt: skip
SETTINGS = {
    "sql_time_limit_ms": 600_000, "facet_time_limit_ms": 600_000, "max_returned_rows": 1_000,
    "max_csv_mb": 0, "default_facet_size": 1_000,
}  # fmt: skip
# The figures as the public reads them, with all the columns above. A figure of several topics would
# be several rows in one table; each synthetic metric has one topic, and of others the first counts.
ROWS = """
SELECT o.figure_id, m.slug, m.name, coalesce(c.name, ''), trim_scale(o.value), o.qualifier, m.unit,
       o.period_start, o.period_end, o.period_kind, coalesce(g.ons_code, ''), o.area,
       coalesce(g.slug, ''), CASE WHEN o.is_partial THEN 'partial' ELSE '' END, o.coverage,
       o.status, '', o.note,
       (SELECT e.words FROM operations_evidence e WHERE e.observation_id = o.id
         ORDER BY e.id LIMIT 1),
       d.title, '/releases/' || r.slug || '/', d.published_from, d.number, NULL,
       '/figures/' || o.figure_id || '/', '', coalesce(g.region, ''),
       (SELECT t.slug FROM operations_metric_topics l JOIN releases_topic t ON t.id = l.topic_id
         WHERE l.metric_id = m.id ORDER BY t.slug LIMIT 1),
       extract(year FROM coalesce(o.period_end, o.period_start))::int
  FROM operations_observation o
  JOIN operations_metric m ON m.id = o.metric_id
  JOIN releases_edition d ON d.release_id = o.release_id
  JOIN releases_release r ON r.id = o.release_id
  LEFT JOIN operations_category c ON c.id = o.category_id
  LEFT JOIN operations_organisation g ON g.id = o.organisation_id
 ORDER BY o.id
"""


def make_file(place: BenchPlace, path: Path) -> None:
    """Write the SQLite file; nothing is done where it is as new as the database."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=OFF")
        made.execute("PRAGMA synchronous=OFF")
        made.execute(f"CREATE TABLE {TABLE} ({', '.join(_typed(c) for c in COLUMNS)})")
        places = ", ".join("?" * len(COLUMNS))
        made.executemany(f"INSERT INTO {TABLE} VALUES ({places})", _rows(place))  # noqa: S608
        for columns in INDEXES:
            name = f"{TABLE}_{'_'.join(columns)}"
            made.execute(f"CREATE INDEX {name} ON {TABLE} ({', '.join(columns)})")
        made.execute("ANALYZE")


def _typed(column: str) -> str:
    kinds = {"value": "REAL", "year": "INTEGER", "version": "INTEGER"}
    return f"{column} {kinds.get(column, 'TEXT')}"


def _rows(place: BenchPlace) -> Iterator[list[str | None]]:
    """The public's rows by COPY, so that a million of them are never in memory."""
    with place.connect("public") as connection, connection.transaction():
        connection.execute("SET LOCAL statement_timeout = 0")
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY ({ROWS}) TO STDOUT (FORMAT csv)") as copy,
        ):
            lines = (bytes(block).decode() for block in copy)
            for row in csv.reader(_whole_lines(lines)):
                yield [None if cell == "" else cell for cell in row]


def _whole_lines(blocks: Iterator[str]) -> Iterator[str]:
    for block in blocks:
        yield from io.StringIO(block, newline="")


@contextlib.contextmanager
def running(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Datasette's own server with that file, until the block ends."""
    counts, metadata = path.with_suffix(".inspect.json"), path.with_suffix(".metadata.json")
    command = [sys.executable, "-m", "datasette"]
    subprocess.run(
        [*command, "inspect", str(path), "--inspect-file", str(counts)], check=True,
        capture_output=True,
    )  # fmt: skip
    metadata.write_text(json.dumps({"title": "Figures"}))
    options = [part for name, value in SETTINGS.items() for part in ("--setting", name, str(value))]
    process = processes.start(
        [*command, "serve", "--immutable", path, "--inspect-file", counts, "--metadata", metadata,
         "--port", str(DATASETTE_PORT), *options],
        processes.bare_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        sites.wait_until_answers(process, DATASETTE_PORT)
        yield process
    finally:
        processes.stop(process)
