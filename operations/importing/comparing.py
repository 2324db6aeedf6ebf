"""What is staged against what stands: new, changed, unchanged and missing figures, by SQL.

“What stands” are the figures that the release would have if its draft were published as it is: the
draft's own, and those in force that it does not state anew. A row of the file is one of them by its
figure id, or, where it has none, by being of the same thing, place and period.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

from operations.models import ImportedRow, StandingFigure

ROWS = sql.Identifier(ImportedRow._meta.db_table)
STANDING = sql.Identifier(StandingFigure._meta.db_table)

# A field of a figure, the columns of a file of which one must be there to say it, and its default.
SAID_BY: dict[str, tuple[str, ...]] = {
    "metric_id": ("metric", "metric_label"),
    "category_id": ("category",),
    "organisation_id": ("organisation", "area_code", "area_name"),
    "area": ("organisation", "area_code", "area_name"),
    "operation_id": ("operation",),
    "phase_id": ("phase",),
    "period_kind": ("period_kind",),
    "period_start": ("period_kind",),
    "period_end": ("period_kind",),
    "period_basis": ("period_basis",),
    "value": ("value",),
    "qualifier": ("qualifier",),
    "status": ("status", "shorthand"),
    "is_partial": ("coverage",),
    "coverage": ("coverage_note",),
    "note": ("note",),
    "revises": ("revises",),
}
FIELDS = tuple(SAID_BY)
TEXTS = ("period_basis", "coverage", "note")
# Figures of one thing in one period are one figure, whatever the number (as in intake.saving).
KEY = (
    "metric_id", "category_id", "organisation_id", "area", "operation_id", "phase_id",
    "period_kind", "period_start", "period_end",
)  # fmt: skip
NARROWER = ("coverage", "is_partial")
_OF_NOTHING = {"period_start": "'-infinity'::date", "period_end": "'-infinity'::date"}


@dataclass(frozen=True)
class Comparison:
    """The staged rows of one import, the columns that its file has, and where they go."""

    of: int
    given: frozenset[str]
    release_id: int | None
    draft_id: int | None

    @property
    def rows(self) -> sql.Composed:
        """The staged rows, to stand in a FROM."""
        return sql.SQL("(SELECT * FROM {} WHERE of_id = {})").format(ROWS, sql.Literal(self.of))

    @property
    def standing(self) -> sql.Composed:
        """What stands, to stand in a FROM."""
        return sql.SQL("(SELECT * FROM {} WHERE of_id = {})").format(STANDING, sql.Literal(self.of))

    @property
    def keyed_by(self) -> tuple[str, ...]:
        """The fields by which a row without an id is known again: those that the file says."""
        return tuple(name for name in KEY if self.says(name))

    def says(self, field: str) -> bool:
        return not self.given.isdisjoint(SAID_BY[field])

    def put(self, text: str, **parts: sql.Composable) -> sql.Composed:
        return sql.SQL(text).format(
            rows=self.rows, standing=self.standing, table=STANDING, of=sql.Literal(self.of), **parts
        )

    # --- before anything is compared -------------------------------------------------------------

    def begin(self) -> str:
        """Gather what stands, for this transaction; returns its fingerprint."""
        self.end()
        with connection.cursor() as cursor:
            cursor.execute(
                _GATHER,
                {"of": self.of, "release": self.release_id, "draft": self.draft_id or 0},
            )
            stands = cursor.rowcount
            cursor.execute(
                self.put(
                    "SELECT md5(coalesce(string_agg(md5((to_jsonb(s) - 'of_id')::text), '' "
                    "ORDER BY figure_id), '')) FROM {standing} s"
                )
            )
            (stood,) = cursor.fetchone()
            if stands:
                self._find_again(cursor)
        return str(stood)

    def end(self) -> None:
        """Forget what stands: it is gathered anew whenever it is asked for."""
        with connection.cursor() as cursor:
            cursor.execute(self.put("DELETE FROM {table} WHERE of_id = {of}"))

    def _find_again(self, cursor: Any) -> None:
        """Write beside each figure that stands the row that states it anew."""
        cursor.execute(
            self.put(
                "UPDATE {table} s SET row = r.row FROM {rows} r "
                "WHERE s.of_id = {of} AND r.is_own AND r.figure_id = s.figure_id"
            )
        )
        for key in ((*self.keyed_by, *NARROWER), self.keyed_by):
            cursor.execute(self._by_key(key))

    def _by_key(self, key: Collection[str]) -> sql.Composed:
        return self.put(
            "UPDATE {table} s SET row = r.row FROM ("
            " SELECT {key}, min(row) AS row FROM {rows} r WHERE NOT is_own AND NOT EXISTS "
            "  (SELECT FROM {table} t WHERE t.of_id = {of} AND t.row = r.row) "
            " GROUP BY {places} HAVING count(*) = 1) r, ("
            " SELECT {key}, min(figure_id) AS figure_id FROM {standing} s WHERE row IS NULL "
            " GROUP BY {places} HAVING count(*) = 1) known "
            "WHERE s.of_id = {of} AND s.figure_id = known.figure_id AND {same}",
            key=key_of(key),
            places=places(key),
            same=sql.SQL(" AND ").join(
                sql.SQL("r.{0} = known.{0}").format(sql.Identifier(f"k_{name}")) for name in key
            ),
        )

    # --- the rows as they would be written -------------------------------------------------------

    def outcome(self) -> sql.Composed:
        """A SELECT of every row with its fate, and each field as it would be afterwards.

        What the file does not say stays as it stands.
        """
        return sql.SQL(
            "(SELECT *, CASE WHEN standing_id IS NULL THEN 'new' WHEN {same} THEN 'unchanged' "
            "ELSE 'changed' END AS fate FROM ("
            "SELECT r.row, coalesce(s.figure_id, r.figure_id) AS figure_id, "
            "s.figure AS standing_id, "
            "coalesce(s.in_draft, false) AS in_draft, s.position AS was_position, "
            "{fields}, {words} AS words, {was}, s.words AS was_words "
            "FROM {rows} r LEFT JOIN {standing} s ON s.row = r.row) f)"
        ).format(
            rows=self.rows,
            standing=self.standing,
            same=sql.SQL(" AND ").join(
                sql.SQL("{} IS NOT DISTINCT FROM {}").format(
                    sql.Identifier(name), sql.Identifier(f"was_{name}")
                )
                for name in (*FIELDS, "words")
            ),
            fields=sql.SQL(", ").join(self._field(name) for name in FIELDS),
            words=self._words(),
            was=sql.SQL(", ").join(
                sql.SQL("s.{} AS {}").format(sql.Identifier(name), sql.Identifier(f"was_{name}"))
                for name in FIELDS
            ),
        )

    def _field(self, name: str) -> sql.Composed:
        spelt: sql.Composable = sql.SQL("r.{}").format(sql.Identifier(name))
        stands = sql.SQL("s.{}").format(sql.Identifier(name))
        if not self.says(name):
            spelt = sql.SQL("CASE WHEN s.figure IS NULL THEN {} ELSE {} END").format(spelt, stands)
        elif name == "area":  # a file names an organisation in the place of the area
            spelt = sql.SQL(
                "CASE WHEN r.area = '' AND r.organisation_id = s.organisation_id "
                "THEN s.area ELSE r.area END"
            )
        elif name in TEXTS:
            spelt = sql.SQL("CASE WHEN {} = ANY ({}) THEN {} ELSE {} END").format(
                spelt, _spellings(stands), stands, spelt
            )
        return sql.SQL("{} AS {}").format(spelt, sql.Identifier(name))

    def _words(self) -> sql.Composable:
        """A file of the site's gives the first of the phrases alone: that changes none of them."""
        if "as_stated" not in self.given:
            return sql.SQL("coalesce(s.words, r.words)")
        return sql.SQL("CASE WHEN r.words = ANY ({} || {}) THEN s.words ELSE r.words END").format(
            _spellings(sql.SQL("s.words")), _spellings(sql.SQL("split_part(s.words, E'\\n', 1)"))
        )


