"""How cost grows with the number of figures: ``python -m benchmarks.figures.growth``.

Reads docs/speed.json, to which every run of the bench with ``KEEP=1`` adds its own, draws
docs/speed.svg and writes the tables of docs/speed.md. Exit code 1 where the time of an answer grew
faster than the answer itself.
"""

import sys
from decimal import Decimal
from typing import Any

from benchmarks.figures import results
from operations.renderers import svg
from operations.series import Caption, ChartData, Series, stated

PICTURE = results.KEPT.with_suffix(".svg")
PAGE = results.KEPT.with_suffix(".md")
BEGIN, END = (
    "<!-- measured: written by python -m benchmarks.figures.growth -->",
    "<!-- /measured -->",
)
# Two runs of one page differ by so much at any rate: a quarter, and a millisecond.
MOST_GROWTH, LEAST_MS = 1.25, 1.0

Runs = dict[str, dict[str, Any]]


def times(runs: Runs) -> dict[str, dict[int, tuple[float, int]]]:
    """For each work and size: the median time of one answer in ms, and its bytes.

    Of the cold ones where there are such: a kept answer takes no longer, however it was made.
    """
    found: dict[str, dict[int, tuple[float, int]]] = {}
    for size, run in runs.items():
        phases: dict[str, dict[str, Any]] = {}
        for one in run["works"]:
            if "one" in one.get("ours", {}) and phases.get(one["work"], {}).get("phase") != "cold":
                phases[one["work"]] = one
        for name, one in phases.items():
            took = one["ours"]["one"]
            found.setdefault(name, {})[int(size)] = (took["p50_ms"], took["bytes"])
    return found


def too_steep(measured: dict[int, tuple[float, int]]) -> str:
    """Where the time grew faster than the answer, from the smallest size on; or nothing."""
    sizes = sorted(measured)
    first_ms, first_bytes = measured[sizes[0]]
    for size in sizes[1:]:
        took, length = measured[size]
        may_take = first_ms * max(1.0, length / first_bytes) * MOST_GROWTH + LEAST_MS
        if took > may_take:
            return (
                f"{took:,.1f} ms at {size:,}, after {first_ms:,.1f} ms at {sizes[0]:,}, while the "
                f"answer is {length / first_bytes:.1f} times as long"
            )
    return ""


def beyond(measured: dict[int, tuple[float, int]]) -> dict[int, float]:
    """How many times as long each byte of the answer takes as at the smallest size."""
    first_ms, first_bytes = measured[min(measured)]
    return {
        size: took / first_ms / (length / first_bytes) for size, (took, length) in measured.items()
    }


def chart(measured: dict[str, dict[int, tuple[float, int]]]) -> ChartData:
    """A panel for each work on one scale: 1 is a time that grows just as the answer does."""
    sizes = sorted({size for of in measured.values() for size in of})
    series = []
    for name, of in sorted(measured.items()):
        ratios = beyond(of)
        points = [
            stated(f"{size:,}", Decimal(f"{ratios[size]:.2f}")) if size in ratios else None
            for size in sizes
        ]
        series.append(Series(name, tuple(points)))
    counted = "times as long for each byte of the answer as among the fewest figures"
    return ChartData(
        slug="speed",
        kind="multiples",
        horizontal=False,
        x_labels=tuple(f"{size:,} figures" for size in sizes),
        series=tuple(series),
        caption=Caption("How much longer an answer takes as figures grow", counted=counted),
        address="",
    )


PICTURED = (
    "![Time for each byte of an answer, as a multiple of that among the fewest figures]"
    f"({PICTURE.name})"
)


def tables(runs: Runs) -> str:
    """The runs, the largest first, as tables of Markdown."""
    return "\n\n".join(_table(int(size), runs[size]) for size in sorted(runs, key=int)[::-1])


def _table(size: int, run: dict[str, Any]) -> str:
    lines = [
        f"### {size:,} figures",
        f"Times in ms. {run['machine']}",
        "| work | cache | p50 | p99 | a second | Datasette p50 | a second | limit p50 | a second | "
        "queries | targets |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    return "\n".join([*lines[:2], "", *lines[2:], *(_row(one) for one in run["works"])])


def _row(one: dict[str, Any]) -> str:
    if "fault" in one:
        return f"| {one['work']} | {one['phase']} |" + " |" * 8 + " not measured |"
    cells = [one["work"], one["phase"], _number(one, "ours", "one", "p50_ms")]
    cells += [_number(one, "ours", "one", "p99_ms"), _number(one, "ours", "many", "a_second")]
    for side in ("theirs", "limit"):
        cells += [_number(one, side, "one", "p50_ms"), _number(one, side, "many", "a_second")]
    cells += [str(one.get("queries", "")), "; ".join(one["targets"])]
    return f"| {' | '.join(cells)} |"


def _number(one: dict[str, Any], side: str, way: str, what: str) -> str:
    value = one.get(side, {}).get(way, {}).get(what)
    if value is None:
        return ""
    return f"{value:,.2f}" if value < 10 else f"{value:,.0f}"


def write_page(page: str, runs: Runs) -> str:
    """The page with what was measured in its place."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{tables(runs)}\n\n{PICTURED}\n{END}{rest.partition(END)[2]}"


def main() -> int:
    """Draw and judge; returns the exit code."""
    runs = results.read()
    measured = times(runs)
    if not measured:
        print("Nothing is kept in docs/speed.json: run the bench with KEEP=1 first.")
        return 2
    PICTURE.write_text(svg.picture(chart(measured)))
    PAGE.write_text(write_page(PAGE.read_text(), runs))
    steep = {name: words for name, of in measured.items() if (words := too_steep(of))}
    for name, of in measured.items():
        row = "".join(f"{size:>12,}: {of[size][0]:>9,.2f} ms" for size in sorted(of))
        print(f"{name:36}{row}  {'TOO STEEP' if name in steep else ''}")
    for name, words in steep.items():
        print(f"Too steep: {name} takes {words}.")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
