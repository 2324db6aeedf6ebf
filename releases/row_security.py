"""Migration operations that make PostgreSQL itself hold the rule of ``releases.published``.

``InstallFunctions`` comes first, once. Then every model with bounds gets ``InstallPublished``,
every link table ``InstallLinks`` and every table that is part of another ``InstallPart``.
A table that none of them names is closed to the public login, since nothing is granted.

The logins' names come from settings (``OWNER_LOGIN`` runs the migrations); the logins themselves
are made before by ``npcc_site.logins``, since roles belong to the cluster.
"""

from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

SQL = Path(__file__).parent / "sql"

VISIBLE = """
    published_from <= (SELECT visible_at())
    AND (published_until IS NULL OR published_until > (SELECT visible_at()))
"""


def public_columns(model: type[models.Model]) -> list[str]:
    """The columns that the public login may read: all but those marked staff-only."""
    return [
        str(field.column)
        for field in model._meta.concrete_fields
        if not getattr(field, "staff_only", False)
    ]


class InstallOperation(Operation):
    """What such operations share: no state, SQL on the way up and on the way down."""

    reversible = True
    reduces_to_sql = True
    category = OperationCategory.SQL

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: rights are no part of a model's state."""

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        raise NotImplementedError

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        raise NotImplementedError

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.forwards(to_state.apps, app_label):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.backwards(from_state.apps, app_label):
            schema_editor.execute(statement, params=None)


class InstallFunctions(InstallOperation):
    """The clock, and the guards of statements and references."""

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        return [
            (SQL / "0001_functions.sql").read_text(),
            f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {settings.STAFF_LOGIN}",
        ]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        return [
            "DROP FUNCTION guard_statement(), guard_reference(), guard_bounds(), "
            "refuse_truncate(), visible_at()"
        ]

    def describe(self) -> str:
        return "Install the clock and the guards of published rows"


class ReplaceFunctions(InstallOperation):
    """Newer spellings of functions; there is no way back, since data may already lean on them.

    ``{staff}`` in the file stands for the name of staff's login.
    """

    reversible = False

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        return [(SQL / self.file_name).read_text().replace("{staff}", settings.STAFF_LOGIN)]

    def describe(self) -> str:
        return f"Install the functions of {self.file_name}"


class GuardPart(InstallOperation):
    """Freeze the rows of a table without bounds while the row they are part of is approved."""

    def __init__(self, model_name: str, whole: str) -> None:
        self.model_name = model_name
        self.whole = whole

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        model = apps.get_model(app_label, self.model_name)
        field: Any = model._meta.get_field(self.whole)
        return [
            f"CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON {model._meta.db_table} "
            "FOR EACH ROW EXECUTE FUNCTION "
            f"guard_part('{field.related_model._meta.db_table}', '{field.column}')"
        ]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        table = apps.get_model(app_label, self.model_name)._meta.db_table
        return [f"DROP TRIGGER guard ON {table}"]

    def describe(self) -> str:
        return f"Freeze {self.model_name} with its {self.whole}"


class ShowColumns(InstallOperation):
    """Let the public login read columns that a published table gained after its policies."""

    def __init__(self, model_name: str, *columns: str) -> None:
        self.model_name = model_name
        self.columns = columns

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        return [f"GRANT {self._right(apps, app_label)} TO {settings.PUBLIC_LOGIN}"]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        return [f"REVOKE {self._right(apps, app_label)} FROM {settings.PUBLIC_LOGIN}"]

    def _right(self, apps: Apps, app_label: str) -> str:
        table = apps.get_model(app_label, self.model_name)._meta.db_table
        return f"SELECT ({', '.join(self.columns)}) ON {table}"

    def describe(self) -> str:
        return f"Show {', '.join(self.columns)} of {self.model_name}"


