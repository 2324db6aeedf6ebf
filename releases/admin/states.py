"""Where a row stands, as a column, a filter and a sentence. ``at`` is an aware moment."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, QuerySet, Value, When
from django.http import HttpRequest

from releases.models import Edition
from releases.moments import moment_words
from releases.moments import short_moment as short_moment
from releases.published import public_q

STATEMENT_STATES = {
    "draft": "Draft",
    "submitted": "Submitted",
    "held": "On hold",
    "scheduled": "Scheduled",
    "public": "Public",
    "superseded": "Superseded",
    "withdrawn": "Withdrawn",
}
REFERENCE_STATES = {"draft": "Draft", "scheduled": "Scheduled", "public": "Public"}
# Nobody outside has read it yet, so its words may be changed.
NOT_PUBLIC_YET = frozenset({"draft", "submitted", "held", "scheduled"})
# Somebody else has seen it as it is, or is about to: a change takes that back.
HANDED_IN = frozenset({"submitted", "scheduled"})


def statement_state(at: datetime, edition: str = "") -> Case:
    """``Edition.state(at)`` as an expression; ``edition`` is the way to it ("edition__")."""
    return Case(
        When(**{f"{edition}held_at__isnull": False}, then=Value("held")),
        When(
            **{f"{edition}approved_at__isnull": True, f"{edition}submitted_at__isnull": False},
            then=Value("submitted"),
        ),
        When(**{f"{edition}approved_at__isnull": True}, then=Value("draft")),
        When(published_from__isnull=True, then=Value("withdrawn")),
        When(published_from__gt=at, then=Value("scheduled")),
        When(public_q(at), then=Value("public")),
        default=Value("superseded"),
        output_field=CharField(),
    )


def reference_state(at: datetime) -> Case:
    """Draft, scheduled or public, for a row that never ends."""
    return Case(
        When(published_from__isnull=True, then=Value("draft")),
        When(published_from__gt=at, then=Value("scheduled")),
        default=Value("public"),
        output_field=CharField(),
    )


def release_state(at: datetime) -> Case:
    """A withdrawn release has no date any more, and is no draft."""
    withdrawn = When(withdrawal__isnull=False, then=Value("withdrawn"))
    return Case(withdrawn, default=reference_state(at), output_field=CharField())


class StateFilter(admin.SimpleListFilter):
    """By the annotation ``state_now`` that the list's queryset carries."""

    title = "state"
    parameter_name = "state"
    states = STATEMENT_STATES

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return self.states.items()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state_now=self.value()) if self.value() in self.states else queryset


class ReferenceStateFilter(StateFilter):
    states = REFERENCE_STATES


class ReleaseStateFilter(StateFilter):
    states = {**REFERENCE_STATES, "withdrawn": "Withdrawn"}


@admin.display(description="state", ordering="state_now")
def state_now(row: Any) -> str:
    """A list's column; the queryset carries the annotation."""
    return STATEMENT_STATES[row.state_now]


def is_editable(edition: Edition, at: datetime) -> bool:
    """Whether the edition and its rows may be changed: not public yet, release not withdrawn."""
    return edition.state(at) in NOT_PUBLIC_YET and not hasattr(edition.release, "withdrawal")


def is_deletable(edition: Edition, at: datetime) -> bool:
    """Only what nobody was asked to approve: anything else is taken back first."""
    return edition.state(at) == "draft" and not hasattr(edition.release, "withdrawal")


def state_sentence(edition: Edition, at: datetime) -> str:
    """Where the edition stands at ``at``, and what that means for whoever opens its page."""
    if hasattr(edition.release, "withdrawal"):
        return "Withdrawn: the release is off the site. Its address says so, and gives the reason."
    return _SENTENCES[edition.state(at)](edition)


def _draft(edition: Edition) -> str:
    if edition.is_correction:
        return "Draft of a correction. The public still reads the edition before it."
    return "Draft. The public sees nothing of it."


def _submitted(edition: Edition) -> str:
    since = f" on {moment_words(edition.submitted_at)}" if edition.submitted_at else ""
    return (
        f"Waits for approval: {edition.submitted_by} submitted it{since}. Nothing is published "
        "before another person has approved it."
    )


def _held(edition: Edition) -> str:
    since = f" since {moment_words(edition.held_at)}" if edition.held_at else ""
    return (
        f"On hold{since}, by {edition.held_by}: “{edition.hold_reason}” It will not be published "
        "before somebody ends the hold and it is approved again."
    )


def _scheduled(edition: Edition) -> str:
    assert edition.published_from is not None  # it is scheduled  # noqa: S101
    alone = " Nobody else looked at it." if edition.approved_alone else ""
    return (
        f"Scheduled for {moment_words(edition.published_from)}. Approved by "
        f"{edition.approved_by}.{alone}"
    )


def _public(edition: Edition) -> str:
    assert edition.published_from is not None  # it is public  # noqa: S101
    ends = edition.published_until
    end = f" It will be replaced on {moment_words(ends)}." if ends else ""
    return (
        f"Public since {moment_words(edition.published_from)}, so it can’t be changed.{end} "
        "To put something right, begin a correction."
    )


def _superseded(edition: Edition) -> str:
    assert edition.published_until is not None  # it has ended  # noqa: S101
    return (
        f"Replaced by a later edition on {moment_words(edition.published_until)}, and kept as "
        "it was."
    )


def _withdrawn(edition: Edition) -> str:
    return "Withdrawn: the release is off the site."


_SENTENCES: dict[str, Callable[[Edition], str]] = {
    "draft": _draft,
    "submitted": _submitted,
    "held": _held,
    "scheduled": _scheduled,
    "public": _public,
    "superseded": _superseded,
    "withdrawn": _withdrawn,
}
