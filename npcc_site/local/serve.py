"""`make serve`: a database, its content, and both sites, until Ctrl-C.

Nothing is begun before the ports are free and the database server is known to answer, and nothing
is left running at the end, however it comes.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from npcc_site import logins as database_logins
from npcc_site.local import cluster, places, ports, processes, secrets_file, sites
from npcc_site.local.errors import LocalError

DATABASE = "npcc"
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked us to stop. No Exception, so that nothing on the way swallows it."""


def say(sentence: str) -> None:
    """Print at once, in order with what the child processes print."""
    print(sentence, flush=True)


def main() -> int:
    """Serve; return 0 after Ctrl-C, 2 where something must be mended first, 1 where a site fell."""
    for number in STOPPING:
        signal.signal(number, _stop)
    try:
        with contextlib.ExitStack() as stack:
            try:
                return _serve(stack)
            finally:
                _ignore_signals()  # what follows is stopping, which must not be cut short
    except Stopped:
        say("\nStopped.")
        return 0
    except (LocalError, database_logins.LoginError) as error:
        print(error, file=sys.stderr, flush=True)
        return 2


def _stop(_number: int, _frame: FrameType | None) -> None:
    _ignore_signals()
    raise Stopped


def _ignore_signals() -> None:
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


def _serve(stack: contextlib.ExitStack) -> int:
    port = ports.chosen_port()
    ports.require_free(port)
    given_url = os.environ.get("DATABASE_URL", "").strip()
    server = checked_server(given_url) if given_url else ""
    folder = places.data_folder()
    stack.enter_context(_only_run(folder))
    secrets = secrets_file.kept_secrets(folder)
    if server:
        say(f"PostgreSQL:    database {DATABASE} on the server at {server} (DATABASE_URL).")
    else:
        say(f"PostgreSQL:    a private one, kept in {folder}")
        given_url = stack.enter_context(cluster.running(folder, secrets.admin)).url
    place = sites.Place(
        admin_url=given_url,
        database=DATABASE,
        logins=secrets.logins(*_login_names()),
        secrets=secrets,
        public_port=port,
        staff_port=port + 1,
    )
    if _make_database(place):
        # Nothing can be shown before the tables are there.
        if _prepare(place) != 0:
            return 2
        running = stack.enter_context(sites.running(place))
    else:
        # They load while the database is prepared, which saves a second, and are told of only then.
        running = stack.enter_context(sites.running(place))
        if _prepare(place) != 0:
            return 2
    sites.wait_until_both_answer(place, running)
    say(f"Public site:   {place.origin('public')}/")
    say(f"Staff site:    {place.origin('staff')}/admin/")
    say("Ctrl-C stops both.")
    return _watch(running)


def _login_names() -> tuple[str, str, str]:
    """The logins' names, which differ from the usual only where a shared server needs it."""
    return (
        os.environ.get("OWNER_LOGIN") or "npcc_owner",
        os.environ.get("STAFF_LOGIN") or "npcc_staff",
        os.environ.get("PUBLIC_LOGIN") or "npcc_public",
    )


@contextlib.contextmanager
def _only_run(folder: Path) -> Iterator[None]:
    """Hold this checkout's data for ourselves; the lock goes with the process, however it ends."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(places.locked(folder / cluster.LOCK))
        except BlockingIOError:
            raise LocalError(
                f"This checkout is being served already (its data are in {folder}). Stop that "
                "`make serve` first."
            ) from None
        yield


def checked_server(url: str) -> str:
    """Where DATABASE_URL leads, as host and port, once it is known to be of use.

    Raises LocalError or LoginError, whose words never repeat the address, for it holds a password.
    """
    if not _is_address(url):
        raise LocalError(
            "DATABASE_URL is not the address of a PostgreSQL server: it must read "
            "postgresql://login:password@host:5432/postgres, with signs such as @ and / in the "
            "password written as %40 and %2F. Unset it to use a private server."
        )
    try:
        with database_logins.administering(url) as admin:
            return f"{admin.info.host}:{admin.info.port}"
    except database_logins.LoginError as error:
        raise LocalError(f"DATABASE_URL is of no use here. {error}") from None


def _is_address(url: str) -> bool:
    """Whether it reads as an address, with no part of a password where host or port should be."""
    if not url.startswith(("postgresql://", "postgres://")):
        return False
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        return False
    numbers = str(parts.get("port", "")).replace(",", "")
    return (not numbers or numbers.isdecimal()) and "@" not in str(parts.get("host", ""))


def _make_database(place: sites.Place) -> bool:
    """Make or mend the logins and the database; whether the database is new, and so empty."""
    with database_logins.administering(place.admin_url) as admin:
        is_new = not database_logins.database_exists(admin, place.database)
        database_logins.make_logins(admin, place.logins)
        database_logins.make_database(admin, place.database, place.logins)
    inside = database_logins.in_database(place.admin_url, place.database)
    with database_logins.administering(inside) as admin:
        database_logins.guard_schema(admin, place.logins)
    return is_new


def _prepare(place: sites.Place) -> int:
    """Migrate, load content and make the account, in one process that then ends."""
    environment = place.environment("staff") | {
        "DJANGO_SETTINGS_MODULE": "npcc_site.settings.prepare",
        "OWNER_DATABASE_URL": place.url(place.logins.owner),
    }
    process = processes.start([sys.executable, "-m", "npcc_site.local.prepare"], environment)
    try:
        return process.wait()
    finally:
        processes.stop(process)


def _watch(running: Mapping[sites.Kind, subprocess.Popen[bytes]]) -> int:
    """Wait until one of the sites ends, which neither should."""
    while True:
        for kind, process in running.items():
            if process.poll() is not None:
                print(
                    f"The {kind} site stopped by itself (exit code {process.returncode}), so the "
                    "rest is stopped too; the lines above say why.",
                    file=sys.stderr,
                    flush=True,
                )
                return 1
        time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
