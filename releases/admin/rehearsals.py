"""Rehearsal: what the public will see after an edition's moment that it does not see before."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from releases.admin import verbs
from releases.admin.base import RecordAdmin, tell_refusal
from releases.admin.editions import EditionAdmin
from releases.admin.states import moment_words, short_moment
from releases.models import Edition, Rehearsal
from releases.previewing import preview_address
from releases.rehearsing import is_current, look, rehearse, sign_off

KINDS = {"new": "New", "changed": "Changes", "gone": "Goes"}


@admin.display(description="moment", ordering="moment")
def moment(rehearsal: Rehearsal) -> str:
    return short_moment(rehearsal.moment)


@admin.display(description="signed off")
def signed(rehearsal: Rehearsal) -> str:
    if rehearsal.signed_at is None:
        return "Not yet"
    return f"{rehearsal.signed_by}, {short_moment(rehearsal.signed_at)}"


@admin.display(description="addresses")
def addresses(rehearsal: Rehearsal) -> str:
    return str(len(rehearsal.surfaces))


@admin.register(Rehearsal)
class RehearsalAdmin(RecordAdmin):
    """Made from an edition's page; signed off on its own."""

    list_display = ["edition", moment, addresses, "made_by", signed]
    list_select_related = ["edition"]
    change_form_template = "admin/releases/rehearsal/change_form.html"

    def get_urls(self) -> list[Any]:
        wrapped = self.admin_site.admin_view
        return [
            path("of/<int:edition_id>/", wrapped(self.make), name="releases_rehearsal_make"),
            path("<int:pk>/sign-off/", wrapped(self.sign), name="releases_rehearsal_sign"),
            path("<int:pk>/look/", wrapped(self.look), name="releases_rehearsal_look"),
            *super().get_urls(),
        ]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return []  # the page is a list of addresses, not a form

    def page_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        seen = dict(row.seen.values_list("address", "at"))
        at = request.at  # type: ignore[attr-defined]
        ahead = row.moment > at
        # What is out by now waits for nothing any more, so nothing of it can be compared.
        current = not ahead or is_current(row)
        approved = row.edition.approved_at is not None
        may = approved and current and ahead and row.signed_at is None
        may = may and self._may(request, verbs.PUBLISH)
        return {
            "moment": moment_words(row.moment),
            "current": current,
            "approved": approved,
            "ahead": ahead,
            "may_sign": may,
            "preview_url": preview_address(row.moment, self._which(row.edition)),
            "again_url": reverse("admin:releases_rehearsal_make", args=[row.edition_id]),
            "cut_short": any(not one["address"] for one in row.surfaces),
            "seen_number": len(seen),
            "surfaces": [
                {**one, "label": KINDS[one["kind"]], "seen_at": seen.get(one["address"])}
                for one in row.surfaces
                if one["address"]
            ],
        }

    def make(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Say what a rehearsal is (GET); make one (POST), which takes seconds and is kept."""
        if not self._may(request, "releases.view_edition"):
            raise PermissionDenied
        edition = Edition.objects.filter(pk=edition_id).first()
        if edition is None:
            raise Http404
        if request.method != "POST":
            return self._ask(request, edition)
        try:
            made = rehearse(edition, by=request.user.get_username())
        except ValidationError as error:
            tell_refusal(request, error)
            page = reverse("admin:releases_edition_change", args=[edition.pk])
            return HttpResponseRedirect(page)
        return self._to(made)

    def _ask(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        begins = edition.due_at
        return TemplateResponse(
            request,
            "admin/releases/rehearsal/make.html",
            {
                **self.admin_site.each_context(request),
                "title": "Rehearse its moment",
                "button": "Rehearse",
                "opts": Edition._meta,
                "edition": edition,
                "moment": moment_words(begins) if begins else "",
                "media": self.media,
            },
        )

    def sign(self, request: HttpRequest, pk: int) -> HttpResponse:
        rehearsal = self._rehearsal(request, pk, verbs.PUBLISH)
        try:
            sign_off(rehearsal, by=request.user.get_username())
            messages.success(request, "Signed off.")
        except ValidationError as error:
            tell_refusal(request, error)
        return self._to(rehearsal)

    def look(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask the public site once; what shows by now is kept with the time."""
        rehearsal = self._rehearsal(request, pk, "releases.view_edition")
        left = look(rehearsal)
        if left:
            messages.warning(request, f"{len(left)} addresses do not show it yet.")
        else:
            messages.success(request, "Every address shows it.")
        return self._to(rehearsal)

    def _rehearsal(self, request: HttpRequest, pk: int, right: str) -> Rehearsal:
        if not self._may(request, right):
            raise PermissionDenied
        rehearsal = Rehearsal.objects.filter(pk=pk).select_related("edition").first()
        if rehearsal is None or request.method != "POST":
            raise Http404
        return rehearsal

    @staticmethod
    def _may(request: HttpRequest, right: str) -> bool:
        user: Any = request.user
        return user.has_perm(right)

    @staticmethod
    def _to(rehearsal: Rehearsal) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:releases_rehearsal_change", args=[rehearsal.pk]))

    @staticmethod
    def _which(edition: Edition) -> str:
        return str(edition.pk) if edition.approved_at is None else "approved"


def _to_rehearse(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """For the edition's page: where a rehearsal begins, while there is a moment to come."""
    begins = edition.due_at
    if begins is None or begins <= request.at:  # type: ignore[attr-defined]
        return None
    page = reverse("admin:releases_rehearsal_make", args=[edition.pk])
    return page, "Rehearse its moment"


def _rehearsals_of(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """For the edition's page: the rehearsals that it has had."""
    number = edition.rehearsals.count()
    if not number:
        return None
    page = reverse("admin:releases_rehearsal_changelist")
    return f"{page}?edition__id__exact={edition.pk}", f"Rehearsals ({number})"


EditionAdmin.links += [_to_rehearse, _rehearsals_of]
