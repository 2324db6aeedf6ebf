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
from tests.embargo.canaries import a_whole_release
from tests.embargo.guards import readable_columns, tables, visible_rows
from tests.harness import databases

# Typed by hand, and brought along by no edition.
ADDRESSES = ("FormerAddress", "GoneChart")  # made by acts on what is public already
CALENDAR = ("Announcement", "Notice", "NoticeChange")


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
    beside = {"operations_chartline", "operations_conflict", "operations_figurecount"}
    assert readable == published | links | beside
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
            if model.__name__ not in ("Withdrawal", "Dimension", *CALENDAR, *ADDRESSES):
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
