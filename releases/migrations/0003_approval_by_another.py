import django.db.models.deletion
from django.db import migrations, models

import releases.published
from releases.row_security import ReplaceFunctions, ShowColumns


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="BringForward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "embargo_until",
                    models.DateTimeField(
                        blank=True, help_text="The earlier moment. Blank: at once.", null=True
                    ),
                ),
                (
                    "reason",
                    models.TextField(help_text="Kept for ever: “broken by … at …”, or why else."),
                ),
                ("asked_by", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for a second person"),
                            ("granted", "granted"),
                            ("declined", "declined"),
                            ("lapsed", "lapsed: the edition changed meanwhile"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("settled_by", models.CharField(blank=True, max_length=150)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("granted_alone", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.AlterModelOptions(
            name="edition",
            options={
                "ordering": (
                    models.OrderBy(models.F("issued_latest"), descending=True, nulls_last=True),
                    "title",
                ),
                "permissions": (
                    ("submit_edition", "Can submit an edition for approval"),
                    ("publish_edition", "Can approve, move, hold, correct and withdraw releases"),
                ),
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="approved_alone",
            # What was approved before there was a second person was approved by one.
            field=releases.published.StaffOnlyBooleanField(default=True, editable=False),
        ),
        migrations.AlterField(
            model_name="edition",
            name="approved_alone",
            field=releases.published.StaffOnlyBooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="edition",
            name="change_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("correction", "an error is corrected"),
                    ("revision", "a revision that was planned"),
                ],
                help_text="An error put right, or a revision that was planned: readers see which.",
                max_length=10,
                verbose_name="kind of change",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="embargo_reason",
            field=releases.published.StaffOnlyTextField(
                blank=True,
                help_text="Only where the moment is not the one that the text states. Staff only.",
                verbose_name="why the embargo differs from the text",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="held_at",
            field=releases.published.StaffOnlyDateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="held_by",
            field=releases.published.StaffOnlyCharField(blank=True, editable=False, max_length=150),
        ),
        migrations.AddField(
            model_name="edition",
            name="hold_reason",
            field=releases.published.StaffOnlyTextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="edition",
            name="submitted_at",
            field=releases.published.StaffOnlyDateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="submitted_by",
            field=releases.published.StaffOnlyCharField(blank=True, editable=False, max_length=150),
        ),
        migrations.AddField(
            model_name="publisher",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="release",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="speaker",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="topic",
            name="version",
            field=releases.published.StaffOnlyIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="act",
            name="release",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acts",
                to="releases.release",
            ),
        ),
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
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at__isnull", True), ("submitted_by", "")),
                    models.Q(
                        models.Q(("submitted_by", ""), _negated=True),
                        ("submitted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="edition_submitted_by_with_submitted_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at__isnull", True),
                    ("approved_alone", True),
                    models.Q(
                        ("submitted_at__isnull", False),
                        models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="edition_approved_by_another",
                violation_error_message="Another person than who submitted it must approve.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at__isnull", True), ("held_by", "")),
                    models.Q(
                        models.Q(("held_by", ""), _negated=True),
                        ("approved_at__isnull", True),
                        ("held_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="edition_held_is_not_approved",
                violation_error_message="It is on hold: end the hold before it is approved.",
            ),
        ),
        migrations.AddField(
            model_name="bringforward",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="requests",
                to="releases.edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="bringforward",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "waiting")),
                fields=("edition",),
                name="one_request_at_a_time",
                violation_error_message="Somebody has asked for an earlier moment already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bringforward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "granted"), _negated=True),
                    ("granted_alone", True),
                    models.Q(("settled_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="brought_forward_by_two",
                violation_error_message="Another person than the one who asked must grant it.",
            ),
        ),
        migrations.RunSQL(
            "UPDATE releases_act SET verb = 'approve' WHERE verb = 'publish'",
            migrations.RunSQL.noop,
        ),
        ShowColumns("edition", "change_kind"),
        ReplaceFunctions("0003_guards.sql"),
    ]
