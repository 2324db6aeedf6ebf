"""Content into the database: what is missing is added and dated, what is there is left alone."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from operations.content import entries
from operations.content.dating import check_dates, in_order, published_from
from operations.content.problems import ContentError
from operations.content.reading import content_files, read_content
from operations.content.saving import References
from operations.content.saving_releases import (
    BY,
    add_chart,
    add_figures,
    add_releases,
    edition_words,
)
from operations.models import Chart, FormerAddress, Observation, Organisation
from releases import publishing
from releases.models import Edition, LoadedFile, Release, Topic
from releases.published import database_now
from releases.video import check_video_url

# One load at a time: any number will do that nothing else locks.
LOCK = 2023_11_17


@dataclass(frozen=True)
class Loaded:
    """What a load did: counts of added rows by name, and what it left alone."""

    added: Counter[str] = field(default_factory=Counter)
    changed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def load(folder: Path) -> Loaded:
    """Add what the files of ``folder`` say and the database lacks, in one transaction.

    Needs the staff login. Raises ContentError with every error; then nothing has been added.
    A file loaded before is never applied again: what it brought is the staff's to edit.
    """
    found = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in content_files(folder)
    }
    if found and found.items() <= _held().items():
        return Loaded()
    content = read_content(folder)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        held = _held()
        fresh = {file for file, digest in found.items() if held.get(file) != digest}
        return _Load(content, fresh, held, database_now()).run(found)


def _held() -> dict[str, str]:
    return dict(LoadedFile.objects.values_list("path", "sha256"))


class _Load:
    """One load inside its transaction."""

    def __init__(
        self,
        content: entries.Content,
        fresh: Collection[str],
        held: dict[str, str],
        now: datetime,
    ) -> None:
        self.content = content
        self.fresh = fresh
        self.held = held
        self.now = now
        self.references = References(content, fresh)
        new = [r for r in content.releases if r.file not in held]
        existing = Release.objects.filter(slug__in=[r.slug for r in new])
        self.existing = set(existing.values_list("slug", flat=True))
        self.releases = tuple(r for r in new if r.slug not in self.existing)

    def run(self, found: dict[str, str]) -> Loaded:
        self._check()
        self.references.add_missing()
        drafts = add_releases(self.releases, self.references)
        charts = self._add_charts()
        self._date_public_knowledge()
        self._date_editions(drafts)
        self._date_charts(charts)
        LoadedFile.objects.bulk_create(
            LoadedFile(path=file, sha256=digest, loaded_at=self.now)
            for file, digest in found.items()
            if file not in self.held
        )
        return Loaded(
            added=+self.references.added,
            changed=tuple(sorted(file for file in self.fresh if file in self.held)),
            left=tuple(sorted(self.existing)),
            waiting=tuple(self._waiting(charts)),
        )

    def _check(self) -> None:
        """What only the clock, the settings or the database can tell."""
        problems = list(check_dates(self.releases, self.now))
        for release in self.releases:
            for edition in release.editions:
                try:
                    if edition.video_url:
                        check_video_url(edition.video_url)
                except ValidationError as error:
                    problems.append(edition.problem("video_url", error.messages[0]))
        figures = {f.id: (r, f) for r in self.releases for f in r.figures}
        taken = Observation.objects.filter(figure_id__in=figures).select_related("release")
        for observation in taken:
            _, figure = figures[observation.figure_id]
            problems.append(
                figure.problem(
                    "id",
                    f"“{figure.id}” is a figure of {observation.release.slug} in the database. "
                    "Make a new id.",
                )
            )
        if problems:
            raise ContentError(problems)

    def _add_charts(self) -> list[tuple[entries.Chart, Chart]]:
        fresh = [e for e in self.content.charts if e.file in self.fresh]
        named = [e.slug for e in fresh]
        # A chart that staff gave another address is held under that one.
        held = {
            slug
            for model in (Chart, FormerAddress)
            for slug in model.objects.filter(slug__in=named).values_list("slug", flat=True)
        }
        return [
            (e, add_chart(e, self._goes_public_with(e), self.references))
            for e in fresh
            if e.slug not in held
        ]

    def _shown(self, chart: entries.Chart) -> dict[str, datetime]:
        """The releases whose figures a chart shows, and from when on it shows the last of them."""
        shown: dict[str, datetime] = {}
        for release in self.content.releases:
            dates = {e.number: published_from(e, self.now) for e in release.editions}
            for figure in release.figures:
                if any(line.shows(figure, release.slug) for line in chart.lines):
                    at = dates[figure.edition]
                    shown[release.slug] = max(at, shown.get(release.slug, at))
        return shown

    def _goes_public_with(self, chart: entries.Chart) -> Release | None:
        """The one release that a chart is of, or the last if that one is still to come."""
        shown = self._shown(chart)
        last = max(shown, key=lambda slug: shown[slug])
        if len(shown) > 1 and shown[last] <= self.now:
            return None
        return Release.objects.filter(slug=last).first()

    def _date_public_knowledge(self) -> None:
        """Organisations and topics tell nothing by existing: as old as the first release."""
        dated = in_order(self.content.releases, self.now)
        earliest = min([self.now, *(one.published_from for one in dated)])
        for model, named in (
            (Organisation, self.content.organisations),
            (Topic, self.content.topics),
        ):
            slugs = [e.slug for e in named if e.file in self.fresh]
            for row in model._default_manager.filter(published_from=None, slug__in=slugs):
                publishing.archive_reference(row, by=BY, published_from=earliest)

    def _date_editions(self, drafts: dict[str, Edition]) -> None:
        by_slug = {release.slug: release for release in self.releases}
        for dated in in_order(self.releases, self.now):
            release = by_slug[dated.slug]
            try:
                edition = drafts[dated.slug]
                if dated.number > 1:
                    edition = self._later_edition(release, dated.number, edition.release)
                if dated.published_from > self.now:
                    # What is not out yet goes the way of every other: another person approves it.
                    publishing.submit(edition, by=BY)
                else:
                    publishing.archive(edition, by=BY, published_from=dated.published_from)
            except ValidationError as error:
                reasons = "; ".join(error.messages)
                raise ContentError([release.problem("", reasons)]) from error

    def _later_edition(self, release: entries.Release, number: int, row: Release) -> Edition:
        e = release.editions[number - 1]
        edition = publishing.correct(row, by=BY, reason=e.change_note)
        Edition.objects.filter(pk=edition.pk).update(**edition_words(e))
        edition.refresh_from_db()
        figures = [(release, f, edition) for f in release.figures if f.edition == number]
        add_figures(figures, self.references)
        return edition

    def _date_charts(self, charts: list[tuple[entries.Chart, Chart]]) -> None:
        """Charts that came with no release: public since the last figure that they show was."""
        for e, chart in charts:
            chart.refresh_from_db()
            at = max(self._shown(e).values())
            if chart.published_from is None and at <= self.now:
                publishing.archive_reference(chart, by=BY, published_from=at)

    def _waiting(self, charts: list[tuple[entries.Chart, Chart]]) -> list[str]:
        """Charts that nothing will let out: their release was scheduled by an earlier load."""
        pks = [chart.pk for _, chart in charts]
        waiting = Chart.objects.filter(pk__in=pks, published_from__isnull=True)
        return list(waiting.values_list("slug", flat=True))
