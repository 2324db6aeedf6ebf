"""What a number counts, in the words of its sentence and in their order. No Django.

A press office puts the thing after the number and what was done to it after or before the thing:
“12 knives seized”, “seized 12 knives”, “Knives seized: 12”. Where the thing is left out (“three in
Wales”) it is the one that was counted last. The words are chosen by closed classes and endings
alone, in a stretch of at most `_REACH` characters on each side, so that no text can be slow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.reading.letters import Reading
from releases.reading.parts import Span
from releases.reading.words import QUALIFIERS, STATISTICS, Word, words_of

_REACH = 320
_MOST_WORDS = 14
_MOST_IN_PHRASE = 7
_RATES = ("count", "percent", "ratio")
_TIME_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_PERIODS = frozenset("day week month year hour night minute fortnight quarter".split())

# Prepositions whose phrase says more of the thing itself, and those that mostly say where.
_DEFINING = frozenset(
    "of for on from with without against under to as into about relating regarding concerning"
    " between over among".split()
)
_PLACING = frozenset("in across at within throughout near off by through".split())
_PARTICLES = frozenset("out off up down over away back in".split())
# Verbs that say only that there was such a number.
_LIGHT = frozenset(
    "made make makes making saw see sees seeing seen led lead leads leading resulted result results"
    " resulting took take takes taking had came come totalled totalling total included include"
    " involved including involving gave give giving followed reached reaching stood amounted"
    " amount amounting compared according saying said has have having rose risen fell fallen"
    " brought brings bringing totalling numbered numbering exceeding regarding concerning following"
    " netted counted based used was were equates equating helped helping estimated".split()
)
_HEDGED_AFTER = frozenset("more further additional others other or so + fewer less in".split())
_COMPARED = frozenset("compared against versus up down from to".split())
_ENDS = frozenset(".;!?:—-•|")


@dataclass(frozen=True)
class Counted:
    """What a number counts, and where the words that state the figure end."""

    what: str
    end: int


@dataclass(frozen=True)
class _Phrase:
    """Words chosen so far, and the place in the list of words where they end."""

    words: tuple[Word, ...]
    end: int

    def __bool__(self) -> bool:
        return bool(self.words)


_NOTHING = _Phrase((), 0)


def counted(reading: Reading, sentence: Span, number: Span, unit: str) -> Counted:
    """What the number of a figure counts.

    ``number`` is the numeral with its unit, without a hedge before it (“166 years and one month”,
    “2780kg”, “29%”), in its ``sentence`` or bullet; ``unit`` as in `StatedFigure`. ``what`` is at
    most 14 words of the sentence in their order, "" where it names nothing; ``end`` is where the
    thing, with a participle that follows it at once, ends: never before the number's own end.
    """
    before = words_of(
        reading.plain, max(sentence.start, number.start - _REACH, 0), max(number.start, 0)
    )
    after = words_of(
        reading.plain, number.end, min(sentence.end, number.end + _REACH, len(reading.plain))
    )
    own = words_of(reading.plain, number.start, number.end) if unit in _TIME_UNITS else []
    chosen, end = _choose(before, own, after, unit)
    what = " ".join(reading.words(word.start, word.end) for word in chosen[:_MOST_WORDS])
    return Counted(what, max(number.end, end))


def _choose(
    before: list[Word], own: list[Word], after: list[Word], unit: str
) -> tuple[list[Word], int]:
    """The words that say what is counted, in order, and where the thing's own words end."""
    start = _thing_start(after, unit)
    phrase = _noun_phrase(after, start)
    if unit in _TIME_UNITS:
        return _length_of_time(before, own, after)
    if not phrase:
        return _noun_left_out(before, after, start, unit)
    if start and after[start - 1].text == ")":
        return [*_label(before)[-8:], *phrase.words, *_complements(after, phrase.end, 3).words], 0
    return _noun_after(before, after, phrase, unit)


# The thing after the number: “12 knives seized”, “seized 12 knives”.


