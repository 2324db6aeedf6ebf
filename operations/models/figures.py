"""Stated figures, the words that state them, and the claims that round them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from operations.areas import AREA_CODES, AREA_NAMES, AREAS
from operations.figure_ids import PATTERN, new_figure_id
from operations.models.metrics import Category, Metric, Unit
from operations.models.operations import Operation, Phase
from operations.models.organisations import Organisation
from operations.periods import Period, PeriodKind
from operations.querysets import ObservationQuerySet
from releases.models import Edition, Release
from releases.published import StaffOnlyIntegerField, Statement
from releases.quantities import Qualifier, shown

if TYPE_CHECKING:
    from operations.versions import FigureChange

FIGURE_ID = RegexValidator(PATTERN.pattern + r"\Z", "A figure id is 12 letters and digits.")
NEWEST = F("period_end").desc(nulls_last=True)
AREA_CHOICES = [(area.slug, area.name) for area in AREAS]


class Observation(Statement):
    """One stated figure. A corrected one is a new row with the same figure id."""

    class Status(models.TextChoices):
        ESTIMATED = "estimated", "estimated"
        PROVISIONAL = "provisional", "provisional"
        REVISED = "revised", "revised"

    figure_id = models.CharField(
        max_length=12,
        default=new_figure_id,
        validators=[FIGURE_ID],
        editable=False,
        help_text="Permanent and random: its address.",
    )
    # Without an index of its own, as other fields whose indexes stand below: one act dates a
    # million rows in place, where no index has what it changes (see ``Meta.indexes``).
    published_from = models.DateTimeField("public from", null=True, blank=True, editable=False)
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="observations", db_index=False
    )
    release = models.ForeignKey(Release, models.PROTECT, related_name="observations")
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="observations", db_index=False)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        db_index=False,
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        db_index=False,
        help_text="Where the figure is of one force or unit.",
    )
    area = models.CharField(
        max_length=40, blank=True, choices=AREA_CHOICES, help_text="Where it is of an area."
    )
    operation = models.ForeignKey(
        Operation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        db_index=False,
    )
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="observations", db_index=False
    )
    period_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value.replace("_", " ")) for kind in PeriodKind]
    )
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_basis = models.CharField(
        max_length=250, blank=True, help_text="“stated”, or “inferred: …” with the reason."
    )
    value = models.DecimalField(
        max_digits=20, decimal_places=4, help_text="In the metric’s unit. Zero is a figure."
    )
    qualifier = models.CharField(
        max_length=10,
        choices=[(q.value, q.value.replace("_", " ")) for q in Qualifier],
        default=Qualifier.EXACT.value,
        help_text="“over 2,000” is more than 2,000: it is drawn as an interval.",
    )
    status = models.CharField(max_length=12, choices=Status, blank=True)
    coverage = models.CharField(
        max_length=250,
        blank=True,
        help_text="What it leaves out, or what it covers: “excludes the Metropolitan Police”.",
    )
    is_partial = models.BooleanField(
        "partial", default=False, help_text="Known to be incomplete: not all have reported."
    )
    note = models.TextField(blank=True)
    revises = models.CharField(
        max_length=12,
        blank=True,
        validators=[FIGURE_ID],
        help_text="Id of the figure of an earlier release that this one replaces.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    # A figure has a page of its own, which two people may save as well as the edition's.
    version = StaffOnlyIntegerField(default=1, editable=False)

    dated_in_place = True

    # Its last change, where ``operations.versions.mark_changes`` found one.
    changed: "FigureChange | None" = None

    objects: ClassVar[Any] = ObservationQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("position", "pk")
        verbose_name = "figure"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "figure_id"], name="figure_once_in_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(period_end__isnull=True)
                | Q(period_start__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="period_ends_after_it_starts",
                violation_error_message="The period can’t end before it starts.",
            ),
        )
        # What lists of a million figures are read by, in their own order: each ends with the
        # figure's id, so that a page is the first rows of an index. None has the moment from which
        # they are public in it.
        indexes = (
            models.Index(fields=["figure_id"], name="figures_by_id"),
            models.Index(NEWEST, "figure_id", name="figures_newest"),
            models.Index("metric", NEWEST, "figure_id", name="figures_of_metric"),
            models.Index("organisation", NEWEST, "figure_id", name="figures_of_organisation"),
            models.Index("metric", "organisation", "period_end", name="figures_in_series"),
            models.Index("metric", "value", "figure_id", name="figures_by_value"),
            # Of the few that a correction ended; not of those that it dates.
            models.Index(
                fields=["published_until"], name="figures_ended",
                condition=Q(published_until__isnull=False),
            ),
            models.Index(
                "category", "period_end", name="figures_of_category",
                condition=Q(category__isnull=False),
            ),
            models.Index(
                "operation", "period_end", name="figures_of_operation",
                condition=Q(operation__isnull=False),
            ),
            models.Index(
                "phase", name="figures_of_phase", condition=Q(phase__isnull=False),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.shown} ({self.metric})"

    def get_absolute_url(self) -> str:
        return reverse("figure_detail", args=[self.figure_id])

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end, PeriodKind(self.period_kind))

    @property
    def shown(self) -> str:
        """The figure as a page writes it: “more than £600,000”."""
        metric = self.metric
        return shown(
            Decimal(self.value), Qualifier(self.qualifier), metric.unit, metric.counted, metric.per
        )

    @property
    def area_name(self) -> str:
        return AREA_NAMES.get(self.area, "")

    @property
    def area_ons_code(self) -> str:
        return AREA_CODES.get(self.area, "")

    @property
    def of_whom(self) -> str:
        """The organisation or area that the figure is of, in words; may be empty."""
        return self.organisation.name if self.organisation else self.area_name

    @property
    def words(self) -> str:
        """The first of the exact phrases in which it is stated (evidence prefetched)."""
        found = list(self.evidence.all())
        return found[0].words if found else ""

    def clean(self) -> None:
        """Refuse what contradicts itself; each sentence says what to do."""
        problems: dict[str, str] = {}
        if self.period_kind in set(PeriodKind):  # else the field itself has said so
            try:
                Period(self.period_start, self.period_end, PeriodKind(self.period_kind))
            except ValueError as error:
                problems["period_kind"] = str(error)
        if self.metric_id and self.category_id:
            category = self.category
            if category is not None and category.dimension_id != self.metric.dimension_id:
                problems["category"] = (
                    f"“{self.metric}” is not broken down by {category.dimension}. "
                    "Choose a category of the metric’s own dimension, or none."
                )
        if (
            self.phase_id
            and self.phase is not None
            and self.phase.operation_id != self.operation_id
        ):
            problems["phase"] = "This phase belongs to another operation. Choose that operation."
        if problems:
            raise ValidationError(problems)

    @classmethod
    def hindrances(cls, edition: Edition) -> list[str]:
        from operations.intake.accounting import unaccounted_numbers

        return unaccounted_numbers(edition)

    @classmethod
    def settle(cls, edition: Edition, answers: Mapping[str, str], *, by: str) -> dict[str, Any]:
        """Words anywhere that lean on a figure which the edition changes."""
        from operations.stale_words import settle

        return settle(edition, answers, by=by)

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Observation"]:
        return cls.objects.filter(edition=edition.pk)

    @classmethod
    def replaced_by(cls, edition: Edition) -> models.QuerySet["Observation"]:
        """Only figures that the edition states anew: the others keep their row."""
        restated = cls.objects.filter(edition=edition.pk).values("figure_id")
        return cls.objects.filter(
            release=edition.release_id,
            edition__number__lt=edition.number,
            figure_id__in=restated,
        )


class Evidence(Statement):
    """The exact words in which an observation is stated."""

    # Without an index, as of the figure that it belongs to.
    published_from = models.DateTimeField("public from", null=True, blank=True, editable=False)
    observation = models.ForeignKey(Observation, models.CASCADE, related_name="evidence")
    words = models.CharField(
        max_length=250, help_text="A short phrase, letter for letter, typing errors included."
    )
    prefix = models.CharField(max_length=80, blank=True, editable=False)
    suffix = models.CharField(max_length=80, blank=True, editable=False)
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)

    dated_after = 3
    dated_in_place = True

    class Meta(Statement.Meta):
        ordering = ("pk",)
        verbose_name_plural = "evidence"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__gt=F("start")),
                name="evidence_start_with_end",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Evidence"]:
        return cls.objects.filter(observation__edition=edition.pk)

    @classmethod
    def replaced_by(cls, edition: Edition) -> models.QuerySet["Evidence"]:
        replaced = Observation.replaced_by(edition)
        return cls.objects.filter(observation__in=replaced.values("pk"))

    @classmethod
    def put_in_order(cls, edition: Edition) -> None:
        from operations.anchoring import anchor_drafts

        anchor_drafts(edition)

    @classmethod
    def hindrances(cls, edition: Edition) -> list[str]:
        from operations.anchoring import loose_words

        return loose_words(edition)


class Claim(Statement):
    """A rounded headline statement, checked against the figures that it sums up."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="claims")
    words = models.CharField(max_length=250, help_text="Letter for letter.")
    what = models.CharField(max_length=150, help_text="What is claimed, in our own words.")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=20, choices=Unit)
    qualifier = models.CharField(
        max_length=10,
        choices=[(q.value, q.value.replace("_", " ")) for q in Qualifier],
        default=Qualifier.EXACT.value,
    )
    figure_ids = ArrayField(
        models.CharField(max_length=12, validators=[FIGURE_ID]),
        verbose_name="figures",
        help_text="Ids of the figures that it sums up, separated by commas.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    restated_by_correction = True

    class Meta(Statement.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.words

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Claim"]:
        return cls.objects.filter(edition=edition.pk)
