"""What PostgreSQL alone lets each login see and do, asked by raw SQL, table by table.

Each question answers with what should not be: an empty answer is a guard that holds. The tests
say so of the real database, and the mutation check says that each notices when its guard is gone.
"""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.apps import apps
from django.utils import timezone
from psycopg import sql

from operations.models import (
    Category,
    Chart,
    FigureCount,
    Metric,
    Observation,
    Operation,
    Organisation,
    Phase,
)
from releases.models import Edition, Release
from releases.published import Published, Statement
from releases.row_security import ROW_GUARDS, SET_GUARDS
from tests.embargo.canaries import HIDDEN, SCHEDULED, marks_in
from tests.harness.databases import World

Connection = psycopg.Connection[Any]
# Tables of ours that are parts of others, and no links.
PARTS = ("operations_chartline", "operations_conflict")
# Of each table the ids of the rows that are public, and of those that are hidden.
Rows = dict[str, tuple[set[int], set[int]]]


def published_tables() -> dict[str, type[Published]]:
    return {model._meta.db_table: model for model in Published.concrete()}


# What triggers keep beside a table with bounds, under the same bounds.
TALLIES = {"operations_figurecount": FigureCount}


def parts_and_links() -> dict[str, dict[str, str]]:
    """Tables without bounds that hang on those with: each one's columns that point at them."""
    bounded = published_tables()
    found = {}
    for model in apps.get_models(include_auto_created=True):
        columns = {
            str(field.column): field.related_model._meta.db_table
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model is not None
        }
        is_link = model._meta.auto_created and set(columns.values()) <= set(bounded)
        if is_link or model._meta.db_table in PARTS:
            found[model._meta.db_table] = columns
    return found


# --- the public login -----------------------------------------------------------------------------


def tables(connection: Connection, *, kinds: str = "rp") -> list[str]:
    """Every table of the schema; with ``kinds`` of pg_class also views ("v", "m", "f")."""
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relkind::text = ANY (%s) ORDER BY 1",
        [list(kinds)],
    )
    return [name for (name,) in rows]


def readable_columns(connection: Connection, table: str) -> list[str]:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped AND has_column_privilege(attrelid, attnum, 'SELECT') "
        "ORDER BY attnum",
        [table],
    )
    return [name for (name,) in rows]


def readable(world: World) -> dict[str, list[str]]:
    """The columns that the public login may read, by table or view; those without are left out."""
    with world.connect("public") as public:
        names = tables(public, kinds="rpvmf")
        found = {name: readable_columns(public, name) for name in names}
    return {table: columns for table, columns in found.items() if columns}


