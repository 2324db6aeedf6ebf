"""What an embed says of figures that were put right: in a live one, and since a pinned one.

A pinned embed shows what was; that it was corrected is of the present. So whoever asks for it
reads the versions at the present instant (``npcc_site.answering``), under the present's policies:
what is hidden now, or is still to come, is told of nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from operations.models import Observation
from operations.versions import FigureVersion, change_between, changes_between, figure_versions
from releases.citing import changed_state, day_words

# A yearly series may be revised as a whole; the chart's page names them all.
SAID_AT_MOST = 4


@dataclass(frozen=True)
class Correction:
    """One figure that is not, or is no longer, what was first said: when, and both in words."""

    name: str
    when: str
    was: str
    now: str
    since: datetime


@dataclass(frozen=True)
class Corrections:
    """The newest first; ``more`` counts those that are left out."""

    shown: Sequence[Correction]
    more: int

    @classmethod
    def of(cls, found: Iterable[Correction]) -> "Corrections":
        ordered = sorted(found, key=lambda one: (one.since, one.name), reverse=True)
        return cls(ordered[:SAID_AT_MOST], max(0, len(ordered) - SAID_AT_MOST))


def corrections_in(figure_ids: Iterable[str], at: datetime) -> Corrections:
    """The last change of each figure that had one by ``at``: what a live embed says."""
    by_id = figure_versions(figure_ids, at, changed_only=True)
    last = (next(iter(changes_between(versions)), None) for versions in by_id.values())
    return Corrections.of(
        Correction(
            change.name,
            f"{changed_state(change.kind).capitalize()} on {change.day}",
            change.was,
            change.now,
            change.since,
        )
        for change in last
        if change is not None
    )


def corrections_since(figure_ids: Iterable[str], at: datetime, now: datetime) -> Corrections:
    """What became by ``now`` of figures as they stood at ``at``: what a pinned embed says.

    Only where the database answers for ``now``: see the module.
    """
    ids = list(figure_ids)
    found = []
    for versions in figure_versions(ids, now, changed_only=True).values():
        then = next((one for one in versions if one.since <= at), None)
        if then is not None:
            found.append(_since(then, versions[0]))
    return Corrections.of([*filter(None, found), *_replaced(ids, at, now)])


def _since(then: FigureVersion, newest: FigureVersion) -> Correction | None:
    """How the newest version differs from the one that stood then; None where it does not."""
    step = change_between(then, newest)
    if newest is then or step.was == step.now:
        return None
    when = f"{changed_state(step.kind).capitalize()} on {step.day}"
    return Correction(step.name, when, step.was, step.now, step.since)


def _replaced(ids: list[str], at: datetime, now: datetime) -> Iterable[Correction]:
    """Figures that a later release put in the place of these, since then."""
    revising = Observation.objects.public(now).filter(revises__in=ids, published_from__gt=at)
    replacing = {figure.revises: figure for figure in revising.select_related("metric")}
    if not replacing:
        return
    for figure_id, versions in figure_versions(replacing, now).items():
        figure, then = replacing[figure_id], change_between(None, versions[0])
        since = figure.published_from
        if since is not None:
            when = f"Revised by a later release on {day_words(since)}"
            yield Correction(then.name, when, versions[0].shown, figure.shown, since)
