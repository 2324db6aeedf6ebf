"""The provable record: what each published version said, as one hash, and what was found later."""

import secrets
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Collate, Greatest

from releases.models.editions import Edition
from releases.models.releases import Release
from releases.published import Published, PublishedQuerySet, Statement


class SealQuerySet(PublishedQuerySet):
    def entered(self, at: datetime) -> Self:
        """Seals in the record at ``at``, in its order, each with its ``entered_at``.

        What was taken over from an archive enters when it is recorded, whatever date it bears:
        what the record said of an earlier day stays what it was.
        """
        return (
            self.public(at)
            .annotate(entered_at=Greatest("published_from", "recorded_at"))
            .filter(entered_at__lte=at)
            .order_by("entered_at", Collate("sha256", "C"))
        )


class Seal(Published):
    """The hash of a published version. It stays when the release is withdrawn, and alone then.

    That is why its release is not called ``release``: what bears that name is hidden with it.
    Dated like its edition; the triggers of ``releases/sql/0007_record.sql`` hold the two together.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="seal")
    of_release = models.ForeignKey(Release, models.PROTECT, related_name="seals")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)

    objects: ClassVar[Any] = SealQuerySet.as_manager()
    dated_after = 2

    entered_at: datetime

    class Meta(Published.Meta):
        pass

    def __str__(self) -> str:
        return self.sha256

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Seal"]:
        """None: ``releases.record`` makes it once everything else is dated."""
        return cls.objects.none()


def new_salt() -> str:
    return secrets.token_hex(16)


class Salt(Statement):
    """128 random bits in what is hashed, hidden with the release.

    The hash of a withdrawn release stays; without these bits nobody can try guesses of what it
    said against it, while whoever kept the document can still prove it.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="salt")
    value = models.CharField(max_length=32, default=new_salt)

    class Meta(Statement.Meta):
        pass

    def __str__(self) -> str:
        return f"Salt of {self.edition}"

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Salt"]:
        return cls.objects.filter(edition=edition.pk)


class Checkpoint(models.Model):
    """What one verification found: the chain as it stood, and whatever does not hold."""

    checked_at = models.DateTimeField()
    # Up to this instant nothing can enter the record any more (releases.record.FINAL_AFTER).
    final_at = models.DateTimeField()
    number = models.PositiveIntegerField(help_text="How many versions the record held.")
    head = models.CharField(max_length=64, help_text="The last link of its chain.")
    problems = models.JSONField(default=list, help_text="Sentences; empty where all holds.")

    class Meta:
        ordering = ("-checked_at", "-pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.number} versions, {len(self.problems)} problems"