def _noun_after(
    before: list[Word], after: list[Word], phrase: _Phrase, unit: str
) -> tuple[list[Word], int]:
    governor = _governor(before)
    more = _complements(after, phrase.end, 3 if len(phrase.words) > 1 else 0)
    at = max(more.end, phrase.end)
    end = after[(at if unit == "percent" else _of_end(after, phrase.end)) - 1].end
    done = _done(after, at, governor.is_there)
    if done.attached:
        end = max(end, done.attached)
    chosen = [*phrase.words, *more.words]
    if not done.words and not governor.words:
        done = _Done(tuple(_shared_verb(after, at)) if not governor.is_there else (), 0)
    if done.words:
        chosen += done.words
    else:
        chosen = [*governor.words, *chosen]
    if not governor.is_there and not done.words:
        chosen = [*_heading(before), *chosen]
    return [*chosen, *_each(after, at)], end


def _of_end(words: list[Word], at: int) -> int:
    """Where “of …” after a noun ends: “rounds of ammunition”."""
    if at < len(words) and words[at].low == "of":
        return max(at, _noun_phrase(words, at + 1).end)
    return at


def _thing_start(words: list[Word], unit: str) -> int:
    """Where the thing may begin: after “worth of”, “of the”, “in” (cash), “or so”, “)”."""
    at = 0
    is_measure = unit not in _RATES
    while at < min(len(words), 6):
        low = words[at].low
        if low in {")", "]", "+", "worth", "-worth"} or (
            low == "-" and _is(words, at + 1, "worth")
        ):
            at += 1
        elif (low == "or" and _is(words, at + 1, "so", "more", "fewer", "less")) or (
            low == "of" and _is(words, at + 1, "the", "our", "its", "their", "all")
        ):
            at += 2
        elif low == "of" or (is_measure and low in {"or", "in", "for"} and not _is_time(words, at)):
            at += 1
        elif low in {"more", "further", "additional"} and not _is(words, at + 1, "than"):
            at += 1
        else:
            break
    return at


def _is_time(words: list[Word], at: int) -> bool:
    phrase = _noun_phrase(words, at + 1)
    return not phrase or any(word.is_time or word.is_number for word in words[at + 1 : phrase.end])


def _is(words: Sequence[Word], at: int, *lows: str) -> bool:
    return 0 <= at < len(words) and words[at].low in lows


def _noun_phrase(words: list[Word], start: int) -> _Phrase:
    """The noun phrase that begins at a place, with what “and” joins to it."""
    at = _past_determiners(words, start)
    end = _group_end(words, at)
    if end == at:
        return _NOTHING
    chosen = list(words[start:end])
    if _is(words, end, "and", "or", "&") and end + 1 < len(words):
        joined = _group_end(words, end + 1)
        if joined > end + 1 and not _begins_clause(words, joined):
            chosen += words[end:joined]
            end = joined
        elif words[end + 1].is_number and not words[end - 1].is_plural:
            chosen += _head_shared(words, end + 2, len(chosen))
    return _Phrase(tuple(word for word in chosen if not word.is_mark), end)


def _head_shared(words: list[Word], at: int, length: int) -> list[Word]:
    """The noun that two adjectives share: “two national and nine local reviews”."""
    other = _group_end(words, at)
    if length > 2 or other - at < 2 or not words[other - 1].is_plural:
        return []
    return [words[other - 1]]


def _begins_clause(words: list[Word], at: int) -> bool:
    """“and police believe”: the noun after “and” is what does something else."""
    return at < len(words) and (words[at].is_finite or words[at].low in {"who", "it", "they"})


def _past_determiners(words: list[Word], at: int) -> int:
    while at < len(words) and (
        words[at].low
        in {"the", "a", "an", "its", "their", "our", "these", "those", "all", "other", "different",
            "his", "her", "both", "some", "any", "this", "that"}
    ):  # fmt: skip
        at += 1
    return at


