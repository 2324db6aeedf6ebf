import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import operations.figure_ids
import releases.models
import releases.published


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("releases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chart",
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
                ("slug", models.SlugField(max_length=100, unique=True)),
                (
                    "title",
                    models.CharField(help_text="Say the finding, not the subject.", max_length=200),
                ),
                (
                    "subtitle",
                    models.CharField(
                        blank=True, help_text="What is shown, when, where.", max_length=250
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "alt",
                    models.TextField(
                        help_text="What a reader who can’t see the picture must know.",
                        verbose_name="text alternative",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("bar", "bars"), ("line", "line"), ("numbers", "big numbers")],
                        max_length=10,
                    ),
                ),
                (
                    "along",
                    models.CharField(
                        choices=[
                            ("period", "periods"),
                            ("category", "categories"),
                            ("organisation", "organisations"),
                            ("phase", "phases of an operation"),
                            ("metric", "metrics"),
                            ("area", "areas"),
                        ],
                        default="period",
                        max_length=12,
                    ),
                ),
                (
                    "is_horizontal",
                    models.BooleanField(default=False, verbose_name="horizontal bars"),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        help_text="The release it goes public with.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charts",
                        to="releases.release",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charts",
                        to="releases.topic",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "slug"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                ("words", models.CharField(help_text="Letter for letter.", max_length=250)),
                (
                    "what",
                    models.CharField(
                        help_text="What is claimed, in our own words.", max_length=150
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("count", "count"),
                            ("percent", "per cent"),
                            ("GBP", "pounds"),
                            ("kg", "kilograms"),
                            ("tonne", "tonnes"),
                            ("year", "years"),
                            ("month", "months"),
                            ("week", "weeks"),
                            ("day", "days"),
                            ("hour", "hours"),
                            ("minute", "minutes"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("almost", "almost"),
                            ("less_than", "less than"),
                            ("up_to", "up to"),
                        ],
                        default="exact",
                        max_length=10,
                    ),
                ),
                (
                    "figure_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=12,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "[23456789bcdfghjkmnpqrstvwxz]{12}\\Z",
                                    "A figure id is 12 letters and digits.",
                                )
                            ],
                        ),
                        help_text="Ids of the figures that it sums up, separated by commas.",
                        size=None,
                        verbose_name="figures",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
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
                "ordering": ("position", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dimension",
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
                        name="dimension_public_from_is_finite",
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
                        name="dimension_public_until_is_later",
                        violation_error_message="It can’t end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recorded_at__isnull", True),
                            ("published_from__isnull", True),
                            ("published_from__lte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="dimension_archive_is_of_the_past",
                        violation_error_message="What is not public yet can’t be taken over as archive.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Category",
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
                ("slug", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=100)),
                ("position", models.PositiveSmallIntegerField(default=100)),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categories",
                        to="operations.dimension",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "categories",
                "ordering": ("dimension", "position", "name"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Metric",
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
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("name", models.CharField(max_length=150)),
                (
                    "counted",
                    models.CharField(
                        blank=True,
                        help_text="Plural of what is counted: “arrests”. Blank for weights, money and time.",
                        max_length=80,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("count", "count"),
                            ("percent", "per cent"),
                            ("GBP", "pounds"),
                            ("kg", "kilograms"),
                            ("tonne", "tonnes"),
                            ("year", "years"),
                            ("month", "months"),
                            ("week", "weeks"),
                            ("day", "days"),
                            ("hour", "hours"),
                            ("minute", "minutes"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "a day"),
                            ("week", "a week"),
                            ("month", "a month"),
                            ("case", "a case"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flow", "a flow: periods add up"),
                            ("stock", "a stock: stands at a moment"),
                            ("rate", "a rate, average or change: never added"),
                            ("share", "a share of a whole: never added"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        choices=[
                            ("more", "more is better"),
                            ("less", "less is better"),
                            ("neither", "neither is better"),
                        ],
                        default="neither",
                        max_length=10,
                    ),
                ),
                (
                    "definition",
                    models.TextField(help_text="What is counted and how, in our own words."),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="Traps: changes of definition, what not to add."
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        blank=True,
                        help_text="What it is broken down by, if anything.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="metrics",
                        to="operations.dimension",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(blank=True, related_name="metrics", to="releases.topic"),
                ),
            ],
            options={
                "ordering": ("name",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Observation",
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
                    "figure_id",
                    models.CharField(
                        db_index=True,
                        default=operations.figure_ids.new_figure_id,
                        editable=False,
                        help_text="Permanent and random: its address.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[23456789bcdfghjkmnpqrstvwxz]{12}\\Z",
                                "A figure id is 12 letters and digits.",
                            )
                        ],
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("united-kingdom", "United Kingdom"),
                            ("great-britain", "Great Britain"),
                            ("england-and-wales", "England and Wales"),
                            ("england-wales-scotland", "England, Wales and Scotland"),
                            (
                                "england-wales-northern-ireland",
                                "England, Wales and Northern Ireland",
                            ),
                            ("england", "England"),
                            ("wales", "Wales"),
                            ("scotland", "Scotland"),
                            ("northern-ireland", "Northern Ireland"),
                            ("london", "London"),
                            ("north-east", "North East"),
                            ("north-west", "North West"),
                            ("yorkshire-and-the-humber", "Yorkshire and the Humber"),
                            ("east-midlands", "East Midlands"),
                            ("west-midlands-region", "West Midlands (region)"),
                            ("east-of-england", "East of England"),
                            ("south-east", "South East"),
                            ("south-west", "South West"),
                        ],
                        help_text="Where it is of an area.",
                        max_length=40,
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("week", "week"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                            ("rolling_year", "rolling year"),
                            ("phase", "phase"),
                            ("running_total", "running total"),
                            ("odd", "odd"),
                            ("not_stated", "not stated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period_start", models.DateField(blank=True, null=True)),
                ("period_end", models.DateField(blank=True, null=True)),
                (
                    "period_basis",
                    models.CharField(
                        blank=True,
                        help_text="“stated”, or “inferred: …” with the reason.",
                        max_length=250,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=4,
                        help_text="In the metric’s unit. Zero is a figure.",
                        max_digits=20,
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("almost", "almost"),
                            ("less_than", "less than"),
                            ("up_to", "up to"),
                        ],
                        default="exact",
                        help_text="“over 2,000” is more than 2,000: it is drawn as an interval.",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("estimated", "estimated"),
                            ("provisional", "provisional"),
                            ("revised", "revised"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "coverage",
                    models.CharField(
                        blank=True,
                        help_text="What it leaves out, or what it covers: “excludes the Metropolitan Police”.",
                        max_length=250,
                    ),
                ),
                (
                    "is_partial",
                    models.BooleanField(
                        default=False,
                        help_text="Known to be incomplete: not all have reported.",
                        verbose_name="partial",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "revises",
                    models.CharField(
                        blank=True,
                        help_text="Id of the figure of an earlier release that this one replaces.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[23456789bcdfghjkmnpqrstvwxz]{12}\\Z",
                                "A figure id is 12 letters and digits.",
                            )
                        ],
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="operations.category",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="releases.edition",
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="operations.metric",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "ordering": ("position", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "words",
                    models.CharField(
                        help_text="A short phrase, letter for letter, typing errors included.",
                        max_length=250,
                    ),
                ),
                ("prefix", models.CharField(blank=True, editable=False, max_length=80)),
                ("suffix", models.CharField(blank=True, editable=False, max_length=80)),
                ("start", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("end", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="releases.release",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="operations.observation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ("pk",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Operation",
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
                ("summary", models.TextField(help_text="What it is for, in our own words.")),
                ("note", models.TextField(blank=True)),
                (
                    "releases",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Releases that tell of it.",
                        related_name="operations",
                        to="releases.release",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="operations", to="releases.topic"
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="observation",
            name="operation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.operation",
            ),
        ),
        migrations.CreateModel(
            name="Organisation",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("force", "police force"),
                            ("rocu", "regional organised crime unit"),
                            ("national_unit", "national unit"),
                            ("government", "government body"),
                            ("partner", "partner"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ons_code", models.CharField(blank=True, max_length=9, verbose_name="ONS code")),
                ("country", models.CharField(blank=True, max_length=40)),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        help_text="The Home Office region a force lies in.",
                        max_length=60,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "rocu",
                    models.ForeignKey(
                        blank=True,
                        help_text="The regional organised crime unit a force belongs to. The Met has none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forces",
                        to="operations.organisation",
                        verbose_name="ROCU",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="operation",
            name="organisations",
            field=models.ManyToManyField(
                blank=True,
                help_text="Leads and partners.",
                related_name="operations",
                to="operations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                help_text="Where the figure is of one force or unit.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.organisation",
            ),
        ),
        migrations.CreateModel(
            name="Phase",
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
                ("slug", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=120)),
                (
                    "start",
                    models.DateField(
                        blank=True, help_text="Leave blank if not recorded.", null=True
                    ),
                ),
                ("end", models.DateField(blank=True, null=True)),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="How the dates are known; what is doubtful."
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phases",
                        to="operations.operation",
                    ),
                ),
            ],
            options={
                "ordering": (
                    models.OrderBy(models.F("start"), descending=True, nulls_last=True),
                    "name",
                ),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="observation",
            name="phase",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="operations.phase",
            ),
        ),
        migrations.CreateModel(
            name="ChartLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("label", models.CharField(blank=True, max_length=100)),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("united-kingdom", "United Kingdom"),
                            ("great-britain", "Great Britain"),
                            ("england-and-wales", "England and Wales"),
                            ("england-wales-scotland", "England, Wales and Scotland"),
                            (
                                "england-wales-northern-ireland",
                                "England, Wales and Northern Ireland",
                            ),
                            ("england", "England"),
                            ("wales", "Wales"),
                            ("scotland", "Scotland"),
                            ("northern-ireland", "Northern Ireland"),
                            ("london", "London"),
                            ("north-east", "North East"),
                            ("north-west", "North West"),
                            ("yorkshire-and-the-humber", "Yorkshire and the Humber"),
                            ("east-midlands", "East Midlands"),
                            ("west-midlands-region", "West Midlands (region)"),
                            ("east-of-england", "East of England"),
                            ("south-east", "South East"),
                            ("south-west", "South West"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "period_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "figure_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=12,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "[23456789bcdfghjkmnpqrstvwxz]{12}\\Z",
                                    "A figure id is 12 letters and digits.",
                                )
                            ],
                        ),
                        blank=True,
                        default=list,
                        help_text="Ids of the very figures to show, in order. Leave blank to choose by the rest.",
                        size=None,
                        verbose_name="figures",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("main", "main"), ("baseline", "baseline to compare with")],
                        default="main",
                        max_length=10,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.category",
                    ),
                ),
                (
                    "chart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="operations.chart",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only figures stated in this release.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="releases.release",
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chart_lines",
                        to="operations.metric",
                    ),
                ),
                (
                    "operation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.operation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.organisation",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="operations.phase",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="chart",
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
                name="chart_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="chart_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="chart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="chart_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
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
                name="claim_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="claim_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="claim_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
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
                name="category_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="category_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="category_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                fields=("dimension", "slug"), name="category_in_dimension"
            ),
        ),
        migrations.AddConstraint(
            model_name="metric",
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
                name="metric_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="metric",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="metric_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="metric",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="metric_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
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
                name="evidence_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="evidence_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="evidence_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end__isnull", True), ("start__isnull", True)),
                    models.Q(("end__gt", models.F("start")), ("start__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_start_with_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
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
                name="organisation_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="organisation_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="organisation_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
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
                name="operation_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="operation_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="operation_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
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
                name="phase_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="phase_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="phase_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.UniqueConstraint(
                fields=("operation", "slug"), name="phase_slug_in_operation"
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                ),
                name="phase_ends_after_it_starts",
                violation_error_message="A phase can’t end before it starts.",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["metric", "category", "period_end"], name="operations__metric__8d26b4_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
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
                name="observation_public_from_is_finite",
                violation_error_message="The moment of publication must be a real date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_until__isnull", True),
                    models.Q(
                        ("published_from__isnull", False),
                        ("published_until__gt", models.F("published_from")),
                    ),
                    _connector="OR",
                ),
                name="observation_public_until_is_later",
                violation_error_message="It can’t end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_at__isnull", True),
                    ("published_from__isnull", True),
                    ("published_from__lte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="observation_archive_is_of_the_past",
                violation_error_message="What is not public yet can’t be taken over as archive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("published_from__isnull", False)),
                expressions=[
                    ("figure_id", "="),
                    (releases.models.TstzRange("published_from", "published_until"), "&&"),
                ],
                name="one_statement_of_a_figure_at_any_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                fields=("edition", "figure_id"), name="figure_once_in_an_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_end__isnull", True),
                    ("period_start__isnull", True),
                    ("period_end__gte", models.F("period_start")),
                    _connector="OR",
                ),
                name="period_ends_after_it_starts",
                violation_error_message="The period can’t end before it starts.",
            ),
        ),
    ]
