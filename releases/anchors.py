"""Where a phrase stands in a text, kept so that it is found again after the text was edited.

No Django. An anchor is what the W3C Web Annotation Data Model calls a TextQuoteSelector (the exact
words, with what stands before and after) and a TextPositionSelector (offsets) of the same place.
Offsets count characters of the text as it is kept; the style of spaces, quotation marks and
hyphens is no difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from releases.reading.letters import folded

CONTEXT = 60
# Another occurrence must have at least so many letters less of the old context in common.
CLEARLY_BETTER = 6


class Finding(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Anchor:
    """Where words stand in a text, and the words before and after them."""

    start: int
    end: int
    prefix: str
    suffix: str


Found = tuple[Finding, Anchor | None]


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]``."""
    prefix = text[max(0, start - CONTEXT) : start]
    return Anchor(start=start, end=end, prefix=prefix, suffix=text[end : end + CONTEXT])


def find_phrases(text: str, phrases: Sequence[str]) -> list[Found]:
    """Where each phrase stands that has no anchor yet, in the order given.

    The n-th use of one phrase stands at its n-th occurrence, where there are as many of one as
    of the other; several uses share a single occurrence. Else nobody can tell: ambiguous.
    """
    places = {phrase: list(occurrences(text, phrase)) for phrase in phrases}
    used: dict[str, int] = {}
    found: list[Found] = []
    for phrase in phrases:
        here = places[phrase]
        turn = used[phrase] = used.get(phrase, 0) + 1
        if not here:
            found.append((Finding.MISSING, None))
        elif len(here) == 1:
            found.append((Finding.FOUND, anchor_at(text, here[0], here[0] + len(phrase))))
        elif len(here) == phrases.count(phrase):
            start = here[turn - 1]
            found.append((Finding.FOUND, anchor_at(text, start, start + len(phrase))))
        else:
            found.append((Finding.AMBIGUOUS, None))
    return found


def find_again(text: str, anchored: Sequence[tuple[str, Anchor]]) -> list[Found]:
    """Where phrases stand now that stood at these anchors before the text was edited.

    One that occurs once is found there; of several, the one whose surroundings are clearly the
    old ones. Phrases that stood at different places and would now share one are told apart the
    same way, and the worse one is ambiguous: a wrong place is worse than none.
    """
    found = [_found_again(text, words, anchor) for words, anchor in anchored]
    rivals: dict[int, list[int]] = {}
    for number, (_, place) in enumerate(found):
        if place is not None:
            rivals.setdefault(place.start, []).append(number)
    for start, numbers in rivals.items():
        likeness = {n: _likeness(text, start, *anchored[n]) for n in numbers}
        best = max(likeness.values())
        came_from = {anchored[n][1].start for n in numbers if likeness[n] == best}
        for number in numbers:
            if len(came_from) > 1 or anchored[number][1].start not in came_from:
                found[number] = (Finding.AMBIGUOUS, None)
    return found


def _found_again(text: str, words: str, anchor: Anchor) -> Found:
    places = list(occurrences(text, words))
    if not places:
        return Finding.MISSING, None
    ranked = sorted(places, key=lambda start: -_likeness(text, start, words, anchor))
    if len(ranked) > 1:
        first, second = (_likeness(text, start, words, anchor) for start in ranked[:2])
        if first - second < CLEARLY_BETTER:
            return Finding.AMBIGUOUS, None
    return Finding.FOUND, anchor_at(text, ranked[0], ranked[0] + len(words))


def _likeness(text: str, start: int, words: str, anchor: Anchor) -> int:
    """How many letters next to the words, to both sides, are still the anchor's."""
    end = start + len(words)
    before = folded(text[max(0, start - CONTEXT) : start])[::-1]
    after = folded(text[end : end + CONTEXT])
    return _shared(before, folded(anchor.prefix)[::-1]) + _shared(after, folded(anchor.suffix))


def _shared(one: str, other: str) -> int:
    """The length of what both begin with."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


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
