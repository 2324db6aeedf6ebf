"""“New release from text”: the list of texts taken in, and the page on which one is reviewed."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join

from operations import anchoring
from operations.admin.intake_answers import FRAGMENTS, user_name
from operations.admin.intake_decisions import Decisions
from operations.intake.adopting import intake_of, take_in_draft
from operations.intake.forms import TakeInForm
from operations.intake.page import Review
from operations.intake.saving import save_draft
from operations.intake.taking_in import TakenIn, take_in
from operations.intake.uploads import UploadError, text_of
from operations.models import Decision, Intake
from releases.admin import verbs
from releases.admin.base import tell_refusal
from releases.admin.editions import EditionAdmin
from releases.admin.states import is_editable
from releases.models import Edition


@admin.display(description="to decide", ordering="waiting")
def to_decide(intake: Any) -> str:
    return str(intake.waiting)


@admin.display(description="draft", ordering="edition")
def draft(intake: Intake) -> str:
    if intake.edition is None:
        return "not saved yet"
    if intake.edition.approved_at is not None:
        return "approved"
    return "saved" if intake.edition.submitted_at is None else "submitted"


@admin.register(Intake)
class IntakeAdmin(Decisions):
    list_display = ["title", "publisher", to_decide, draft, "taken_in_by", "taken_in_at"]
    list_select_related = ["publisher", "edition"]
    list_filter = [("edition", admin.EmptyFieldListFilter), "publisher"]
    search_fields = ["title", "file_name", "taken_in_by"]
    search_help_text = "Search titles, file names and who took it in"

    # --- who may do what: as with an edition -----------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("releases.view_edition")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("releases.add_edition")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("releases.change_edition")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("releases.delete_edition")

    # --- pages -----------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        waiting = Count("candidates", filter=Q(candidates__decision=Decision.WAITING))
        return super().get_queryset(request).annotate(waiting=waiting)

    def get_urls(self) -> list[Any]:
        pages: dict[str, Callable[..., HttpResponse]] = {
            "review": self.review_page,
            "header": self.header_page,
            "correction": self.correction_page,
            "candidates/<int:pk>": self.candidate_page,
            "candidates/add": self.add_figure_page,
            "quotations/<int:pk>": self.quotation_page,
            "numbers": self.numbers_page,
            "save": self.save_page,
        }
        adopt = path(
            "of-draft/<int:edition_id>/",
            self.admin_site.admin_view(self.of_draft_page),
            name="operations_intake_of_draft",
        )
        own = [
            path(
                f"<int:intake_id>/{end}/",
                self.admin_site.admin_view(view),
                name=f"operations_intake_{view.__name__.removesuffix('_page')}",
            )
            for end, view in pages.items()
        ]
        return [adopt, *own, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Paste or upload a text (GET); take it in and go on to its review (POST)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = TakeInForm(*sent)
        if form.is_valid():
            try:
                return self._taken_in(request, self._take_in(request, form))
            except UploadError as error:
                form.add_error("file", str(error))
            except ValidationError as error:
                form.add_error(None, error)
        context = {
            **self.admin_site.each_context(request),
            "title": "New release from text",
            "opts": self.opts,
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, f"{FRAGMENTS}/add.html", context, status=status)

    def _take_in(self, request: HttpRequest, form: TakeInForm) -> list[TakenIn]:
        file = form.cleaned_data["file"]
        name = file.name if file else ""
        text = text_of(name, file.read()) if file else form.cleaned_data["text"]
        today = timezone.localdate(request.at)  # type: ignore[attr-defined]
        return take_in(text, by=request.user.get_username(), today=today, file_name=name)

    def _taken_in(self, request: HttpRequest, found: list[TakenIn]) -> HttpResponse:
        for one in found:
            if one.is_known:
                by = one.intake.taken_in_by
                messages.info(request, f"This text was taken in before, by {by}. Nothing was lost.")
            else:
                self.log_addition(request, one.intake, "Taken in.")
        if len(found) == 1:
            return self._to(found[0].intake.pk)
        pages = format_html_join(
            ", ", '<a href="{}">{}</a>',
            ((reverse("admin:operations_intake_review", args=[one.intake.pk]), one.intake.title)
             for one in found),
        )  # fmt: skip
        messages.success(request, format_html_join("", "{}{}", [("The text held: ", pages)]))
        return HttpResponseRedirect(reverse("admin:operations_intake_changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The list leads here; a text has its page of review in place of a form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal():
            raise Http404
        return self._to(int(object_id))

    def review_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        intake = self._intake(request, intake_id)
        return self._page(request, Review(intake))

    def of_draft_page(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Ask whether to review the numbers of a draft's text (GET); begin with it (POST)."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition.objects.select_related("release"), pk=edition_id)
        if request.method == "POST":
            today = timezone.localdate(request.at)  # type: ignore[attr-defined]
            try:
                intake = take_in_draft(edition, by=user_name(request), today=today)
            except ValidationError as error:
                tell_refusal(request, error)
                page = reverse("admin:releases_edition_change", args=[edition.pk])
                return HttpResponseRedirect(page)
            return self._to(intake.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Review the numbers of this draft",
            "opts": self.opts,
            "edition": edition,
        }
        return TemplateResponse(request, f"{FRAGMENTS}/of_draft.html", context)

    def save_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        """Save the draft edition and go on to its page; publishing it is another act."""
        intake = self._intake(request, intake_id)
        if request.method != "POST":
            return self._to(intake.pk)
        self._may_save(request, intake)
        try:
            reason = request.POST.get("embargo_reason", "")
            saved = save_draft(intake, by=user_name(request), embargo_reason=reason)
        except (ValidationError, IntegrityError) as error:
            tell_refusal(request, error)
            return self._to(intake.pk, "intake-checks")
        self.log_change(request, intake, "Saved as a draft.")
        for remark in saved.remarks:
            messages.warning(request, remark)
        messages.success(
            request, "Saved as a draft. Nothing is public: publishing is a step of its own."
        )
        page = reverse("admin:releases_edition_change", args=[saved.edition.pk])
        return HttpResponseRedirect(page)

    @staticmethod
    def _may_save(request: HttpRequest, intake: Intake) -> None:
        """Beginning a correction is for whoever may publish, as on an edition's own page."""
        user: Any = request.user
        begins = intake.corrects is not None and intake.edition is None
        if begins and not user.has_perm(verbs.PUBLISH):
            raise PermissionDenied
        if intake.edition is None and not user.has_perm("releases.add_edition"):
            raise PermissionDenied


def numbers_of(request: HttpRequest, edition: Edition) -> tuple[str, str] | None:
    """For a draft with a full text: the page on which its numbers are accounted for."""
    at = request.at  # type: ignore[attr-defined]
    text = anchoring.text_of(edition.pk) if is_editable(edition, at) else ""
    if not text:
        return None
    known = intake_of(edition, text)
    if known is not None:
        return reverse("admin:operations_intake_review", args=[known.pk]), "Review its numbers"
    return reverse("admin:operations_intake_of_draft", args=[edition.pk]), "Review its numbers"


EditionAdmin.links.append(numbers_of)
