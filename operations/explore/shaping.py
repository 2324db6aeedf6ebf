"""How a choice of figures can be drawn: what stands along the axis and what the series are.

A chart has one axis of values, so one unit; along the other axis stands one thing by which the
figures differ, and another parts them into a few series. Where that would put two figures at one
place, or more than an eye can tell apart, there is a sentence on what to choose instead.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from operations.charts.choosing import Line, best_of, rivals_of, time_of
from operations.models import Chart, Metric, Observation
from operations.periods import PeriodKind
from releases.units import axis_words

MOST_FIGURES = 500
MOST_SERIES = 8
# Bars side by side; along time a line can have as many places as it has figures.
MOST_PLACES = 60
# More bars than these, or longer names, are read more easily beneath one another.
UPRIGHT_BARS = 6
UPRIGHT_LETTERS = 14
LINE_FROM = 3

_SHORT = frozenset({PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.PHASE, PeriodKind.ODD})


class CannotDrawError(ValueError):
    """Why a choice is shown as a table alone; its words say what to choose."""


@dataclass(frozen=True)
class Difference:
    """Something by which figures may differ: ``of`` tells a figure's value and its name."""

    name: str
    of: Callable[[Observation], tuple[Any, str]]


def _named(row: Any) -> tuple[Any, str]:
    return (row.pk, str(row)) if row is not None else (None, "")


def _period(figure: Observation) -> tuple[Any, str]:
    return (figure.period, figure.period.short_label())


def _phase(figure: Observation) -> tuple[Any, str]:
    """Named with the figure's own operation: the phase's is the same, and not at hand."""
    phase = figure.phase
    return (phase.pk, f"{figure.operation}: {phase.name}") if phase else (None, "")


DIFFERENCES = {
    one.name: one
    for one in (
        Difference("period", _period),
        Difference("metric", lambda figure: (figure.metric_id, figure.metric.name)),
        Difference("category", lambda figure: _named(figure.category)),
        Difference("place", lambda figure: ((figure.organisation_id, figure.area), figure.of_whom)),
        Difference("operation", lambda figure: _named(figure.operation)),
        Difference("phase", _phase),
        Difference("coverage", lambda figure: (figure.coverage, figure.coverage or "whole")),
    )
}
# What may stand along the axis, the most usual first.
_ALONG = ("period", "place", "category", "metric", "phase")
_SERIES = ("metric", "category", "place", "operation", "phase", "coverage", "period")


@dataclass(frozen=True)
class Shape:
    """The lines of a chart and how it is drawn; ``by`` names what its labels and series are."""

    lines: list[Line]
    along: Chart.Along
    kind: Chart.Kind
    is_horizontal: bool
    by: tuple[str, ...]


def shaped(figures: Sequence[Observation]) -> Shape:
    """Shape figures as ``for_listing`` gives them; raises CannotDrawError with a sentence."""
    best = _best(figures)
    if not best:
        raise CannotDrawError("There is no figure to draw.")
    _refuse_units(best)
    values = {name: _values(name, best) for name in DIFFERENCES}
    fitting = [
        (_mixed(along, series, best), along, series)
        for along in _ALONG
        if _may_stand_along(along, best, values)
        for series in ("", *_SERIES)
        if _has_room(along, series, best, values)
    ]
    if not fitting:
        raise CannotDrawError(_why_not(best, values))
    mixed, along, series = min(fitting, key=lambda one: one[0])
    return _shape(along, series, best, list(figures), values, is_alike=not mixed)


def _best(figures: Iterable[Observation]) -> list[Observation]:
    """Of several figures of the same thing the one that the site stands by, as charts have it."""
    by_metric: dict[int, list[Observation]] = {}
    for figure in figures:
        by_metric.setdefault(figure.metric_id, []).append(figure)
    return [figure for members in by_metric.values() for figure in best_of(members)]


def _refuse_units(figures: Iterable[Observation]) -> None:
    units = sorted({_unit_of(figure.metric) for figure in figures})
    if len(units) > 1:
        listed = f"{', '.join(units[:-1])} and {units[-1]}"
        raise CannotDrawError(
            f"These figures are in different units ({listed}), which can’t share an axis. Choose "
            "one metric to see a chart."
        )


def _unit_of(metric: Metric) -> str:
    return "counts" if metric.unit == "count" else axis_words(metric.unit).lower()


def _values(name: str, figures: Iterable[Observation]) -> dict[Any, str]:
    """The values by which the figures differ there, with their names, as they are met."""
    return dict(DIFFERENCES[name].of(figure) for figure in figures)


