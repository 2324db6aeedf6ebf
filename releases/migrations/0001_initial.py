import datetime

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import releases.fields
import releases.models
import releases.published
import releases.video


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="LoadedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=250, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WordChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=80)),
                ("row", models.BigIntegerField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-at",),
            },
        ),
        migrations.CreateModel(
            name="Publisher",
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
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("website", releases.fields.HttpsURLField(blank=True)),
                (
                    "press_office",
                    models.CharField(
                        blank=True,
                        help_text="Whom a journalist rings. Leave blank if not known.",
                        max_length=200,
                    ),
                ),
                ("press_phone", models.CharField(blank=True, max_length=50)),
                ("press_email", models.EmailField(blank=True, max_length=254)),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        help_text="Licence of this publisher’s figures. Leave blank if not known: pages say so.",
                        max_length=200,
                    ),
                ),
                ("licence_url", releases.fields.HttpsURLField(blank=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("name",),
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
                        name="publisher_public_from_is_finite",
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
                        name="publisher_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="publisher_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as archive.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
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
                    "slug",
                    models.SlugField(
                        help_text="Its address, for ever. Fixed once it is public.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                (
                    "source_url",
                    releases.fields.HttpsURLField(
                        blank=True,
                        help_text="The publisher’s own page. Leave blank if no address is recorded.",
                        max_length=500,
                        verbose_name="source address",
                    ),
                ),
                (
                    "via_title",
                    models.CharField(
                        blank=True,
                        help_text="The press report or copy that is all there is. Its figures are second-hand.",
                        max_length=250,
                        verbose_name="seen through",
                    ),
                ),
                ("via_url", releases.fields.HttpsURLField(blank=True, max_length=500)),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="releases.publisher",
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Edition",
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
                ("number", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300)),
                (
                    "summary",
                    models.TextField(
                        help_text="What it says, in our own words: one to four sentences. Not the release’s text."
                    ),
                ),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="What a reader must know beside the figures. Own words.",
                    ),
                ),
                (
                    "video_url",
                    releases.fields.HttpsURLField(
                        blank=True,
                        help_text="An embedded stream or film, from a permitted host. Loaded only when clicked.",
                        max_length=300,
                        validators=[releases.video.check_video_url],
                        verbose_name="video",
                    ),
                ),
                (
                    "embargo_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="London time. Leave blank only where there is no embargo.",
                        null=True,
                    ),
                ),
                (
                    "embargo_as_stated",
                    models.CharField(
                        blank=True,
                        help_text="The embargo in the release’s own words.",
                        max_length=200,
                    ),
                ),
                (
                    "issued_earliest",
                    models.DateField(
                        blank=True,
                        help_text="Day the source issued it; with “latest” a range. Blank if not recorded.",
                        null=True,
                        verbose_name="issued, earliest",
                    ),
                ),
                (
                    "issued_latest",
                    models.DateField(blank=True, null=True, verbose_name="issued, latest"),
                ),
                (
                    "issued_basis",
                    models.CharField(
                        blank=True,
                        help_text="“stated”, “the embargo lifts on …”, or why it is not known. Never a guess.",
                        max_length=300,
                        verbose_name="how the date is known",
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="For a correction: what changed and why. The public reads it.",
                    ),
                ),
                (
                    "written_by",
                    releases.published.StaffOnlyCharField(editable=False, max_length=150),
                ),
                (
                    "approved_by",
                    releases.published.StaffOnlyCharField(
                        blank=True, editable=False, max_length=150
                    ),
                ),
                (
                    "approved_at",
                    releases.published.StaffOnlyDateTimeField(
                        blank=True, editable=False, null=True
                    ),
                ),
                ("version", releases.published.StaffOnlyIntegerField(default=1, editable=False)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "ordering": (
                    models.OrderBy(models.F("issued_latest"), descending=True, nulls_last=True),
                    "title",
                ),
                "permissions": (("publish_edition", "Can publish, correct and withdraw releases"),),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("publish", "published or scheduled"),
                            ("unschedule", "taken back before it was public"),
                            ("correct", "correction begun"),
                            ("withdraw", "withdrawn"),
                            ("archive", "taken over from the archive"),
                        ],
                        max_length=20,
                    ),
                ),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("effective_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("detail", models.JSONField(default=dict)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="acts",
                        to="releases.edition",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SourceText",
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
                ("text", models.TextField()),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_text",
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
            },
        ),
        migrations.CreateModel(
            name="Speaker",
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
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ("name",),
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
                        name="speaker_public_from_is_finite",
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
                        name="speaker_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="speaker_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as archive.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quotation",
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
                ("role", models.CharField(help_text="As the release gives it.", max_length=250)),
                (
                    "words",
                    models.TextField(
                        help_text="The words held here: a short phrase, exactly as said."
                    ),
                ),
                ("gist", models.TextField(blank=True, help_text="What is said, in our own words.")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotations",
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
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotations",
                        to="releases.speaker",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Topic",
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
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=100)),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="One or two sentences at the top of its page."
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="Order in lists. The first three are the themes of the home page.",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
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
                        name="topic_public_from_is_finite",
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
                        name="topic_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="topic_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as archive.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="release",
            name="topics",
            field=models.ManyToManyField(blank=True, related_name="releases", to="releases.topic"),
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("reason", models.TextField(help_text="The public reads it.")),
                (
                    "bounds",
                    releases.published.StaffOnlyJSONField(
                        default=list,
                        help_text="What was public, and from when until when, before it was taken off.",
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
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
                name="edition_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="edition_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="edition_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("release", "number"), name="edition_number_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("approved_at__isnull", True)),
                fields=("release",),
                name="release_has_one_draft",
                violation_error_message="This release already has a draft edition: edit that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_from__isnull", True),
                    ("embargo_until__isnull", True),
                    ("published_from__gte", models.F("embargo_until")),
                    _connector="OR",
                ),
                name="edition_not_public_before_its_embargo",
                violation_error_message="It can’t be public before its embargo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by", "")),
                    models.Q(
                        models.Q(("approved_by", ""), _negated=True), ("approved_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="edition_approved_by_with_approved_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_from__isnull", True),
                    ("approved_at__isnull", False),
                    _connector="OR",
                ),
                name="edition_approved_before_public",
                violation_error_message="An edition must be approved before it can be public.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issued_earliest__isnull", True), ("issued_latest__isnull", True)),
                    models.Q(
                        ("issued_earliest__isnull", False),
                        ("issued_latest__gte", models.F("issued_earliest")),
                    ),
                    _connector="OR",
                ),
                name="edition_issued_earliest_with_latest",
                violation_error_message="Give both days of issue, the earliest first, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("published_from__isnull", False)),
                expressions=[
                    ("release", "="),
                    (releases.models.TstzRange("published_from", "published_until"), "&&"),
                ],
                name="one_edition_at_any_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcetext",
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
                name="sourcetext_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcetext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="sourcetext_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcetext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="sourcetext_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotation",
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
                name="quotation_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="quotation_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="quotation_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
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
                name="release_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="release_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="release_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
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
                name="withdrawal_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="withdrawal_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="withdrawal_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
    ]
