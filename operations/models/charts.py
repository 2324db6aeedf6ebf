"""What to plot and how to say it."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from operations.annotations import AnnotationError, read_annotations
from operations.models.figures import AREA_CHOICES, FIGURE_ID
from operations.models.metrics import Category, Metric
from operations.models.operations import Operation, Phase
from operations.models.organisations import Organisation
from operations.querysets import ChartQuerySet
from releases.models import Edition, Release, Topic
from releases.published import Reference
from releases.renewable import RenewableCharField, RenewableTextField


class Chart(Reference):
    """What to plot and how to say it."""

    class Kind(models.TextChoices):
        BAR = "bar", "bars, side by side"
        STACKED = "stacked", "bars, stacked"
        LINE = "line", "line"
        DOTS = "dots", "dots with their intervals"
        MULTIPLES = "multiples", "small multiples"
        NUMBERS = "numbers", "big numbers"
        TABLE = "table", "table"
        TIMELINE = "timeline", "timeline of an operation’s phases"
        TILES = "tiles", "tile map of forces"

    class Along(models.TextChoices):
        PERIOD = "period", "periods"
        CATEGORY = "category", "categories"
        ORGANISATION = "organisation", "organisations"
        PHASE = "phase", "phases of an operation"
        METRIC = "metric", "metrics"
        AREA = "area", "areas"

    slug = models.SlugField(unique=True, max_length=100)
    title = RenewableCharField(max_length=200, help_text="Say the finding, not the subject.")
    subtitle = RenewableCharField(
        max_length=250, blank=True, help_text="What is shown, when, where."
    )
    note = RenewableTextField(blank=True)
    alt = RenewableTextField(
        "text alternative", help_text="What a reader who can’t see the picture must know."
    )
    annotations = RenewableTextField(
        blank=True,
        help_text=(
            "One a line: “2023-11-13: Sceptre begins”, “2023-11-13 to 2023-11-19: week of action” "
            "or “29: weekly average”."
        ),
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

    def clean(self) -> None:
        try:
            read_annotations(self.annotations)
        except AnnotationError as error:
            raise ValidationError({"annotations": str(error)}) from None

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Chart"]:
        return cls.objects.filter(release=edition.release_id)


class ChartLine(models.Model):
    """One series of a chart. Part of the chart: public when the chart and its metric are."""

    class Role(models.TextChoices):
        MAIN = "main", "main"
        BASELINE = "baseline", "baseline to compare with"
        # The figure before, in the series of the same label: “up 12%” tells what it was.
        IMPLIED = "implied", "changes that imply the figure before"

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
