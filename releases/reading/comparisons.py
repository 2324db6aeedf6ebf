"""Figures that belong together and the way in which they changed. No Django.

“Between 10 and 12”, “from 19 a day to a peak of 47”, “90, compared to 74”, “up 12% to 3,400”: both
ends are kept, in one group. What comes in are the drafts of one sentence's figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from releases.reading.changes import (
    CHANGE,
    DOWN,
    DOWN_NOUN,
    UP,
    UP_NOUN,
    Draft,
    mark_changes,
)
from releases.reading.letters import Reading
from releases.reading.measures import COUNT, LENGTHS_OF_TIME, SHARES, Measure
from releases.reading.parts import Bound, Direction, Qualifier, Span, Status

_RANGE_LEAD = re.compile(
    r"(?:(?P<between>\bbetween)"
    r"|\b(?:rang\w+|var(?:y|ies|ied|ying)|anywhere|anything|estimates)\s+from"
    r"|\b(?P<from>from))\s*$",
    re.I,
)
_BECOMES = re.compile(
    r"\b(?:revis|chang|mov(?:e|ing)|went|go(?:es|ing|ne)?\b|shift|doubl|trebl|tripl|quadrupl|expand|extend"
    r"|strengthen|fluctuat)",
    re.I,
)
_BARE_RANGE = re.compile(r"\s*(?:-|to|or|and)\s*$", re.I)
_TO = re.compile(r"(?<!thanks\s)(?<!due\s)(?<!related\s)\b(?:to|at)\s*$", re.I)
_NEAR_TO = re.compile(r"[^.;,()]{0,40}$")
_FROM = re.compile(r"\bfrom\s*$", re.I)
_AGAINST = re.compile(
    rf"(?:(?P<change>\b(?:{UP}|{DOWN}|revised|change[sd]?|unchanged)\s+from"
    rf"|\b(?:{UP_NOUN}|{DOWN_NOUN})\s+(?:on|over)\s+the)|\bcompar\w+\s+(?:to|with)|,\s*against"
    r"|\bin\s+comparison\s+(?:to|with)|\bas\s+against|\bversus|\bvs\.?|\bas\s+opposed\s+to"
    r"|\bthan\s+the|\((?:the\s+)?(?:last|previous|prior)\s+\w+)"
    r"(?:\b[^.;()\u2014]{0,60}\s)?$",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:last|previous|prior|preceding|year|month|week|day|quarter|before|earlier|ago|then|pandemic"
    r"|same\s+(?:period|time|point)|january|february|march|april|june|july|august|september|october"
    r"|november|december|(?:19|20)\d\d)\b",
    re.I,
)
_UNBROKEN = re.compile(r"[^.;()]{0,110}$")
_OPENS = re.compile(r"[^.;:()]{0,60}\(\s*(?:or\s+)?$")
_OR = re.compile(r"[^.;:()]{0,60},\s+or\s+$", re.I)
_SET_OFF = re.compile(r"\s*[\u2014,).-]")
_CLOSES = re.compile(r"[^.;:()]{0,30}\)")
_CHANGE_OPENS = re.compile(
    rf"[^.;:()]{{0,60}}[,(\u2014-]\s*(?:(?:which\s+(?:is|was)|representing|it\s+is)\s+)?(?:an?\s+|the\s+)?"
    rf"(?:\w+\s+)?(?:{UP}|{DOWN})\s*(?:(?:of|by)\s*)?$",
    re.I,
)
_TO_BEFORE = re.compile(r"\bto\s*$", re.I)
_FROM_RIGHT_BEFORE = re.compile(r"\s*from\s*(?:the\s*)?$", re.I)
_PAIR = re.compile(r"\s(?:[^\W\d_][\w'-]*\s+){1,3}and\s+$")
_REVISED = re.compile(r"\brevised\b[^.;,]{0,50}$", re.I)


_SHARED = frozenset(
    {
        Qualifier.ABOUT,
        Qualifier.ALMOST,
        Qualifier.MORE_THAN,
        Qualifier.LESS_THAN,
        Qualifier.AT_LEAST,
    }
)


def connect(
    reading: Reading, sentence: Span, drafts: Sequence[Draft], groups: Iterator[int]
) -> None:
    """Give the drafts of a sentence their directions and groups; ``groups`` are numbers unused."""
    mark_changes(reading, sentence, drafts)
    for at, (first, second) in enumerate(pairwise(drafts)):
        if _is_range(reading, sentence, first, second):
            _state_together(reading, sentence, first, second)
            _join_range(first, second, groups)
        elif _is_bare_change(reading, first, second):
            _state_together(reading, sentence, first, second)
            _join_change(first, second, groups)
        elif _goes_to(reading, sentence, first, second):
            _join_change(first, second, groups)
        elif (now := _compared(reading, sentence, drafts, at)) is not None:
            if _tells_time(reading, sentence, first, second):
                _join_change(second, now, groups)
            else:
                _join(now, second, groups)
            if first.measure.unit in SHARES:
                first.group = second.group
        elif _restates(reading, sentence, first, second):
            _join(first, second, groups)
            first.direction = second.direction = first.direction or second.direction
        elif _is_told_as_change(reading, first, second):
            _join(first, second, groups)
        elif _shares_unit(reading, first, second):
            first.measure = _with_unit_of(first.measure, second.measure)
        elif _shares_qualifier(reading, drafts, at):
            second.qualifier = first.qualifier


def revise(reading: Reading, sentence: Span, drafts: Sequence[Draft]) -> None:
    """Mark what a sentence says was revised: of “revised from 90 to 80”, the 80."""
    floor = sentence.start
    for at, draft in enumerate(drafts):
        window = max(floor, draft.start - 70)
        if _REVISED.search(reading.plain, window, draft.start):
            last = drafts[min(at + 1, len(drafts) - 1)]
            (last if last.group == draft.group != 0 else draft).status = Status.REVISED
        floor = draft.measure.end


def _is_range(reading: Reading, sentence: Span, first: Draft, second: Draft) -> bool:
    """“between 10 and 12”, “10 to 12”, “10-12”, “two or three”."""
    plain, a, b = reading.plain, first.measure, second.measure
    if b.start - a.end > 24 or not _BARE_RANGE.match(plain, a.end, b.start):
        return False
    link = plain[a.end : b.start].strip().lower()
    if not _are_alike(a, b) or not _is_below(a, b) or _is_step(first, second):
        return False
    lead = _RANGE_LEAD.search(plain, max(sentence.start, first.start - 30), first.start)
    if lead is not None and lead["from"]:
        return link == "to" and not _tells_change(plain, sentence, first, second)
    if lead is None:
        return link in {"-", "to"} or (link == "or" and b.value == a.value + 1)
    return link != "and" or lead["between"] is not None


def _tells_change(plain: str, sentence: Span, first: Draft, second: Draft) -> bool:
    """Whether “from 10 to 12” is about what became more; “fines from £50 to £90” is not."""
    before, after = max(sentence.start, first.start - 100), second.measure.end
    return (
        CHANGE.search(plain, before, first.start) is not None
        or _BECOMES.search(plain, before, first.start) is not None
        or CHANGE.search(plain, after, min(sentence.end, after + 60)) is not None
    )


def _is_step(first: Draft, second: Draft) -> bool:
    """“fell by 13 to 96”: the first is the change, the second what it led to.

    A change is mostly far smaller than that; “rose by 10 to 12” is a range.
    """
    a, b = first.measure, second.measure
    is_far = not a.value <= b.value < 3 * a.value
    return first.direction is not None and a.unit == b.unit and a.unit not in SHARES and is_far


def _are_alike(a: Measure, b: Measure) -> bool:
    return (
        a.unit == b.unit or a.unit == COUNT or {a.unit, b.unit} <= {"year", "month", "week", "day"}
    )


def _is_below(a: Measure, b: Measure) -> bool:
    return a.unit not in (b.unit, COUNT) or a.value < b.value


def _join_range(first: Draft, second: Draft, groups: Iterator[int]) -> None:
    _join(first, second, groups)
    first.bound, second.bound = Bound.LOW, Bound.HIGH
    if first.qualifier is Qualifier.ABOUT:
        second.qualifier = Qualifier.ABOUT
    first.direction = second.direction = first.direction or second.direction
    first.status = second.status = first.status or second.status


def _state_together(reading: Reading, sentence: Span, first: Draft, second: Draft) -> None:
    """Give two ends of which only the last has its unit and its noun the words of both."""
    lead = _RANGE_LEAD.search(reading.plain, max(sentence.start, first.start - 30), first.start)
    first.measure = _with_unit_of(first.measure, second.measure)
    first.what = second.what
    first.span = second.span = Span(lead.start() if lead else first.start, second.end)


def _with_unit_of(measure: Measure, other: Measure) -> Measure:
    return replace(measure, unit=other.unit) if measure.unit == COUNT else measure


def _is_bare_change(reading: Reading, first: Draft, second: Draft) -> bool:
    """“from 35 to 22 grams”: the unit is told once for both."""
    at, end = first.measure.end, second.measure.start
    return (
        end - at <= 24
        and reading.plain[at:end].strip().lower() == "to"
        and _are_alike(first.measure, second.measure)
        and not _is_step(first, second)
    )


def _goes_to(reading: Reading, sentence: Span, first: Draft, second: Draft) -> bool:
    """“from 19 a day to a peak of 47”, “up 12% on last year to 3,400”, “fell by 13 to 96”."""
    plain, at = reading.plain, first.measure.end
    if second.start - at > 110 or not _UNBROKEN.match(plain, at, second.start):
        return False
    if not _TO.search(plain, max(at, second.start - 12), second.start):
        return False
    if first.direction and first.measure.unit in SHARES | {second.measure.unit}:
        is_level = second.measure.unit != first.measure.unit or _is_step(first, second)
        return is_level and _NEAR_TO.match(plain, at, second.start) is not None
    if not _FROM.search(plain, max(sentence.start, first.start - 8), first.start):
        return False
    if second.measure.unit == COUNT and second.end == second.measure.end:
        second.measure = replace(second.measure, unit=first.measure.unit)
    return first.measure.unit == second.measure.unit


def _compared(reading: Reading, sentence: Span, drafts: Sequence[Draft], at: int) -> Draft | None:
    """The figure before that ``drafts[at + 1]`` is compared with: “69 thefts, compared to 74”."""
    first, second = drafts[at], drafts[at + 1]
    plain, floor = reading.plain, first.measure.end
    if _FROM_RIGHT_BEFORE.match(plain, floor, min(second.start, floor + 20)) and (
        _TO_BEFORE.search(plain, max(sentence.start, first.start - 5), first.start)
        or first.qualifier is Qualifier.UP_TO
    ):
        return first
    if second.start - floor > 140 or not _AGAINST.search(
        plain, max(floor, second.start - 90), second.start
    ):
        return None
    for earlier in reversed(drafts[max(0, at - 2) : at + 1]):
        if earlier.measure.unit == second.measure.unit:
            return earlier
    return first if first.measure.unit in SHARES and first.direction else None


def _tells_time(reading: Reading, sentence: Span, first: Draft, second: Draft) -> bool:
    """Whether what is compared is an earlier time's: “compared with 74 for men” is no change."""
    plain = reading.plain
    link = _AGAINST.search(plain, max(first.measure.end, second.start - 90), second.start)
    if link is None or link["change"]:
        return True
    after = min(sentence.end, second.measure.end + 70)
    return _EARLIER.search(plain, link.start(), after) is not None


