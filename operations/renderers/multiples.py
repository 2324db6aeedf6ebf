"""Small multiples: one small panel a series, on one scale wherever the unit is one."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from operations.renderers import annotating, marks
from operations.renderers.axes import draw_levels, draw_uprights, tick_room
from operations.renderers.bars import SHORTEST, fitting_length, head_room, levels_across, missing
from operations.renderers.drawing import (
    LINE_HEIGHT,
    SMALL,
    TEXT_SIZE,
    Drawn,
    Scale,
    label,
    scale_for,
    text_width,
    tick_text,
    wrapped,
)
from operations.renderers.lettering import write_values
from operations.renderers.lines import Field, day_scale, draw_series, names_along, positions
from operations.renderers.planes import Plane, draw_bar
from operations.renderers.timing import spans_of
from operations.series import ChartData
from releases.units import axis_words

GAP = 28.0
BELOW = 22.0
PLOT_HEIGHT = 130.0
BAR = 13.0
SMALLER = 0.65
# The least width of a picture with so many columns.
COLUMNS = ((4, 1000), (3, 680), (2, 440), (1, 0))
ONE_SCALE = "all panels on one scale"
OWN_SCALES = "The units differ, so panels in each unit have a scale of their own"


class Panel(NamedTuple):
    """One series of the chart with the baselines that belong to it, and its scale."""

    place: int
    beside: tuple[int, ...]
    unit: str
    scale: Scale


def draw_multiples(chart: ChartData, width: float, top: float) -> Drawn:
    """Draw the panels in as many columns as the width has room for."""
    panels = _panels(chart)
    most = min(next(n for n, least in COLUMNS if width >= least), len(panels))
    # As even as may be: four panels stand two by two, never three and one.
    columns = math.ceil(len(panels) / math.ceil(len(panels) / most))
    room = (width - GAP * (columns - 1)) / columns
    drawn, y = "", top + 4
    for first in range(0, len(panels), columns):
        row = panels[first : first + columns]
        titles = [wrapped(_title(chart, one), room * 0.92, TEXT_SIZE) for one in row]
        begin = y + max(len(lines) for lines in titles) * TEXT_SIZE * LINE_HEIGHT + 4
        bottom = begin
        for column, (panel, lines) in enumerate(zip(row, titles, strict=True)):
            sides = (column * (room + GAP), column * (room + GAP) + room)
            drawn += label(lines, sides[0], y + TEXT_SIZE, font_weight="600")
            draw = _lines if chart.along_time else _bars
            body, end = draw(chart, panel, sides, begin)
            drawn, bottom = drawn + body, max(bottom, end)
        y = bottom + BELOW
    notes = annotating.strip_for(chart, None, (0.0, 0.0), 0.0).notes
    return Drawn(drawn, y - BELOW, notes)


def shares_no_panel(chart: ChartData) -> bool:
    """Whether some series has figures in several units, which no panel can show on one scale."""
    return any(len({point.unit for point in one.figures()}) > 1 for one in chart.series)


def told_of_scales(chart: ChartData, axis_title: str) -> str:
    """Return the words above the panels: what they measure, and how their scales relate."""
    if len(_units(chart)) > 1:
        return OWN_SCALES
    return f"{axis_title} ({ONE_SCALE})" if len(_panels(chart)) > 1 else axis_title


def _units(chart: ChartData) -> list[str]:
    return list(dict.fromkeys(point.unit for point in chart.figures()))


def _unit_of(chart: ChartData, place: int) -> str:
    figures = chart.series[place].figures()
    return figures[0].unit if figures else chart.unit


def _panels(chart: ChartData) -> list[Panel]:
    scales = {unit: _scale(chart, unit) for unit in {*_units(chart), chart.unit}}
    mains = [n for n, series in enumerate(chart.series) if series.role == "main"]
    return [
        Panel(n, tuple(_beside(chart, n, mains)), unit, scales[unit])
        for n in mains or range(len(chart.series))
        if (unit := _unit_of(chart, n))
    ]


def _scale(chart: ChartData, unit: str) -> Scale:
    values = [
        bound
        for point in chart.figures()
        if point.unit == unit
        for bound in (point.value, point.low, point.high)
        if bound is not None
    ]
    if len(_units(chart)) == 1:
        values += [one.value for one in chart.annotations if one.value is not None]
    return scale_for(values, unit, wanted=3)


def _beside(chart: ChartData, main: int, mains: Sequence[int]) -> Iterator[int]:
    """The baselines of a series: those of its colour, and those of no series' colour."""
    colours = {chart.series[n].colour_index for n in mains}
    for place, series in enumerate(chart.series):
        if series.role == "main" or _unit_of(chart, place) != _unit_of(chart, main):
            continue
        own = series.colour_index == chart.series[main].colour_index
        if own or series.colour_index not in colours:
            yield place


