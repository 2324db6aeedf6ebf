"""Which way a figure changed: “a 29% increase”, “fell by 33%”, “12 fewer”. No Django.

What is left of a change, or shared by it, has no direction: “rose to 65%”, “65% of thefts”.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.reading.letters import Reading
from releases.reading.measures import PERCENT, SHARES, Measure
from releases.reading.parts import Bound, Direction, Qualifier, Span, Status

UP = (
    r"increas\w*|rise|rises|rising|rose|risen|up|grow\w*|grew|jump\w*|surg(?:e|es|ed|ing)|soar\w*"
    r"|climb\w*|uplift|upturn|uptick|spik(?:e|es|ed|ing)|hike|rocketed|higher|gain\w*|boost\w*"
    r"|improv\w*"
)
DOWN = (
    r"decreas\w*|reduc\w*|fall|falls|falling|fell|fallen|down|drop\w*|declin\w*|cut|cuts|cutting"
    r"|plung\w*|plummet\w*|slump\w*|shrink\w*|shrank|shrunk|lower|lowered|dip|dips|dipped|slash\w*"
    r"|downturn|tumbl\w*|halved"
)
UP_NOUN = r"increase|rise|growth|jump|surge|uplift|upturn|uptick|spike|hike|gain|improvement"
DOWN_NOUN = r"decrease|reduction|fall|drop|decline|cut|dip|slump|downturn"
CHANGE = re.compile(rf"(?<![\w-])(?:(?P<up>{UP})|(?P<down>{DOWN}))(?![\w-])(?!\s+to\b)", re.I)
_RIGHT_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<up>{UP})|(?P<down>{DOWN}))\s*(?:(?:by|of)\s*)?(?:an?\s*)?$", re.I
)
_BY_OR_OF = re.compile(r"\b(?P<word>by|of)\s*(?:an?\s*)?$", re.I)
_RIGHT_AFTER = re.compile(
    rf"[\s)-]*(?:(?P<up>higher|more|up|uplift)|(?P<down>lower|fewer|less|down))(?![\w-])"
    r"|[\s)-]*(?:(?!(?:of|in|to|for|from|and|were|was|said|say|had|have|has|are|is|who)\b)[\w'-]+\s+)"
    rf"{{0,2}}?(?:(?P<up_noun>{UP_NOUN})|(?P<down_noun>{DOWN_NOUN}))(?![\w-])",
    re.I,
)
_COUNTED_CHANGE = re.compile(
    r"\s*(?:(?P<down>fewer)\b|(?P<up>more)\b(?=\s*[,.)]|[^.;:]{0,60}\bthan\b))", re.I
)
_SIGNED = re.compile(r"(?:^|(?<=[\s(:]))(?P<sign>[+-])$")
_IN = re.compile(r"\s+in\s", re.I)
_IN_AND = re.compile(r"\s+in\s[^.;:()]{1,60}(?:,|\band)\s*$", re.I)
_SET_OFF = re.compile(r"\s*[\u2014,(-]\s*$")
_SET_OFF_AFTER = re.compile(r"\s*[\u2014,).-]")


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
    bound: Bound | None = None
    span: Span | None = None  # of a range: the words that state both of its ends


def mark_changes(reading: Reading, sentence: Span, drafts: Sequence[Draft]) -> None:
    """Give the drafts of one sentence the direction that its words tell of each."""
    floor, last = sentence.start, None
    for at, draft in enumerate(drafts):
        ceiling = drafts[at + 1].start if at + 1 < len(drafts) else sentence.end
        draft.direction = _direction(reading.plain, floor, ceiling, draft)
        if draft.direction is None and last is not None and _is_another(reading, floor, draft):
            draft.direction = last
        last = draft.direction or last
        floor = draft.measure.end


def _is_another(reading: Reading, floor: int, draft: Draft) -> bool:
    """“burglary fell 6% and robbery by 11%”, “falls of 6% in burglary and 11% in robbery”."""
    plain, after = reading.plain, draft.measure.end
    if draft.measure.unit != PERCENT or draft.start - floor > 80:
        return False
    link = _BY_OR_OF.search(plain, max(floor, draft.start - 8), draft.start)
    if link is not None:
        return link["word"].lower() == "by"
    return (
        _IN_AND.match(plain, floor, draft.start) is not None
        and _IN.match(plain, after, after + 6) is not None
    )


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
    for found in CHANGE.finditer(plain, start, end):  # noqa: B007 - the last one is wanted
        pass
    return _way(found) if found else None


def _way(found: re.Match[str]) -> Direction:
    return Direction.UP if str(found.lastgroup).startswith("up") else Direction.DOWN
