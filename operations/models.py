"""What was done, and what came of it: organisations, operations, metrics and their figures."""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from operations.areas import AREA_NAMES, AREAS
from operations.figure_ids import PATTERN, new_figure_id
from operations.periods import Period, PeriodKind
from operations.quantities import Qualifier, shown
from operations.querysets import (
    ChartQuerySet,
    ClaimQuerySet,
    MetricQuerySet,
    ObservationQuerySet,
    OperationQuerySet,
    OrganisationQuerySet,
)
from releases.models import Edition, Release, Topic, one_at_any_instant
from releases.published import Reference, Statement

FIGURE_ID = RegexValidator(PATTERN.pattern + r"\Z", "A figure id is 12 letters and digits.")
AREA_CHOICES = [(area.slug, area.name) for area in AREAS]


class Unit(models.TextChoices):
    COUNT = "count", "count"
    PERCENT = "percent", "per cent"
    GBP = "GBP", "pounds"
    KG = "kg", "kilograms"
    TONNE = "tonne", "tonnes"
    YEAR = "year", "years"
    MONTH = "month", "months"
    WEEK = "week", "weeks"
    DAY = "day", "days"
    HOUR = "hour", "hours"
    MINUTE = "minute", "minutes"


class Organisation(Reference):
    """A force, a ROCU, a national unit, a partner."""

    class Kind(models.TextChoices):
        FORCE = "force", "police force"
        ROCU = "rocu", "regional organised crime unit"
        NATIONAL_UNIT = "national_unit", "national unit"
        GOVERNMENT = "government", "government body"
        PARTNER = "partner", "partner"

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    ons_code = models.CharField("ONS code", max_length=9, blank=True)
    country = models.CharField(max_length=40, blank=True)
    region = models.CharField(
        max_length=60, blank=True, help_text="The Home Office region a force lies in."
    )
    rocu = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="forces",
        verbose_name="ROCU",
        help_text="The regional organised crime unit a force belongs to. The Met has none.",
    )
    note = models.TextField(blank=True)

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("organisation_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Organisation"]:
        stated = Q(observations__edition=edition.pk)
        taking_part = Q(operations__in=Operation.needed_by(edition))
        named = cls.objects.filter(stated | taking_part)
        return cls.objects.filter(Q(pk__in=named) | Q(forces__in=named))


class Operation(Reference):
    """Sceptre, Calibre, Pegasus …"""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    summary = models.TextField(help_text="What it is for, in our own words.")
    note = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, related_name="operations", blank=True)
    organisations = models.ManyToManyField(
        Organisation, related_name="operations", blank=True, help_text="Leads and partners."
    )
    releases = models.ManyToManyField(
        Release, related_name="operations", blank=True, help_text="Releases that tell of it."
    )

    objects: ClassVar[Any] = OperationQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("operation_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Operation"]:
        stated = Q(observations__edition=edition.pk)
        return cls.objects.filter(stated | Q(releases=edition.release_id)).distinct()


class Phase(Reference):
    """One go of an operation: the week of 13 November 2023."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="phases")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    start = models.DateField(null=True, blank=True, help_text="Leave blank if not recorded.")
    end = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="How the dates are known; what is doubtful.")

    class Meta(Reference.Meta):
        ordering = (F("start").desc(nulls_last=True), "name")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Reference.Meta.constraints,
            models.UniqueConstraint(fields=["operation", "slug"], name="phase_slug_in_operation"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="phase_ends_after_it_starts",
                violation_error_message="A phase can’t end before it starts.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.operation}: {self.name}"

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Phase"]:
        dated_release = Q(operation__releases=edition.release_id)
        return cls.objects.filter(Q(observations__edition=edition.pk) | dated_release).distinct()


class Dimension(Reference):
    """What a metric is broken down by: drug, strand of hate crime, community."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=100)

    class Meta(Reference.Meta):
        ordering = ("name",)

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Dimension"]:
        return cls.objects.filter(metrics__observations__edition=edition.pk).distinct()


class Category(Reference):
    """One value of a dimension: cocaine."""

    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="categories")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta(Reference.Meta):
        ordering = ("dimension", "position", "name")
        verbose_name_plural = "categories"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Reference.Meta.constraints,
            models.UniqueConstraint(fields=["dimension", "slug"], name="category_in_dimension"),
        )

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Category"]:
        return cls.objects.filter(observations__edition=edition.pk).distinct()