# Put together from names that stand in this file alone.
_GATHER = (
    "INSERT INTO operations_standingfigure (of_id, figure, figure_id, position, "  # noqa: S608
    + ", ".join(FIELDS)
    + ", in_draft, words) "
    "SELECT DISTINCT ON (o.figure_id) %(of)s, o.id, o.figure_id, o.position, "
    + ", ".join(f"o.{name}" for name in FIELDS)
    + ", o.edition_id = %(draft)s, coalesce((SELECT string_agg(e.words, E'\n' "
    "ORDER BY e.id) FROM operations_evidence e WHERE e.observation_id = o.id), '') "
    "FROM operations_observation o JOIN releases_edition d ON d.id = o.edition_id "
    "WHERE o.release_id = %(release)s AND (o.edition_id = %(draft)s "
    "OR o.published_from IS NOT NULL AND (o.published_until IS NULL OR o.published_until > now())) "
    "ORDER BY o.figure_id, (o.edition_id = %(draft)s) DESC, d.number DESC"
)


def places(names: Collection[str]) -> sql.Composed:
    """The first columns of a SELECT, for its GROUP BY."""
    return sql.SQL(", ").join(sql.SQL(str(n)) for n in range(1, len(names) + 1))


def key_names(names: Collection[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(f"k_{name}") for name in names)


def key_of(names: Collection[str]) -> sql.Composed:
    """Key columns that compare as equal where both are empty."""
    return sql.SQL(", ").join(
        sql.SQL("coalesce({}, {}) AS {}").format(
            sql.Identifier(name),
            sql.SQL(_OF_NOTHING.get(name, "0")) if name.endswith("_id") or name in _OF_NOTHING
            else sql.SQL("false") if name == "is_partial" else sql.SQL("''"),
            sql.Identifier(f"k_{name}"),
        )
        for name in names
    )  # fmt: skip


def _spellings(text: sql.Composable) -> sql.Composed:
    """How a text that stands is spelt in a file: as it is, trimmed, or as a sentence of its own.

    The site's files have an apostrophe before what a spreadsheet would take for a formula, which
    is taken off when they are read.
    """
    return sql.SQL(
        "ARRAY[{0}, btrim({0}, E' \\n\\r\\t'), "
        "regexp_replace(btrim({0}, E' \\n\\r\\t'), E'^''(?=[-=+@])', ''), "
        "upper(left({0}, 1)) || rtrim(substr({0}, 2), '.') || '.']"
    ).format(text)
