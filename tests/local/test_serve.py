"""`make serve` as a person meets it: what it says, what it refuses, and what it leaves behind."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
import pytest

from npcc_site.local import places
from npcc_site.logins import Login, login_url
from tests.harness.databases import Databases
from tests.harness.free_ports import free_pair

COMMAND = [sys.executable, "-m", "npcc_site.local.serve"]
SECONDS_FOR_A_SECOND_RUN = 5
BUSY = 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """In place of the checkout's own data, which a developer may be using."""
    parent = places.home_folder() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(dir=parent, prefix="npcc test-") as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data"


def environment(folder: Path, port: int, **extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"NPCC_DATA": str(folder), "PORT": str(port)} | extra


def refused(folder: Path, port: int, **extra: str) -> str:
    """What it says where it must not start: one message, no trace, exit code 2, nothing made."""
    result = subprocess.run(
        COMMAND,
        cwd=places.CHECKOUT,
        env=environment(folder, port, **extra),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert not folder.exists()
    return result.stderr


def test_a_port_in_use_is_named_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(tmp_path / "data", port)
    assert said.startswith(f"Port {port}, which the public site would take, is in use.")
    assert "make serve PORT=" in said


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://a:hidden-words@localhost/b", "must read postgresql://"),
        ("hidden-words", "must read postgresql://"),
        ("postgresql://a:hidden@words@localhost/b", "must read postgresql://"),
        ("postgresql://a:hidden/words@localhost/b", "must read postgresql://"),
        ("postgresql://a:hidden-words@127.0.0.1:1/b", "cannot be reached"),
        ("postgresql://a:hidden-words@/b?host=/no/such/folder", "cannot be reached"),
        ("postgresql://a:hidden-words@localhost/b?colour=blue", "must read postgresql://"),
    ],
)
def test_a_bad_database_url_is_told_without_its_password(
    tmp_path: Path, url: str, reason: str
) -> None:
    said = refused(tmp_path / "data", free_pair(), DATABASE_URL=url)
    assert said.startswith("DATABASE_URL")
    assert reason in said
    assert "hidden" not in said
    assert "words" not in said


def test_a_login_that_may_not_make_databases_is_refused(tmp_path: Path, cluster: Databases) -> None:
    url = login_url(cluster.admin_url, cluster.logins.owner, "postgres")
    said = refused(tmp_path / "data", free_pair(), DATABASE_URL=url)
    assert "may not make roles and databases" in said
    assert cluster.logins.owner.password not in said


