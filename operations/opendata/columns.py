"""What each column of a figure as a row of data is: its name, kind, words and origin.

One description for everything that tells of the columns: the files' heads, the schemas of Parquet,
data package and CSVW, the page about the data and the interface for programs. Names and order are
those of ``operations.renderers.columns``, so a choice of figures reads like a chart's own file.

Pure. ``sql`` is an expression over what ``operations.opendata.rows`` joins: ``figure``,
``metric``, ``category``, ``organisation``, ``area``, ``release``, ``change`` and ``evidence``.
"""

from dataclasses import dataclass
from enum import StrEnum

from operations.areas import AREAS
from operations.figure_ids import PATTERN
from operations.periods import PeriodKind
from operations.renderers.columns import COLUMNS
from operations.renderers.columns import PARTIAL as PARTIAL
from operations.renderers.exact import SURE_DIGITS
from operations.renderers.imprint import LICENCE_NOT_STATED
from operations.renderers.spreadsheet import HEADINGS
from operations.series import STATUSES
from releases.quantities import Qualifier
from releases.units import UNITS


class Datatype(StrEnum):
    """What a column's cells are. A moment has the offset of London's clocks from UTC."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DATE = "date"
    MOMENT = "moment"
    ADDRESS = "address"

    @property
    def words(self) -> str:
        """What a page calls it."""
        return _WORDS[self]

    @property
    def is_text(self) -> bool:
        """Whether a spreadsheet could take a cell for a formula."""
        return self in (Datatype.TEXT, Datatype.ADDRESS)


_WORDS = {
    Datatype.TEXT: "Text",
    Datatype.NUMBER: "Number",
    Datatype.WHOLE: "Whole number",
    Datatype.DATE: "Day, as 2023-11-13",
    Datatype.MOMENT: "Moment, as 2023-11-17T00:01:00+00:00",
    Datatype.ADDRESS: "Web address",
}


@dataclass(frozen=True)
class Column:
    """One column. ``required`` says that no cell is empty; ``choices`` are all that one may be.

    ``sql`` gives NULL where a cell is empty. ``made_here`` says that its words are this site's own
    codes and addresses, which no spreadsheet takes for a formula.
    """

    name: str
    datatype: Datatype
    description: str
    sql: str
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""
    made_here: bool = False

    @property
    def label(self) -> str:
        return HEADINGS[self.name]


# A whole number stays whole, however long; a fraction is cut where 64 bits are no longer sure of
# it, as ``operations.renderers.exact`` does.
_EXACT = f"""trim_scale(CASE
    WHEN figure.value = trunc(figure.value) OR abs(figure.value) < 1e{SURE_DIGITS - 4}
    THEN figure.value
    ELSE round(figure.value, {SURE_DIGITS} - length(trunc(abs(figure.value))::text)) END)"""

_SHORTHAND = """NULLIF(concat_ws(' ',
    CASE figure.status WHEN 'estimated' THEN '[e]' WHEN 'provisional' THEN '[p]' END,
    CASE WHEN figure.status = 'revised' OR change.since IS NOT NULL THEN '[r]' END), '')"""


def _sentence(words: str) -> str:
    """Words as a sentence: a capital, and one full stop."""
    return f"upper(left({words}, 1)) || rtrim(substr({words}, 2), '.') || '.'"


_NOTE = f"""NULLIF(concat_ws(' ',
    CASE WHEN release.second_hand THEN 'Second-hand report.' END,
    CASE WHEN figure.note <> '' THEN {_sentence("figure.note")} END,
    CASE WHEN change.words <> '' THEN {_sentence("change.words")} END), '')"""


def _of_whom(what: str) -> str:
    """What is known of the organisation that the figure is of, or else of its area."""
    return f"CASE WHEN organisation.id IS NULL THEN area.{what} ELSE organisation.{what} END"


def _moment(expression: str) -> str:
    """A moment as ISO 8601 has it; the transaction's time zone is London's."""
    return f"to_char({expression}, 'YYYY-MM-DD\"T\"HH24:MI:SSTZH:TZM')"


DESCRIBED = (
    Column(
        "figure_id", Datatype.TEXT,
        "Permanent, random id of the figure. A corrected figure keeps its id.",
        "figure.figure_id", required=True, pattern=PATTERN.pattern, made_here=True,
    ),
    Column(
        "metric", Datatype.TEXT,
        "Id of the metric, as in the address of its page: what is counted, and how.",
        "metric.slug", required=True,
    ),
    Column("metric_label", Datatype.TEXT, "Name of the metric.", "metric.name", required=True),
    Column(
        "category", Datatype.TEXT,
        "Part of what the metric counts (“Cocaine”); empty where the figure is of all of it.",
        "category.name",
    ),
    Column(
        "value", Datatype.NUMBER,
        "The number in the metric’s unit, without thousands commas. A hedge is in “qualifier”.",
        _EXACT, required=True,
    ),
    Column(
        "qualifier", Datatype.TEXT,
        "How the release hedges the number: “more_than” means that the figure is above it.",
        "figure.qualifier", required=True, choices=tuple(Qualifier), made_here=True,
    ),
    Column(
        "unit", Datatype.TEXT, "Unit of the number.",
        "metric.unit", required=True, choices=tuple(UNITS), made_here=True,
    ),
    Column(
        "period_start", Datatype.DATE,
        "First day of the period, in London; empty where it is not recorded.",
        "figure.period_start",
    ),
    Column(
        "period_end", Datatype.DATE,
        "Last day of the period, included; empty where it is not recorded.",
        "figure.period_end",
    ),
    Column(
        "period_kind", Datatype.TEXT,
        "What sort of period it is. A “running_total” must not be added to another figure.",
        "figure.period_kind", required=True, choices=tuple(PeriodKind), made_here=True,
    ),
    Column(
        "area_code", Datatype.TEXT,
        "ONS code of the area or of the force’s area; empty where there is none.",
        _of_whom("ons_code"),
    ),
    Column(
        "area_name", Datatype.TEXT, "Name of the area or organisation that the figure is of.",
        _of_whom("name"),
    ),
    Column(
        "organisation", Datatype.TEXT,
        "Id of the force or unit that the figure is of, as in the address of its page.",
        "organisation.slug",
    ),
    Column(
        "coverage", Datatype.TEXT,
        f"“{PARTIAL}” for a figure that is known to be incomplete, else empty.",
        f"CASE WHEN figure.is_partial THEN '{PARTIAL}' END", choices=(PARTIAL,), made_here=True,
    ),
    Column(
        "coverage_note", Datatype.TEXT,
        "Whom or what the figure leaves out or covers, in words.",
        "NULLIF(figure.coverage, '')",
    ),
    Column(
        "status", Datatype.TEXT,
        "Whether the figure is estimated, provisional or revised; empty for a final one.",
        "NULLIF(figure.status, '')", choices=tuple(filter(None, STATUSES)), made_here=True,
    ),
    Column(
        "shorthand", Datatype.TEXT,
        "Signs of official statistics in square brackets: “[e]” estimated, “[p]” provisional, "
        "“[r]” revised or corrected.",
        _SHORTHAND, made_here=True,
    ),
    Column(
        "note", Datatype.TEXT,
        "What else must be known of the figure: second-hand report, traps, what it was before.",
        _NOTE,
    ),
    Column(
        "as_stated", Datatype.TEXT,
        "The words of the release that state the figure, letter for letter.",
        "evidence.words",
    ),
    Column(
        "release_title", Datatype.TEXT, "Title of the release that states the figure: its source.",
        "release.title",
    ),
    Column(
        "release_url", Datatype.ADDRESS, "Address of that release on this site.",
        "release.url", required=True, made_here=True,
    ),
    Column(
        "published_at", Datatype.MOMENT,
        "Since when the figure is public as it is here; London time with its offset.",
        _moment("figure.published_from"), required=True,
    ),
    Column(
        "version", Datatype.WHOLE, "Number of the release’s edition in force; 1 is the first.",
        "release.edition", required=True,
    ),
    Column(
        "corrected_at", Datatype.MOMENT,
        "When the figure was last corrected or revised; empty where it never was.",
        _moment("change.since"),
    ),
    Column(
        "figure_url", Datatype.ADDRESS,
        "Permanent address of the figure, with its source words and earlier versions.",
        "figure.url", required=True, made_here=True,
    ),
    Column(
        "licence", Datatype.TEXT,
        f"Licence of the publisher’s figures, or “{LICENCE_NOT_STATED}”.",
        "release.licence", required=True,
    ),
)  # fmt: skip

if tuple(column.name for column in DESCRIBED) != COLUMNS:
    raise AssertionError("The columns described here are not those of the charts’ files.")

BY_NAME = {column.name: column for column in DESCRIBED}
AREA_ROWS = tuple((area.slug, area.name, area.ons_code) for area in AREAS)
