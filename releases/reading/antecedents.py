"""What a number counts where its noun is left out, or stands before it. No Django.

“three in Wales” after “nine arrests in England”; “Arrested: 2,864”; “thefts fell by 33%”.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.reading.governors import (
    CLAUSE_LINKS,
    Governor,
    before_hedges,
    governor_of,
    is_actor,
    is_named,
    is_participle,
    is_verb,
)
from releases.reading.phrases import (
    Phrase,
    complements,
    is_at,
    is_kind,
    is_when,
    noun_phrase,
    stops,
)
from releases.reading.words import PREPOSITIONS, QUALIFIERS, STATISTICS, Word, word_set

COUNTS = frozenset({"count", "percent", "percentage_point", "ratio"})
TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
DIRECTIONS = word_set("up down fewer")
_CHANGES = word_set(
    "rise rises fall falls drop drops increase increases decrease reduction decline growth jump"
    " surge cut change gap"
)
# Verbs of a sum, whose subject says what was done: “Seizures came to …”.
_SUMMING = word_set("came comes totalled amounted included includes include was were are is")
# Nouns that say little without the kind of crime that was named before them.
_COSTS = word_set("cost costs value worth price rate proportion")
_NUMBERED = word_set("section sections schedule article part per every number no grade type band")


@dataclass(frozen=True)
class Around:
    """The words before a number and after it, in its sentence, and what the number is in."""

    before: tuple[Word, ...]
    after: tuple[Word, ...]
    unit: str


def about(
    before: Sequence[Word], governor: Governor, length: int, is_share: bool
) -> Sequence[Word]:
    """The subject of the verb before a number, where the thing alone says little.

    “Hotels received 1,100 visits”, “Seizures came to …”, “Half of thefts happened in 9% of
    streets”: but who did the police work is no part of it.
    """
    if not governor.is_there:
        return ()
    is_sum = before[governor.at].low in _SUMMING
    if length > 1 and not is_share and not is_sum:
        return ()
    clause = clause_of(before[: governor.at])
    is_list = is_at(before, governor.at + 1, ",")
    if any(is_verb(clause, at) for at in range(len(clause))) or (
        is_list and any(word.is_number for word in clause)
    ):
        return ()
    if clause and (clause[0].low in PREPOSITIONS or any(word.low == "there" for word in clause)):
        return ()
    subject = [
        word
        for word in clause
        if (word.is_open and not word.is_time) or word.low in {"and", "of", "for"}
    ]
    while subject and subject[0].low in {"and", "of", "for"}:
        subject = subject[1:]
    is_passive = governor.at > 0 and before[governor.at - 1].is_be
    if is_passive and not is_at(before, governor.at + 1, "by") and not is_share:
        return ()
    verb = before[governor.at]
    if is_share and verb.is_participle and verb not in governor.words and verb.low != "made":
        subject.append(verb)
    if not subject or len(subject) > 6 or any(is_actor(word) for word in subject):
        return ()
    return subject


def main_subject(before: Sequence[Word], phrase: Phrase) -> Sequence[Word]:
    """“Drones are used widely, with 400 assets in operation”: what the assets are."""
    at = before_hedges(before, len(before) - 1)
    if len(phrase.words) > 1 or not is_at(before, at, "with") or not is_at(before, at - 1, ","):
        return ()
    subject = subject_of(before)
    if not 0 < len(subject) <= 3 or any(is_actor(word) for word in subject):
        return ()
    return subject


def heading_of(before: Sequence[Word]) -> Sequence[Word]:
    """“Community engagement – 48 contacts”: the label before a dash or a colon."""
    if not before or before[-1].text not in {"-", ":", "—"}:
        return ()
    return label_of(before)[-8:]


def amount_of(before: Sequence[Word], unit: str) -> Sequence[Word]:
    """“goods worth £3,000”, “a budget of £3m”, “a street value of £3m”: what a number is of."""
    at = before_hedges(before, len(before) - 1)
    if at < 1 or not is_at(before, at, "of", "worth") or unit in TIME_UNITS:
        return ()
    end = at - 1 if is_at(before, at - 1, ",") else at
    start = end
    while start and end - start < 4 and is_named(before, start - 1):
        start -= 1
    name = before[start:end]
    is_bare = is_at(before, at, "of") and not is_at(before, start - 1, "a", "an", "the")
    if not name or name[-1].low == "exception" or (is_bare and unit in COUNTS):
        return ()
    if name[-1].low in _COSTS and is_at(before, start - 2, "with"):
        return [*label_of(before[: start - 2])[-5:], *name]
    if name[-1].low in _COSTS:
        return [*counted_before(before[:start])[-5:], *name]
    return name


def change_of(before: Sequence[Word]) -> Sequence[Word]:
    """“– a drop of 6.6%”: the change, where what changed was named before it."""
    at = before_hedges(before, len(before) - 1)
    if is_at(before, at, "of") and at and before[at - 1].low in _CHANGES:
        return before[at - 1 : at]
    return ()


def is_earlier_level(before: Sequence[Word], *, is_share: bool) -> bool:
    """“were women, up from 25.7%”: the number before a change, of the whole clause's thing."""
    at = before_hedges(before, len(before) - 1)
    is_compared = is_at(before, at, "with", "to") and is_at(before, at - 1, "compared")
    return (is_share and is_compared) or (
        is_at(before, at, "from", "on") and is_at(before, at - 1, *DIRECTIONS)
    )


def sum_word(before: Sequence[Word]) -> Sequence[Word]:
    """“a total of 48 years”: that it is a total."""
    at = before_hedges(before, len(before) - 1)
    return [word for word in before[at + 1 :] if word.low in {"total", "combined", "average"}][:1]


