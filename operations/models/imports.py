"""A spreadsheet on its way into a draft: what was uploaded, how it was matched, what came of it.

Staff's alone: the public login has no right on any of these tables. The rows wait here so that the
page which shows what an import would do, and the import itself, see the same ones; they go when it
is done, or after a day.
"""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from releases.models import Edition, Release

KEPT_FOR = timedelta(hours=24)


class FigureImport(models.Model):
    """One file of figures for one release."""

    class State(models.TextChoices):
        MATCHING = "matching", "columns to match"
        CHECKING = "checking", "being checked"
        CHECKED = "checked", "checked, to be confirmed"
        SAVED = "saved", "saved in the draft"
        GONE = "gone", "given up: its rows are deleted"

    release = models.ForeignKey(
        Release, models.CASCADE, null=True, blank=True, related_name="figure_imports"
    )
    edition = models.ForeignKey(
        Edition,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="figure_imports",
        help_text="The draft that it was saved in.",
    )
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    kind = models.CharField(max_length=4)
    started_by = models.CharField(max_length=150)
    started_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=State, default=State.MATCHING)
    headings = models.JSONField(default=list)
    places = models.JSONField(default=dict, help_text="Which column stands where in a row.")
    options = models.JSONField(
        default=dict, help_text="What was said beside the file: a new release, a reason."
    )
    notices = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    checked_to = models.PositiveIntegerField(default=0, help_text="The last row that was checked.")
    findings = models.JSONField(default=dict)
    difference = models.JSONField(default=dict)
    stood = models.CharField(
        max_length=32, blank=True, help_text="Fingerprint of the figures it was compared with."
    )
    saved_by = models.CharField(max_length=150, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name = "spreadsheet of figures"
        verbose_name_plural = "spreadsheets of figures"
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["edition", "file_hash"],
                condition=Q(state="saved"),
                name="file_once_in_an_edition",
                violation_error_message="This very file has been imported into this draft already.",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    def option(self, name: str, default: Any = "") -> Any:
        return self.options.get(name, default)

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.SAVED, self.State.GONE)


class ImportedCells(models.Model):
    """A row as the file has it, before anything is made of it."""

    pk = models.CompositePrimaryKey("of_id", "row")
    of = models.ForeignKey(FigureImport, models.CASCADE, related_name="cells", db_constraint=False)
    row = models.PositiveIntegerField()
    cells = ArrayField(models.TextField())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Row {self.row}"


class Stated(models.Model):
    """What a figure says, with the keys of what it names, beside no figure yet."""

    figure_id = models.CharField(max_length=12)
    metric_id = models.BigIntegerField()
    category_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    area = models.TextField()
    operation_id = models.BigIntegerField(null=True)
    phase_id = models.BigIntegerField(null=True)
    period_kind = models.TextField()
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    period_basis = models.TextField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    qualifier = models.TextField()
    status = models.TextField()
    is_partial = models.BooleanField()
    coverage = models.TextField()
    note = models.TextField()
    words = models.TextField()
    revises = models.TextField()

    class Meta:
        abstract = True


class ImportedRow(Stated):
    """A row of the file that was checked."""

    pk = models.CompositePrimaryKey("of_id", "row")
    of = models.ForeignKey(FigureImport, models.CASCADE, related_name="rows", db_constraint=False)
    row = models.PositiveIntegerField()
    is_own = models.BooleanField(help_text="Whether the file gave the id.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Row {self.row}"


class StandingFigure(Stated):
    """A figure that stands, as a file is compared with it; of one transaction only."""

    pk = models.CompositePrimaryKey("of_id", "figure_id")
    of = models.ForeignKey(
        FigureImport, models.CASCADE, related_name="standing", db_constraint=False
    )
    figure = models.BigIntegerField(help_text="Its row, of the draft or of what is in force.")
    in_draft = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField(null=True, help_text="The file’s row that states it anew.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.figure_id
