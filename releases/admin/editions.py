"""A release as staff see it: one page for an edition and its release, with all that it says."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import OuterRef, ProtectedError, QuerySet, Subquery
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from releases.admin.approving import last_sent_back
from releases.admin.base import ReferenceAdmin, StatementInline, number_of, warn
from releases.admin.states import (
    HANDED_IN,
    STATEMENT_STATES,
    ReleaseStateFilter,
    StateFilter,
    is_deletable,
    is_editable,
    moment_words,
    release_state,
    short_moment,
    state_now,
    state_sentence,
    statement_state,
)
from releases.admin.verb_forms import waiting_request
from releases.admin.verb_pages import VerbPages
from releases.embargo_agreement import in_the_text
from releases.forms import EditionForm
from releases.models import Act, Edition, Quotation, Release, SourceText
from releases.publishing import put_in_order
from releases.text_fields import WholeTextField

SAYS = ("What it says", {"fields": ("title", "summary", "notes", "video_url")})
CORRECTS = ("The correction", {"fields": ("change_note",)})
WHEN = (
    "When",
    {
        "fields": (
            ("embargo_until", "embargo_as_stated"),
            "embargo_in_text",
            "embargo_reason",
            ("issued_earliest", "issued_latest"),
            "issued_basis",
        ),
    },
)
WHEN_IT_WAS = (
    "When",
    {
        "fields": (
            ("embargo_in_london", "embargo_as_stated"),
            "embargo_in_text",
            "embargo_reason",
            ("issued_earliest", "issued_latest"),
            "issued_basis",
        ),
    },
)
WHOSE = (
    "The release",
    {
        "fields": ("slug", "publisher", "topics", "source_url", ("via_title", "via_url")),
        "description": (
            "These belong to the release, not to one edition of it. Once the release is public, "
            "a change here shows at once: put nothing under embargo into them."
        ),
    },
)


class QuotationInline(StatementInline):
    model = Quotation
    autocomplete_fields = ["speaker"]
    fields = (("speaker", "role"), "words", "gist", "position")
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("speaker")


class SourceTextInline(StatementInline):
    model = SourceText
    verbose_name = "full text"
    verbose_name_plural = "full text"
    fields = ("text",)
    classes = ["collapse"]
    max_num = 1
    formfield_overrides: ClassVar[Any] = {
        models.TextField: {
            "form_class": WholeTextField,
            "widget": AdminTextareaWidget(attrs={"rows": 16}),
            "help_text": (
                "The release word for word, if this site may show it. The words of each figure "
                "are looked up in it."
            ),
        }
    }


@admin.display(description="title", ordering="title")
def title(edition: Edition) -> str:
    return edition.title if edition.number == 1 else f"{edition.title} (edition {edition.number})"


@admin.display(description="embargo (London time)", ordering="embargo_until")
def embargo(edition: Edition) -> str:
    return short_moment(edition.embargo_until) if edition.embargo_until else "-"


@admin.register(Edition)
class EditionAdmin(VerbPages):
    """Other apps add to ``inlines``, ``extra_columns``, ``links`` and ``doubts`` when they load."""

    form = EditionForm
    readonly_fields: ClassVar[Any] = ("embargo_in_text",)
    inlines: ClassVar[list[Any]] = [SourceTextInline, QuotationInline]
    list_display = [title, "publisher", state_now, embargo, "issued_latest"]
    list_display_links = [title]
    list_filter = [
        StateFilter,
        "release__publisher",
        ("release__topics", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["title", "release__slug", "summary", "notes"]
    search_help_text = "Search titles, addresses, summaries and notes"
    date_hierarchy = "issued_latest"
    change_form_template = "admin/releases/edition/change_form.html"

    # A column and the expression that it shows, annotated under the column's name.
    extra_columns: list[tuple[Callable[[Any], Any], Any]] = []
    # Pages about an edition elsewhere: (request, edition) → address and words, or None.
    links: list[Callable[[HttpRequest, Edition], tuple[str, str] | None]] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .select_related("release__publisher", "release__withdrawal")
            .annotate(
                state_now=statement_state(request.at),  # type: ignore[attr-defined]
                **{column.__name__: expression for column, expression in self.extra_columns},
            )
        )

    def counted_rows(self, row: Edition) -> list[Any]:
        """The page writes the release as well, which has a page of its own."""
        return [row, row.release]

    def history_rows(self, row: Edition) -> list[Any]:
        return [row, row.release]

    def acts_about(self, row: Edition) -> QuerySet[Act]:
        return Act.objects.filter(edition=row)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*self.list_display, *(column for column, _ in self.extra_columns)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        correction = [CORRECTS] if obj is not None and obj.is_correction else []
        when = WHEN if self.has_change_permission(request, obj) else WHEN_IT_WAS
        return [*correction, SAYS, when, WHOSE]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        at = request.at  # type: ignore[attr-defined]
        return [one for one in self.inlines if not one.instead(obj, at)]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {"slug": ("title",)} if obj is None else {}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        at = request.at  # type: ignore[attr-defined]
        editable = obj is None or is_editable(obj, at)
        return editable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        at = request.at  # type: ignore[attr-defined]
        deletable = obj is None or is_deletable(obj, at)
        return deletable and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            self.take_approval_back(request, obj, form)
        form.save_release()
        if not change:
            obj.written_by = request.user.get_username()
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        put_in_order(form.instance)
        for formset in formsets:
            warn(request, formset)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """A release of which nothing is left goes too, unless a record or another row needs it."""
        release = obj.release
        super().delete_model(request, obj)
        if release.published_from is None and not release.editions.exists():
            try:
                release.delete()
            except ProtectedError:
                return

    def page_context(self, request: HttpRequest, row: Edition) -> dict[str, Any]:
        at = request.at  # type: ignore[attr-defined]
        state = row.state(at)
        handed_in = state in HANDED_IN and self.has_change_permission(request, row)
        return {
            "state_label": STATEMENT_STATES[state],
            "state_sentence": state_sentence(row, at),
            "takes_back": state if handed_in else "",
            "sent_back": last_sent_back(row) if state == "draft" else None,
            "asked": waiting_request(row) if state == "scheduled" else None,
            "notes": self.notes_for(request, row),
            "verbs": self.verbs_for(request, row),
            "links": self.links_for(request, row),
        }

    def links_for(self, request: HttpRequest, edition: Edition) -> list[tuple[str, str]]:
        at = request.at  # type: ignore[attr-defined]
        acts = reverse("admin:releases_act_changelist")
        found = [link for ask in self.links if (link := ask(request, edition)) is not None]
        later = edition.release.editions.filter(number__gt=edition.number).last()
        if later is not None:
            page = reverse("admin:releases_edition_change", args=[later.pk])
            found.append((page, "Open its next edition"))
        if edition.is_public(at):
            found.append((edition.get_absolute_url(), "See its public page"))
        return [*found, (f"{acts}?release__id__exact={edition.release_id}", "Who did what")]

    # Where the page is read-only, Django asks the admin for the release's fields.

    @admin.display(description="embargo until", empty_value="No embargo")
    def embargo_in_london(self, edition: Edition) -> str | None:
        return moment_words(edition.embargo_until) if edition.embargo_until else None

    @admin.display(description="embargo in the saved text")
    def embargo_in_text(self, edition: Edition) -> str:
        """What the saved text says, with weekday, London time and UTC."""
        if edition._state.adding:
            return "No text is saved yet."
        today = edition.day_to_read_by(edition.embargo_until, timezone.now())
        return in_the_text(edition.full_text(), today=today)

    @admin.display(description="address")
    def slug(self, edition: Edition) -> str:
        return edition.release.slug

    @admin.display(description="publisher", ordering="release__publisher__name")
    def publisher(self, edition: Edition) -> str:
        return edition.release.publisher.name

    @admin.display(description="topics", empty_value="None")
    def topics(self, edition: Edition) -> str:
        return ", ".join(topic.name for topic in edition.release.topics.all())

    @admin.display(description="source address")
    def source_url(self, edition: Edition) -> str:
        return edition.release.source_url

    @admin.display(description="seen through")
    def via_title(self, edition: Edition) -> str:
        return edition.release.via_title

    @admin.display(description="its address")
    def via_url(self, edition: Edition) -> str:
        return edition.release.via_url


@admin.register(Release)
class ReleaseAdmin(ReferenceAdmin):
    """What stays the same through all editions. A new release begins as its first edition."""

    fields = ("what_it_said", "slug", "publisher", "topics", "source_url", ("via_title", "via_url"))
    autocomplete_fields = ["publisher", "topics"]
    readonly_fields = ("what_it_said",)
    list_display = ["slug", "newest_title", "publisher", "number_of_editions"]
    list_filter = [
        ReleaseStateFilter,
        "publisher",
        ("topics", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["publisher", "withdrawal"]
    search_fields = ["slug", "editions__title", "via_title"]
    search_help_text = "Search addresses, titles and where it was seen"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        editions = Edition.objects.filter(release=OuterRef("pk")).order_by("-number")
        return (
            super()
            .get_queryset(request)
            .annotate(
                newest=Subquery(editions.values("title")[:1]),
                state_now=release_state(request.at),  # type: ignore[attr-defined]
                edition_count=number_of(Edition, "release"),
            )
        )

    def acts_about(self, row: Release) -> QuerySet[Act]:
        return Act.objects.filter(release=row)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not hasattr(obj, "withdrawal")

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        withdrawn = "It is off the site. Its address says that it was withdrawn, and why."
        waits = withdrawn if row.state_now == "withdrawn" else "Publish its edition to let it out."
        return {**super().page_context(request, row), "waits_for": waits}

    @admin.display(description="editions")
    def what_it_said(self, release: Release) -> str:
        """Its editions, newest first, each a link to its page."""
        editions = release.editions.order_by("-number")
        return format_html_join(
            mark_safe("<br>"),
            '<a href="{}">{}. {}</a>{}',
            (
                (
                    reverse("admin:releases_edition_change", args=[edition.pk]),
                    edition.number,
                    edition.title,
                    f", from {short_moment(edition.published_from)}"
                    if edition.published_from
                    else "",
                )
                for edition in editions
            ),
        )

    @admin.display(description="title of the newest edition", ordering="newest")
    def newest_title(self, release: Any) -> str:
        return release.newest or "No edition"

    @admin.display(description="editions", ordering="edition_count")
    def number_of_editions(self, release: Any) -> int:
        return release.edition_count
