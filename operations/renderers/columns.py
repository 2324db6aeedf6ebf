"""The rows of a chart as a file of data has them: one for each figure, its columns always these.

The order and the names of the columns are a promise to whoever reads them by a program.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from operations.renderers.imprint import LICENCE_NOT_STATED, Imprint
from operations.series import NOT_AVAILABLE, ChartData, Origin, Point, Series, Stretch
from releases.reading.embargoes import LONDON

PARTIAL = "partial"


@dataclass(frozen=True)
class Row:
    """One figure, place without a figure, or phase of a timeline. The fields are the columns.

    A figure that we worked out has no `figure_id` and no words: `note` has its arithmetic, and
    `figure_url` leads to the stated figure that it was worked out from. `coverage` is "partial"
    for a figure known to be incomplete; whom it covers is said in `coverage_note`.
    """

    figure_id: str = ""
    metric: str = ""
    metric_label: str = ""
    category: str = ""
    value: Decimal | None = None
    qualifier: str = ""
    unit: str = ""
    period_start: date | None = None
    period_end: date | None = None
    period_kind: str = ""
    area_code: str = ""
    area_name: str = ""
    organisation: str = ""
    coverage: str = ""
    coverage_note: str = ""
    status: str = ""
    shorthand: str = ""
    note: str = ""
    as_stated: str = ""
    release_title: str = ""
    release_url: str = ""
    published_at: datetime | None = None
    version: int | None = None
    corrected_at: datetime | None = None
    figure_url: str = ""
    licence: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


def rows(chart: ChartData, imprint: Imprint) -> list[Row]:
    """Return the chart's figures, series by series; a figure drawn at several places once."""
    if chart.kind == "timeline":
        return [_phase(stretch, imprint) for stretch in chart.stretches]
    found, met = [], set()
    for series, label, point in _placed(chart):
        if point is not None and point.figure_id and not point.is_derived:
            if point.figure_id in met:
                continue
            met.add(point.figure_id)
        found.append(_row(series, label, point, chart.unit, imprint))
    return found


def _placed(chart: ChartData) -> Iterator[tuple[Series, str, Point | None]]:
    for series in chart.series:
        for label, point in zip(chart.x_labels, series.points, strict=True):
            yield series, label, point


def _row(series: Series, label: str, point: Point | None, unit: str, imprint: Imprint) -> Row:
    if point is None:
        metric, name = _metric_of(series)
        place = ", ".join(dict.fromkeys(part for part in (series.label, label) if part))
        return Row(
            metric=metric, metric_label=name, unit=unit, shorthand=NOT_AVAILABLE,
            note=f"No figure: {place}." if place else "No figure.", licence=LICENCE_NOT_STATED,
        )  # fmt: skip
    origin = point.origin or Origin("", "")
    period = point.period
    return Row(
        figure_id="" if point.is_derived else point.figure_id,
        metric=origin.metric,
        metric_label=origin.metric_label,
        category=origin.category,
        value=point.value,
        qualifier=point.qualifier.value if point.value is not None else "",
        unit=point.unit,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_kind=period.kind.value if period else "",
        area_code=origin.area_code,
        area_name=origin.area_name,
        organisation=origin.organisation,
        coverage=PARTIAL if point.partial else "",
        coverage_note=point.coverage,
        status=point.status,
        shorthand=" ".join(point.shorthand),
        note=_note(point, origin),
        as_stated="" if point.is_derived else point.words,
        release_title=origin.release_title or point.release_title,
        release_url=imprint.whole(origin.release_path),
        published_at=_london(origin.published_at),
        version=origin.edition if point.origin else None,
        corrected_at=_london(origin.corrected_at),
        figure_url=imprint.whole(point.url),
        licence=origin.licence or LICENCE_NOT_STATED,
    )


def _note(point: Point, origin: Origin) -> str:
    """Return what has no column of its own: arithmetic, second hand, corrections, breaks."""
    broken = point.break_reason.rstrip(".")
    said = (
        f"Worked out by us: {point.arithmetic}" if point.arithmetic else "",
        "Second-hand report" if point.second_hand else "",
        f"Not comparable with the figure before: {broken}" if broken else "",
        point.note,
        origin.note,
        point.changed,
    )
    return in_sentences(said)


def in_sentences(said: Iterable[str]) -> str:
    """Return each of the phrases once, as a sentence; empty ones are left out."""
    return " ".join(f"{_capital(one).rstrip('.')}." for one in dict.fromkeys(said) if one)


def _metric_of(series: Series) -> tuple[str, str]:
    """Return the metric of a place without a figure: that of the series, where it is of one."""
    known = {(p.origin.metric, p.origin.metric_label) for p in series.figures() if p.origin}
    return known.pop() if len(known) == 1 else ("", "")


def _phase(stretch: Stretch, imprint: Imprint) -> Row:
    return Row(
        category=stretch.label,
        period_start=stretch.start,
        period_end=stretch.end,
        period_kind="phase",
        note=stretch.note,
        figure_url=imprint.whole(stretch.path),
        licence=LICENCE_NOT_STATED,
    )


def _london(moment: datetime | None) -> datetime | None:
    return moment.astimezone(LONDON) if moment else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


Cell = str | int | Decimal | date | datetime | None


def cells(row: Row) -> list[Cell]:
    """Return a row's cells in the order of `COLUMNS`."""
    return [getattr(row, name) for name in COLUMNS]


def in_words(cell: Cell, write_number: Callable[[Decimal], str]) -> str:
    """Return a cell as text: dates as ISO 8601 has them, moments with their offset."""
    match cell:
        case None:
            return ""
        case Decimal():
            return write_number(cell)
        case datetime():
            return cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
    return str(cell)
