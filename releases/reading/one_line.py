"""Folded text on one line with single spaces, and where each of its characters stood. No Django."""

import re
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class OneLine:
    """A stretch of folded text on one line; `at` gives a place of it in the whole text."""

    plain: str
    _places: tuple[int, ...]
    _offsets: tuple[int, ...]

    @classmethod
    def of(cls, plain: str, start: int, end: int) -> "OneLine":
        pieces: list[str] = []
        places, offsets, place, at = [0], [start], 0, start
        for gap in re.finditer(r"\s{2,}|[^\S ]", plain[start:end]):
            pieces += [plain[at : start + gap.start()], " "]
            place += start + gap.start() - at + 1
            at = start + gap.end()
            places.append(place)
            offsets.append(at)
        pieces.append(plain[at:end])
        return cls("".join(pieces), tuple(places), tuple(offsets))

    def at(self, place: int) -> int:
        piece = bisect_right(self._places, place) - 1
        return self._offsets[piece] + place - self._places[piece]

    def end_at(self, place: int) -> int:
        """The place after the character that ends before ``place``."""
        return self.at(place - 1) + 1 if place else self.at(0)
