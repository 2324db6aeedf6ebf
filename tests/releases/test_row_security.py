"""What the database allows each login, asked by raw SQL over a connection of its own."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.utils import timezone
from psycopg import sql

from releases import publishing
from releases.models import Act, Change, LoadedFile, Wording
from releases.published import Published, is_public_login
from tests import factories
from tests.harness import databases

# The whole of what the public login may call beside what PostgreSQL itself grants to everyone.
PUBLIC_FUNCTIONS = {
    "visible_at", "figure_versions", "figures_stated_in", "edition_versions", "public_changes",
}  # fmt: skip
# A view shows what the functions above tell, with the asker's own rights.
PUBLIC_VIEWS = {"operations_publicchange"}


# Typed by hand, and brought along by no edition.
CALENDAR = ("Announcement", "Notice", "NoticeChange")


def tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1"
    )
    return [name for (name,) in rows]


def readable_columns(connection: psycopg.Connection[Any], table: str) -> list[str]:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped AND has_column_privilege(attrelid, attnum, 'SELECT')",
        [table],
    )
    return [name for (name,) in rows]


def visible_rows(connection: psycopg.Connection[Any], table: str) -> list[tuple[Any, ...]]:
    columns = readable_columns(connection, table)
    if not columns:
        return []
    listed = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    query = sql.SQL("SELECT {} FROM {}").format(listed, sql.Identifier(table))
    return connection.execute(query).fetchall()


def test_no_login_is_a_superuser_or_may_pass_by_the_policies(world: databases.World) -> None:
    for login in ("owner", "staff", "public"):
        with world.connect(login) as connection:  # type: ignore[arg-type]
            row = connection.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication "
                "FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert row == (False,) * 5, login


def test_staff_owns_nothing_and_can_switch_off_no_trigger(world: databases.World) -> None:
    with world.connect("staff") as connection:
        owned = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
        ).fetchone()
        assert owned == (0,)
    for statement in (
        "ALTER TABLE operations_observation DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP POLICY public_reads ON releases_edition",
        "TRUNCATE operations_evidence",
        "UPDATE releases_act SET by = 'somebody else'",
        "DELETE FROM releases_change",
    ):
        with (
            world.connect("staff") as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


def test_public_may_read_the_named_tables_only(world: databases.World) -> None:
    """Default deny: the accounts, the record of acts, all that is not a published model."""
    published = {model._meta.db_table for model in Published.concrete()}
    links = {
        field.remote_field.through._meta.db_table
        for model in Published.concrete()
        for field in model._meta.local_many_to_many
    }
    with world.connect("public") as connection:
        found = set(tables(connection))
        readable = {table for table in found if readable_columns(connection, table)}
    assert readable == published | links | {"operations_chartline"}
    closed = {model._meta.db_table for model in (Act, Change, LoadedFile)}
    assert closed | {"auth_user", "django_session", "django_admin_log"} <= found - readable


def test_every_readable_table_has_row_security(world: databases.World) -> None:
    with world.connect("public") as connection:
        for table in tables(connection):
            if readable_columns(connection, table):
                row = connection.execute(
                    "SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [table]
                ).fetchone()
                assert row == (True,), table


def test_public_columns_are_all_but_those_of_staff(world: databases.World) -> None:
    """A column added later is closed until somebody grants it; this says which were."""
    with world.connect("public") as connection:
        for model in Published.concrete():
            wanted = {
                str(field.column)
                for field in model._meta.concrete_fields
                if not getattr(field, "staff_only", False)
            }
            assert set(readable_columns(connection, model._meta.db_table)) == wanted, model
            assert "published_until" not in wanted


def test_public_can_write_to_no_table(world: databases.World) -> None:
    factories.archived(factories.edition())
    with world.connect("public") as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.commit()
        for table in tables(connection):
            name = sql.Identifier(table)
            for statement in (
                "INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}",
                "ALTER TABLE {} DISABLE ROW LEVEL SECURITY", "DROP TABLE {}",
            ):  # fmt: skip
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(sql.SQL(statement).format(name))  # type: ignore[arg-type]
                connection.rollback()
        for statement in ("CREATE TABLE mine (a int)", "CREATE TEMP TABLE mine (a int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE releases_edition SET title = 'Defaced'")


def test_el_70_every_view_asks_with_the_rights_of_whoever_asks(world: databases.World) -> None:
    with world.connect("public") as connection:
        views = connection.execute(
            "SELECT c.relname, c.relkind, c.reloptions, "
            "has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind IN ('v', 'm')"
        ).fetchall()
    assert {name for name, *_ in views} == PUBLIC_VIEWS
    for name, kind, options, writable in views:
        assert (kind, options, writable) == ("v", ["security_invoker=true"], False), name


def test_public_may_call_the_named_functions_only(world: databases.World) -> None:
    with world.connect("public") as connection:
        rows = connection.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' "
            "WHERE n.nspname = 'public' AND d.objid IS NULL AND p.prorettype <> 'trigger'::regtype "
            "AND has_function_privilege(p.oid, 'EXECUTE')"
        )
        assert {name for (name,) in rows} == PUBLIC_FUNCTIONS


def a_whole_release(word: str, **edition_fields: Any) -> Any:
    """An edition with one row in every table that has bounds; each text holds ``word``."""
    topic = factories.topic(slug=f"{word}-topic", name=f"{word} topic")
    release = factories.release(
        slug=f"{word}-release",
        publisher=factories.publisher(slug=f"{word}-publisher", name=f"{word} publisher"),
    )
    release.topics.add(topic)
    edition = factories.edition(
        release=release, title=f"{word} title", summary=f"{word} summary", **edition_fields
    )
    operation = factories.operation(slug=f"{word}-operation", name=f"Operation {word}")
    operation.topics.add(topic)
    operation.releases.add(release)
    organisation = factories.organisation(slug=f"{word}-force", name=f"{word} force")
    operation.organisations.add(organisation)
    phase = factories.phase(operation=operation, slug=f"{word}-phase", name=f"{word} phase")
    category = factories.category(slug=f"{word}-category", name=f"{word} category")
    metric = factories.metric(
        slug=f"{word}-metric", name=f"{word} metric", dimension=category.dimension
    )
    metric.topics.add(topic)
    figure = factories.observation(
        edition, f"7340033 {word}", metric=metric, category=category, organisation=organisation,
        operation=operation, phase=phase, value=7340033,
    )  # fmt: skip
    factories.claim(edition, [figure], words=f"over seven million {word}")
    factories.quotation(edition, words=f"{word} is what I say")
    factories.source_text(edition, f"The text says 7340033 {word}.")
    factories.chart([metric], slug=f"{word}-chart", title=f"{word} finding", release=release)
    return edition


def everything_public(world: databases.World) -> str:
    with world.connect("public") as connection:
        return repr([(name, visible_rows(connection, name)) for name in tables(connection)])


def test_an_embargoed_release_is_in_no_table_and_then_in_every_one(
    world: databases.World,
) -> None:
    """The same question, before and after: what is found nowhere then proves nothing now."""
    edition = a_whole_release("quillfern", embargo_until=timezone.now() + timedelta(seconds=6))
    assert "quillfern" not in everything_public(world), "a draft shows"
    at = factories.approved(edition, by="approver")
    Wording.objects.create(
        edition=edition, release=edition.release, table="operations_chart", row=1, field="title",
        instead_of="an old finding", words="quillfern finding", published_from=at,
    )  # fmt: skip
    scheduled = everything_public(world)
    assert timezone.now() < at, "too slow to have looked before the embargo"
    assert "quillfern" not in scheduled
    assert "7340033" not in scheduled
    wait_until(world, at + timedelta(seconds=1))
    with world.connect("public") as connection:
        for model in Published.concrete():
            if model.__name__ not in ("Withdrawal", "Dimension", *CALENDAR):
                rows = visible_rows(connection, model._meta.db_table)
                assert rows, f"{model.__name__} did not become public with its edition"
        for table in ("releases_release_topics", "operations_chartline",
                      "operations_operation_releases", "operations_operation_organisations",
                      "operations_operation_topics", "operations_metric_topics"):  # fmt: skip
            assert visible_rows(connection, table), table


# Names that other releases may lean on by now (docs/decisions.md, 8).
MAY_STAY = {
    "releases_publisher", "releases_topic", "releases_speaker", "operations_organisation",
    "operations_operation", "operations_phase", "operations_dimension", "operations_category",
    "operations_metric",
}  # fmt: skip


def test_a_withdrawn_release_is_in_no_table_at_any_instant(world: databases.World) -> None:
    edition = factories.archived(a_whole_release("quillfern"))
    assert "quillfern title" in everything_public(world)
    publishing.withdraw(edition.release, by="approver", reason="A court has asked.")
    since = edition.published_from
    for at in (since, since + timedelta(hours=3), timezone.now()):
        with world.connect("public") as connection:
            connection.execute("SELECT set_config('site.as_at', %s, false)", [at.isoformat()])
            for model in Published.concrete():
                table = model._meta.db_table
                if table.startswith("releases_withdrawal"):
                    continue
                texts = repr(visible_rows(connection, table))
                assert "7340033" not in texts, table
                if table not in MAY_STAY:
                    assert "quillfern" not in texts, table


def wait_until(world: databases.World, moment: Any) -> None:
    """Sleep by the database's own clock."""
    with world.connect("public") as connection:
        connection.execute(
            "SET statement_timeout = 0",
        )
        connection.execute("SELECT pg_sleep_until(%s)", [moment])


def test_a_policy_is_not_all_that_hides_staff_columns(world: databases.World) -> None:
    factories.archived(factories.edition())
    with world.connect("public") as connection:
        for column in ("published_until", "approved_by", "written_by", "version"):
            query = sql.SQL("SELECT {} FROM releases_edition").format(sql.Identifier(column))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(query)
            connection.rollback()


def test_the_public_login_is_told_apart_by_its_connection() -> None:
    from django.db import connections

    assert is_public_login(connections["public"])
    assert not is_public_login(connections["default"])
    assert apps.is_installed("operations")
