"""Where a noun phrase ends, and what a verb after it brings along. No Django.

Every function takes the words of a sentence and a place among them, and looks ahead by a bounded
number of words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.reading.words import STATISTICS, Word, word_set

_MOST_IN_PHRASE = 7
_LEADING = word_set(
    "the a an its their our these those all other different his her both some any this that no"
    " several more further additional"
)
# Prepositions whose phrase says more of the thing itself, and those that mostly say where.
DEFINING = word_set(
    "of for on from with without against under to as into about relating regarding concerning"
    " between over among behind"
)
PLACING = word_set("in across at within throughout near off by through")
_PARTICLES = word_set("out off up down over away back in")
# “in a matter of days”, “in connection”: these are no places, and the first say nothing.
_EMPTY = word_set("matter total addition order effort bid place part order line")
_CLAUSE_STARTS = word_set("while when after but during before since because following so until")
_RELATIVES = word_set("who which that they he she whose where")
_STOPS = frozenset(".;!?:—-•|")


@dataclass(frozen=True)
class Phrase:
    """The words that were chosen, and the place where what they were chosen from ends."""

    words: tuple[Word, ...]
    end: int

    def __bool__(self) -> bool:
        return bool(self.words)


NOTHING = Phrase((), 0)


def is_at(words: Sequence[Word], at: int, *lows: str) -> bool:
    """Whether one of these words (in small letters) stands at the place."""
    return 0 <= at < len(words) and words[at].low in lows


def stops(word: Word) -> bool:
    """A mark that ends a clause; a comma, a bracket or a quotation mark does not."""
    return word.is_mark and word.text in _STOPS


def noun_phrase(words: Sequence[Word], start: int, *, is_object: bool = False) -> Phrase:
    """The noun phrase that begins at a place, with what “and” joins to it, or nothing.

    ``is_object``: a verb stands before it, so a noun after “and” that has a verb of its own
    (“and officers arrested …”) is the next clause.
    """
    at = start
    if is_at(words, at, "those") and at + 1 < len(words) and words[at + 1].is_participle:
        return Phrase(tuple(words[at : at + 2]), at + 2)  # “those caught”
    while is_at(words, at, *_LEADING):
        at += 1
    end = _group_end(words, at)
    if end == at:
        return NOTHING
    chosen = list(words[start:end])
    if is_at(words, end, "and", "or", "&") and end + 1 < len(words):
        joined = _group_end(words, end + 1)
        if joined > end + 1 and not (is_object and _has_verb(words, joined)):
            chosen += words[end:joined]
            end = joined
        elif words[end + 1].is_number and not words[end - 1].is_plural:
            chosen += _head_shared(words, end + 2, len(chosen))
    return Phrase(tuple(word for word in chosen if not word.is_mark), end)


def _group_end(words: Sequence[Word], start: int) -> int:
    """Where adjectives and nouns that follow one another end: the place itself if there are none.

    After a plural only a plural goes on (“arms dealers”): what else follows is a verb or an
    adverb. A participle is an adjective only where a noun follows it (“stolen cars”).
    """
    at, is_plural = start, False
    while at < len(words) and at - start < _MOST_IN_PHRASE:
        word = words[at]
        if word.text == "'" and at > start and _is_open(words, at + 1):
            is_plural = False  # “retailers' stock”
        elif not _leads_to_noun(words, at, is_plural):
            if _ends_group(words, at, is_first=at == start, is_plural=is_plural):
                break
            is_plural = word.is_plural
        at += 1
    return at


def _ends_group(words: Sequence[Word], at: int, *, is_first: bool, is_plural: bool) -> bool:
    """Whether the word at a place is no part of the adjectives and nouns before it."""
    word = words[at]
    if not word.is_open or word.is_past or word.low.startswith("per-"):
        return True
    if is_plural and (word.is_time or not word.is_plural):
        return True
    if word.is_participle or word.is_ing:
        return not describes(words, at)
    if is_first:
        return False
    if word.is_time and not word.is_plural:
        return not words[at - 1].is_time  # “burglary last year”, but “rest days”
    return word.is_finite and not word.is_plural and not _is_open(words, at + 1)


def _leads_to_noun(words: Sequence[Word], at: int, is_plural: bool) -> bool:
    """“illegally” in “illegally imported goods”, “other” and the “A” of “Class A drugs”."""
    word = words[at]
    if word.text == "A" or word.low in {"other", "another", "further", "most", "least"}:
        return _is_open(words, at + 1)
    return word.is_adverb and not is_plural and describes(words, at + 1)


def _is_open(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].is_open


def describes(words: Sequence[Word], at: int) -> bool:
    """Whether a participle stands here with a noun after it that it describes: “stolen cars”."""
    if not (0 <= at < len(words) - 1 and (words[at].is_participle or words[at].is_ing)):
        return False
    after = words[at + 1]
    return (
        after.is_open and not after.is_time and not (after.is_participle and at + 2 == len(words))
    )


def _has_verb(words: Sequence[Word], at: int) -> bool:
    if at >= len(words):
        return False
    word = words[at]
    return word.is_finite or word.is_be or (word.is_participle and at + 1 < len(words))


def _head_shared(words: Sequence[Word], at: int, length: int) -> Sequence[Word]:
    """The noun that two adjectives share: “two national and nine local reviews”."""
    end = _group_end(words, at)
    if length > 2 or end - at < 2 or not words[end - 1].is_plural:
        return []
    return words[end - 1 : end]


def is_kind(phrase: Phrase) -> bool:
    """“174 of murder, 61 of manslaughter”: what is no plural is no thing that is counted."""
    first, last = phrase.words[0], phrase.words[-1]
    return first.is_open and not last.is_plural and last.text[0].islower()


def complements(words: Sequence[Word], at: int, *, with_place: bool = False) -> Phrase:
    """The phrases that say more of a thing: “for shoplifting”, “of heroin”, not when it was."""
    chosen: list[Word] = []
    start = at
    for _turn in range(3):
        if at >= len(words):
            break
        if is_at(words, at, "in") and is_at(words, at + 2, "single"):
            chosen += words[at : at + 4]  # “in a single day” is part of what was done
            at += 4
            break
        if is_at(words, at, "within") and at + 2 < len(words) and words[at + 2].is_time:
            chosen += words[at : at + 3]  # “within ten seconds” too
            at += 3
            break
        preposition = words[at].low
        phrase = noun_phrase(words, at + 1) or _doing(words, at)
        if (
            not phrase
            or len(phrase.words) + len(chosen) > 9
            or is_when(words[at + 1 : phrase.end + 1])
            or any(word.low in _EMPTY for word in phrase.words[:2])
        ):
            break
        if not (
            preposition in DEFINING
            or (preposition in PLACING and (with_place or not _is_place(preposition, phrase)))
        ):
            break
        chosen += [words[at], *phrase.words]
        at = phrase.end
        if phrase.words[-1].low in {"section", "sections"} and at < len(words):
            chosen.append(words[at])  # “detentions under section 136”
            at += 1
        if preposition == "to" and is_at(words, at, "the", "a", "an", "their", "its"):
            thing = noun_phrase(words, at)  # “to” was an infinitive's: “to buy the house”
            chosen += thing.words
            at = max(at, thing.end)
    return Phrase(tuple(chosen), at if chosen else start)


def _doing(words: Sequence[Word], at: int) -> Phrase:
    """“for having no insurance”, “with rioting”: what a preposition and an “-ing” say."""
    if words[at].low not in DEFINING or at + 1 >= len(words) or not words[at + 1].is_ing:
        return NOTHING
    chosen = until_mark(words, at + 1, 5)
    return Phrase(tuple(chosen), at + 1 + len(chosen)) if chosen else NOTHING


def _is_place(preposition: str, phrase: Phrase) -> bool:
    return preposition in {"across", "at", "throughout"} or phrase.words[-1].text[0].isupper()


def is_when(words: Sequence[Word]) -> bool:
    """Whether words tell a time."""
    return any(word.is_time or (word.is_number and word.text[0].isdigit()) for word in words)


def until_mark(words: Sequence[Word], at: int, most: int) -> list[Word]:
    """At most so many words from a place to the next mark, clause or time."""
    chosen: list[Word] = []
    for here in range(at, min(at + most, len(words))):
        word = words[here]
        if word.is_mark or (chosen and word.low in _CLAUSE_STARTS):
            break
        if chosen and chosen[-1].low in {"on", "in", "by", "from"} and tells_time(words, here):
            break
        chosen.append(word)
    while chosen and (
        (chosen[-1].is_closed and not chosen[-1].is_adverb) or chosen[-1].low in STATISTICS
    ):
        chosen.pop()
    return chosen


def tells_time(words: Sequence[Word], at: int) -> bool:
    """“March”, “2024”, “31 March”, “two weeks”: a time begins at the place."""
    return words[at].is_time or (
        words[at].is_number and at + 1 < len(words) and words[at + 1].is_time
    )


def verb_and_more(words: Sequence[Word], at: int) -> list[Word]:
    """“identified and seized”, “handed out in fines”, “involving registered offenders”."""
    chosen = [words[at]]
    is_ing = words[at].is_ing
    at += 1
    if is_at(words, at, "and", "or") and at + 1 < len(words) and words[at + 1].is_participle:
        chosen += words[at : at + 2]
        at += 2
    while at < len(words) and words[at].is_adverb and at + 1 < len(words):
        at += 1
    if is_at(words, at, *_PARTICLES) and not _opens_phrase(words, at):
        chosen.append(words[at])
        at += 1
    thing = noun_phrase(words, at, is_object=True)
    if thing and thing.words[-1].low not in STATISTICS and not is_when(words[at : thing.end + 1]):
        chosen += thing.words[:6]
        at = thing.end
    elif is_ing and not thing:
        return chosen + until_mark(words, at, 5)
    return chosen + list(complements(words, at).words)


def _opens_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether “in” or “over” has a noun of its own after it: “in court”, not “handed in”."""
    return words[at].low in {"in", "over"} and at + 1 < len(words) and words[at + 1].is_word


