"""The public and the staff process on this machine, each with no credential but its own."""

import contextlib
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from npcc_site.local import ports, processes
from npcc_site.local.errors import LocalError
from npcc_site.local.secrets_file import Secrets
from npcc_site.logins import Login, Logins, login_url

Kind = Literal["owner", "staff", "public"]
SITES: tuple[Kind, ...] = ("public", "staff")
SECONDS_TO_ANSWER = 60
REPORT_ADDRESS = "figures@example.org"


@dataclass(frozen=True, repr=False)
class Place:
    """A database and who may open it, and the ports that its two sites answer on."""

    admin_url: str
    database: str
    logins: Logins
    secrets: Secrets
    public_port: int
    staff_port: int

    def origin(self, kind: Kind) -> str:
        """Where a browser finds that site."""
        return f"http://localhost:{self.public_port if kind == 'public' else self.staff_port}"

    def url(self, login: Login) -> str:
        """The address at which that login opens the database; it holds a password."""
        return login_url(self.admin_url, login, self.database)

    def environment(self, kind: Kind) -> dict[str, str]:
        """All that a process of that kind is told; staff and owner share settings, public none."""
        login = getattr(self.logins, kind)
        office = {} if kind == "public" else processes.passed_on("FOUR_EYES")
        return processes.bare_environment(
            DJANGO_SETTINGS_MODULE=f"npcc_site.settings.{kind}",
            SECRET_KEY=self.secrets.public_key if kind == "public" else self.secrets.staff_key,
            ALLOWED_HOSTS="localhost,127.0.0.1,[::1]",
            SITE_ORIGIN=self.origin("public"),
            STAFF_ORIGIN=self.origin("staff"),
            REPORT_ADDRESS=REPORT_ADDRESS,
            OWNER_LOGIN=self.logins.owner.name,
            STAFF_LOGIN=self.logins.staff.name,
            PUBLIC_LOGIN=self.logins.public.name,
            PYTHONUNBUFFERED="1",
            **office,
            **{f"{kind.upper()}_DATABASE_URL": self.url(login)},
        )


def start_site(
    place: Place, kind: Kind, *, host: str = ports.HOST, threads: int = 8, **popen: Any
) -> subprocess.Popen[bytes]:
    """Start one site's gunicorn on its port; errors go to stderr and no request is logged.

    ``host`` is the address of this machine that it listens on. ``popen`` says where its output
    goes, as for ``subprocess.Popen``.
    """
    port = place.public_port if kind == "public" else place.staff_port
    command = [sys.executable, "-m", "gunicorn", "npcc_site.wsgi:application"]
    command += ["--bind", f"{host}:{port}", "--worker-class", "gthread"]
    command += ["--threads", str(threads), "--graceful-timeout", "3", "--no-control-socket"]
    command += ["--log-level", "warning", "--error-logfile", "-"]
    return processes.start(command, place.environment(kind), **popen)


@contextlib.contextmanager
def running(place: Place) -> Iterator[dict[Kind, subprocess.Popen[bytes]]]:
    """Both sites, started together and stopped together; whether they answer is for the caller."""
    started: dict[Kind, subprocess.Popen[bytes]] = {}
    try:
        for kind in SITES:
            started[kind] = start_site(place, kind)
        yield started
    finally:
        for process in started.values():
            if process.poll() is None:
                process.terminate()
        for process in started.values():
            processes.stop(process)


def wait_until_both_answer(place: Place, started: Mapping[Kind, subprocess.Popen[bytes]]) -> None:
    """Return once a page of each site has been answered; raises LocalError as below."""
    wait_until_answers(started["public"], place.public_port)
    wait_until_answers(started["staff"], place.staff_port, "/admin/login/")


def wait_until_answers(
    process: subprocess.Popen[bytes], port: int, path: str = "/", *, host: str = ports.HOST
) -> None:
    """Return once the site answers a request, with whatever but a server error.

    Raises LocalError where its process ends first, or it takes longer than a minute.
    """
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    heard = "nothing"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise LocalError(
                f"The site on port {port} stopped while it was starting (exit code "
                f"{process.returncode}); the lines above say why."
            )
        connection = http.client.HTTPConnection(host, port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{port}"})
            status = connection.getresponse().status
        except OSError:
            time.sleep(0.05)
        else:
            if status < 500:
                return
            heard = f"an error (status {status})"
            time.sleep(0.5)
        finally:
            connection.close()
    raise LocalError(f"The site on port {port} answered {heard} for {SECONDS_TO_ANSWER} seconds.")
