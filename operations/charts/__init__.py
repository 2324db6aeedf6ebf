"""The seam: a chart's row and the figures in force become a ``ChartData``.

The one package that touches both the ORM and ``series``. Renderers take what it returns; they
never ask for more. However many charts a page has, their figures come in one question.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from operations.charts.choosing import (
    Line,
    best_of,
    chosen_for,
    colour_of,
    group_of,
    parted,
    tiles_of,
    time_of,
    with_baselines_beside,
)
from operations.charts.placing import Place, place_of, places_of, with_missing_years
from operations.models import Chart, ChartLine, Metric, Observation
from operations.series import Caption, ChartData, Point, Series, Source, mark_breaks, stated
from operations.versions import mark_changes
from releases.units import axis_words

logger = logging.getLogger(__name__)


def charts_data(charts: Iterable[Chart], at: datetime) -> list[ChartData]:
    """What each chart says at ``at``, in the charts' order; one query for all their figures.

    The charts come from ``ChartQuerySet.for_page``. One whose figures are none of them public
    is left out: an empty frame would tell that something is to come. So is one that can't be
    drawn as it stands (two units on one axis): staff's log says so, and the page goes on.
    """
    charts = list(charts)
    figures = _figures_of([line for chart in charts for line in chart.lines.all()], at)
    drawn = []
    for chart in charts:
        try:
            data = _chart_data(chart, figures)
        except ValueError:
            logger.exception("The chart %s can't be drawn.", chart.slug)
            continue
        if data.figures():
            drawn.append(data)
    return drawn


def chart_data(chart: Chart, at: datetime) -> ChartData:
    """What one chart says at ``at``; it may have no figure (a preview of an unfinished one)."""
    return _chart_data(chart, _figures_of(list(chart.lines.all()), at))


def metric_data(metric: Metric, observations: Sequence[Observation]) -> ChartData:
    """A chart of all figures of one metric, for a metric that nobody has charted yet."""
    by_group: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for figure in observations:
        by_group[group_of(figure)].append(figure)
    lines = [
        Line(
            ", ".join(name for name in group if name) or metric.name,
            "main",
            sorted(best_of(members), key=time_of),
        )
        for group, members in sorted(by_group.items())
    ]
    dated = all(figure.period_end for figure in observations)
    caption = Caption(
        title=metric.name,
        subtitle="All figures on record",
        note=metric.note,
        unit=metric.unit,
        counted=metric.counted,
        axis_title=axis_words(metric.unit, metric.counted),
    )
    return _assembled(
        slug=f"metric-{metric.slug}",
        kind="line" if dated and metric.kind == Metric.Kind.FLOW else "bar",
        is_horizontal=False,
        lines=lines,
        along=Chart.Along.PERIOD,
        caption=caption,
    )


def _figures_of(lines: Sequence[ChartLine], at: datetime) -> dict[int, list[Observation]]:
    """The figures in force of every metric that the lines name, by metric."""
    wanted = {line.metric_id for line in lines}
    found: dict[int, list[Observation]] = defaultdict(list)
    if wanted:
        for figure in Observation.objects.for_listing(at).filter(metric__in=wanted):
            found[figure.metric_id].append(figure)
        mark_changes([figure for figures in found.values() for figure in figures], at)
    return found


def _chart_data(chart: Chart, by_metric: dict[int, list[Observation]]) -> ChartData:
    lines = [chosen_for(line, by_metric.get(line.metric_id, [])) for line in chart.lines.all()]
    metrics = [line.metric for line in chart.lines.all()]
    unit = metrics[0].unit if metrics else "count"
    counted = metrics[0].counted if len({metric.counted for metric in metrics}) == 1 else ""
    caption = Caption(
        title=chart.title,
        subtitle=chart.subtitle,
        note=chart.note,
        alt=chart.alt,
        unit=unit,
        counted=counted,
        axis_title=axis_words(unit, counted),
    )
    return _assembled(
        slug=chart.slug,
        kind=chart.kind,
        is_horizontal=chart.is_horizontal,
        lines=lines,
        along=Chart.Along(chart.along),
        caption=caption,
    )


def _assembled(
    *,
    slug: str,
    kind: str,
    is_horizontal: bool,
    lines: list[Line],
    along: Chart.Along,
    caption: Caption,
) -> ChartData:
    sources = _sources(figure for line in lines for figure in line.figures)
    if kind == Chart.Kind.NUMBERS:
        tiles = [_point(figure, name) for line in lines for figure, name in tiles_of(line)]
        names = tuple(point.label for point in tiles)
        return ChartData(slug, kind, False, names, (Series("", tuple(tiles)),), caption, sources)
    if kind == Chart.Kind.LINE:
        # A baseline is one level across the picture, whatever its own period.
        lines, baselines = parted(lines)
    else:
        baselines = []
        if along == Chart.Along.PERIOD:
            lines = with_baselines_beside(lines)
    places = places_of(lines, along)
    if kind == Chart.Kind.LINE and along == Chart.Along.PERIOD:
        places = with_missing_years(
            places, [figure.period for line in lines for figure in line.figures]
        )
    series = [_series(line, index, kind, places, along) for index, line in enumerate(lines)]
    series += [_level(line, colour_of(line, lines), places) for line in baselines]
    labels = tuple(place.label for place in places)
    return ChartData(slug, kind, is_horizontal, labels, tuple(series), caption, sources)


def _series(line: Line, index: int, kind: str, places: list[Place], along: Chart.Along) -> Series:
    # The first of two figures at one place is the one that a line lists first.
    figures = {place_of(figure, along): figure for figure in reversed(line.figures)}
    points = [_point(figures[place], place.label) if place in figures else None for place in places]
    marked = mark_breaks(points) if kind == Chart.Kind.LINE else tuple(points)
    return Series(line.label, marked, colour_index=index, role=line.role)


def _level(line: Line, colour_index: int, places: list[Place]) -> Series:
    figure = line.figures[0] if line.figures else None
    points = tuple(_point(figure, place.label) if figure else None for place in places)
    return Series(line.label, points, colour_index=colour_index, role="baseline")


def _point(figure: Observation, label: str) -> Point:
    metric = figure.metric
    edition = figure.release.edition
    point = stated(
        label, figure.value, figure.qualifier, metric.unit, counted=metric.counted, per=metric.per
    )
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
        changed=figure.changed.in_short if figure.changed else "",
    )


def _sources(figures: Iterable[Observation]) -> tuple[Source, ...]:
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
