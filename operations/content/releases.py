"""One release from its file: editions, figures, claims and quotations. No Django."""

from datetime import datetime
from typing import Any

from operations.areas import AREA_NAMES
from operations.content import entries
from operations.content.references import PERIOD_KINDS
from operations.content.tables import Table
from operations.figure_ids import PATTERN
from operations.periods import NOT_STATED, Period, PeriodKind
from releases.quantities import Qualifier
from releases.reading.embargoes import disagreements, london_moment

QUALIFIERS = tuple(qualifier.value for qualifier in Qualifier)
LONGEST_PHRASE = 250


def release(table: Table) -> entries.Release:
    """Read a whole file; the release's slug must be the file's name."""
    slug = table.slug("slug", most=120, required=True)
    if slug and table.file.rsplit("/", 1)[-1] != f"{slug}.toml":
        table.refuse("slug", f"“{slug}” and the file’s name differ. Name the file {slug}.toml.")
    via = table.table("via")
    editions = [_first_edition(table)]
    editions += [_later_edition(inner, editions[0]) for inner in table.tables("later_editions")]
    defaults = table.table("defaults")
    figures = tuple(figure(inner) for inner in table.tables("figures", defaults=defaults))
    if defaults is not None:
        _refuse_odd_defaults(defaults, figures)
    read = entries.Release(
        file=table.file,
        field=table.field,
        slug=slug,
        publisher=table.slug("publisher", required=True),
        source_url=table.address("source_url", most=500),
        via_title=via.text("title", most=250, required=True) if via else "",
        via_url=via.address("url", most=500) if via else "",
        topics=table.slugs("topics"),
        operations=table.slugs("operations"),
        editions=tuple(editions),
        figures=figures,
        claims=tuple(_claim(inner) for inner in table.tables("claims")),
        quotations=tuple(_quotation(inner) for inner in table.tables("quotations")),
    )
    if via:
        via.refuse_unknown()
    return read


def _first_edition(table: Table) -> entries.Edition:
    words = table.table("edition") or _missing_table(table, "edition")
    embargo = table.table("embargo")
    edition = entries.Edition(
        file=table.file,
        field="edition",
        number=1,
        title=table.text("title", most=300, required=True),
        summary=words.text("summary", required=True),
        notes=words.text("notes"),
        video_url=words.address("video_url", most=300),
        change_note="",
        issued=_issued(table),
        embargo_until=_embargo(embargo) if embargo else None,
        embargo_as_stated=embargo.text("as_stated", most=200, required=True) if embargo else "",
    )
    words.refuse_unknown()
    if embargo:
        embargo.refuse_unknown()
    return edition


def _later_edition(table: Table, first: entries.Edition) -> entries.Edition:
    edition = entries.Edition(
        file=table.file,
        field=table.field,
        number=table.integer("number", default=0, least=2),
        title=table.text("title", most=300, default=first.title),
        summary=table.text("summary", default=first.summary),
        notes=table.text("notes", default=first.notes),
        video_url=table.address("video_url", most=300),
        change_note=table.text("change_note", required=True),
        issued=_issued(table),
        embargo_until=None,
        embargo_as_stated="",
    )
    if not table.has("number"):
        table.refuse("number", "it is missing. The first edition is 1, so give 2 or more.")
    table.refuse_unknown()
    return edition


def _issued(table: Table) -> entries.Issued:
    day = table.table("date") or _missing_table(table, "date")
    earliest, latest = day.day("earliest"), day.day("latest")
    if (earliest is None) != (latest is None):
        day.refuse("", "give earliest and latest (the same day where one is known), or neither.")
    elif earliest and latest and latest < earliest:
        day.refuse("latest", f"{latest} is before earliest, {earliest}. Swap or mend them.")
    issued = entries.Issued(
        file=day.file,
        field=day.field,
        earliest=earliest,
        latest=latest,
        basis=day.text("basis", most=300, required=True),
    )
    day.refuse_unknown()
    return issued


def _embargo(table: Table) -> datetime | None:
    """The embargo as a moment in London, held against the words in which it is stated."""
    until = table.moment("until")
    if until is None:
        return None
    for sentence in disagreements(table.text("as_stated"), until):
        table.refuse("until", sentence)
    try:
        return london_moment(until)
    except ValueError as error:
        table.refuse("until", str(error))
        return None


