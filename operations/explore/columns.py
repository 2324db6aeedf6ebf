"""The columns that the table can have: an ordered list with heading and what fills a cell."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from operations.figures import caveats_of
from operations.models import Observation
from operations.renderers.exact import digits
from releases.citing import day_words


@dataclass(frozen=True)
class Cell:
    """``note`` stands beneath the text in small; ``words`` are quoted; ``tags`` are marks."""

    text: str = ""
    url: str = ""
    note: str = ""
    words: str = ""
    tags: tuple[str, ...] = ()


Fill = Callable[[Observation], Cell]


@dataclass(frozen=True)
class Column:
    """``sorts`` are the two orders that its head leads to, the more usual first; may be none."""

    name: str
    label: str
    fill: Fill
    sorts: tuple[str, ...] = ()
    is_number: bool = False


def _period(figure: Observation) -> Cell:
    label = figure.period.label()
    return Cell(label[:1].upper() + label[1:])


def _metric(figure: Observation) -> Cell:
    """With its category: so that the usual table has room for the release."""
    category = figure.category.name if figure.category else ""
    return Cell(figure.metric.name, figure.metric.get_absolute_url(), note=category)


def _category(figure: Observation) -> Cell:
    return Cell(figure.category.name if figure.category else "")


def _place(figure: Observation) -> Cell:
    organisation = figure.organisation
    return Cell(figure.of_whom, organisation.get_absolute_url() if organisation else "")


def _figure(figure: Observation) -> Cell:
    return Cell(figure.shown, figure.get_absolute_url(), words=figure.words)


def _marks(figure: Observation) -> Cell:
    """Status, coverage, completeness and what it was: what must be known before it is used."""
    changed = figure.changed
    told = "; ".join(caveats_of(figure))
    return Cell(
        told[:1].upper() + told[1:],
        note=f"was {changed.was} until {changed.day}" if changed else "",
        tags=(changed.kind,) if changed else (),
    )


def _release(figure: Observation) -> Cell:
    release, edition = figure.release, figure.release.edition
    issued = edition.issued_words if edition else ""
    note = ", ".join(part for part in (release.publisher.name, issued) if part)
    return Cell(edition.title if edition else "", release.get_absolute_url(), note=note)


def _operation(figure: Observation) -> Cell:
    operation = figure.operation
    return Cell(operation.name, operation.get_absolute_url()) if operation else Cell()


def _released(figure: Observation) -> Cell:
    since = figure.published_from
    return Cell(day_words(since) if since else "")


def _region(figure: Observation) -> Cell:
    return Cell(figure.organisation.region if figure.organisation else "")


def _area_code(figure: Observation) -> Cell:
    organisation = figure.organisation
    return Cell(organisation.ons_code if organisation else figure.area_ons_code)


_ALL = (
    Column("period", "Period", _period, ("-period", "period")),
    Column("metric", "Metric", _metric, ("metric", "-metric")),
    Column("category", "Category", _category),
    Column("organisation", "Of whom", _place, ("organisation", "-organisation")),
    Column("region", "Region", _region),
    Column("area_code", "ONS code", _area_code),
    Column("operation", "Operation", _operation),
    Column("phase", "Phase", lambda one: Cell(one.phase.name if one.phase else "")),
    Column("figure", "Figure", _figure, ("-value", "value")),
    Column("value", "Number alone", lambda one: Cell(digits(Decimal(one.value))), is_number=True),
    Column("unit", "Unit", lambda one: Cell(one.metric.get_unit_display())),
    Column("qualifier", "Qualifier", lambda one: Cell(one.qualifier.replace("_", " "))),
    Column("status", "Status", lambda one: Cell(one.status)),
    Column("marks", "Know before you use it", _marks),
    Column("period_kind", "Kind of period", lambda one: Cell(one.period.kind.words)),
    Column("release", "Release", _release),
    Column("released", "On this site since", _released, ("-released", "released")),
    Column("figure_id", "Figure id", lambda one: Cell(one.figure_id, one.get_absolute_url())),
)
COLUMNS = {column.name: column for column in _ALL}
USUAL_COLUMNS = ("period", "metric", "organisation", "figure", "marks", "release")
