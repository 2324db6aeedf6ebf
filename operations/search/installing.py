"""What the migration of search installs on each table that is searched."""

import re
from dataclasses import dataclass

from releases.row_security import VISIBLE

_ALIASED = re.compile(r"VISIBLE\((\w+)\)")


def in_force(text: str) -> str:
    """SQL with each ``VISIBLE(alias)`` spelt as the policies spell it (``row_security``)."""
    return _ALIASED.sub(lambda found: f"({_of(found[1])})", text)


def _of(alias: str) -> str:
    return " ".join(VISIBLE.replace("published_", f"{alias}.published_").split())


@dataclass(frozen=True)
class SearchedTable:
    """A table whose words are kept apart (``operations/sql/search_words.sql``) under a kind.

    ``row`` is the column that names the row they are of, ``columns`` those with its words.
    """

    table: str
    kind: str
    columns: tuple[str, ...]
    row: str

    def __init__(self, table: str, kind: str, *columns: str, row: str = "id") -> None:
        for name, value in {"table": table, "kind": kind, "columns": columns, "row": row}.items():
            object.__setattr__(self, name, value)

    def triggers(self) -> list[str]:
        """One for each kind of statement, since only so can it see the rows of the statement."""
        told = f"'{self.kind}', '{self.row}', '{','.join(self.columns)}'"
        seen = {
            "insert": "NEW TABLE AS added",
            "update": "OLD TABLE AS removed NEW TABLE AS added",
            "delete": "OLD TABLE AS removed",
        }
        return [
            f"CREATE TRIGGER search_on_{act} AFTER {act.upper()} ON {self.table} "
            f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION search_note({told})"
            for act, tables in seen.items()
        ]

    def no_triggers(self) -> list[str]:
        return [
            f"DROP TRIGGER search_on_{act} ON {self.table}"
            for act in ("insert", "update", "delete")
        ]

    def fill(self) -> str:
        """Take in the rows that are there already."""
        return f"SELECT search_refresh('{self.kind}', ARRAY(SELECT id FROM {self.table}))"  # noqa: S608
