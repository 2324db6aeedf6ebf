"""The three logins, on a real server: what each may do, and what is mended."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from psycopg import sql

from npcc_site import logins as database_logins
from npcc_site.logins import Login, LoginError, Logins
from tests.harness.databases import Databases, World

NO_POWERS = (False, False, False, False, False)


@pytest.fixture
def admin(cluster: Databases) -> Iterator[psycopg.Connection[Any]]:
    with database_logins.administering(cluster.admin_url) as connection:
        yield connection


def powers(admin: psycopg.Connection[Any], login: Login) -> Any:
    return admin.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication "
        "FROM pg_roles WHERE rolname = %s",
        [login.name],
    ).fetchone()


def test_no_login_has_any_power(admin: psycopg.Connection[Any], cluster: Databases) -> None:
    assert {login.name: powers(admin, login) for login in cluster.logins} == {
        login.name: NO_POWERS for login in cluster.logins
    }


def test_only_the_owner_owns_anything(world: World) -> None:
    with world.connect("owner") as owner:
        owners = owner.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace"
        ).fetchall()
    assert owners == [(world.place.logins.owner.name,)]


@pytest.mark.parametrize("kind", ["staff", "public"])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "ALTER TABLE django_migrations DISABLE TRIGGER ALL",
        "TRUNCATE django_migrations",
        "DROP TABLE django_migrations",
    ],
)
def test_staff_and_public_can_make_and_change_no_structure(
    world: World, kind: Any, statement: Any
) -> None:
    with world.connect(kind) as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_staff_writes_rows_and_the_public_cannot_read_accounts(world: World) -> None:
    with world.connect("staff") as staff:
        staff.execute("INSERT INTO auth_group (name) VALUES ('press')")
        found = staff.execute("SELECT name FROM auth_group WHERE name = 'press'").fetchall()
        assert found == [("press",)]
    with world.connect("public") as public:
        for table in ("auth_user", "auth_group", "django_session", "django_admin_log"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                public.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))


def test_a_session_of_the_public_begins_read_only_and_short(world: World) -> None:
    with world.connect("public") as public:
        row = public.execute(
            "SELECT current_setting('default_transaction_read_only'), "
            "current_setting('statement_timeout'), "
            "current_setting('default_transaction_isolation')"
        ).fetchone()
    assert row == ("on", "2s", "repeatable read")


def test_other_roles_cannot_connect(cluster: Databases, world: World) -> None:
    stranger = Login(f"stranger_{cluster.run}", "a password")
    with database_logins.administering(cluster.admin_url) as admin:
        admin.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'a password'").format(
                sql.Identifier(stranger.name)
            )
        )
        try:
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(world.place.url(stranger))
        finally:
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(stranger.name)))


def test_a_login_that_has_gained_power_is_mended(
    admin: psycopg.Connection[Any], cluster: Databases
) -> None:
    public, owner = cluster.logins.public, cluster.logins.owner
    name = sql.Identifier(public.name)
    admin.execute(sql.SQL("ALTER ROLE {} CREATEDB CREATEROLE PASSWORD 'other'").format(name))
    row = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row == (True,):  # else nobody here could give or take these
        admin.execute(sql.SQL("ALTER ROLE {} SUPERUSER BYPASSRLS REPLICATION").format(name))
    admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(owner.name), name))
    database_logins.make_logins(admin, cluster.logins)
    assert powers(admin, public) == NO_POWERS
    held = admin.execute(
        "SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole", [public.name]
    ).fetchone()
    assert held == (0,)


def test_running_it_again_keeps_the_rows(
    admin: psycopg.Connection[Any], cluster: Databases, world: World
) -> None:
    with world.connect("staff") as staff:
        staff.execute("INSERT INTO auth_group (name) VALUES ('press')")
        database_logins.make_logins(admin, cluster.logins)
        database_logins.make_database(admin, world.database, cluster.logins)
        found = staff.execute("SELECT name FROM auth_group WHERE name = 'press'").fetchall()
        assert found == [("press",)]


def test_a_database_of_somebody_else_is_refused(
    admin: psycopg.Connection[Any], cluster: Databases
) -> None:
    with pytest.raises(LoginError, match="belongs to"):
        database_logins.make_database(admin, "postgres", cluster.logins)


def test_an_administrator_without_rights_is_refused(world: World) -> None:
    with (
        pytest.raises(LoginError, match="may not make roles and databases"),
        database_logins.administering(world.url("staff")),
    ):
        pass


def test_passwords_show_in_no_repr() -> None:
    login = Login("npcc_staff", "hidden-words")
    assert "hidden-words" not in repr(Logins(login, login, login))


class TestCreateLogins:
    """The command for production."""

    @pytest.fixture
    def environment(
        self, cluster: Databases, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> pytest.MonkeyPatch:
        monkeypatch.setenv("DATABASE_URL", cluster.admin_url)
        for kind in ("owner", "staff", "public"):
            monkeypatch.setenv(f"{kind.upper()}_DATABASE_URL", world.url(kind))
        return monkeypatch

    def test_may_be_run_again(
        self, environment: pytest.MonkeyPatch, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("create_logins")
        said = capsys.readouterr().out
        assert world.database in said
        assert all(login.password not in said for login in world.place.logins)

    @pytest.mark.parametrize(
        "name",
        ["DATABASE_URL", "OWNER_DATABASE_URL", "STAFF_DATABASE_URL", "PUBLIC_DATABASE_URL"],
    )
    def test_a_missing_address_is_named(self, environment: pytest.MonkeyPatch, name: str) -> None:
        environment.delenv(name)
        with pytest.raises(CommandError, match=f"^{name} is not set"):
            call_command("create_logins")

    def test_a_login_that_the_policies_do_not_name_is_refused(
        self, environment: pytest.MonkeyPatch, world: World
    ) -> None:
        environment.setenv("PUBLIC_DATABASE_URL", world.url("staff"))
        with pytest.raises(CommandError, match="PUBLIC_LOGIN is") as refused:
            call_command("create_logins")
        assert world.place.logins.staff.password not in str(refused.value)

    def test_three_addresses_name_one_database(
        self, environment: pytest.MonkeyPatch, world: World
    ) -> None:
        other = os.environ["PUBLIC_DATABASE_URL"].replace(world.database, "elsewhere")
        environment.setenv("PUBLIC_DATABASE_URL", other)
        with pytest.raises(CommandError, match="different databases"):
            call_command("create_logins")
