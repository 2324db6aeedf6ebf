"""What a person must see before a change is approved: words and rows, as they were and will be.

Pure: texts and lists of what is said go in, pieces for a page come out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

# A line with the empty ones after it: those by themselves are all alike.
LINE = re.compile(r"[^\n]*\n+|[^\n]+")
WORD = re.compile(r"\S+[^\S\n]*|\s")

# Comparing costs time for every pair of equal words. Beyond so many the old words stand whole
# before the new ones, which is as true and less easy to read.
MOST_PAIRS = 100_000


class Fate(StrEnum):
    """What becomes of a piece of text or of a row."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    words: str
    fate: Fate


@dataclass(frozen=True)
class Paragraphs:
    """Some lines of a text: unchanged ones together, a changed one word by word."""

    pieces: tuple[Piece, ...]
    number: int = 1

    @property
    def is_same(self) -> bool:
        return all(piece.fate is Fate.SAME for piece in self.pieces)

    @property
    def without_last_line_end(self) -> tuple[Piece, ...]:
        """For a page that shows each as a paragraph."""
        *others, last = self.pieces
        return (*others, Piece(last.words.rstrip("\n"), last.fate))


@dataclass(frozen=True)
class TextChange:
    """One field of a text: its label, and what became of it."""

    label: str
    paragraphs: tuple[Paragraphs, ...]

    @property
    def is_changed(self) -> bool:
        return not all(one.is_same for one in self.paragraphs)


@dataclass(frozen=True)
class RowChange:
    """One figure, claim or quotation: what the public reads of it now, and what it will read."""

    name: str
    fate: Fate
    was: str = ""
    now: str = ""
    details: tuple[TextChange, ...] = ()


@dataclass(frozen=True)
class RowChanges:
    """All rows of one kind; those that stay as they are are only counted."""

    heading: str
    rows: tuple[RowChange, ...] = ()
    unchanged: int = 0

    def number_of(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)

    @property
    def counted(self) -> list[tuple[int, str]]:
        """How many of each fate, those that there are."""
        numbers = [(self.number_of(fate), str(fate)) for fate in (Fate.ADDED, Fate.CHANGED,
                                                                 Fate.REMOVED)]  # fmt: skip
        return [one for one in (*numbers, (self.unchanged, "unchanged")) if one[0]]


@dataclass(frozen=True)
class Saying:
    """A row as a page says it: under ``key`` it is found again, ``words`` is what counts."""

    key: str
    name: str
    words: str
    details: Mapping[str, str] = field(default_factory=dict)


def text_change(label: str, before: str, after: str) -> TextChange:
    """How ``after`` differs from ``before``, line by line and in a changed line word by word."""
    old, new = LINE.findall(before), LINE.findall(after)
    paragraphs: list[Paragraphs] = []
    for kind, a, b, c, d in _steps(old, new):
        if kind == "equal":
            kept = "".join(old[a:b])
            paragraphs.append(Paragraphs((Piece(kept, Fate.SAME),), b - a))
        else:
            pieces = word_pieces("".join(old[a:b]), "".join(new[c:d]))
            paragraphs.append(Paragraphs(tuple(pieces), max(b - a, d - c)))
    return TextChange(label, tuple(paragraphs))


def word_pieces(before: str, after: str) -> list[Piece]:
    """The words of both, in order, each with its fate; neighbours of one fate are one piece."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in _steps(old, new):
        if kind == "equal":
            pieces.append(Piece("".join(old[a:b]), Fate.SAME))
            continue
        pieces += [Piece("".join(old[a:b]), Fate.REMOVED), Piece("".join(new[c:d]), Fate.ADDED)]
    return list(_joined(piece for piece in pieces if piece.words))


def row_changes(heading: str, before: Iterable[Saying], after: Iterable[Saying]) -> RowChanges:
    """What becomes of each row, told by its key: in the order of ``after``, removed ones last."""
    was, now = {one.key: one for one in before}, {one.key: one for one in after}
    rows = [_row_change(was.get(key), one) for key, one in now.items()]
    rows += [RowChange(one.name, Fate.REMOVED, was=one.words)
             for key, one in was.items() if key not in now]  # fmt: skip
    changed = tuple(row for row in rows if row.fate is not Fate.SAME)
    return RowChanges(heading, changed, len(rows) - len(changed))


def _row_change(was: Saying | None, now: Saying) -> RowChange:
    if was is None:
        return RowChange(now.name, Fate.ADDED, now=now.words, details=tuple(_details({}, now)))
    moved = () if was.name == now.name else (text_change("of", was.name, now.name),)
    details = (*moved, *_details(was.details, now))
    fate = Fate.CHANGED if details or was.words != now.words else Fate.SAME
    return RowChange(now.name, fate, was.words, now.words, details)


def _details(was: Mapping[str, str], now: Saying) -> Iterator[TextChange]:
    """What else the row says, where that is new or another."""
    for label in dict.fromkeys((*now.details, *was)):
        before, after = was.get(label, ""), now.details.get(label, "")
        if before != after:
            yield text_change(label, before, after)


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    frequent = Counter(new)
    if sum(number * frequent[one] for one, number in Counter(old).items()) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for fate, some in groupby(pieces, key=lambda piece: piece.fate):
        yield Piece("".join(piece.words for piece in some), fate)