class Metric(Reference):
    """A defined quantity. Figures share a chart only where their metrics allow it."""

    class Kind(models.TextChoices):
        FLOW = "flow", "a flow: periods add up"
        STOCK = "stock", "a stock: stands at a moment"
        RATE = "rate", "a rate, average or change: never added"
        SHARE = "share", "a share of a whole: never added"

    class Better(models.TextChoices):
        MORE = "more", "more is better"
        LESS = "less", "less is better"
        NEITHER = "neither", "neither is better"

    class Per(models.TextChoices):
        DAY = "day", "a day"
        WEEK = "week", "a week"
        MONTH = "month", "a month"
        CASE = "case", "a case"

    slug = models.SlugField(unique=True, max_length=100)
    name = models.CharField(max_length=150)
    counted = models.CharField(
        max_length=80,
        blank=True,
        help_text="Plural of what is counted: “arrests”. Blank for weights, money and time.",
    )
    unit = models.CharField(max_length=20, choices=Unit)
    per = models.CharField(max_length=10, choices=Per, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    better = models.CharField(max_length=10, choices=Better, default=Better.NEITHER)
    definition = models.TextField(help_text="What is counted and how, in our own words.")
    dimension = models.ForeignKey(
        Dimension,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="metrics",
        help_text="What it is broken down by, if anything.",
    )
    topics = models.ManyToManyField(Topic, related_name="metrics", blank=True)
    note = models.TextField(blank=True, help_text="Traps: changes of definition, what not to add.")

    objects: ClassVar[Any] = MetricQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("metric_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Metric"]:
        return cls.objects.filter(observations__edition=edition.pk).distinct()


class Observation(Statement):
    """One stated figure. A corrected one is a new row with the same figure id."""

    class Status(models.TextChoices):
        ESTIMATED = "estimated", "estimated"
        PROVISIONAL = "provisional", "provisional"
        REVISED = "revised", "revised"

    figure_id = models.CharField(
        max_length=12,
        default=new_figure_id,
        db_index=True,
        validators=[FIGURE_ID],
        editable=False,
        help_text="Permanent and random: its address.",
    )
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="observations")
    release = models.ForeignKey(Release, models.PROTECT, related_name="observations")
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="observations")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="observations"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        help_text="Where the figure is of one force or unit.",
    )
    area = models.CharField(
        max_length=40, blank=True, choices=AREA_CHOICES, help_text="Where it is of an area."
    )
    operation = models.ForeignKey(
        Operation, models.PROTECT, null=True, blank=True, related_name="observations"
    )
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="observations"
    )
    period_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value.replace("_", " ")) for kind in PeriodKind]
    )
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_basis = models.CharField(
        max_length=250, blank=True, help_text="“stated”, or “inferred: …” with the reason."
    )
    value = models.DecimalField(
        max_digits=20, decimal_places=4, help_text="In the metric’s unit. Zero is a figure."
    )
    qualifier = models.CharField(
        max_length=10,
        choices=[(q.value, q.value.replace("_", " ")) for q in Qualifier],
        default=Qualifier.EXACT.value,
        help_text="“over 2,000” is more than 2,000: it is drawn as an interval.",
    )
    status = models.CharField(max_length=12, choices=Status, blank=True)
    coverage = models.CharField(
        max_length=250,
        blank=True,
        help_text="What it leaves out, or what it covers: “excludes the Metropolitan Police”.",
    )
    is_partial = models.BooleanField(
        "partial", default=False, help_text="Known to be incomplete: not all have reported."
    )
    note = models.TextField(blank=True)
    revises = models.CharField(
        max_length=12,
        blank=True,
        validators=[FIGURE_ID],
        help_text="Id of the figure of an earlier release that this one replaces.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = ObservationQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("position", "pk")
        verbose_name = "figure"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Statement.Meta.constraints,
            one_at_any_instant("one_statement_of_a_figure_at_any_instant", "figure_id"),
            models.UniqueConstraint(
                fields=["edition", "figure_id"], name="figure_once_in_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(period_end__isnull=True)
                | Q(period_start__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="period_ends_after_it_starts",
                violation_error_message="The period can’t end before it starts.",
            ),
        )
        indexes = (models.Index(fields=["metric", "category", "period_end"]),)

    def __str__(self) -> str:
        return f"{self.shown} ({self.metric})"

    def get_absolute_url(self) -> str:
        return reverse("figure_detail", args=[self.figure_id])

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end, PeriodKind(self.period_kind))

    @property
    def shown(self) -> str:
        """The figure as a page writes it: “more than £600,000”."""
        metric = self.metric
        return shown(
            Decimal(self.value), Qualifier(self.qualifier), metric.unit, metric.counted, metric.per
        )

    @property
    def area_name(self) -> str:
        return AREA_NAMES.get(self.area, "")

    @property
    def of_whom(self) -> str:
        """The organisation or area that the figure is of, in words; may be empty."""
        return self.organisation.name if self.organisation else self.area_name

    @property
    def words(self) -> str:
        """The first of the exact phrases in which it is stated (evidence prefetched)."""
        found = list(self.evidence.all())
        return found[0].words if found else ""

    def clean(self) -> None:
        """Refuse what contradicts itself; each sentence says what to do."""
        problems: dict[str, str] = {}
        try:
            Period(self.period_start, self.period_end, PeriodKind(self.period_kind))
        except ValueError as error:
            problems["period_kind"] = str(error)
        if self.metric_id and self.category_id:
            category = self.category
            if category is not None and category.dimension_id != self.metric.dimension_id:
                problems["category"] = (
                    f"“{self.metric}” is not broken down by {category.dimension}. "
                    "Choose a category of the metric’s own dimension, or none."
                )
        if (
            self.phase_id
            and self.phase is not None
            and self.phase.operation_id != self.operation_id
        ):
            problems["phase"] = "This phase belongs to another operation. Choose that operation."
        if problems:
            raise ValidationError(problems)

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Observation"]:
        return cls.objects.filter(edition=edition.pk)

    @classmethod
    def replaced_by(cls, edition: Edition) -> models.QuerySet["Observation"]:
        """Only figures that the edition states anew: the others keep their row."""
        restated = cls.objects.filter(edition=edition.pk).values("figure_id")
        return cls.objects.filter(
            release=edition.release_id,
            edition__number__lt=edition.number,
            figure_id__in=restated,
        )