def counted_before(before: Sequence[Word], *, is_wide: bool = False) -> Sequence[Word]:
    """What the nearest number before counts, in the sentence or (``is_wide``) farther."""
    tries = 0
    for here in range(len(before) - 1, -1, -1):
        if (not is_wide and before[here].text in ".!?") or tries == 5:
            break
        if not before[here].is_number or before[here].is_time or before[here].low == "one":
            continue
        if is_at(before, here - 1, *_NUMBERED):
            continue  # “section 60”, “per 1,000 people”
        tries += 1
        at = here + 1
        while is_at(before, at, "of", "all", "%", "per", "cent"):
            at += 1
        phrase = noun_phrase(before, at)
        if is_at(before, here + 1, "of") and phrase and is_kind(phrase):
            continue
        if phrase and not is_when(phrase.words):
            more = complements(before, phrase.end) if is_at(before, phrase.end, "of") else phrase
            tail = more.words if more is not phrase else ()
            governor = governor_of(before[:here])
            return [*(() if is_wide else governor.words), *phrase.words, *tail]
    return ()


def first_plural(before: Sequence[Word]) -> Sequence[Word]:
    """The first plural of the clause before, with its adjectives: what “of those” are part of."""
    clause = clause_of(before)
    for here, word in enumerate(clause):
        if word.is_open and word.is_plural:
            start = here
            while start and here - start < 2 and clause[start - 1].is_open:
                start -= 1
            return clause[start : here + 1]
    return ()


def subject_of(before: Sequence[Word]) -> list[Word]:
    """The subject of the clause before: its words up to the verb, or its first plural."""
    chosen: list[Word] = []
    for word in clause_of(before):
        if chosen and (word.is_be or word.is_finite or word.low in CLAUSE_LINKS):
            break
        if word.low not in {"most", "of", "many", "but", "and"} and not word.is_mark:
            chosen.append(word)
    return chosen


def clause_of(before: Sequence[Word]) -> Sequence[Word]:
    """The words since the last mark that ends a clause, marks right before the number apart."""
    stop = len(before)
    while stop and before[stop - 1].is_mark:
        stop -= 1
    start = stop
    while start and not stops(before[start - 1]):
        start -= 1
    if start and before[start - 1].text == ":" and sum(w.is_open for w in before[start:stop]) <= 2:
        start -= 1  # “Irritant spray: drawn 301”
        while start and not stops(before[start - 1]):
            start -= 1
    return before[start:stop]


def label_of(before: Sequence[Word], *, is_whole: bool = False) -> list[Word]:
    """The words before a number that say what it counts, without hedges, numbers and times.

    ``is_whole``: the whole clause, though its last part alone would name something.
    """
    part = _without_tail(clause_of(before))
    if is_whole:
        while part and part[-1].low in DIRECTIONS:
            part = _without_tail(part[:-1])
        part = part[-20:]
    else:
        part = _last_part(part)
    said = [
        word
        for at, word in enumerate(part)
        if not (word.is_mark or word.is_number) and (not word.is_be or is_at(part, at - 1, "to"))
    ]
    chosen = [word for word in said if word.low not in {"there", "also", "it", "they", "the"}]
    while chosen and chosen[0].is_closed and chosen[0].low not in {"those", "all"}:
        chosen = chosen[1:]
    chosen = list(_without_tail(chosen))[-12:]
    if not chosen and not is_whole:
        clause = clause_of(before)
        earlier = before[: len(before) - len(clause) - 1] if clause else before[:-1]
        while earlier and earlier[-1].is_mark:
            earlier = earlier[:-1]
        if 0 < len(earlier) < len(before):
            return label_of(earlier)[-10:]
    return chosen


def _without_tail(words: Sequence[Word]) -> Sequence[Word]:
    """Words without the hedges and prepositions that lead to the number, or an open bracket."""
    stop = len(words)
    opened = next((at for at in range(stop - 1, -1, -1) if words[at].text in "()"), 0)
    if opened and words[opened].text == "(":
        stop = opened
    if is_at(words, stop - 1, "to") and is_at(words, stop - 2, "up"):
        stop -= 2
    while stop and words[stop - 1].low not in DIRECTIONS and _says_nothing(words[stop - 1]):
        if words[stop - 1].low in {"in", "out", "off"} and is_participle(words, stop - 2):
            break  # “Knives handed in:”
        stop -= 1
    return words[:stop]


def _says_nothing(word: Word) -> bool:
    low = word.low
    return (
        word.is_mark
        or low in QUALIFIERS
        or low in STATISTICS
        or (word.is_closed and not word.is_adverb)
    )


def _last_part(clause: Sequence[Word]) -> Sequence[Word]:
    """What follows the last verb that says little, or the last comma, if it names a thing."""
    for here in range(len(clause) - 1, -1, -1):
        word = clause[here]
        starts = word.text == "," or word.is_light or word.low == "where"
        starts = starts or (word.low == "with" and is_at(clause, here - 1, ","))
        joins = word.low == "and" and is_at(clause, here + 1, "the", "a", "he", "she", "they")
        rest = clause[here + 1 :]
        if (starts and _names_thing(rest)) or (joins and any(one.is_open for one in rest)):
            return rest
    return clause


def _names_thing(words: Sequence[Word]) -> bool:
    opens = [word for word in words if word.is_open and not word.is_time and not word.is_light]
    return len(opens) >= 3 or (len(opens) == 2 and any(word.is_participle for word in opens))
