"""Questions about releases that pages and staff ask. ``at`` is always an aware moment."""

from datetime import datetime
from typing import Self

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from releases.published import PublishedQuerySet


class EditionQuerySet(PublishedQuerySet):
    def newest_first(self) -> Self:
        """By day of issue; those whose day is not recorded come last, by title."""
        return self.order_by(F("issued_latest").desc(nulls_last=True), "title")

    def for_listing(self, at: datetime) -> Self:
        """Editions in force at ``at`` with what a list shows of them."""
        from releases.models import Topic

        return (
            self.public(at)
            .select_related("release__publisher")
            .prefetch_related(Prefetch("release__topics", Topic.objects.public(at)))
            .newest_first()
        )

    def drafts(self) -> Self:
        return self.filter(approved_at__isnull=True)

    def handed_in(self, at: datetime) -> Self:
        """Submitted or approved, and not public at ``at``; those on hold among them."""
        not_out = Q(approved_at=None) | Q(published_from__gt=at)
        return self.filter(not_out, submitted_at__isnull=False)


class TopicQuerySet(PublishedQuerySet):
    def with_releases(self, at: datetime) -> Self:
        """Topics with at least one release in force: an empty page would tell of what is not."""
        from releases.models import Edition

        editions = Edition.objects.public(at).filter(release__topics=OuterRef("pk"))
        return self.public(at).filter(Exists(editions))


class SpeakerQuerySet(PublishedQuerySet):
    def quoted(self, at: datetime) -> Self:
        """Speakers with at least one quotation that is public at ``at``."""
        from releases.models import Quotation

        return self.public(at).filter(
            Exists(Quotation.objects.public(at).filter(speaker=OuterRef("pk")))
        )

    def for_listing(self, at: datetime) -> Self:
        """Speakers quoted, each with their quotations, the newest release first."""
        from releases.models import Quotation

        newest_first = Quotation.objects.public(at).order_by(
            F("edition__issued_latest").desc(nulls_last=True), "position"
        )
        return self.quoted(at).prefetch_related(Prefetch("quotations", newest_first))