class _InstallPolicies(InstallOperation):
    """A table that the public login may read under a policy, and staff without one."""

    def table_and_columns(self, apps: Apps, app_label: str) -> tuple[str, list[str]]:
        raise NotImplementedError

    def condition(self, apps: Apps, app_label: str) -> str:
        raise NotImplementedError

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        table, columns = self.table_and_columns(apps, app_label)
        listed = ", ".join(f'"{column}"' for column in columns)
        return [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY public_reads ON {table} FOR SELECT TO {settings.PUBLIC_LOGIN} "
            f"USING ({self.condition(apps, app_label)})",
            f"CREATE POLICY staff_works ON {table} FOR ALL TO {settings.STAFF_LOGIN} "
            "USING (true) WITH CHECK (true)",
            f"GRANT SELECT ({listed}) ON {table} TO {settings.PUBLIC_LOGIN}",
        ]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        table, _ = self.table_and_columns(apps, app_label)
        return [
            f"REVOKE ALL ON {table} FROM {settings.PUBLIC_LOGIN}",
            f"DROP POLICY public_reads ON {table}",
            f"DROP POLICY staff_works ON {table}",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ]


class InstallPublished(_InstallPolicies):
    """Policy, grant and guards for a model with bounds.

    ``parent`` names the field through which a statement is dated (an evidence by its
    observation, an observation by its edition): a child may only take its parent's instant.
    Without one the table holds references, or the editions themselves. ``set_later`` names
    columns that may be filled in once the row is public, while all of them are empty.
    """

    def __init__(
        self,
        model_name: str,
        *,
        statement: bool,
        parent: str = "",
        set_later: tuple[str, ...] = (),
    ) -> None:
        self.model_name = model_name
        self.statement = statement
        self.parent = parent
        self.set_later = set_later

    def table_and_columns(self, apps: Apps, app_label: str) -> tuple[str, list[str]]:
        model = apps.get_model(app_label, self.model_name)
        return model._meta.db_table, public_columns(model)

    def condition(self, apps: Apps, app_label: str) -> str:
        return VISIBLE

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        model = apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        guard = "guard_statement" if self.statement else "guard_reference"
        dated_by = "'', ''"
        if self.parent:
            field: Any = model._meta.get_field(self.parent)
            dated_by = f"'{field.related_model._meta.db_table}', '{field.column}'"
        arguments = f"{dated_by}, '{','.join(self.set_later)}'" if self.statement else ""
        return [
            *super().forwards(apps, app_label),
            f"CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard}({arguments})",
            # Once more when the transaction commits, since a bound may have passed meanwhile.
            f"CREATE CONSTRAINT TRIGGER guard_at_commit AFTER UPDATE OR DELETE ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.published_from IS NOT NULL) "
            f"EXECUTE FUNCTION {guard}({arguments})",
            f"CREATE CONSTRAINT TRIGGER bounds_on_insert AFTER INSERT ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.published_from IS NOT NULL) "
            "EXECUTE FUNCTION guard_bounds()",
            f"CREATE CONSTRAINT TRIGGER bounds_on_update AFTER UPDATE ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ("
            "NEW.published_from IS DISTINCT FROM OLD.published_from "
            "OR NEW.published_until IS DISTINCT FROM OLD.published_until) "
            "EXECUTE FUNCTION guard_bounds()",
            f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()",
        ]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        table, _ = self.table_and_columns(apps, app_label)
        triggers = (
            "refuse_truncate",
            "bounds_on_update",
            "bounds_on_insert",
            "guard_at_commit",
            "guard",
        )
        return [
            *(f"DROP TRIGGER {trigger} ON {table}" for trigger in triggers),
            *super().backwards(apps, app_label),
        ]

    def describe(self) -> str:
        return f"Let the database decide who sees {self.model_name}"


def _visible_through(alias: str, columns: dict[str, tuple[str, bool]]) -> str:
    """A row is visible when each row it points at is: the policies there apply here too."""
    conditions = []
    for column, (table, required) in columns.items():
        points_at = f"EXISTS (SELECT 1 FROM {table} p WHERE p.id = {alias}.{column})"  # noqa: S608
        conditions.append(points_at if required else f"({alias}.{column} IS NULL OR {points_at})")
    return " AND ".join(conditions)


