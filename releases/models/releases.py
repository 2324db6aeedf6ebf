"""Identities: who issues, what it is about, and the release itself."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.urls import reverse

from releases.fields import HttpsURLField
from releases.published import Reference
from releases.querysets import SpeakerQuerySet, TopicQuerySet
from releases.renewable import RenewableTextField

if TYPE_CHECKING:
    from releases.models.editions import Edition


class Publisher(Reference):
    """Who issues releases."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    website = HttpsURLField(blank=True)
    press_office = models.CharField(
        max_length=200, blank=True, help_text="Whom a journalist rings. Leave blank if not known."
    )
    press_phone = models.CharField(max_length=50, blank=True)
    press_email = models.EmailField(blank=True)
    licence = models.CharField(
        max_length=200,
        blank=True,
        help_text="Licence of this publisher’s figures. Leave blank if not known: pages say so.",
    )
    licence_url = HttpsURLField(blank=True)
    note = models.TextField(blank=True)

    class Meta(Reference.Meta):
        ordering = ("name",)

    @classmethod
    def needed_by(cls, edition: "Edition") -> models.QuerySet["Publisher"]:
        return cls.objects.filter(releases=edition.release_id)


class Topic(Reference):
    """Knife crime, hate crime, protest, seizures …"""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=100)
    summary = RenewableTextField(
        blank=True, help_text="One or two sentences at the top of its page."
    )
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Order in lists. The first three are the themes of the home page."
    )

    objects: ClassVar[Any] = TopicQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("position", "name")

    def get_absolute_url(self) -> str:
        return reverse("topic_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: "Edition") -> models.QuerySet["Topic"]:
        return cls.objects.filter(releases=edition.release_id)


class Speaker(Reference):
    """A person who is quoted; the role is the quotation’s, since it changes."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)

    objects: ClassVar[Any] = SpeakerQuerySet.as_manager()

    class Meta(Reference.Meta):
        ordering = ("name",)

    def get_absolute_url(self) -> str:
        return reverse("person_detail", args=[self.slug])

    @classmethod
    def needed_by(cls, edition: "Edition") -> models.QuerySet["Speaker"]:
        return cls.objects.filter(quotations__edition=edition.pk)


class Release(Reference):
    """The identity of a release; what it says is in its editions."""

    slug = models.SlugField(
        unique=True, max_length=120, help_text="Its address, for ever. Fixed once it is public."
    )
    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="releases")
    source_url = HttpsURLField(
        "source address",
        max_length=500,
        blank=True,
        help_text="The publisher’s own page. Leave blank if no address is recorded.",
    )
    via_title = models.CharField(
        "seen through",
        max_length=250,
        blank=True,
        help_text="The press report or copy that is all there is. Its figures are second-hand.",
    )
    via_url = HttpsURLField(max_length=500, blank=True)
    topics = models.ManyToManyField(Topic, related_name="releases", blank=True)

    class Meta(Reference.Meta):
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("release_detail", args=[self.slug])

    @property
    def is_second_hand(self) -> bool:
        return bool(self.via_title)

    @property
    def edition(self) -> "Edition | None":
        """The edition in force, once a query has fetched ``current_editions``."""
        current: list[Edition] = self.current_editions
        return current[0] if current else None

    current_editions: list["Edition"]

    @classmethod
    def needed_by(cls, edition: "Edition") -> models.QuerySet["Release"]:
        return cls.objects.filter(pk=edition.release_id)
