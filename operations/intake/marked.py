"""A text with its figures and numbers → pieces that a page can mark and link. No Django.

Offsets count characters of the text; an end is the first character after the words.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from operations.intake.meter import Meter


@dataclass(frozen=True)
class Stretch:
    """Where a candidate (``key``) stands, and where it stands with staff: a code of Decision."""

    start: int
    end: int
    key: int
    decision: str


@dataclass(frozen=True)
class Piece:
    """A piece of text that is of the same figure and number throughout.

    ``start`` is its offset in the text. ``key`` and ``decision`` are of the figure with the
    shortest words here; ``begins`` where its first words are. ``standing`` is the meter's, where
    the piece is of a number.
    """

    text: str
    start: int
    key: int | None = None
    decision: str = ""
    begins: bool = False
    standing: str = ""
    reason: str = ""


def pieces(text: str, stretches: Sequence[Stretch], meter: Meter) -> list[Piece]:
    """The whole text in pieces, in order: joined they are the text again."""
    numbers = {number.start: number for number in meter.numbers}
    cuts = {0, len(text)}
    cuts.update(edge for one in stretches for edge in (one.start, one.end))
    cuts.update(edge for one in meter.numbers for edge in (one.start, one.end))
    found: list[Piece] = []
    number = None
    shown: set[int] = set()
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    for (start, end), stretch in zip(pairwise(edges), _covering(stretches, edges), strict=False):
        number = numbers.get(start, number)
        inside = number is not None and number.end > start
        found.append(
            Piece(
                text[start:end],
                start,
                stretch.key if stretch else None,
                stretch.decision if stretch else "",
                stretch is not None and stretch.key not in shown,
                number.standing.value if inside and number else "",
                number.reason if inside and number else "",
            )
        )
        if stretch:
            shown.add(stretch.key)
    return found


def _covering(stretches: Sequence[Stretch], edges: Sequence[int]) -> Iterator[Stretch | None]:
    """The shortest stretch over what begins at each edge, if any."""
    waiting = sorted(stretches, key=lambda one: one.start, reverse=True)
    over: list[tuple[int, int, int, Stretch]] = []
    for edge in edges:
        while waiting and waiting[-1].start <= edge:
            one = waiting.pop()
            heapq.heappush(over, (one.end - one.start, one.start, one.key, one))
        while over and over[0][3].end <= edge:
            heapq.heappop(over)
        yield over[0][3] if over else None
