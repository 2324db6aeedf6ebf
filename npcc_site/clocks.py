"""Two clocks, the database's and this server's, of which the earlier one counts if they differ.

A clock that runs ahead would let something out before its embargo; one that runs behind only
makes it late. Up to five seconds apart is what a network and a busy machine explain.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

logger = logging.getLogger(__name__)

MAY_DIFFER = timedelta(seconds=5)
# Every request sees it, and a log that fills the disk would take the database down.
SECONDS_BETWEEN_ERRORS = 60

_last_error: float | None = None


@dataclass(frozen=True)
class Clocks:
    """Both clocks at one moment."""

    here: datetime
    database: datetime

    @property
    def are_apart(self) -> bool:
        return abs(self.database - self.here) > MAY_DIFFER

    @property
    def now(self) -> datetime:
        """The instant that counts: the database's, or the earlier one where they are apart."""
        return min(self.here, self.database) if self.are_apart else self.database


def this_servers_clock() -> datetime:
    """This server's time, read once the database is connected: a slow connect is no difference."""
    connection.ensure_connection()
    return timezone.now()


def read_clocks() -> Clocks:
    """Both clocks now. Raises OperationalError or InterfaceError without a database."""
    here = this_servers_clock()
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (database,) = cursor.fetchone()
    return Clocks(here, database)


def log_if_apart(clocks: Clocks) -> None:
    """An error for whoever watches the log, at most once a minute."""
    global _last_error
    if not clocks.are_apart:
        return
    tick = time.monotonic()
    if _last_error is None or tick - _last_error >= SECONDS_BETWEEN_ERRORS:
        _last_error = tick
        logger.error(
            "The clocks of web server and database differ by %s, so the earlier one counts and "
            "releases may be late. Mend the clock that is wrong.",
            clocks.database - clocks.here,
        )
