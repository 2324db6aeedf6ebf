"""What will change at an embargo, signed off before it, and when it was seen to have changed."""

from django.db import models

from releases.models.editions import Edition


class Rehearsal(models.Model):
    """What the public will see after an edition’s moment that it does not see before. Staff only.

    ``surfaces`` is a list of objects with ``address``, ``kind`` (new, changed, gone), ``title``,
    ``added`` and ``removed`` (lines of words).
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rehearsals")
    moment = models.DateTimeField()
    # Of the edition and all that goes out with it: once it differs, this shows something else.
    fingerprint = models.CharField(max_length=64)
    surfaces = models.JSONField(default=list)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    signed_by = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"Rehearsal of {self.edition}"


class SurfaceSeen(models.Model):
    """When an address of the public site was first seen to show what a rehearsal said it would."""

    rehearsal = models.ForeignKey(Rehearsal, models.PROTECT, related_name="seen")
    address = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "address")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(
                fields=["rehearsal", "address"], name="surface_first_seen_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.address} at {self.at:%Y-%m-%d %H:%M:%S}"
