"""The seam: a chart's row and the figures in force become a ``ChartData``.

The one package that touches both the ORM and ``series``. Renderers take what it returns; they
never ask for more. However many charts a page has, their figures come in one question.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from operations.annotations import Annotation, AnnotationError, read_annotations
from operations.arithmetic import mark_breaks
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
from operations.charts.implying import implied_in, without_implying
from operations.charts.placing import Place, place_of, places_of, with_missing_years
from operations.charts.pointing import licences_of, point_of, sources_of, updated_on
from operations.guard.guarding import guard
from operations.models import Chart, ChartLine, Metric, Observation, Phase
from operations.series import JOINED, Caption, ChartData, Point, Series, Stretch
from operations.versions import mark_changes
from releases.public_addresses import public_address
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
    phases = _phases_of(charts, at)
    drawn = []
    for chart in charts:
        try:
            data = _chart_data(chart, figures, phases)
        except ValueError:
            logger.exception("The chart %s can't be drawn.", chart.slug)
            continue
        if data.says_something:
            drawn.append(data)
    return drawn


def chart_data(chart: Chart, at: datetime) -> ChartData:
    """What one chart says at ``at``; it may have no figure (a preview of an unfinished one)."""
    figures = _figures_of(list(chart.lines.all()), at)
    return _chart_data(chart, figures, _phases_of([chart], at))


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
        address=public_address(metric.get_absolute_url()),
    )


def lines_data(
    lines: list[Line],
    *,
    slug: str,
    kind: str,
    is_horizontal: bool,
    along: Chart.Along,
    words: tuple[str, str, str],
    address: str,
) -> ChartData:
    """A chart of lines that no row names, of figures in one unit that are in hand already.

    The figures come from ``for_listing``, marked with their changes. ``words`` are its title,
    subtitle and note, ``address`` is the whole one of the page that shows it.
    """
    metrics = {figure.metric_id: figure.metric for line in lines for figure in line.figures}
    unit = next(iter(metrics.values())).unit
    counted = {metric.counted for metric in metrics.values()}
    told = counted.pop() if len(counted) == 1 else ""
    title, subtitle, note = words
    return _assembled(
        slug=slug,
        kind=kind,
        is_horizontal=is_horizontal,
        lines=lines,
        along=along,
        caption=Caption(
            title=title,
            subtitle=subtitle,
            note=note,
            unit=unit,
            counted=told,
            axis_title=axis_words(unit, told),
        ),
        address=address,
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


def _chart_data(
    chart: Chart, by_metric: dict[int, list[Observation]], phases: list[Phase]
) -> ChartData:
    lines = [chosen_for(line, by_metric.get(line.metric_id, [])) for line in chart.lines.all()]
    metrics = [line.metric for line in chart.lines.all() if line.role != ChartLine.Role.IMPLIED]
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
        annotations=_annotations(chart),
        address=public_address(chart.get_absolute_url()),
        stretches=_stretches(chart, phases) if chart.kind == Chart.Kind.TIMELINE else (),
    )


def _annotations(chart: Chart) -> tuple[Annotation, ...]:
    """What its editor wrote into it; a line that can't be read leaves the picture without any."""
    try:
        return read_annotations(chart.annotations)
    except AnnotationError:
        logger.exception("The annotations of %s can't be read.", chart.slug)
        return ()


def _phases_of(charts: Iterable[Chart], at: datetime) -> list[Phase]:
    """The dated phases of every operation that a timeline names, the first first."""
    operations = {
        line.operation_id
        for chart in charts
        if chart.kind == Chart.Kind.TIMELINE
        for line in chart.lines.all()
        if line.operation_id
    }
    if not operations:
        return []
    phases = Phase.objects.public(at).filter(operation__in=operations, start__isnull=False)
    return list(phases.select_related("operation").order_by("start", "pk"))


def _stretches(chart: Chart, phases: Iterable[Phase]) -> tuple[Stretch, ...]:
    """Those of the phases that are of the operations which the chart's lines name."""
    named = {line.operation_id for line in chart.lines.all()}
    return tuple(
        Stretch(phase.name, phase.start, phase.end, phase.operation.get_absolute_url())
        for phase in phases
        if phase.start is not None and phase.operation_id in named
    )


def _assembled(
    *,
    slug: str,
    kind: str,
    is_horizontal: bool,
    lines: list[Line],
    along: Chart.Along,
    caption: Caption,
    **more: Any,
) -> ChartData:
    figures = [figure for line in lines for figure in line.figures]
    rivals = [
        (point_of(shown, place_of(shown, along).label), point_of(other, ""))
        for line in lines
        for shown, other in line.rivals
    ]
    more |= {
        "sources": sources_of(figures),
        "updated": updated_on(figures),
        "licences": licences_of(figures),
    }
    if kind == Chart.Kind.NUMBERS:
        tiles = [point_of(figure, name) for line in lines for figure, name in tiles_of(line)]
        names = tuple(point.label for point in tiles)
        data = ChartData(slug, kind, False, names, (Series("", tuple(tiles)),), caption, **more)
        return guard(data, along, rivals)
    lines, implying = without_implying(lines)
    if kind in JOINED:
        # A baseline is one level across the picture, whatever its own period.
        lines, baselines = parted(lines)
    else:
        baselines = []
        if along == Chart.Along.PERIOD:
            lines = with_baselines_beside(lines)
    places = places_of(lines, along)
    if kind in JOINED and along == Chart.Along.PERIOD:
        places = with_missing_years(
            places, [figure.period for line in lines for figure in line.figures]
        )
    implied = implied_in(lines, implying, along, places)
    series = [
        _series(line, index, kind, places, along, implied.get(line.label, {}))
        for index, line in enumerate(lines)
    ]
    series += [_level(line, colour_of(line, lines), places) for line in baselines]
    labels = tuple(place.label for place in places)
    data = ChartData(
        slug, kind, is_horizontal, labels, tuple(series), caption,
        along_time=along == Chart.Along.PERIOD, **more,
    )  # fmt: skip
    return guard(data, along, rivals, _passed_over(lines, along))


def _series(
    line: Line,
    index: int,
    kind: str,
    places: list[Place],
    along: Chart.Along,
    implied: dict[Place, Point],
) -> Series:
    # The first of two figures at one place is the one that a line lists first.
    figures = {place_of(figure, along): figure for figure in reversed(line.figures)}
    points = [
        point_of(figures[place], place.label) if place in figures else implied.get(place)
        for place in places
    ]
    marked = mark_breaks(points) if kind in JOINED else tuple(points)
    return Series(line.label, marked, colour_index=index, role=line.role)


def _passed_over(lines: list[Line], along: Chart.Along) -> list[tuple[Point, Point]]:
    """Each figure of a line that has no place of its own, after the one that stands there."""
    found = []
    for line in lines:
        first: dict[Place, Observation] = {}
        for figure in line.figures:
            place = place_of(figure, along)
            shown = first.setdefault(place, figure)
            if shown is not figure:
                found.append((point_of(shown, place.label), point_of(figure, place.label)))
    return found


def _level(line: Line, colour_index: int, places: list[Place]) -> Series:
    figure = line.figures[0] if line.figures else None
    points = tuple(point_of(figure, place.label) if figure else None for place in places)
    return Series(line.label, points, colour_index=colour_index, role="baseline")