def predicate(words: Sequence[Word], at: int, most: int = 6) -> list[Word]:
    """What follows “were”: a participle with what completes it, or the few words there are."""
    while at < len(words) and (words[at].is_be or words[at].is_adverb):
        at += 1
    if is_at(words, at, "and", "or", "but"):
        return []
    if at < len(words) and words[at].is_light:
        return until_mark(words, at, most)  # “made within ten minutes”
    if at < len(words) and (words[at].is_participle or words[at].is_ing):
        return verb_and_more(words, at)
    return until_mark(words, at, most)


@dataclass(frozen=True)
class Done:
    """What was done to a thing; ``end`` is where a participle that touches the thing ends, or 0."""

    words: tuple[Word, ...] = ()
    end: int = 0


def done_after(words: Sequence[Word], at: int, *, is_object: bool, is_share: bool = False) -> Done:
    """The verb after a thing with what completes it; after an object, one that touches it only.

    ``is_share``: the thing is a share of something, so the whole of what is said of it counts.
    """
    here = at
    if not is_object:
        here = _past_circumstances(words, at)
        here = _past_aside(words, here)
    if is_at(words, here, ",") and here + 2 < len(words) and _splits(words, here + 1):
        here += 1
    while here < len(words) and words[here].is_adverb:
        here += 1
    if here >= len(words):
        return Done()
    if words[here].low == "aged":
        beyond = _past_age(words, here)
        done = done_after(words, beyond, is_object=is_object, is_share=is_share)
        return Done((*words[here:beyond], *done.words))
    word = words[here]
    if word.low in _RELATIVES:
        return Done(tuple(until_mark(words, here, 9)))
    if word.is_be:
        return Done(tuple(predicate(words, here + 1)))
    if word.is_participle or word.is_ing:
        more = until_mark(words, here, 8) if is_share else verb_and_more(words, here)
        return Done(tuple(more), word.end if here == at and word.is_participle else 0)
    if not is_object and (word.is_finite or (word.is_open and here == at)):
        return Done(tuple(until_mark(words, here, 8 if is_share else 5)))
    if is_at(words, here, "in", "on") and here > at and not is_object:
        return Done(complements(words, here).words)
    return Done()


