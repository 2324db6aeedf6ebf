"""Where a row stands, as a column, a filter and a sentence. ``at`` is an aware moment."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone

from releases.models import Edition
from releases.published import public_q

STATEMENT_STATES = {
    "draft": "Draft",
    "scheduled": "Scheduled",
    "public": "Public",
    "superseded": "Superseded",
    "withdrawn": "Withdrawn",
}
REFERENCE_STATES = {"draft": "Draft", "scheduled": "Scheduled", "public": "Public"}


def statement_state(at: datetime, approved_at: str = "approved_at") -> Case:
    """``Edition.state(at)`` as an expression; ``approved_at`` is the way to the edition's field."""
    return Case(
        When(**{f"{approved_at}__isnull": True}, then=Value("draft")),
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


def is_editable(edition: Edition) -> bool:
    """Whether the edition and its rows may be changed: a draft of a release not withdrawn."""
    return edition.approved_at is None and not hasattr(edition.release, "withdrawal")


def moment_words(at: datetime) -> str:
    """A moment as a press officer must read it: weekday, day, London time, UTC."""
    london = timezone.localtime(at)
    return (
        f"{london:%A} {london.day} {london:%B %Y}, {_clock(london)} London time "
        f"({_clock(at.astimezone(UTC))} UTC)"
    )


def short_moment(at: datetime) -> str:
    """A moment in a list: weekday, day and London time."""
    london = timezone.localtime(at)
    return f"{london:%a} {london.day} {london:%b %Y}, {_clock(london)}"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def state_sentence(edition: Edition, at: datetime) -> str:
    """Where the edition stands at ``at``, and what that means for whoever opens its page."""
    state = edition.state(at)
    begins, ends = edition.published_from, edition.published_until
    if hasattr(edition.release, "withdrawal"):
        return "Withdrawn: the release is off the site. Its address says so, and gives the reason."
    if state == "scheduled" and begins is not None:
        return f"Scheduled for {moment_words(begins)}. To change anything, take it back first."
    if state == "public" and begins is not None:
        end = f" It will be replaced on {moment_words(ends)}." if ends else ""
        return (
            f"Public since {moment_words(begins)}, so it can’t be changed.{end} "
            "To put something right, begin a correction."
        )
    if state == "superseded" and ends is not None:
        return f"Replaced by a later edition on {moment_words(ends)}, and kept as it was."
    if edition.is_correction:
        return "Draft of a correction. The public still reads the edition before it."
    return "Draft. The public sees nothing of it."
