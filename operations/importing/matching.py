"""Which heading of a file is which column: known ones by name, others by likeness. No Django."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from operations.importing.columns import COLUMNS, DERIVED, missing

# The headings stand above the figures, below a title and a few words at most.
LOOKED_THROUGH = 30
LIKELY = 0.78

_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def plain(heading: str) -> str:
    """The heading as it is compared: small letters, words parted by one space."""
    return _NOT_WORDS.sub(" ", heading.casefold()).strip()


_SURE: dict[str, str] = {}
for _column in COLUMNS:
    _SURE.setdefault(plain(_column.name), _column.name)
    _SURE.setdefault(plain(_column.heading), _column.name)
_DERIVED = {plain(word) for pair in DERIVED.items() for word in pair}
_OTHERS = {plain(other): column.name for column in COLUMNS for other in column.others}


@dataclass(frozen=True)
class Matched:
    """Places of columns in a file's rows; ``is_sure`` where every heading is one of ours."""

    places: Mapping[str, int]
    is_sure: bool


def known_headings(cells: Iterable[str]) -> int:
    """How many of the cells are headings that we know."""
    return sum(
        1 for cell in cells if (word := plain(cell)) in _SURE or word in _DERIVED or word in _OTHERS
    )


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The place of the row of headings among a file's first ``rows``.

    It is the one with the most headings that we know; where none has any, the first that is not
    a line of text alone.
    """
    counted = [known_headings(row) for row in rows]
    if any(counted):
        return counted.index(max(counted))
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    several = [place for place, number in enumerate(filled) if number > 1]
    return several[0] if several else 0


def matched(headings: Sequence[str]) -> Matched:
    """What each column's place most likely is; a person is asked where that is not sure."""
    words = [plain(heading) for heading in headings]
    if "metric id" in words:  # our workbooks call the metric's name “Metric”, our CSVs its id
        words = ["metric label" if word == "metric" else word for word in words]
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        if word in _SURE:
            places.setdefault(_SURE[word], place)
    unsure = [
        place for place, word in enumerate(words)
        if word and word not in _SURE and word not in _DERIVED
    ]  # fmt: skip
    twice = len([word for word in words if word in _SURE]) > len(places)
    is_sure = not unsure and not twice and not missing(places)
    for place in unsure:
        name = _likest(words[place], places)
        if name:
            places[name] = place
    return Matched(places, is_sure)


def _likest(word: str, taken: Mapping[str, int]) -> str:
    if _OTHERS.get(word, "") not in ("", *taken):
        return _OTHERS[word]
    scored = [
        (SequenceMatcher(None, word, known).ratio(), name)
        for known, name in (_SURE | _OTHERS).items()
        if name not in taken
    ]
    score, name = max(scored, default=(0.0, ""))
    return name if score >= LIKELY else ""
