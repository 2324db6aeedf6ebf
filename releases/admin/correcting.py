"""What is public already: the next edition of it, and taking it off the site."""

from collections.abc import Mapping
from typing import Any

from releases import publishing
from releases.admin.verb_forms import CorrectForm, WithdrawForm
from releases.admin.verbs import PUBLISH, Done, Verb
from releases.models import Edition
from releases.release_calendar.reminders import doubts_about_withdrawing


def _correct(edition: Edition, by: str, form: CorrectForm) -> Done:
    data = form.cleaned_data
    draft = publishing.correct(edition.release, by=by, reason=data["reason"], kind=data["kind"])
    return Done("This is the draft of the new edition. The public still reads the old one.", draft)


def _withdraw(edition: Edition, by: str, form: WithdrawForm) -> Done:
    publishing.withdraw(edition.release, by=by, reason=form.cleaned_data["reason"])
    return Done("Withdrawn: every edition of the release is off the site.", edition)


def _what_stays(pages: Any, edition: Edition, form: WithdrawForm) -> Mapping[str, Any]:
    """Titles in the calendar are no part of the release: a person decides about them."""
    return {"doubts": doubts_about_withdrawing(edition.release)}


VERBS = (
    Verb(
        name="correct",
        button="Correct",
        heading="Begin a correction",
        explanation=(
            "This makes a draft of the next edition with the words of this one. The public reads "
            "this one until the draft is approved and its moment has come. Figures stay as they "
            "are unless you correct them there."
        ),
        permission=PUBLISH,
        states=frozenset({"public"}),
        form=CorrectForm,
        run=_correct,
    ),
    Verb(
        name="withdraw",
        button="Withdraw",
        heading="Withdraw the release",
        explanation=(
            "Every edition of this release, with its quotations and figures, goes off the site at "
            "once, the past included. Its address then says that it was withdrawn, and why. This "
            "can’t be undone."
        ),
        permission=PUBLISH,
        states=frozenset({"public", "superseded"}),
        form=WithdrawForm,
        run=_withdraw,
        dangerous=True,
        shows=_what_stays,
    ),
)