def _restates(reading: Reading, sentence: Span, first: Draft, second: Draft) -> bool:
    """“86% (1,234)”, “over 100 (108)”, “20, or 15%,”: the second says the same again."""
    plain = reading.plain
    if first.measure.unit != second.measure.unit and _OR.match(
        plain, first.measure.end, second.start
    ):
        return _SET_OFF.match(plain, second.measure.end, sentence.end) is not None
    return (
        second.start - first.measure.end <= 60
        and _OPENS.match(plain, first.measure.end, second.start) is not None
        and _CLOSES.match(plain, second.measure.end, min(sentence.end, second.measure.end + 40))
        is not None
    )


def _is_told_as_change(reading: Reading, first: Draft, second: Draft) -> bool:
    """“45 arrests, a rise of 12%”, “45 (up 12%)”."""
    return (
        second.direction is not None
        and second.measure.unit in SHARES
        and first.measure.unit not in SHARES
        and second.start - first.measure.end <= 100
        and _CHANGE_OPENS.match(reading.plain, first.measure.end, second.start) is not None
    )


def _join(first: Draft, second: Draft, groups: Iterator[int]) -> None:
    first.group = second.group = first.group or second.group or next(groups)
    first.what = first.what or second.what
    second.what = second.what or first.what
    first.per = first.per or second.per
    second.per = second.per or first.per


