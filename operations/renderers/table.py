"""The table beside each picture: the same figures, each with its hedge and coverage in words."""

from dataclasses import dataclass

from operations.renderers.svg import axis_title
from operations.series import ChartData, Point

NO_FIGURE = "no figure"


@dataclass(frozen=True)
class Cell:
    """One cell; `url` leads to the figure and its words, `note` must be shown beside the text."""

    text: str
    url: str = ""
    header: bool = False
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A caption, the words of the head row, and rows that begin with a header cell."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(chart: ChartData) -> Table:
    """Return the chart as a table: one row a label, one column a series."""
    lone = axis_title(chart) if chart.kind != "numbers" else "Figure"
    head = [_first_heading(chart)]
    head += [series.label if len(chart.series) > 1 else lone for series in chart.series]
    rows = tuple(
        (
            Cell(label or chart.caption.title, header=True),
            *(_cell(series.points[place]) for series in chart.series),
        )
        for place, label in enumerate(chart.x_labels)
    )
    return Table(chart.caption.title, tuple(head), rows)


def _first_heading(chart: ChartData) -> str:
    if chart.caption.x_title:
        return chart.caption.x_title
    figures = chart.figures()
    dated = bool(figures) and all(
        point.period is not None
        and point.label in (point.period.label(), point.period.short_label())
        for point in figures
    )
    return "Period" if dated else "What it is of"


def _cell(point: Point | None) -> Cell:
    if point is None:
        return Cell(NO_FIGURE)
    notes = [*point.caveats()]
    if point.break_reason:
        notes.append(f"not comparable with the figure before: {point.break_reason}")
    text = NO_FIGURE if point.value is None else point.shown
    return Cell(text, url=point.url, note="; ".join(notes))
