"""What a reader typed, read as a question. No Django.

“Phrases”, -words and “or” mean what they mean in other searches; ``who said``, ``said`` and
``quote:`` ask for quotations; numbers ask for figures of that value.
"""

import re
from dataclasses import dataclass

from operations.search.amounts import Amount, amounts
from releases.reading.letters import folded, one_spaced

LONGEST = 300
TOO_LONG = (
    f"A search may have {LONGEST} characters at most, and this one has more. Leave out what is not "
    "needed to find it."
)
NOT_TEXT = "This search has a character in it that is no text. Type it again."

_SAID = re.compile(r"(?:who\s+(?:has\s+)?(?:said|says)|said|quot(?:e|es|ed):)\s+(?=\S)", re.I)
_TOKEN = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_UNPRINTABLE = re.compile(r"[\x01-\x1f\x7f\ud800-\udfff]")
# Beyond these a question is no narrower, and only dearer to answer.
MOST_TERMS = 24


class AskedError(ValueError):
    """The question can't be asked; its words are for the reader of the page."""


@dataclass(frozen=True)
class Term:
    """A word, a phrase or a number that must be found, or must not (``no``).

    Any of ``spellings`` will do; each is read as a phrase.
    """

    spellings: tuple[str, ...]
    no: bool = False


@dataclass(frozen=True)
class Asked:
    """A question. Any of its ``ways`` will do, of each all terms; ``rest`` are those that are no
    number. ``typed`` is the reader's own text on one line.
    """

    typed: str
    said: bool
    ways: tuple[tuple[Term, ...], ...]
    amounts: tuple[Amount, ...]
    rest: tuple[Term, ...]

    @property
    def is_empty(self) -> bool:
        return not any(not term.no for way in self.ways for term in way)


def read(text: str) -> Asked:
    """Read a reader's text. Raises AskedError where no answer can be given."""
    if "\x00" in text or "\ufffd" in text:
        raise AskedError(NOT_TEXT)
    if len(text) > LONGEST:
        raise AskedError(TOO_LONG)
    typed = one_spaced(_UNPRINTABLE.sub(" ", text))
    words = folded(typed)
    said = _SAID.match(words)
    if said is not None:
        words = words[said.end() :]
    tokens = list(_TOKEN.finditer(words))
    kept = [one for one in tokens if one["word"] is None or one["no"]]
    numbers = [
        one for one in amounts(words)
        if not any(one.start < token.end() and token.start() < one.end for token in kept)
    ]  # fmt: skip
    ways, rest = _ways(tokens, numbers)
    return Asked(typed, said is not None, ways, tuple(numbers), rest)


def _ways(
    tokens: list[re.Match[str]], numbers: list[Amount]
) -> tuple[tuple[tuple[Term, ...], ...], tuple[Term, ...]]:
    ways: list[list[Term]] = [[]]
    rest: list[Term] = []
    written: set[int] = set()
    for token in tokens[: MOST_TERMS * 2]:
        number = next((one for one in numbers if one.start <= token.start() < one.end), None)
        if number is not None:
            if number.start not in written:
                written.add(number.start)
                ways[-1].append(Term(number.spellings))
            continue
        if token["word"] is not None and token["word"].lower() == "or" and not token["no"]:
            ways.append([])
            continue
        spelt = one_spaced(token["phrase"] if token["word"] is None else token["word"])
        if not any(letter.isalnum() for letter in spelt) or len(rest) >= MOST_TERMS:
            continue
        term = Term((spelt,), no=bool(token["no"]))
        ways[-1].append(term)
        rest.append(term)
    return tuple(tuple(way) for way in ways if way), tuple(rest)
