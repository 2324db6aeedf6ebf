"""Groups of a chart's figures that have something in common, and sentences that tell them apart.

Pure. The largest group is “the others”; whatever a label tells by itself is not told again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from operations.guard.naming import listed, named
from operations.series import ChartData, Point

# What some figures are for in words, the words of a label that say as much, and the figures.
Group = tuple[str, list[str], list[Point]]


def each_for(chart: ChartData, groups: Sequence[Group], *, is_of_all: bool) -> Iterator[str]:
    """“A is for x; the others are for y.”, without those whose label says so."""
    *rarer, (most, says_most, last) = groups
    parts = [(named(chart, points, without=says), what) for what, says, points in rarer]
    told = [f"{listed(names)} {is_or_are(names)} for {what}" for names, what in parts if names]
    names = named(chart, last, without=says_most)
    if is_of_all and told and names:
        told.append(f"the others are for {most}" if len(last) > 1 else f"{names[0]} is for {most}")
    if told:
        yield f"{'; '.join(told)}."


def is_or_are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def grouped(
    figures: Iterable[Point], key: Callable[[Point], object]
) -> list[tuple[object, list[Point]]]:
    """The figures by what they have in common, the largest group last."""
    groups: dict[object, list[Point]] = {}
    for one in figures:
        groups.setdefault(key(one), []).append(one)
    return sorted(groups.items(), key=lambda item: len(item[1]))
