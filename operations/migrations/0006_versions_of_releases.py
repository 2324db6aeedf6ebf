from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"

FUNCTIONS = (
    "figure_versions(text[], boolean)",
    "figures_stated_in(bigint[])",
    "edition_versions(bigint)",
    "public_changes()",
)


def _rights(function: str) -> list[str]:
    return [
        f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {function} TO {settings.PUBLIC_LOGIN}, {settings.STAFF_LOGIN}",
    ]


class Migration(migrations.Migration):
    dependencies = [("operations", "0005_ledger"), ("releases", "0003_approval_by_another")]

    operations = [
        migrations.RunSQL(
            [
                (SQL / "versions_of_releases.sql").read_text(),
                *(right for function in FUNCTIONS for right in _rights(function)),
                f"GRANT SELECT ON operations_publicchange TO {settings.PUBLIC_LOGIN}",
            ],
            [
                "DROP VIEW operations_publicchange",
                *(f"DROP FUNCTION {function}" for function in FUNCTIONS),
                (SQL / "figure_versions.sql").read_text(),
                *_rights("figure_versions(text)"),
            ],
        ),
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "corrected"),
                            ("revision", "revised as planned"),
                            ("withdrawal", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("edition_id", models.BigIntegerField(null=True)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("slug", models.SlugField(max_length=120)),
                ("title", models.CharField(max_length=300)),
                ("reason", models.TextField()),
                ("published_from", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="releases.publisher",
                    ),
                ),
                (
                    "topic_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
            ],
            options={"ordering": ("-published_from", "title", "slug", "-number"), "managed": False},
        ),
    ]
