"""What the site said before: versions of figures and editions that are no longer in force.

The policies show what is in force and nothing else, so these are asked of functions of the
database, which answer for the policies' own clock (``operations/sql/versions_of_releases.sql``).
``at`` is an earlier moment where the staff site shows the past.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from django.db import connection

from operations.figures import subject_of
from operations.models import Chart, Observation, PublicChange
from releases.citing import changed_state, day_words, frozen_query, readable_at, when_words


@dataclass(frozen=True)
class FigureVersion:
    """What the site said of a figure from ``since`` until ``ended`` (None: it still does)."""

    figure: Observation
    words: str
    edition_number: int
    change_kind: str
    change_note: str
    since: datetime
    recorded_at: datetime | None
    ended: datetime | None

    @property
    def shown(self) -> str:
        return self.figure.shown

    @property
    def readable_at(self) -> datetime:
        """A moment at which the site shows this version."""
        return readable_at(self.since, self.recorded_at, self.ended)

    @property
    def frozen_query(self) -> str:
        return frozen_query(self.readable_at)


@dataclass(frozen=True)
class EditionVersion:
    """One edition of a release, in force from ``since`` until ``ended`` (None: it still is)."""

    edition_id: int
    number: int
    title: str
    change_kind: str
    change_note: str
    since: datetime
    recorded_at: datetime | None
    ended: datetime | None

    @property
    def frozen_query(self) -> str:
        """What leads from the release’s page to this edition of it."""
        return frozen_query(readable_at(self.since, self.recorded_at, self.ended))


@dataclass(frozen=True)
class FigureChange:
    """One step of one figure: what it was (empty: there was none), what it is, why and since when.

    ``kind`` is “correction” or “revision”; an edition that names none counts as a correction.
    """

    figure: Observation
    was: str
    now: str
    kind: str
    note: str
    since: datetime
    recorded_at: datetime | None

    @property
    def name(self) -> str:
        """What the figure is of: “Cocaine seized: England and Wales, 2022/23”."""
        of = ", ".join(part for part in (subject_of(self.figure), _period(self.figure)) if part)
        return f"{self.figure.metric.name}: {of}" if of else self.figure.metric.name

    @property
    def when(self) -> str:
        """“at 09:30 on 5 October 2023”; the day alone where it was taken over from elsewhere."""
        return when_words(self.since, self.recorded_at)

    @property
    def day(self) -> str:
        """The London day since when it is as it is now."""
        return day_words(self.since)

    @property
    def in_short(self) -> str:
        """For a note beside the figure: “corrected on 5 October 2023, was 9,387”."""
        return f"{changed_state(self.kind)} on {self.day}, was {self.was}"


@dataclass(frozen=True)
class ChartVersion:
    """What a chart showed from ``moment`` on: figures new in it, and those that changed."""

    moment: datetime
    added: int
    changes: list[FigureChange]

    @property
    def frozen_query(self) -> str:
        return frozen_query(self.moment)


def figure_versions(
    figure_ids: Iterable[str], at: datetime, *, changed_only: bool = False
) -> dict[str, list[FigureVersion]]:
    """Every version that the public has seen by ``at``, by figure id, the newest first.

    With ``changed_only`` figures of a single version are left out.
    """
    rows = Observation.objects.raw(
        "SELECT * FROM figure_versions(%s, %s)", [list(figure_ids), changed_only]
    ).prefetch_related("metric", "category", "organisation", "operation", "phase")
    found: dict[str, list[FigureVersion]] = {}
    for version in (_version(row, at) for row in rows):
        if version.since <= at:
            found.setdefault(version.figure.figure_id, []).append(version)
    if changed_only:
        return {name: versions for name, versions in found.items() if len(versions) > 1}
    return found


def _version(row: Observation, at: datetime) -> FigureVersion:
    told = vars(row)
    return FigureVersion(
        figure=row,
        words=told["stated_words"],
        edition_number=told["edition_number"],
        change_kind=told["change_kind"],
        change_note=told["change_note"],
        since=told["published_from"],
        recorded_at=told["recorded_at"],
        ended=_by(at, told["ended_at"]),
    )


def _by(at: datetime, ended: datetime | None) -> datetime | None:
    """An end that has come by ``at``; one that is only planned is none."""
    return ended if ended is not None and ended <= at else None


def edition_versions(release_id: int, at: datetime) -> list[EditionVersion]:
    """Every edition of a release that the public has seen by ``at``, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT edition_id, number, title, change_kind, change_note, published_from, "
            "recorded_at, ended_at FROM edition_versions(%s)",
            [release_id],
        )
        rows = cursor.fetchall()
    return [
        EditionVersion(edition, number, title, kind, note, since, recorded_at, _by(at, ended))
        for edition, number, title, kind, note, since, recorded_at, ended in rows
        if since <= at
    ]


