"""Words of a reference row that a correction may renew at its own instant.

A reference row's words change at once for everybody, so a chart's title that a correction under
embargo makes stale can't be edited before the embargo. The new words are a statement of the
correction instead (``releases.models.Wording``), and these fields read it in place of the column:

- ``.public(at)`` gives the words in force at ``at``, in the query that it makes anyway;
- on the public login's connection every query does, since its policy has chosen the instant;
- anything else (the admin, the verbs) reads the row's own words.

Of several wordings in force the newest counts. One stands for the very words that it was written
against, so an edit of the row itself, which comes later and from a person, ends it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.expressions import RawSQL

from releases.published import is_public_login


class Renewable:
    """Mixin for a text field whose words may be renewed. In a migration it is a plain field."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs  # type: ignore[attr-defined]

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """The newest wording in force, else the column; ``sql`` is ``"alias"."column"``."""
        at: datetime | None = getattr(compiler.query, "words_at", None)
        if at is None and not is_public_login(compiler.connection):
            return sql, params
        alias, _, _ = sql.rpartition(".")
        row, own = RawSQL(f'{alias}."id"', ()), RawSQL(sql, params)  # noqa: S611

        def compiled(rows: models.QuerySet[Any], most: int | None, column: str) -> tuple[str, Any]:
            in_force = rows.using(compiler.using)
            if at is not None:
                in_force = in_force.public(at)  # type: ignore[attr-defined]
            query = in_force.values(column)[:most].query
            return query.get_compiler(connection=compiler.connection).as_sql()

        newest, of_newest = compiled(wordings(self, row, own), 1, "words")
        renewed, of_renewed = compiled(_of_field(self).order_by(), None, "row")
        # Few rows ever have a wording. They are looked up once for the whole query, so that the
        # others cost next to nothing: 0.2 µs each, where a look-up for each would cost 12.
        return (
            f'CASE WHEN {alias}."id" = ANY(ARRAY({renewed})) '
            f"THEN COALESCE(({newest}), {sql}) ELSE {sql} END",
            (*of_renewed, *of_newest, *params, *params),
        )


class RenewableCharField(Renewable, models.CharField):
    """A short text that a correction may renew."""


class RenewableTextField(Renewable, models.TextField):
    """A text that a correction may renew."""


def wordings(field: Any, row: Any, own: Any) -> models.QuerySet[Any]:
    """Wordings, the newest first, of ``field`` in the row with the key ``row``.

    Only those that stand for the words ``own``. Both may be expressions of an outer query.
    """
    rows = _of_field(field).filter(row=row, instead_of=own)
    return rows.order_by("-published_from", "-pk")


def _of_field(field: Any) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = apps.get_model("releases", "Wording")._default_manager.all()
    return rows.filter(table=field.model._meta.db_table, field=field.name)


def renewable_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of ``model`` that a correction may renew, in their order."""
    return [field for field in model._meta.concrete_fields if isinstance(field, Renewable)]


def renewable_models() -> Iterator[type[models.Model]]:
    """Every model with words that a correction may renew."""
    for model in apps.get_models():
        if renewable_fields(model):
            yield model
