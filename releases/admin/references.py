"""Who issues, what it is about, who speaks."""

from typing import Any

from django.contrib import admin

from releases.admin.base import ReferenceAdmin, number_of
from releases.admin.letting_out import LetOut
from releases.models import Publisher, Quotation, Release, Speaker, Topic


@admin.register(Publisher)
class PublisherAdmin(ReferenceAdmin):
    fieldsets = (
        (None, {"fields": ("name", "slug", "website", "note")}),
        ("Press office", {"fields": ("press_office", "press_phone", "press_email")}),
        ("Licence of its figures", {"fields": ("licence", "licence_url")}),
    )
    list_display = ["name", "press_office", "licence", "number_of_releases"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).annotate(release_count=number_of(Release, "publisher"))

    @admin.display(description="releases", ordering="release_count")
    def number_of_releases(self, publisher: Any) -> int:
        return publisher.release_count


@admin.register(Topic)
class TopicAdmin(LetOut):
    fields = ("name", "slug", "summary", "position")
    list_display = ["name", "position", "number_of_releases"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: Any) -> Any:
        return (
            super()
            .get_queryset(request)
            .annotate(release_count=number_of(Release.topics.through, "topic"))
        )

    @admin.display(description="releases", ordering="release_count")
    def number_of_releases(self, topic: Any) -> int:
        return topic.release_count


@admin.register(Speaker)
class SpeakerAdmin(ReferenceAdmin):
    fields = ("name", "slug")
    list_display = ["name", "number_of_quotations"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: Any) -> Any:
        return (
            super().get_queryset(request).annotate(quotation_count=number_of(Quotation, "speaker"))
        )

    @admin.display(description="quotations", ordering="quotation_count")
    def number_of_quotations(self, speaker: Any) -> int:
        return speaker.quotation_count
