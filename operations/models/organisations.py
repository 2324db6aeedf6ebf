"""Who acts: forces, regional units, national units, partners."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from operations.querysets import OrganisationQuerySet
from releases.models import Edition
from releases.published import Reference
from releases.renewable import RenewableTextField


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
    note = RenewableTextField(blank=True)

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("organisation_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Organisation"]:
        stated = Q(observations__edition=edition.pk)
        taking_part = Q(operations__releases=edition.release_id)
        measured = Q(operations__observations__edition=edition.pk)
        named = cls.objects.filter(stated | taking_part | measured)
        return cls.objects.filter(Q(pk__in=named) | Q(forces__in=named))
