"""Both sites as the real processes that they are in production, on free ports."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from npcc_site.local import processes
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
    place = world.place
    with contextlib.ExitStack() as stack:
        public = local_sites.start_site(place, "public")
        stack.callback(processes.stop, public)
        staff = local_sites.start_site(place, "staff")
        stack.callback(processes.stop, staff)
        local_sites.wait_until_answers(public, place.public_port)
        local_sites.wait_until_answers(staff, place.staff_port, "/admin/login/")
        yield Sites(place.origin("public"), place.origin("staff"), public.pid, staff.pid)
