"""What is announced ahead: an entry of the release calendar, and each thing that it said.

Typed by hand. Nothing here is taken from a release that is not public, since the calendar would
then tell of it.
"""

import secrets
from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Now

from releases.models.editions import Edition, one_at_any_instant
from releases.models.releases import Publisher, Release
from releases.published import (
    Published,
    PublishedQuerySet,
    Reference,
    StaffOnlyCharField,
)
from releases.release_calendar.days import Planned, happens_once


def new_slug() -> str:
    """An address that says nothing, since words in it could never be taken off again."""
    return secrets.token_hex(6)


class AnnouncementQuerySet(PublishedQuerySet):
    def taken_off(self, at: datetime) -> Self:
        """Entries of which only the reason is left, the last to go first."""
        return (
            self.public(at)
            .filter(taken_off_at__isnull=False)
            .select_related("publisher")
            .order_by("-taken_off_at", "pk")
        )


class Announcement(Reference):
    """The identity of an entry: what it says is in its notices, and changes with them."""

    slug = models.SlugField(unique=True, max_length=40, default=new_slug, editable=False)
    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="announcements")
    releases = models.ManyToManyField(
        Release,
        related_name="announcements",
        blank=True,
        help_text="What came of it. The public sees a link once the release is public.",
    )
    # All that it ever said is hidden, at every instant, from when these are filled in.
    taken_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_off_reason = models.TextField(blank=True, editable=False)
    taken_off_by = StaffOnlyCharField(max_length=150, blank=True, editable=False)

    objects: ClassVar[Any] = AnnouncementQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("pk",)
        default_permissions = ("view",)
        verbose_name = "calendar entry"
        verbose_name_plural = "calendar entries"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Reference.Meta.constraints,
            models.CheckConstraint(
                condition=Q(taken_off_at__isnull=True, taken_off_reason="", taken_off_by="")
                | (Q(taken_off_at__isnull=False) & ~Q(taken_off_reason="") & ~Q(taken_off_by="")),
                name="taken_off_at_with_reason_and_by",
            ),
        )

    def __str__(self) -> str:
        """What it says, for staff; no page of the public is called after an entry."""
        notices = list(self.notices.all())
        return notices[-1].title if notices else self.slug

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Announcement"]:
        """None: no edition may bring an entry with it, or the calendar would tell of it."""
        return cls.objects.none()


class NoticeQuerySet(PublishedQuerySet):
    def standing(self, at: datetime) -> Self:
        """What each entry says at ``at``, less those that were taken off."""
        return self.public(at).filter(announcement__taken_off_at__isnull=True)

    def for_calendar(self, at: datetime) -> Self:
        """The same with publisher, changes and public releases, the earliest first."""
        changes = NoticeChange.objects.public(at)
        releases = Release.objects.public(at)
        return (
            self.standing(at)
            .select_related("announcement__publisher")
            .prefetch_related(
                Prefetch("announcement__changes", changes),
                Prefetch("announcement__releases", releases),
            )
            .order_by(
                "planned_from", F("planned_time").asc(nulls_last=True), "planned_to", "title", "pk"
            )
        )


class Notice(Published):
    """What an entry says from one instant until the next notice of it."""

    class State(models.TextChoices):
        """The four of official statistics."""

        PROVISIONAL = "provisional", "Provisional"
        CONFIRMED = "confirmed", "Confirmed"
        PUBLISHED = "published", "Published"
        CANCELLED = "cancelled", "Cancelled"

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    title = models.CharField(
        max_length=200,
        help_text="As it may be known now. Copy nothing from a release under embargo.",
    )
    state = models.CharField(max_length=12, choices=State)
    planned_from = models.DateField("day", help_text="Or the first day on which it may come.")
    planned_to = models.DateField(
        "last day",
        blank=True,
        help_text="Only where the day is not known yet: a week, or a month from its first day "
        "to its last.",
    )
    planned_time = models.TimeField(
        "time",
        null=True,
        blank=True,
        help_text="London time. 09:30 is usual. Leave blank if it is not known.",
    )
    note = models.TextField(blank=True, help_text="What else the public should know. May be blank.")
    said_by = StaffOnlyCharField(max_length=150, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()
    dated_after = 1

    class Meta(Published.Meta):
        ordering = ("announcement", "number")
        default_permissions = ("view",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Published.Meta.constraints,
            models.UniqueConstraint(
                fields=["announcement", "number"], name="notice_number_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(planned_to__gte=F("planned_from")),
                name="notice_last_day_is_not_before_first",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(planned_time__isnull=True) | Q(planned_to=F("planned_from")),
                name="notice_time_needs_one_day",
                violation_error_message="A time needs a day: leave the last day blank.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "published"])
                | Q(planned_to=F("planned_from")),
                name="notice_confirmed_for_one_day",
                violation_error_message="What is confirmed or published has one day: leave the "
                "last day blank.",
            ),
            one_at_any_instant("one_notice_at_any_instant", "announcement"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display().lower()})"

    @property
    def planned(self) -> Planned:
        return Planned(self.planned_from, self.planned_to, self.planned_time)

    @property
    def month(self) -> str:
        """The heading under which a list has it."""
        return f"{self.planned_from:%B %Y}"

    def clean(self) -> None:
        if self.planned_from and not self.planned_to:
            self.planned_to = self.planned_from
        if (
            self.planned_from
            and self.planned_time is not None
            and not happens_once(self.planned_from, self.planned_time)
        ):
            raise ValidationError(
                {
                    "planned_time": "The clocks change on that night: this time comes twice or "
                    "never. Choose another."
                }
            )

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["Notice"]:
        return cls.objects.none()


class NoticeChange(Published):
    """What a notice changed of the one before it, and why. The public goes on reading it."""

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="changes")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="change")
    was_state = models.CharField(max_length=12, choices=Notice.State)
    was_from = models.DateField()
    was_to = models.DateField()
    was_time = models.TimeField(null=True)
    reason = models.TextField(blank=True)

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()
    dated_after = 2

    class Meta(Published.Meta):
        ordering = ("published_from", "pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"It was {self.get_was_state_display().lower()}, {self.was.words}"

    @property
    def was(self) -> Planned:
        return Planned(self.was_from, self.was_to, self.was_time)

    @classmethod
    def needed_by(cls, edition: Edition) -> models.QuerySet["NoticeChange"]:
        return cls.objects.none()