class InstallLinks(_InstallPolicies):
    """A many-to-many table: visible where both ends are."""

    def __init__(self, model_name: str, field_name: str) -> None:
        self.model_name = model_name
        self.field_name = field_name

    def _through(self, apps: Apps, app_label: str) -> type[models.Model]:
        field: Any = apps.get_model(app_label, self.model_name)._meta.get_field(self.field_name)
        return field.remote_field.through

    def table_and_columns(self, apps: Apps, app_label: str) -> tuple[str, list[str]]:
        through = self._through(apps, app_label)
        return through._meta.db_table, public_columns(through)

    def condition(self, apps: Apps, app_label: str) -> str:
        return _condition_of_foreign_keys(self._through(apps, app_label))

    def describe(self) -> str:
        return f"Show links of {self.model_name}.{self.field_name} where both ends are public"


class InstallPart(_InstallPolicies):
    """A table that is part of others and has no bounds of its own: visible where they all are."""

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def table_and_columns(self, apps: Apps, app_label: str) -> tuple[str, list[str]]:
        model = apps.get_model(app_label, self.model_name)
        return model._meta.db_table, public_columns(model)

    def condition(self, apps: Apps, app_label: str) -> str:
        return _condition_of_foreign_keys(apps.get_model(app_label, self.model_name))

    def describe(self) -> str:
        return f"Show {self.model_name} where all that it points at is public"


class InstallLedger(InstallOperation):
    """A record that staff may add to and read, but not edit; the public login not even that."""

    def __init__(self, model_name: str, *, may_update: tuple[str, ...] = ()) -> None:
        self.model_name = model_name
        self.may_update = may_update

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        table = apps.get_model(app_label, self.model_name)._meta.db_table
        statements = [f"REVOKE UPDATE, DELETE ON {table} FROM {settings.STAFF_LOGIN}"]
        if self.may_update:
            columns = ", ".join(self.may_update)
            statements.append(f"GRANT UPDATE ({columns}) ON {table} TO {settings.STAFF_LOGIN}")
        return statements

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        table = apps.get_model(app_label, self.model_name)._meta.db_table
        return [f"GRANT UPDATE, DELETE ON {table} TO {settings.STAFF_LOGIN}"]

    def describe(self) -> str:
        return f"Let nobody edit {self.model_name}"


class InstallTally(_InstallPolicies):
    """A table that triggers keep beside another, with its bounds: nobody writes it by hand."""

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def table_and_columns(self, apps: Apps, app_label: str) -> tuple[str, list[str]]:
        model = apps.get_model(app_label, self.model_name)
        return model._meta.db_table, public_columns(model)

    def condition(self, apps: Apps, app_label: str) -> str:
        return VISIBLE

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        table, _ = self.table_and_columns(apps, app_label)
        return [
            *super().forwards(apps, app_label),
            f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {settings.STAFF_LOGIN}",
        ]

    def describe(self) -> str:
        return f"Show {self.model_name} as what it counts is shown"


class InstallStateToken(InstallOperation):
    """The function ``public_state()``: a text that is the same while no public answer can change.

    It holds how many transactions edited something public, and the last bound that has passed: of
    ``tables``, in which every moment stands at which anything begins, and of ``ending``, in which
    one may end without another beginning. Nothing that is still to come is in it.
    """

    reversible = False

    def __init__(self, tables: tuple[str, ...], *, ending: tuple[str, ...]) -> None:
        self.tables = tables
        self.ending = ending

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        passed = [
            f"(SELECT max({bound}) FROM {table} WHERE {bound} <= now())"  # noqa: S608
            for bound, tables in (("published_from", self.tables), ("published_until", self.ending))
            for table in tables
        ]
        return [
            *(
                f"CREATE INDEX {table}_ends ON {table} (published_until) "
                "WHERE published_until IS NOT NULL"
                for table in self.ending
            ),
            # plpgsql keeps the plans of its questions; a function in SQL makes them anew.
            "CREATE FUNCTION public_state() RETURNS text "  # noqa: S608
            "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ "
            "BEGIN RETURN concat_ws(' ', (SELECT edits FROM releases_standing), "
            f"extract(epoch FROM greatest({', '.join(passed)}))); END $$",
            "REVOKE ALL ON FUNCTION public_state() FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION public_state() "
            f"TO {settings.PUBLIC_LOGIN}, {settings.STAFF_LOGIN}",
        ]

    def describe(self) -> str:
        return "Tell when public answers may have changed"


