"""What the database gives away, and lets be changed, if every line of the site's code is wrong.

The lists below are read by people: what is new in the schema fails here until somebody has asked
what it tells, and has written it down.
"""

import re
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.utils import timezone

from tests.embargo import canaries, guards
from tests.embargo.conftest import fill
from tests.harness.databases import World

# Every column that the public login may read.
READABLE = {
    "operations_category": "id published_from recorded_at slug name position dimension_id",
    "operations_chart": (
        "id published_from recorded_at slug title subtitle note alt kind along is_horizontal "
        "position release_id topic_id annotations"
    ),
    "operations_chartline": (
        "id position label area period_kinds figure_ids role category_id chart_id release_id "
        "metric_id operation_id organisation_id phase_id"
    ),
    "operations_claim": (
        "id published_from recorded_at created_at words what value unit qualifier figure_ids "
        "position edition_id release_id"
    ),
    "operations_conflict": "id one_id other_id",
    "operations_dimension": "id published_from recorded_at slug name",
    "operations_evidence": (
        "id published_from recorded_at created_at words prefix suffix start end release_id "
        "observation_id"
    ),
    "operations_figurecount": (
        "id area period_kind year qualifier status published_from figures category_id metric_id "
        "operation_id organisation_id phase_id"
    ),
    "operations_formeraddress": "id published_from recorded_at slug chart_id",
    "operations_gonechart": "id published_from recorded_at slug title reason chart_id",
    "operations_metric": (
        "id published_from recorded_at slug name counted unit per kind better definition note "
        "dimension_id"
    ),
    "operations_metric_topics": "id metric_id topic_id",
    "operations_observation": (
        "id published_from recorded_at created_at figure_id area period_kind period_start "
        "period_end period_basis value qualifier status coverage is_partial note revises "
        "position category_id edition_id metric_id release_id operation_id organisation_id "
        "phase_id"
    ),
    "operations_operation": "id published_from recorded_at slug name summary note",
    "operations_operation_organisations": "id operation_id organisation_id",
    "operations_operation_releases": "id operation_id release_id",
    "operations_operation_topics": "id operation_id topic_id",
    "operations_organisation": (
        "id published_from recorded_at slug name kind ons_code country region note rocu_id"
    ),
    "operations_phase": (
        "id published_from recorded_at slug name start end note operation_id revision revised_at"
    ),
    "operations_publicchange": (
        "key kind edition_id number slug title reason published_from recorded_at publisher_id "
        "topic_ids"
    ),
    "releases_announcement": (
        "id published_from recorded_at slug taken_off_at taken_off_reason publisher_id"
    ),
    "releases_announcement_releases": "id announcement_id release_id",
    "releases_edition": (
        "id published_from recorded_at created_at number title summary notes video_url "
        "embargo_until embargo_as_stated issued_earliest issued_latest issued_basis "
        "change_note release_id change_kind"
    ),
    "releases_notice": (
        "id published_from recorded_at number title state planned_from planned_to "
        "planned_time note created_at announcement_id"
    ),
    "releases_noticechange": (
        "id published_from recorded_at was_state was_from was_to was_time reason "
        "announcement_id notice_id"
    ),
    "releases_publisher": (
        "id published_from recorded_at slug name website press_office press_phone press_email "
        "licence licence_url note"
    ),
    "releases_quotation": (
        "id published_from recorded_at created_at role words gist position edition_id "
        "release_id speaker_id"
    ),
    "releases_release": (
        "id published_from recorded_at slug source_url via_title via_url publisher_id"
    ),
    "releases_release_topics": "id release_id topic_id",
    "releases_salt": "id published_from recorded_at created_at value edition_id release_id",
    "releases_seal": "id published_from recorded_at number sha256 edition_id of_release_id",
    "releases_sourcetext": "id published_from recorded_at created_at text edition_id release_id",
    "releases_speaker": "id published_from recorded_at slug name",
    "releases_topic": "id published_from recorded_at slug name summary position",
    "releases_withdrawal": "id published_from recorded_at slug title reason release_id",
    "releases_wording": (
        "id published_from recorded_at created_at table row field instead_of words edition_id "
        "release_id"
    ),
}

# Every function of ours that it may call, with its arguments.
CALLABLE = {
    "changed_figures": "",
    "edition_versions": "wanted_release bigint",
    "figure_versions": "wanted text[], changed_only boolean",
    "figures_stated_in": "editions bigint[]",
    "public_changes": "",
    "public_state": "",
    "search_figures_named": (
        "metrics bigint[], categories bigint[], organisations bigint[], operations bigint[], "
        "phases bigint[], topics bigint[], publishers bigint[], since date, until date, "
        "most integer"
    ),
    "search_figures_stating": (
        "query tsquery, topics bigint[], publishers bigint[], since date, until date, "
        "most integer, at_most integer"
    ),
    "search_figures_worth": (
        "amounts numeric[], units text[], hedge text, rest tsquery, topics bigint[], "
        "publishers bigint[], since date, until date, most integer, of_each integer"
    ),
    "search_names": "terms tsquery[]",
    "search_spellings": "asked text[], most integer",
    "search_words": (
        "query tsquery, said boolean, topics bigint[], publishers bigint[], since date, "
        "until date, most_releases integer, most_quotations integer"
    ),
    "visible_at": "",
    "withdrawals_of_chart": "wanted text",
}
# Rights that PostgreSQL gives to everybody, and which tell nothing of what the tables hold.
OUTSIDE = ("information_schema", "pg_catalog", "pg_toast")


