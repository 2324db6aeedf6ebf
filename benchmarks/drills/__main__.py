"""Run the drills one after another: ``python -m benchmarks.drills [NAME...]``.

``DRILL_SHARE=0.01`` in the environment runs a hundredth of what can be counted. Exit code 1 where
a drill failed, skipped something, or tried nothing; what it said is printed then.
"""

import os
import re
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

WHOLE = {"reads": 1_000_000, "sequences": 10_000, "saves": 200, "requests": 2_000}


def _nothing(share: float) -> dict[str, str]:
    return {}


def counted(variable: str, what: str, least: int) -> Callable[[float], dict[str, str]]:
    """Set ``variable`` to a share of the whole number, and to ``least`` at least."""
    return lambda share: {variable: str(max(least, round(WHOLE[what] * share)))}


@dataclass(frozen=True)
class Drill:
    """Tests that pytest runs in a process of its own.

    ``environment`` makes them long; ``tally`` finds the lines in which they say what they tried,
    without which the drill fails.
    """

    name: str
    tests: tuple[str, ...]
    environment: Callable[[float], dict[str, str]] = _nothing
    tally: str = ""


DRILLS = (
    Drill(
        "reads", ("tests/drills/boundary_reads.py",),
        counted("DRILL_READS", "reads", 500), r"^[1-9]\d* reads by",
    ),
    Drill(
        "sequences", ("tests/embargo/test_sequences.py",),
        counted("DRILL_SEQUENCES", "sequences", 2), r"^[1-9]\d* sequences, [1-9]",
    ),
    Drill(
        "killed", ("tests/embargo/test_killed.py",),
        lambda share: {"DRILL": "1"} if share >= 1 else {}, r"^\w+: [1-9]\d* deaths in",
    ),
    Drill(
        "editors", ("tests/drills/test_editors.py",),
        counted("DRILL_SAVES", "saves", 4), r"^\d+ editors x [1-9]\d* saves: [1-9]",
    ),
    Drill(
        "twins", ("tests/embargo/test_twin_worlds.py",),
        counted("DRILL", "requests", 20),
    ),
    Drill(
        "canaries", ("tests/embargo/test_canaries.py",),
        lambda share: {"DRILL": "1"} if share >= 1 else {},
    ),
    Drill("clocks", ("tests/test_clocks.py", "tests/embargo/test_boundary.py")),
    Drill("cache", ("tests/embargo/test_behind_a_cache.py",)),
    Drill("mutations", ("tests/embargo/test_mutations.py", "tests/embargo/test_database_alone.py")),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a drill said, and whether it may count."""

    code: int
    said: str
    seconds: float
    tally: str = ""
    tallies: list[str] = field(init=False)

    def __post_init__(self) -> None:
        lines = [line for line in self.said.splitlines() if self.tally]
        found = [line for line in lines if re.search(self.tally, line)]
        object.__setattr__(self, "tallies", found)

    def tests(self, ended: str) -> int:
        found = re.findall(rf"(\d+) {ended}", self.said.rpartition("\n=")[2] or self.said)
        return int(found[-1]) if found else 0

    @property
    def fault(self) -> str:
        """Why it does not count, or nothing."""
        if self.code:
            return f"failed (exit code {self.code})"
        if self.tests("skipped"):
            return "left something out"
        if not self.tests("passed") or (self.tally and not self.tallies):
            return "tried nothing"
        return ""


def run(drill: Drill, share: float) -> Outcome:
    """Run one drill to its end."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "DRILL"))}
    inherited.pop("DJANGO_SETTINGS_MODULE", None)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rP", "-p", "no:cacheprovider", *drill.tests],
        env=inherited | drill.environment(share),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, time.monotonic() - began, drill.tally)


def share_of(text: str) -> float:
    """Of DRILL_SHARE. Raises ValueError with a sentence where it is no share."""
    try:
        share = float(text)
    except ValueError:
        share = 0
    if not 0 < share <= 1:
        raise ValueError(f"DRILL_SHARE is “{text}”: give a number above 0, and 1 at most.")
    return share


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was named, or all; returns the exit code."""
    names = [drill.name for drill in DRILLS]
    parser = ArgumentParser(prog="python -m benchmarks.drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}")
    chosen = parser.parse_args(arguments).names
    if unknown := set(chosen) - set(names):
        parser.error(f"There is no drill {', '.join(sorted(unknown))}: choose of {names}.")
    try:
        share = share_of(os.environ.get("DRILL_SHARE", "1"))
    except ValueError as error:
        parser.error(str(error))
    faults = 0
    for drill in DRILLS:
        if chosen and drill.name not in chosen:
            continue
        print(f"{drill.name}: …", flush=True)
        outcome = run(drill, share)
        faults += bool(outcome.fault)
        if outcome.fault:
            print(outcome.said)
        for line in outcome.tallies:
            print(f"    {line}")
        verdict = outcome.fault or "held"
        print(
            f"{drill.name}: {verdict}, {outcome.tests('passed')} tests, {outcome.seconds:.0f} s",
            flush=True,
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
