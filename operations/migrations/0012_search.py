from pathlib import Path

from django.conf import settings
from django.db import migrations

from operations.search.installing import SearchedTable, in_force

SQL = Path(__file__).parent.parent / "sql"

TABLES = (
    SearchedTable("releases_edition", "release", "title", "summary", "notes", "issued_latest"),
    SearchedTable("releases_release", "release address", "slug"),
    SearchedTable("releases_sourcetext", "release", "text", row="edition_id"),
    SearchedTable(
        "releases_quotation", "quotation", "words", "gist", "role", "speaker_id", "position"
    ),
    SearchedTable("releases_speaker", "person", "name"),
    SearchedTable("releases_topic", "topic", "name", "summary"),
    SearchedTable("operations_operation", "operation", "name", "summary", "note"),
    SearchedTable("operations_phase", "phase", "name", "note", "operation_id", "start", "end"),
    SearchedTable("operations_metric", "metric", "name", "counted", "definition", "note"),
    SearchedTable("operations_category", "category", "name"),
    SearchedTable("operations_organisation", "organisation", "name", "region", "note"),
)
# Quotations are written with their releases, phases with their operations.
FILLED = ("release", "person", "topic", "operation", "metric", "category", "organisation")
# Those that the pages ask. All others serve these and are the owner's alone.
ASKED = (
    "search_words(tsquery, boolean, bigint[], bigint[], date, date, integer, integer)",
    "search_names(tsquery[])",
    "search_spellings(text[], integer)",
    "search_figures_named(bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], "
    "date, date, integer)",
    "search_figures_stating(tsquery, bigint[], bigint[], date, date, integer, integer)",
    "search_figures_worth(numeric[], text[], text, tsquery, bigint[], bigint[], date, date, "
    "integer, integer)",
)
INSIDE = (
    "search_worded(text, bigint, text, text, boolean)",
    "search_texts(text, bigint[], boolean)",
    "search_weighted(text, text, text)",
    "search_refresh(text, bigint[])",
    "search_note()",
    "search_topics_seen()",
    "search_references(tsquery, bigint[])",
    "search_is_seen(text, bigint)",
    "search_is_known(text)",
)
# The functions that find figures by an index, by what the index begins with.
FIGURES_OF = {
    field: ("unnest(wanted) d(id)", f"o.{field}_id = d.id")
    for field in ("metric", "category", "organisation", "operation", "phase")
} | {
    "metric_and_organisation": (
        "unnest(wanted) d(id) CROSS JOIN unnest(organisations) g(id)",
        "o.metric_id = d.id AND o.organisation_id = g.id",
    )
}
# Two of the indexes are in the order of the periods: they are read from the newest end until there
# are enough. Conditions that may be NULL would make the planner read and sort all there are.
IN_ORDER = "SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off"
ARGUMENTS_OF = ", ".join(["bigint[]"] * 8 + ["date"] * 2 + ["integer"] * 2 + ["bigint[]"])
INSIDE += tuple(f"search_figures_of_{field}({ARGUMENTS_OF})" for field in FIGURES_OF)


def _figures_of(field: str) -> str:
    each, is_of = FIGURES_OF[field]
    text = _file("search_figures_of.sql")
    text = text.replace("{field}", field).replace("{each}", each).replace("{is_of}", is_of)
    is_in_order = field in ("metric", "organisation")
    text = text.replace("{in_order}", IN_ORDER if is_in_order else "")
    # Of the others all that there are are read and sorted, rather than all of a metric walked.
    return text.replace("{fence}", "" if is_in_order else "OFFSET 0")


def _file(name: str) -> str:
    return in_force((SQL / name).read_text())


class Migration(migrations.Migration):
    dependencies = [("operations", "0011_figure_counts"), ("releases", "0013_search")]

    operations = [
        migrations.RunSQL(
            [
                _file("search_words.sql"),
                _file("search_hits.sql"),
                _file("search_references.sql"),
                _file("search_spellings.sql"),
                *(_figures_of(field) for field in FIGURES_OF),
                _file("search_figures.sql"),
                *(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC" for function in ASKED + INSIDE),
                *(
                    f"GRANT EXECUTE ON FUNCTION {function} "
                    f"TO {settings.PUBLIC_LOGIN}, {settings.STAFF_LOGIN}"
                    for function in ASKED
                ),
                *(statement for table in TABLES for statement in table.triggers()),
                *(table.fill() for table in TABLES if table.kind in FILLED and table.row == "id"),
            ],
            [
                *(statement for table in TABLES for statement in table.no_triggers()),
                *(f"DROP FUNCTION {function}" for function in ASKED + INSIDE),
                "DROP TYPE search_hit",
                "DROP TABLE operations_searchwords, operations_searchvocabulary",
                "DROP INDEX search_by_evidence",
            ],
        )
    ]
