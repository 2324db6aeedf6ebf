"""Pairs of figures of two releases that can't both be true, as a trigger writes them down.

To look for them among a million figures takes longer than a page may. So they are looked for when
an edition is dated, from which moment its figures no longer change, and kept by their rows' ids;
a pair is public exactly where both of its figures are. The rule is ``operations.conflicts``'s.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import connections, models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest

from operations.models.figures import Observation
from releases.published import is_public_login


class ConflictQuerySet(models.QuerySet):
    def public(self, at: datetime) -> Self:
        """Pairs of which both figures are public at ``at`` (aware).

        On the public login’s connection the policy has chosen already, pair by pair. Asked again,
        the database might begin with all figures.
        """
        if is_public_login(connections[self.db]):
            return self.all()
        figures = Observation.objects.public(at)
        return self.filter(
            Exists(figures.filter(pk=OuterRef("one"))), Exists(figures.filter(pk=OuterRef("other")))
        )

    def newest_first(self) -> Self:
        """By when both were known; the ids of figures are public and random, those of rows not."""
        known = Greatest(F("one__published_from"), F("other__published_from"))
        return self.alias(known=known).order_by("-known", "one__figure_id", "other__figure_id")


class Conflict(models.Model):
    """Never written by Django: see ``operations/sql/conflicts.sql``."""

    one = models.ForeignKey(Observation, models.CASCADE, related_name="+")
    other = models.ForeignKey(Observation, models.CASCADE, related_name="+")

    objects: ClassVar[Any] = ConflictQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["one", "other"], name="conflict_once"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"
