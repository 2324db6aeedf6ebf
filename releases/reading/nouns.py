"""What a number counts, in the words of its sentence and in their order. No Django.

A press office puts the thing after the number and what was done to it after or before the thing:
“12 knives seized”, “seized 12 knives”, “Knives seized: 12”. Where the thing is left out (“three in
Wales”) it is the one that was counted last. The words are chosen by closed classes and endings
alone, among at most `_REACH` words on each side, so that no text can be slow.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from releases.reading.letters import Reading
from releases.reading.parts import Span
from releases.reading.phrases import (
    DEFINING,
    PLACING,
    Phrase,
    complements,
    describes,
    done_after,
    is_at,
    is_when,
    noun_phrase,
    predicate,
    shared_verb,
    stops,
    until_mark,
    verb_and_more,
)
from releases.reading.tables import cell_words
from releases.reading.words import (
    PREPOSITIONS,
    PRONOUNS,
    QUALIFIERS,
    STATISTICS,
    Word,
    word_set,
    words_of,
)

_REACH = 70
# What has more words than any sentence is a table or no prose: its numbers' nearest words tell.
_MOST_IN_SENTENCE = 1_000
_SHORT_REACH = 12
_FAR = 4_000
_MOST_WORDS = 14
_LONGEST_WORD = 60
_COUNTS = frozenset({"count", "percent", "percentage_point", "ratio"})
_SHARES = frozenset({"percent", "percentage_point", "ratio"})
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_PERIODS = word_set("day week month year hour night minute fortnight quarter shift weekend")
_CLAUSE_LINKS = word_set("who which that while when after before where whose because as if")
_LIST_LINKS = word_set("and or including plus")
# Who does police work: no part of what was counted.
_ACTORS = word_set(
    "officers police force forces team teams unit units detectives they we it he she constabulary"
    " operation raid raids investigators staff constables pcs pcsos patrols partners agency"
    " specialists inspectors crews handlers"
)
_BODIES = word_set(
    "police force service agency council unit units team office commission authority department"
    " inspectorate board association college partnership"
)
_DIRECTIONS = word_set("up down fewer")
_COMPARATIVES = word_set("fewer lower higher greater worse better")
_CHANGES = word_set(
    "rise rises fall falls drop drops increase increases decrease reduction decline growth jump"
    " surge cut change gap"
)
# Verbs of a sum, whose subject says what was done: “Seizures came to …”.
_SUMMING = word_set("came comes totalled amounted included includes include was were are is")
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
# Nouns that say little without the kind of crime that was named before them.
_BARE = word_set("offences crimes incidents cases reports offence incident crime case")
_CRIME_HEADS = word_set(
    "crime crimes offending offences theft thefts robbery robberies burglary burglaries violence"
    " assaults shoplifting stalking fraud stabbings rape rapes abuse harassment trafficking arson"
    " spiking slavery exploitation disorder spitting grooming"
)


@dataclass(frozen=True)
class Counted:
    """What a number counts, and where the words that state the figure end."""

    what: str
    end: int


@dataclass(frozen=True)
class _Around:
    """The words before a number and after it, in its sentence, and what the number is in."""

    before: tuple[Word, ...]
    after: tuple[Word, ...]
    unit: str


@dataclass(frozen=True)
class _Choice:
    """The words that say what is counted; ``end`` is where the thing ends, 0 if it is left out."""

    words: Sequence[Word]
    end: int = 0


def counted(reading: Reading, sentence: Span, number: Span, unit: str) -> Counted:
    """What the number of a figure counts.

    ``number`` is the numeral with its unit, without a hedge before it (“166 years and one month”,
    “2780kg”, “29%”), in its ``sentence`` or bullet; ``unit`` as in `StatedFigure`. ``what`` is at
    most 14 words of the text in their order, "" where it names nothing; ``end`` is where the
    thing, with a participle that follows it at once, ends: never before the number's own end.
    """
    if cell := cell_words(reading, number):
        return Counted(cell, number.end)
    words = words_of(reading.plain, max(sentence.start, 0), min(sentence.end, len(reading.plain)))
    first = bisect_left(words, number.start, key=lambda word: word.start)
    after = bisect_left(words, number.end, key=lambda word: word.start)
    reach = _REACH if len(words) < _MOST_IN_SENTENCE else _SHORT_REACH
    around = _Around(words[max(0, first - reach) : first], words[after : after + reach], unit)
    choice = _choose(around)
    chosen = [word for word in choice.words if word.end - word.start <= _LONGEST_WORD]
    chosen = chosen[:_MOST_WORDS]
    lead = _lead(reading, sentence, around, chosen)
    what = " ".join(reading.words(word.start, word.end) for word in [*lead, *chosen])
    return Counted(what, max(number.end, choice.end))


def _choose(around: _Around) -> _Choice:
    start = _thing_start(around.after, around.unit)
    if around.unit == "ratio":
        return _ratio(around)
    if around.unit in _TIME_UNITS:
        return _length_of_time(around)
    if is_at(around.after, 0, ")") and start == 1:
        return _in_brackets(around)
    phrase = noun_phrase(around.after, start, is_object=_governor(around.before).is_there)
    if (
        not phrase
        or (
            all(word.is_time or word.is_closed for word in phrase.words)
            and phrase.words[0].low not in {"times", "days", "nights"}
        )
        or _stands_for_thing(around.after, start)
        or _is_rate(around.after)
        or (is_at(around.after, start, *_COMPARATIVES) and len(phrase.words) == 1)
    ):
        return _noun_left_out(around, start)
    if is_at(around.after, 0, "times", "occasions"):
        return _Choice(_label(around.before), around.after[0].end)
    return _noun_after(around, phrase)


# The thing after the number: “12 knives seized”, “seized 12 knives”.


def _thing_start(words: Sequence[Word], unit: str) -> int:
    """Where the thing may begin: after “worth of”, “of the”, “in” (cash), “or so”, “)”."""
    at = _past_brackets(words)
    while at < min(len(words), at + 6, 12):
        low = words[at].low
        if (
            low in {")", "]", "+", "worth", "of"}
            or (low == "-" and is_at(words, at + 1, "worth"))
            or (unit not in _COUNTS and low in {"or", "in"} and _is_thing(words, at + 1))
        ):
            at += 1
        elif low == "or" and is_at(words, at + 1, "so", "more", "fewer", "less"):
            at += 2
        elif at and words[at].is_number and is_at(words, at - 1, "the", "of", "these"):
            at += 1  # “four-fifths of the 310 sheep”
        elif at and low in {"the", "these"} and at + 1 < len(words) and words[at + 1].is_number:
            at += 1
        else:
            break
    return at


def _past_brackets(words: Sequence[Word]) -> int:
    """Past “(53%)” between a number and “of the offences”."""
    if not is_at(words, 0, "("):
        return 0
    closing = next((at for at in range(1, min(8, len(words))) if words[at].text == ")"), 0)
    return closing + 1 if is_at(words, closing + 1, "of") else 0


def _is_thing(words: Sequence[Word], at: int) -> bool:
    phrase = noun_phrase(words, at)
    is_place = is_at(words, at, "the", "their", "our", "its", "one", "this")
    return bool(phrase) and not is_place and not is_when(words[at : phrase.end])


def _stands_for_thing(words: Sequence[Word], start: int) -> bool:
    """“eight of those have”, “three of them”: the thing was named before."""
    return is_at(words, start, "those", "these", "them", "which", "whom") and (
        start + 1 >= len(words)
        or words[start + 1].is_finite
        or words[start + 1].is_be
        or not words[start + 1].is_open
    )


def _noun_after(around: _Around, phrase: Phrase) -> _Choice:
    before, after = around.before, around.after
    is_share = around.unit in _SHARES
    governor = _governor(before)
    more = complements(after, phrase.end, with_place=len(phrase.words) == 1)
    if governor.in_list and more.end < len(after):
        verb = after[more.end]
        if verb.is_be or verb.is_past:
            governor = _Governor()  # “…, and 9 in 10 pupils said …”: a clause of its own
    each = _each(after, phrase.end)
    at = more.end
    if each and each[0] is after[at]:
        at += len(each)
    done = done_after(after, at, is_object=governor.is_there, is_share=is_share)
    end = after[(more.end if is_share else _of_end(after, phrase.end)) - 1].end
    chosen: list[Word] = [*phrase.words, *more.words]
    said = list(done.words)
    if governor.words and governor.words[-1].low == "of" and not is_share:
        said = []  # “the recovery of 12 knives followed …”
    if not said and not governor.is_there:
        said = shared_verb(after, at)
    if said:
        chosen = [*governor.words, *chosen, *said]
    elif earlier := _spread_over(before):
        chosen = [*earlier, *chosen]
    else:
        about = _about(before, governor, len(chosen), is_share)
        if is_share and not about and governor.is_there and not governor.in_list:
            chosen = [*_label(before)[-6:], *chosen]
        else:
            chosen = [*about, *governor.words, *chosen]
    if not said and not governor.is_there:
        chosen = [*_heading(before), *_main_subject(before, phrase), *chosen]
    return _Choice([*chosen, *each], max(end, done.end))


def _of_end(words: Sequence[Word], at: int) -> int:
    """Where “of …” after a noun ends: “rounds of ammunition”."""
    return max(at, noun_phrase(words, at + 1).end) if is_at(words, at, "of") else at


def _is_rate(words: Sequence[Word]) -> bool:
    """“2,300 a day”: the number is followed by its rate at once."""
    rate = _each(words, 0)
    return bool(rate) and rate[0].start == words[0].start


def _spread_over(before: Sequence[Word]) -> Sequence[Word]:
    """“eight arrests, across three forces”: what was counted before, and “across”."""
    at = _before_hedges(before, len(before) - 1)
    if not is_at(before, at, "across", "in", "at", "from", "to", "among", "between"):
        return ()
    if at and before[at - 1].is_participle:
        return ()  # “compared to 74 offences”
    earlier = _counted_before(before[:at])
    return [*earlier, before[at]] if 0 < len(earlier) < 5 else ()


def _each(words: Sequence[Word], at: int) -> Sequence[Word]:
    """“each day”, “per week” and the like, near a place."""
    for here in range(at, min(at + 6, len(words))):
        word = words[here]
        if word.is_mark:
            break
        if word.low.startswith("per-"):
            return words[here : here + 1]
        if word.low in {"a", "an", "each", "per", "every"} and not (
            here and (words[here - 1].low in PLACING or words[here - 1].low in DEFINING)
        ):
            last = here + 2 if is_at(words, here + 1, "single") else here + 1
            if is_at(words, last, *_PERIODS):
                return words[here : last + 1]
    return ()


# What was done, before the thing: “seized 12 knives”, “the recovery of 12 knives”.


@dataclass(frozen=True)
class _Governor:
    """The words before a number that say what was done; ``is_there`` though they say little.

    ``at`` is the place of the first of them, or of the verb that says little.
    """

    words: tuple[Word, ...] = ()
    is_there: bool = False
    at: int = 0
    in_list: bool = False


def _governor(before: Sequence[Word]) -> _Governor:
    nearest = _before_hedges(before, len(before) - 1)
    if is_at(before, nearest, "of") and nearest and _is_named(before, nearest - 1):
        return _Governor((before[nearest - 1], before[nearest]), True, nearest - 1)
    in_list = False
    for here in range(nearest, max(-1, nearest - 45), -1):
        word = before[here]
        if stops(word) or word.low in _CLAUSE_LINKS:
            break
        if word.low == "with":
            if not _is_participle(before, here - 1):
                return _with(before, here)
        elif (
            word.low == "of" and in_list and here and before[here - 1].low.endswith(_ACTION_ENDINGS)
        ):
            return _Governor((before[here - 1], word), True, here - 1)
        elif word.low in _LIST_LINKS or word.text == ",":
            in_list = True
        elif word.is_be:
            between = before[here + 1 : nearest + 1]
            says = not in_list and len(between) < 5 and any(one.is_open for one in between)
            return _Governor(tuple(between) if says else (), not in_list, here)
        elif _is_verb(before, here):
            return _verb_before(before, here, nearest, in_list)
    return _Governor()


def _with(before: Sequence[Word], here: int) -> _Governor:
    """“a meeting with ministers and nine retailers”; but “…, with 12 arrests” stands alone."""
    if _is_talk(before, here - 1):
        return _Governor((before[here - 1], before[here]), True, here - 1)
    return _Governor()


def _is_talk(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].low in _TALKS


def _is_named(words: Sequence[Word], at: int) -> bool:
    return words[at].is_open and not words[at].is_participle and not words[at].is_light


def _before_hedges(words: Sequence[Word], at: int) -> int:
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


def _is_verb(words: Sequence[Word], at: int) -> bool:
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


def _verb_before(before: Sequence[Word], here: int, nearest: int, in_list: bool) -> _Governor:
    """The verb at a place, if it is the number's own and says what was done."""
    verb = before[here]
    if verb.is_light:
        return _Governor((), True, here, in_list)
    between = before[here + 1 : nearest + 1]
    if in_list:
        is_particle = bool(between) and between[0].low in {"out", "up", "down"}
        return _Governor(tuple(before[here : here + 1 + is_particle]), True, here, True)
    if len(between) <= 1 or (len(between) <= 5 and any(word.is_open for word in between[:-1])):
        return _Governor((verb, *between), True, here)
    return _Governor((), True, here)


