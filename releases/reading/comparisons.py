"""Figures that belong together and the way in which they changed. No Django.

“Between 10 and 12”, “from 19 a day to a peak of 47”, “90, compared to 74”, “up 12% to 3,400”: both
ends are kept, in one group. What comes in are the drafts of one sentence's figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from releases.reading.letters import Reading
from releases.reading.measures import COUNT, PERCENT, SHARES, Measure
from releases.reading.parts import Direction, Qualifier, Span, Status

_UP = (
    r"increas\w*|rise|rises|rising|rose|risen|up|grow\w*|grew|jump\w*|surg(?:e|es|ed|ing)|soar\w*"
    r"|climb\w*|uplift|upturn|uptick|spik(?:e|es|ed|ing)|hike|rocketed|higher|gain\w*|boost\w*"
    r"|improv\w*"
)
_DOWN = (
    r"decreas\w*|reduc\w*|fall|falls|falling|fell|fallen|down|drop\w*|declin\w*|cut|cuts|cutting"
    r"|plung\w*|plummet\w*|slump\w*|shrink\w*|shrank|shrunk|lower|lowered|dip|dips|dipped|slash\w*"
    r"|downturn|tumbl\w*|halved"
)
_UP_NOUN = r"increase|rise|growth|jump|surge|uplift|upturn|uptick|spike|hike|gain|improvement"
_DOWN_NOUN = r"decrease|reduction|fall|drop|decline|cut|dip|slump|downturn"
_CHANGE = re.compile(rf"(?<![\w-])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?![\w-])(?!\s+to\b)", re.I)
_RIGHT_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s*(?:(?:by|of)\s*)?(?:an?\s*)?$", re.I
)
_BY_OR_OF = re.compile(r"\b(?P<word>by|of)\s*(?:an?\s*)?$", re.I)
_RIGHT_AFTER = re.compile(
    rf"[\s)-]*(?:(?P<up>higher|more|up|uplift)|(?P<down>lower|fewer|less|down))(?![\w-])"
    r"|[\s)-]*(?:(?!(?:of|in|to|for|from|and|were|was|said|say|had|have|has|are|is|who)\b)[\w'-]+\s+)"
    rf"{{0,2}}?(?:(?P<up_noun>{_UP_NOUN})|(?P<down_noun>{_DOWN_NOUN}))(?![\w-])",
    re.I,
)
_COUNTED_CHANGE = re.compile(
    r"\s*(?:(?P<down>fewer)\b|(?P<up>more)\b(?=\s*[,.)]|[^.;:]{0,60}\bthan\b))", re.I
)
_SIGNED = re.compile(r"(?:^|(?<=[\s(:]))(?P<sign>[+-])$")
_SET_OFF = re.compile(r"\s*[\u2014,(-]\s*$")
_SET_OFF_AFTER = re.compile(r"\s*[\u2014,).-]")

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
    rf"(?:\b(?:{_UP}|{_DOWN}|revised|change[sd]?)\s+from|\bcompar\w+\s+(?:to|with)|,\s*against"
    r"|\bin\s+comparison\s+(?:to|with)|\bas\s+against|\bversus|\bvs\.?|\bas\s+opposed\s+to"
    rf"|\bthan\s+the|\b(?:{_UP_NOUN}|{_DOWN_NOUN})\s+(?:on|over)\s+the)"
    r"\b(?:[^.;:()\u2014]{0,60}\s)?$",
    re.I,
)
_UNBROKEN = re.compile(r"[^.;()]{0,110}$")
_OPENS = re.compile(r"[^.;:()]{0,60}\(\s*$")
_OR = re.compile(r"[^.;:()]{0,60},\s+or\s+$", re.I)
_CLOSES = re.compile(r"[^.;:()]{0,30}\)")
_CHANGE_OPENS = re.compile(
    rf"[^.;:()]{{0,60}}[,(\u2014-]\s*(?:(?:which\s+(?:is|was)|representing|it\s+is)\s+)?(?:an?\s+|the\s+)?"
    rf"(?:\w+\s+)?(?:{_UP}|{_DOWN})\s*(?:(?:of|by)\s*)?$",
    re.I,
)
_TO_BEFORE = re.compile(r"\bto\s*$", re.I)
_FROM_RIGHT_BEFORE = re.compile(r"\s*from\s*(?:the\s*)?$", re.I)
_PAIR = re.compile(r"\s(?:[^\W\d_][\w'-]*\s+){1,3}and\s+$")
_REVISED = re.compile(r"\brevised\b[^.;,]{0,50}$", re.I)


@dataclass
class Draft:
    """A figure in the making: its measure, and what the words around it add."""

    measure: Measure
    start: int
    end: int
    what: str
    qualifier: Qualifier = Qualifier.EXACT
    status: Status | None = None
    direction: Direction | None = None
    per: str = ""
    statistic: str = ""
    group: int = 0
    span: Span | None = None  # of a range: the words that state both of its ends


def connect(
    reading: Reading, sentence: Span, drafts: Sequence[Draft], groups: Iterator[int]
) -> None:
    """Give the drafts of a sentence their directions and groups; ``groups`` are numbers unused."""
    _mark_changes(reading, sentence, drafts)
    for at, (first, second) in enumerate(pairwise(drafts)):
        if _is_range(reading, sentence, first, second):
            _state_together(reading, sentence, first, second)
            _join_range(first, second, groups)
        elif _is_bare_change(reading, first, second):
            _state_together(reading, sentence, first, second)
            _join_change(first, second, groups)
        elif _goes_to(reading, sentence, first, second):
            _join_change(first, second, groups)
        elif (now := _compared(reading, drafts, at)) is not None:
            _join_change(second, now, groups)
            if first.measure.unit in SHARES:
                first.group = second.group
        elif _restates(reading, sentence, first, second):
            _join(first, second, groups)
            first.direction = second.direction = first.direction or second.direction
        elif _is_told_as_change(reading, first, second):
            _join(first, second, groups)
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


def _mark_changes(reading: Reading, sentence: Span, drafts: Sequence[Draft]) -> None:
    floor, last = sentence.start, None
    for at, draft in enumerate(drafts):
        ceiling = drafts[at + 1].start if at + 1 < len(drafts) else sentence.end
        draft.direction = _direction(reading.plain, floor, ceiling, draft)
        is_another = draft.measure.unit == PERCENT and _BY_OR_OF.search(
            reading.plain, max(floor, draft.start - 8), draft.start
        )
        if (
            draft.direction is None
            and last is not None
            and is_another
            and is_another["word"] == "by"
        ):
            draft.direction = last
        last = draft.direction or last
        floor = draft.measure.end


def _direction(plain: str, floor: int, ceiling: int, draft: Draft) -> Direction | None:
    """“a 29% increase”, “fell by 33%”, “up 5%”, “12 fewer”; what is left or shared has none."""
    at, after = draft.start, draft.measure.end
    if signed := _SIGNED.search(plain, max(floor, at - 3), at):
        return Direction.UP if signed["sign"] == "+" else Direction.DOWN
    near = _RIGHT_BEFORE.search(plain, max(floor, at - 24), at)
    link = _BY_OR_OF.search(plain, max(floor, at - 8), at)
    if near is not None and (link or draft.measure.unit in SHARES):
        return _way(near)
    if draft.measure.unit not in SHARES:
        counted = _COUNTED_CHANGE.match(plain, after, min(ceiling, after + 90))
        return _way(counted) if counted else None
    if link is not None and (far := _told_before(plain, floor, link)):
        return far
    if told_after := _RIGHT_AFTER.match(plain, after, min(ceiling, after + 50)):
        return _way(told_after)
    if _SET_OFF.search(plain, max(floor, at - 4), at) and _SET_OFF_AFTER.match(
        plain, after, ceiling
    ):
        return _last_change(plain, max(floor, at - 60), at)
    return None


def _told_before(plain: str, floor: int, link: re.Match[str]) -> Direction | None:
    """“increase its use by 100 percent”; “of” needs the change near: “a rise in thefts of”."""
    reach = 200 if link["word"].lower() == "by" else 45
    return _last_change(plain, max(floor, link.start() - reach), link.start())


def _last_change(plain: str, start: int, end: int) -> Direction | None:
    found = None
    for found in _CHANGE.finditer(plain, start, end):  # noqa: B007 - the last one is wanted
        pass
    return _way(found) if found else None


def _way(found: re.Match[str]) -> Direction:
    return Direction.UP if str(found.lastgroup).startswith("up") else Direction.DOWN


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
        _CHANGE.search(plain, before, first.start) is not None
        or _BECOMES.search(plain, before, first.start) is not None
        or _CHANGE.search(plain, after, min(sentence.end, after + 60)) is not None
    )


def _is_step(first: Draft, second: Draft) -> bool:
    """“fell by 13 to 96”: the first is the change, the second what it led to."""
    return first.direction is not None and first.measure.unit == second.measure.unit == COUNT


def _are_alike(a: Measure, b: Measure) -> bool:
    return (
        a.unit == b.unit or a.unit == COUNT or {a.unit, b.unit} <= {"year", "month", "week", "day"}
    )


def _is_below(a: Measure, b: Measure) -> bool:
    return a.unit not in (b.unit, COUNT) or a.value < b.value


def _join_range(first: Draft, second: Draft, groups: Iterator[int]) -> None:
    _join(first, second, groups)
    first.qualifier, second.qualifier = Qualifier.AT_LEAST, Qualifier.UP_TO
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
    between = reading.plain[first.measure.end : second.measure.start][:12].strip().lower()
    return (
        between == "to"
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


def _compared(reading: Reading, drafts: Sequence[Draft], at: int) -> Draft | None:
    """The figure before that ``drafts[at + 1]`` is compared with: “69 thefts, compared to 74”."""
    second = drafts[at + 1]
    floor = drafts[at].measure.end
    if _FROM_RIGHT_BEFORE.match(reading.plain, floor, min(second.start, floor + 20)) and (
        _TO_BEFORE.search(reading.plain, max(0, drafts[at].start - 5), drafts[at].start)
        or drafts[at].qualifier is Qualifier.UP_TO
    ):
        return drafts[at]
    if second.start - floor > 140 or not _AGAINST.search(
        reading.plain, max(floor, second.start - 90), second.start
    ):
        return None
    for earlier in reversed(drafts[max(0, at - 2) : at + 1]):
        if earlier.measure.unit == second.measure.unit:
            return earlier
    return drafts[at] if drafts[at].measure.unit in SHARES and drafts[at].direction else None


def _restates(reading: Reading, sentence: Span, first: Draft, second: Draft) -> bool:
    """“86% (1,234)”, “over 100 (108)”, “20, or 15%,”: the second says the same again."""
    plain = reading.plain
    if first.measure.unit != second.measure.unit and _OR.match(
        plain, first.measure.end, second.start
    ):
        return _SET_OFF_AFTER.match(plain, second.measure.end, sentence.end) is not None
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


_SHARED = frozenset(
    {
        Qualifier.ABOUT,
        Qualifier.ALMOST,
        Qualifier.MORE_THAN,
        Qualifier.LESS_THAN,
        Qualifier.AT_LEAST,
    }
)


def _is_round(value: Decimal) -> bool:
    """Whether a number has two digits at most before its noughts: 400, 1,300; not 148."""
    return value >= 20 and value % 10 == 0 and len(value.normalize().as_tuple().digits) <= 2