class Evidence(Statement):
    """The exact words in which an observation is stated."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="evidence")
    words = models.CharField(
        max_length=250, help_text="A short phrase, letter for letter, typing errors included."
    )
    prefix = models.CharField(max_length=80, blank=True, editable=False)
    suffix = models.CharField(max_length=80, blank=True, editable=False)
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)

    dated_after = 3

    class Meta(Statement.Meta):
        ordering = ("pk",)
        verbose_name_plural = "evidence"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__gt=F("start")),
                name="evidence_start_with_end",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Evidence"]:
        return cls.objects.filter(observation__edition=edition.pk)

    @classmethod
    def replaced_by(cls, edition: Edition) -> models.QuerySet["Evidence"]:
        replaced = Observation.replaced_by(edition)
        return cls.objects.filter(observation__in=replaced.values("pk"))


class Claim(Statement):
    """A rounded headline statement, checked against the figures that it sums up."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="claims")
    words = models.CharField(max_length=250, help_text="Letter for letter.")
    what = models.CharField(max_length=150, help_text="What is claimed, in our own words.")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=20, choices=Unit)
    qualifier = models.CharField(
        max_length=10,
        choices=[(q.value, q.value.replace("_", " ")) for q in Qualifier],
        default=Qualifier.EXACT.value,
    )
    figure_ids = ArrayField(
        models.CharField(max_length=12, validators=[FIGURE_ID]),
        verbose_name="figures",
        help_text="Ids of the figures that it sums up, separated by commas.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = ClaimQuerySet.as_manager()
    restated_by_correction = True

    class Meta(Statement.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.words

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Claim"]:
        return cls.objects.filter(edition=edition.pk)


class Chart(Reference):
    """What to plot and how to say it."""

    class Kind(models.TextChoices):
        BAR = "bar", "bars"
        LINE = "line", "line"
        NUMBERS = "numbers", "big numbers"

    class Along(models.TextChoices):
        PERIOD = "period", "periods"
        CATEGORY = "category", "categories"
        ORGANISATION = "organisation", "organisations"
        PHASE = "phase", "phases of an operation"
        METRIC = "metric", "metrics"
        AREA = "area", "areas"

    slug = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=200, help_text="Say the finding, not the subject.")
    subtitle = models.CharField(max_length=250, blank=True, help_text="What is shown, when, where.")
    note = models.TextField(blank=True)
    alt = models.TextField(
        "text alternative", help_text="What a reader who can’t see the picture must know."
    )
    kind = models.CharField(max_length=10, choices=Kind)
    along = models.CharField(max_length=12, choices=Along, default=Along.PERIOD)
    is_horizontal = models.BooleanField("horizontal bars", default=False)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="charts")
    release = models.ForeignKey(
        Release,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="charts",
        help_text="The release it goes public with.",
    )
    position = models.PositiveSmallIntegerField(default=100)

    objects: ClassVar[Any] = ChartQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("chart_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Chart"]:
        return cls.objects.filter(release=edition.release_id)


class ChartLine(models.Model):
    """One series of a chart. Part of the chart: public when the chart and its metric are."""

    class Role(models.TextChoices):
        MAIN = "main", "main"
        BASELINE = "baseline", "baseline to compare with"

    chart = models.ForeignKey(Chart, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=100, blank=True)
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="chart_lines")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    operation = models.ForeignKey(
        Operation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+")
    release = models.ForeignKey(
        Release,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Only figures stated in this release.",
    )
    area = models.CharField(max_length=40, blank=True, choices=AREA_CHOICES)
    period_kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    figure_ids = ArrayField(
        models.CharField(max_length=12, validators=[FIGURE_ID]),
        default=list,
        blank=True,
        verbose_name="figures",
        help_text="Ids of the very figures to show, in order. Leave blank to choose by the rest.",
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.MAIN)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label or str(self.metric)
