import datetime
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import releases.models.sealing
import releases.published
from releases.change_ledger import RecordChanges
from releases.row_security import InstallLedger, InstallPublished

GUARDS = (Path(__file__).parent.parent / "sql" / "0007_record.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("releases", "0006_early_access")]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                ("final_at", models.DateTimeField()),
                (
                    "number",
                    models.PositiveIntegerField(help_text="How many versions the record held."),
                ),
                ("head", models.CharField(help_text="The last link of its chain.", max_length=64)),
                (
                    "problems",
                    models.JSONField(default=list, help_text="Sentences; empty where all holds."),
                ),
            ],
            options={
                "ordering": ("-checked_at", "-pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Salt",
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
                        help_text="When this site took over something that was already public elsewhere.",
                        null=True,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "value",
                    models.CharField(default=releases.models.sealing.new_salt, max_length=32),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="salt",
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
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
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
                        name="salt_public_from_is_finite",
                        violation_error_message="The moment of publication must be a real date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            models.Q(
                                ("published_from__isnull", False),
                                ("published_until__gt", models.F("published_from")),
                            ),
                            _connector="OR",
                        ),
                        name="salt_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="salt_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as archive.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
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
                        help_text="When this site took over something that was already public elsewhere.",
                        null=True,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="releases.edition",
                    ),
                ),
                (
                    "of_release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
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
                        name="seal_public_from_is_finite",
                        violation_error_message="The moment of publication must be a real date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_until__isnull", True),
                            models.Q(
                                ("published_from__isnull", False),
                                ("published_until__gt", models.F("published_from")),
                            ),
                            _connector="OR",
                        ),
                        name="seal_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="seal_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as archive.",
                    ),
                ],
            },
        ),
        InstallPublished("seal", statement=True, parent="edition"),
        InstallPublished("salt", statement=True, parent="edition"),
        InstallLedger("checkpoint"),
        RecordChanges("seal", part_of="edition"),
        RecordChanges("salt", part_of="edition"),
        migrations.RunSQL(
            GUARDS,
            "DROP TRIGGER unseal ON releases_edition; "
            "DROP TRIGGER require_seal ON releases_edition; "
            "DROP TRIGGER seal_in_time ON releases_seal; "
            "DROP FUNCTION unseal(), require_seal(), seal_in_time()",
        ),
    ]
