"""What only all the rows of a file together can get wrong: ids and keys, by SQL."""

from django.db import connection
from psycopg import sql

from operations.importing.comparing import NARROWER, Comparison, key_names, key_of, places
from operations.importing.findings import KEPT_PROBLEMS, Findings, Problem

_SEVERAL = (
    "The release has {} figures of the same thing, place and period. Write the id of the one that "
    "is meant."
)


def add_problems(compared: Comparison, findings: Findings) -> None:
    """Ids and keys that come twice, that belong elsewhere, or that could be of several."""
    for column, sentence, question in _questions(compared):
        with connection.cursor() as cursor:
            cursor.execute(question)
            for row, told in cursor.fetchall():
                findings.add(Problem(row, column, sentence.format(told)))


def _questions(compared: Comparison) -> list[tuple[str, str, sql.Composed]]:
    key = (*compared.keyed_by, *NARROWER)
    limit = sql.Literal(KEPT_PROBLEMS)
    found = [
        (
            "figure_id", "This id stands in row {:,} too.",
            "SELECT max(row), min(row) FROM {rows} r WHERE is_own GROUP BY figure_id "
            "HAVING count(*) > 1",
        ),
        (
            "figure_id", "This is a figure of another release ({}). Leave its id out.",
            "SELECT DISTINCT r.row, l.slug FROM {rows} r "
            "JOIN operations_observation o ON o.figure_id = r.figure_id "
            "JOIN releases_release l ON l.id = o.release_id "
            "WHERE r.is_own AND o.release_id <> {release}",
        ),
        (
            "revises", "“{}” is the id of no figure.",
            "SELECT r.row, r.revises FROM {rows} r WHERE r.revises <> '' AND NOT EXISTS "
            "(SELECT FROM operations_observation o WHERE o.figure_id = r.revises)",
        ),
        (
            "", "The same thing, place and period as in row {:,}: one of the two is too many.",
            "SELECT max(row), min(row) FROM (SELECT {narrow}, row, is_own FROM {rows} r) twice "
            "GROUP BY {names} HAVING count(*) > 1 AND NOT bool_and(is_own)",
        ),
        (
            "figure_id", _SEVERAL,
            "SELECT r.row, s.number FROM (SELECT {key}, row FROM {rows} r WHERE NOT is_own "
            " AND NOT EXISTS (SELECT FROM {table} t WHERE t.of_id = {of} AND t.row = r.row)) r "
            "JOIN (SELECT {key}, count(*) AS number FROM {standing} s WHERE row IS NULL "
            " GROUP BY {places} HAVING count(*) > 1) s USING ({same})",
        ),
    ]  # fmt: skip
    return [
        (
            column,
            sentence,
            compared.put(
                text + " ORDER BY 1 LIMIT {limit}",
                limit=limit,
                release=sql.Literal(compared.release_id or 0),
                narrow=key_of(key),
                names=key_names(key),
                key=key_of(compared.keyed_by),
                places=places(compared.keyed_by),
                same=key_names(compared.keyed_by),
            ),
        )
        for column, sentence, text in found
    ]
