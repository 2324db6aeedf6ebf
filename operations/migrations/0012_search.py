from pathlib import Path

from django.conf import settings
from django.db import migrations

from operations.search.installing import SearchedTable, in_force

SQL = Path(__file__).parent.parent / "sql"

TABLES = (
    SearchedTable("releases_edition", "release", "title", "summary", "notes"),
    SearchedTable("releases_sourcetext", "release", "text", row="edition_id"),
    SearchedTable("releases_quotation", "quotation", "words", "gist", "role", "speaker_id"),
    SearchedTable("releases_speaker", "person", "name"),
    SearchedTable("releases_topic", "topic", "name", "summary"),
    SearchedTable("operations_operation", "operation", "name", "summary", "note"),
    SearchedTable("operations_phase", "phase", "name", "note", "operation_id"),
    SearchedTable("operations_metric", "metric", "name", "counted", "definition", "note"),
    SearchedTable("operations_category", "category", "name"),
    SearchedTable("operations_organisation", "organisation", "name", "region", "note"),
)
# Those that the pages ask. All others serve these and are the owner's alone.
ASKED = (
    "search_words(tsquery, boolean, bigint[], bigint[], date, date, integer)",
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
    "search_topics_of_release(bigint)",
    "search_topics_of_operation(bigint)",
    "search_topics_of_metric(bigint)",
    "search_is_told_of(bigint)",
    "search_is_seen(text, bigint)",
)
def _file(name: str) -> str:
    return in_force((SQL / name).read_text())


class Migration(migrations.Migration):
    dependencies = [("operations", "0011_figure_counts"), ("releases", "0013_search")]

    operations = [
        migrations.RunSQL(
            [
                _file("search_words.sql"),
                _file("search_references.sql"),
                _file("search_hits.sql"),
                _file("search_spellings.sql"),
                _file("search_figures.sql"),
                *(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC" for function in ASKED + INSIDE),
                *(
                    f"GRANT EXECUTE ON FUNCTION {function} "
                    f"TO {settings.PUBLIC_LOGIN}, {settings.STAFF_LOGIN}"
                    for function in ASKED
                ),
                *(statement for table in TABLES for statement in table.triggers()),
                *(table.fill() for table in TABLES if table.row == "id"),
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
