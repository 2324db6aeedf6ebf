"""Looking at the site as it will be, and letting named readers look at one edition of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from releases.admin import verbs
from releases.admin.base import RecordAdmin, tell_refusal
from releases.admin.editions import EditionAdmin
from releases.admin.states import moment_words, short_moment
from releases.early_access import give_access, revoke
from releases.models import EarlyAccess, Edition
from releases.moment_fields import SplitLondonMomentField
from releases.previewing import drafts_due, preview_address
from releases.text_fields import LinesField

WAITING_SHOWN = 20
WHICH = [
    ("all", "With every draft that would be public by then if it were approved"),
    ("approved", "Only what is approved"),
]


class PreviewForm(forms.Form):
    """When, and what counts as approved."""

    moment = SplitLondonMomentField(
        label="Show the site as it will be on",
        help_text="London time. A moment that has passed shows the present.",
        widget=admin.widgets.AdminSplitDateTime,
    )
    which = forms.ChoiceField(label="What to show", choices=WHICH, widget=forms.RadioSelect)


class EarlyReaderForm(forms.Form):
    """Who may read it early, why, and in which 24 hours."""

    reader = forms.CharField(label="Name of the person", max_length=150)
    organisation = forms.CharField(label="Their organisation", max_length=150)
    justification = LinesField(
        label="Why they must see it early",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="Kept for ever beside the name.",
    )
    window = forms.ChoiceField(
        label="When the link opens",
        choices=[
            ("now", "Now, for 24 hours"),
            ("embargo", "For the last 24 hours before the embargo"),
        ],
        initial="now",
        widget=forms.RadioSelect,
    )


@admin.display(description="state")
def window_state(access: EarlyAccess) -> str:
    now = timezone.now()
    if access.revoked_at:
        return f"Revoked by {access.revoked_by}, {short_moment(access.revoked_at)}"
    if access.closes_at <= now:
        return "Over"
    return "Open" if access.opens_at <= now else "Not open yet"


@admin.display(description="views", ordering="view_count")
def views(access: Any) -> str:
    if not access.view_count:
        return "None"
    return f"{access.view_count}, last {short_moment(access.last_view)}"


@admin.display(description="opens", ordering="opens_at")
def opens(access: EarlyAccess) -> str:
    return short_moment(access.opens_at)


@admin.display(description="closes", ordering="closes_at")
def closes(access: EarlyAccess) -> str:
    return short_moment(access.closes_at)


@admin.register(EarlyAccess)
class EarlyAccessAdmin(RecordAdmin):
    """Who outside was shown what, and how often they looked. The link itself is not kept."""

    list_display = ["reader", "organisation", "edition", opens, closes, window_state, views]
    list_select_related = ["edition"]
    search_fields = ["reader", "organisation", "edition__title"]
    search_help_text = "Search names, organisations and titles"
    change_form_template = "admin/releases/earlyaccess/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)
        return found.annotate(view_count=Count("views"), last_view=Max("views__at"))

    def get_urls(self) -> list[Any]:
        wrapped = self.admin_site.admin_view
        return [
            path("preview/", wrapped(self.preview_page), name="preview"),
            path(
                "give/<int:edition_id>/",
                wrapped(self.give_page),
                name="releases_earlyaccess_give",
            ),
            path("<int:pk>/revoke/", wrapped(self.revoke_page), name="releases_earlyaccess_revoke"),
            *super().get_urls(),
        ]

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {
            "views": row.views.all()[:200],
            "revoke_url": reverse("admin:releases_earlyaccess_revoke", args=[row.pk])
            if row.revoked_at is None and row.closes_at > request.at  # type: ignore[attr-defined]
            else "",
        }

    def preview_page(self, request: HttpRequest) -> HttpResponse:
        """Choose a moment; the preview itself is under an address of its own."""
        if not request.user.has_perm("releases.view_edition"):
            raise PermissionDenied
        at: datetime = request.at  # type: ignore[attr-defined]
        form = PreviewForm(request.GET or None, initial={"moment": at, "which": "all"})
        if form.is_valid():
            data = form.cleaned_data
            return HttpResponseRedirect(preview_address(data["moment"], data["which"]))
        waiting = Edition.objects.filter(published_from__gt=at).order_by("published_from")
        context = {
            **self.admin_site.each_context(request),
            "title": "Preview the site",
            "form": form,
            "waiting": [
                (edition, moment_words(begins), preview_address(begins, "approved"))
                for edition in waiting[:WAITING_SHOWN]
                if (begins := edition.published_from)
            ],
            "drafts": [
                (edition, preview_address(edition.embargo_until or at, str(edition.pk)))
                for edition in drafts_due(datetime.max.replace(tzinfo=at.tzinfo))[:WAITING_SHOWN]
            ],
        }
        return TemplateResponse(request, "admin/releases/preview.html", context)

    def give_page(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Name a reader (GET, POST), then show their link: this once, since it is kept nowhere."""
        edition = self._edition(request, edition_id)
        form = EarlyReaderForm(request.POST if request.method == "POST" else None)
        context = {
            **self.admin_site.each_context(request),
            "title": "Show it to an early reader",
            "opts": Edition._meta,
            "edition": edition,
            "form": form,
            "readers": self.get_queryset(request).filter(edition=edition),
        }
        if form.is_valid():
            data = dict(form.cleaned_data)
            before = data.pop("window") == "embargo"
            try:
                access, token = give_access(
                    edition, by=request.user.get_username(), before_embargo=before, **data
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                link = f"{settings.STAFF_ORIGIN}{reverse('early', args=[token])}"
                context |= {"access": access, "link": link, "window": _window_words(access)}
        return TemplateResponse(request, "admin/releases/earlyaccess/give.html", context)

    def revoke_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._may_publish(request)
        access = EarlyAccess.objects.filter(pk=pk).select_related("edition").first()
        if access is None:
            raise Http404
        page = reverse("admin:releases_earlyaccess_change", args=[access.pk])
        if request.method == "POST":
            try:
                revoke(access, by=request.user.get_username())
                messages.success(request, "Revoked: the link opens nothing any more.")
            except ValidationError as error:
                tell_refusal(request, error)
        return HttpResponseRedirect(page)

    def _edition(self, request: HttpRequest, edition_id: int) -> Edition:
        self._may_publish(request)
        edition = Edition.objects.filter(pk=edition_id).select_related("release").first()
        if edition is None:
            raise Http404
        return edition

    @staticmethod
    def _may_publish(request: HttpRequest) -> None:
        if not request.user.has_perm(verbs.PUBLISH):
            raise PermissionDenied


def _window_words(access: EarlyAccess) -> str:
    return f"from {moment_words(access.opens_at)} to {moment_words(access.closes_at)}"


def _early_readers(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """For the edition's page: who may read it early."""
    ahead = edition.published_from is None or edition.published_from > request.at  # type: ignore[attr-defined]
    if not ahead or not request.user.has_perm(verbs.PUBLISH):
        return None
    return reverse("admin:releases_earlyaccess_give", args=[edition.pk]), "Early readers"


def _preview_of(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """For the edition's page: the whole site as it will be at its moment."""
    at: datetime = request.at  # type: ignore[attr-defined]
    begins = edition.due_at or at
    if begins < at and edition.published_from:
        return None
    page = edition.release.get_absolute_url()
    which = "approved" if edition.published_from else str(edition.pk)
    return preview_address(max(begins, at), which, page), "Preview it on the site"


EditionAdmin.links += [_preview_of, _early_readers]
