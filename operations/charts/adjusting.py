"""A chart as a reader asks for it: some of its series, a period, a day or a week, an index.

Pure. Whatever can't be done as asked leaves the chart as it is, with a note that says so: an
embed of long ago must never go empty.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from operations.annotations import Annotation
from operations.arithmetic import mark_breaks
from operations.charts.deriving import INDEX, Step, a_time, index_refusal, indexed, pers_of
from operations.charts.state import ChartState, name_of
from operations.guard.guarding import guard_again
from operations.periods import Period, PeriodKind, day_words
from operations.series import JOINED, ChartData, Point, Series
from releases.reading.embargoes import LONDON

# Fewer labels than these are seen at a glance, so that narrowing them helps nobody.
LABELS_TO_NARROW = 3


@dataclass(frozen=True)
class Choices:
    """The switches that make sense for a chart: no others are offered.

    ``series`` holds names for the address with their labels, ``periods`` labels with the first and
    the last day of their figures; neither is there where there is nothing to choose.
    """

    series: tuple[tuple[str, str], ...] = ()
    pers: tuple[str, ...] = ()
    can_index: bool = False
    periods: tuple[tuple[str, date, date], ...] = ()


def choices(chart: ChartData) -> Choices:
    """Return which switches make sense for the chart as its editor made it."""
    named = {name_of(one.label): one.label for one in chart.series if one.figures()}
    named.pop("", None)
    periods = _periods(chart) if chart.along_time else ()
    return Choices(
        series=tuple(named.items()) if len(named) > 1 else (),
        pers=pers_of(chart),
        can_index=not index_refusal(chart),
        periods=periods if len(periods) >= LABELS_TO_NARROW else (),
    )


def settled(chart: ChartData, state: ChartState) -> ChartState:
    """The state without a choice of series that leaves none of the chart's out.

    So the address of all series stays right when one is added.
    """
    named = {name for name, _ in choices(chart).series}
    return replace(state, series=()) if named and named <= set(state.series) else state


def adjusted(chart: ChartData, state: ChartState) -> ChartData:
    """Return the chart in this state; the chart itself where nothing is asked for.

    Its own text alternative is of the whole chart, so that one in another state has the words
    that are written from its figures. Sources, licences and dates are those of what is left.
    """
    if not state:
        return chart
    now = chart
    done: list[str] = []
    notes: list[str] = []
    for step in _steps(state):
        taken = step(now)
        now = taken.chart
        done += [taken.done] if taken.done else []
        notes += taken.notes
    if done:
        now = guard_again(chart, _as_its_own(now))
        notes.insert(0, f"Shown as this address asks: {'; '.join(done)}.")
    address = f"{chart.address}?{state.query}" if chart.address else ""
    return replace(now, address=address, notes=(*notes, *now.notes))


def _steps(state: ChartState) -> Iterable[Callable[[ChartData], Step]]:
    """What is to be done, in the order in which each builds on the one before."""
    if state.series:
        yield lambda chart: _only(chart, state.series)
    if state.since or state.until:
        yield lambda chart: _within(chart, state.since, state.until)
    if state.per:
        yield lambda chart: a_time(chart, state.per)
    if state.scale == INDEX:
        yield indexed


def _only(chart: ChartData, names: tuple[str, ...]) -> Step:
    """The series of these names, in the colours and the order of the whole chart."""
    known = [one for one in chart.series if name_of(one.label) in names and one.figures()]
    if not known:
        return Step(
            chart,
            notes=("None of the series that this address names is in this chart: all are shown.",),
        )
    missing = len(set(names) - {name_of(one.label) for one in known})
    notes = (
        (f"{missing} of the series that this address names {_are(missing)} not in this chart.",)
        if missing
        else ()
    )
    if len(known) == len(chart.series):
        return Step(chart, notes=notes)
    left = replace(chart, series=tuple(known))
    if chart.along_time:
        left = _at_places(left, _between(_with_figures(known, {one.label for one in known})))
    labels = " and ".join(f"“{one.label}”" for one in known)
    return Step(left, f"only {labels}", notes)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _within(chart: ChartData, since: date | None, until: date | None) -> Step:
    """The figures whose whole period lies within these days; whole labels go.

    A baseline is a level for all of them, whatever its own period. A label without any figure
    stays where it lies between others, since a gap is silence and not the end.
    """
    judged = {one.label for one in chart.series if one.role == "main"}
    judged = judged or {one.label for one in chart.series}
    series = tuple(
        replace(one, points=tuple(_kept(point, since, until) for point in one.points))
        if one.label in judged
        else one
        for one in chart.series
    )
    had, has = _with_figures(chart.series, judged), _with_figures(series, judged)
    if not has:
        return Step(
            chart, notes=("No figure lies within the days that this address names: all are shown.",)
        )
    if series == chart.series:
        return Step(chart)
    left = _at_places(replace(chart, series=series), _between(has) - (had - has))
    annotations = (one for one in chart.annotations if _touches(one, since, until))
    return Step(replace(left, annotations=tuple(annotations)), _days_words(since, until))


def _kept(point: Point | None, since: date | None, until: date | None) -> Point | None:
    return point if point is not None and _is_within(point.period, since, until) else None


def _is_within(period: Period | None, since: date | None, until: date | None) -> bool:
    """Whether a period lies within; a running total is judged by its last day."""
    days = _days(period)
    return bool(days) and not (since and min(days) < since) and not (until and max(days) > until)


def _touches(one: Annotation, since: date | None, until: date | None) -> bool:
    """Whether what is written at a day or over a band can still be seen; a level always can."""
    if one.start is None:
        return True
    return not (since and (one.end or one.start) < since) and not (until and one.start > until)


def _days_words(since: date | None, until: date | None) -> str:
    parts = [
        f"from {day_words(since)}" if since else "",
        f"{'to' if since else 'up to'} {day_words(until)}" if until else "",
    ]
    return " ".join(part for part in parts if part)


def _with_figures(series: Iterable[Series], labels: set[str]) -> set[int]:
    """The places at which a series with one of these labels has a figure."""
    return {
        place
        for one in series
        if one.label in labels
        for place, point in enumerate(one.points)
        if point is not None and point.value is not None
    }


def _between(places: set[int]) -> set[int]:
    return set(range(min(places), max(places) + 1)) if places else set()


def _at_places(chart: ChartData, places: set[int]) -> ChartData:
    """The chart with these of its labels alone."""
    kept = sorted(places)
    series = tuple(
        replace(one, points=tuple(one.points[place] for place in kept)) for one in chart.series
    )
    return replace(chart, x_labels=tuple(chart.x_labels[place] for place in kept), series=series)


def _as_its_own(chart: ChartData) -> ChartData:
    """The chart with what follows from its figures: breaks, words, sources, licences, dates."""
    chart = replace(
        chart,
        caption=replace(chart.caption, alt=""),
        series=tuple(_marked(chart, one) for one in chart.series),
    )
    origins = [point.origin for point in chart.figures()]
    known = [origin for origin in origins if origin is not None]
    if not known or len(known) < len(origins):
        return chart
    paths = {origin.release_path for origin in known}
    moments = [origin.published_at for origin in known if origin.published_at is not None]
    return replace(
        chart,
        sources=tuple(source for source in chart.sources if source.url in paths),
        licences=tuple(dict.fromkeys(origin.licence for origin in known if origin.licence)),
        updated=max(moments).astimezone(LONDON).date() if moments else chart.updated,
    )


def _marked(chart: ChartData, series: Series) -> Series:
    """A series whose breaks are those of the figures that are left."""
    marked = any(point is not None and point.break_before for point in series.points)
    if series.role == "baseline" or not (marked or chart.kind in JOINED):
        return series
    return replace(series, points=mark_breaks(series.points))


def _periods(chart: ChartData) -> tuple[tuple[str, date, date], ...]:
    """Each label whose main figures have their dates, with its first and last day."""
    found = []
    for place, label in enumerate(chart.x_labels):
        points = [one.points[place] for one in chart.series if one.role == "main"]
        days = [day for point in points if point is not None for day in _days(point.period)]
        if days:
            found.append((label, min(days), max(days)))
    return tuple(found)


def _days(period: Period | None) -> list[date]:
    """The days by which a period is judged to lie within others."""
    if period is None:
        return []
    first, last = period.start or period.end, period.end or period.start
    if period.kind is PeriodKind.RUNNING_TOTAL:
        first = last
    return [day for day in (first, last) if day is not None]
