"""What a number counts, in the words of its sentence and in their order. No Django.

A press office puts the thing after the number and what was done to it after or before the thing:
“12 knives seized”, “seized 12 knives”, “Knives seized: 12”. Where the thing is left out (“three in
Wales”) it is the one that was counted last. The words are chosen by closed classes and endings
alone, among at most `_REACH` words on each side, so that no text can be slow.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from releases.reading.antecedents import (
    COUNTS,
    DIRECTIONS,
    TIME_UNITS,
    Around,
    about,
    amount_of,
    change_of,
    counted_before,
    first_plural,
    heading_of,
    is_earlier_level,
    label_of,
    main_subject,
    subject_of,
    sum_word,
)
from releases.reading.borrowed import lead_of
from releases.reading.governors import Governor, before_hedges, governor_of
from releases.reading.letters import Reading
from releases.reading.parts import Span
from releases.reading.phrases import (
    DEFINING,
    PLACING,
    Phrase,
    complements,
    done_after,
    is_at,
    is_kind,
    is_when,
    noun_phrase,
    predicate,
    shared_verb,
    until_mark,
    verb_and_more,
)
from releases.reading.tables import cell_words
from releases.reading.words import Word, word_set, words_of

_REACH = 70
# What has more words than any sentence is a table or no prose: its numbers' nearest words tell.
_MOST_IN_SENTENCE = 1_000
_SHORT_REACH = 12
_MOST_WORDS = 14
_LONGEST_WORD = 60
SHARES = frozenset({"percent", "percentage_point", "ratio"})
_PERIODS = word_set("day week month year hour night minute fortnight quarter shift weekend")
# What is done, and not what something is done to: a verb of the list's is none of theirs.
_ACTS = word_set(
    "arrests arrest charges charge convictions warrants visits interviews stops searches referrals"
    " talks patrols raids prosecutions cautions"
)
_WHOLES = word_set("total number")  # “45% of the total”
_COMPARATIVES = word_set("fewer lower higher greater worse better")


@dataclass(frozen=True)
class Counted:
    """What a number counts, and where the words that state the figure end."""

    what: str
    end: int


@dataclass(frozen=True)
class _Choice:
    """The words that say what is counted; ``end`` is where the thing ends, 0 if it is left out."""

    words: Sequence[Word]
    end: int = 0


def counted(
    reading: Reading, sentence: Span, number: Span, unit: str, *, floor: int = 0
) -> Counted:
    """What the number of a figure counts.

    ``number`` is the numeral with its unit, without a hedge before it (“166 years and one month”,
    “2780kg”, “29%”), in its ``sentence`` or bullet; ``unit`` as in `StatedFigure`. No
    words are borrowed from before ``floor``, where the release begins. ``what`` is at most 14
    words of the text in their order, "" where it names nothing; ``end`` is where the thing, with a
    participle that follows it at once, ends: never before the number's own end.
    """
    if cell := cell_words(reading, number):
        return Counted(cell, number.end)
    words = words_of(reading.plain, max(sentence.start, 0), min(sentence.end, len(reading.plain)))
    first = bisect_left(words, number.start, key=lambda word: word.start)
    after = bisect_left(words, number.end, key=lambda word: word.start)
    reach = _REACH if len(words) < _MOST_IN_SENTENCE else _SHORT_REACH
    around = Around(words[max(0, first - reach) : first], words[after : after + reach], unit)
    choice = _choose(around)
    chosen = [word for word in choice.words if word.end - word.start <= _LONGEST_WORD]
    while chosen and chosen[0].low in {"the", "a", "an"} and chosen[0].text != "A":
        chosen = chosen[1:]
    lead = lead_of(reading, sentence, around, chosen, floor)
    named = [*lead, *chosen][:_MOST_WORDS]
    what = " ".join(reading.words(word.start, word.end) for word in named)
    return Counted(what, max(number.end, choice.end))


def _choose(around: Around) -> _Choice:
    start = _thing_start(around.after, around.unit)
    if around.unit == "ratio":
        return _ratio(around)
    if around.unit in TIME_UNITS:
        return _length_of_time(around)
    if is_at(around.after, 0, ")") and start == 1:
        return _in_brackets(around)
    phrase = noun_phrase(around.after, start, is_object=governor_of(around.before).is_there)
    if (
        not phrase
        or (
            all(word.is_time or word.is_closed for word in phrase.words)
            and phrase.words[0].low not in {"times", "days", "nights"}
        )
        or _stands_for_thing(around.after, start)
        or is_rate(around.after)
        or (is_at(around.after, start, *_COMPARATIVES) and len(phrase.words) == 1)
        or phrase.words[-1].low in _WHOLES
    ):
        return _noun_left_out(around, start)
    if around.unit == "count" and is_at(around.after, 0, "of") and is_kind(phrase):
        return _noun_left_out(around, 0)
    if is_at(around.after, 0, "times", "occasions"):
        return _Choice(label_of(around.before), around.after[0].end)
    return _noun_after(around, phrase)


def _thing_start(words: Sequence[Word], unit: str) -> int:
    """Where the thing may begin: after “worth of”, “of the”, “in” (cash), “or so”, “)”."""
    at = _past_brackets(words)
    while at < min(len(words), at + 6, 12):
        low = words[at].low
        if (
            low in {")", "]", "+", "worth", "of"}
            or (low == "-" and is_at(words, at + 1, "worth"))
            or (unit not in COUNTS and low in {"or", "in"} and _is_thing(words, at + 1))
        ):
            at += 1
        elif low == "or" and is_at(words, at + 1, "so", "more", "fewer", "less"):
            at += 2
        elif at and words[at].is_number and is_at(words, at - 1, "the", "of", "these"):
            at += 1  # “four-fifths of the 310 sheep”
        elif (
            at
            and low in {"the", "these", "other"}
            and at + 1 < len(words)
            and words[at + 1].is_number
        ):
            at += 1
        else:
            break
    return at


def _past_brackets(words: Sequence[Word]) -> int:
    """Past “(53%)” or “(provisional)” between a number and “of the offences” or its noun."""
    if not is_at(words, 0, "("):
        return 0
    closing = next((at for at in range(1, min(8, len(words))) if words[at].text == ")"), 0)
    is_remark = closing == 2 and not words[1].is_number and noun_phrase(words, 3)
    return closing + 1 if is_remark or is_at(words, closing + 1, "of") else 0


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


def _noun_after(around: Around, phrase: Phrase) -> _Choice:
    before, after = around.before, around.after
    is_share = around.unit in SHARES
    governor = governor_of(before)
    if governor.in_list and phrase.words[-1].low in _ACTS:
        governor = Governor((), True, governor.at, True)  # “seized 12 knives, with 180 arrests”
    more = complements(after, phrase.end, with_place=len(phrase.words) == 1)
    if governor.in_list and more.end < len(after):
        verb = after[more.end]
        if verb.is_be or verb.is_past:
            governor = Governor()  # “…, and 9 in 10 pupils said …”: a clause of its own
    each = each_of(after, phrase.end)
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
        subject = about(before, governor, len(chosen), is_share)
        if is_share and not subject and governor.is_there and not governor.in_list:
            chosen = [*label_of(before)[-9:], *chosen]
        else:
            chosen = [*subject, *governor.words, *chosen]
    if not governor.is_there and not any(word.is_participle for word in said):
        heading = () if said else heading_of(before)
        chosen = [*heading, *main_subject(before, phrase), *chosen]
    return _Choice([*chosen, *each], max(end, done.end))


def _of_end(words: Sequence[Word], at: int) -> int:
    """Where “of …” after a noun ends: “rounds of ammunition”."""
    return max(at, noun_phrase(words, at + 1).end) if is_at(words, at, "of") else at


def is_rate(words: Sequence[Word]) -> bool:
    """“2,300 a day”: the number is followed by its rate at once."""
    rate = each_of(words, 0)
    return bool(rate) and rate[0].start == words[0].start


def _spread_over(before: Sequence[Word]) -> Sequence[Word]:
    """“eight arrests, across three forces”: what was counted before, and “across”."""
    at = before_hedges(before, len(before) - 1)
    if not is_at(before, at, "across", "in", "at", "from", "to", "among", "between"):
        return ()
    if at and before[at - 1].is_participle:
        return ()  # “compared to 74 offences”
    earlier = counted_before(before[:at])
    return [*earlier, before[at]] if 0 < len(earlier) < 5 else ()


def each_of(words: Sequence[Word], at: int) -> Sequence[Word]:
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


def _noun_left_out(around: Around, start: int) -> _Choice:
    before, after = around.before, around.after
    each = each_of(after, 0)
    rest = list(each) or _rest(after, start)
    if change := change_of(before):
        return _Choice([*(counted_before(before) or label_of(before[:-4])), *change])
    if before and before[-1].text in {":", "-", "—"} and not is_at(after, 0, *DIRECTIONS):
        return _Choice([*label_of(before), *rest])
    if before and before[-1].text == "(" and is_at(after, 0, ")"):
        return _in_brackets(around)
    if named := amount_of(before, around.unit):
        return _Choice([*named, *rest])
    if is_earlier_level(before, is_share=around.unit in SHARES):
        return _Choice(label_of(before, is_whole=True))
    earlier = counted_before(before)
    if earlier:
        return _Choice([*earlier, *rest])
    stands_for = start > 0 and after[start - 1].low == "of"
    if stands_for:
        return _Choice([*(first_plural(before) or label_of(before)), *rest])
    if after and after[0].is_be:
        return _Choice([*subject_of(before)[-6:], *rest])
    rest = [] if all(word.is_time or word.is_closed for word in rest) and not each else rest[:7]
    return _Choice([*label_of(before)[len(rest) - _MOST_WORDS :], *rest])


def _in_brackets(around: Around) -> _Choice:
    """“3,391 drivers (69%) were offered a course”: the same thing, and what is said of it."""
    thing = list(counted_before(around.before)) or label_of(around.before)
    start = _thing_start(around.after, around.unit)
    if phrase := noun_phrase(around.after, start):
        thing = [*thing[-7:], *phrase.words, *complements(around.after, phrase.end).words]
        start = phrase.end
    done = done_after(around.after, max(start, 1), is_object=False)
    return _Choice([*thing, *done.words])


def _rest(after: Sequence[Word], start: int) -> list[Word]:
    """What is said of a number without its noun: “were charged”, “for weapons”, “in Wales”."""
    if start >= len(after) or after[start].is_mark or is_at(after, start, "and", "or", "but"):
        return []
    word = after[start]
    if word.low in {"them", "those", "these", "whom", "which", "more", "others"}:
        rest = _rest(after, start + 1)
        return rest or until_mark(after, start + 1, 6)
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


def _ratio(around: Around) -> _Choice:
    """“Men aged 18-24 were 17 times more likely to be searched”: who, and what is likelier."""
    rest = [word for word in until_mark(around.after, 0, 12) if word.low != "times"]
    return _Choice([*subject_of(around.before)[-6:], *rest[:8]])


def _length_of_time(around: Around) -> _Choice:
    """“jailed for a combined 12 years”, “nine years in prison handed out”."""
    after = around.after
    more = complements(after, 0)
    at = more.end
    said = list(more.words)
    if at < len(after) and after[at].is_participle:
        said += verb_and_more(after, at)
    label = [*label_of(around.before), *sum_word(around.before)]
    if is_at(after, 0, "in") and len(said) > 3:
        label = label[-3:] if governor_of(around.before).words else []
    end = after[noun_phrase(after, 1).end - 1].end if more.words else 0
    return _Choice([*label[min(len(said), 7) - _MOST_WORDS :], *said[:7]], end)
