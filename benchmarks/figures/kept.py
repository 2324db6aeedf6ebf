"""The bench's own PostgreSQL, and the databases that it keeps between runs.

It lies beside this checkout's other data (a server that root starts runs as another user, who may
not look into the checkout). A database is built again when what it is made of has changed.
"""

import ast
import contextlib
import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from npcc_site import logins as database_logins
from npcc_site.local import cluster, places, processes, secrets_file, sites
from npcc_site.local.errors import LocalError

HERE = Path(__file__).parent
MADE_OF = ("recipe.py", "words.py", "building.py", "spreadsheets.py")
# What a server of this size would be given; everything else is as PostgreSQL comes.
SETTINGS = {
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "autovacuum_naptime": "10s",
    "shared_preload_libraries": "pg_stat_statements",
    "pg_stat_statements.track": "top",
}
PORT = 18_750


@dataclass(frozen=True, repr=False)
class BenchPlace(sites.Place):
    """A place whose public site also serves the files of ``extra``, by two workers."""

    extra: Path = HERE

    def environment(self, kind: sites.Kind) -> dict[str, str]:
        """As in production; two workers and one more folder of files for the public site."""
        told = super().environment(kind)
        if kind == "public":
            told["WEB_CONCURRENCY"] = "2"
            told["BENCH_FILES"] = str(self.extra)
            told["DJANGO_SETTINGS_MODULE"] = "benchmarks.figures.site_settings"
        return told

    def preparing(self) -> dict[str, str]:
        """What a process is told that writes as staff and migrates as the owner."""
        return self.environment("staff") | {
            "DJANGO_SETTINGS_MODULE": "npcc_site.settings.prepare",
            "OWNER_DATABASE_URL": self.url(self.logins.owner),
        }

    def connect(self, login: sites.Kind = "public") -> psycopg.Connection[Any]:
        """A raw connection of that login, in autocommit."""
        return psycopg.connect(self.url(getattr(self.logins, login)), autocommit=True)

    def administer(self) -> psycopg.Connection[Any]:
        """A raw connection of the administrator to this database, in autocommit."""
        inside = database_logins.in_database(self.admin_url, self.database)
        return psycopg.connect(inside, autocommit=True)


def folder() -> Path:
    """Where everything of the bench is kept."""
    found = places.data_folder() / "bench"
    found.mkdir(exist_ok=True)
    return found


def recipe_key() -> str:
    """Changes with whatever decides what is in a database, but not with a comment there."""
    whole = hashlib.sha256()
    for name in MADE_OF:
        path = HERE / name
        if path.exists():
            whole.update(ast.dump(ast.parse(path.read_text())).encode())
    return whole.hexdigest()[:8]


@contextlib.contextmanager
def server() -> Iterator[BenchPlace]:
    """The bench's PostgreSQL, running; the place names no database yet."""
    where = folder()
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(places.locked(where / cluster.LOCK))
        except BlockingIOError:
            raise LocalError(f"Another bench is running (its data are in {where}).") from None
        secrets = secrets_file.kept_secrets(where)
        running = stack.enter_context(cluster.running(where, secrets.admin, settings=SETTINGS))
        yield BenchPlace(
            admin_url=running.url,
            database="postgres",
            logins=secrets.logins("npcc_owner", "npcc_staff", "npcc_public"),
            secrets=secrets,
            public_port=PORT,
            staff_port=PORT + 1,
            extra=where / "files",
        )


def database(place: BenchPlace, size: int) -> BenchPlace:
    """The database of that size, built if it is not kept, with every migration applied."""
    key = recipe_key()
    named = replace(place, database=f"bench_{size}_{key}")
    with database_logins.administering(place.admin_url) as admin:
        _drop_others(admin, size, keep=named.database)
        is_whole = _is_whole(admin, named.database)
        if not is_whole:
            drop(admin, named.database)
    make(named)
    migrate(named)
    if not is_whole:
        build(named, size)
    return named


def forces(place: BenchPlace) -> list[str]:
    """The slugs of the 43 territorial forces, as ``building.forces`` has them."""
    with place.connect("public") as connection:
        rows = connection.execute(
            "SELECT slug FROM operations_organisation WHERE kind = 'force' "
            "AND country IN ('England', 'Wales') AND ons_code <> '' ORDER BY slug"
        ).fetchall()
    return [slug for (slug,) in rows]


def make(place: BenchPlace, *, template: str = "") -> None:
    """The logins, and the database where it is missing."""
    with database_logins.administering(place.admin_url) as admin:
        database_logins.make_logins(admin, place.logins)
        database_logins.make_database(admin, place.database, place.logins, template=template)
    with place.administer() as inside:
        database_logins.guard_schema(inside, place.logins)
        inside.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")


def build(place: BenchPlace, size: int) -> None:
    """Fill it, bring its statistics up to date, and mark it as whole."""
    began = time.monotonic()
    print(f"Building {size:,} figures:", flush=True)
    run(place, "-m", "benchmarks.figures.inside", "build", str(size))
    with place.administer() as inside:
        inside.execute("VACUUM (ANALYZE)")
        name = sql.Identifier(place.database)
        inside.execute(sql.SQL("COMMENT ON DATABASE {} IS 'whole'").format(name))
    print(f"  built in {time.monotonic() - began:,.0f} s", flush=True)


def run(place: BenchPlace, *arguments: str, listen: bool = False) -> str:
    """Run Python with staff's and the owner's logins; raises LocalError where it fails.

    Returns what it printed where ``listen`` asks for it.
    """
    output = subprocess.PIPE if listen else None
    process = processes.start([sys.executable, *arguments], place.preparing(), stdout=output)
    try:
        said, _ = process.communicate()
        if process.returncode != 0:
            raise LocalError(f"{' '.join(arguments)} failed: the lines above say why.")
        return said.decode() if said else ""
    finally:
        processes.stop(process)


def migrate(place: BenchPlace) -> None:
    run(place, "manage.py", "migrate", "--database", "owner", "--verbosity", "0")


def _is_whole(admin: psycopg.Connection[Any], name: str) -> bool:
    row = admin.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return row is not None and row[0] == "whole"


def _drop_others(admin: psycopg.Connection[Any], size: int, *, keep: str) -> None:
    rows = admin.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s",
        [f"bench_{size}_%", keep],
    ).fetchall()
    for (name,) in rows:
        drop(admin, name)


def drop(admin: psycopg.Connection[Any], name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