def _group_end(words: list[Word], start: int) -> int:
    """Where adjectives and nouns that follow one another end: the place itself if there are none.

    After a plural only a plural goes on (“arms dealers”): what else follows is a verb or an
    adverb. A participle is an adjective only where a noun follows it (“stolen cars”).
    """
    at, is_plural = start, False
    while at < len(words) and at - start < _MOST_IN_PHRASE:
        word = words[at]
        if word.is_mark and word.text == "'" and at > start and _follows(words, at + 1):
            is_plural = False
            at += 1
            continue
        if word.is_adverb and not is_plural and _verb_as_adjective(words, at + 1):
            at += 1
            continue
        if word.low in {"other", "another"} and _follows(words, at + 1):
            at += 1
            continue
        if not word.is_open or (is_plural and not (word.is_plural or word.is_time)):
            break
        if is_plural and word.is_time:
            break
        if (word.is_participle or word.is_ing) and not _verb_as_adjective(words, at):
            break
        if at > start and word.is_finite and not word.is_plural and not _follows(words, at + 1):
            break
        is_plural = word.is_plural
        at += 1
    return at


def _follows(words: list[Word], at: int) -> bool:
    return at < len(words) and words[at].is_open


def _verb_as_adjective(words: list[Word], at: int) -> bool:
    """A participle with a noun after it that it describes: “stolen cars”."""
    if at >= len(words) or not (words[at].is_participle or words[at].is_ing):
        return False
    if at + 1 >= len(words):
        return False
    after = words[at + 1]
    return (
        after.is_open and not after.is_time and not (after.is_participle and at + 2 == len(words))
    )


def _complements(words: list[Word], at: int, length: int) -> _Phrase:
    """The phrases that say more of a thing: “for shoplifting”, “of heroin”, not when it was.

    A place stays out, unless the thing is one bare word (``length`` 0) that says little.
    """
    chosen: list[Word] = []
    for _turn in range(3):
        if at >= len(words):
            break
        preposition = words[at]
        phrase = _noun_phrase(words, at + 1)
        if not phrase or len(phrase.words) + len(chosen) > 9 or _is_time(words, at):
            break
        is_place = phrase.words[-1].text[0].isupper() or preposition.low in {"across", "at"}
        if preposition.low in _DEFINING or (
            preposition.low in _PLACING and (not is_place or not length)
        ):
            chosen += [preposition, *phrase.words]
            at = phrase.end
        else:
            break
    return _Phrase(tuple(chosen), at)


def _each(words: list[Word], at: int) -> list[Word]:
    """“each day”, “per week” and the like, near a place."""
    for here in range(at, min(at + 6, len(words))):
        low = words[here].low
        if words[here].is_mark:
            break
        if low.startswith("per-"):
            return [words[here]]
        if low in {"a", "an", "each", "per", "every", "single"}:
            last = here + 2 if _is(words, here + 1, "single") else here + 1
            if last < len(words) and words[last].low in _PERIODS:
                return words[here : last + 1]
    return []


# What was done, after the thing: “12 knives were seized”.


@dataclass(frozen=True)
class _Done:
    """What was done to the thing; ``attached`` is where a participle right after it ends, or 0."""

    words: tuple[Word, ...]
    attached: int


def _done(words: list[Word], at: int, is_object: bool) -> _Done:
    """The verb after a thing and what completes it; after an object only one that touches it."""
    here = at
    if not is_object:
        here = _past_circumstances(words, at)
    if _is(words, at, ",", "(") and not is_object:
        here = _past_aside(words, at)
    while here < len(words) and words[here].is_adverb:
        here += 1
    if here >= len(words):
        return _Done((), 0)
    word = words[here]
    if word.low in {"who", "which", "that", "they", "he", "she", "whose"}:
        return _Done(tuple(_until_mark(words, here, 9)), 0)
    if _is_be(word):
        return _Done(tuple(_predicate(words, here + 1)), 0)
    if word.is_participle or word.is_ing:
        verb = _verb_and_more(words, here)
        return _Done(tuple(verb), word.end if here == at and not word.is_ing else 0)
    if not is_object and (word.is_finite or word.is_open) and here == at:
        return _Done(tuple(_until_mark(words, here, 5)), 0)
    return _Done((), 0)


