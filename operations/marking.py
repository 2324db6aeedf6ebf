"""A release's text and the places where figures stand in it → pieces that a page can mark.

Pure: offsets count characters of the text; an end is the first character after the words. Two
figures may share words ("18 men jailed for 166 years and one month"), so the text is cut wherever
a span begins or ends, and every piece knows all the figures that it belongs to.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from releases.reading.letters import folded

BULLET = re.compile(r"\s*(?:[•·▪◦*\-–]|o)[ \t\N{NO-BREAK SPACE}]+(?=\S)")


@dataclass(frozen=True)
class Span:
    """Where words stand in a text, and whose they are: ``key`` is a figure id."""

    start: int
    end: int
    key: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span from {self.start} to {self.end} holds no words.")

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Segment:
    """A piece of text that belongs to the same figures throughout.

    ``key`` is the figure that the piece is to link to: the one with the shortest words here, ""
    where there is none. ``anchors`` are the figures whose first words begin here, so that a link
    finds them. ``also`` are figures whose last words end here and that no piece links to.
    """

    text: str
    key: str = ""
    anchors: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph (one line of pieces), or a list of as many items."""

    is_list: bool
    lines: tuple[tuple[Segment, ...], ...]


def span_of(words: str, key: str, text: str, start: int | None, end: int | None) -> Span | None:
    """Where these words stand: at the recorded offsets if they do, else where they stand once.

    The style of spaces and quotation marks is no difference. None where they are not in the text,
    or in it more than once without a record of which is meant: a wrong mark is worse than none.
    """
    plain, wanted = folded(text), folded(words)
    if start is not None and end is not None and plain[start:end] == wanted and wanted:
        return Span(start, end, key)
    if wanted and plain.count(wanted) == 1:
        found = plain.index(wanted)
        return Span(found, found + len(wanted), key)
    return None


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """The whole text, cut at every beginning and end of a span, in order.

    Raises ValueError where a span reaches beyond the text.
    """
    return _marked(text, [(0, len(text))], spans)[0]


def blocks(text: str, spans: Iterable[Span]) -> list[Block]:
    """The text as paragraphs and lists, a line each; blank lines part, bullets are left out."""
    lines = list(_lines(text))
    marked = _marked(text, [(line.start, line.end) for line in lines], spans)
    found: list[Block] = []
    for line, pieces in zip(lines, marked, strict=True):
        if line.is_item and found and found[-1].is_list:
            found[-1] = Block(True, (*found[-1].lines, tuple(pieces)))
        else:
            found.append(Block(line.is_item, (tuple(pieces),)))
    return found


class _Line(NamedTuple):
    start: int
    end: int
    is_item: bool


def _lines(text: str) -> Iterable[_Line]:
    """The bounds of every line that is not blank, without its bullet and outer white space."""
    for line in re.finditer(r"[^\n]+", text):
        if line.group().strip():
            bullet = BULLET.match(line.group())
            rest = line.group()[bullet.end() if bullet else 0 :]
            start = line.end() - len(rest.lstrip())
            yield _Line(start, line.start() + len(line.group().rstrip()), bool(bullet))


class _Piece(NamedTuple):
    """The bounds of a piece and the spans over it, the shortest first."""

    start: int
    end: int
    spans: list[Span]


def _marked(
    text: str, stretches: Sequence[tuple[int, int]], spans: Iterable[Span]
) -> list[list[Segment]]:
    """Each stretch of the text in pieces; a figure has one anchor in all of them together."""
    spans = sorted(spans, key=lambda span: (span.start, -span.end))
    for span in spans:
        if span.end > len(text):
            raise ValueError(f"The words of {span.key} end at {span.end}; the text at {len(text)}.")
    cut = [_cut(start, end, spans) for start, end in stretches]
    linked = {_owner(text, piece) for pieces in cut for piece in pieces}
    last = {span.key: piece.start for pieces in cut for piece in pieces for span in piece.spans}
    anchored: set[str] = set()
    return [[_segment(text, piece, linked, last, anchored) for piece in pieces] for pieces in cut]


def _cut(start: int, end: int, spans: Sequence[Span]) -> list[_Piece]:
    edges = {edge for span in spans for edge in (span.start, span.end) if start < edge < end}
    return [
        _Piece(left, right, sorted(_over(spans, left), key=lambda span: span.length))
        for left, right in pairwise(sorted({start, end, *edges}))
    ]


def _over(spans: Sequence[Span], at: int) -> list[Span]:
    return [span for span in spans if span.start <= at < span.end]


def _owner(text: str, piece: _Piece) -> str:
    """The figure that a piece links to; a link of nothing but a space would have no name."""
    has_words = bool(text[piece.start : piece.end].strip())
    return piece.spans[0].key if piece.spans and has_words else ""


def _segment(
    text: str, piece: _Piece, linked: set[str], last: dict[str, int], anchored: set[str]
) -> Segment:
    keys = list(dict.fromkeys(span.key for span in piece.spans))
    anchors = tuple(key for key in keys if key not in anchored)
    anchored.update(anchors)
    also = tuple(key for key in keys if key not in linked and last[key] == piece.start)
    return Segment(text[piece.start : piece.end], _owner(text, piece), anchors, also)
