"""Defined quantities, and what they are broken down by."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from operations.querysets import MetricQuerySet
from releases.models import Edition, Topic
from releases.published import Reference
from releases.renewable import RenewableTextField


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
    definition = RenewableTextField(help_text="What is counted and how, in our own words.")
    dimension = models.ForeignKey(
        Dimension,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="metrics",
        help_text="What it is broken down by, if anything.",
    )
    topics = models.ManyToManyField(Topic, related_name="metrics", blank=True)
    note = RenewableTextField(
        blank=True, help_text="Traps: changes of definition, what not to add."
    )

    objects: ClassVar[Any] = MetricQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("metric_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Metric"]:
        return cls.objects.filter(observations__edition=edition.pk).distinct()
