"""Draft → submitted → approved by another person, and back: the buttons and their pages."""

from collections.abc import Mapping
from typing import Any

from releases import publishing
from releases.admin.states import moment_words, short_moment
from releases.admin.verb_forms import (
    ApproveForm,
    ConfirmForm,
    SendBackForm,
    TakeBackForm,
)
from releases.admin.verbs import PUBLISH, SUBMIT, Done, Verb
from releases.admin.what_changes import newcomers, rows_that_go_with_it, text_changes
from releases.models import Act, Edition


def _submit(edition: Edition, by: str, form: Any) -> Done:
    publishing.submit(edition, by=by)
    return Done("Submitted. Nothing is published before another person has approved it.", edition)


def _send_back(edition: Edition, by: str, form: Any) -> Done:
    publishing.send_back(edition, by=by, reason=form.cleaned_data["reason"])
    return Done("Sent back: it is a draft again.", edition)


def _approve(edition: Edition, by: str, form: ApproveForm) -> Done:
    at = publishing.approve(
        edition, by=by, seen=form.cleaned_data["seen"], answers=form.answers or None
    )
    return Done(f"Approved. It is public from {moment_words(at)}.", edition)


def _take_back(edition: Edition, by: str, form: Any) -> Done:
    reason = form.cleaned_data["reason"]
    if edition.approved_at is None:
        publishing.send_back(edition, by=by, reason=reason or "Taken back before it was approved.")
    else:
        publishing.unschedule(edition, by=by, reason=reason)
    return Done("Taken back: it is a draft again, and nothing will be published.", edition)


def last_sent_back(edition: Edition) -> Act | None:
    """Who last returned a draft, and why; None where it was never handed in."""
    back = (Act.Verb.SEND_BACK, Act.Verb.UNSCHEDULE)
    found: Act | None = edition.acts.filter(verb__in=back).first()
    return found


def _what_stands_in_the_way(pages: Any, edition: Edition, form: Any) -> Mapping[str, Any]:
    return {
        "hindrances": publishing.hindrances(edition),
        "doubts": [one for ask in pages.doubts for one in ask(edition)],
    }


def _what_will_change(pages: Any, edition: Edition, form: ApproveForm) -> Mapping[str, Any]:
    begins = form.at + publishing.SOONEST if form.at_once else edition.embargo_until
    assert begins is not None  # at_once otherwise  # noqa: S101
    texts = text_changes(edition, form.at)
    return {
        **_what_stands_in_the_way(pages, edition, form),
        "title": "Approve and publish now" if form.at_once else "Approve",
        "button": "Publish now" if form.at_once else f"Approve for {short_moment(begins)}",
        "begins": begins,
        "begins_words": moment_words(begins),
        "texts": texts,
        "unchanged": [one.label.lower() for one in texts if not one.is_changed],
        "rows": [ask(edition, form.at) for ask in pages.row_changes],
        "with_it": rows_that_go_with_it(edition),
        "newcomers": newcomers(edition, begins),
    }


VERBS = (
    Verb(
        name="approve",
        button="Approve",
        heading="Approve",
        explanation=(
            "Read what will change. Approving lets this edition out, with its quotations, its "
            "figures and all that it needs, at one moment."
        ),
        permission=PUBLISH,
        states=frozenset({"submitted"}),
        form=ApproveForm,
        run=_approve,
        template="admin/releases/edition/approve.html",
        shows=_what_will_change,
        first_half=publishing.authors,
        half_words="wrote, changed or submitted it, so another person must approve it",
    ),
    Verb(
        name="submit",
        button="Submit for approval",
        heading="Submit for approval",
        explanation=(
            "Another person reads it, and approves it or sends it back. You may go on editing: "
            "that takes the submission back."
        ),
        permission=SUBMIT,
        states=frozenset({"draft"}),
        form=ConfirmForm,
        run=_submit,
        shows=_what_stands_in_the_way,
    ),
    Verb(
        name="send-back",
        button="Send back",
        heading="Send back to be changed",
        explanation="It becomes a draft again, and whoever wrote it reads what has to change.",
        permission=PUBLISH,
        states=frozenset({"submitted"}),
        form=SendBackForm,
        run=_send_back,
    ),
    Verb(
        name="take-back",
        button="Take back",
        heading="Take back before it is public",
        explanation=(
            "It becomes a draft again, and so does everything that would have become public only "
            "with it. Before it is published it must be submitted and approved anew."
        ),
        permission=SUBMIT,
        states=frozenset({"submitted", "scheduled"}),
        form=TakeBackForm,
        run=_take_back,
    ),
)
