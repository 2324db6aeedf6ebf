"""A release's text on its way to a draft: what was read in it, and what staff made of that.

Staff only: nothing here is granted to the public login, and nothing here is ever public. What is
decided becomes rows of a draft edition (``operations.intake.saving``). Offsets count characters of
``Intake.text``; an end is the first character after the words.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from operations.models.figures import AREA_CHOICES, Observation
from operations.models.metrics import Category, Metric
from operations.models.operations import Operation, Phase
from operations.models.organisations import Organisation
from operations.periods import PeriodKind
from releases.models import Edition, Publisher, Quotation, Release, Speaker, Topic
from releases.quantities import Qualifier

PERIOD_KINDS = [(kind.value, kind.value.replace("_", " ")) for kind in PeriodKind]
QUALIFIERS = [(q.value, q.value.replace("_", " ")) for q in Qualifier]


def span_is_not_empty(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(end__gt=F("start")), name=name)


class Decision(models.TextChoices):
    WAITING = "waiting", "to decide"
    ACCEPTED = "accepted", "accepted"
    REFUSED = "refused", "refused"


class Intake(models.Model):
    """One release's text that is being taken in, and the header of the draft it becomes."""

    class EmbargoAnswer(models.TextChoices):
        WAITING = "waiting", "to decide"
        READ = "read", "as the text says"
        CONFIRMED = "confirmed", "confirmed by a person"

    text = models.TextField()
    fingerprint = models.CharField(
        max_length=64, db_index=True, help_text="SHA-256 of the text, white space and marks folded."
    )
    file_name = models.CharField(max_length=200, blank=True)
    taken_in_by = models.CharField(max_length=150)
    taken_in_at = models.DateTimeField(db_default=Now())
    edition = models.ForeignKey(
        Edition,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="intakes",
        help_text="The draft that was saved from it.",
    )
    corrects = models.ForeignKey(
        Release,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="intakes",
        help_text="The release that this text corrects; none for a new release.",
    )
    change_note = models.TextField(
        blank=True, help_text="For a correction: what changed and why. The public reads it."
    )
    title = models.CharField(max_length=300)
    slug = models.SlugField("address", max_length=120, blank=True)
    publisher = models.ForeignKey(
        Publisher, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    publisher_as_stated = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    summary = models.TextField(
        blank=True, help_text="What it says, in our own words: one to four sentences."
    )
    notes = models.TextField(
        blank=True, help_text="What a reader must know beside the figures. Own words."
    )
    embargo_until = models.DateTimeField(null=True, blank=True, help_text="London time.")
    embargo_as_stated = models.CharField(max_length=200, blank=True)
    embargo_answer = models.CharField(
        max_length=10, choices=EmbargoAnswer, default=EmbargoAnswer.READ
    )
    embargo_choices = models.JSONField(
        default=list, help_text="The moments that the words may mean, in ISO form."
    )
    doubts = models.JSONField(
        default=list, help_text="What the reading asks a person: sentence, start, end."
    )
    issued_earliest = models.DateField("issued, earliest", null=True, blank=True)
    issued_latest = models.DateField("issued, latest", null=True, blank=True)
    issued_basis = models.CharField("how the date is known", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-taken_in_at", "-pk")
        verbose_name = "text taken in"
        verbose_name_plural = "texts taken in"
        # Who may work on an edition may take in its text: see the admin.
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(issued_earliest__isnull=True, issued_latest__isnull=True)
                | Q(issued_earliest__isnull=False, issued_latest__gte=F("issued_earliest")),
                name="intake_issued_earliest_with_latest",
                violation_error_message="Give both days of issue, the earliest first, or neither.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Candidate(models.Model):
    """A figure that the text states, as read and as staff have mended it.

    ``value`` is in ``unit`` as stated; saving turns it into the metric's unit. ``figure_id`` is
    "" until the figure is in a draft; it stays the same however often the draft is saved.
    """

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="candidates")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    numerals = models.JSONField(default=list, help_text="[start, end] of each number in it.")
    words = models.CharField(max_length=500)
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=40, default="count")
    qualifier = models.CharField(max_length=10, choices=QUALIFIERS, default=Qualifier.EXACT.value)
    status = models.CharField(max_length=12, choices=Observation.Status, blank=True)
    what = models.CharField(max_length=250, blank=True)
    direction = models.CharField(max_length=4, choices=[("up", "up"), ("down", "down")], blank=True)
    per = models.CharField(max_length=20, blank=True)
    period_kind = models.CharField(
        max_length=20, choices=PERIOD_KINDS, default=PeriodKind.NOT_STATED.value
    )
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_basis = models.CharField(max_length=250, blank=True)
    coverage = models.CharField(max_length=250, blank=True)
    is_partial = models.BooleanField(default=False)
    is_running_total = models.BooleanField(default=False)
    metric = models.ForeignKey(Metric, models.SET_NULL, null=True, blank=True, related_name="+")
    category = models.ForeignKey(Category, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    area = models.CharField(max_length=40, blank=True, choices=AREA_CHOICES)
    operation = models.ForeignKey(
        Operation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    phase = models.ForeignKey(Phase, models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    reason = models.CharField(max_length=250, blank=True, help_text="Why it was refused.")
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeats",
        help_text="The statement of the same fact, whose figure these words are evidence of too.",
    )
    is_claim = models.BooleanField(
        default=False, help_text="A rounded statement: saved as a claim over its parts."
    )
    parts = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="sums")
    is_small_confirmed = models.BooleanField(
        default=False, help_text="A count under ten with a place and a period may be shown."
    )
    by_hand = models.BooleanField(default=False)
    figure_id = models.CharField(max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("start", "end", "pk")
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            span_is_not_empty("candidate_has_words"),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("pk")),
                name="candidate_repeats_another",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def is_accepted(self) -> bool:
        return self.decision == Decision.ACCEPTED

    @property
    def is_figure(self) -> bool:
        """Whether it becomes a figure of its own: neither a repeat of one nor a claim."""
        return self.is_accepted and self.same_as_id is None and not self.is_claim


class SpokenCandidate(models.Model):
    """A quotation that was read, with the speaker as the text names them."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="quotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    speaker_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=250, blank=True)
    speaker = models.ForeignKey(Speaker, models.SET_NULL, null=True, blank=True, related_name="+")
    gist = models.TextField(blank=True, help_text="What is said, in our own words.")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    position = models.PositiveSmallIntegerField(default=0)
    quotation = models.ForeignKey(
        Quotation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The row of the draft that it became.",
    )
    version = models.PositiveIntegerField(default=1)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("start", "pk")
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            span_is_not_empty("spoken_candidate_has_words"),
        )

    def __str__(self) -> str:
        return f"{self.speaker_name}: {self.words}"

    @property
    def is_accepted(self) -> bool:
        return self.decision == Decision.ACCEPTED


class DismissedNumber(models.Model):
    """A number of the text that states no figure, and why; said by the reading or by a person."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="dismissed")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.CharField(max_length=100)
    reason = models.CharField(max_length=150)
    prefix = models.CharField(max_length=80, blank=True)
    suffix = models.CharField(max_length=80, blank=True)
    by = models.CharField(max_length=150, blank=True)
    is_from_reader = models.BooleanField(default=False)

    class Meta:
        ordering = ("start", "pk")
        default_permissions = ()
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            span_is_not_empty("dismissed_number_has_words"),
            models.UniqueConstraint(
                fields=["intake", "start", "end"],
                name="number_dismissed_once",
                violation_error_message="This number is dismissed already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.words}: {self.reason}"
