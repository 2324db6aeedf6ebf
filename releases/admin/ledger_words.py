"""The ledger's rows in a person's words: a changed column as a label, what it was, what it is."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import QuerySet
from psycopg import sql

from releases.admin.states import moment_words
from releases.differences import Paragraphs, text_change
from releases.exact_json import ExactNumbers
from releases.models import Change

Values = Mapping[str, Any]
Key = tuple[str, int]

# A row is called by the first of these that it has.
NAMES = ("title", "name", "words", "label", "slug")
LONGEST_NAME = 90
SHORT = 160
# How often it was saved, and when it was made, are told by the ledger itself.
UNTOLD = frozenset({"id", "version", "created_at"})


@dataclass(frozen=True)
class FieldChange:
    """One field, as it was and as it is, both in words; empty where it is blank."""

    name: str
    label: str
    was: str
    now: str

    @property
    def is_short(self) -> bool:
        """Whether both stand side by side; else a page shows where they differ."""
        return len(self.was) + len(self.now) <= SHORT

    @property
    def paragraphs(self) -> tuple[Paragraphs, ...]:
        return text_change(self.label, self.was, self.now).paragraphs


@dataclass(frozen=True)
class RowChange:
    """What happened to one row: a figure, a quotation, the edition itself."""

    key: Key
    kind: str
    name: str
    verb: str
    fields: tuple[FieldChange, ...] = ()

    @property
    def sentence(self) -> str:
        return told_as(self.kind, self.name, self.verb)


def told_as(kind: str, name: str, verb: str) -> str:
    """“Figure “7 arrests” changed”; what has no name is called by its kind alone."""
    named = f"{kind} “{name}” {verb}" if name else f"{kind} {verb}"
    return named[:1].upper() + named[1:]


@cache
def model_of(table: str) -> type[models.Model] | None:
    """None for a table that the site has no more."""
    found: Iterable[type[models.Model]] = apps.get_models(include_auto_created=True)
    return next((model for model in found if model._meta.db_table == table), None)


@cache
def columns_of(table: str) -> dict[str, Any]:
    model = model_of(table)
    return (
        {} if model is None else {str(field.column): field for field in model._meta.concrete_fields}
    )


class Wording:
    """The words for some changes of the ledger, after two or three questions for all of them."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.pointers = {
            (change.table, change.row): (change.part_of_table, change.part_of_row)
            for change in changes
        }
        added = [c for c in changes if c.verb == Change.Verb.INSERT]
        self.made = _first_values(added)
        told = [(c.table, values) for c in changes for values in self._values(c) if values]
        pointed_at = {key for table, values in told for key in _pointed_at(table, values)}
        self.rows = live_rows(pointed_at)
        self.gone = _removed_rows(pointed_at - self.rows.keys())

    def _values(self, change: Change) -> tuple[Values | None, Values | None]:
        """The row before and after; what it was first made as is found elsewhere."""
        if change.verb == Change.Verb.INSERT:
            return None, self.made.get((change.table, change.row))
        return change.before, change.after

    def row_change(self, change: Change) -> RowChange:
        before, after = self._values(change)
        return self.told((change.table, change.row), before, after, change.get_verb_display())

    def told(self, key: Key, before: Values | None, after: Values | None, verb: str) -> RowChange:
        table, _ = key
        kind, name = self._called(key, after or before or {})
        return RowChange(key, kind, name, verb, tuple(self._fields(table, before, after)))

    def _fields(
        self, table: str, before: Values | None, after: Values | None
    ) -> Iterable[FieldChange]:
        hidden = UNTOLD | self._hidden(table, is_update=None not in (before, after))
        columns = columns_of(table)
        if (model := model_of(table)) is not None and model._meta.auto_created:
            return  # a link is told by the name of what it links to
        for column in {**(before or {}), **(after or {})}:
            was, now = (before or {}).get(column), (after or {}).get(column)
            if column in hidden or was == now:
                continue
            field = columns.get(column)
            told = self.words(field, was), self.words(field, now)
            if told[0] != told[1]:
                label = column.replace("_", " ") if field is None else str(field.verbose_name)
                yield FieldChange(getattr(field, "name", column), label, *told)

    def _hidden(self, table: str, *, is_update: bool) -> set[str]:
        """Which edition a figure belongs to is told by the page; so is what nobody fills in."""
        if is_update:
            return set()
        columns = columns_of(table)
        wholes = {whole for (of, _), (whole, _) in self.pointers.items() if of == table}
        return {"release_id"} | {
            column
            for column, field in columns.items()
            if not field.editable
            or (field.is_relation and field.related_model._meta.db_table in wholes)
        }

    def _called(self, key: Key, values: Values) -> tuple[str, str]:
        table, row = key
        model = model_of(table)
        if model is None:
            return table, str(row)
        if model._meta.auto_created:
            return self._linked(key, values)
        return str(model._meta.verbose_name), self._name(table, values)

    def _linked(self, key: Key, values: Values) -> tuple[str, str]:
        """A link is called after what it links to."""
        whole, _ = self.pointers.get(key, (None, None))
        for column, field in columns_of(key[0]).items():
            if field.is_relation and field.related_model._meta.db_table != whole:
                return str(field.related_model._meta.verbose_name), self.words(
                    field, values.get(column)
                )
        return "link", str(key[1])

    def _name(self, table: str, values: Values) -> str:
        for name in NAMES:
            if values.get(name):
                text = str(values[name])
                return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"
        if "value" in values and "metric_id" in values:
            metric = self.words(columns_of(table).get("metric_id"), values["metric_id"])
            return f"{self.words(None, values['value'])} ({metric})"
        return ""

    def words(self, field: Any, value: Any) -> str:
        """A value as JSON has it, or as a form does; empty for what is blank."""
        if value is None or value == "" or value == [] or value == {}:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, models.Model):
            return str(value)
        if isinstance(value, list | tuple | set | QuerySet):
            return ", ".join(self.words(None, one) for one in value)
        if field is not None and field.is_relation:
            return self._related(field.related_model._meta.db_table, value)
        if field is not None and field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        return _plain(field, value)

    def _related(self, table: str, pk: Any) -> str:
        number = f"no. {pk}"
        row = self.rows.get((table, pk))
        if row is not None:
            return self._name(table, row) or number
        return f"{self._name(table, self.gone.get((table, pk), {})) or number}, removed since"


