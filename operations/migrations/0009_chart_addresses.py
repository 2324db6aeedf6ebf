import datetime
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import releases.published
from releases.change_ledger import RecordChanges
from releases.row_security import InstallPublished

ADDRESSES = (Path(__file__).parent.parent / "sql" / "chart_addresses.sql").read_text()

# The guards of charts as they were, and as they are now that a chart may move and go.
GUARDS = (
    "DROP TRIGGER guard ON operations_chart",
    "DROP TRIGGER guard_at_commit ON operations_chart",
    "CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON operations_chart "
    "FOR EACH ROW EXECUTE FUNCTION guard_reference({acts})",
    "CREATE CONSTRAINT TRIGGER guard_at_commit AFTER UPDATE OR DELETE ON operations_chart "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.published_from IS NOT NULL) "
    "EXECUTE FUNCTION guard_reference({acts})",
)
ACTS = "'operations_formeraddress', 'operations_gonechart', 'chart_id'"


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0008_chart_kinds"),
        ("releases", "0011_moved_or_gone"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
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
                        help_text="When this site took over something that was already public "
                        "elsewhere.",
                        null=True,
                    ),
                ),
                (
                    "slug",
                    models.SlugField(max_length=100, unique=True, verbose_name="former address"),
                ),
                (
                    "left_by",
                    releases.published.StaffOnlyCharField(editable=False, max_length=150),
                ),
                (
                    "chart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_addresses",
                        to="operations.chart",
                    ),
                ),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
                "ordering": ("recorded_at", "pk"),
                "abstract": False,
                "default_permissions": (),
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
                        name="formeraddress_public_from_is_finite",
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
                        name="formeraddress_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="formeraddress_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as "
                        "archive.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoneChart",
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
                        help_text="When this site took over something that was already public "
                        "elsewhere.",
                        null=True,
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("reason", models.TextField(help_text="The public reads it.")),
                (
                    "taken_down_by",
                    releases.published.StaffOnlyCharField(editable=False, max_length=150),
                ),
                (
                    "chart",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gone",
                        to="operations.chart",
                    ),
                ),
            ],
            options={
                "verbose_name": "chart taken down",
                "verbose_name_plural": "charts taken down",
                "abstract": False,
                "default_permissions": (),
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
                        name="gonechart_public_from_is_finite",
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
                        name="gonechart_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="gonechart_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as "
                        "archive.",
                    ),
                ],
            },
        ),
        InstallPublished("formeraddress", statement=True, parent="chart"),
        InstallPublished("gonechart", statement=True, parent="chart"),
        RecordChanges("formeraddress", part_of="chart"),
        RecordChanges("gonechart", part_of="chart"),
        migrations.RunSQL(
            [one.format(acts=ACTS) for one in GUARDS], [one.format(acts="") for one in GUARDS]
        ),
        migrations.RunSQL(
            [
                ADDRESSES,
                "REVOKE ALL ON FUNCTION withdrawals_of_chart(text) FROM PUBLIC",
                "GRANT EXECUTE ON FUNCTION withdrawals_of_chart(text) "
                f"TO {settings.PUBLIC_LOGIN}, {settings.STAFF_LOGIN}",
            ],
            [
                "DROP FUNCTION withdrawals_of_chart(text)",
                "DROP TRIGGER guard_gone ON operations_chart",
                "DROP TRIGGER refuse_former_address ON operations_chart",
                "DROP TRIGGER refuse_address_in_use ON operations_formeraddress",
                "DROP FUNCTION guard_gone_chart(), refuse_former_address(), "
                "refuse_address_in_use()",
            ],
        ),
    ]