def _is_be(word: Word) -> bool:
    return word.low in {
        "was", "were", "is", "are", "been", "being", "be", "has", "have", "had", "will", "would",
    }  # fmt: skip


def _past_circumstances(words: list[Word], at: int) -> int:
    """Past the phrases of place and time between a subject and its verb."""
    here = at
    while here < len(words) and here - at < 14:
        word = words[here]
        if word.is_adverb or word.is_time or word.is_number:
            here += 1
        elif word.low in _DEFINING or word.low in _PLACING or word.low in {"during", "and", "to"}:
            end = _noun_phrase(words, here + 1).end
            while end < len(words) and (words[end].is_time or words[end].is_number):
                end += 1
            if end <= here + 1 and not (
                here + 1 < len(words) and (words[here + 1].is_time or words[here + 1].is_number)
            ):
                break
            here = max(end, here + 1)
        else:
            break
    return (
        here
        if here < len(words)
        and (words[here].is_participle or _is_be(words[here]) or words[here].is_finite)
        else at
    )


def _past_aside(words: list[Word], at: int) -> int:
    """Past “, including 40 children,” or “(all adults)” to the verb after it."""
    closing = ")" if words[at].text == "(" else ","
    for here in range(at + 1, min(at + 16, len(words) - 1)):
        if words[here].text == closing:
            return here + 1 if _is_be(words[here + 1]) or words[here + 1].is_participle else at
        if words[here].is_mark and words[here].text in _ENDS:
            break
    return at


def _predicate(words: list[Word], at: int) -> list[Word]:
    """What follows “were”: a participle with what completes it, or the few words there are."""
    while at < len(words) and (_is_be(words[at]) or words[at].is_adverb):
        at += 1
    if at < len(words) and (words[at].is_participle or words[at].is_ing):
        return _verb_and_more(words, at)
    return _until_mark(words, at, 6)


def _verb_and_more(words: list[Word], at: int) -> list[Word]:
    """“identified and seized”, “handed out in prison sentences”, “involving registered offenders”."""
    chosen = [words[at]]
    is_ing = words[at].is_ing
    at += 1
    if _is(words, at, "and", "or") and at + 1 < len(words) and words[at + 1].is_participle:
        chosen += words[at : at + 2]
        at += 2
    if (
        at < len(words)
        and words[at].low in _PARTICLES
        and not (at + 1 < len(words) and words[at].low in {"in", "over"} and words[at + 1].is_word)
    ):
        chosen.append(words[at])
        at += 1
    thing = _noun_phrase(words, at)
    if thing and not _is_when(thing.words):
        chosen += thing.words[:6]
        at = thing.end
    elif is_ing and not thing:
        return chosen + _until_mark(words, at, 5)
    return chosen + list(_complements(words, at, 3).words)


def _is_when(words: Sequence[Word]) -> bool:
    return any(word.is_time for word in words)


def _until_mark(words: list[Word], at: int, most: int) -> list[Word]:
    """The words from a place to the next mark or new clause."""
    chosen: list[Word] = []
    for word in words[at : at + most]:
        if word.is_mark or (chosen and word.low in {"while", "when", "after", "but", "during"}):
            break
        chosen.append(word)
    while chosen and (chosen[-1].is_closed and not chosen[-1].is_adverb):
        chosen.pop()
    return chosen


def _shared_verb(words: list[Word], at: int) -> list[Word]:
    """The participle that ends a list of things: “6kg of one and 28kg of another seized”."""
    for here in range(at, min(at + 30, len(words))):
        word = words[here]
        if (word.is_mark and word.text in _ENDS) or word.low in {"who", "which", "while", "after"}:
            break
        if word.is_participle and not _verb_as_adjective(words, here):
            return _verb_and_more(words, here)[:3]
    return []


# What was done, before the thing: “seized 12 knives”, “the recovery of 12 knives”.


@dataclass(frozen=True)
class _Governor:
    """The words before a number that say what was done; ``is_there`` though they say little."""

    words: tuple[Word, ...] = ()
    is_there: bool = False


