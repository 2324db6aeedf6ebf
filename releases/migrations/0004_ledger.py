from django.db import migrations, models

from releases.change_ledger import InstallChanges, RecordChanges, RecordLinks
from releases.exact_json import ExactNumbers

# Words of public rows were recorded before there was a ledger; nobody's name was.
KEEP_WORD_CHANGES = """
    INSERT INTO releases_change ("table", "row", verb, before, after, "by", "at")
    SELECT "table", "row", 'update', before, after, 'not recorded', "at"
      FROM releases_wordchange ORDER BY "at", id
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0003_approval_by_another")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=80)),
                ("row", models.BigIntegerField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("insert", "added"),
                            ("update", "changed"),
                            ("delete", "removed"),
                        ],
                        max_length=6,
                    ),
                ),
                ("part_of_table", models.CharField(max_length=80, null=True)),
                ("part_of_row", models.BigIntegerField(null=True)),
                ("before", models.JSONField(decoder=ExactNumbers, null=True)),
                ("after", models.JSONField(decoder=ExactNumbers, null=True)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-pk",),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["table", "row", "id"], name="changes_of_a_row"),
                    models.Index(
                        fields=["part_of_table", "part_of_row", "id"], name="changes_of_parts"
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP_WORD_CHANGES, migrations.RunSQL.noop),
        migrations.DeleteModel(name="WordChange"),
        InstallChanges(),
        RecordChanges("publisher"),
        RecordChanges("topic"),
        RecordChanges("speaker"),
        RecordChanges("release"),
        RecordLinks("release", "topics"),
        RecordChanges("withdrawal", part_of="release"),
        RecordChanges("edition"),
        RecordChanges("sourcetext", part_of="edition"),
        RecordChanges("quotation", part_of="edition"),
    ]
