"""Ports for the servers of tests.

Below the range from which systems take ports for outgoing connections by themselves (32768 on
Linux, 49152 elsewhere), so that none is taken between being found free and being used; each worker
has its own, and none is given out twice.
"""

import itertools
import os
import re
import socket
from collections.abc import Iterator

FIRST, LAST = 20_000, 32_000
WORKERS = 16


def _pairs() -> Iterator[int]:
    """The even ports of this worker, beginning somewhere else in each process."""
    number = re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or "0"
    mine = range(FIRST + 2 * (int(number) % WORKERS), LAST, 2 * WORKERS)
    start = os.getpid() % len(mine)
    return itertools.cycle([*mine[start:], *mine[:start]])


_mine = _pairs()


def free_pair() -> int:
    """A port that nothing listens on, and neither on the one after it."""
    return next(port for port in _mine if _is_free(port) and _is_free(port + 1))


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
