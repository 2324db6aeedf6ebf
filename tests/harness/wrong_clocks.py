"""A real public site whose machine's clock is wrong, beside a database whose clock is right."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from npcc_site.local import processes, sites
from tests.harness.databases import World

FOLDER = Path(__file__).parent / "wrong_clock"


@dataclass(frozen=True, repr=False)
class Fast(sites.Place):
    """The same database and port, for a process whose clock is ``seconds_ahead``."""

    seconds_ahead: float = 0

    def environment(self, kind: sites.Kind) -> dict[str, str]:
        wrong = {"PYTHONPATH": str(FOLDER), "SECONDS_AHEAD": str(self.seconds_ahead)}
        return super().environment(kind) | wrong


@contextlib.contextmanager
def public_site(world: World, *, seconds_ahead: float, **popen: Any) -> Iterator[str]:
    """Where the site answers; slow where ``seconds_ahead`` is negative."""
    place = Fast(**vars(world.place), seconds_ahead=seconds_ahead)
    process = sites.start_site(place, "public", **popen)
    try:
        sites.wait_until_answers(process, place.public_port, "/healthz")
        yield place.origin("public")
    finally:
        processes.stop(process)
