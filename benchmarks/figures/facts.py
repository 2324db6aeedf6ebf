"""What the right answers are, by plain SQL as the public login: held against every side's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg

from benchmarks.figures.kept import BenchPlace

OF = """
  FROM operations_observation o
  JOIN operations_metric m ON m.id = o.metric_id
  LEFT JOIN operations_organisation g ON g.id = o.organisation_id
"""


@contextmanager
def asked(place: BenchPlace) -> Iterator[psycopg.Connection[Any]]:
    """The public login without its limit of time."""
    with place.connect("public") as connection:
        connection.execute("SET statement_timeout = 0")
        yield connection


def series(place: BenchPlace, metric: str, force: str) -> list[tuple[date, Decimal]]:
    """First day and value of each week, in order."""
    with asked(place) as connection:
        return connection.execute(
            f"SELECT o.period_start, o.value {OF} WHERE m.slug = %s AND g.slug = %s "
            "ORDER BY o.period_start",
            [metric, force],
        ).fetchall()


def newest(place: BenchPlace, metric: str, force: str, count: int) -> list[str]:
    """The ids of the newest figures, the newest first."""
    with asked(place) as connection:
        rows = connection.execute(
            f"SELECT o.figure_id {OF} WHERE m.slug = %s AND g.slug = %s "
            "ORDER BY o.period_end DESC, o.figure_id LIMIT %s",
            [metric, force, count],
        ).fetchall()
    return [figure for (figure,) in rows]


COUNTED = {
    "metric": "m.slug", "organisation": "g.slug", "region": "nullif(g.region, '')",
    "period_kind": "o.period_kind", "qualifier": "o.qualifier", "status": "nullif(o.status, '')",
}  # fmt: skip


def counts(place: BenchPlace, metric: str = "") -> dict[str, dict[str, int]]:
    """How many figures each choice has, of one metric's or of all; the metric's own of all."""
    found = {}
    with asked(place) as connection:
        for name, column in COUNTED.items():
            of_all = not metric or name == "metric"
            rows = connection.execute(
                f"SELECT {column}, count(*) {OF} WHERE {column} IS NOT NULL "
                f"{'' if of_all else 'AND m.slug = %s'} GROUP BY 1",
                [] if of_all else [metric],
            ).fetchall()
            found[name] = dict(rows)
    return found


def figures(place: BenchPlace, metric: str = "") -> dict[str, tuple[str, Decimal, date | None]]:
    """Metric, value and last day of each figure, of one metric or of all."""
    with asked(place) as connection:
        rows = connection.execute(
            f"SELECT o.figure_id, m.slug, o.value, o.period_end {OF} "
            f"{'WHERE m.slug = %s' if metric else ''}",
            [metric] if metric else [],
        ).fetchall()
    return {figure: (slug, value, end) for figure, slug, value, end in rows}
