"""The decisions on a text under review, each a POST to its own address.

Each works without a script: it leads back to the card it is about. Asked with ``Accept:
application/json`` it answers with the parts of the page that changed, 422 with sentences where
something is wrong, and 409 where somebody else was faster (see ``intake_answers``).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from operations.admin.intake_answers import Answers, Target, fetched_again, user_name
from operations.intake import deciding
from operations.intake.choices import Choices
from operations.intake.forms import CandidateForm, HeaderForm, QuotationForm
from operations.intake.page import statements
from operations.models import Candidate, Decision, Intake, SpokenCandidate
from releases.models import Release

SUPPRESSED = "Suppressed: a small count that may point to a person"


class Decisions(Answers):
    """The pages behind the buttons of a review."""

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
            added.append(deciding.add_by_hand(intake, *place, by=user_name(request)))

        return self._decide(
            request, intake, Target("meter", intake.pk), act,
            then=lambda: Target("candidate", added[0].pk),
        )  # fmt: skip

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
            deciding.dismiss(intake, *place, request.POST.get("reason", ""), by=user_name(request))

        intake = self._intake(request, intake_id)
        return self._decide(request, intake, Target("meter", intake.pk), act)


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
    action, version, by = (
        request.POST.get("action", "accept"),
        _version(request),
        user_name(request),
    )
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
    action, by = request.POST.get("action", "accept"), user_name(request)
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