def figure(table: Table) -> entries.Figure:
    """One figure; what it leaves out is taken from the file's [defaults]."""
    figure_id = table.text("id", required=True)
    if figure_id and not PATTERN.fullmatch(figure_id):
        table.refuse("id", f"“{figure_id}” is no id: make one with operations.figure_ids.")
    period, basis = _period(table)
    read = entries.Figure(
        file=table.file,
        field=table.field,
        id=figure_id,
        edition=table.integer("edition", default=1, least=1),
        metric=table.slug("metric", most=100, required=True),
        unit=table.choice("unit", entries.UNITS, required=True),
        category=table.slug("category"),
        organisation=table.slug("organisation"),
        area=table.choice("area", AREA_NAMES),
        operation=table.slug("operation"),
        phase=table.slug("phase"),
        period=period,
        period_basis=basis,
        value=table.number("value"),
        qualifier=_qualifier(table),
        status=table.choice("status", entries.STATUSES),
        coverage=table.text("coverage", most=250),
        is_partial=table.boolean("partial"),
        note=table.text("note"),
        revises=table.text("revises", most=12),
        words=_phrases(table),
    )
    table.refuse_unknown()
    return read


def _qualifier(table: Table) -> Qualifier:
    value = table.choice("qualifier", QUALIFIERS, default="exact")
    return Qualifier(value) if value else Qualifier.EXACT


def _phrases(table: Table) -> tuple[str, ...]:
    """The words of a figure: one phrase, or a list of several."""
    found: tuple[str, ...]
    if isinstance(table.values.get("words"), list):
        found = table.texts("words")
    else:
        found = (table.text("words", required=True),)
    if not found:
        table.refuse("words", "it is empty. Give the phrase in which the figure is stated.")
    for phrase in found:
        if len(phrase) > LONGEST_PHRASE:
            table.refuse(
                "words", f"a phrase has {len(phrase)} characters; {LONGEST_PHRASE} are the most."
            )
        if "\n" in phrase:
            table.refuse("words", "a phrase can’t run over a line’s end. Give a shorter one.")
        if table.has("words") and not phrase.strip():
            table.refuse("words", "it is empty. Give the phrase in which the figure is stated.")
    return found


def _period(table: Table) -> tuple[Period, str]:
    inner = table.table("period")
    if inner is None:
        if not table.has("period"):
            table.refuse("period", 'it is missing. Give at least { kind = "not_stated" }.')
        return NOT_STATED, ""
    kind = inner.choice("kind", PERIOD_KINDS, required=True)
    start, end = inner.day("start"), inner.day("end")
    basis = inner.text("basis", most=250)
    inner.refuse_unknown()
    if kind not in PERIOD_KINDS:
        return NOT_STATED, basis
    try:
        return Period(start, end, PeriodKind(kind)), basis
    except ValueError as error:
        inner.refuse("", str(error))
        return NOT_STATED, basis


def _claim(table: Table) -> entries.Claim:
    figures = table.texts("figures")
    if not figures:
        table.refuse("figures", "it is missing. List the ids of the figures that it sums up.")
    claim = entries.Claim(
        file=table.file,
        field=table.field,
        words=table.text("words", most=LONGEST_PHRASE, required=True),
        what=table.text("what", most=150, required=True),
        value=table.number("value"),
        unit=table.choice("unit", entries.UNITS, required=True),
        qualifier=_qualifier(table),
        figures=figures,
    )
    table.refuse_unknown()
    return claim


def _quotation(table: Table) -> entries.Quotation:
    quotation = entries.Quotation(
        file=table.file,
        field=table.field,
        speaker=table.text("speaker", most=120, required=True),
        role=table.text("role", most=250, required=True),
        words=table.text("words", required=True),
        gist=table.text("gist", required=True),
    )
    table.refuse_unknown()
    return quotation


def _refuse_odd_defaults(table: Table, figures: tuple[entries.Figure, ...]) -> None:
    """[defaults] may hold what a figure may, but for its id: that is one figure's own."""
    if not figures:
        table.refuse("", "there is no figure that it could be for. Remove it.")
        return
    if table.has("id"):
        table.refuse("id", "each figure has an id of its own. Move it there.")
    table.refuse_unknown()


def _missing_table(table: Table, key: str) -> Table:
    """Note that a table is missing, and stand in an empty one whose own gaps are no news."""
    if not table.has(key):
        table.refuse(key, f"it is missing. Add [{key}].")
    none: list[Any] = []
    return Table({}, file=table.file, problems=none, field=table.path(key))
