"""Readers in processes of their own, who ask as fast as they are answered. Knows no Django.

The database runs on the same machine, so the clock of these processes is the database's too.
"""

import http.client
import time
from dataclasses import dataclass, fields

SOON_ENOUGH = 1.0  # seconds after the moment in which an answer without it is no fault


@dataclass
class Seen:
    """What readers were told before and after a moment; ``first`` and ``last`` count from it."""

    before: int = 0
    after: int = 0
    early: int = 0
    late: int = 0
    failed: int = 0
    first: float = float("inf")
    last: float = 0.0

    def take(self, told: bool, asked: float, came: float, moment: float) -> None:
        """Count one answer. What came in time to be read before the moment may not tell."""
        if came < moment:
            self.before += 1
            self.early += told
        elif asked >= moment:
            self.after += 1
            self.late += not told and asked >= moment + SOON_ENOUGH
        if told:
            self.first = min(self.first, came - moment)
        else:
            self.last = max(self.last, asked - moment)

    def __add__(self, other: "Seen") -> "Seen":
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        first, last = min(self.first, other.first), max(self.last, other.last)
        return Seen(**sums | {"first": first, "last": last})


def read(
    server: tuple[str, int], addresses: list[str], word: str, moment: float, least: int
) -> tuple[Seen, int]:
    """Ask for ``addresses`` in turn, at least ``least`` times and past ``moment``; how often."""
    seen, reads = Seen(), 0
    until = moment + 2 * SOON_ENOUGH
    connection = http.client.HTTPConnection(*server, timeout=60)
    while reads < least or time.time() < until:
        address = addresses[reads % len(addresses)]
        asked = time.time()
        try:
            connection.request("GET", address, headers={"Host": f"localhost:{server[1]}"})
            answer = connection.getresponse()
            body = answer.read().decode()
        except (http.client.HTTPException, ConnectionError):
            connection.close()  # the server closes a connection after so many requests
            continue
        seen.failed += answer.status not in (200, 404)
        told = word in body.lower().replace(address, "")
        seen.take(told, asked, time.time(), moment)
        reads += 1
    connection.close()
    return seen, reads
