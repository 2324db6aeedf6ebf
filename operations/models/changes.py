"""The register of what changed in public, as the database's function ``public_changes`` tells it.

It is read through a view, so that lists can be filtered and paged like any other. No row of it is
kept anywhere: an edition is a change because it is not its release's first.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from releases.models import Publisher

if TYPE_CHECKING:
    from operations.versions import FigureChange

# A total order by what everybody sees: an id would tell how many rows are hidden before it.
NEWEST_FIRST = ("-published_from", "title", "slug", "-number")


class PublicChangeQuerySet(models.QuerySet):
    def public(self, at: datetime) -> Self:
        """What had changed by ``at``. The public login is told of nothing later in any case."""
        return self.filter(published_from__lte=at)

    def for_listing(self, at: datetime) -> Self:
        """The newest first, with the publisher."""
        return self.public(at).select_related("publisher").order_by(*NEWEST_FIRST)


class PublicChange(models.Model):
    """A correction, a planned revision or a withdrawal, and why. Never written by Django."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "corrected"
        REVISION = "revision", "revised as planned"
        WITHDRAWAL = "withdrawal", "withdrawn"

    key = models.TextField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    # The edition that made the change, and its number; none for a withdrawal.
    edition_id = models.BigIntegerField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    slug = models.SlugField(max_length=120)
    title = models.CharField(max_length=300)
    reason = models.TextField()
    published_from = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    publisher = models.ForeignKey(Publisher, models.DO_NOTHING, related_name="+")
    topic_ids = ArrayField(models.BigIntegerField())

    # What it changed, once ``operations.versions.with_figures`` has asked.
    figures: list["FigureChange"]

    objects: ClassVar[Any] = PublicChangeQuerySet.as_manager()

    class Meta:
        managed = False
        ordering = NEWEST_FIRST

    def __str__(self) -> str:
        return f"{self.title}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """The release’s page; of a withdrawn one, the page that says so."""
        return reverse("release_detail", args=[self.slug])
