"""What was done: operations and their phases."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from operations.models.organisations import Organisation
from operations.querysets import OperationQuerySet
from releases.models import Edition, Release, Topic
from releases.published import Reference
from releases.renewable import RenewableTextField


class Operation(Reference):
    """Sceptre, Calibre, Pegasus …"""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    summary = RenewableTextField(help_text="What it is for, in our own words.")
    note = RenewableTextField(blank=True)
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
    note = RenewableTextField(blank=True, help_text="How the dates are known; what is doubtful.")
    # How often its name and dates were changed in public, for calendars that hold it. A trigger
    # counts, and lets nobody else.
    revision = models.PositiveIntegerField(default=0, editable=False)
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)

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
