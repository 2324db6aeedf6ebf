"""Who outside may read an edition before its embargo, and each time that they did. Staff only."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from releases.models.editions import Edition

LONGEST = timedelta(hours=24)  # the Pre-release Access to Official Statistics Order 2008


class EarlyAccess(models.Model):
    """One named reader's window to one edition. The link itself is kept nowhere, only its hash."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="early_access")
    reader = models.CharField(max_length=150, help_text="The person’s name.")
    organisation = models.CharField(max_length=150)
    justification = models.TextField(
        "why", help_text="Why this person must see it early. Kept for ever."
    )
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    opens_at = models.DateTimeField("opens")
    closes_at = models.DateTimeField("closes")
    made_by = models.CharField(max_length=150, editable=False)
    made_at = models.DateTimeField(editable=False)
    revoked_by = models.CharField(max_length=150, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = "early reader"
        default_permissions = ("view", "add", "change")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at"), closes_at__lte=F("opens_at") + LONGEST),
                name="early_access_24_hours_at_most",
                violation_error_message="A reader’s window is 24 hours at most.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reader}, {self.organisation}"


class EarlyView(models.Model):
    """One reading of an edition by an early reader. Never edited."""

    access = models.ForeignKey(EarlyAccess, models.PROTECT, related_name="views")
    at = models.DateTimeField()
    address = models.CharField(max_length=60)
    agent = models.CharField(max_length=250, blank=True)
    # Which state of the edition was read: its version rises with every edit.
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "view by an early reader"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.access} at {self.at:%Y-%m-%d %H:%M:%S}"
