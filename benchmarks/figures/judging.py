"""What a target is, and whether what was measured meets it. Pure.

A ratio is never better than what stands behind it: against Datasette the *smaller* of two counts,
answers a second over several connections and the time of a single one, since two workers would make
the first better for nothing but their number.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.figures.client import Timed

Check = Callable[["Measured"], tuple[float, bool]]


@dataclass
class Measured:
    """What one work took on each side; a side that was not asked is None.

    ``one`` is over a single connection, ``many`` over several at once.
    """

    work: str
    phase: str = "warm"
    ours: dict[str, Timed] = field(default_factory=dict)
    theirs: dict[str, Timed] = field(default_factory=dict)
    limit: dict[str, Timed] = field(default_factory=dict)
    queries: float | None = None
    grown: float | None = None  # memory of the workers above idle, MB
    fault: str = ""  # why there is nothing to judge


@dataclass(frozen=True)
class Target:
    """A sentence of the issue as a bound on a ratio; ``phases`` says for which caches."""

    said: str
    check: Check
    phases: tuple[str, ...] = ("warm", "cold")


@dataclass(frozen=True)
class Verdict:
    """One target, and what was found; ``ratio`` is None where nothing could be measured."""

    measured: Measured
    target: Target
    ratio: float | None
    met: bool


def times_datasette(measured: Measured) -> float:
    """How many times as good as Datasette, by the worse of rate and time."""
    return min(
        measured.theirs[way].p50 / measured.ours[way].p50
        if way == "one"
        else measured.ours[way].rate / measured.theirs[way].rate
        for way in measured.ours
        if way in measured.theirs
    )


def datasette_times(least: float, *phases: str) -> Target:
    """At least so many times as good as Datasette."""

    def check(measured: Measured) -> tuple[float, bool]:
        ratio = times_datasette(measured)
        return ratio, ratio >= least

    return Target(f"≥ {least:g}× Datasette", check, phases or ("warm", "cold"))


def above_file(most: float, *phases: str) -> Target:
    """At most so many ms more than a static file of the same size, at the median."""

    def check(measured: Measured) -> tuple[float, bool]:
        more = measured.ours["one"].p50 - measured.limit["one"].p50
        return more, more <= most

    return Target(f"≤ {most:g} ms above a file", check, phases)


def share_of_files(least: float, *phases: str) -> Target:
    """At least that share of a static file's requests a second."""

    def check(measured: Measured) -> tuple[float, bool]:
        share = measured.ours["many"].rate / measured.limit["many"].rate
        return share, share >= least

    return Target(f"≥ {least:g}× a file's rate", check, phases)


def times_limit(most: float, of: str, *phases: str) -> Target:
    """At most so many times as long as ``of``, at the median."""

    def check(measured: Measured) -> tuple[float, bool]:
        ratio = measured.ours["one"].p50 / measured.limit["one"].p50
        return ratio, ratio <= most

    return Target(f"≤ {most:g}× {of}", check, phases or ("warm", "cold"))


def slowest(most: float) -> Target:
    """99 of 100 within so many ms."""
    return Target(f"p99 ≤ {most:g} ms", lambda m: (m.ours["one"].p99, m.ours["one"].p99 <= most))


def memory(most: float) -> Target:
    """At most so many MB above idle."""

    def check(measured: Measured) -> tuple[float, bool]:
        if measured.grown is None:
            raise KeyError("memory")
        return measured.grown, measured.grown <= most

    return Target(f"≤ {most:g} MB above idle", check)


def seconds(most: float) -> Target:
    """At most so many seconds."""
    return Target(
        f"≤ {most:g} s",
        lambda m: (m.ours["one"].p50 / 1_000, m.ours["one"].p50 <= most * 1_000),
    )


def judged(measured: Measured, targets: tuple[Target, ...]) -> list[Verdict]:
    """A verdict for each target of that phase; what could not be measured is missed."""
    found = []
    for target in targets:
        if measured.phase not in target.phases:
            continue
        try:
            ratio, met = (None, False) if measured.fault else target.check(measured)
        except (KeyError, ValueError):
            ratio, met = None, False
        found.append(Verdict(measured, target, ratio, met))
    return found
