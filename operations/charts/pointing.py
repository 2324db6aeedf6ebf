"""Figures of the database as points of a chart, with where they are from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from operations.models import Observation
from operations.series import Origin, Point, Source, stated
from releases.reading.embargoes import LONDON


def point_of(figure: Observation, label: str) -> Point:
    """A figure as ``for_listing`` gives it, marked with its last change, under ``label``."""
    metric = figure.metric
    edition = figure.release.edition
    point = stated(
        label, figure.value, figure.qualifier, metric.unit, counted=metric.counted, per=metric.per
    )
    changed = figure.changed
    return replace(
        point,
        status=figure.status,
        coverage=figure.coverage,
        partial=figure.is_partial,
        second_hand=figure.release.is_second_hand,
        figure_id=figure.figure_id,
        url=figure.get_absolute_url(),
        words=figure.words,
        period=figure.period,
        release_title=edition.title if edition else "",
        area=figure.of_whom,
        definition=metric.slug,
        counting=metric.counted,
        changed=changed.in_short if changed else "",
        was=changed.was if changed else "",
        origin=_origin(figure),
    )


def _origin(figure: Observation) -> Origin:
    release, edition, changed = figure.release, figure.release.edition, figure.changed
    organisation = figure.organisation
    path = release.get_absolute_url()
    return Origin(
        metric=figure.metric.slug,
        metric_label=figure.metric.name,
        kind=figure.metric.kind,
        per=figure.metric.per,
        category=figure.category.name if figure.category else "",
        organisation=organisation.slug if organisation else "",
        area_code=organisation.ons_code if organisation else figure.area_ons_code,
        area_name=figure.of_whom,
        release_title=edition.title if edition else "",
        release_path=path,
        words_path=f"{path}#f-{figure.figure_id}",
        publisher=release.publisher.name,
        licence=release.publisher.licence,
        edition=edition.number if edition else 1,
        issued=edition.issued_words if edition else "",
        note=figure.note,
        published_at=figure.published_from,
        corrected_at=changed.since if changed else None,
    )


def sources_of(figures: Iterable[Observation]) -> tuple[Source, ...]:
    """The releases that state the figures, each once, in the order in which they are met."""
    sources: dict[int, Source] = {}
    for figure in figures:
        release, edition = figure.release, figure.release.edition
        if release.pk in sources or edition is None:
            continue
        sources[release.pk] = Source(
            title=edition.title,
            url=release.get_absolute_url(),
            publisher=release.publisher.name,
            date_text=edition.issued_words,
            second_hand=release.is_second_hand,
            via=release.via_title,
        )
    return tuple(sources.values())


def updated_on(figures: Iterable[Observation]) -> date | None:
    """The London day since when the figures stand as they do; None where there is none."""
    moments = [figure.published_from for figure in figures if figure.published_from is not None]
    return max(moments).astimezone(LONDON).date() if moments else None


def licences_of(figures: Iterable[Observation]) -> tuple[str, ...]:
    """The licences of the figures' publishers, each once; a publisher without one is left out."""
    found = (figure.release.publisher.licence for figure in figures)
    return tuple(dict.fromkeys(licence for licence in found if licence))
