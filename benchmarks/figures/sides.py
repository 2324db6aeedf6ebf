"""The servers that are asked: ours, Datasette's, and files from ours, all on this machine."""

import contextlib
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

from benchmarks.figures import client, datasette_side, kept, recipe, searches
from npcc_site.local import processes, sites

CONNECTIONS = 4
SAMPLED_EVERY = 0.02


@dataclass
class World:
    """What is asked about, and who is asked; ``ours`` ends and begins anew with ``restart``."""

    place: kept.BenchPlace
    size: int
    forces: list[str]
    ours: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    file: str = ""  # the static file that answers are compared with

    @property
    def plans(self) -> list[recipe.MetricPlan]:
        """Metrics all of whose weeks are public."""
        return [plan for plan in recipe.metrics(self.size) if plan.is_whole]

    def pairs(self) -> list[tuple[str, str]]:
        """Every whole metric with every force, neighbours far apart."""
        found = [(plan.slug, force) for force in self.forces for plan in self.plans]
        step = next(
            n for n in range(len(found) // 3 + 1, len(found) * 2) if _coprime(n, len(found))
        )
        return [found[n * step % len(found)] for n in range(len(found))]

    def searches(self) -> list[str]:
        """The addresses of 200 searches."""
        asked = searches.queries(self.size, self.forces)
        return [f"/search/?{urlencode({'q': text})}" for _, text in asked]

    def ask(self, path: str) -> bytes:
        """Our answer."""
        return client.fetch(kept.PORT, path)

    def ask_datasette(self, path: str) -> bytes:
        return client.fetch(datasette_side.DATASETTE_PORT, path)

    def file_of(self, size: int) -> str:
        """The address of a file of that many bytes, which our own process serves."""
        return f"/{_file(self.place.extra, size).name}"

    def restart(self) -> None:
        """Our site anew: whatever its processes kept is gone."""
        self.stop()
        self.ours = sites.start_site(self.place, "public")
        sites.wait_until_answers(self.ours, kept.PORT)
        time.sleep(0.5)  # the second worker

    @property
    def server(self) -> subprocess.Popen[bytes]:
        """Our running server."""
        if self.ours is None:
            raise LookupError("Our server is not running.")
        return self.ours

    def stop(self) -> None:
        if self.ours is not None:
            processes.stop(self.ours)
            self.ours = None


def _coprime(a: int, b: int) -> bool:
    while b:
        a, b = b, a % b
    return a == 1


def _file(folder: Path, size: int) -> Path:
    path = folder / f"of-{size}-bytes.json"
    if not path.exists():
        path.write_bytes(b"." * size)
    return path


@contextlib.contextmanager
def running(place: kept.BenchPlace, size: int, forces: list[str]) -> Iterator[World]:
    """Both sides' servers, from the same figures, until the block ends."""
    place.extra.mkdir(exist_ok=True)
    path = kept.folder() / place.database / "figures.sqlite"
    if not path.exists():
        for old in kept.folder().glob(f"bench_{size}_*"):
            shutil.rmtree(old)
        path.parent.mkdir()
        datasette_side.make_file(place, path)
    world = World(place, size, forces)
    try:
        with datasette_side.running(path):
            world.restart()
            yield world
    finally:
        world.stop()


def workers_memory(process: subprocess.Popen[bytes]) -> float:
    """What the site's processes hold by themselves in memory, in MB."""
    whole = psutil.Process(process.pid)
    return sum(one.memory_full_info().uss for one in [whole, *whole.children()]) / 1e6


def memory_during(process: subprocess.Popen[bytes], work: Callable[[], object]) -> float:
    """How far the site's memory rises above what it was, while ``work`` runs, in MB."""
    idle = workers_memory(process)
    peak, done = [idle], threading.Event()

    def watch() -> None:
        while not done.wait(SAMPLED_EVERY):
            peak[0] = max(peak[0], workers_memory(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    return peak[0] - idle


@contextlib.contextmanager
def counted_queries(place: kept.BenchPlace) -> Iterator[list[float]]:
    """How many statements the public login sends meanwhile, but for beginning and ending."""
    found: list[float] = []
    with place.administer() as admin:
        admin.execute("SELECT pg_stat_statements_reset()")
        yield found
        row = admin.execute(
            "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s "
            "JOIN pg_roles r ON r.oid = s.userid "
            "WHERE r.rolname = %s AND query !~* '^(begin|commit|rollback|set |select 1$)'",
            [place.logins.public.name],
        ).fetchone()
        found.append(float(row[0]) if row else 0.0)
