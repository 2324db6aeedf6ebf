import datetime

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import releases.models.calendar
import releases.models.editions
import releases.published
from releases.change_ledger import RecordChanges, RecordLinks
from releases.row_security import VISIBLE, InstallLinks, InstallPublished

# What an entry said is seen as long as the entry stands: one that was taken off hides it all, at
# every past instant too.
ITS_ENTRY_STANDS = (
    "EXISTS (SELECT 1 FROM releases_announcement a "
    "WHERE a.id = announcement_id AND a.taken_off_at IS NULL)"
)


def show_while_its_entry_stands(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER POLICY public_reads ON {table} USING ({VISIBLE} AND {ITS_ENTRY_STANDS})",
        f"ALTER POLICY public_reads ON {table} USING ({VISIBLE})",
    )


class Migration(migrations.Migration):
    dependencies = [("releases", "0004_ledger")]

    operations = [
        migrations.CreateModel(
            name="Announcement",
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
                ("version", releases.published.StaffOnlyIntegerField(default=1, editable=False)),
                (
                    "slug",
                    models.SlugField(
                        default=releases.models.calendar.new_slug,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("taken_off_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("taken_off_reason", models.TextField(blank=True, editable=False)),
                (
                    "taken_off_by",
                    releases.published.StaffOnlyCharField(
                        blank=True, editable=False, max_length=150
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="releases.publisher",
                    ),
                ),
                (
                    "releases",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What came of it. The public sees a link once the release is public.",
                        related_name="announcements",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar entry",
                "verbose_name_plural": "calendar entries",
                "ordering": ("pk",),
                "abstract": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("number", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "title",
                    models.CharField(
                        help_text="As it may be known now. Copy nothing from a release under embargo.",
                        max_length=200,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("provisional", "Provisional"),
                            ("confirmed", "Confirmed"),
                            ("published", "Published"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "planned_from",
                    models.DateField(
                        help_text="Or the first day on which it may come.", verbose_name="day"
                    ),
                ),
                (
                    "planned_to",
                    models.DateField(
                        blank=True,
                        help_text="Only where the day is not known yet: a week, or a month from its first day to its last.",
                        verbose_name="last day",
                    ),
                ),
                (
                    "planned_time",
                    models.TimeField(
                        blank=True,
                        help_text="London time. 09:30 is usual. Leave blank if it is not known.",
                        null=True,
                        verbose_name="time",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="What else the public should know. May be blank."
                    ),
                ),
                ("said_by", releases.published.StaffOnlyCharField(editable=False, max_length=150)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="releases.announcement",
                    ),
                ),
            ],
            options={
                "ordering": ("announcement", "number"),
                "abstract": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="NoticeChange",
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
                    "was_state",
                    models.CharField(
                        choices=[
                            ("provisional", "Provisional"),
                            ("confirmed", "Confirmed"),
                            ("published", "Published"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("was_from", models.DateField()),
                ("was_to", models.DateField()),
                ("was_time", models.TimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="releases.announcement",
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="releases.notice",
                    ),
                ),
            ],
            options={
                "ordering": ("published_from", "pk"),
                "abstract": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.AddConstraint(
            model_name="announcement",
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
                name="announcement_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="announcement_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="announcement_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_off_at__isnull", True),
                        ("taken_off_by", ""),
                        ("taken_off_reason", ""),
                    ),
                    models.Q(
                        ("taken_off_at__isnull", False),
                        models.Q(("taken_off_reason", ""), _negated=True),
                        models.Q(("taken_off_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="taken_off_at_with_reason_and_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
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
                name="notice_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="notice_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="notice_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("announcement", "number"), name="notice_number_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("planned_to__gte", models.F("planned_from"))),
                name="notice_last_day_is_not_before_first",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("planned_time__isnull", True),
                    ("planned_to", models.F("planned_from")),
                    _connector="OR",
                ),
                name="notice_time_needs_one_day",
                violation_error_message="A time needs a day: leave the last day blank.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["confirmed", "published"]), _negated=True),
                    ("planned_to", models.F("planned_from")),
                    _connector="OR",
                ),
                name="notice_confirmed_for_one_day",
                violation_error_message="What is confirmed or published has one day: leave the last day blank.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("published_from__isnull", False)),
                expressions=[
                    ("announcement", "="),
                    (releases.models.editions.TstzRange("published_from", "published_until"), "&&"),
                ],
                name="one_notice_at_any_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticechange",
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
                name="noticechange_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="noticechange_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="noticechange_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        InstallPublished("announcement", statement=False),
        InstallPublished("notice", statement=True),
        InstallPublished("noticechange", statement=True, parent="notice"),
        InstallLinks("announcement", "releases"),
        show_while_its_entry_stands("releases_notice"),
        show_while_its_entry_stands("releases_noticechange"),
        RecordChanges("announcement"),
        RecordLinks("announcement", "releases"),
        RecordChanges("notice", part_of="announcement"),
        RecordChanges("noticechange", part_of="announcement"),
    ]
