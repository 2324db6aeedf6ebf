"""New words for a reference row, which begin with the correction that made the old ones stale."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from releases.models.editions import Edition
from releases.published import StaffOnlyCharField, Statement
from releases.renewable import renewable_fields


class Wording(Statement):
    """Words that are read in place of a reference row's own, from the edition's instant on.

    Only of a row that is public when it is written: new words for a hidden one would tell of it.
    ``instead_of`` are the row's own words then; once they are edited, this counts no more.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="wordings")
    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    field = models.CharField(max_length=80)
    instead_of = models.TextField()
    words = models.TextField()
    written_by = StaffOnlyCharField(max_length=150)

    class Meta(Statement.Meta):
        ordering = ("-published_from", "-pk")
        default_permissions = ("view",)
        indexes = (models.Index(fields=["table", "row", "field"]),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "table", "row", "field"], name="one_wording_in_an_edition"
            ),
        )

    def __str__(self) -> str:
        return self.words

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Wording"]:
        return cls.objects.filter(edition=edition.pk)

    @classmethod
    def replaced_by(cls, edition: Edition) -> models.QuerySet["Wording"]:
        """Of the release's earlier wordings those that the edition words anew; others go on."""
        rows = cls.objects.filter(release=edition.release_id, edition__number__lt=edition.number)
        anew = Q(pk__in=[])
        for table, row, field in cls.needed_by(edition).values_list("table", "row", "field"):
            anew |= Q(table=table, row=row, field=field)
        return rows.filter(anew)

    @classmethod
    def lapsing_with(cls, row: models.Model) -> models.QuerySet["Wording"]:
        """Wordings that stand for words which ``row``, as it is in hand, no longer has.

        Asked before it is saved: an edit of the row itself ends them.
        """
        stored = type(row)._default_manager.get(pk=row.pk)
        lapsing = Q(pk__in=[])
        for field in renewable_fields(type(row)):
            own = getattr(stored, field.name)
            if own != getattr(row, field.name):
                lapsing |= Q(field=field.name, instead_of=own)
        return cls.objects.filter(lapsing, table=row._meta.db_table, row=row.pk)
