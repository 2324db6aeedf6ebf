"""A reference to copy, and the standing of what it refers to. Pure: words in, words out.

The caveat is a part of every rendering, so that nobody can copy the number without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from html import escape

from releases.reading.embargoes import LONDON


@dataclass(frozen=True)
class Citation:
    """What is cited, with its caveats and where it comes from; three renderings of the same.

    ``subject`` and ``sources`` are phrases without a full stop, ``words`` the source’s own; ``day``
    is that of the page which offers it.
    """

    subject: str
    sources: tuple[str, ...]
    site: str
    address: str
    day: str
    words: str = ""
    caveats: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Plain text, for a note or a mail."""
        parts = [
            f"{self.subject}.",
            f"As stated: “{self.words}”." if self.words else "",
            f"Note: {self._noted}." if self.caveats else "",
            f"{self._source_label}: {self._sourced}.",
            f"{self.site}, {self.address}, as it stood on {self.day}.",
        ]
        return " ".join(part for part in parts if part)

    @property
    def html(self) -> str:
        """A paragraph for a page of somebody else’s, everything in it escaped."""
        linked = f'<a href="{escape(self.address)}">{escape(self.site)}</a>'
        parts = [
            f"{escape(self.subject)}.",
            f"As stated: <q>{escape(self.words)}</q>." if self.words else "",
            f"<strong>Note:</strong> {escape(self._noted)}." if self.caveats else "",
            f"{self._source_label}: {escape(self._sourced)}.",
            f"{linked}, as it stood on {escape(self.day)}.",
        ]
        return f"<p>{' '.join(part for part in parts if part)}</p>"

    @property
    def caption(self) -> str:
        """One line to stand under a picture or a table."""
        noted = f" ({self._noted})" if self.caveats else ""
        return (
            f"{self.subject}{noted}. {self._source_label}: {self._sourced}. "
            f"{self.site}, {self.address}"
        )

    @property
    def _noted(self) -> str:
        return "; ".join(caveat.rstrip(".") for caveat in self.caveats)

    @property
    def _sourced(self) -> str:
        return "; ".join(self.sources)

    @property
    def _source_label(self) -> str:
        return "Source" if len(self.sources) == 1 else "Sources"


class State(StrEnum):
    """Where something that was published stands."""

    CURRENT = "current"
    CORRECTED = "corrected"
    REVISED = "revised as planned"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Standing:
    """A state, and the sentence that says it."""

    state: State
    sentence: str


def changed_state(kind: str) -> State:
    """The state that a change of this kind leads to; one that names no kind is a correction."""
    return State.REVISED if kind == "revision" else State.CORRECTED


def edition_words(number: int, kind: str, day: str) -> str:
    """Which edition, for a citation: “first edition”, “edition 2, corrected on 5 October 2023”."""
    if number == 1:
        return "first edition"
    return f"edition {number}, {changed_state(kind)} on {day}"


def standing_of_edition(number: int, kind: str, when: str) -> Standing:
    """Where the edition in force stands; ``when`` tells since when (“on 5 October 2023”)."""
    if number == 1:
        return Standing(
            State.CURRENT, "Current: this is the first edition, and none has taken its place."
        )
    why = "a revision that was planned" if kind == "revision" else "to put an error right"
    state = changed_state(kind)
    return Standing(
        state,
        f"{state.capitalize()}: edition {number} took the place of edition {number - 1} "
        f"{when}, {why}.",
    )


def standing_of_figures(
    changes: Sequence[tuple[str, str]], *, replaced_by: str = "", several: bool = False
) -> Standing:
    """Where a figure stands, or with ``several`` those of a chart.

    ``changes`` holds kind and moment in words of each change, the newest first; ``replaced_by``
    what a later release says in its place.
    """
    if replaced_by:
        return Standing(
            State.SUPERSEDED, f"Superseded: a later release says {replaced_by} in its place."
        )
    if not changes:
        unchanged = "none of its figures has" if several else "it has not"
        return Standing(
            State.CURRENT, f"Current: {unchanged} been changed since it was first published."
        )
    kind, when = changes[0]
    state = changed_state(kind)
    whose = "one of its figures" if several else "it"
    if state is State.REVISED:
        what = f"a planned revision changed {whose} {when}"
    else:
        what = f"an error in {whose} was put right {when}"
    times = f", the last of {len(changes)} changes" if len(changes) > 1 else ""
    return Standing(state, f"{state.capitalize()}: {what}{times}.")


def day_words(moment: datetime) -> str:
    """The London day of an aware moment: “5 October 2023”."""
    return f"{moment.astimezone(LONDON):%-d %B %Y}"


def when_words(since: datetime, recorded_at: datetime | None) -> str:
    """Since when, as exactly as it is known: what was taken over is dated by its day alone."""
    if recorded_at is not None:
        return f"on {day_words(since)}"
    return f"at {since.astimezone(LONDON):%H:%M} on {day_words(since)}"


def readable_at(
    since: datetime, recorded_at: datetime | None, ended: datetime | None = None
) -> datetime:
    """A moment at which the site shows what was public from ``since`` until ``ended``.

    What was taken over from elsewhere counts from when it stood here, with all that belongs to
    it; had it been replaced by then, from when it was first public.
    """
    if recorded_at is None or (ended is not None and ended <= recorded_at):
        return since
    return max(since, recorded_at)


def frozen_query(moment: datetime) -> str:
    """What to add to a page’s path to see it as it stood at ``moment`` (aware), for ever.

    The next whole second is meant: nothing that is published ends within the same one.
    """
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    if utc.microsecond:
        utc = utc.replace(microsecond=0) + timedelta(seconds=1)
    spec = "seconds" if utc.second else "minutes"
    return f"?as_at={utc.isoformat(timespec=spec)}Z"
