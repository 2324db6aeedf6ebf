"""Numbers of figures, kept by the database beside the figures themselves."""

from typing import Any, ClassVar

from django.db import models

from operations.models.metrics import Category, Metric
from operations.models.operations import Operation, Phase
from operations.models.organisations import Organisation
from releases.published import PublishedQuerySet, StaffOnlyDateTimeField


class FigureCount(models.Model):
    """How many figures have these values and these bounds. Written by a trigger alone.

    What tells a choice of figures apart, but for their release and day; ``year`` is that in which
    the period ends, or begins where no end is known. Its bounds are those of the figures counted,
    so the policy that hides them hides their number too (``operations/sql/figure_counts.sql``).
    """

    metric = models.ForeignKey(Metric, models.DO_NOTHING, related_name="+", db_constraint=False)
    category = models.ForeignKey(
        Category, models.DO_NOTHING, null=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    area = models.CharField(max_length=40, blank=True)
    operation = models.ForeignKey(
        Operation, models.DO_NOTHING, null=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    phase = models.ForeignKey(
        Phase, models.DO_NOTHING, null=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    period_kind = models.CharField(max_length=20)
    year = models.SmallIntegerField(null=True)
    qualifier = models.CharField(max_length=10)
    status = models.CharField(max_length=12, blank=True)
    published_from = models.DateTimeField()
    published_until = StaffOnlyDateTimeField(null=True)
    figures = models.IntegerField()

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=[
                    "metric", "category", "organisation", "area", "operation", "phase",
                    "period_kind", "year", "qualifier", "status", "published_from",
                    "published_until",
                ],
                nulls_distinct=False,
                name="figures_are_counted_once",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["figures"], condition=models.Q(figures=0), name="counts_of_none"),
        )

    def __str__(self) -> str:
        return f"{self.figures} figures of {self.metric_id}"
