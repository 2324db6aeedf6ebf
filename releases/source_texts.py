"""A file of many releases, taken apart. No Django.

The file's form: a title, a blank line, a line that begins with “Source:”, a blank line and the
body, one release after another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from releases.reading.letters import folded, one_spaced

SOURCE = "Source:"
# A paragraph that is no title: it ends like a sentence, or begins like an item of a list.
ENDS_LIKE_TEXT = (".", ",", ";", ":", "”", "”.")
BULLETS = ("•", "-", "*", "o ")


@dataclass(frozen=True)
class SourceRelease:
    """One release of the file, its title and source on one line each and its body as it stands."""

    title: str
    source: str
    text: str


def one_line(text: str) -> str:
    """A title for comparing: plain single spaces, one kind of quotation mark, small letters."""
    return one_spaced(folded(text)).casefold()


def split_releases(file_text: str) -> list[SourceRelease]:
    """Take a file apart at titles and their “Source:” lines; lines' ends become single.

    Raises ValueError where no release begins in it, or where text stands before the first one.
    """
    lines = file_text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = list(_starts(lines))
    if not starts:
        raise ValueError(
            "No release begins in this file: a title, a blank line and a line “Source: …” are due."
        )
    if any(line.strip() for line in lines[: starts[0][0]]):
        raise ValueError("The file begins with text that belongs to no release: remove it.")
    ends = [title for title, _ in starts[1:]] + [len(lines)]
    return [
        SourceRelease(
            title=one_spaced(lines[title]),
            source=one_spaced(lines[source]).removeprefix(SOURCE).strip(),
            text="\n".join(lines[source + 1 : end]).strip("\n"),
        )
        for (title, source), end in zip(starts, ends, strict=True)
    ]


def _starts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each release has its title and its source.

    A “Source:” line inside a body (under a table, say) is not set apart by blank lines, or has
    a sentence before it, not a title.
    """
    blank = [not folded(line).strip() for line in lines]
    for number, line in enumerate(lines):
        if not folded(line).strip().startswith(SOURCE) or number < 2:
            continue
        alone = blank[number - 1] and (number + 1 == len(lines) or blank[number + 1])
        title = number - 1
        while title >= 0 and blank[title]:
            title -= 1
        if alone and title >= 0 and (title == 0 or blank[title - 1]) and _is_title(lines[title]):
            yield title, number


def _is_title(line: str) -> bool:
    text = folded(line).strip()
    return not text.endswith(ENDS_LIKE_TEXT) and not text.startswith((*BULLETS, SOURCE))


def is_title_of(file_title: str, title: str) -> bool:
    """Whether the file's title is this one, an embargo notice before it left aside."""
    found, wanted = one_line(file_title), one_line(title)
    return found == wanted or (
        found.endswith(f" {wanted}") and re.match(r"(strictly |under )?embargo", found) is not None
    )
