"""The seam: a chart's row and the figures in force become a ``ChartData``.

The one module that touches both the ORM and ``series``. Renderers take what it returns; they
never ask for more. However many charts a page has, their figures come in one question.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from operations.models import Chart, ChartLine, Metric, Observation
from operations.periods import ONE_DAY, Period, PeriodKind, day_words
from operations.series import (
    Caption,
    ChartData,
    Point,
    Series,
    Source,
    mark_breaks,
    stated,
)
from operations.units import axis_words
from releases.models import Edition

# Kinds whose periods follow one another without a gap, so that a missing one can be told.
WHOLE_YEARS = {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR}


class Place(NamedTuple):
    """Where along the axis a figure stands: a key to sort by, and the words under it."""

    order: tuple[object, ...]
    label: str


def charts_data(charts: Iterable[Chart], at: datetime) -> list[ChartData]:
    """What each chart says at ``at``, in the charts' order; one query for all their figures.

    The charts come from ``ChartQuerySet.for_page``. One whose figures are none of them public
    is left out: an empty frame would tell that something is to come.
    """
    charts = list(charts)
    figures = _figures_of([line for chart in charts for line in chart.lines.all()], at)
    drawn = (_chart_data(chart, figures) for chart in charts)
    return [data for data in drawn if data.figures()]


def chart_data(chart: Chart, at: datetime) -> ChartData:
    """What one chart says at ``at``; it may have no figure (a preview of an unfinished one)."""
    return _chart_data(chart, _figures_of(list(chart.lines.all()), at))


def metric_data(metric: Metric, observations: Sequence[Observation]) -> ChartData:
    """A chart of all figures of one metric, for a metric that nobody has charted yet."""
    by_group: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for figure in observations:
        by_group[_group(figure)].append(figure)
    lines = [
        _Line(
            ", ".join(name for name in group if name) or metric.name,
            "main",
            sorted(_best(members), key=_time),
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


class _Line(NamedTuple):
    label: str
    role: str
    figures: list[Observation]
    category_id: int | None = None
    organisation_id: int | None = None


def _figures_of(lines: Sequence[ChartLine], at: datetime) -> dict[int, list[Observation]]:
    """The figures in force of every metric that the lines name, by metric."""
    wanted = {line.metric_id for line in lines}
    found: dict[int, list[Observation]] = defaultdict(list)
    if wanted:
        for figure in Observation.objects.for_listing(at).filter(metric__in=wanted):
            found[figure.metric_id].append(figure)
    return found


def _chart_data(chart: Chart, by_metric: dict[int, list[Observation]]) -> ChartData:
    lines = [_chosen(line, by_metric.get(line.metric_id, [])) for line in chart.lines.all()]
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


def _chosen(line: ChartLine, figures: list[Observation]) -> _Line:
    """The figures of a line: the very ones it lists, or the best of those that match it."""
    if line.figure_ids:
        by_id = {figure.figure_id: figure for figure in figures}
        chosen = [by_id[name] for name in line.figure_ids if name in by_id]
    else:
        matching = [figure for figure in figures if _matches(line, figure)]
        chosen = sorted(_best(matching), key=_time)
    return _Line(
        line.label or _line_name(line), line.role, chosen, line.category_id, line.organisation_id
    )


def _line_name(line: ChartLine) -> str:
    of = line.category or line.organisation or line.operation
    return str(of) if of else line.metric.name


def _matches(line: ChartLine, figure: Observation) -> bool:
    for name in ("category_id", "organisation_id", "operation_id", "phase_id", "release_id"):
        wanted = getattr(line, name)
        if wanted is not None and getattr(figure, name) != wanted:
            return False
    if line.area and figure.area != line.area:
        return False
    return not line.period_kinds or figure.period_kind in line.period_kinds


def _group(figure: Observation) -> tuple[str, ...]:
    of = (figure.category, figure.organisation, figure.operation)
    return tuple(str(one) if one else "" for one in of)


def _best(figures: list[Observation]) -> list[Observation]:
    """One figure for each thing measured: the one that the site stands by.

    Not one that a later release replaces; an official figure before a second-hand one, a whole
    before a partial one, then the one issued last. Where coverage differs both stay: they measure
    different things.
    """
    revised = {figure.revises for figure in figures if figure.revises}
    best: dict[tuple[object, ...], Observation] = {}
    for figure in figures:
        if figure.figure_id in revised:
            continue
        measured = (
            _group(figure), figure.area, figure.phase_id, figure.coverage,
            figure.period_start, figure.period_end, figure.period_kind,
        )  # fmt: skip
        if measured not in best or _standing(figure) > _standing(best[measured]):
            best[measured] = figure
    return list(best.values())


def _time(figure: Observation) -> tuple[object, ...]:
    """In order of time: by phase where one is dated, else by period."""
    start = figure.phase.start if figure.phase else None
    return (start is None, start or date.min, *figure.period.sort_key())


def _standing(figure: Observation) -> tuple[bool, bool, date]:
    edition = figure.release.edition
    issued = edition.issued_latest if edition and edition.issued_latest else date.min
    return (not figure.release.is_second_hand, not figure.is_partial, issued)


def _assembled(
    *,
    slug: str,
    kind: str,
    is_horizontal: bool,
    lines: list[_Line],
    along: Chart.Along,
    caption: Caption,
) -> ChartData:
    sources = _sources(figure for line in lines for figure in line.figures)
    if kind == Chart.Kind.NUMBERS:
        tiles = [_point(figure, name) for line in lines for figure, name in _tiles(line)]
        names = tuple(point.label for point in tiles)
        return ChartData(slug, kind, False, names, (Series("", tuple(tiles)),), caption, sources)
    if kind == Chart.Kind.LINE:
        # A baseline is one level across the picture, whatever its own period.
        lines, baselines = _parted(lines)
    else:
        baselines = []
        if along == Chart.Along.PERIOD:
            lines = _with_baselines_beside(lines)
    places = _places(lines, along)
    if kind == Chart.Kind.LINE and along == Chart.Along.PERIOD:
        places = _with_missing_years(
            places, [figure.period for line in lines for figure in line.figures]
        )
    series = [_series(line, index, kind, places, along) for index, line in enumerate(lines)]
    series += [_level(line, _colour_of(line, lines), places) for line in baselines]
    labels = tuple(place.label for place in places)
    return ChartData(slug, kind, is_horizontal, labels, tuple(series), caption, sources)


def _with_missing_years(places: list[Place], periods: list[Period]) -> list[Place]:
    """Add a place for each year between the first and the last that has no figure.

    Without it a line would join the years on either side of the silence. Only where all periods
    are years of one kind: elsewhere a gap can't be told from the series' own rhythm.
    """
    kinds = {period.kind for period in periods}
    dated = [period for period in periods if period.start and period.end]
    if len(dated) != len(periods) or len(kinds) != 1 or not kinds <= WHOLE_YEARS:
        return places
    kind = kinds.pop()
    first = min(period.start for period in dated if period.start)
    last = max(period.start for period in dated if period.start)
    for year in range(first.year, last.year + 1):
        start = first.replace(year=year)
        missing = Period(start, start.replace(year=year + 1) - ONE_DAY, kind)
        if any(period.start == start for period in dated):
            continue
        places.append(
            Place((False, *missing.sort_key(), missing.short_label()), missing.short_label())
        )
    return sorted(places)


def _parted(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    baselines = [line for line in lines if line.role == ChartLine.Role.BASELINE]
    return [line for line in lines if line not in baselines], baselines


def _with_baselines_beside(lines: list[_Line]) -> list[_Line]:
    """For bars along time: a baseline's bar stands in the series that it is a measure for."""
    mains, baselines = _parted(lines)
    for baseline in baselines:
        for place, main in enumerate(mains):
            if _same_subject(main, baseline):
                mains[place] = main._replace(figures=[*main.figures, *baseline.figures])
                break
        else:
            mains.append(baseline)
    return mains


