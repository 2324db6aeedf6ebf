"""Measure a million figures side by side: ``python -m benchmarks.figures [SIZE [WORD...]]``.

``SCALE=10000`` in the environment, or SIZE, makes it smaller; words choose works by their names.
``KEEP=1`` puts the numbers into docs/speed.json. Exit code 1 where a target is missed, 2 where
nothing could be measured.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import psutil

from benchmarks.figures import kept, measuring, recipe, results, sides, table, writes
from benchmarks.figures.judging import Measured, Target, Verdict, judged
from benchmarks.figures.works import WORKS
from npcc_site.local.errors import LocalError

WHOLE = 1_000_000


def main(arguments: Sequence[str]) -> int:
    """Build what is missing, measure, print the table."""
    try:
        size = int(arguments[0] if arguments else os.environ.get("SCALE", WHOLE))
    except ValueError:
        print("The size must be a whole number of figures, such as 10000.")
        return 2
    try:
        with kept.server() as server:
            verdicts = measure(server, size, arguments[1:])
    except (LocalError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table.summary(verdicts))
    return 0 if verdicts and all(verdict.met for verdict in verdicts) else 1


def measure(server: kept.BenchPlace, size: int, chosen: Sequence[str]) -> list[Verdict]:
    """Each work whose name has one of the words, all where there are none."""
    introduce(size)
    verdicts: list[Verdict] = []
    works: list[dict[str, Any]] = []
    for measured, targets in _each(server, size, chosen):
        found = judged(measured, targets)
        print(table.lines(measured, found), flush=True)
        works.append(results.as_data(measured, found))
        verdicts += found
    if os.environ.get("KEEP") == "1":
        results.keep(size, works, machine())
    return verdicts


def _each(
    server: kept.BenchPlace, size: int, chosen: Sequence[str]
) -> Iterator[tuple[Measured, tuple[Target, ...]]]:
    """What is read first, then what is written, which has a database of its own."""

    def is_wanted(name: str) -> bool:
        return not chosen or any(word in name for word in chosen)

    wanted = [work for work in WORKS if is_wanted(work.name)]
    if wanted:
        place = kept.database(server, size)
        with sides.running(place, size, kept.forces(place)) as world:
            for work in wanted:
                for measured in measuring.measured(world, work):
                    yield measured, work.targets
    if is_wanted(writes.NAME):
        yield from writes.measured(server, size)


def introduce(size: int) -> None:
    """Say what is measured, and on what."""
    plans = recipe.metrics(size)
    print(
        f"{recipe.figures_in(plans):,} figures, of which {recipe.hidden_or_corrected(plans):,} are "
        f"embargoed, corrected or withdrawn; {recipe.small_releases(size):,} releases beside "
        f"theirs. {machine()}",
        flush=True,
    )


def machine() -> str:
    """What the numbers were measured on."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} processors, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
