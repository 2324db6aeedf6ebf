"""Adds the verbs' pages and buttons to an edition's admin."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from releases.admin import approving, correcting, holding, moving
from releases.admin.base import StaffAdmin, tell_refusal
from releases.admin.verb_forms import VerbForm
from releases.admin.verbs import Verb
from releases.admin.what_changes import quotation_changes
from releases.differences import RowChanges
from releases.models import Edition

VERBS = (*approving.VERBS, *moving.VERBS, *holding.VERBS, *correcting.VERBS)


class VerbPages(holding.HoldEverything, StaffAdmin):
    """Other apps add to both lists when they load."""

    # Asked before an edition is submitted or approved: edition → sentences that give pause.
    doubts: list[Callable[[Edition], list[str]]] = []
    # What approving changes, row by row: (edition, instant) → what becomes of each.
    row_changes: list[Callable[[Edition, datetime], RowChanges]] = [quotation_changes]

    def get_urls(self) -> list[Any]:
        pages = [
            path(
                f"<path:object_id>/{verb.name}/",
                self.admin_site.admin_view(self._page(verb)),
                name=verb.route,
            )
            for verb in VERBS
        ]
        everything = path(
            "hold-everything/",
            self.admin_site.admin_view(self.hold_everything_page),
            name="releases_hold_everything",
        )
        return [everything, *pages, *super().get_urls()]

    def verbs_for(self, request: HttpRequest, edition: Edition) -> list[dict[str, Any]]:
        """The buttons of the edition's page: what this person may do with it now."""
        user: Any = request.user
        return [
            {
                "label": verb.button,
                "dangerous": verb.dangerous,
                "url": reverse(f"admin:{verb.route}", args=[edition.pk]),
            }
            for verb in self._fitting(request, edition)
            if not verb.needs_another_than(user.get_username(), edition)
        ]

    def notes_for(self, request: HttpRequest, edition: Edition) -> list[str]:
        """Sentences on what somebody else must do, since this person did the first half."""
        user: Any = request.user
        return [
            f"You {verb.half_words}."
            for verb in self._fitting(request, edition)
            if verb.needs_another_than(user.get_username(), edition)
        ]

    def _fitting(self, request: HttpRequest, edition: Edition) -> list[Verb]:
        state = edition.state(request.at)  # type: ignore[attr-defined]
        return [
            verb for verb in VERBS if self._may(request, verb) and verb.fits(edition, state)
        ]  # fmt: skip

    def links_for(self, request: HttpRequest, edition: Edition) -> list[tuple[str, str]]:
        """Addresses of pages about the edition, with their words."""
        raise NotImplementedError

    @staticmethod
    def _may(request: HttpRequest, verb: Verb) -> bool:
        user: Any = request.user
        return user.has_perm("releases.view_edition") and user.has_perm(verb.permission)

    def _page(self, verb: Verb) -> Callable[..., HttpResponse]:
        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            return self._confirm(request, verb, object_id)

        return page

    def _confirm(self, request: HttpRequest, verb: Verb, object_id: str) -> HttpResponse:
        """Say what will happen (GET); do it, or say why not (POST)."""
        if not self._may(request, verb):
            raise PermissionDenied
        edition = self.get_object(request, object_id)
        if edition is None:
            raise Http404
        at: datetime = request.at  # type: ignore[attr-defined]
        if not verb.fits(edition, edition.state(at)):
            messages.error(request, "Meanwhile the edition’s state has changed. Nothing was done.")
            return self._to(edition)
        user: Any = request.user
        if verb.needs_another_than(user.get_username(), edition):
            messages.error(request, f"Nothing was done. You {verb.half_words}.")
            return self._to(edition)
        form = verb.form(request.POST if request.method == "POST" else None, edition=edition, at=at)
        if form.is_valid() and form.is_read:
            return self._do(request, verb, edition, form)
        return TemplateResponse(
            request,
            verb.template,
            {
                **self.admin_site.each_context(request),
                "title": verb.heading,
                "button": verb.button,
                "opts": self.opts,
                "edition": edition,
                "verb": verb,
                # Asked for only where something hinders the edition.
                "pages_of_it": partial(self.links_for, request, edition),
                "form": form,
                "media": self.media + form.media,
                **verb.shows(self, edition, form),
            },
            status=_status(form),
        )

    def _do(
        self, request: HttpRequest, verb: Verb, edition: Edition, form: VerbForm
    ) -> HttpResponse:
        user: Any = request.user
        try:
            done = verb.run(edition, user.get_username(), form)
        except (ValidationError, IntegrityError) as error:
            tell_refusal(request, error, "Nothing was done.")
            return self._to(edition)
        self.log_change(request, edition, done.sentence)
        messages.success(request, done.sentence)
        return self._to(done.edition)

    @staticmethod
    def _to(edition: Edition) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:releases_edition_change", args=[edition.pk]))


def _status(form: VerbForm) -> int:
    if getattr(form, "is_stale", False):
        return 409
    return 422 if form.errors else 200
