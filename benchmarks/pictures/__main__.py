"""Time the pictures of charts of 10, 1,000 and 10,000 figures: ``python -m benchmarks.pictures``.

Processor time, which other work on the machine hardly lengthens; the median of several runs. What
must hold is the growth: ten times the figures take some ten times as long, never a hundred. Exit
code 1 where it does not.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from operations.renderers import svg
from operations.renderers.imprint import Imprint
from operations.renderers.raster import png_file, rasterised
from operations.series import Caption, ChartData, Series, stated

COUNTS = (10, 1_000, 10_000)
RUNS = {10: 7, 1_000: 3, 10_000: 1}
IMPRINT = Imprint("Benchmark", "https://figures.example.org")
# Between the two larger charts, for each figure more. The square would be 10.
MOST_GROWTH = 3.0


def chart(count: int, kind: str) -> ChartData:
    """A chart whose values go up and down, so that neighbours' labels get in each other's way."""
    points = [stated(f"p{n}", Decimal(100 + n * 37 % 91)) for n in range(count)]
    return ChartData(
        slug=f"{kind}-{count}",
        kind=kind,
        horizontal=kind == "bar",
        x_labels=tuple(point.label for point in points),
        series=(Series("Arrests", tuple(points)),),
        caption=Caption("A finding", counted="arrests"),
        address="https://figures.example.org/charts/a-finding/",
    )


def milliseconds(draw: Callable[[], object], runs: int) -> float:
    """The median of several runs, each drawn from nothing."""
    taken = []
    for _ in range(runs):
        rasterised.cache_clear()
        begun = time.process_time()
        draw()
        taken.append((time.process_time() - begun) * 1_000)
    return statistics.median(taken)


def measured(kind: str) -> dict[int, tuple[float, int, float, int]]:
    """For each number of figures: time and bytes of the SVG, then of the PNG."""
    found = {}
    for count in COUNTS:
        data, runs = chart(count, kind), RUNS[count]
        markup, png = svg.picture(data), png_file(data, IMPRINT)
        found[count] = (
            milliseconds(partial(svg.picture, data), runs),
            len(markup.encode()),
            milliseconds(partial(png_file, data, IMPRINT), runs),
            len(png),
        )
    return found


def kept() -> float:
    """The time of a PNG that is asked for again, its pixels still at hand."""
    data = chart(COUNTS[0], "bar")
    png_file(data, IMPRINT)
    begun = time.process_time()
    for _ in range(20):
        png_file(replace(data), IMPRINT)
    return (time.process_time() - begun) * 1_000 / 20


def main() -> int:
    print(f"{'':14}{'SVG ms':>10}{'a figure':>11}{'bytes':>12}{'PNG ms':>10}{'bytes':>12}")
    missed = []
    for kind in ("line", "bar"):
        rows = measured(kind)
        for count, (svg_ms, svg_bytes, png_ms, png_bytes) in rows.items():
            each = svg_ms * 1_000 / count
            print(
                f"{kind:6}{count:>8,}{svg_ms:>10,.1f}{each:>8,.0f} µs"
                f"{svg_bytes:>12,}{png_ms:>10,.0f}{png_bytes:>12,}"
            )
        growth = (rows[10_000][0] / 10_000) / (rows[1_000][0] / 1_000)
        print(f"{kind}: a figure takes {growth:.1f} times as long among 10,000 as among 1,000\n")
        if growth > MOST_GROWTH:
            missed.append(f"{kind} grows by {growth:.1f}, more than {MOST_GROWTH}")
    print(f"A PNG that was drawn before: {kept():.1f} ms")
    for line in missed:
        print(f"Too slow: {line}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
