"""What partitions by year would change: ``python -m benchmarks.figures.partitions [SIZE]``.

Copies the figures into a table in parts, one for each year in which a period ends, with the indexes
and the policy of the real one, and asks both the same questions as the public login. Prints the
median time to plan and to run each, and the pages read. The copy is dropped at the end.
"""

import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from benchmarks.figures import kept, recipe

RUNS = 9
REAL, PARTED = "operations_observation", "bench_parted"
QUESTIONS = {
    "series of 260 points": (
        "SELECT period_start, value FROM {table} WHERE metric_id = {metric} "
        "AND organisation_id = {force} ORDER BY period_end"
    ),
    "the same, one year of it": (
        "SELECT period_start, value FROM {table} WHERE metric_id = {metric} "
        "AND organisation_id = {force} AND period_end BETWEEN '2024-01-01' AND '2024-12-31'"
    ),
    "newest 100 of everything": (
        "SELECT figure_id, value FROM {table} ORDER BY period_end DESC NULLS LAST, figure_id "
        "LIMIT 100"
    ),
    "newest 100 of a metric": (
        "SELECT figure_id, value FROM {table} WHERE metric_id = {metric} "
        "ORDER BY period_end DESC NULLS LAST, figure_id LIMIT 100"
    ),
    "one figure by its id": "SELECT value FROM {table} WHERE figure_id = '{figure}'",
    "all of one year": (
        "SELECT count(value) FROM {table} WHERE period_end BETWEEN '2024-01-01' AND '2024-12-31'"
    ),
}


@contextmanager
def parted(place: kept.BenchPlace) -> Iterator[int]:
    """The copy in parts, until the block ends; how many parts it has."""
    with place.connect("owner") as owner:
        owner.execute(f"DROP TABLE IF EXISTS {PARTED}")
        try:
            yield _made(owner, place.logins.public.name)
        finally:
            owner.execute(f"DROP TABLE IF EXISTS {PARTED}")


def _made(owner: psycopg.Connection[Any], public: str) -> int:
    owner.execute(f"CREATE TABLE {PARTED} (LIKE {REAL} INCLUDING DEFAULTS) "
                  "PARTITION BY RANGE (period_end)")  # fmt: skip
    years = owner.execute(
        f"SELECT DISTINCT extract(year FROM period_end)::int FROM {REAL} "  # noqa: S608
        "WHERE period_end IS NOT NULL ORDER BY 1"
    ).fetchall()
    for (year,) in years:
        owner.execute(
            f"CREATE TABLE {PARTED}_{year} PARTITION OF {PARTED} "
            f"FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
        )
    owner.execute(f"CREATE TABLE {PARTED}_undated PARTITION OF {PARTED} DEFAULT")
    owner.execute(f"INSERT INTO {PARTED} SELECT * FROM {REAL}")  # noqa: S608
    for (definition,) in owner.execute(
        "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass "
        "AND NOT indisunique AND NOT indisexclusion",
        [REAL],
    ).fetchall():
        columns = definition.partition(" USING ")[2]
        owner.execute(f"CREATE INDEX ON {PARTED} USING {columns}")
    owner.execute(f"ALTER TABLE {PARTED} ENABLE ROW LEVEL SECURITY")
    owner.execute(
        f"CREATE POLICY public_reads ON {PARTED} FOR SELECT TO {public} USING ("
        "published_from <= (SELECT visible_at()) AND (published_until IS NULL "
        "OR published_until > (SELECT visible_at())))"
    )
    owner.execute(f"GRANT SELECT (figure_id, metric_id, organisation_id, period_start, period_end, "
                  f"value) ON {PARTED} TO {public}")  # fmt: skip
    owner.execute(f"ANALYZE {PARTED}")
    return len(years) + 1


def planned_and_run(connection: psycopg.Connection[Any], asked: str) -> tuple[float, float, int]:
    """Median ms to plan and to run, and the pages that it touched."""
    plans = []
    for _ in range(RUNS):
        row = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT json) {asked}").fetchone()
        assert row is not None  # EXPLAIN answers with one row  # noqa: S101
        plans.append(row[0][0])
    last = plans[-1]["Plan"]
    return (
        statistics.median(plan["Planning Time"] for plan in plans),
        statistics.median(plan["Execution Time"] for plan in plans),
        last["Shared Hit Blocks"] + last["Shared Read Blocks"],
    )


def main(arguments: list[str]) -> int:
    """Ask both tables each question; returns the exit code."""
    size = int(arguments[0]) if arguments else 1_000_000
    with kept.server() as server:
        place = kept.database(server, size)
        plan = next(one for one in recipe.metrics(size) if one.is_whole)
        with parted(place) as parts, place.connect("public") as connection:
            connection.execute("SET statement_timeout = 0")
            named = _named(connection, plan.slug, kept.forces(place)[0])
            print(f"{size:,} figures, {parts} parts{'':10}{'plan ms':>9}{'run ms':>9}{'pages':>9}")
            for said, question in QUESTIONS.items():
                for table, kind in ((REAL, "one table"), (PARTED, "in parts")):
                    asked = question.format(table=table, **named)
                    plan_ms, run_ms, pages = planned_and_run(connection, asked)
                    print(f"{said:26}{kind:12}{plan_ms:>9.2f}{run_ms:>9.2f}{pages:>9,}")
    return 0


def _named(connection: psycopg.Connection[Any], metric: str, force: str) -> dict[str, Any]:
    row = connection.execute(
        "SELECT o.metric_id, o.organisation_id, o.figure_id FROM operations_observation o "
        "JOIN operations_metric m ON m.id = o.metric_id "
        "JOIN operations_organisation g ON g.id = o.organisation_id "
        "WHERE m.slug = %s AND g.slug = %s LIMIT 1",
        [metric, force],
    ).fetchone()
    assert row is not None  # every whole metric has every force  # noqa: S101
    return dict(zip(("metric", "force", "figure"), row, strict=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