class Serving:
    """A running `make serve` and what it has printed so far."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.begun = time.monotonic()
        self.said = ""
        self.statuses: dict[str, int] = {}

    def wait(self) -> None:
        """Read until it says that it is there."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Ctrl-C"):
                self.seconds = time.monotonic() - self.begun
                self.children = psutil.Process(self.process.pid).children(recursive=True)
                return
        pytest.fail(f"It ended with {self.process.wait()}:\n{self.said}")

    def get(self, offset: int, path: str) -> int:
        """The status of a page of the public site (0) or the staff site (1)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port + offset, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status

    def servers(self) -> list[psutil.Process]:
        """The web servers' processes, masters and workers."""
        return [child for child in self.children if "gunicorn" in " ".join(child.cmdline())]

    def rest(self) -> str:
        """What it says after that, until it has ended."""
        return self.process.communicate(timeout=30)[0]

    def left_behind(self) -> list[psutil.Process]:
        """Its processes that are still there a little later."""
        return psutil.wait_procs(self.children, timeout=10)[1]


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    port = free_pair()
    process = subprocess.Popen(
        COMMAND,
        cwd=places.CHECKOUT,
        env=environment(folder, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    run = Serving(process, port)
    try:
        run.wait()
        yield run
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def staff_rows(folder: Path, statement: Any) -> list[tuple[Any, ...]]:
    """Run a statement as staff on the database being served."""
    password = json.loads((folder / "secrets.json").read_text())["staff"]
    url = login_url(
        f"postgresql:///?host={quote(str(folder / 'run'))}", Login("npcc_staff", password), "npcc"
    )
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def first_run(folder: Path) -> Serving:
    """The run that makes everything, ended by Ctrl-C; the next ones find what it left."""
    with serving(folder) as run:
        run.statuses = {
            "home": run.get(0, "/"),
            "public admin": run.get(0, "/admin/"),
            "staff login": run.get(1, "/admin/login/"),
        }
        staff_rows(folder, "INSERT INTO auth_group (name) VALUES ('entered meanwhile')")
        run.process.send_signal(signal.SIGINT)
        run.said += run.rest()
    return run


@pytest.mark.slow
def test_the_first_run_says_where_to_look_and_ctrl_c_leaves_nothing(first_run: Serving) -> None:
    said, port = first_run.said, first_run.port
    for account in ("curator", "approver"):
        assert re.search(rf"^Staff account: +{account}, password \S{{12,}} ", said, re.M)
    assert f"http://localhost:{port}/\n" in said
    assert f"http://localhost:{port + 1}/admin/\n" in said
    assert first_run.statuses == {"home": 200, "public admin": 404, "staff login": 200}
    assert said.endswith("Stopped.\n")
    assert first_run.process.returncode == 0
    assert first_run.left_behind() == []


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_second_run_is_quick_and_keeps_what_staff_entered(
    folder: Path, first_run: Serving, ending: signal.Signals
) -> None:
    with serving(folder) as run:
        if os.getloadavg()[0] < BUSY:  # else the time tells of what else the machine is doing
            assert run.seconds < SECONDS_FOR_A_SECOND_RUN
        assert run.said.count("password shown when it was made") == 2
        assert "applying" not in run.said
        groups = staff_rows(folder, "SELECT name FROM auth_group")
        assert ("entered meanwhile",) in groups
        run.process.send_signal(ending)
        run.rest()
        assert run.process.returncode == 0
        assert run.left_behind() == []


@pytest.mark.slow
def test_each_site_holds_its_own_credential_alone(folder: Path, first_run: Serving) -> None:
    secrets = json.loads((folder / "secrets.json").read_text())
    with serving(folder) as run:
        servers = run.servers()
        assert len(servers) >= 4  # a master and a worker of each
        for server in servers:
            kind = server.environ()["DJANGO_SETTINGS_MODULE"].rsplit(".", 1)[1]
            own = {secrets[kind], secrets[f"{kind}_key"]}
            told = " ".join([*server.environ().values(), *server.cmdline()])
            assert {value for value in secrets.values() if value in told} == own
            assert "DATABASE_URL" not in server.environ()
        run.process.send_signal(signal.SIGINT)
        run.rest()
    assert all(secret not in run.said for secret in secrets.values())


@pytest.mark.slow
def test_where_one_site_falls_the_rest_stops_and_says_so(folder: Path, first_run: Serving) -> None:
    with serving(folder) as run:
        masters = [s for s in run.servers() if s.ppid() == run.process.pid]
        next(s for s in masters if "public" in s.environ()["DJANGO_SETTINGS_MODULE"]).kill()
        assert "The public site stopped by itself" in run.rest()
        assert run.process.returncode == 1
        assert run.left_behind() == []


@pytest.mark.slow
def test_a_second_make_serve_of_one_checkout_is_refused(folder: Path, first_run: Serving) -> None:
    with serving(folder) as run:
        second = subprocess.run(
            COMMAND,
            cwd=places.CHECKOUT,
            env=environment(folder, free_pair()),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 2
        assert second.stderr.startswith("This checkout is being served already")
        assert run.get(0, "/") == 200


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_even_killed_outright_it_leaves_nothing_and_starts_again(
    folder: Path, first_run: Serving
) -> None:
    with serving(folder) as run:
        run.process.kill()
        run.rest()
        assert run.left_behind() == []
    with serving(folder) as run:
        assert run.get(0, "/") == 200
        run.process.send_signal(signal.SIGINT)
        run.rest()
