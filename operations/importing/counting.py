"""How many figures an import makes, changes and leaves, their totals, and the first of each."""

from typing import Any

from django.db import connection
from psycopg import sql

from operations.importing.comparing import Comparison


def counts(compared: Comparison) -> dict[str, int]:
    """Rows by their fate, and figures that stand and are not in the file."""
    found = {"new": 0, "changed": 0, "unchanged": 0}
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT fate, count(*) FROM {} f GROUP BY 1").format(compared.outcome())
        )
        found |= dict(cursor.fetchall())
        cursor.execute(
            compared.put(
                "SELECT count(*) FILTER (WHERE in_draft), count(*) FILTER (WHERE NOT in_draft) "
                "FROM {standing} s WHERE row IS NULL"
            )
        )
        found["missing_in_draft"], found["missing_in_force"] = cursor.fetchone()
    return found


def totals(compared: Comparison, *, without_missing: bool) -> list[dict[str, Any]]:
    """For each metric: how many figures there are, and their sum, before and afterwards."""
    kept = sql.SQL("row IS NULL AND NOT (in_draft AND {})").format(sql.Literal(without_missing))
    question = compared.put(
        "SELECT m.name, m.unit, m.kind, sum(was_number)::int, sum(was), sum(number)::int, "
        "sum(total), min(low), max(high) FROM ("
        " SELECT metric_id, count(*) AS was_number, sum(value) AS was, 0 AS number, "
        "  0::numeric AS total, NULL::numeric AS low, NULL::numeric AS high "
        "  FROM {standing} s GROUP BY 1 "
        " UNION ALL SELECT metric_id, 0, 0, count(*), sum(value), min(value), max(value) "
        "  FROM {outcome} f GROUP BY 1 "
        " UNION ALL SELECT metric_id, 0, 0, count(*), sum(value), min(value), max(value) "
        "  FROM {standing} s WHERE {kept} GROUP BY 1) t "
        "JOIN operations_metric m ON m.id = t.metric_id GROUP BY m.id ORDER BY m.name, m.slug",
        outcome=compared.outcome(),
        kept=kept,
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        names = (
            "metric",
            "unit",
            "kind",
            "was_number",
            "was",
            "number",
            "total",
            "low",
            "high",
        )
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def listed(compared: Comparison, fate: str, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Rows of one fate in the file's order, each field as it was and as it would be."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT * FROM {} f WHERE fate = {} ORDER BY row LIMIT {} OFFSET {}").format(
                compared.outcome(), sql.Literal(fate), sql.Literal(limit), sql.Literal(offset)
            )
        )
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def missing(compared: Comparison, limit: int) -> list[dict[str, Any]]:
    """Figures that stand and are not in the file."""
    with connection.cursor() as cursor:
        cursor.execute(
            compared.put(
                "SELECT * FROM {standing} s WHERE row IS NULL "
                "ORDER BY in_draft DESC, position, figure_id LIMIT {limit}",
                limit=sql.Literal(limit),
            )
        )
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
