"""What a run measured, as plain data that the next run and the docs can read."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.figures.client import Timed
from benchmarks.figures.judging import Measured, Verdict
from benchmarks.figures.table import said

CHECKOUT = Path(__file__).parent.parent.parent
KEPT = CHECKOUT / "docs" / "speed.json"
SIDES = ("ours", "theirs", "limit")


def as_data(measured: Measured, verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """One work in one phase, with all numbers rounded to what they are good for."""
    found: dict[str, Any] = {"work": measured.work, "phase": measured.phase}
    if measured.fault:
        return found | {"fault": measured.fault}
    for side in SIDES:
        ways = {way: _numbers(took) for way, took in getattr(measured, side).items()}
        if ways:
            found[side] = ways
    if measured.queries is not None:
        found["queries"] = round(measured.queries)
    if measured.grown is not None:
        found["memory_mb"] = round(measured.grown, 1)
    return found | {"targets": [said(verdict) for verdict in verdicts]}


def _numbers(took: Timed) -> dict[str, float]:
    return {
        "p50_ms": round(took.p50, 3),
        "p99_ms": round(took.p99, 3),
        "a_second": round(took.rate, 2),
        "requests": len(took.each),
        "bytes": took.bytes_read // len(took.each),
    }


def read(path: Path = KEPT) -> dict[str, Any]:
    """Runs by their size, as text of a whole number; none where nothing is kept."""
    return json.loads(path.read_text())["runs"] if path.exists() else {}


def keep(size: int, works: list[dict[str, Any]], machine: str, path: Path = KEPT) -> None:
    """Put a run beside those of other sizes; of works measured before, the newer counts."""
    runs = read(path)
    before = runs.get(str(size), {}).get("works", [])
    measured = {(one["work"], one["phase"]) for one in works}
    older = [one for one in before if (one["work"], one["phase"]) not in measured]
    runs[str(size)] = {"machine": machine, "works": older + works}
    in_order = dict(sorted(runs.items(), key=lambda run: int(run[0])))
    path.write_text(json.dumps({"runs": in_order}, indent=1, ensure_ascii=False) + "\n")
