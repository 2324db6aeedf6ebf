"""Whether two samples of times come from one clockwork: the rank test of Mann and Whitney."""

import math
from collections.abc import Sequence
from statistics import NormalDist


def p_value(one: Sequence[float], other: Sequence[float]) -> float:
    """The two-sided chance of ranks at least as far apart, were there no difference.

    By the normal approximation with the correction for ties, which does from twenty values on.
    """
    ranks = _ranks([*one, *other])
    n, m = len(one), len(other)
    u = sum(ranks[:n]) - n * (n + 1) / 2
    everything = n + m
    ties = sum(count**3 - count for count in _tied(ranks))
    spread = n * m / 12 * (everything + 1 - ties / (everything * (everything - 1)))
    if spread == 0:
        return 1.0
    z = max(abs(u - n * m / 2) - 0.5, 0) / math.sqrt(spread)
    return 2 * (1 - NormalDist().cdf(z))


def _ranks(values: Sequence[float]) -> list[float]:
    """The place of each value, from 1; equal ones share the middle of their places."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for index in order[start : end + 1]:
            ranks[index] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def _tied(ranks: Sequence[float]) -> list[int]:
    counts: dict[float, int] = {}
    for rank in ranks:
        counts[rank] = counts.get(rank, 0) + 1
    return list(counts.values())