def visible_rows(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    columns = readable_columns(connection, table)
    if not columns:
        return []
    listed = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    query = sql.SQL("SELECT {} FROM {}").format(listed, sql.Identifier(table))
    return connection.execute(query).fetchall()


def _ids(connection: Connection, table: str) -> set[int]:
    query = sql.SQL("SELECT id FROM {}").format(sql.Identifier(table))
    return {pk for (pk,) in connection.execute(query)}


def rows_by_the_rule() -> Rows:
    """The ids of each table that are public now, and those that are hidden, as staff knows them."""
    now = timezone.now()
    found: Rows = {}
    for table, model in {**published_tables(), **TALLIES}.items():
        everything = set(model._default_manager.values_list("pk", flat=True))
        public = set(model._default_manager.public(now).values_list("pk", flat=True))
        found[table] = (public, everything - public)
    for table, columns in parts_and_links().items():
        model = next(
            m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table
        )
        rows = list(model._default_manager.values_list("pk", *columns))
        public = {
            pk
            for pk, *ends in rows
            if all(
                end is None or end in found[to][0]
                for end, to in zip(ends, columns.values(), strict=True)
                if to in found
            )
        }
        found[table] = (public, {pk for pk, *_ in rows} - public)
    return found


def hidden_rows_shown(world: World, *tables: str, rule: Rows | None = None) -> dict[str, set[int]]:
    """Hidden rows that the public login sees, now or when it asks for a moment to come.

    Of all tables, or of these; ``rule`` is what ``rows_by_the_rule`` said, where it is known.
    """
    by_rule = rule or rows_by_the_rule()
    shown: dict[str, set[int]] = {}
    with world.connect("public") as public:
        for as_at in ("", "2999-01-01", "infinity"):
            public.execute("SELECT set_config('site.as_at', %s, false)", [as_at])
            for table in tables or by_rule:
                if found := _ids(public, table) & by_rule[table][1]:
                    shown[table] = found
    return shown


def public_rows_missing(world: World) -> dict[str, set[int]]:
    """Public rows that the public login does not see."""
    with world.connect("public") as public:
        found = {
            table: visible - _ids(public, table)
            for table, (visible, _) in rows_by_the_rule().items()
        }
    return {table: missing for table, missing in found.items() if missing}


def judged_otherwise_in_hand() -> list[str]:
    """Tables of which a row in hand says of itself what the queryset does not."""
    now = timezone.now()
    return [
        model._meta.db_table
        for model in Published.concrete()
        if {row.pk for row in model._default_manager.all() if row.is_public(now)}
        != set(model._default_manager.public(now).values_list("pk", flat=True))
    ]


def staff_columns() -> list[tuple[str, str]]:
    """Every table and column that is for staff alone."""
    return [
        (table, str(field.column))
        for table, model in published_tables().items()
        for field in model._meta.concrete_fields
        if getattr(field, "staff_only", False)
    ]


def staff_columns_shown(world: World) -> list[tuple[str, str]]:
    """Those that the public login may read."""
    with world.connect("public") as public:
        may_read = {table: readable_columns(public, table) for table in published_tables()}
    return [(table, column) for table, column in staff_columns() if column in may_read[table]]


def functions(world: World) -> dict[str, str]:
    """Functions of ours that the public login may call, by their arguments."""
    with world.connect("public") as public:
        rows = public.execute(
            "SELECT p.proname, pg_get_function_identity_arguments(p.oid) FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace "
            "LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' "
            "WHERE n.nspname = 'public' AND d.objid IS NULL "
            "AND p.prorettype <> 'trigger'::regtype AND has_function_privilege(p.oid, 'EXECUTE')"
        ).fetchall()
    return dict(rows)


# How each function of the owner is asked for all that it could tell.
ASKED = {
    "figure_versions": "SELECT * FROM figure_versions(%(figures)s, false)",
    "figures_stated_in": "SELECT * FROM figures_stated_in(%(editions)s)",
    "edition_versions":
        "SELECT told.* FROM unnest(%(releases)s::bigint[]) one, edition_versions(one) told",
    "public_changes": "SELECT * FROM public_changes()",
    "withdrawals_of_chart":
        "SELECT told.* FROM unnest(%(charts)s::text[]) one, withdrawals_of_chart(one) told",
    "search_words":
        "SELECT * FROM search_words(websearch_to_tsquery('english', %(words)s), false, NULL, NULL, "
        "NULL, NULL, 1000, 1000)",
    "search_names":
        "SELECT * FROM search_names(ARRAY[websearch_to_tsquery('english', %(words)s)])",
    "search_spellings": "SELECT spelt FROM search_spellings(%(spelt)s, 10)",
    "search_figures_named": " UNION ALL ".join(
        f"SELECT * FROM search_figures_named({named}, NULL, NULL, NULL, NULL, 1000)"
        for named in (
            "%(metrics)s, NULL, NULL, NULL, NULL", "NULL, %(categories)s, NULL, NULL, NULL",
            "NULL, NULL, %(organisations)s, NULL, NULL", "NULL, NULL, NULL, %(operations)s, NULL",
            "NULL, NULL, NULL, NULL, %(phases)s",
            "(%(metrics)s::bigint[])[1:3], NULL, (%(organisations)s::bigint[])[1:3], NULL, NULL",
        )
    ),
    "search_figures_stating":
        "SELECT * FROM search_figures_stating(websearch_to_tsquery('english', %(words)s), NULL, "
        "NULL, NULL, NULL, 1000, 1000)",
    "search_figures_worth":
        "SELECT * FROM search_figures_worth(%(values)s::numeric[], ARRAY['', ''], 'exact', NULL, "
        "NULL, NULL, NULL, NULL, 1000, 1000)",
}  # fmt: skip
# Where the clock of a function stands in others, which it alone may call.
CLOCKS = {
    "search_words": ("search_words", "search_references"),
    "search_spellings": ("search_is_seen",),
    "search_figures_named": tuple(
        f"search_figures_of_{field}"
        for field in ("metric", "category", "organisation", "operation", "phase")
    ),
}
SEARCHED_BY: dict[str, Any] = {
    "metrics": Metric, "categories": Category, "organisations": Organisation,
    "operations": Operation, "phases": Phase,
}  # fmt: skip
# What no search could find of them is asked for by their words; the last two are in the open.
SEARCHED = [*(canary.word for canary in HIDDEN), "open", "arrests"]


def told_by_functions(world: World) -> dict[str, list[str]]:
    """Marks of hidden things in what the owner's functions tell the public login, ever."""
    everything = {
        "figures": list(Observation.objects.values_list("figure_id", flat=True)),
        "editions": list(Edition.objects.values_list("pk", flat=True)),
        "releases": list(Release.objects.values_list("pk", flat=True)),
        "charts": list(Chart.objects.values_list("slug", flat=True)),
        "words": " or ".join(SEARCHED),
        "spelt": SEARCHED,
        "values": [SCHEDULED.number, 7],
        **{
            name: list(model.objects.order_by("-pk").values_list("pk", flat=True))
            for name, model in SEARCHED_BY.items()
        },
    }
    found = {}
    with world.connect("public") as public:
        for as_at in ("", "2999-01-01", "infinity"):
            public.execute("SELECT set_config('site.as_at', %s, false)", [as_at])
            for name, question in ASKED.items():
                rows = public.execute(question, everything).fetchall()
                assert rows, f"{name} tells nothing at all, so it was not tried."
                if told := marks_in(repr(rows)):
                    found[name] = told
    return found


# --- staff's login --------------------------------------------------------------------------------


@contextlib.contextmanager
def undone(connection: Connection) -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    with connection.transaction(force_rollback=True):
        yield


def is_refused(connection: Connection, statement: str, parameters: Any = ()) -> bool:
    """Whether a trigger of ours refuses it at once; any other error is no guard of ours."""
    with undone(connection):
        try:
            connection.execute(statement, parameters)
        except psycopg.errors.RestrictViolation:
            return True
        except psycopg.Error:
            return False
    return False


def kinds_tried(world: World) -> dict[str, list[str]]:
    """Of which kinds of guarded row each table has one."""
    with world.connect("staff") as staff:
        return {
            table: [kind for kind, _ in _guarded_rows(staff, table)] for table in published_tables()
        }


def unguarded(world: World, only: str = "") -> dict[str, list[str]]:
    """Acts on public, approved or withdrawn rows that staff's login could do in raw SQL."""
    found = {}
    with world.connect("staff") as staff:
        for table, model in published_tables().items():
            if only not in ("", table):
                continue
            acts = {
                act: statement
                for row in _guarded_rows(staff, table)
                for act, statement in _acts(model, *row).items()
            }
            allowed = [act for act, statement in acts.items() if not is_refused(staff, statement)]
            if allowed:
                found[table] = allowed
    return found


KINDS = {
    "public": "published_from <= now() AND (published_until IS NULL OR published_until > now())",
    "approved": "published_from > now()",
    "withdrawn": "release_id IN (SELECT release_id FROM releases_withdrawal "
                 "WHERE published_from <= now())",
}  # fmt: skip


def _guarded_rows(connection: Connection, table: str) -> list[tuple[str, int]]:
    """One row of each kind that is guarded, such as ("public", 3)."""
    rows = []
    for kind, condition in KINDS.items():
        if kind == "withdrawn" and not _is_statement_of_a_release(table):
            continue
        found = connection.execute(f"SELECT max(id) FROM {table} WHERE {condition}").fetchone()
        if found and found[0] is not None:
            rows.append((kind, found[0]))
    return rows


def _is_statement_of_a_release(table: str) -> bool:
    model = published_tables()[table]
    return issubclass(model, Statement)


def _acts(model: type[Published], kind: str, pk: int) -> dict[str, str]:
    """What must be refused for such a row, as statements that change it whatever it holds."""
    table = model._meta.db_table
    where = f"WHERE id = {pk}"
    changes = {f"delete {kind}": f"DELETE FROM {table} {where}"}
    if kind != "public" or issubclass(model, Statement):
        column = f'"{_a_word_of(model)}"'
        other = f"left(md5(random()::text), greatest(length({column}), 1))"
        changes[f"edit {kind}"] = f"UPDATE {table} SET {column} = {other} {where}"
    if kind == "public":
        earlier = "published_from - interval '1 second'"
        changes["date earlier"] = f"UPDATE {table} SET published_from = {earlier} {where}"
        bounds = "published_from = NULL, published_until = NULL"
        changes["hide"] = f"UPDATE {table} SET {bounds} {where}"
    if kind == "withdrawn":
        later = "published_from = now() + interval '1 hour', recorded_at = NULL"
        changes["show again"] = f"UPDATE {table} SET {later} {where}"
    return changes


def _a_word_of(model: type[Published]) -> str:
    """A column of text that an edit would change."""
    texts = [field for field in model._meta.concrete_fields
             if field.get_internal_type() in ("TextField", "CharField", "SlugField")]  # fmt: skip
    return str(texts[0].column)


# What keeps a release and its first edition at one moment.
ONE_MOMENT = {
    "releases_release": ("dated_with_an_edition",),
    "releases_edition": ("dates_its_release", "dates_its_figures"),
}


def releases_dated_alone(world: World) -> list[str]:
    """The trigger whose work is not done: a commit of staff's would leave a part dated alone."""
    with world.connect("staff") as staff:
        draft = staff.execute(
            "SELECT max(id) FROM releases_release WHERE published_from IS NULL"
        ).fetchone()
        approved = staff.execute(
            "SELECT e.id, r.id FROM releases_edition e "
            "JOIN releases_release r USING (published_from) "
            "WHERE r.id = e.release_id AND published_from > now() "
            "AND EXISTS (SELECT 1 FROM operations_observation o WHERE o.edition_id = e.id) "
            "ORDER BY e.id DESC LIMIT 1"
        ).fetchone()
        assert draft is not None
        assert approved is not None
        assert None not in (*draft, *approved)
        undated = (
            "UPDATE releases_edition SET published_from = NULL, approved_at = NULL, "
            f"approved_by = '' WHERE id = {approved[0]}"
        )
        acts = {
            "dated_with_an_edition": "UPDATE releases_release "
            f"SET published_from = now() + interval '1 hour' WHERE id = {draft[0]}",
            "dates_its_release": "UPDATE operations_evidence SET published_from = NULL WHERE "
            "observation_id IN (SELECT id FROM operations_observation "
            f"WHERE edition_id = {approved[0]}); UPDATE operations_observation "
            f"SET published_from = NULL WHERE edition_id = {approved[0]}; {undated}",
            "dates_its_figures": f"{undated}; UPDATE releases_release SET published_from = NULL "
            f"WHERE id = {approved[1]}",
        }
        return [
            trigger
            for trigger, act in acts.items()
            if not is_refused(staff, f"{act}; SET CONSTRAINTS ALL IMMEDIATE")
        ]


# Tables whose guards ask of all rows of a statement at once, each with what dates its rows.
BY_SETS = {
    "operations_observation": ("releases_edition", "edition_id"),
    "operations_evidence": ("operations_observation", "observation_id"),
}


def triggers_of(table: str) -> tuple[str, ...]:
    """The guards that a table with bounds must have."""
    return (*(SET_GUARDS if table in BY_SETS else ROW_GUARDS), "refuse_truncate")


def first_guards_of(table: str) -> tuple[str, ...]:
    """Those that refuse at once, before a commit has the last word."""
    return SET_GUARDS if table in BY_SETS else ("guard",)


def missing_triggers(world: World) -> dict[str, list[str]]:
    """Guards that a table with bounds should have and has not, or has switched off."""
    with world.connect("owner") as owner:
        rows = owner.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled = 'O'"
        ).fetchall()
    standing: dict[str, set[str]] = {}
    for table, trigger in rows:
        standing.setdefault(table, set()).add(trigger)
    found = {
        table: sorted({*triggers_of(table)} - standing.get(table, set()))
        for table in published_tables()
    }
    if "guard" not in standing.get("operations_chartline", set()):
        found["operations_chartline"] = ["guard"]
    return {table: names for table, names in found.items() if names}


