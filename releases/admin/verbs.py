"""The verbs of ``releases.publishing`` as the buttons of an edition's page.

Each is a confirmation page that says what will happen, and a POST that does it or says why not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from releases import publishing
from releases.admin.base import StaffAdmin, sentences
from releases.admin.states import moment_words
from releases.forms import PublishForm, ReasonForm, TakeBackForm, VerbForm, WithdrawForm
from releases.models import Edition
from releases.published import Published, Statement

NAMES_SHOWN = 12


@dataclass(frozen=True)
class Done:
    """What happened, for the message, and the edition whose page comes next."""

    sentence: str
    edition: Edition


@dataclass(frozen=True)
class Verb:
    name: str
    button: str
    heading: str
    explanation: str
    permission: str
    form: type[VerbForm]
    states: frozenset[str]
    run: Callable[[Edition, str, dict[str, Any]], Done]
    dangerous: bool = False


def _publish(edition: Edition, by: str, data: dict[str, Any]) -> Done:
    at = publishing.publish(edition, by=by)
    return Done(f"Approved. It is public from {moment_words(at)}.", edition)


def _take_back(edition: Edition, by: str, data: dict[str, Any]) -> Done:
    publishing.unschedule(edition, by=by, reason=data["reason"])
    return Done("Taken back: it is a draft again, and nothing will be published.", edition)


def _correct(edition: Edition, by: str, data: dict[str, Any]) -> Done:
    draft = publishing.correct(edition.release, by=by, reason=data["reason"])
    return Done("This is the draft of the correction. The public still reads the old one.", draft)


def _withdraw(edition: Edition, by: str, data: dict[str, Any]) -> Done:
    publishing.withdraw(edition.release, by=by, reason=data["reason"])
    return Done("Withdrawn: every edition of the release is off the site.", edition)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "publish",
            "Publish at the embargo",
            "Publish at the embargo",
            "Approving lets this edition, its quotations and its figures out at one moment.",
            "releases.publish_edition",
            PublishForm,
            frozenset({"draft"}),
            _publish,
        ),
        Verb(
            "take-back",
            "Take back",
            "Take back before it is public",
            "It becomes a draft again, and so does everything that would have become public only "
            "with it.",
            "releases.publish_edition",
            TakeBackForm,
            frozenset({"scheduled"}),
            _take_back,
        ),
        Verb(
            "correct",
            "Correct",
            "Begin a correction",
            "This makes a draft of the next edition with the words of this one. The public reads "
            "this one until you publish the draft. Figures stay as they are unless you correct "
            "them there.",
            "releases.publish_edition",
            ReasonForm,
            frozenset({"public"}),
            _correct,
        ),
        Verb(
            "withdraw",
            "Withdraw",
            "Withdraw the release",
            "Every edition of this release, with its quotations and figures, goes off the site at "
            "once, the past included. Its address then says that it was withdrawn, and why. This "
            "can’t be undone.",
            "releases.publish_edition",
            WithdrawForm,
            frozenset({"public", "superseded"}),
            _withdraw,
            dangerous=True,
        ),
    )
}


def comes_with(edition: Edition, at: datetime) -> Iterator[tuple[str, int, list[str]]]:
    """What publishing ``edition`` at ``at`` makes public beside it: kind, number, some names."""
    for model in Published.concrete():
        if model is Edition or model.dated_after > Statement.dated_after:
            continue  # what is part of a statement needs no line of its own
        needed = model.needed_by(edition)
        if issubclass(model, Statement):
            rows = needed.filter(published_from__isnull=True)
        else:
            rows = needed.exclude(published_from__lte=at)
        rows = rows.order_by("pk").distinct()
        if number := rows.count():
            plural = str(model._meta.verbose_name_plural if number != 1 else "")
            names = [] if issubclass(model, Statement) else [str(r) for r in rows[:NAMES_SHOWN]]
            yield plural or str(model._meta.verbose_name), number, names


class VerbPages(StaffAdmin):
    """Adds the verbs' pages to an edition's admin."""

    # Questions of other apps, asked before publishing: edition → sentences that give pause.
    doubts: list[Callable[[Edition], list[str]]] = []

    def get_urls(self) -> list[Any]:
        pages = [
            path(
                f"<path:object_id>/{verb.name}/",
                self.admin_site.admin_view(self._page(verb)),
                name=f"releases_edition_{verb.name.replace('-', '_')}",
            )
            for verb in VERBS.values()
        ]
        return [*pages, *super().get_urls()]

    def verbs_for(self, request: HttpRequest, edition: Edition) -> list[dict[str, Any]]:
        """The buttons of the edition's page: what this person may do with it now."""
        state = edition.state(request.at)  # type: ignore[attr-defined]
        if hasattr(edition.release, "withdrawal"):
            return []
        return [
            {
                "label": self._button(verb, edition, request.at),  # type: ignore[attr-defined]
                "dangerous": verb.dangerous,
                "url": reverse(
                    f"admin:releases_edition_{verb.name.replace('-', '_')}", args=[edition.pk]
                ),
            }
            for verb in VERBS.values()
            if state in verb.states and self._may(request, verb)
        ]

    @staticmethod
    def _button(verb: Verb, edition: Edition, at: datetime) -> str:
        ahead = edition.embargo_until is not None and edition.embargo_until > at
        return "Publish now" if verb.name == "publish" and not ahead else verb.button

    @staticmethod
    def _may(request: HttpRequest, verb: Verb) -> bool:
        user: Any = request.user
        return user.has_perm("releases.view_edition") and user.has_perm(verb.permission)

    def _page(self, verb: Verb) -> Callable[..., HttpResponse]:
        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            return self._confirm(request, verb, object_id)

        return page

    def _confirm(self, request: HttpRequest, verb: Verb, object_id: str) -> HttpResponse:
        if not self._may(request, verb):
            raise PermissionDenied
        edition = self.get_object(request, object_id)
        if edition is None:
            raise Http404
        at: datetime = request.at  # type: ignore[attr-defined]
        if edition.state(at) not in verb.states or hasattr(edition.release, "withdrawal"):
            messages.error(request, "Meanwhile the edition’s state has changed. Nothing was done.")
            return self._to(edition)
        form = verb.form(request.POST or None, edition=edition, at=at)
        if form.is_valid():
            try:
                done = verb.run(edition, request.user.get_username(), form.cleaned_data)
            except (ValidationError, IntegrityError) as error:
                for sentence in sentences(error):
                    messages.error(request, f"Nothing was done. {sentence}")
                return self._to(edition)
            self.log_change(request, edition, done.sentence)
            messages.success(request, done.sentence)
            return self._to(done.edition)
        return TemplateResponse(
            request,
            "admin/releases/edition/verb.html",
            {**self.admin_site.each_context(request), **self._context(verb, edition, form, at)},
        )

    def _context(self, verb: Verb, edition: Edition, form: Any, at: datetime) -> dict[str, Any]:
        context = {
            "title": verb.heading,
            "opts": self.opts,
            "edition": edition,
            "verb": verb,
            "button": self._button(verb, edition, at),
            "form": form,
        }
        if isinstance(form, PublishForm):
            begins = at + publishing.SOONEST if form.at_once else edition.embargo_until
            assert begins is not None  # at_once otherwise  # noqa: S101
            context |= {
                "title": "Publish now" if form.at_once else verb.heading,
                "begins": moment_words(begins),
                "comes_with": list(comes_with(edition, begins)),
                "hindrances": publishing.hindrances(edition),
                "doubts": [one for ask in self.doubts for one in ask(edition)],
            }
        return context

    @staticmethod
    def _to(edition: Edition) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:releases_edition_change", args=[edition.pk]))
