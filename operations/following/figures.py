"""Figures as feeds: those of a metric, and every version of a single one."""

from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from operations.charts.file_views import open_data
from operations.figures import subject_of
from operations.following.rendering import Ending, Entry, feed_of, feed_response, lasting, since
from operations.models import Metric, Observation
from operations.versions import (
    FigureChange,
    FigureVersion,
    change_between,
    changes_between,
    figure_versions,
)
from operations.views import found
from releases.citing import changed_state
from releases.filters import at_of
from releases.public_addresses import public_address

FIGURES_IN_A_FEED = 50


@open_data
def metric_feed(request: HttpRequest, slug: str, ending: Ending) -> HttpResponse:
    """The figures of a metric, those first that were published or corrected last."""
    at = at_of(request)
    metric = found(Metric.objects.with_figures(at).filter(slug=slug))
    stated = Observation.objects.for_listing(at).filter(metric=metric)
    newest = list(stated.order_by("-published_from", "figure_id")[:FIGURES_IN_A_FEED])
    feed = feed_of(
        request, metric, name=f"metric/{lasting(f'/metrics/{slug}/')}",
        title=metric.name, subtitle=f"Figures of “{metric.name}”, as they are published.",
        entries=_in_force(newest, at),
    )  # fmt: skip
    return feed_response(feed, ending)


@open_data
def figure_feed(request: HttpRequest, figure_id: str, ending: Ending) -> HttpResponse:
    """Each version of a figure: what it was, what it is and why; and what a later release says."""
    at = at_of(request)
    figure = found(Observation.objects.for_listing(at).filter(figure_id=figure_id))
    later = Observation.objects.for_listing(at).filter(revises=figure_id)
    versions = figure_versions([figure_id], at).get(figure_id, [])
    entries = [*_versions(figure, versions), *(_replacement(figure, one) for one in later)]
    entries.sort(key=lambda entry: (entry.updated, entry.name), reverse=True)
    feed = feed_of(
        request, figure, name=f"figure/{figure_id}", title=f"Figure: {_name(figure)}",
        subtitle="Each version of one figure: what it was, what it is and why.",
        entries=entries,
    )  # fmt: skip
    return feed_response(feed, ending)


def _in_force(figures: list[Observation], at: datetime) -> Iterable[Entry]:
    """An entry for each figure as it stands, with its last change."""
    changed = figure_versions({one.figure_id for one in figures}, at, changed_only=True)
    for figure in figures:
        versions = changed.get(figure.figure_id, [])
        change = next(iter(changes_between(versions)), None)
        yield _entry(
            figure, change,
            name=f"figure/{figure.figure_id}",
            title=f"{_capitalised(figure.shown)}: {_name(figure)}",
            published=versions[-1].since if versions else since(figure),
            updated=change.since if change else since(figure),
        )  # fmt: skip


def _versions(figure: Observation, versions: list[FigureVersion]) -> Iterable[Entry]:
    """An entry for the first version, and for each that is told otherwise than the one before."""
    for version, before in zip_longest(versions, versions[1:]):
        change = change_between(before, version)
        if before is not None and change.was == change.now:
            continue
        is_new = before is None
        title = f"Published: {change.now}" if is_new else _was_is(change)
        yield _entry(
            figure, None if is_new else change, version=version,
            name=f"figure/{figure.figure_id}/edition/{version.edition_number}",
            title=title, published=version.since, updated=version.since,
        )  # fmt: skip


def _replacement(figure: Observation, later: Observation) -> Entry:
    return _entry(
        later, None, replaced=figure,
        name=f"figure/{figure.figure_id}/replaced-by/{later.figure_id}",
        title=f"Replaced by a later release: was {figure.shown}, is {later.shown}",
        published=since(later), updated=since(later), kind="replacement",
    )  # fmt: skip


def _entry(
    figure: Observation,
    change: FigureChange | None,
    *,
    name: str,
    title: str,
    published: datetime,
    updated: datetime,
    kind: str = "",
    **context: object,
) -> Entry:
    """One entry about ``figure`` (as for_listing gives it), told by ``figure.html``."""
    told = {"figure": figure, "change": change, **context}
    kinds = (kind or (change.kind if change else ""),)
    return Entry(
        name=name,
        title=title,
        address=public_address(figure.get_absolute_url()),
        published=published,
        updated=updated,
        html=render_to_string("operations/following/figure.html", told).strip(),
        author=figure.release.publisher.name,
        categories=tuple(filter(None, kinds)),
    )


def _was_is(change: FigureChange) -> str:
    return f"{_capitalised(changed_state(change.kind))}: was {change.was}, is {change.now}"


def _name(figure: Observation) -> str:
    """What the figure is of: “Cocaine seized: England and Wales, 2022/23”."""
    period = figure.period.label() if figure.period_start or figure.period_end else ""
    of = ", ".join(part for part in (subject_of(figure), period) if part)
    return f"{figure.metric.name}: {of}" if of else str(figure.metric.name)


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
