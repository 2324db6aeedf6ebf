"""What staff alone may read: who did what, what words were before, what was loaded."""

from django.db import models

from releases.models.editions import Edition
from releases.models.releases import Release


class Act(models.Model):
    """Who did what to which edition, when and why. Staff only; never edited."""

    class Verb(models.TextChoices):
        PUBLISH = "publish", "published or scheduled"
        UNSCHEDULE = "unschedule", "taken back before it was public"
        CORRECT = "correct", "correction begun"
        WITHDRAW = "withdraw", "withdrawn"
        ARCHIVE = "archive", "taken over from the archive"

    verb = models.CharField(max_length=20, choices=Verb)
    release = models.ForeignKey(Release, models.PROTECT, related_name="acts")
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="acts"
    )
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_verb_display()} by {self.by}"


class WordChange(models.Model):
    """Words of a public reference row before and after an edit, written by a trigger."""

    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class LoadedFile(models.Model):
    """A content file as it was when its rows were loaded."""

    path = models.CharField(max_length=250, unique=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path
