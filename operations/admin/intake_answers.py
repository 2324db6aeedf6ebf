"""How a review answers a decision: the page again, a redirect, or the parts for a script."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse

from operations.intake.deciding import StaleError
from operations.intake.page import Review, Sent, fetched
from operations.models import Intake
from releases.admin.base import StaffAdmin, sentences, tell_refusal

FRAGMENTS = "admin/operations/intake"


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


class Answers(StaffAdmin):
    """For the intake’s admin: every decision is made, and answered, in one way."""

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
        tell_refusal(request, error)
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


def user_name(request: HttpRequest) -> str:
    return request.user.get_username()


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def fetched_again(intake: Intake) -> Intake:
    """The intake as it is by now."""
    again = fetched(Intake.objects.all(), intake.pk)
    if again is None:
        raise Http404
    return again


def _sent(target: Target) -> Sent:
    if target.form is None:
        return Sent()
    if target.kind == "candidate":
        return Sent(forms={target.pk: target.form})
    if target.kind == "quotation":
        return Sent(quotations={target.pk: target.form})
    return Sent(header=target.form)
