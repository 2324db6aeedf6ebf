"""What a release says: its editions, their text, who is quoted, and a withdrawal."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from releases.embargo_agreement import disagreements
from releases.fields import HttpsURLField
from releases.models.releases import Release, Speaker
from releases.published import (
    Published,
    PublishedQuerySet,
    StaffOnlyBooleanField,
    StaffOnlyCharField,
    StaffOnlyDateTimeField,
    StaffOnlyIntegerField,
    StaffOnlyJSONField,
    StaffOnlyTextField,
    Statement,
    database_now,
)
from releases.querysets import EditionQuerySet
from releases.video import check_video_url


class TstzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def one_at_any_instant(name: str, *fields: str) -> ExclusionConstraint:
    """At any instant at most one public row bears the same ``fields``."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in fields),
            (TstzRange("published_from", "published_until"), RangeOperators.OVERLAPS),
        ],
        condition=Q(published_from__isnull=False),
    )


class Edition(Statement):
    """One version of what a release says."""

    class ChangeKind(models.TextChoices):
        """Why there is an edition after the first: two things that readers must not mix up."""

        CORRECTION = "correction", "an error is corrected"
        REVISION = "revision", "a revision that was planned"

    release = models.ForeignKey(Release, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    title = models.CharField(max_length=300)
    summary = models.TextField(
        help_text="What it says, in our own words: one to four sentences. Not the release’s text."
    )
    notes = models.TextField(
        blank=True, help_text="What a reader must know beside the figures. Own words."
    )
    video_url = HttpsURLField(
        "video",
        max_length=300,
        blank=True,
        validators=[check_video_url],
        help_text="An embedded stream or film, from a permitted host. Loaded only when clicked.",
    )
    embargo_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text="London time. Leave blank only where there is no embargo.",
    )
    embargo_as_stated = models.CharField(
        max_length=200, blank=True, help_text="The embargo in the release’s own words."
    )
    embargo_reason = StaffOnlyTextField(
        "why the embargo differs from the text",
        blank=True,
        help_text="Only where the moment is not the one that the text states. Staff only.",
    )
    issued_earliest = models.DateField(
        "issued, earliest",
        null=True,
        blank=True,
        help_text="Day the source issued it; with “latest” a range. Blank if not recorded.",
    )
    issued_latest = models.DateField("issued, latest", null=True, blank=True)
    issued_basis = models.CharField(
        "how the date is known",
        max_length=300,
        blank=True,
        help_text="“stated”, “the embargo lifts on …”, or why it is not known. Never a guess.",
    )
    change_note = models.TextField(
        blank=True, help_text="For a correction: what changed and why. The public reads it."
    )
    change_kind = models.CharField(
        "kind of change",
        max_length=10,
        choices=ChangeKind,
        blank=True,
        help_text="An error put right, or a revision that was planned: readers see which.",
    )
    written_by = StaffOnlyCharField(max_length=150, editable=False)
    submitted_by = StaffOnlyCharField(max_length=150, blank=True, editable=False)
    submitted_at = StaffOnlyDateTimeField(null=True, blank=True, editable=False)
    approved_by = StaffOnlyCharField(max_length=150, blank=True, editable=False)
    approved_at = StaffOnlyDateTimeField(null=True, blank=True, editable=False)
    # Nobody but its author approved it: an archive, or an office of one (FOUR_EYES).
    approved_alone = StaffOnlyBooleanField(default=False, editable=False)
    held_by = StaffOnlyCharField(max_length=150, blank=True, editable=False)
    held_at = StaffOnlyDateTimeField(null=True, blank=True, editable=False)
    hold_reason = StaffOnlyTextField(blank=True, editable=False)
    version = StaffOnlyIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = EditionQuerySet.as_manager()
    dated_after = 1

    class Meta(Statement.Meta):
        ordering = (F("issued_latest").desc(nulls_last=True), "title")
        permissions = (
            ("submit_edition", "Can submit an edition for approval"),
            ("publish_edition", "Can approve, move, hold, correct and withdraw releases"),
        )
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Statement.Meta.constraints,
            models.UniqueConstraint(fields=["release", "number"], name="edition_number_is_unique"),
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(approved_at__isnull=True),
                name="release_has_one_draft",
                violation_error_message="This release already has a draft edition: edit that one.",
            ),
            models.CheckConstraint(
                condition=Q(published_from__isnull=True)
                | Q(embargo_until__isnull=True)
                | Q(published_from__gte=F("embargo_until")),
                name="edition_not_public_before_its_embargo",
                violation_error_message="It can’t be public before its embargo.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="", approved_at__isnull=True)
                | (~Q(approved_by="") & Q(approved_at__isnull=False)),
                name="edition_approved_by_with_approved_at",
            ),
            models.CheckConstraint(
                condition=Q(submitted_by="", submitted_at__isnull=True)
                | (~Q(submitted_by="") & Q(submitted_at__isnull=False)),
                name="edition_submitted_by_with_submitted_at",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True)
                | Q(approved_alone=True)
                | (Q(submitted_at__isnull=False) & ~Q(approved_by=F("submitted_by"))),
                name="edition_approved_by_another",
                violation_error_message="Another person than who submitted it must approve.",
            ),
            models.CheckConstraint(
                condition=Q(held_by="", held_at__isnull=True)
                | (~Q(held_by="") & Q(held_at__isnull=False, approved_at__isnull=True)),
                name="edition_held_is_not_approved",
                violation_error_message="It is on hold: end the hold before it is approved.",
            ),
            models.CheckConstraint(
                condition=Q(published_from__isnull=True) | Q(approved_at__isnull=False),
                name="edition_approved_before_public",
                violation_error_message="An edition must be approved before it can be public.",
            ),
            models.CheckConstraint(
                condition=Q(issued_earliest__isnull=True, issued_latest__isnull=True)
                | Q(issued_earliest__isnull=False, issued_latest__gte=F("issued_earliest")),
                name="edition_issued_earliest_with_latest",
                violation_error_message="Give both days of issue, the earliest first, or neither.",
            ),
            one_at_any_instant("one_edition_at_any_instant", "release"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.release.get_absolute_url()

    @property
    def is_correction(self) -> bool:
        return self.number > 1

    @property
    def due_at(self) -> datetime | None:
        """When it is to be public: as approved, or by its embargo; None where never."""
        return self.published_from or self.embargo_until

    @property
    def issued_day(self) -> date | None:
        """The day of issue where one single day is known."""
        return self.issued_latest if self.issued_earliest == self.issued_latest else None

    @property
    def issued_words(self) -> str:
        """When the source issued it: “17 November 2023”; said where that is not recorded."""
        earliest, latest = self.issued_earliest, self.issued_latest
        if earliest is None or latest is None:
            return "date not recorded"
        if earliest == latest:
            return f"{latest:%-d %B %Y}"
        return f"between {earliest:%-d %B %Y} and {latest:%-d %B %Y}"

    def state(self, at: datetime) -> str:
        """For staff: where the edition stands at ``at``."""
        if self.held_at is not None:
            return "held"
        if self.approved_at is None:
            return "draft" if self.submitted_at is None else "submitted"
        if self.published_from is None:
            return "withdrawn"
        if self.published_from > at:
            return "scheduled"
        return "public" if self.is_public(at) else "superseded"

    def clean(self) -> None:
        if self.is_correction and not self.change_note:
            raise ValidationError({"change_note": "Say what changed and why: the public reads it."})

    def full_text(self) -> str:
        """The release word for word, as it is saved; "" where it is not held."""
        held = SourceText.objects.filter(edition=self.pk).values_list("text", flat=True)
        return held.first() or ""

    def day_to_read_by(self, until: datetime | None, now: datetime) -> date:
        """The London day near which an embargo's words that name no year are read: today.

        A correction keeps the words of the first edition, and so is read by its moment.
        """
        is_old = self.is_correction and until is not None and until < now
        return timezone.localdate(until if is_old else now)

    @classmethod
    def hindrances(cls, edition: "Edition") -> list[str]:
        """The embargo, its weekday and its words must agree, or somebody has said why not."""
        if edition.embargo_reason.strip():
            return []
        until = edition.embargo_until
        today = edition.day_to_read_by(until, database_now())
        return list(
            disagreements(edition.full_text(), edition.embargo_as_stated, until, today=today)
        )

    @classmethod
    def needed_by(cls, edition: "Edition") -> models.QuerySet["Edition"]:
        return cls.objects.filter(pk=edition.pk)

    @classmethod
    def replaced_by(cls, edition: "Edition") -> models.QuerySet["Edition"]:
        return cls.objects.filter(release=edition.release_id, number__lt=edition.number)


class SourceText(Statement):
    """An edition’s full text, for whoever holds it; every page works without."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="source_text")
    text = models.TextField()

    restated_by_correction = True

    class Meta(Statement.Meta):
        pass

    def __str__(self) -> str:
        return f"Text of {self.edition}"

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["SourceText"]:
        return cls.objects.filter(edition=edition.pk)


class Quotation(Statement):
    """Who said what in an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotations")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="quotations")
    role = models.CharField(max_length=250, help_text="As the release gives it.")
    words = models.TextField(help_text="The words held here: a short phrase, exactly as said.")
    gist = models.TextField(blank=True, help_text="What is said, in our own words.")
    position = models.PositiveSmallIntegerField(default=0)

    restated_by_correction = True

    class Meta(Statement.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words}"

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Quotation"]:
        return cls.objects.filter(edition=edition.pk)


class Withdrawal(Published):
    """A release taken off the site at every instant: what the public reads in its place."""

    release = models.OneToOneField(Release, models.PROTECT, related_name="withdrawal")
    slug = models.SlugField(unique=True, max_length=120)
    title = models.CharField(max_length=300)
    reason = models.TextField(help_text="The public reads it.")
    bounds = StaffOnlyJSONField(
        default=list,
        help_text="What was public, and from when until when, before it was taken off.",
    )

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()

    class Meta(Published.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.title} (withdrawn)"

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Withdrawal"]:
        return cls.objects.none()
