"""What a row of figures may say, and under which headings a file may say it. No Django.

The columns are those of every file that the site gives away (``operations.renderers.columns``), so
that such a file can be taken in again, and four that only staff have.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from operations.renderers.columns import COLUMNS as GIVEN_AWAY

BLANK = "[z]"
NO_FIGURE = "[x]"


@dataclass(frozen=True)
class Column:
    """One column that is taken in: its name, its heading for people, and other headings for it."""

    name: str
    heading: str
    others: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column("figure_id", "Figure id", ("id", "figure")),
    Column("metric", "Metric id", ("metric code", "measure", "indicator"), required=True),
    Column("metric_label", "Metric", ("metric name",)),
    Column("category", "Category", ("breakdown", "type", "sub category")),
    Column("value", "Value", ("number", "count", "total", "figure value", "obs value"),
           required=True),
    Column("qualifier", "Qualifier", ("hedge",)),
    Column("unit", "Unit", ("unit of measure", "units")),
    Column("period_start", "Period start", ("start", "from", "start date", "first day",
                                            "week beginning", "date from")),
    Column("period_end", "Period end", ("end", "to", "end date", "last day", "week ending",
                                        "date to")),
    Column("period_kind", "Period kind", ("kind of period", "period type", "frequency"),
           required=True),
    Column("area_code", "Area code", ("ons code", "gss code", "geography code")),
    Column("area_name", "Area", ("area name", "geography", "region", "nation")),
    Column("organisation", "Organisation id", ("organisation", "force", "police force",
                                               "force name", "organisation name", "unit name")),
    Column("coverage", "Coverage", ()),
    Column("coverage_note", "Coverage in words", ("coverage note",)),
    Column("status", "Status", ("observation status",)),
    Column("shorthand", "Shorthand", ("marker", "symbol")),
    Column("note", "Notes", ("note", "comment", "comments", "remarks")),
    Column("as_stated", "As stated", ("words", "evidence", "quote")),
    Column("operation", "Operation", ("operation id", "operation name")),
    Column("phase", "Phase", ("phase id", "phase name")),
    Column("period_basis", "Period known from", ("basis", "period basis")),
    Column("revises", "Replaces", ("revises", "replaces figure")),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
# A file may say the metric by its name alone, as a person would.
INSTEAD = {"metric": "metric_label"}
# What the site works out by itself when it writes a file, with the headings of its workbooks.
DERIVED = {
    "release_title": "Release", "release_url": "Release address", "published_at": "Published",
    "version": "Version", "corrected_at": "Corrected", "figure_url": "Figure address",
    "licence": "Licence",
}  # fmt: skip
# A file with these has been written by the site for the public: its notes say more than ours do.
OF_THE_PUBLIC_SITE = frozenset({"release_url", "figure_url"})

if set(GIVEN_AWAY) - set(NAMES) - set(DERIVED):  # a column was added there: say here what it is
    raise RuntimeError(f"Not known to the import: {set(GIVEN_AWAY) - set(NAMES) - set(DERIVED)}")


def missing(given: Iterable[str]) -> list[str]:
    """The headings of required columns that are not among ``given``."""
    found = set(given)
    return [
        BY_NAME[name].heading
        for name in REQUIRED
        if name not in found and INSTEAD.get(name) not in found
    ]
