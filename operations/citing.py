"""How to cite a release, a figure and a chart: the address at which it will always stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings

from operations.drawn import DrawnChart
from operations.figures import caveats_of, subject_of
from operations.models import Chart, Observation
from releases.citing import (
    Citation,
    changed_state,
    day_words,
    edition_words,
    frozen_query,
    readable_at,
)
from releases.models import Edition
from releases.public_addresses import public_address

# More sources than these are counted, with their publishers.
SOURCES_NAMED = 3


class Dated(Protocol):
    """A row that is public from some moment on."""

    published_from: datetime | None
    recorded_at: datetime | None


def frozen_from(rows: Iterable[Dated | None], at: datetime) -> datetime:
    """The first moment from which on all these rows, public at ``at``, were to be seen here."""
    moments = []
    for row in rows:
        if row is not None and row.published_from is not None:
            recorded_at = row.recorded_at
            known = recorded_at if recorded_at is not None and recorded_at <= at else None
            moments.append(readable_at(row.published_from, known))
    return max(moments, default=at)


def cited_figure(figure: Observation, at: datetime) -> Citation:
    """Cite a figure: number, words, caveats, source with its edition, frozen address, day."""
    release, edition = figure.release, figure.release.edition
    of_what = ", ".join(
        part
        for part in (figure.metric.name, subject_of(figure), figure.period.label())
        if part
    )  # fmt: skip
    rows = (figure, edition, release, figure.metric, figure.category, figure.organisation,
            figure.operation, figure.phase)  # fmt: skip
    return _citation(
        subject=f"{figure.shown}: {of_what}",
        words=figure.words,
        caveats=(*caveats_of(figure), *([figure.changed.in_short] if figure.changed else [])),
        sources=(source_words(edition) if edition else release.publisher.name,),
        path=figure.get_absolute_url(),
        moment=frozen_from(rows, at),
        at=at,
    )


def cited_release(edition: Edition, at: datetime) -> Citation:
    """Cite a release as its edition in force says it."""
    release = edition.release
    found = ["second-hand: from a report of it"] if release.is_second_hand else []
    if edition.change_note:
        found.append(f"{changed_state(edition.change_kind)}: {edition.change_note}")
    return _citation(
        subject=f"“{edition.title}”",
        caveats=tuple(found),
        sources=(source_words(edition, titled=False),),
        path=release.get_absolute_url(),
        moment=frozen_from((edition, release), at),
        at=at,
    )


def cited_chart(
    chart: Chart, drawn: DrawnChart, figures: Iterable[Observation], at: datetime
) -> Citation:
    """Cite a chart with what must be known of ``figures``, those that it draws (for_listing)."""
    title = ". ".join(part.rstrip(".") for part in (drawn.title, drawn.subtitle) if part)
    figures = list(figures)
    rows = [chart, *(row for one in figures for row in (one, one.release.edition, one.metric))]
    return _citation(
        subject=title,
        caveats=tuple(dict.fromkeys([*drawn.caveats, *drawn.notes])),
        sources=_named(figures),
        path=drawn.asked(chart.get_absolute_url()),
        moment=frozen_from(rows, at),
        at=at,
    )


def source_words(edition: Edition, *, titled: bool = True) -> str:
    """Who said it, where, in which edition, and when that was issued."""
    release = edition.release
    since = edition.published_from
    parts = [
        release.publisher.name,
        f"“{edition.title}”" if titled else "",
        edition_words(edition.number, edition.change_kind, day_words(since) if since else ""),
        f"issued {edition.issued_words}" if edition.issued_latest else edition.issued_words,
    ]
    via = f" (as reported by {release.via_title})" if release.via_title else ""
    return ", ".join(part for part in parts if part) + via


def _named(figures: Iterable[Observation]) -> tuple[str, ...]:
    """The releases that state the figures, each once; many are counted, with their publishers."""
    editions = {one.release_id: one.release.edition for one in figures if one.release.edition}
    if len(editions) <= SOURCES_NAMED:
        return tuple(source_words(edition) for edition in editions.values())
    publishers = dict.fromkeys(edition.release.publisher.name for edition in editions.values())
    return (f"{', '.join(publishers)}, {len(editions)} releases, each named there",)


def _citation(*, path: str, moment: datetime, at: datetime, **told: Any) -> Citation:
    return Citation(
        site=settings.SITE_NAME,
        address=_joined(public_address(path), frozen_query(moment)),
        day=day_words(at),
        **told,
    )


def _joined(address: str, query: str) -> str:
    """An address, which may have a query already, with one more ("?as_at=…")."""
    return address + (query.replace("?", "&", 1) if "?" in address else query)