def _join_change(old: Draft, new: Draft, groups: Iterator[int]) -> None:
    """Group two ends of a change, or a change in percent with the level that it led to."""
    _join(old, new, groups)
    if old.measure.unit != new.measure.unit or old.direction:
        old.direction = new.direction = old.direction or new.direction
    elif old.measure.value != new.measure.value:
        is_up = new.measure.value > old.measure.value
        old.direction = new.direction = Direction.UP if is_up else Direction.DOWN
    if new.qualifier is Qualifier.UP_TO and new.span is None and new.start < old.start:
        new.qualifier = Qualifier.EXACT  # “up to 90 from 74” is a rise, and no bound


def _shares_unit(reading: Reading, first: Draft, second: Draft) -> bool:
    """“28 and 15 per cent”, “jailed for five and seven years”: the unit is told once for both."""
    at, end = first.measure.end, second.measure.start
    return (
        end - at <= 24
        and reading.plain[at:end].strip().lower() == "and"
        and second.measure.unit in SHARES | LENGTHS_OF_TIME
    )


def _shares_qualifier(reading: Reading, drafts: Sequence[Draft], at: int) -> bool:
    """“more than 400 adults and 1,300 children”: two round numbers under one hedge.

    In a list only the first is hedged, and an exact number beside a round one is exact.
    """
    first, second = drafts[at], drafts[at + 1]
    floor = drafts[at - 1].measure.end if at else max(0, first.start - 1)
    return (
        first.qualifier in _SHARED
        and second.qualifier is Qualifier.EXACT
        and first.measure.unit == second.measure.unit
        and _is_round(first.measure.value)
        and _is_round(second.measure.value)
        and second.start - first.measure.end <= 60
        and _PAIR.match(reading.plain, first.measure.end, second.start) is not None
        and "," not in reading.plain[max(floor, first.start - 60) : first.start]
    )


def _is_round(value: Decimal) -> bool:
    """Whether a number has two digits at most before its noughts: 400, 1,300; not 148."""
    return (
        20 <= value < 10**12 and value % 10 == 0 and len(value.normalize().as_tuple().digits) <= 2
    )