def _past_age(words: Sequence[Word], at: int) -> int:
    """Past “aged 16 years and over” to what is said of them: five words at most."""
    here = at + 1
    while here < min(at + 6, len(words)) and (
        words[here].is_number
        or words[here].is_time
        or words[here].low in {"under", "over", "between", "and", "to", "or", "up", "from"}
    ):
        here += 1
    return here


def _splits(words: Sequence[Word], at: int) -> bool:
    """“…, split between …”, “…, made in two towns”: a participle that goes on after a comma."""
    return words[at].is_participle and (words[at + 1].is_closed and not words[at + 1].is_be)


def _past_circumstances(words: Sequence[Word], at: int) -> int:
    """Past the phrases of place and time between a subject and its verb, if a verb follows."""
    here = at
    while here < len(words) and here - at < 14:
        word = words[here]
        if word.is_adverb or word.is_time or word.is_number:
            here += 1
            continue
        if not (word.low in DEFINING or word.low in PLACING or word.low in {"during", "and"}):
            break
        end = max(noun_phrase(words, here + 1).end, here + 1)
        while end < len(words) and (words[end].is_time or words[end].is_number):
            end += 1
        here = end
    is_verb = here < len(words) and (
        words[here].is_participle or words[here].is_be or words[here].is_finite
    )
    return here if is_verb else at


def _past_aside(words: Sequence[Word], at: int) -> int:
    """Past “, including 40 children,” or “(all adults)” to the verb after it, if there is one."""
    if not is_at(words, at, ",", "("):
        return at
    closing = ")" if words[at].text == "(" else ","
    for here in range(at + 1, min(at + 16, len(words) - 1)):
        if words[here].text == closing:
            after = words[here + 1]
            return here + 1 if after.is_be or after.is_participle else at
        if stops(words[here]):
            break
    return at


def shared_verb(words: Sequence[Word], at: int) -> list[Word]:
    """The participle that ends a list of things: “6kg of one and 28kg of another seized”."""
    for here in range(at, min(at + 30, len(words))):
        word = words[here]
        if stops(word) or word.low in _CLAUSE_STARTS or word.low in _RELATIVES:
            break
        if word.is_participle and not describes(words, here):
            return verb_and_more(words, here)[:3]
    return []
