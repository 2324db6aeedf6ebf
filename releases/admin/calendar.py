"""The calendar as staff keep it: a list, a page for each entry's next notice, taking off."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from releases import announcing
from releases.admin.base import StaffAdmin, sentences
from releases.admin.editions import EditionAdmin
from releases.admin.states import moment_words
from releases.admin.verbs import PUBLISH
from releases.models import Announcement, Edition, Notice
from releases.release_calendar.forms import LinksForm, NoticeForm, TakeOffForm
from releases.release_calendar.oddities import oddities
from releases.release_calendar.reminders import (
    doubts_about_calendar,
    last_notice,
    reminders,
    with_all_that_reminds,
)

CHANGED = "Somebody else has changed this entry meanwhile: what it says now stands above."


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [*Notice.State.choices, ("taken_off", "Taken off")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "taken_off":
            return queryset.filter(taken_off_at__isnull=False)
        if self.value() in Notice.State.values:
            return queryset.filter(taken_off_at__isnull=True, last_state=self.value())
        return queryset


@admin.display(description="planned for (London time)", ordering="last_day")
def planned(entry: Announcement) -> str:
    return last_notice(entry).planned.words


@admin.display(description="title", ordering="last_title")
def title(entry: Announcement) -> str:
    return last_notice(entry).title


@admin.display(description="state", ordering="last_state")
def state(entry: Announcement) -> str:
    return "Taken off" if entry.taken_off_at else last_notice(entry).get_state_display()


def _newest(column: str) -> Subquery:
    """What the last notice of an entry has in ``column``."""
    notices = Notice.objects.filter(announcement=OuterRef("pk")).order_by("-number")
    return Subquery(notices.values(column)[:1])


@admin.register(Announcement)
class AnnouncementAdmin(StaffAdmin):
    """Its form is no form of the row: saving it says the next thing, and says it in public."""

    list_display = [planned, state, title]
    list_display_links = [title]
    list_filter = [StateFilter, "publisher"]
    search_fields = ["notices__title", "publisher__name"]
    search_help_text = "Search titles, earlier ones too, and publishers"

    ordering = [_newest("planned_from").desc(), "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        entries = super().get_queryset(request).annotate(
            last_day=_newest("planned_from"),
            last_title=_newest("title"),
            last_state=_newest("state"),
        )  # fmt: skip
        return with_all_that_reminds(entries)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        at: datetime = request.at  # type: ignore[attr-defined]

        @admin.display(description="look at", empty_value="-")
        def look_at(entry: Announcement) -> str | None:
            return " ".join(reminders(entry, at)) or None

        return [*self.list_display, look_at, "publisher"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may let a release out may let the news of it out."""
        user: Any = request.user
        return bool(user.has_perm(PUBLISH))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        take_off = path(
            "<int:pk>/take-off/",
            self.admin_site.admin_view(self.take_off_page),
            name="releases_announcement_take_off",
        )
        return [take_off, *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if object_id is None:
            return self._new(request)
        entry = self._entry(request, object_id)
        if request.method == "POST":
            self._may_write(request)
        if entry.taken_off_at or not self.has_change_permission(request):
            return self._page(request, "closed", entry, None, {"title": "Calendar entry"})
        if "link" in request.POST:
            return self._link(request, entry)
        return self._next(request, entry)

    def take_off_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason (GET), then hide all that the entry ever said (POST)."""
        self._may_write(request)
        entry = self._entry(request, str(pk))
        if entry.taken_off_at:
            raise Http404
        form = TakeOffForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                announcing.take_off(
                    entry,
                    by=request.user.get_username(),
                    reason=form.cleaned_data["reason"],
                    seen=_seen(request),
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return self._done(request, entry, "Taken off: only your reason is left of it.")
        context = {"title": "Take off the calendar", "dangerous": True, "button": "Take off"}
        return self._page(request, "take_off", entry, form, context)

    # --- what the pages do -----------------------------------------------------------------------

    def _new(self, request: HttpRequest) -> HttpResponse:
        self._may_write(request)
        form = self._form(request, None)
        context = {"title": "Announce a release"}
        if form.is_valid() and self._was_read(request, form):
            publisher = form.cleaned_data["publisher"]
            by = request.user.get_username()
            try:
                at = announcing.announce(form.instance, publisher=publisher, by=by)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return self._done(
                    request, form.instance.announcement, f"Public from {moment_words(at)}."
                )
        return self._page(request, "entry", None, form, context)

    def _next(self, request: HttpRequest, entry: Announcement) -> HttpResponse:
        form = self._form(request, last_notice(entry))
        if form.is_bound and _seen(request) != entry.version:
            form.add_error(None, CHANGED)
            return self._entry_page(request, entry, form, status=409)
        if form.is_valid() and self._was_read(request, form):
            by, reason = request.user.get_username(), form.cleaned_data["reason"]
            try:
                at = announcing.amend(
                    entry, form.instance, by=by, seen=_seen(request), reason=reason
                )
            except (ValidationError, IntegrityError) as error:
                form.add_error(None, sentences(error))
            else:
                return self._done(request, entry, f"Public from {moment_words(at)}.")
        return self._entry_page(request, entry, form)

    def _link(self, request: HttpRequest, entry: Announcement) -> HttpResponse:
        form = LinksForm(request.POST)
        if form.is_valid():
            try:
                announcing.link(entry, form.cleaned_data["releases"], seen=_seen(request))
            except ValidationError as error:
                messages.error(request, f"Nothing was done. {' '.join(error.messages)}")
            else:
                messages.success(request, "The links are kept. Nothing else has changed.")
        else:
            messages.error(request, "Nothing was done: choose releases from the list.")
        return HttpResponseRedirect(request.path)

    # --- what they share -------------------------------------------------------------------------

    def _entry(self, request: HttpRequest, object_id: str) -> Announcement:
        """Whoever may not see entries is refused alike whether this one exists or not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entry: Announcement | None = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        return entry

    def _may_write(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _form(self, request: HttpRequest, before: Notice | None) -> NoticeForm:
        data = request.POST if request.method == "POST" else None
        return NoticeForm(data, before=before, at=request.at)  # type: ignore[attr-defined]

    def _entry_page(
        self, request: HttpRequest, entry: Announcement, form: NoticeForm, status: int = 200
    ) -> HttpResponse:
        links = LinksForm(initial={"releases": entry.releases.all()})
        context = {"title": "Calendar entry", "links": links}
        return self._page(request, "entry", entry, form, context, status)

    @staticmethod
    def _was_read(request: HttpRequest, form: NoticeForm) -> bool:
        """Whether the page that showed this very notice, with all doubts, was confirmed."""
        return request.POST.get("read") == form.fingerprint

    def _done(self, request: HttpRequest, entry: Announcement, sentence: str) -> HttpResponse:
        self.log_change(request, entry, sentence)
        messages.success(request, sentence)
        return HttpResponseRedirect(reverse("admin:releases_announcement_change", args=[entry.pk]))

    def _page(
        self,
        request: HttpRequest,
        name: str,
        entry: Announcement | None,
        form: Any,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        at: datetime = request.at  # type: ignore[attr-defined]
        shown: dict[str, Any] = {
            "opts": self.opts,
            "entry": entry,
            "form": form,
            "button": "Check",
            "may_write": self.has_add_permission(request),
        }
        if entry is not None:
            shown |= {
                "says": last_notice(entry),
                "notices": reversed(entry.notices.all()),
                "doubts": reminders(entry, at),
            }
        if isinstance(form, NoticeForm) and form.is_valid():
            shown |= _as_it_will_be(form, entry)
        return TemplateResponse(
            request,
            f"admin/releases/announcement/{name}.html",
            {**self.admin_site.each_context(request), **shown, **context},
            status=422 if status == 200 and form is not None and form.errors else status,
        )


def _as_it_will_be(form: NoticeForm, entry: Announcement | None) -> dict[str, Any]:
    """A sound notice as the public will read it, and what to think about before it does."""
    doubts = oddities(form.instance.planned)
    publisher = entry.publisher if entry else form.cleaned_data["publisher"]
    if publisher.published_from is None or publisher.published_from > form.at:
        doubts.append(f"{publisher} is not public yet: its name becomes public with this entry.")
    return {
        "will_say": form.instance,
        "will_be_of": publisher,
        "read": form.fingerprint,
        "oddities": doubts,
        "button": "Publish this notice",
    }


def _seen(request: HttpRequest) -> int:
    """The version that the person's page was made from; 0, which none has, for nonsense."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def _entries_of(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """For an edition's page: what the calendar says of its release."""
    entry = Announcement.objects.filter(releases=edition.release_id).first()
    if entry is None:
        return None
    return reverse("admin:releases_announcement_change", args=[entry.pk]), "Its calendar entry"


EditionAdmin.links.append(_entries_of)
EditionAdmin.doubts.append(doubts_about_calendar)
