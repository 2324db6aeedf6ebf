"""“New release from text”: the list of texts taken in, and the page on which one is reviewed.

Every decision is a POST to its own address that works without a script: it leads back to the card
it is about. Asked with ``Accept: application/json`` it answers with the parts of the page that
changed, 422 with sentences where something is wrong, and 409 where somebody else was faster.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join

from operations.intake import deciding
from operations.intake.choices import Choices
from operations.intake.deciding import StaleError
from operations.intake.forms import CandidateForm, HeaderForm, QuotationForm, TakeInForm
from operations.intake.page import Review, Sent, fetched, is_ready, statements
from operations.intake.saving import save_draft
from operations.intake.taking_in import TakenIn, take_in
from operations.intake.uploads import UploadError, text_of
from operations.models import Candidate, Decision, Intake, SpokenCandidate
from releases.admin.base import StaffAdmin, sentences
from releases.models import Release

FRAGMENTS = "admin/operations/intake"
SUPPRESSED = "Suppressed: a small count that may point to a person"


@dataclass(frozen=True)
class Target:
    """What a decision is about: the kind of its card, its row, and the form that came in."""

    kind: str
    pk: int
    form: Any = None

    @property
    def anchor(self) -> str:
        own = self.kind in ("candidate", "quotation")
        return f"{self.kind}-{self.pk}" if own else f"intake-{self.kind}"


@admin.display(description="to decide", ordering="waiting")
def to_decide(intake: Any) -> int:
    return intake.waiting


@admin.display(description="draft", ordering="edition")
def draft(intake: Intake) -> str:
    if intake.edition is None:
        return "not saved yet"
    return "saved" if intake.edition.approved_at is None else "approved"


@admin.register(Intake)
class IntakeAdmin(StaffAdmin):
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
            "candidates/accept-ready": self.accept_ready_page,
            "quotations/<int:pk>": self.quotation_page,
            "numbers": self.numbers_page,
            "save": self.save_page,
        }
        own = [
            path(
                f"<int:intake_id>/{end}/",
                self.admin_site.admin_view(view),
                name=f"operations_intake_{view.__name__.removesuffix('_page')}",
            )
            for end, view in pages.items()
        ]
        return [*own, *super().get_urls()]

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
        if not object_id.isdecimal():
            raise Http404
        return self._to(int(object_id))

    def review_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        intake = self._intake(request, intake_id)
        return self._page(request, Review(intake))

    def header_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        def act(intake: Intake) -> None:
            if not form.is_valid():
                raise ValidationError(_errors(form))
            deciding.save_header(
                fetched_again(intake), form.values(), version=form.cleaned_data["version"],
                topics=form.cleaned_data["topics"],
            )  # fmt: skip

        intake = self._intake(request, intake_id)
        form = HeaderForm(request.POST, instance=fetched_again(intake))
        return self._decide(request, intake, Target("header", intake.pk, form), act)

    def correction_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        """Say that the text corrects a release, or that it is a new one after all."""

        def act(intake: Intake) -> None:
            chosen = request.POST.get("release", "")
            release = get_object_or_404(Release, pk=chosen) if chosen.isdecimal() else None
            deciding.set_correction(intake, release)

        intake = self._intake(request, intake_id)
        return self._decide(request, intake, Target("header", intake.pk), act)

    def candidate_page(self, request: HttpRequest, intake_id: int, pk: int) -> HttpResponse:
        intake = self._intake(request, intake_id)
        candidate = get_object_or_404(intake.candidates, pk=pk)
        form = None
        if request.POST.get("action", "accept") in ("accept", "change"):
            form = self._candidate_form(request, intake, candidate)

        def act(intake: Intake) -> None:
            _candidate_act(request, intake, candidate, form)

        return self._decide(request, intake, Target("candidate", pk, form), act)

    @staticmethod
    def _candidate_form(
        request: HttpRequest, intake: Intake, candidate: Candidate
    ) -> CandidateForm:
        choices = Choices.fetched()
        data = request.POST.copy()
        if chosen := data.get("accept_as"):
            data["metric"] = chosen
        others = statements(intake.candidates.all())
        return CandidateForm(data, candidate=candidate, choices=choices, others=others)

    def add_figure_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        """A figure that the reading missed, from words selected in the text, or typed as there."""
        intake = self._intake(request, intake_id)
        added: list[Candidate] = []

        def act(intake: Intake) -> None:
            place = _place(request, intake)
            added.append(deciding.add_by_hand(intake, *place, by=_by(request)))

        return self._decide(
            request, intake, Target("meter", intake.pk), act,
            then=lambda: Target("candidate", added[0].pk),
        )  # fmt: skip

    def accept_ready_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        """Accept every waiting figure that has all it needs; the others stay, with no harm done."""

        def act(intake: Intake) -> None:
            for one in intake.candidates.select_related("metric", "same_as"):
                if is_ready(one):
                    try:
                        deciding.accept(one, {}, version=one.version, by=_by(request))
                    except (ValidationError, StaleError):
                        continue  # its own card says what is wrong

        intake = self._intake(request, intake_id)
        return self._decide(request, intake, Target("checks", intake.pk), act)

    def quotation_page(self, request: HttpRequest, intake_id: int, pk: int) -> HttpResponse:
        intake = self._intake(request, intake_id)
        quotation = get_object_or_404(intake.quotations, pk=pk)
        form = QuotationForm(request.POST, quotation=quotation)
        accepts = request.POST.get("action", "accept") == "accept"

        def act(intake: Intake) -> None:
            _quotation_act(request, quotation, form)

        return self._decide(
            request, intake, Target("quotation", pk, form if accepts else None), act
        )

    def numbers_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        """Dismiss a number with a reason, or bring a dismissed one back."""

        def act(intake: Intake) -> None:
            if back := request.POST.get("bring_back"):
                found = intake.dismissed.filter(pk=back if back.isdecimal() else 0).first()
                if found is None:
                    raise ValidationError("This number is not dismissed any more.")
                deciding.bring_back(found)
                return
            place = _place(request, intake)
            deciding.dismiss(intake, *place, request.POST.get("reason", ""), by=_by(request))

        intake = self._intake(request, intake_id)
        return self._decide(request, intake, Target("meter", intake.pk), act)

    def save_page(self, request: HttpRequest, intake_id: int) -> HttpResponse:
        """Save the draft edition and go on to its page; publishing it is another act."""
        intake = self._intake(request, intake_id)
        if request.method != "POST":
            return self._to(intake.pk)
        self._may_save(request, intake)
        try:
            saved = save_draft(intake, by=_by(request))
        except (ValidationError, IntegrityError) as error:
            for sentence in sentences(error):
                messages.error(request, sentence)
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
        if begins and not user.has_perm("releases.publish_edition"):
            raise PermissionDenied
        if intake.edition is None and not user.has_perm("releases.add_edition"):
            raise PermissionDenied

    # --- what every decision shares --------------------------------------------------------------

    def _intake(self, request: HttpRequest, pk: int) -> Intake:
        """The intake, for somebody who may see it (GET) or change it (POST)."""
        reads = request.method in ("GET", "HEAD")
        allowed = self.has_view_permission if reads else self.has_change_permission
        if not allowed(request):
            raise PermissionDenied
        intake = fetched(Intake.objects.all(), pk)
        if intake is None:
            raise Http404
        return intake

    def _decide(
        self,
        request: HttpRequest,
        intake: Intake,
        target: Target,
        act: Callable[[Intake], None],
        *,
        then: Callable[[], Target] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return self._to(intake.pk, target.anchor)
        try:
            act(intake)
        except StaleError as stale:
            return self._stale(request, intake, target, stale)
        except (ValidationError, IntegrityError) as error:
            return self._refused(request, intake, target, error)
        target = then() if then else target
        if _wants_json(request):
            return JsonResponse(self._parts(request, Review(fetched_again(intake)), target))
        return self._to(intake.pk, target.anchor)

    def _refused(
        self, request: HttpRequest, intake: Intake, target: Target, error: Exception
    ) -> HttpResponse:
        """Say what is wrong, beside what was typed: nothing of it is lost."""
        by_field = getattr(error, "message_dict", {}) if hasattr(error, "error_dict") else {}
        if _wants_json(request):
            answer = {"sentences": sentences(error), "fields": by_field}
            return JsonResponse(answer, status=422)
        for sentence in sentences(error):
            messages.error(request, sentence)
        sent = _sent(target)
        if target.form is not None and target.kind == "candidate":
            for name, found in by_field.items():
                if name in target.form.fields and not target.form.errors.get(name):
                    target.form.add_error(name, found)
        return self._page(request, Review(fetched_again(intake), sent), status=422)

    def _stale(
        self, request: HttpRequest, intake: Intake, target: Target, stale: StaleError
    ) -> HttpResponse:
        """Show how the row is now, and beside it what of it was wanted otherwise."""
        sent = Sent(stale={(target.kind, target.pk): stale})
        review = Review(fetched_again(intake), sent)
        if _wants_json(request):
            answer = {
                **self._parts(request, review, target),
                "sentences": [str(stale)],
                "differences": [vars(one) for one in stale.differences],
            }
            return JsonResponse(answer, status=409)
        messages.error(request, str(stale))
        return self._page(request, review, status=409)

    def _parts(self, request: HttpRequest, review: Review, target: Target) -> dict[str, Any]:
        """The parts of the page that a decision may have changed, as HTML."""
        context = self._context(request, review)
        parts = {
            name: render_to_string(f"{FRAGMENTS}/_{name}.html", context, request)
            for name in ("meter", "checks", "text")
        }
        card = ""
        if target.kind == "candidate" and (one := review.card(target.pk)) is not None:
            card = render_to_string(f"{FRAGMENTS}/_card.html", context | {"card": one}, request)
        elif target.kind == "quotation" and (said := review.quotation(target.pk)) is not None:
            card = render_to_string(
                f"{FRAGMENTS}/_quotation.html", context | {"card": said}, request
            )
        elif target.kind == "header":
            card = render_to_string(f"{FRAGMENTS}/_header.html", context, request)
        return {"card": card, "target": target.anchor, **parts}

    def _page(self, request: HttpRequest, review: Review, *, status: int = 200) -> HttpResponse:
        context = self._context(request, review) | {"recognised": review.recognised()}
        return TemplateResponse(request, f"{FRAGMENTS}/review.html", context, status=status)

    def _context(self, request: HttpRequest, review: Review) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": "Review the text",
            "opts": self.opts,
            "review": review,
            "intake": review.intake,
            "may_change": self.has_change_permission(request),
        }

    @staticmethod
    def _to(pk: int, anchor: str = "") -> HttpResponseRedirect:
        page = reverse("admin:operations_intake_review", args=[pk])
        return HttpResponseRedirect(f"{page}#{anchor}" if anchor else page)


def _by(request: HttpRequest) -> str:
    return request.user.get_username()


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def fetched_again(intake: Intake) -> Intake:
    """The intake as it is by now."""
    again = fetched(Intake.objects.all(), intake.pk)
    if again is None:
        raise Http404
    return again


def _errors(form: Any) -> dict[str, Any]:
    return {name: list(errors) for name, errors in form.errors.items()}


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _place(request: HttpRequest, intake: Intake) -> tuple[int, int]:
    """The offsets that came in; else where the words that came in stand, if only once."""
    start, end = request.POST.get("start", ""), request.POST.get("end", "")
    if start.isdecimal() and end.isdecimal() and len(start + end) < 20:
        return int(start), int(end)
    words = request.POST.get("words", "").strip()
    return deciding.only_place(intake.text, words)


def _candidate_act(
    request: HttpRequest, intake: Intake, candidate: Candidate, form: CandidateForm | None
) -> None:
    """Run what the pressed button asks for; “accept” is what Enter does."""
    action, version, by = request.POST.get("action", "accept"), _version(request), _by(request)
    if form is not None:
        if not form.is_valid():
            raise ValidationError(_errors(form))
        candidates = {one.pk: one for one in intake.candidates.all()}
        run = deciding.change if action == "change" else deciding.accept
        run(
            candidate, form.values(), version=form.cleaned_data["version"], by=by,
            parts=form.parts(candidates),
        )  # fmt: skip
    elif action == "refuse":
        deciding.refuse(candidate, request.POST.get("reason", ""), version=version, by=by)
    elif action == "suppress":
        deciding.refuse(candidate, SUPPRESSED, version=version, by=by)
    elif action == "undo":
        deciding.undo(candidate, version=version, by=by)
    elif action == "confirm-small":
        deciding.change(candidate, {"is_small_confirmed": True}, version=version, by=by)
    elif action == "remove":
        deciding.remove(candidate, version=version)
    else:
        raise ValidationError("This page is out of date. Reload it and try again.")


def _quotation_act(request: HttpRequest, quotation: SpokenCandidate, form: QuotationForm) -> None:
    action, by = request.POST.get("action", "accept"), _by(request)
    if action != "accept":
        decision = Decision.REFUSED if action == "refuse" else Decision.WAITING
        deciding.decide_quotation(quotation, {}, decision, version=_version(request), by=by)
        return
    if not form.is_valid():
        raise ValidationError(_errors(form))
    values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    deciding.decide_quotation(
        quotation, values, Decision.ACCEPTED, version=form.cleaned_data["version"], by=by
    )


def _sent(target: Target) -> Sent:
    if target.form is None:
        return Sent()
    if target.kind == "candidate":
        return Sent(forms={target.pk: target.form})
    if target.kind == "quotation":
        return Sent(quotations={target.pk: target.form})
    return Sent(header=target.form)
