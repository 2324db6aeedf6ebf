"""Cells of words, as a figure keeps them and as COPY takes them. No Django."""

import re

from operations.figure_ids import PATTERN
from operations.importing import cells
from operations.importing.cells import CellError

LONGEST_WORDS = LONGEST_COVERAGE = LONGEST_BASIS = 250
FIGURE_ID = re.compile(PATTERN.pattern + r"\Z")
_TO_ESCAPE = re.compile(r"[\\\t\n\r]")
_ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def coverage(cell: str) -> str:
    return cells.text_of(cell, LONGEST_COVERAGE)


def basis(cell: str) -> str:
    return cells.text_of(cell, LONGEST_BASIS)


def phrases(cell: str) -> str:
    """The words that state a figure, one phrase a line."""
    lines = [line.strip() for line in cells.text_of(cell).splitlines()]
    found = [line for line in lines if line]
    if longest := next((one for one in found if len(one) > LONGEST_WORDS), ""):
        raise CellError(
            f"“{longest[:40]}…” has {len(longest)} characters. A phrase may have up to "
            f"{LONGEST_WORDS}: keep only the words that state the figure."
        )
    return "\n".join(found)


def figure_id(cell: str) -> str:
    text = cells.bare(cell)
    if text and not FIGURE_ID.match(text):
        raise CellError(
            f"{cells.shown(text)} is no figure id. Leave it empty for a new figure; one that is "
            "known here has its id on its page."
        )
    return text


def escaped(text: str) -> str:
    """The text within a line of COPY."""
    if _TO_ESCAPE.search(text):
        return _TO_ESCAPE.sub(lambda found: _ESCAPED[found[0]], text)
    return text
