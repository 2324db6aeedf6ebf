"""Very many reads across the moments of releases; only `make drill-embargo` runs this file."""

import contextlib
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from releases.models import Edition
from releases.published import database_now
from tests import factories
from tests.drills.readers import Seen, read
from tests.harness import databases, servers
from tests.releases.test_row_security import a_whole_release

READS = int(os.environ.get("DRILL_READS", "500"))
IN_ONE = 50_000  # reads around one moment
HOSTS = ("127.0.0.1", "127.0.0.2")  # two public processes, as behind a proxy
READERS = 4
# Most of them before the moment: no later answer can be early.
BEFORE = 0.8
# Time for approving a release and for readers to start, however few reads there are.
AT_LEAST = 8.0
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def waiting(word: str, at: float) -> list[str]:
    """Approve a whole release for ``at``; the addresses that tell of it from then on."""
    moment = datetime.fromtimestamp(at, UTC)
    edition = a_whole_release(word, embargo_until=moment)
    figure = edition.observations.get().figure_id
    factories.published(Edition.objects.get(pk=edition.pk))
    return [
        "/", "/releases/", f"/releases/{word}-release/", f"/figures/{figure}/",
        f"/charts/{word}-chart/", f"/charts/{word}-chart/embed/",
    ]  # fmt: skip


def test_no_read_of_very_many_is_early(world: databases.World, tmp_path: Path) -> None:
    total, reads, rate = Seen(), 0, 0.0
    began = time.monotonic()
    off = abs(database_now().timestamp() - time.time())
    rounds = max(1, READS // IN_ONE)
    with contextlib.ExitStack() as stack:
        port = world.place.public_port
        for host in HOSTS:
            stack.enter_context(servers.public_alone(world, tmp_path / host, host=host, port=port))
        pool = stack.enter_context(
            ProcessPoolExecutor(READERS, multiprocessing.get_context("spawn"))
        )
        for number in range(rounds):
            share = READS // rounds // READERS + 1
            word = f"quillfern{LETTERS[number // 26]}{LETTERS[number % 26]}"
            # As fast as the reads of the last round were.
            before = BEFORE * share * READERS / rate if rate else 0
            moment = float(int(time.time() + max(AT_LEAST, before)))
            addresses = waiting(word, moment)
            asked = [
                pool.submit(
                    read, (HOSTS[reader % len(HOSTS)], port), addresses, word, moment, share
                )
                for reader in range(READERS)
            ]
            start = time.monotonic()
            for one in asked:
                seen, done = one.result()
                total, reads = total + seen, reads + done
                assert min(seen.before, seen.after) > 0, "A reader missed the moment."
            rate = share * READERS / (time.monotonic() - start)
    sys.stdout.write(
        f"{reads} reads by {READERS} readers across the moments of {rounds} releases: "
        f"{total.before} before, "
        f"{total.after} after; {total.early} early, {total.late} late, {total.failed} failed; "
        f"first told {1000 * total.first:.0f} ms after its moment, last untold "
        f"{1000 * max(total.last, 0):.0f} ms after; clocks {1000 * off:.0f} ms apart; "
        f"{time.monotonic() - began:.0f} s\n"
    )
    assert reads >= READS
    assert (total.early, total.late, total.failed) == (0, 0, 0)
