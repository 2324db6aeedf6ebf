"""Migration operations of the ledger: every change of a curated table is recorded by PostgreSQL.

``InstallChanges`` comes first, once; then every curated table gets ``RecordChanges``, and every
link table ``RecordLinks``. A test goes through all published models, so none can be forgotten.
Whose name stands beside a change: ``releases.acting``.
"""

from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db import models

from releases.row_security import SQL, InstallOperation

# A trigger with transition tables is for one kind of statement only.
TRIGGERS = {
    "record_insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows",
    "record_update": (
        "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
    ),
    "record_delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows",
}


class InstallChanges(InstallOperation):
    """The ledger's function, and the ledger closed to every hand but the function's."""

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        return [
            (SQL / "0004_ledger.sql").read_text(),
            f"REVOKE INSERT, UPDATE, DELETE ON releases_change FROM {settings.STAFF_LOGIN}",
        ]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        return [
            "DROP TRIGGER refuse_editing ON releases_change",
            "DROP FUNCTION record_changes(), refuse_editing()",
            f"GRANT INSERT, UPDATE, DELETE ON releases_change TO {settings.STAFF_LOGIN}",
        ]

    def describe(self) -> str:
        return "Install the ledger of changes"


class RecordChanges(InstallOperation):
    """Record every change of a model's table.

    ``part_of`` names the field that points at the row whose page shows these changes too: an
    edition, for its figures.
    """

    def __init__(self, model_name: str, *, part_of: str = "") -> None:
        self.model_name = model_name
        self.part_of = part_of

    def _recorded(self, apps: Apps, app_label: str) -> tuple[type[models.Model], str]:
        """The model whose table is recorded, and its field that points at the whole."""
        return apps.get_model(app_label, self.model_name), self.part_of

    def forwards(self, apps: Apps, app_label: str) -> list[str]:
        model, part_of = self._recorded(apps, app_label)
        whole = "'', ''"
        if part_of:
            field: Any = model._meta.get_field(part_of)
            whole = f"'{field.related_model._meta.db_table}', '{field.column}'"
        return [
            f"CREATE TRIGGER {name} {event.format(table=model._meta.db_table)} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION record_changes({whole})"
            for name, event in TRIGGERS.items()
        ]

    def backwards(self, apps: Apps, app_label: str) -> list[str]:
        model, _ = self._recorded(apps, app_label)
        return [f"DROP TRIGGER {name} ON {model._meta.db_table}" for name in TRIGGERS]

    def describe(self) -> str:
        return f"Record every change of {self.model_name}"


class RecordLinks(RecordChanges):
    """Record every link of a many-to-many field, as a part of the row that has the field."""

    def __init__(self, model_name: str, field_name: str) -> None:
        super().__init__(model_name)
        self.field_name = field_name

    def _recorded(self, apps: Apps, app_label: str) -> tuple[type[models.Model], str]:
        field: Any = apps.get_model(app_label, self.model_name)._meta.get_field(self.field_name)
        return field.remote_field.through, field.m2m_field_name()

    def describe(self) -> str:
        return f"Record every link of {self.model_name}.{self.field_name}"