def _governor(before: list[Word]) -> _Governor:
    at = _before_hedges(before, len(before) - 1)
    if _is(before, at, "of") and at > 0 and before[at - 1].is_open:
        return _Governor((before[at - 1], before[at]), True)
    nearest = at
    is_list = False
    for here in range(at, max(-1, at - 45), -1):
        word = before[here]
        if word.is_mark:
            if word.text in _ENDS:
                break
            is_list = is_list or word.text == ","
            continue
        if word.low in {"and", "or", "including", "plus"} or (word.low in {"as", "well"}):
            is_list = True
            continue
        if word.low in {
            "who",
            "which",
            "that",
            "while",
            "when",
            "after",
            "before",
            "where",
            "with",
        }:
            if word.low == "with" and here != at:
                break
            if word.low != "with":
                break
        if word.low in {"was", "were", "are", "is", "had", "has", "have"}:
            return _Governor((), not is_list)
        if _is_verb_before(before, here):
            return _verb_before(before, here, nearest, is_list)
    return _Governor()


def _before_hedges(words: list[Word], at: int) -> int:
    while at >= 0 and (
        words[at].low in QUALIFIERS
        or (words[at].low in STATISTICS and _is(words, at + 1, "of", "to"))
    ):
        if (
            words[at].low == "of"
            and at > 0
            and (words[at - 1].low not in STATISTICS and words[at - 1].low not in QUALIFIERS)
        ):
            break
        if words[at].low in {"in", "to", "up", "at"} and not _is(
            words, at + 1, "excess", "least", "to", "total", "of", "record"
        ):
            break
        at -= 1
    return at


def _is_verb_before(words: list[Word], at: int) -> bool:
    word = words[at]
    if word.is_participle or word.is_ing:
        return not _verb_as_adjective(words, at) or _is_objectless(words, at)
    return word.is_finite and not _is(words, at - 1, "the", "a", "of", "in", "their", "its")


def _is_objectless(words: list[Word], at: int) -> bool:
    """“officers seized knives”: a noun before the verb, so that it is no adjective."""
    return at > 0 and words[at - 1].is_plural


def _verb_before(before: list[Word], here: int, nearest: int, is_list: bool) -> _Governor:
    verb = before[here]
    particle = before[here + 1 : here + 2]
    words = [verb]
    if particle and particle[0].low in _PARTICLES and here + 1 <= nearest:
        words += particle
    if verb.low in _LIGHT:
        return _Governor((), not is_list or verb.low not in {"compared"})
    between = before[here + 1 : nearest + 1]
    if not between or is_list:
        return _Governor(tuple(words), True)
    if len(between) == 1:
        return _Governor((verb, between[0]), True)
    if any(word.is_open for word in between[:-1]) and len(between) <= 5:
        return _Governor((verb, *between), True)
    return _Governor((), True)


def _heading(before: list[Word]) -> list[Word]:
    """“Community engagement – 48 contacts”: the label before a dash or a colon."""
    if not before or before[-1].text not in {"-", ":", "—"}:
        return []
    return _label(before)[-8:]


# The thing left out, or before the number: “three in Wales”, “Arrested: 2,864”, “fell by 33%”.


def _noun_left_out(
    before: list[Word], after: list[Word], start: int, unit: str
) -> tuple[list[Word], int]:
    of_them = start > 0 and after[start - 1].low == "of"
    end = 0
    each = _each(after, 0)
    rest = _rest(after, start, unit) if not each else list(each)
    if unit == "ratio":
        return [*_subject(before)[-7:], *_until_mark(after, 0, 9)], end
    if _is(after, 0, ")") or (before and before[-1].text in {":", "-", "—"}):
        return _label(before), end
    earlier = _counted_before(before)
    if earlier:
        return [*earlier, *rest], end
    if of_them or (after and _is_be(after[0])):
        return [*_subject(before)[-6:], *rest], end
    label = _label(before)
    return [*label[-(_MOST_WORDS - min(len(rest), 5)) :], *rest[:5]], end


