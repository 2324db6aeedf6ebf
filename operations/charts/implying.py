"""Gaps of a chart that are filled by what its figures imply of the figure before."""

from collections.abc import Iterable

from operations.charts.choosing import Line, group_of
from operations.charts.implied import before, implied_previous
from operations.charts.placing import Place, place_of
from operations.charts.pointing import point_of
from operations.models import Chart, ChartLine, Observation
from operations.series import Point
from releases.quantities import NotCombinableError

Implied = dict[str, dict[Place, Point]]


def without_implying(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that are series of their own, and those whose changes imply figures of others."""
    implying = [line for line in lines if line.role == ChartLine.Role.IMPLIED]
    return [line for line in lines if line not in implying], implying


def implied_in(
    lines: list[Line], implying: list[Line], along: Chart.Along, places: list[Place]
) -> Implied:
    """What each place of a series would hold, by the label that series and implying line share.

    Only where the chart has the figure that rose, and a place for the one before it.
    """
    figures = [figure for line in lines for figure in line.figures]
    found: Implied = {}
    for line in implying:
        for rise in line.figures:
            now = next((one for one in figures if _is_of_one_thing(one, rise)), None)
            place = _place_before(now, along, places) if now else None
            if now is None or place is None:
                continue
            try:
                point = implied_previous(
                    point_of(now, place.label), point_of(rise, place.label), place.label
                )
            except NotCombinableError:
                continue
            found.setdefault(line.label, {})[place] = point
    return found


def _is_of_one_thing(now: Observation, rise: Observation) -> bool:
    return (
        now.metric_id != rise.metric_id
        and group_of(now) == group_of(rise)
        and (now.area, now.period) == (rise.area, rise.period)
    )


def _place_before(now: Observation, along: Chart.Along, places: Iterable[Place]) -> Place | None:
    """Where the figure before stands: at its own period, or beside the one that rose."""
    if along != Chart.Along.PERIOD:
        return place_of(now, along)
    period = before(now.period)
    label = period.short_label() if period else ""
    return next((place for place in places if place.label == label), None)
