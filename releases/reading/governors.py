"""What was done, in the words before a number: “seized 12 knives”, “the recovery of 12 knives”.

No Django. Every function looks back over a bounded number of words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.reading.phrases import describes, is_at, stops
from releases.reading.words import PRONOUNS, QUALIFIERS, STATISTICS, Word, word_set

CLAUSE_LINKS = word_set("who which that while when after before where whose because as if")
_LIST_LINKS = word_set("and or including plus")
# Who does police work: no part of what was counted.
_ACTORS = word_set(
    "officers police force forces team teams unit units detectives they we it he she constabulary"
    " operation raid raids investigators staff constables pcs pcsos patrols partners agency"
    " specialists inspectors crews handlers"
)
_TALKS = word_set("meeting meetings talks interviews contact engagement sessions conversations")
_ACTION_ENDINGS = (
    "ure",
    "ures",
    "ery",
    "eries",
    "tion",
    "tions",
    "sion",
    "sions",
    "ment",
    "arrest",
)


@dataclass(frozen=True)
class Governor:
    """The words before a number that say what was done; ``is_there`` though they say little.

    ``at`` is the place of the first of them, or of the verb that says little.
    """

    words: tuple[Word, ...] = ()
    is_there: bool = False
    at: int = 0
    in_list: bool = False


def governor_of(before: Sequence[Word]) -> Governor:
    nearest = before_hedges(before, len(before) - 1)
    if is_at(before, nearest, "of") and nearest and is_named(before, nearest - 1):
        return Governor((before[nearest - 1], before[nearest]), True, nearest - 1)
    in_list = False
    for here in range(nearest, max(-1, nearest - 45), -1):
        word = before[here]
        if stops(word) or word.low in CLAUSE_LINKS:
            break
        if word.low == "with":
            if not is_participle(before, here - 1):
                return _with(before, here)
        elif (
            word.low == "of" and in_list and here and before[here - 1].low.endswith(_ACTION_ENDINGS)
        ):
            return Governor((before[here - 1], word), True, here - 1)
        elif word.low in _LIST_LINKS or word.text == ",":
            in_list = True
        elif word.is_be:
            between = before[here + 1 : nearest + 1]
            says = not in_list and len(between) < 5 and any(one.is_open for one in between)
            return Governor(tuple(between) if says else (), not in_list, here)
        elif is_verb(before, here):
            return _verb_before(before, here, nearest, in_list)
    return Governor()


def _with(before: Sequence[Word], here: int) -> Governor:
    """“a meeting with ministers and nine retailers”; but “…, with 12 arrests” stands alone."""
    if _is_talk(before, here - 1):
        return Governor((before[here - 1], before[here]), True, here - 1)
    return Governor()


def _is_talk(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].low in _TALKS


def is_named(words: Sequence[Word], at: int) -> bool:
    return words[at].is_open and not words[at].is_participle and not words[at].is_light


def is_participle(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].is_participle


def before_hedges(words: Sequence[Word], at: int) -> int:
    """The place before “a total of”, “up to”, “as many as” and other hedges of a number."""
    while at >= 0 and (words[at].low in QUALIFIERS or words[at].low in STATISTICS):
        low = words[at].low
        if low in STATISTICS and low not in QUALIFIERS and not is_at(words, at + 1, "of"):
            break
        if low == "of" and not (
            at and (words[at - 1].low in STATISTICS or words[at - 1].low in QUALIFIERS)
        ):
            break
        if low in {"in", "to", "up", "at"} and not is_at(
            words, at + 1, "excess", "least", "to", "total", "of", "record"
        ):
            break
        at -= 1
    return at


def is_verb(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.is_participle or word.is_ing:
        before = words[at - 1] if at else None
        return not describes(words, at) or (
            before is not None
            and (before.is_plural or before.low in PRONOUNS or before.low in _ACTORS)
        )
    if word.is_past or not word.is_finite:
        return word.is_past
    return at > 0 and (
        words[at - 1].is_plural
        or words[at - 1].low in PRONOUNS
        or words[at - 1].low in _ACTORS
        or words[at - 1].low in {"to", "helped", "helping", "can", "will", "all"}
    )


def _verb_before(before: Sequence[Word], here: int, nearest: int, in_list: bool) -> Governor:
    """The verb at a place, if it is the number's own and says what was done."""
    verb = before[here]
    between = before[here + 1 : nearest + 1]
    if verb.is_light and not (between and between[0].low in {"out", "off", "down"}):
        return Governor((), True, here, in_list)
    if in_list:
        is_particle = bool(between) and between[0].low in {"out", "up", "down"}
        return Governor(tuple(before[here : here + 1 + is_particle]), True, here, True)
    if len(between) <= 1 or (len(between) <= 5 and any(word.is_open for word in between[:-1])):
        return Governor((verb, *between), True, here)
    return Governor((), True, here)


def is_actor(word: Word) -> bool:
    return word.low in _ACTORS or (word.text[0].isupper() and word.text[-1].isupper())
