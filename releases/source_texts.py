"""A file of many releases, taken apart; and phrases found again in a release's text. No Django.

The file's form: a title, a blank line, a line that begins with “Source:”, a blank line and the
body, one release after another. Offsets count characters of the text as it is kept; spaces that
do not break are read as plain ones for finding, which keeps every offset.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

# No-break space, figure space, narrow no-break space: one character each, as a space is.
UNBROKEN = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " "})
SOURCE = "Source:"
# A paragraph that is no title: it ends like a sentence, or begins like an item of a list.
ENDS_LIKE_TEXT = (".", ",", ";", ":", "”", "”.")
BULLETS = ("•", "-", "*", "o ")
CONTEXT = 60


@dataclass(frozen=True)
class SourceRelease:
    """One release of the file, its title and source on one line each and its body as it stands."""

    title: str
    source: str
    text: str


class Finding(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Span:
    """Where a phrase stands in a text, and the words before and after it."""

    start: int
    end: int
    prefix: str
    suffix: str


def folded(text: str) -> str:
    """The text with plain spaces for those that do not break; every offset stays."""
    return text.translate(UNBROKEN)


def one_line(text: str) -> str:
    """A title for comparing: plain single spaces, one kind of quotation mark, small letters."""
    plain = folded(text).replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(plain.split()).casefold()


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
            title=folded(lines[title]).strip(),
            source=folded(lines[source]).strip().removeprefix(SOURCE).strip(),
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


def find_phrases(text: str, phrases: Sequence[str]) -> list[tuple[Finding, Span | None]]:
    """Where each phrase stands, in the order given.

    The n-th use of one phrase stands at its n-th occurrence, where there are as many of one as
    of the other; several uses share a single occurrence. Else nobody can tell: ambiguous.
    """
    places = {phrase: list(occurrences(text, phrase)) for phrase in phrases}
    used: dict[str, int] = {}
    found: list[tuple[Finding, Span | None]] = []
    for phrase in phrases:
        here = places[phrase]
        turn = used[phrase] = used.get(phrase, 0) + 1
        if not here:
            found.append((Finding.MISSING, None))
        elif len(here) == 1:
            found.append((Finding.FOUND, _span(text, here[0], phrase)))
        elif len(here) == phrases.count(phrase):
            found.append((Finding.FOUND, _span(text, here[turn - 1], phrase)))
        else:
            found.append((Finding.AMBIGUOUS, None))
    return found


def occurrences(text: str, phrase: str) -> Iterator[int]:
    """Offsets at which the phrase stands whole: “395 rounds” is not in “1,395 rounds”."""
    phrase, text = folded(phrase), folded(text)
    start = text.find(phrase) if phrase else -1
    while start >= 0:
        if not _cuts(text, start) and not _cuts(text, start + len(phrase)):
            yield start
        start = text.find(phrase, start + 1)


def _cuts(text: str, at: int) -> bool:
    """Whether a cut at this offset goes through a word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalpha() and after.isalpha():
        return True
    if before.isdigit() and after.isdigit():
        return True
    inside_left = before in ",." and after.isdigit() and at > 1 and text[at - 2].isdigit()
    inside_right = (
        before.isdigit() and after in ",." and at + 1 < len(text) and text[at + 1].isdigit()
    )
    return inside_left or inside_right


def _span(text: str, start: int, phrase: str) -> Span:
    end = start + len(phrase)
    return Span(
        start=start,
        end=end,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )
