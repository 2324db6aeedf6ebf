"""Out of the queue at once: one edition, or everything that is not public yet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from releases import publishing
from releases.admin.base import tell_refusal
from releases.admin.verb_forms import ConfirmForm, HoldEverythingForm, ReasonForm
from releases.admin.verbs import PUBLISH, Done, Verb
from releases.models import Edition


def _hold(edition: Edition, by: str, form: Any) -> Done:
    publishing.hold(edition, by=by, reason=form.cleaned_data["reason"])
    return Done("On hold: it will not be published.", edition)


def _end_hold(edition: Edition, by: str, form: Any) -> Done:
    publishing.end_hold(edition, by=by)
    return Done("The hold is ended. It has to be approved before it is published.", edition)


VERBS = (
    Verb(
        name="hold",
        button="Hold",
        heading="Put on hold",
        explanation=(
            "It leaves the queue at once and will not be published. Its approval is gone: once "
            "the hold is ended it has to be approved again."
        ),
        permission=PUBLISH,
        states=frozenset({"submitted", "scheduled"}),
        form=ReasonForm,
        run=_hold,
    ),
    Verb(
        name="end-hold",
        button="End the hold",
        heading="End the hold",
        explanation=(
            "It waits for approval again. Nothing is published before another person has "
            "approved it."
        ),
        permission=PUBLISH,
        states=frozenset({"held"}),
        form=ConfirmForm,
        run=_end_hold,
    ),
)


class HoldEverything:
    """Mixin for the editions' admin: the page behind “Hold everything” of the front page."""

    def hold_everything_page(self: Any, request: HttpRequest) -> HttpResponse:
        """Say what would be held (GET); hold all of it at once (POST)."""
        user: Any = request.user
        if not (user.has_perm("releases.view_edition") and user.has_perm(PUBLISH)):
            raise PermissionDenied
        form = HoldEverythingForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            self._hold_everything(request, form.cleaned_data["reason"])
            return HttpResponseRedirect(reverse("admin:releases_edition_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Hold everything",
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "waiting": waiting_to_be_public(request),
        }
        return TemplateResponse(
            request,
            "admin/releases/edition/hold_everything.html",
            context,
            status=422 if form.errors else 200,
        )

    def _hold_everything(self: Any, request: HttpRequest, reason: str) -> None:
        user: Any = request.user
        try:
            held = publishing.hold_everything(by=user.get_username(), reason=reason)
        except ValidationError as error:
            tell_refusal(request, error, "Nothing was held.")
            return
        for edition in held:
            self.log_change(request, edition, "On hold, with everything else.")
        number = f"{len(held)} edition{'s' if len(held) != 1 else ''}"
        messages.success(request, f"Held: {number}. Nothing that was waiting will be published.")


def waiting_to_be_public(request: HttpRequest) -> list[Edition]:
    """Every edition that is submitted or approved and not public yet, the next one first."""
    at = request.at  # type: ignore[attr-defined]
    waiting = Edition.objects.handed_in(at).filter(held_at=None)
    return list(waiting.order_by("published_from", "submitted_at"))