def _plain(field: Any, value: Any) -> str:
    if isinstance(field, models.DateTimeField):
        return moment_words(datetime.fromisoformat(value) if isinstance(value, str) else value)
    if isinstance(field, models.DateField):
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return f"{day.day} {day:%B %Y}"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _pointed_at(table: str, values: Values) -> Iterable[Key]:
    for column, field in columns_of(table).items():
        if field.is_relation and values.get(column) is not None:
            yield field.related_model._meta.db_table, values[column]


def _first_values(added: Sequence[Change]) -> dict[Key, Values]:
    """Each added row as it was first: from before its next change, or from its table."""
    if not added:
        return {}
    keys = {(change.table, change.row) for change in added}
    changed = (
        Change.objects.filter(_of_rows(keys), before__isnull=False)
        .order_by("table", "row", "pk")
        .distinct("table", "row")
    )
    found: dict[Key, Values] = {(one.table, one.row): one.before or {} for one in changed}
    return live_rows(keys - found.keys()) | found


def _removed_rows(keys: Iterable[Key]) -> dict[Key, Values]:
    """Rows that are no more, as they were last."""
    wanted = set(keys)
    if not wanted:
        return {}
    removed = Change.objects.filter(_of_rows(wanted), verb=Change.Verb.DELETE).order_by("pk")
    return {(one.table, one.row): one.before or {} for one in removed}


def _of_rows(keys: Iterable[Key]) -> models.Q:
    by_table: dict[str, list[int]] = {}
    for table, row in keys:
        by_table.setdefault(table, []).append(row)
    found = models.Q(pk__in=[])
    for table, rows in by_table.items():
        found |= models.Q(table=table, row__in=rows)
    return found


def live_rows(keys: Iterable[Key]) -> dict[Key, Values]:
    """The rows as they are now, from all their tables in one question."""
    by_table: dict[str, list[int]] = {}
    for table, row in sorted(keys):
        if model_of(table) is not None:
            by_table.setdefault(table, []).append(row)
    if not by_table:
        return {}
    of_one = sql.SQL("SELECT {}, t.id, to_jsonb(t)::text FROM {} t WHERE t.id = ANY(%s)")
    asked = sql.SQL(" UNION ALL ").join(
        of_one.format(sql.Literal(table), sql.Identifier(table)) for table in by_table
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, list(by_table.values()))
        return {
            (table, row): json.loads(values, cls=ExactNumbers)
            for table, row, values in cursor.fetchall()
        }