def hasten(world: World, moment: datetime, *, leave: str = "") -> None:
    """Let all that is approved go out at ``moment``; as the owner, past the guards of editions.

    A trigger that the caller has switched off is named by ``leave``.
    """
    with world.connect("owner") as owner, owner.transaction():
        for table in published_tables():
            embargo = ", embargo_until = NULL" if table == "releases_edition" else ""
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(
                f"UPDATE {table} SET published_until = %s WHERE published_until > now()",
                [moment],
            )
            owner.execute(
                f"UPDATE {table} SET published_from = %s{embargo} WHERE published_from > now()",
                [moment],
            )
            owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            if leave in triggers_of(table):
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER {leave}")


def late_changes_kept(world: World) -> list[str]:
    """Tables of which an approved row can be taken back by a commit after its moment has come.

    ``world`` holds rows that go public within seconds: each is taken back now, in a transaction
    that ends only afterwards.
    """
    kept = []
    with contextlib.ExitStack() as stack:
        waiting = {}
        for table in published_tables():
            staff = stack.enter_context(world.connect("staff"))
            staff.autocommit = False
            row = staff.execute(
                f"SELECT max(id), max(published_from) FROM {table} WHERE published_from > now()"
            ).fetchone()
            if row is None or row[0] is None:
                staff.rollback()
                continue
            staff.execute(f"UPDATE {table} SET published_from = NULL WHERE id = {row[0]}")
            waiting[table] = (staff, row[1])
        assert waiting, "Nothing waits for its moment, so nothing could be late."
        latest = max(moment for _, moment in waiting.values())
        with world.connect("owner") as owner:
            owner.execute("SELECT pg_sleep_until(%s)", [latest + timedelta(milliseconds=100)])
        for table, (staff, _) in waiting.items():
            try:
                staff.commit()
            except psycopg.errors.RestrictViolation:
                continue
            kept.append(table)
    return kept