def _same_subject(one: _Line, other: _Line) -> bool:
    subject = (one.category_id, one.organisation_id)
    return any(subject) and subject == (other.category_id, other.organisation_id)


def _colour_of(baseline: _Line, lines: list[_Line]) -> int:
    for index, line in enumerate(lines):
        if _same_subject(line, baseline):
            return index
    return len(lines)


def _series(line: _Line, index: int, kind: str, places: list[Place], along: Chart.Along) -> Series:
    # The first of two figures at one place is the one that a line lists first.
    figures = {_place(figure, along): figure for figure in reversed(line.figures)}
    points = [_point(figures[place], place.label) if place in figures else None for place in places]
    marked = mark_breaks(points) if kind == Chart.Kind.LINE else tuple(points)
    return Series(line.label, marked, colour_index=index, role=line.role)


def _level(line: _Line, colour_index: int, places: list[Place]) -> Series:
    figure = line.figures[0] if line.figures else None
    points = tuple(_point(figure, place.label) if figure else None for place in places)
    return Series(line.label, points, colour_index=colour_index, role="baseline")


def _tiles(line: _Line) -> Iterable[tuple[Observation, str]]:
    for figure in line.figures:
        named = [figure.metric.name, *(name for name in _group(figure)[:1] if name)]
        alone = len(line.figures) == 1 and line.label
        yield figure, line.label if alone else ", ".join(named)


def _places(lines: list[_Line], along: Chart.Along) -> list[Place]:
    """Where the figures stand: periods in order of time, anything else as the lines list it.

    The longest line comes first, since it knows most of the order.
    """
    fullest = sorted(lines, key=lambda line: -len(line.figures))
    met = dict.fromkeys(_place(figure, along) for line in fullest for figure in line.figures)
    return sorted(met) if along == Chart.Along.PERIOD else list(met)


def _place(figure: Observation, along: Chart.Along) -> Place:
    match along:
        case Chart.Along.PERIOD:
            period = figure.period
            is_average = figure.metric.kind == Metric.Kind.RATE and figure.metric.per != ""
            average = f", average {figure.metric.per}" if is_average else ""
            return Place((is_average, *period.sort_key()), period.short_label() + average)
        case Chart.Along.PHASE if figure.phase:
            return Place((), figure.phase.name)
        case Chart.Along.CATEGORY if figure.category:
            return Place((), figure.category.name)
        case Chart.Along.ORGANISATION if figure.organisation:
            return Place((), figure.organisation.name)
        case Chart.Along.AREA if figure.area:
            return Place((), figure.area_name)
    return Place((), figure.metric.name)


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
            date_text=issued_words(edition),
            second_hand=release.is_second_hand,
            via=release.via_title,
        )
    return tuple(sources.values())


def issued_words(edition: Edition) -> str:
    """When the source issued an edition, in words; says so where that is not recorded."""
    earliest, latest = edition.issued_earliest, edition.issued_latest
    if earliest is None or latest is None:
        return "date not recorded"
    if earliest == latest:
        return day_words(latest)
    return f"between {day_words(earliest)} and {day_words(latest)}"
