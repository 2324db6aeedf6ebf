"""Both sites as the real processes that they are in production, on free ports."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from npcc_site.local import ports, processes
from npcc_site.local import sites as local_sites
from tests.harness.databases import World


@dataclass(frozen=True)
class Sites:
    """Where the two sites answer, without a last slash, and the processes' ids."""

    public: str
    staff: str
    public_pid: int
    staff_pid: int


@contextlib.contextmanager
def running(world: World) -> Iterator[Sites]:
    """Start both, wait until they answer, and leave nothing running."""
    with local_sites.running(world.place) as started:
        local_sites.wait_until_both_answer(world.place, started)
        yield Sites(
            world.place.origin("public"),
            world.place.origin("staff"),
            started["public"].pid,
            started["staff"].pid,
        )


@contextlib.contextmanager
def public_alone(
    world: World, log: Path, *, host: str = ports.HOST, port: int = 0
) -> Iterator[str]:
    """The public site's process without staff's, all that it says in ``log``; where it answers.

    Two that are given one ``port`` on different hosts (Linux has all of 127.0.0.0/8) know
    themselves by one and the same address, ``localhost:port``, so their pages can be compared.
    """
    place = replace(world.place, public_port=port or world.place.public_port)
    with log.open("ab") as output:
        process = local_sites.start_site(place, "public", host=host, stdout=output, stderr=output)
        try:
            local_sites.wait_until_answers(process, place.public_port, host=host)
            yield f"http://{host}:{place.public_port}"
        finally:
            processes.stop(process)
