"""Drafts of releases with all that they say, and of charts."""

from collections.abc import Iterable
from typing import Any

from operations.content import entries
from operations.content.checking import speaker_slug
from operations.content.saving import References
from operations.models import (
    Chart,
    ChartLine,
    Claim,
    Evidence,
    Metric,
    Observation,
    Operation,
    Organisation,
)
from releases.models import Edition, Publisher, Quotation, Release, Speaker, Topic

BY = "content"


def add_releases(
    releases: tuple[entries.Release, ...], references: References
) -> dict[str, Edition]:
    """Add releases with their first editions as drafts; return these by the release's slug."""
    rows = {
        e.slug: Release(
            slug=e.slug,
            publisher=references.get(Publisher, e.publisher, e, "publisher"),
            source_url=e.source_url,
            via_title=e.via_title,
            via_url=e.via_url,
        )
        for e in releases
    }
    Release.objects.bulk_create(rows.values())
    references.added["releases"] += len(rows)
    references.link(
        Release.topics,
        (
            (rows[e.slug], references.get(Topic, slug, e, "topics"))
            for e in releases
            for slug in e.topics
        ),
    )
    references.link(
        Operation.releases,
        (
            (references.get(Operation, slug, e, "operations"), rows[e.slug])
            for e in releases
            for slug in e.operations
        ),
    )
    editions = {e.slug: _first_edition(e.editions[0], rows[e.slug]) for e in releases}
    Edition.objects.bulk_create(editions.values())
    add_figures(
        ((e, figure, editions[e.slug]) for e in releases for figure in e.figures
         if figure.edition == 1),
        references,
    )  # fmt: skip
    _add_claims(releases, editions)
    _add_quotations(releases, editions)
    return editions


def _first_edition(e: entries.Edition, release: Release) -> Edition:
    return Edition(
        release=release, number=1, written_by=BY, change_note=e.change_note, **edition_words(e)
    )


def edition_words(e: entries.Edition) -> dict[str, Any]:
    """The fields of an edition that its file gives."""
    return {
        "title": e.title,
        "summary": e.summary,
        "notes": e.notes,
        "video_url": e.video_url,
        "embargo_until": e.embargo_until,
        "embargo_as_stated": e.embargo_as_stated,
        "issued_earliest": e.issued.earliest,
        "issued_latest": e.issued.latest,
        "issued_basis": e.issued.basis,
    }


def add_figures(
    stated: Iterable[tuple[entries.Release, entries.Figure, Edition]], references: References
) -> None:
    """Add observations with their evidence to draft editions."""
    pairs = [
        (figure, _observation(figure, release, edition, references))
        for release, figure, edition in stated
    ]
    Observation.objects.bulk_create(row for _, row in pairs)
    Evidence.objects.bulk_create(
        Evidence(release_id=row.release_id, observation=row, words=words)
        for figure, row in pairs
        for words in figure.words
    )
    references.added["figures"] += len(pairs)


def _observation(
    e: entries.Figure, release: entries.Release, edition: Edition, references: References
) -> Observation:
    return Observation(
        figure_id=e.id,
        edition=edition,
        release_id=edition.release_id,
        metric=references.get(Metric, e.metric, e, "metric"),
        category=references.category(e.metric, e.category, e),
        organisation=references.get(Organisation, e.organisation, e, "organisation"),
        area=e.area,
        operation=references.get(Operation, e.operation, e, "operation"),
        phase=references.phase(e.operation, e.phase, e),
        period_kind=e.period.kind.value,
        period_start=e.period.start,
        period_end=e.period.end,
        period_basis=e.period_basis,
        value=e.value,
        qualifier=e.qualifier.value,
        status=e.status,
        coverage=e.coverage,
        is_partial=e.is_partial,
        note=e.note,
        revises=e.revises,
        position=release.figures.index(e) + 1,
    )


def _add_claims(releases: tuple[entries.Release, ...], editions: dict[str, Edition]) -> None:
    Claim.objects.bulk_create(
        Claim(
            edition=editions[release.slug],
            release_id=editions[release.slug].release_id,
            words=e.words,
            what=e.what,
            value=e.value,
            unit=e.unit,
            qualifier=e.qualifier.value,
            figure_ids=list(e.figures),
            position=number,
        )
        for release in releases
        for number, e in enumerate(release.claims, start=1)
    )


def _add_quotations(releases: tuple[entries.Release, ...], editions: dict[str, Edition]) -> None:
    names = {speaker_slug(q.speaker): q.speaker for release in releases for q in release.quotations}
    held = {speaker.slug: speaker for speaker in Speaker.objects.filter(slug__in=names)}
    new = {slug: Speaker(slug=slug, name=n) for slug, n in names.items() if slug not in held}
    Speaker.objects.bulk_create(new.values())
    speakers = held | new
    Quotation.objects.bulk_create(
        Quotation(
            edition=editions[release.slug],
            release_id=editions[release.slug].release_id,
            speaker=speakers[speaker_slug(e.speaker)],
            role=e.role,
            words=e.words,
            gist=e.gist,
            position=number,
        )
        for release in releases
        for number, e in enumerate(release.quotations, start=1)
    )


def add_chart(e: entries.Chart, release: Release | None, references: References) -> Chart:
    """Add a chart with its lines, as a draft that goes public with ``release`` if one is given."""
    chart = Chart.objects.create(
        slug=e.slug,
        title=e.title,
        subtitle=e.subtitle,
        note=e.note,
        annotations=e.annotations,
        alt=e.alt,
        kind=e.kind,
        along=e.along,
        is_horizontal=e.is_horizontal,
        topic=references.get(Topic, e.topic, e, "topic"),
        release=release,
        position=e.position,
    )
    ChartLine.objects.bulk_create(
        _line(line, number, chart, references) for number, line in enumerate(e.lines, start=1)
    )
    references.added["charts"] += 1
    return chart


def _line(e: entries.ChartLine, number: int, chart: Chart, references: References) -> ChartLine:
    return ChartLine(
        chart=chart,
        position=number,
        label=e.label,
        metric=references.get(Metric, e.metric, e, "metric"),
        category=references.category(e.metric, e.category, e),
        organisation=references.get(Organisation, e.organisation, e, "organisation"),
        operation=references.get(Operation, e.operation, e, "operation"),
        phase=references.phase(e.operation, e.phase, e),
        release=references.get(Release, e.release, e, "release"),
        area=e.area,
        period_kinds=list(e.period_kinds),
        figure_ids=list(e.figures),
        role=e.role,
    )
