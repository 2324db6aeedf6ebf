import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0012_search"),
        ("releases", "0013_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("file_hash", models.CharField(help_text="SHA-256 of the file.", max_length=64)),
                ("kind", models.CharField(max_length=4)),
                ("started_by", models.CharField(max_length=150)),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("matching", "columns to match"),
                            ("checking", "being checked"),
                            ("checked", "checked, to be confirmed"),
                            ("saved", "saved in the draft"),
                            ("gone", "given up: its rows are deleted"),
                        ],
                        default="matching",
                        max_length=10,
                    ),
                ),
                ("headings", models.JSONField(default=list)),
                (
                    "places",
                    models.JSONField(default=dict, help_text="Which column stands where in a row."),
                ),
                (
                    "options",
                    models.JSONField(
                        default=dict,
                        help_text="What was said beside the file: a new release, a reason.",
                    ),
                ),
                ("notices", models.JSONField(default=list)),
                ("row_count", models.PositiveIntegerField(default=0)),
                (
                    "checked_to",
                    models.PositiveIntegerField(
                        default=0, help_text="The last row that was checked."
                    ),
                ),
                ("findings", models.JSONField(default=dict)),
                ("difference", models.JSONField(default=dict)),
                (
                    "stood",
                    models.CharField(
                        blank=True,
                        help_text="Fingerprint of the figures it was compared with.",
                        max_length=32,
                    ),
                ),
                ("saved_by", models.CharField(blank=True, max_length=150)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        help_text="The draft that it was saved in.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="figure_imports",
                        to="releases.edition",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figure_imports",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "verbose_name": "spreadsheet of figures",
                "verbose_name_plural": "spreadsheets of figures",
                "ordering": ("-started_at", "-pk"),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportedCells",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "of_id",
                        "row",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                (
                    "cells",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="operations.figureimport",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("figure_id", models.CharField(max_length=12)),
                ("metric_id", models.BigIntegerField()),
                ("category_id", models.BigIntegerField(null=True)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("area", models.TextField()),
                ("operation_id", models.BigIntegerField(null=True)),
                ("phase_id", models.BigIntegerField(null=True)),
                ("period_kind", models.TextField()),
                ("period_start", models.DateField(null=True)),
                ("period_end", models.DateField(null=True)),
                ("period_basis", models.TextField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                ("qualifier", models.TextField()),
                ("status", models.TextField()),
                ("is_partial", models.BooleanField()),
                ("coverage", models.TextField()),
                ("note", models.TextField()),
                ("words", models.TextField()),
                ("revises", models.TextField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "of_id",
                        "row",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("is_own", models.BooleanField(help_text="Whether the file gave the id.")),
                (
                    "of",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="operations.figureimport",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StandingFigure",
            fields=[
                ("figure_id", models.CharField(max_length=12)),
                ("metric_id", models.BigIntegerField()),
                ("category_id", models.BigIntegerField(null=True)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("area", models.TextField()),
                ("operation_id", models.BigIntegerField(null=True)),
                ("phase_id", models.BigIntegerField(null=True)),
                ("period_kind", models.TextField()),
                ("period_start", models.DateField(null=True)),
                ("period_end", models.DateField(null=True)),
                ("period_basis", models.TextField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                ("qualifier", models.TextField()),
                ("status", models.TextField()),
                ("is_partial", models.BooleanField()),
                ("coverage", models.TextField()),
                ("note", models.TextField()),
                ("words", models.TextField()),
                ("revises", models.TextField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "of_id",
                        "figure_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "figure",
                    models.BigIntegerField(
                        help_text="Its row, of the draft or of what is in force."
                    ),
                ),
                ("in_draft", models.BooleanField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "row",
                    models.PositiveIntegerField(
                        help_text="The file’s row that states it anew.", null=True
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standing",
                        to="operations.figureimport",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="figureimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "saved")),
                fields=("edition", "file_hash"),
                name="file_once_in_an_edition",
                violation_error_message="This very file has been imported into this draft already.",
            ),
        ),
        # What waits here for a day needs no write-ahead log: after a crash, upload it again.
        migrations.RunSQL(
            [
                "ALTER TABLE operations_importedcells SET UNLOGGED",
                "ALTER TABLE operations_importedrow SET UNLOGGED",
                "ALTER TABLE operations_standingfigure SET UNLOGGED",
            ],
            migrations.RunSQL.noop,
        ),
    ]
