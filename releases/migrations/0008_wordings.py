import datetime

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import releases.published
from releases.change_ledger import RecordChanges
from releases.row_security import InstallPublished


class Migration(migrations.Migration):
    dependencies = [("releases", "0007_record")]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "published_from",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        help_text="Empty while it is a draft. Set by publishing, never by hand.",
                        null=True,
                        verbose_name="public from",
                    ),
                ),
                (
                    "published_until",
                    releases.published.StaffOnlyDateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Empty for “for ever”. Set by a correction, never by hand.",
                        null=True,
                        verbose_name="public until",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text=(
                            "When this site took over something that was already public elsewhere."
                        ),
                        null=True,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("table", models.CharField(max_length=80)),
                ("row", models.BigIntegerField()),
                ("field", models.CharField(max_length=80)),
                ("instead_of", models.TextField()),
                ("words", models.TextField()),
                ("written_by", releases.published.StaffOnlyCharField(max_length=150)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="releases.edition",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "ordering": ("-published_from", "-pk"),
                "abstract": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.AddIndex(
            model_name="wording",
            index=models.Index(
                fields=["table", "row", "field"], name="releases_wo_table_f929cf_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_from__isnull", True),
                    models.Q(
                        (
                            "published_from__gt",
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                        (
                            "published_from__lt",
                            datetime.datetime(9000, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        ),
                    ),
                    _connector="OR",
                ),
                name="wording_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="wording_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="wording_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(
                fields=("edition", "table", "row", "field"), name="one_wording_in_an_edition"
            ),
        ),
        InstallPublished("wording", statement=True, parent="edition"),
        RecordChanges("wording", part_of="edition"),
    ]