def _about(
    before: Sequence[Word], governor: _Governor, length: int, is_share: bool
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
    clause = _clause(before[: governor.at])
    is_list = is_at(before, governor.at + 1, ",")
    if any(_is_verb(clause, at) for at in range(len(clause))) or (
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
    if not subject or len(subject) > 6 or any(_is_actor(word) for word in subject):
        return ()
    return subject


def _is_actor(word: Word) -> bool:
    return word.low in _ACTORS or (word.text[0].isupper() and word.text[-1].isupper())


def _main_subject(before: Sequence[Word], phrase: Phrase) -> Sequence[Word]:
    """“Drones are used widely, with 400 assets in operation”: what the assets are."""
    at = _before_hedges(before, len(before) - 1)
    if len(phrase.words) > 1 or not is_at(before, at, "with") or not is_at(before, at - 1, ","):
        return ()
    subject = _subject(before)
    if not 0 < len(subject) <= 3 or any(_is_actor(word) for word in subject):
        return ()
    return subject


def _heading(before: Sequence[Word]) -> Sequence[Word]:
    """“Community engagement – 48 contacts”: the label before a dash or a colon."""
    if not before or before[-1].text not in {"-", ":", "—"}:
        return ()
    return _label(before)[-8:]


# The thing left out, or before the number: “three in Wales”, “Arrested: 2,864”, “fell by 33%”.


def _noun_left_out(around: _Around, start: int) -> _Choice:
    before, after = around.before, around.after
    each = _each(after, 0)
    rest = list(each) or _rest(after, start)
    if change := _change(before):
        return _Choice([*(_counted_before(before) or _label(before[:-4])), *change])
    if before and before[-1].text in {":", "-", "—"} and not is_at(after, 0, *_DIRECTIONS):
        return _Choice([*_label(before), *rest])
    if before and before[-1].text == "(" and is_at(after, 0, ")"):
        return _in_brackets(around)
    if _is_earlier_level(before):
        return _Choice(_label(before, is_whole=True))
    earlier = _counted_before(before)
    if earlier:
        return _Choice([*earlier, *rest])
    stands_for = start > 0 and after[start - 1].low == "of"
    if stands_for:
        return _Choice([*_first_plural(before), *rest])
    if after and after[0].is_be:
        return _Choice([*_subject(before)[-6:], *rest])
    rest = [] if all(word.is_time or word.is_closed for word in rest) and not each else rest[:7]
    nearest = _before_hedges(before, len(before) - 1)
    if (
        (around.unit not in _COUNTS or (not after or after[0].is_mark))
        and is_at(before, nearest, "of")
        and nearest
        and _is_named(before, nearest - 1)
    ):
        return _Choice([before[nearest - 1], *rest])
    return _Choice([*_label(before)[len(rest) - _MOST_WORDS :], *rest])


def _change(before: Sequence[Word]) -> Sequence[Word]:
    """“– a drop of 6.6%”: the change, where what changed was named before it."""
    at = _before_hedges(before, len(before) - 1)
    if is_at(before, at, "of") and at and before[at - 1].low in _CHANGES:
        return before[at - 1 : at]
    return ()


def _in_brackets(around: _Around) -> _Choice:
    """“3,391 drivers (69%) were offered a course”: the same thing, and what is said of it."""
    thing = list(_counted_before(around.before)) or _label(around.before)
    start = _thing_start(around.after, around.unit)
    if phrase := noun_phrase(around.after, start):
        thing = [*thing[-7:], *phrase.words, *complements(around.after, phrase.end).words]
        start = phrase.end
    done = done_after(around.after, max(start, 1), is_object=False)
    return _Choice([*thing, *done.words])


def _is_earlier_level(before: Sequence[Word]) -> bool:
    """“were women, up from 25.7%”: the number before a change, of the whole clause's thing."""
    at = _before_hedges(before, len(before) - 1)
    return is_at(before, at, "from", "on") and is_at(before, at - 1, *_DIRECTIONS)


def _rest(after: Sequence[Word], start: int) -> list[Word]:
    """What is said of a number without its noun: “were charged”, “for weapons”, “in Wales”."""
    if start >= len(after) or after[start].is_mark or is_at(after, start, "and", "or", "but"):
        return []
    word = after[start]
    if word.low in {"them", "those", "these", "whom", "which"}:
        return _rest(after, start + 1)
    if word.is_be:
        return predicate(after, start + 1)
    if word.is_participle or word.is_ing:
        verb = verb_and_more(after, start)
        place = complements(after, start + 1, with_place=True).words if len(verb) == 1 else ()
        return [*verb, *place]
    if word.low == "to" and is_at(after, start + 1, "be"):
        return predicate(after, start + 2)
    if word.low == "as":
        return []
    if word.low in DEFINING or word.low in PLACING:
        return list(complements(after, start, with_place=True).words)
    return until_mark(after, start, 7) if word.is_finite or word.is_open else []


def _counted_before(before: Sequence[Word], *, is_wide: bool = False) -> Sequence[Word]:
    """What the nearest number before counts, in the sentence or (``is_wide``) farther."""
    tries = 0
    for here in range(len(before) - 1, -1, -1):
        if (not is_wide and before[here].text in ".!?") or tries == 5:
            break
        if not before[here].is_number or before[here].is_time:
            continue
        tries += 1
        at = here + 1
        while is_at(before, at, "of", "all", "%", "per", "cent"):
            at += 1
        phrase = noun_phrase(before, at)
        if phrase and not is_when(phrase.words):
            more = complements(before, phrase.end) if is_at(before, phrase.end, "of") else phrase
            tail = more.words if more is not phrase else ()
            governor = _governor(before[:here])
            return [*(() if is_wide else governor.words), *phrase.words, *tail]
    return ()


def _first_plural(before: Sequence[Word]) -> Sequence[Word]:
    """The first plural of the clause before, with its adjectives: what “of those” are part of."""
    clause = _clause(before)
    for here, word in enumerate(clause):
        if word.is_open and word.is_plural:
            start = here
            while start and here - start < 2 and clause[start - 1].is_open:
                start -= 1
            return clause[start : here + 1]
    return ()


def _subject(before: Sequence[Word]) -> list[Word]:
    """The subject of the clause before: its words up to the verb, or its first plural."""
    chosen: list[Word] = []
    for word in _clause(before):
        if chosen and (word.is_be or word.is_finite or word.low in _CLAUSE_LINKS):
            break
        if word.low not in {"most", "of", "many", "but", "and"} and not word.is_mark:
            chosen.append(word)
    return chosen


def _clause(before: Sequence[Word]) -> Sequence[Word]:
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


def _label(before: Sequence[Word], *, is_whole: bool = False) -> list[Word]:
    """The words before a number that say what it counts, without hedges, numbers and times.

    ``is_whole``: the whole clause, though its last part alone would name something.
    """
    part = _without_tail(_clause(before))
    if is_whole:
        while part and part[-1].low in _DIRECTIONS:
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
    return list(_without_tail(chosen))[-12:]


def _without_tail(words: Sequence[Word]) -> Sequence[Word]:
    """Words without the hedges and prepositions that lead to the number, or an open bracket."""
    stop = len(words)
    opened = next((at for at in range(stop - 1, -1, -1) if words[at].text in "()"), 0)
    if opened and words[opened].text == "(":
        stop = opened
    while stop and words[stop - 1].low not in _DIRECTIONS and _says_nothing(words[stop - 1]):
        if words[stop - 1].low in {"in", "out", "off"} and _is_participle(words, stop - 2):
            break  # “Knives handed in:”
        stop -= 1
    return words[:stop]


def _is_participle(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].is_participle


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


def _ratio(around: _Around) -> _Choice:
    """“Men aged 18-24 were 17 times more likely to be searched”: who, and what is likelier."""
    rest = [word for word in until_mark(around.after, 0, 12) if word.low != "times"]
    return _Choice([*_subject(around.before)[-6:], *rest[:8]])


def _length_of_time(around: _Around) -> _Choice:
    """“jailed for a combined 12 years”, “nine years in prison handed out”."""
    after = around.after
    more = complements(after, 0)
    at = more.end
    said = list(more.words)
    if at < len(after) and after[at].is_participle:
        said += verb_and_more(after, at)
    label = _label(around.before)
    if is_at(after, 0, "in") and len(said) > 3:
        label = label[-3:] if _governor(around.before).words else []
    end = after[noun_phrase(after, 1).end - 1].end if more.words else 0
    return _Choice([*label[min(len(said), 7) - _MOST_WORDS :], *said[:7]], end)


# What stands before the sentence: the verb of a list, the kind of crime.


def _lead(
    reading: Reading, sentence: Span, around: _Around, chosen: Sequence[Word]
) -> Sequence[Word]:
    """Words before the sentence, or before its clause, that a bare thing needs."""
    if _lacks_thing(chosen, around):
        earlier = words_of(reading.plain, max(0, sentence.start - 240), max(0, sentence.start))
        return _counted_before(earlier[-45:], is_wide=True) or _label(earlier)[-8:]
    if chosen[0].low in _BARE and not is_at(chosen, 1, "of"):
        return _kind_of_crime(reading, sentence, around)
    if len(chosen) <= 2 and (method := _method(reading, sentence, around.before)):
        return method
    if len(chosen) <= 3 and not any(word.is_participle for word in chosen):
        return _list_verb(reading, sentence)
    return ()


def _lacks_thing(chosen: Sequence[Word], around: _Around) -> bool:
    """“Thirty-one were caught”, “That is 3 percent”: nothing in the sentence is counted."""
    if not chosen:
        return True
    is_first = not any(word.is_open and not word.is_time for word in around.before)
    return is_first and bool(around.after) and around.after[0].is_be


def _method(reading: Reading, sentence: Span, before: Sequence[Word]) -> Sequence[Word]:
    """“mobile fingerprint scanning” for “MFS led to 12 arrests”: what the letters stand for.

    They are looked up where the text has them in brackets after their words. Letters that stand
    for a body, which is no method, say nothing of what was counted.
    """
    letters = next((word.text for word in before if _is_letters(word)), "")
    if not letters:
        return ()
    start = max(0, sentence.start - _FAR)
    named = reading.plain.rfind(f"({letters})", start, sentence.end)
    if named < 0:
        return ()
    words = words_of(reading.plain, max(start, named - 120), named)[-len(letters) :]
    initials = "".join(word.low[0] for word in words)
    if initials != letters.lower() or words[-1].low in _BODIES or words[-1].text[0].isupper():
        return ()
    return words


def _is_letters(word: Word) -> bool:
    return 2 < len(word.text) < 7 and word.text.isalpha() and word.text.isupper()


def _kind_of_crime(reading: Reading, sentence: Span, around: _Around) -> Sequence[Word]:
    """“hate crime” for “69 offences were recorded”: the nearest that was named before."""
    earlier = words_of(reading.plain, max(0, sentence.start - 300), max(0, sentence.start))
    for words in (around.before, earlier):
        for here in range(len(words) - 1, -1, -1):
            if words[here].low not in _CRIME_HEADS:
                continue
            start = here
            while start and here - start < 3 and words[start - 1].is_open:
                start -= 1
            if here > start or words[here].low not in _BARE:
                return words[start : here + 1]
    return ()


def _list_verb(reading: Reading, sentence: Span) -> Sequence[Word]:
    """“seized” for “• 12 knives” under “Officers seized:”."""
    lines = reading.plain[max(0, sentence.start - 1_200) : max(0, sentence.start)].split("\n")
    offset = sentence.start - len(lines[-1])
    mark = lines[-1].strip()
    if not mark or any(letter.isalpha() for letter in mark.removesuffix("o")):
        return ()
    for line in reversed(lines[:-1]):
        offset -= len(line) + 1
        ends = line.rstrip()
        if ends.endswith(":"):
            words = words_of(reading.plain, offset, offset + len(ends))[-8:]
            verbs = [word for word in words if word.is_participle or word.is_finite]
            return [word for word in verbs if not word.is_light and not word.is_be][-1:]
        if ends and (ends.lstrip()[0].isalpha() and ends.lstrip()[:2] != "o "):
            break
    return ()
