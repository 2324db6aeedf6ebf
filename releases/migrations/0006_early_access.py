import datetime

import django.db.models.deletion
from django.db import migrations, models

from releases.row_security import InstallLedger, ReplaceFunctions


class Migration(migrations.Migration):
    dependencies = [("releases", "0005_calendar")]

    operations = [
        migrations.AlterField(
            model_name="act",
            name="verb",
            field=models.CharField(
                choices=[
                    ("submit", "submitted for approval"),
                    ("send_back", "sent back to be changed"),
                    ("approve", "approved"),
                    ("unschedule", "approval taken back"),
                    ("move", "embargo moved"),
                    ("propose", "asked for an earlier moment"),
                    ("bring_forward", "brought forward"),
                    ("decline", "left at its moment"),
                    ("hold", "put on hold"),
                    ("end_hold", "hold ended"),
                    ("correct", "correction begun"),
                    ("withdraw", "withdrawn"),
                    ("archive", "taken over from the archive"),
                    ("let_out", "let out by itself"),
                    ("early_access", "shown to an early reader"),
                    ("revoke_access", "early reader’s access revoked"),
                    ("sign_off", "rehearsal signed off"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="EarlyAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader", models.CharField(help_text="The person’s name.", max_length=150)),
                ("organisation", models.CharField(max_length=150)),
                (
                    "justification",
                    models.TextField(
                        help_text="Why this person must see it early. Kept for ever.",
                        verbose_name="why",
                    ),
                ),
                ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("closes_at", models.DateTimeField(verbose_name="closes")),
                ("made_by", models.CharField(editable=False, max_length=150)),
                ("made_at", models.DateTimeField(editable=False)),
                ("revoked_by", models.CharField(blank=True, editable=False, max_length=150)),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="early_access",
                        to="releases.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "early reader",
                "ordering": ("-made_at", "-pk"),
                "default_permissions": ("view", "add", "change"),
            },
        ),
        migrations.CreateModel(
            name="EarlyView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("address", models.CharField(max_length=60)),
                ("agent", models.CharField(blank=True, max_length=250)),
                ("version", models.PositiveIntegerField()),
                (
                    "access",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="releases.earlyaccess",
                    ),
                ),
            ],
            options={
                "verbose_name": "view by an early reader",
                "ordering": ("-at", "-pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.AddConstraint(
            model_name="earlyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__gt", models.F("opens_at")),
                    (
                        "closes_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opens_at"), "+", models.Value(datetime.timedelta(days=1))
                        ),
                    ),
                ),
                name="early_access_24_hours_at_most",
                violation_error_message="A reader’s window is 24 hours at most.",
            ),
        ),
        InstallLedger("earlyaccess", may_update=("revoked_by", "revoked_at")),
        InstallLedger("earlyview"),
        ReplaceFunctions("0006_preview_clock.sql"),
    ]