def _rest(after: list[Word], start: int, unit: str) -> list[Word]:
    """What is said of a number without its noun: “were charged”, “for weapons”, “in Wales”."""
    if start >= len(after) or after[start].is_mark:
        return []
    word = after[start]
    if word.low in {"them", "those", "these", "whom", "which"}:
        return _rest(after, start + 1, unit)
    if _is_be(word):
        return _predicate(after, start + 1)
    if word.is_participle or word.is_ing:
        verb = _verb_and_more(after, start)
        return verb if len(verb) > 2 else [*verb, *_complements(after, start + 1, 0).words]
    if word.low in _DEFINING or word.low in _PLACING:
        return list(_complements(after, start, 0).words)
    return _until_mark(after, start, 7)


def _counted_before(before: list[Word]) -> list[Word]:
    """The thing that the nearest number before it in the sentence counts."""
    for here in range(len(before) - 1, -1, -1):
        if before[here].is_mark and before[here].text in ";.!?":
            break
        if before[here].is_number and not before[here].is_time:
            at = here + 1
            while _is(before, at, "of", "%", "per", "cent"):
                at += 1
            phrase = _noun_phrase(before, at)
            if phrase and not _is_when(phrase.words):
                governor = _governor(before[:here])
                return [*governor.words, *phrase.words]
    return []


def _subject(before: list[Word]) -> list[Word]:
    """The subject of the clause before: its words up to the verb."""
    chosen: list[Word] = []
    for word in _clause(before):
        if chosen and (_is_be(word) or word.is_finite):
            break
        if word.low not in {"most", "of", "many", "but", "and"} and not word.is_mark:
            chosen.append(word)
    return chosen


def _clause(before: list[Word]) -> list[Word]:
    """The words since the last mark that ends a clause, a mark right before the number apart."""
    stop = len(before)
    while stop and before[stop - 1].is_mark:
        stop -= 1
    start = stop
    while start and not (
        before[start - 1].is_mark
        and before[start - 1].text in ".;!?•"
        and before[start - 1].is_mark
    ):
        start -= 1
    return before[start:stop]


def _label(before: list[Word]) -> list[Word]:
    """The words before a number that say what it counts, without hedges, numbers and times."""
    clause = _clause(before)
    stop = len(clause)
    while stop and (
        clause[stop - 1].is_mark
        or clause[stop - 1].low in QUALIFIERS
        or clause[stop - 1].low in STATISTICS
        or (clause[stop - 1].is_closed and not clause[stop - 1].is_adverb)
    ):
        stop -= 1
    clause = _last_part(clause[:stop])
    chosen = [
        word
        for at, word in enumerate(clause)
        if not word.is_mark
        and not word.is_number
        and not _is_be(word)
        and word.low not in {"there", "also", "which", "it", "they", "the", "and"}
        or (word.low == "and" and 0 < at < len(clause) - 1)
    ]
    return chosen[-12:]


def _last_part(clause: list[Word]) -> list[Word]:
    """The part after the last comma, if it names a thing and says something of it."""
    for here in range(len(clause) - 1, -1, -1):
        if clause[here].text == ",":
            part = clause[here + 1 :]
            opens = [word for word in part if word.is_open]
            if len(opens) >= 3:
                return part
    return clause


def _length_of_time(
    before: list[Word], own: list[Word], after: list[Word]
) -> tuple[list[Word], int]:
    """“jailed for a combined 12 years”, “nine years in prison handed out”."""
    units = [word for word in own if word.is_open]
    after_words: list[Word] = []
    end = 0
    if after:
        more = _complements(after, 0, 0)
        after_words = list(more.words)
        if more:
            end = after[_first_phrase_end(after)].end if _first_phrase_end(after) >= 0 else 0
        at = more.end if more else 0
        if at < len(after) and after[at].is_participle:
            after_words += _verb_and_more(after, at)
    label = _label(before)
    room = _MOST_WORDS - len(units[:1]) - min(len(after_words), 7)
    return [*label[-room:], *units[:1], *after_words[:7]], end


def _first_phrase_end(after: list[Word]) -> int:
    return _noun_phrase(after, 1).end - 1 if after and not after[0].is_mark else -1
