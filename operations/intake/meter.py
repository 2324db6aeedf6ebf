"""The number meter: every number of a text is captured, dismissed, or not accounted for. No Django.

Offsets count characters of the text; an end is the first character after the number.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]


class Standing(StrEnum):
    CAPTURED = "captured"
    DISMISSED = "dismissed"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True)
class Metered:
    """One number of the text. ``candidate`` is the figure that it belongs to, decided or not."""

    start: int
    end: int
    words: str
    standing: Standing
    reason: str = ""
    candidate: int | None = None


@dataclass(frozen=True)
class Meter:
    numbers: tuple[Metered, ...]

    def count(self, standing: Standing) -> int:
        return sum(number.standing is standing for number in self.numbers)

    @property
    def captured(self) -> int:
        return self.count(Standing.CAPTURED)

    @property
    def dismissed(self) -> int:
        return self.count(Standing.DISMISSED)

    @property
    def unaccounted(self) -> tuple[Metered, ...]:
        return tuple(n for n in self.numbers if n.standing is Standing.UNACCOUNTED)

    @property
    def is_full(self) -> bool:
        """Whether nothing is left to account for."""
        return not self.unaccounted


@dataclass(frozen=True)
class Holder:
    """What accounts for the numbers in a span: a figure, or a dismissal with its reason."""

    start: int
    end: int
    standing: Standing
    reason: str = ""
    candidate: int | None = None


def metered(text: str, numbers: Iterable[Span], holders: Iterable[Holder]) -> Meter:
    """Tell each number of the text by whatever holds it; a captured number is nothing else.

    A number is held by a span that touches it. Where several do, an accepted figure counts before
    a dismissal, and a dismissal before a figure that is still to be decided.
    """
    by_standing = {standing: _Spans(holders_of) for standing, holders_of in _sorted(holders)}
    return Meter(
        tuple(
            _one(text, start, end, [by_standing[standing] for standing in Standing])
            for start, end in numbers
        )
    )


def _sorted(holders: Iterable[Holder]) -> list[tuple[Standing, list[Holder]]]:
    listed = sorted(holders, key=lambda holder: (holder.start, holder.end))
    return [(s, [one for one in listed if one.standing is s]) for s in Standing]


class _Spans:
    """Finds the holder that touches a number, in the time of a look-up."""

    def __init__(self, holders: Sequence[Holder]) -> None:
        self.holders = holders
        self.starts = [holder.start for holder in holders]
        # The furthest end so far, and whose it is: spans may lie inside one another.
        self.furthest: list[Holder] = []
        for holder in holders:
            last = self.furthest[-1] if self.furthest else holder
            self.furthest.append(holder if holder.end >= last.end else last)

    def touching(self, start: int, end: int) -> Holder | None:
        place = bisect_right(self.starts, end - 1)
        if not place:
            return None
        nearest = self.holders[place - 1]
        if nearest.end > start:
            return nearest
        furthest = self.furthest[place - 1]
        return furthest if furthest.end > start else None


def _one(text: str, start: int, end: int, spans: Sequence[_Spans]) -> Metered:
    for of_one_standing in spans:
        if holder := of_one_standing.touching(start, end):
            return Metered(
                start, end, text[start:end], holder.standing, holder.reason, holder.candidate
            )
    return Metered(start, end, text[start:end], Standing.UNACCOUNTED)
