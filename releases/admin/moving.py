"""An approved edition's moment: later by one person, earlier only by two."""

from collections.abc import Mapping
from typing import Any

from releases import publishing
from releases.admin.states import moment_words
from releases.admin.verb_forms import (
    AskEarlierForm,
    GrantForm,
    MoveForm,
    TakeBackForm,
    waiting_request,
)
from releases.admin.verbs import PUBLISH, SUBMIT, Done, Verb
from releases.models import BringForward, Edition

SCHEDULED = frozenset({"scheduled"})


def _move(edition: Edition, by: str, form: MoveForm) -> Done:
    data = form.cleaned_data
    at = publishing.move(edition, by=by, embargo_until=data["embargo_until"], reason=data["reason"])
    return Done(f"Moved. It is public from {moment_words(at)}.", edition)


def _ask_earlier(edition: Edition, by: str, form: AskEarlierForm) -> Done:
    data = form.cleaned_data
    publishing.ask_earlier(
        edition, by=by, embargo_until=data["embargo_until"], reason=data["reason"]
    )
    return Done(
        "Asked. Nothing changes before another person agrees: tell somebody who may approve.",
        edition,
    )


def _grant_earlier(edition: Edition, by: str, form: GrantForm) -> Done:
    asked = _waiting(edition)
    at = publishing.grant_earlier(asked, by=by)
    return Done(f"Brought forward. It is public from {moment_words(at)}.", edition)


def _decline_earlier(edition: Edition, by: str, form: Any) -> Done:
    publishing.decline_earlier(_waiting(edition), by=by, reason=form.cleaned_data["reason"])
    return Done("It stays at its moment.", edition)


def _waiting(edition: Edition) -> BringForward:
    asked = waiting_request(edition)
    assert asked is not None  # the verb would not have applied  # noqa: S101
    return asked


def _is_asked(edition: Edition) -> bool:
    return waiting_request(edition) is not None


def _is_not_asked(edition: Edition) -> bool:
    return not _is_asked(edition)


def _asked_by(edition: Edition) -> set[str]:
    asked = waiting_request(edition)
    return {asked.asked_by} if asked else set()


def _planned(pages: Any, edition: Edition, form: Any) -> Mapping[str, Any]:
    assert edition.published_from is not None  # it is scheduled  # noqa: S101
    return {"planned_words": moment_words(edition.published_from)}


def _request(pages: Any, edition: Edition, form: Any) -> Mapping[str, Any]:
    asked = _waiting(edition)
    earlier = asked.embargo_until
    at_once = earlier is None or earlier <= form.at + publishing.SOONEST
    begins = form.at + publishing.SOONEST if at_once else earlier
    assert begins is not None  # at_once otherwise  # noqa: S101
    return {
        **_planned(pages, edition, form),
        "asked": asked,
        "asked_at_words": moment_words(asked.asked_at),
        "at_once": at_once,
        "begins": begins,
        "begins_words": moment_words(begins),
    }


VERBS = (
    Verb(
        name="grant-earlier",
        button="Agree to an earlier moment",
        heading="Let it out earlier",
        explanation="The second half of one act by two people. Its reason is kept for ever.",
        permission=PUBLISH,
        states=SCHEDULED,
        form=GrantForm,
        run=_grant_earlier,
        template="admin/releases/edition/earlier.html",
        shows=_request,
        applies=_is_asked,
        first_half=_asked_by,
        half_words="asked for the earlier moment, so another person must agree to it",
    ),
    Verb(
        name="decline-earlier",
        button="Leave it at its moment",
        heading="Leave it at its moment",
        explanation="The request for an earlier moment is declined. Nothing else changes.",
        permission=SUBMIT,
        states=SCHEDULED,
        form=TakeBackForm,
        run=_decline_earlier,
        template="admin/releases/edition/earlier.html",
        shows=_request,
        applies=_is_asked,
    ),
    Verb(
        name="move",
        button="Move to a later moment",
        heading="Move to a later moment",
        explanation="It stays approved, and waits for the later moment.",
        permission=PUBLISH,
        states=SCHEDULED,
        form=MoveForm,
        run=_move,
        template="admin/releases/edition/move.html",
        shows=_planned,
    ),
    Verb(
        name="ask-earlier",
        button="Ask for an earlier moment",
        heading="Ask for an earlier moment",
        explanation=(
            "Letting something out earlier takes two people. Nothing changes before another "
            "person has agreed."
        ),
        permission=SUBMIT,
        states=SCHEDULED,
        form=AskEarlierForm,
        run=_ask_earlier,
        template="admin/releases/edition/move.html",
        shows=_planned,
        applies=_is_not_asked,
    ),
)