def _may_stand_along(
    name: str, figures: Sequence[Observation], values: dict[str, dict[Any, str]]
) -> bool:
    if len(values[name]) < 2:
        return name == "period" and len(figures) == 1
    match name:
        case "period":
            kinds = {figure.period.kind for figure in figures}
            alike = kinds <= _SHORT or len(kinds) == 1
            return alike and PeriodKind.NOT_STATED not in kinds
        case "place":
            of_forces = {figure.organisation_id is not None for figure in figures}
            named = all(figure.of_whom for figure in figures)
            return len(of_forces) == 1 and named and len(values[name]) <= MOST_PLACES
        case "phase":
            return None not in values[name] and len(values[name]) <= MOST_PLACES
    return len(values[name]) <= MOST_PLACES


def _has_room(
    along: str, series: str, figures: Sequence[Observation], values: dict[str, dict[Any, str]]
) -> bool:
    """Whether each figure has a place of its own, in few enough series; "" parts nothing."""
    if series == along or (series and not 1 < len(values[series]) <= MOST_SERIES):
        return False
    if (along, series) == ("period", "phase"):
        # Each phase is a period of its own, so that it would part the figures one by one.
        return False
    if len(values[along]) < 2 and len(figures) > 1:
        return False
    places = {(_key(along, figure), _key(series, figure)) for figure in figures}
    return len(places) == len(figures)


def _mixed(along: str, series: str, figures: Sequence[Observation]) -> int:
    """How many differences would stand within a series without being named."""
    by_series: dict[Any, list[Observation]] = {}
    for figure in figures:
        by_series.setdefault(_key(series, figure), []).append(figure)
    return sum(
        any(len(_values(name, members)) > 1 for members in by_series.values())
        for name in ("metric", "category", "place", "operation")
        if name != along
    )


def _key(name: str, figure: Observation) -> Any:
    return DIFFERENCES[name].of(figure)[0] if name else None


def _shape(
    along: str,
    series: str,
    figures: list[Observation],
    everything: list[Observation],
    values: dict[str, dict[Any, str]],
    *,
    is_alike: bool,
) -> Shape:
    ordered = sorted(figures, key=time_of)
    if along == "place":
        ordered.sort(key=lambda figure: figure.value, reverse=True)
    lines = []
    for key, label in _series_of(along, series, ordered).items():
        members = [figure for figure in ordered if _key(series, figure) == key]
        lines.append(Line(label, "main", members, rivals=rivals_of(members, everything)))
    is_line = (
        is_alike
        and along == "period"
        and all(len(line.figures) >= LINE_FROM for line in lines)
        and all(one.period_end and one.metric.kind == Metric.Kind.FLOW for one in figures)
    )
    names = values[along].values()
    is_long = len(names) > UPRIGHT_BARS or any(len(name) > UPRIGHT_LETTERS for name in names)
    return Shape(
        lines,
        _along_of(along, figures),
        Chart.Kind.LINE if is_line else Chart.Kind.BAR,
        along != "period" and is_long,
        tuple(part for part in (along, series) if part),
    )


# What a series is called whose figures have nothing there.
_UNNAMED = {"category": "All", "operation": "No operation", "place": "Not stated"}


def _series_of(along: str, name: str, figures: Sequence[Observation]) -> dict[Any, str]:
    if not name:
        return {None: "Figures" if along == "metric" else figures[0].metric.name}
    named = _values(name, figures)
    order = sorted(named, key=lambda key: key.sort_key()) if name == "period" else list(named)
    return {key: named[key] or _UNNAMED.get(name, "Others") for key in order}


def _along_of(name: str, figures: Sequence[Observation]) -> Chart.Along:
    if name == "place":
        is_of_forces = figures[0].organisation_id is not None
        return Chart.Along.ORGANISATION if is_of_forces else Chart.Along.AREA
    return Chart.Along(name)


_HINTS = {
    "metric": "metric", "category": "category", "place": "organisation or area",
    "operation": "operation", "phase": "phase", "period": "period",
}  # fmt: skip


def _why_not(figures: Sequence[Observation], values: dict[str, dict[Any, str]]) -> str:
    kinds = {figure.period.kind for figure in figures}
    if len(kinds) > 1 and not kinds <= _SHORT and len(values["period"]) > 1:
        listed = sorted(kind.words for kind in kinds)
        return (
            f"These figures are for periods that don’t compare ({', '.join(listed)}). Choose one "
            "kind of period to see a chart."
        )
    differing = [words for name, words in _HINTS.items() if len(values[name]) > 1]
    if len(differing) < 2:
        return (
            "Several of these figures would stand at one place of a chart. The table has each of "
            "them with its release."
        )
    named = f"{', '.join(differing[:-1])} and {differing[-1]}"
    return (
        f"These figures differ in {named} at once, which is more than one chart can show. Choose "
        "one value in one of these to see a chart."
    )
