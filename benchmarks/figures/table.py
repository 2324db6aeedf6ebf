"""What was measured, as lines of text. Pure."""

from collections.abc import Sequence

from benchmarks.figures.client import Timed
from benchmarks.figures.judging import Measured, Verdict

HEAD = f"{'':36}{'p50 ms':>10}{'p99 ms':>10}{'a second':>10}{'asked':>7}"
NAMES = {"ours": "this site", "theirs": "Datasette", "limit": "limit"}
WAYS = {"one": "one at a time", "many": "four at a time"}


def lines(measured: Measured, verdicts: Sequence[Verdict]) -> str:
    """One work in one phase: each side, then each target."""
    found = [f"\n{measured.work}, {measured.phase}"]
    if measured.fault:
        found.append(f"    not measured: {measured.fault}")
    else:
        found.append(HEAD)
    for side, name in NAMES.items():
        for way, took in getattr(measured, side).items():
            found.append(_side(f"{name}, {WAYS[way]}", took))
    if measured.queries is not None:
        found.append(f"    queries of one answer: {measured.queries:.0f}")
    if measured.grown is not None:
        found.append(f"    memory above idle: {measured.grown:.1f} MB")
    found += [f"    {said(verdict)}" for verdict in verdicts]
    return "\n".join(found)


def _side(name: str, took: Timed) -> str:
    return (
        f"    {name:32}{took.p50:>10,.2f}{took.p99:>10,.2f}{took.rate:>10,.1f}{len(took.each):>7}"
    )


def said(verdict: Verdict) -> str:
    """One target and whether it is met: “≥ 10× Datasette: 12.3, met”."""
    ratio = "not measured" if verdict.ratio is None else f"{verdict.ratio:,.2f}"
    return f"{verdict.target.said}: {ratio}, {'met' if verdict.met else 'MISSED'}"


def summary(verdicts: Sequence[Verdict]) -> str:
    """All targets below each other, and how many are met."""
    met = sum(verdict.met for verdict in verdicts)
    rows = [
        f"{verdict.measured.work:38}{verdict.measured.phase:6}{said(verdict)}"
        for verdict in verdicts
    ]
    return "\n".join(["", *rows, "", f"{met} of {len(verdicts)} targets met."])