def test_el_26_27_70_the_public_login_sees_no_hidden_row_at_any_instant(guarded: World) -> None:
    """In each table something is hidden and something is not, so that each policy is tried."""
    empty = {
        table: (len(public), len(hidden))
        for table, (public, hidden) in guards.rows_by_the_rule().items()
        if not (public and hidden)
    }
    assert empty == {}, "Nothing is tried there: add rows to tests/embargo/canaries.py."
    assert guards.hidden_rows_shown(guarded) == {}
    assert guards.public_rows_missing(guarded) == {}
    assert guards.judged_otherwise_in_hand() == []
    with guarded.connect("public") as public:
        rows = {table: guards.visible_rows(public, table) for table in guards.readable(guarded)}
    told = {table: canaries.marks_in(repr(seen)) for table, seen in rows.items()}
    assert {table: marks for table, marks in told.items() if marks} == {}


def test_el_70_every_readable_column_is_on_the_list(guarded: World) -> None:
    found = {table: " ".join(columns) for table, columns in guards.readable(guarded).items()}
    assert found == {table: " ".join(listed.split()) for table, listed in READABLE.items()}
    assert guards.staff_columns_shown(guarded) == []


def test_el_70_every_function_is_on_the_list_and_tells_nothing_hidden(guarded: World) -> None:
    assert guards.functions(guarded) == CALLABLE
    assert set(guards.ASKED) == set(CALLABLE) - {"changed_figures", "public_state", "visible_at"}
    assert guards.told_by_functions(guarded) == {}


def test_el_70_views_ask_with_the_readers_own_rights_and_nothing_is_kept_ready(
    guarded: World,
) -> None:
    with guarded.connect("owner") as owner:
        rows = owner.execute(
            "SELECT relname, relkind, coalesce(reloptions @> '{security_invoker=true}', false), "
            "has_table_privilege(%s, oid, 'INSERT, UPDATE, DELETE, TRUNCATE') FROM pg_class "
            " WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('v', 'm', 'f', 'p')",
            [guarded.place.logins.public.name],
        ).fetchall()
    assert rows == [("operations_publicchange", "v", True, False)]


def test_el_27_70_the_public_login_may_use_no_sequence_and_no_other_schema(guarded: World) -> None:
    """A sequence's last number counts what was ever entered, drafts included."""
    with guarded.connect("public") as public:
        sequences = public.execute(
            "SELECT seqrelid::regclass::text FROM pg_sequence "
            "WHERE has_sequence_privilege(seqrelid, 'USAGE, SELECT, UPDATE')"
        ).fetchall()
        schemas = public.execute(
            "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(oid, 'USAGE') "
            "AND nspname <> ALL (%s) AND nspname !~ '^pg_(toast_)?temp'",
            [list(OUTSIDE)],
        ).fetchall()
        tables = public.execute(
            "SELECT count(*) FROM pg_stats WHERE schemaname = 'public'"
        ).fetchone()
        others = public.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename <> current_user "
            "AND query !~ '^<insufficient privilege>$' AND query <> ''"
        ).fetchone()
    assert (sequences, schemas, others) == ([], [("public",)], (0,))
    assert tables == (0,)


def test_el_70_planner_statistics_of_guarded_tables_are_shown_to_nobody_else(
    guarded: World,
) -> None:
    """Once gathered they hold the commonest values of hidden rows; PostgreSQL keeps them back."""
    with guarded.connect("owner") as owner:
        owner.execute("ANALYZE")
        row = owner.execute("SELECT count(*) FROM pg_stats WHERE schemaname = 'public'").fetchone()
        assert row is not None
        assert row[0] > 0
    with guarded.connect("public") as public:
        shown = public.execute(
            "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public'"
        ).fetchall()
        assert shown == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.execute("SELECT * FROM pg_statistic")


COUNTS_HIDDEN_ROWS = re.compile(
    r"\.explain\(|\bEXPLAIN\s+(?:SELECT|ANALY|\()|reltuples|relpages|pg_stat|pg_class|pg_\w+_size\("
)


def test_el_70_the_product_asks_for_no_estimate() -> None:
    """Row counts of the catalogue and of EXPLAIN include hidden rows, and anybody may ask them."""
    root = Path(settings.BASE_DIR)
    told = {
        str(path.relative_to(root)): found
        for package in ("npcc_site", "releases", "operations")
        for path in sorted((root / package).rglob("*"))
        if path.suffix in (".py", ".sql", ".html") and "local" not in path.parts
        and (found := COUNTS_HIDDEN_ROWS.findall(path.read_text()))
    }  # fmt: skip
    assert told == {}


def test_el_55_what_is_public_approved_or_withdrawn_is_changed_by_no_raw_sql_of_staff(
    guarded: World,
) -> None:
    """UPDATE and DELETE, at once, in every table with bounds."""
    tried = guards.kinds_tried(guarded)
    assert {
        table for table, kinds in tried.items() if not {"public", "approved"} <= {*kinds}
    } == set()
    assert guards.unguarded(guarded) == {}
    assert guards.missing_triggers(guarded) == {}


def test_el_55_no_published_table_can_be_emptied(guarded: World) -> None:
    """Not even by the owner, by mistake."""
    for table in guards.published_tables():
        with guarded.connect("staff") as staff, pytest.raises(psycopg.errors.InsufficientPrivilege):
            staff.execute(f"TRUNCATE {table} CASCADE")
        with guarded.connect("owner") as owner, pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute(f"TRUNCATE {table} CASCADE")


def test_el_57_no_commit_dates_anything_at_this_very_instant(guarded: World) -> None:
    assert guards.past_bounds_kept(guarded) == {}


def test_el_63_an_act_that_ends_after_the_moment_has_come_is_refused_in_every_table(
    world: World,
) -> None:
    """Begun in time, committed too late: the moment has the last word."""
    fill(timezone.now() + timedelta(hours=3))
    guards.hasten(world, timezone.now() + timedelta(seconds=3))
    assert guards.late_changes_kept(world) == []
