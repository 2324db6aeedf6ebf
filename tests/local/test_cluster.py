"""The private PostgreSQL: what starts it again, what is left of it, and whom it lets in."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from npcc_site.local import cluster, places, processes
from npcc_site.local.errors import LocalError

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="DATABASE_URL names another server"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's user can reach, with a space in its name."""
    parent = places.home_folder() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(dir=parent, prefix="npcc test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def rows(url: str, query: str = "SELECT what FROM kept") -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def write(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'a row' AS what")


def test_rows_are_there_at_the_next_start(folder: Path) -> None:
    with cluster.running(folder, "secret") as first:
        write(first.url)
    assert first.process.poll() == 0
    assert not (folder / "postgres" / "postmaster.pid").exists()
    with cluster.running(folder, "secret") as second:
        assert rows(second.url) == [("a row",)]


def test_nobody_gets_in_without_the_password(folder: Path) -> None:
    with cluster.running(folder, "sécret/ 100%@") as started:
        assert rows(started.url, "SELECT 1") == [(1,)]
        for password in ("", "wrong"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(
                    host=str(started.sockets),
                    user=cluster.ADMIN,
                    password=password,
                    dbname="postgres",
                )
        assert rows(started.url, "SHOW listen_addresses") == [("",)]
    with pytest.raises(LocalError, match="does not open"), cluster.running(folder, "other"):
        pass


def test_it_does_not_run_as_root(folder: Path) -> None:
    with cluster.running(folder, "secret") as started:
        assert psutil.Process(started.process.pid).uids().effective != 0


def test_a_pid_file_of_a_run_that_is_gone_does_not_block(folder: Path) -> None:
    with cluster.running(folder, "secret") as started:
        write(started.url)
        stale = (folder / "postgres" / "postmaster.pid").read_text().splitlines()
        started.process.kill()
        started.process.wait()
    # The number now belongs to another living process of the same user, which PostgreSQL would
    # take for the server that it once was.
    owner = places.database_owner().popen_arguments()
    other = processes.start(["sleep", "60"], processes.bare_environment(), **owner)
    pid_file = folder / "postgres" / "postmaster.pid"
    pid_file.write_text("\n".join([str(other.pid), *stale[1:]]) + "\n")
    try:
        with cluster.running(folder, "secret") as again:
            assert rows(again.url) == [("a row",)]
        assert other.poll() is None
    finally:
        processes.stop(other)


def test_a_server_left_running_is_ended_first(folder: Path) -> None:
    left = contextlib.ExitStack()
    first = left.enter_context(cluster.running(folder, "secret"))
    write(first.url)
    with cluster.running(folder, "secret") as second:
        assert first.process.poll() == 0
        assert rows(second.url) == [("a row",)]
    left.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_it_ends_with_a_starter_that_is_killed(folder: Path) -> None:
    script = (
        "import sys, time, pathlib; from npcc_site.local import cluster\n"
        "with cluster.running(pathlib.Path(sys.argv[1]), 'secret') as c:\n"
        "    print(c.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, cwd=places.CHECKOUT
    ) as starter:
        assert starter.stdout is not None
        server = psutil.Process(int(starter.stdout.readline()))
        starter.send_signal(signal.SIGKILL)
    server.wait(10)


def test_data_of_another_version_are_left_alone(folder: Path) -> None:
    with cluster.running(folder, "secret"):
        pass
    (folder / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(LocalError, match="made by PostgreSQL 9"), cluster.running(folder, "secret"):
        pass
    assert (folder / "postgres" / "base").is_dir()


def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("long" * 25)
    deep.mkdir()
    with cluster.running(deep, "secret") as started:
        assert len(str(started.sockets / places.SOCKET_NAME)) <= places.LONGEST_SOCKET
        assert rows(started.url, "SELECT 1") == [(1,)]
    assert not started.sockets.exists()


def test_a_temporary_one_leaves_nothing() -> None:
    with cluster.temporary("secret") as started:
        folder = started.sockets.parent
        pids = [
            started.process.pid,
            *(c.pid for c in psutil.Process(started.process.pid).children()),
        ]
    assert not folder.exists()
    time.sleep(0.1)
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_what_a_killed_run_left_is_taken_away_by_the_next() -> None:
    with cluster.temporary("secret") as first:
        folder = first.sockets.parent
        left = folder.with_name(f"{cluster.TEMPORARY}left")
        left.mkdir()
        (left / cluster.LOCK).touch()
        with cluster.temporary("secret"):
            assert folder.exists()  # in use, so kept
            assert not left.exists()


def test_the_programs_are_reached_without_opening_other_folders(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    places.postgres_programs()
    assert private.stat().st_mode & 0o777 == 0o700
    if os.geteuid() == 0:
        assert places.postgres_programs().is_relative_to(places.ROOT_FOLDER)
    shutil.rmtree(private)