def _title(chart: ChartData, panel: Panel) -> str:
    """Name a panel by its series, and by its unit where panels differ in it."""
    name = chart.series[panel.place].label or chart.caption.title
    if len(_units(chart)) < 2 or panel.unit == "count":
        return name
    return f"{name}, {axis_words(panel.unit).lower()}"


def _lines(
    chart: ChartData, panel: Panel, sides: tuple[float, float], top: float
) -> tuple[str, float]:
    left, right = sides[0] + tick_room(panel.unit, panel.scale), sides[1]
    foot = top + PLOT_HEIGHT
    levels = panel.scale.between(foot, top + head_room(chart))
    ends = (left + 8, right - 10)
    days = day_scale(chart, *ends)
    field = Field(positions(chart, *ends), levels, left, right, days, spans_of(chart), SMALLER)
    lines, paths = draw_series(chart, [*panel.beside, panel.place], field)
    values = write_values(chart, paths, field.places, levels, (left, right))
    drawn = annotating.marks_behind(chart, days, top, foot, values)
    drawn += draw_levels(panel.unit, levels, left, right)
    if panel.unit == chart.unit:
        drawn += levels_across(chart, Plane(True, levels), left, right, values)
    drawn += lines + values
    ticks, bottom = names_along(chart.x_labels, field.places, foot + 18, (sides[0], right))
    return drawn + ticks, bottom


def _bars(
    chart: ChartData, panel: Panel, sides: tuple[float, float], top: float
) -> tuple[str, float]:
    """Draw lying bars, each under its name and before its value, or under it where it is long."""
    series = chart.series[panel.place]
    first = text_width(tick_text(panel.scale.ticks[0], panel.unit), SMALL - 1) / 2
    room, start = sides[1] - sides[0] - first, sides[0] + first
    points = [point for one in _panels(chart) if one.unit == panel.unit
              for point in chart.series[one.place].figures()]  # fmt: skip
    length = fitting_length(chart, panel.scale, room, points)
    is_under = length < room * SHORTEST
    if is_under:
        last = text_width(tick_text(panel.scale.ticks[-1], panel.unit), SMALL - 1) / 2
        length = room - max(marks.ARROW + 8, last + 2)
    plane = Plane(False, panel.scale.between(start, start + length))
    drawn, y = "", top
    for place, text in enumerate(chart.x_labels):
        point, texts = series.points[place], [text]
        if is_under and point is not None and point.value is not None:
            texts.append(marks.value_text(chart, point))
        for one in texts:
            lines = wrapped(one, sides[1] - sides[0], SMALL, most=2)
            drawn += label(lines, sides[0], y + SMALL, size=SMALL)
            y += len(lines) * SMALL * LINE_HEIGHT
        y += 3
        drawn += _bar(chart, panel, place, plane, y, is_under=is_under)
        y += BAR + 7
    if not series.figures():
        return drawn, y
    return drawn + draw_uprights(panel.unit, plane.scale, y - 4, y), y + 20


def _bar(
    chart: ChartData, panel: Panel, place: int, plane: Plane, y: float, *, is_under: bool
) -> str:
    series = chart.series[panel.place]
    point, base = series.points[place], y + BAR / 2 + SMALL * 0.37
    if point is None or point.value is None:
        return missing(plane.scale(0) + 4, base)
    drawn = draw_bar(chart, series, point, plane, (y, y + BAR))
    if not is_under:
        value = marks.value_text(chart, point)
        drawn += label(value, plane.furthest(point) + 6, base, size=SMALL)
    drawn = marks.figure(chart, panel.place, place, drawn)
    for other in panel.beside:
        beside = chart.series[other].points[place]
        if beside is not None and beside.value is not None:
            stroke = marks.level(False, plane.scale(beside.value), y - 2, y + BAR + 2)
            drawn += marks.figure(chart, other, place, stroke)
    return drawn
