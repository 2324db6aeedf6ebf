"""Real databases with the real three logins: a migrated template, and copies of it."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from npcc_site import logins as database_logins
from npcc_site.local import cluster, sites
from npcc_site.local.secrets_file import Secrets
from npcc_site.logins import Logins
from npcc_site.settings.environment import database_settings
from tests.harness.free_ports import free_pair

ALIASES = {"default": "staff", "owner": "owner", "public": "public"}


@dataclass(frozen=True)
class World:
    """One database of its own, in which what is committed can be seen by the other logins."""

    place: sites.Place

    @property
    def database(self) -> str:
        """The database's name."""
        return self.place.database

    def url(self, login: sites.Kind) -> str:
        """The address at which that login opens this database."""
        return self.place.url(getattr(self.place.logins, login))

    def connect(self, login: sites.Kind = "public") -> psycopg.Connection[Any]:
        """A raw connection of that login, in autocommit; use it in a `with`."""
        return psycopg.connect(self.url(login), autocommit=True)


@dataclass
class Databases:
    """The cluster that this run uses, and the databases that it has made there."""

    admin_url: str = field(repr=False)
    logins: Logins
    secrets: Secrets
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    made: list[str] = field(default_factory=list)

    def name(self, what: str) -> str:
        """A name that no other run on the same cluster uses."""
        return f"npcc_test_{self.run}_{what}"

    def make(self, what: str, *, template: str = "") -> World:
        """A new database, a copy of `template` where one is named."""
        name = self.name(what)
        with database_logins.administering(self.admin_url) as admin:
            database_logins.make_database(admin, name, self.logins, template=template)
        self.made.append(name)
        if not template:
            inside = database_logins.in_database(self.admin_url, name)
            with database_logins.administering(inside) as admin:
                database_logins.guard_schema(admin, self.logins)
        port = free_pair()
        return World(
            sites.Place(
                admin_url=self.admin_url,
                database=name,
                logins=self.logins,
                secrets=self.secrets,
                public_port=port,
                staff_port=port + 1,
            )
        )

    def drop(self, world: World) -> None:
        """Remove a database, whoever is still connected to it."""
        with database_logins.administering(self.admin_url) as admin:
            admin.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                    sql.Identifier(world.database)
                )
            )
        self.made.remove(world.database)

    def remove_everything(self) -> None:
        """Leave the cluster as it was found."""
        with database_logins.administering(self.admin_url) as admin:
            for name in self.made:
                admin.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )
            for login in self.logins:
                admin.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(login.name)))


@contextlib.contextmanager
def databases() -> Iterator[Databases]:
    """The server at DATABASE_URL or a throw-away one, with the three logins of this run."""
    kept = Secrets()
    logins = kept.logins(settings.OWNER_LOGIN, settings.STAFF_LOGIN, settings.PUBLIC_LOGIN)
    with contextlib.ExitStack() as stack:
        url = os.environ.get("DATABASE_URL", "").strip()
        url = url or stack.enter_context(cluster.temporary(kept.admin)).url
        made = Databases(url, logins, kept)
        with database_logins.administering(url) as admin:
            database_logins.make_logins(admin, logins)
        stack.callback(made.remove_everything)
        yield made


def migrate(world: World) -> None:
    """Bring a database to the present schema, as the owner."""
    with pointed_at(world):
        call_command("migrate", database="owner", interactive=False, verbosity=0)


def load_content(world: World) -> None:
    """Load the repository's content, as staff."""
    with pointed_at(world):
        call_command("load_content", verbosity=0)


def point_at(world: World) -> None:
    """Let Django's three connections open this database from now on."""
    for alias, login in ALIASES.items():
        connection = connections[alias]
        if connection.settings_dict["NAME"] == world.database:
            continue
        connection.close()
        wanted = database_settings(world.url(login), "the test database")  # type: ignore[arg-type]
        for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
            connection.settings_dict[key] = wanted[key]
        connection.settings_dict["OPTIONS"].update(wanted["OPTIONS"])


@contextlib.contextmanager
def pointed_at(world: World) -> Iterator[None]:
    """Point Django's connections at a database, and at the one before again afterwards."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
    point_at(world)
    try:
        yield
    finally:
        for alias, kept in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(kept)


def public_connection() -> Any:
    """A new connection of the public login, to stand in for the default one."""
    made = connections.create_connection("public")
    made.alias = "default"
    return made


@contextlib.contextmanager
def as_default(connection: Any) -> Iterator[None]:
    """Make this connection Django's default one, as it is in its own process."""
    before = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = before
