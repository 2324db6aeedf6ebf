"""What an address of a chart says once the chart is not there any more: gone on, or gone."""

from typing import Any, ClassVar

from django.db import models

from operations.models.charts import Chart
from releases.models import Edition
from releases.published import Published, PublishedQuerySet, StaffOnlyCharField


class FormerAddress(Published):
    """An address that a chart had, and that leads to it for ever.

    Dated as the chart is, since it led there from that instant on: so it leads there at every past
    instant too. ``recorded_at`` is when the chart was given another.
    """

    chart = models.ForeignKey(Chart, models.PROTECT, related_name="former_addresses")
    slug = models.SlugField("former address", unique=True, max_length=100)
    left_by = StaffOnlyCharField(max_length=150, editable=False)

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()
    dated_after = 1

    class Meta(Published.Meta):
        ordering = ("recorded_at", "pk")
        default_permissions = ()  # seen on the chart’s own page
        verbose_name = "former address"
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["FormerAddress"]:
        """None: only the verb that gives a chart another address makes one."""
        return cls.objects.none()


class GoneChart(Published):
    """A chart taken off the site at every instant: what the public reads in its place.

    Dated as the chart was, which keeps the bound that the chart's own row has lost;
    ``recorded_at`` is when it was taken down.
    """

    chart = models.OneToOneField(Chart, models.PROTECT, related_name="gone")
    slug = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=200)
    reason = models.TextField(help_text="The public reads it.")
    taken_down_by = StaffOnlyCharField(max_length=150, editable=False)

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()
    dated_after = 1

    class Meta(Published.Meta):
        default_permissions = ()  # seen on the chart’s own page
        verbose_name = "chart taken down"
        verbose_name_plural = "charts taken down"

    def __str__(self) -> str:
        return f"{self.title} (taken down)"

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["GoneChart"]:
        """None: only the verb that takes a chart down makes one."""
        return cls.objects.none()