def past_bounds_kept(world: World, only: str = "") -> dict[str, list[str]]:
    """Tables in which a commit may date a row at this very instant, were no other guard there.

    Asked as the owner, in transactions that switch the other guards off and are rolled back.
    """
    found: dict[str, list[str]] = {}
    with world.connect("owner") as owner:
        for table in published_tables():
            if only not in ("", table):
                continue
            row = owner.execute(
                f"SELECT min(id) FROM {table} WHERE published_from > now()"
            ).fetchone()
            if row is None or row[0] is None:
                continue
            embargo = ", embargo_until = NULL" if table == "releases_edition" else ""
            update = f"UPDATE {table} SET published_from = now(){embargo} WHERE id = {row[0]}"
            again = (
                f"WITH gone AS (DELETE FROM {table} WHERE id = {row[0]} RETURNING *) "
                f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, to_jsonb(gone) "
                """|| jsonb_build_object('published_from', now(), 'embargo_until', NULL))).* """
                "FROM gone"
            )
            kept = [
                act
                for act, statement in (("update", update), ("insert", again))
                if not _is_refused_at_commit(owner, table, statement)
            ]
            if kept:
                found[table] = kept
    return found


def _is_refused_at_commit(owner: Connection, table: str, statement: str) -> bool:
    others = ("guard_delete",) if table in BY_SETS else ("guard", "guard_at_commit")
    with undone(owner):
        for guard in (*others, *ONE_MOMENT.get(table, ())):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER {guard}")
        if table in BY_SETS:
            # Its guard is one for all: what dates the row has to have the same moment.
            parent, column = BY_SETS[table]
            owner.execute(f"ALTER TABLE {parent} DISABLE TRIGGER USER")
            embargo = ", embargo_until = NULL" if parent == "releases_edition" else ""
            owner.execute(
                f"UPDATE {parent} SET published_from = now(){embargo} WHERE id = "
                f"(SELECT {column} FROM {table} WHERE published_from > now() ORDER BY id LIMIT 1)"
            )
        try:
            owner.execute(statement)
            owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.errors.RestrictViolation as refusal:
            return "less than 2 s ahead" in str(refusal)
    return False