def changes_between(versions: Sequence[FigureVersion]) -> list[FigureChange]:
    """Each step to a version (the newest first) from the one before it that is told otherwise."""
    steps = [change_between(older, newer) for newer, older in pairwise(versions)]
    return [step for step in steps if step.was != step.now]


def chart_versions(chart: Chart, figures: Iterable[Sequence[FigureVersion]]) -> list[ChartVersion]:
    """When the chart came to show each of these figures as it does; the newest first.

    ``figures`` holds the versions of each that it draws now. Not earlier than the chart itself was
    to be seen, so its first version holds all of before.
    """
    begins = datetime.min.replace(tzinfo=UTC)
    if chart.published_from is not None:
        begins = readable_at(chart.published_from, chart.recorded_at)
    added: Counter[datetime] = Counter()
    changed: dict[datetime, list[FigureChange]] = {}
    for versions in figures:
        shown = [one for one in versions if one.ended is None or one.ended > begins]
        added[max(begins, shown[-1].readable_at)] += 1
        for step in changes_between(shown):
            changed.setdefault(max(begins, step.since), []).append(step)
    return [
        ChartVersion(moment, added[moment], changed.get(moment, []))
        for moment in sorted({*added, *changed}, reverse=True)
    ]


def mark_changes(figures: Sequence[Observation], at: datetime) -> list[FigureChange]:
    """Give each figure its last change as ``changed``; return those changes in the same order."""
    by_id = figure_versions({one.figure_id for one in figures}, at, changed_only=True)
    for figure in figures:
        figure.changed = next(iter(changes_between(by_id.get(figure.figure_id, []))), None)
    return [figure.changed for figure in figures if figure.changed is not None]


def with_figures(changes: Sequence[PublicChange], at: datetime) -> Sequence[PublicChange]:
    """The same changes, each with the figures that its edition changed or added (``figures``)."""
    editions = [change.edition_id for change in changes if change.edition_id is not None]
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT figures_stated_in(%s)", [editions])
        ids = [figure_id for (figure_id,) in cursor.fetchall()]
    by_edition: dict[int, list[FigureChange]] = {}
    for versions in figure_versions(ids, at).values():
        for newer, older in zip(versions, [*versions[1:], None], strict=True):
            step = change_between(older, newer)
            if step.was != step.now:
                by_edition.setdefault(newer.figure.edition_id, []).append(step)
    for change in changes:
        found = by_edition.get(change.edition_id or 0, [])
        change.figures = sorted(found, key=_place)
    return changes


def _place(change: FigureChange) -> tuple[int, str]:
    return change.figure.position, change.figure.figure_id


def change_between(older: FigureVersion | None, newer: FigureVersion) -> FigureChange:
    """The step from one version to a later one, not the next of necessity; None: there was none."""
    was, now = _difference(older.figure, newer.figure) if older else ("", newer.shown)
    return FigureChange(
        figure=newer.figure,
        was=was,
        now=now,
        kind=newer.change_kind or PublicChange.Kind.CORRECTION.value,
        note=newer.change_note,
        since=newer.since,
        recorded_at=newer.recorded_at,
    )


def _difference(older: Observation, newer: Observation) -> tuple[str, str]:
    """Both in words: the numbers, and whatever else of them is not the same."""
    aspects = (_metric, subject_of, _period, _coverage, _status, _completeness)
    differing = [aspect for aspect in aspects if aspect(older) != aspect(newer)]
    was, now = (
        "; ".join(filter(None, (one.shown, *(aspect(one) for aspect in differing))))
        for one in (older, newer)
    )
    return was, now


def _metric(figure: Observation) -> str:
    return str(figure.metric.name)


def _period(figure: Observation) -> str:
    return figure.period.label() if figure.period_start or figure.period_end else ""


def _coverage(figure: Observation) -> str:
    return figure.coverage


def _status(figure: Observation) -> str:
    return figure.get_status_display()


def _completeness(figure: Observation) -> str:
    return "incomplete" if figure.is_partial else ""
