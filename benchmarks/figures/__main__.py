"""Measure a million figures side by side: ``python -m benchmarks.figures [SIZE]``.

``SCALE=10000`` in the environment, or SIZE, makes it smaller. Exit code 1 where a target is missed,
2 where nothing could be measured.
"""

import os
import subprocess
import sys

from benchmarks.figures import kept, measuring, recipe, sides, table
from benchmarks.figures.judging import Verdict, judged
from benchmarks.figures.works import WORKS
from npcc_site.local.errors import LocalError

WHOLE = 1_000_000


def main(arguments: list[str]) -> int:
    """Build what is missing, measure, print the table."""
    try:
        size = int(arguments[0] if arguments else os.environ.get("SCALE", WHOLE))
    except ValueError:
        print("The size must be a whole number of figures, such as 10000.")
        return 2
    chosen = arguments[1:]
    verdicts: list[Verdict] = []
    try:
        with kept.server() as server:
            place = kept.database(server, size)
            plans = recipe.metrics(size)
            print(
                f"{recipe.figures_in(plans):,} figures, of which "
                f"{recipe.hidden_or_corrected(plans):,} are embargoed, corrected or withdrawn; "
                f"{recipe.small_releases(size):,} releases beside theirs.", flush=True,
            )  # fmt: skip
            with sides.running(place, size, kept.forces(place)) as world:
                for work in WORKS:
                    if chosen and not any(word in work.name for word in chosen):
                        continue
                    for measured in measuring.measured(world, work):
                        found = judged(measured, work.targets)
                        print(table.lines(measured, found), flush=True)
                        verdicts += found
    except (LocalError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table.summary(verdicts))
    return 0 if verdicts and all(verdict.met for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