class GuardSets(InstallOperation):
    """Guard a table of statements by its statements' whole sets of rows, in place of each row.

    For tables of which one act dates a million rows. ``parent`` and ``set_later`` as for
    ``InstallPublished``, whose row triggers these take the place of.
    """

    def __init__(self, model_name: str, *, parent: str, set_later: tuple[str, ...] = ()) -> None:
        self.model_name = model_name
        self.parent = parent
        self.set_later = set_later

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        model = apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        field: Any = model._meta.get_field(self.parent)
        arguments = (
            f"'{field.related_model._meta.db_table}', '{field.column}', "
            f"'{','.join(self.set_later)}'"
        )
        return [
            *(f"DROP TRIGGER {trigger} ON {table}" for trigger in ROW_GUARDS),
            *_set_triggers("guard", table, f"guard_statements({arguments})"),
        ]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        raise NotImplementedError("Data may already lean on it.")

    reversible = False

    def describe(self) -> str:
        return f"Guard whole sets of rows of {self.model_name}"


class NoteEdits(InstallOperation):
    """Count each edit of what is public in a table, so that kept answers are made anew.

    With ``field_name`` in the links of that many-to-many field. A table without bounds is public
    where all that its row points at is.
    """

    def __init__(self, model_name: str, field_name: str = "") -> None:
        self.model_name = model_name
        self.field_name = field_name

    def _table(self, apps: Apps, app_label: str) -> type[models.Model]:
        model = apps.get_model(app_label, self.model_name)
        if not self.field_name:
            return model
        field: Any = model._meta.get_field(self.field_name)
        through: type[models.Model] = field.remote_field.through
        return through

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        model = self._table(apps, app_label)
        columns = {str(field.column): field for field in model._meta.concrete_fields}
        staffs = [name for name, field in columns.items() if getattr(field, "staff_only", False)]
        arguments = f"'{','.join(staffs)}'"
        if "published_from" not in columns:
            arguments += f", $c${_begun_through(model)}$c$"
        return _set_triggers("note_edit", model._meta.db_table, f"note_public_edit({arguments})")

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        table = self._table(apps, app_label)._meta.db_table
        return [f"DROP TRIGGER note_edit_{event} ON {table}" for event in SET_EVENTS]

    def describe(self) -> str:
        return f"Note edits of {self.model_name} {self.field_name}".strip()


# A trigger that sees all rows of a statement is for one kind of statement only.
SET_EVENTS = {
    "insert": "AFTER INSERT ON {} REFERENCING NEW TABLE AS new_rows",
    "update": "AFTER UPDATE ON {} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "AFTER DELETE ON {} REFERENCING OLD TABLE AS old_rows",
}
ROW_GUARDS = ("guard", "guard_at_commit", "bounds_on_insert", "bounds_on_update")
SET_GUARDS = tuple(f"guard_{event}" for event in SET_EVENTS)


def _set_triggers(name: str, table: str, call: str) -> list[str]:
    return [
        f"CREATE TRIGGER {name}_{event} {when.format(table)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {call}"
        for event, when in SET_EVENTS.items()
    ]


def _begun_through(model: type[models.Model]) -> str:
    """A row ``r`` of a link or part was to be seen when all that it points at had begun."""
    conditions = []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            begun = (
                f"EXISTS (SELECT 1 FROM {field.related_model._meta.db_table} p "  # noqa: S608
                f"WHERE p.id = r.{field.column} AND p.published_from <= clock_timestamp())"
            )
            conditions.append(f"(r.{field.column} IS NULL OR {begun})" if field.null else begun)
    return " AND ".join(conditions)


def _condition_of_foreign_keys(model: type[models.Model]) -> str:
    table = model._meta.db_table
    columns = {
        field.column: (field.related_model._meta.db_table, not field.null)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    }
    return _visible_through(table, columns)
