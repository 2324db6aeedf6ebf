"""Which figures of two sides belong beside each other. Pure.

Of one matter are two figures with one metric, category, organisation or area, and operation. Where
a side has several figures of one matter (another coverage, another stretch of days), those that
are most alike are put together, so that no figure is said to be incomparable while a comparable
one stands beside it.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from operations.periods import Period


@dataclass(frozen=True)
class Stated:
    """A figure of one side, with no more than what its place depends on.

    ``standing`` ranks figures that say the same thing, the highest first in rank; ``order`` is
    where its matter comes in the list, made of what readers can see.
    """

    figure_id: str
    matter: Hashable
    period: Period
    coverage: str
    is_partial: bool
    revises: str
    standing: tuple[Any, ...]
    order: tuple[Any, ...]


@dataclass(frozen=True)
class Paired:
    """Figures beside each other, and those that only one side has, each in order."""

    pairs: list[tuple[Stated, Stated]]
    only_first: list[Stated]
    only_second: list[Stated]


def paired(first: Iterable[Stated], second: Iterable[Stated]) -> Paired:
    """Put the figures of two sides together, one to one."""
    firsts, seconds = _by_matter(first), _by_matter(second)
    pairs: list[tuple[Stated, Stated]] = []
    for matter, ours in firsts.items():
        theirs = seconds.get(matter, [])
        for one, other in sorted(
            ((one, other) for one in ours for other in theirs), key=_unlikeness
        ):
            if one in ours and other in theirs:
                pairs.append((one, other))
                ours.remove(one)
                theirs.remove(other)
    return Paired(
        sorted(pairs, key=lambda pair: _place(pair[0])),
        sorted((one for rest in firsts.values() for one in rest), key=_place),
        sorted((one for rest in seconds.values() for one in rest), key=_place),
    )


def _by_matter(side: Iterable[Stated]) -> dict[Hashable, list[Stated]]:
    """The best figure of each thing measured, by matter; none that another one replaces."""
    side = list(side)
    revised = {one.revises for one in side if one.revises}
    best: dict[Hashable, Stated] = {}
    for one in side:
        measured = (one.matter, one.coverage, one.period)
        known = best.get(measured)
        if one.figure_id not in revised and (known is None or _rank(one) > _rank(known)):
            best[measured] = one
    found: dict[Hashable, list[Stated]] = {}
    for one in sorted(best.values(), key=_place):
        found.setdefault(one.matter, []).append(one)
    return found


def _rank(one: Stated) -> tuple[Any, ...]:
    return (*one.standing, one.figure_id)


def _place(one: Stated) -> tuple[Any, ...]:
    return (*one.order, one.period.sort_key(), one.figure_id)


def _unlikeness(pair: tuple[Stated, Stated]) -> tuple[int, tuple[Any, ...]]:
    one, other = pair
    differs = (
        not one.period.same_kind(other.period),
        one.coverage.casefold() != other.coverage.casefold(),
        one.is_partial != other.is_partial,
    )
    return sum(differs), (_place(one), _place(other))
