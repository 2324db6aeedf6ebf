"""The table beside each picture: the same figures, each with its hedge and coverage in words.

What has to be known of a figure stands in a column of notes, with the shorthand of UK official
statistics, and never in the cell of the number: a number that is copied stays a number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from operations.periods import day_words
from operations.renderers.axes import axis_title
from operations.series import BREAK, NOT_AVAILABLE, REVISED, ChartData, Point

NO_FIGURE = "no figure"
NOTES = "Notes"
MEANINGS = {
    BREAK: "a break in the series: not comparable with the figure before",
    "[e]": "estimated",
    "[p]": "provisional",
    REVISED: "revised or corrected",
    NOT_AVAILABLE: "not available",
}


@dataclass(frozen=True)
class Cell:
    """One cell; `url` leads to the figure and its words.

    `note` is what the column of notes says of a figure. `is_text` is for cells of words: notes
    and dates.
    """

    text: str
    url: str = ""
    header: bool = False
    note: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class Table:
    """A caption, the words of the head row, and rows that begin with a header cell.

    With `has_notes` the last column is that of the notes; `symbols` explains their shorthand in a
    sentence to be read before the table.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    symbols: str = ""
    has_notes: bool = False

    @property
    def headings(self) -> tuple[Cell, ...]:
        """The head row, each heading on the side on which its column's cells are."""
        below = self.rows[0] if self.rows else ()
        return tuple(
            Cell(
                text, header=True, is_text=not below or below[place].header or below[place].is_text
            )
            for place, text in enumerate(self.head)
        )


def table(chart: ChartData) -> Table:
    """Return the chart as a table: one row a label, one column a series, and notes if any."""
    if chart.effective_kind == "timeline":
        return _phases(chart)
    lone = axis_title(chart) if chart.kind != "numbers" else "Figure"
    head = [_first_heading(chart)]
    head += [series.label if len(chart.series) > 1 else lone for series in chart.series]
    places = _in_order(chart)
    rows = [
        (
            Cell(chart.x_labels[place] or chart.caption.title, header=True),
            *(_cell(series.points[place]) for series in chart.series),
        )
        for place in places
    ]
    notes = [_notes(chart, place) for place in places]
    return _with_notes(chart, head, rows, notes, _symbols(chart))


def _in_order(chart: ChartData) -> list[int]:
    """The labels in the chart's own order; beside a map, which has none, the highest first."""
    places = list(range(len(chart.x_labels)))
    if chart.effective_kind != "tiles":
        return places

    def rank(place: int) -> tuple[bool, Decimal]:
        point = chart.series[0].points[place]
        value = point.value if point is not None else None
        return (value is None, -(value or Decimal(0)))

    return sorted(places, key=rank)


def _with_notes(
    chart: ChartData,
    head: Iterable[str],
    rows: Iterable[tuple[Cell, ...]],
    notes: list[str],
    symbols: str = "",
) -> Table:
    if not any(notes):
        return Table(chart.caption.title, tuple(head), tuple(rows))
    wider = tuple((*row, Cell(note, is_text=True)) for row, note in zip(rows, notes, strict=True))
    return Table(chart.caption.title, (*head, NOTES), wider, symbols, has_notes=True)


def _phases(chart: ChartData) -> Table:
    stretches = sorted(chart.stretches, key=lambda one: (one.start, one.end or one.start))
    rows = [
        (
            Cell(one.label, url=one.path, header=True),
            Cell(day_words(one.start, short=True), is_text=True),
            Cell(day_words(one.end, short=True) if one.end else "not recorded", is_text=True),
        )
        for one in stretches
    ]
    return _with_notes(chart, ("Phase", "From", "To"), rows, [one.note for one in stretches])


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
        return Cell(NO_FIGURE, note=NOT_AVAILABLE)
    text = NO_FIGURE if point.value is None else point.shown
    return Cell(text, url=point.url, note=_note(point))


def _note(point: Point) -> str:
    """Say what has to be known of a figure, its symbols first."""
    said = [*point.caveats()]
    if point.break_reason:
        said.append(f"not comparable with the figure before: {point.break_reason}")
    return " ".join([*point.shorthand, "; ".join(said)]).strip()


def _notes(chart: ChartData, place: int) -> str:
    """Say the notes of a row, each with the series that it is true of where there are several."""
    by_note: dict[str, list[str]] = {}
    for series in chart.series:
        if note := _cell(series.points[place]).note:
            by_note.setdefault(note, []).append(series.label)
    if len(chart.series) == 1 or all(len(names) == len(chart.series) for names in by_note.values()):
        return ". ".join(note.rstrip(".") for note in by_note)
    return ". ".join(f"{_and(names)}: {note.rstrip('.')}" for note, names in by_note.items())


def _and(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _symbols(chart: ChartData) -> str:
    """Explain the shorthand that this table uses, and no other."""
    points = [point for series in chart.series for point in series.points]
    used = {symbol for point in points if point is not None for symbol in point.shorthand}
    used |= {NOT_AVAILABLE} if None in points else set()
    told = [f"{symbol} means {words}" for symbol, words in MEANINGS.items() if symbol in used]
    return f"In the notes, {'; '.join(told)}." if told else ""
