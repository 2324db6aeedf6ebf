"""Where a sentence turns to the earlier time that it compares with. No Django.

“Up from 74 the previous week”, “10% lower than in 2021”, “rose to 150 from 120”: the figures and
the time of the comparison belong together, and to nothing else in the sentence.
"""

import re
from calendar import month_name
from collections.abc import Iterator

from releases.reading.parts import Span

_COMPARED = (
    r"(?:the )?(?:previous|preceding|same|last|year (?:before|ending|ended|to)\b)|(?:19|20)\d\d"
)
_MONTH_NAMES = "|".join(rf"{name} (?:19|20)\d\d" for name in month_name if name)
_BASE = re.compile(
    r"\b(?P<base>compar(?:ed|ing) (?:to|with|against)|in comparison (?:to|with)|up from|down from"
    r"|versus|vs|the same \w{1,20} as(?= in)"
    r"|(?:below|above) (?=(?:the|its|their) (?:peak|level|high|low|record|figure|number|total))"
    r"|against (?=[£\d])|against (?=the (?:previous|same|last)|(?:19|20)\d\d)"
    rf"|(?:on|than|than in|than for) (?={_COMPARED})|than in (?={_MONTH_NAMES})"
    r"|from (?=(?:the )?(?:year before|previous|preceding|same|year (?:ending|ended|to)\b)))",
    re.IGNORECASE,
)
# “rose to 150 from 120”, “fell by a third from 90”: the end that the change began at.
_FROM_BASE = re.compile(
    r"\b(?:r[io]sen?|increas\w{1,4}|fell|fall(?:s|en|ing)?|dropp\w{2,3}|decreas\w{1,4}|up|down)"
    r" [^.;,]{0,25}\b(?:to|by) [^.;]{1,40}? (?P<base>from) (?=(?:just |only |about )?[£\d])",
    re.IGNORECASE,
)
# “up a fifth from 90 in 2021”
_CHANGE_FROM = re.compile(
    r"\b(?:up|down|increase|rise|fall|drop|decrease|reduction) [^.;,]{0,25}?\b(?P<base>from)"
    r" (?=(?:just |only |about )?[£\d])",
    re.IGNORECASE,
)


def comparisons_of_time(plain: str, sentence: Span) -> Iterator[Span]:
    """From where to where a sentence of folded text speaks of the time compared with, in order."""
    for found in _bases(plain, sentence):
        yield Span(found.start("base"), _base_end(plain, sentence, found))


def _bases(plain: str, sentence: Span) -> list[re.Match[str]]:
    """Where a sentence's comparisons begin, each once."""
    found = {
        match.start("base"): match
        for pattern in (_CHANGE_FROM, _FROM_BASE, _BASE)
        for match in pattern.finditer(plain, sentence.start, sentence.end)
    }
    return [found[at] for at in sorted(found)]


# “from 120 to 150”: the end that the change came to is of the sentence's own time again.
_CLAUSE = re.compile(r"; | - | \u2014 ")
_CAME_TO = re.compile(r"[^;.,]{0,40}? to (?=(?:just |only |about |around )?[£\d])")


def _base_end(plain: str, sentence: Span, found: re.Match[str]) -> int:
    """Where a comparison ends: at its comma when it opens the sentence, else with its clause."""
    begins = found.start("base")
    if begins - sentence.start <= 3:
        comma = plain.find(", ", found.end(), sentence.end)
        return comma if comma >= 0 else sentence.end
    came_to = _CAME_TO.match(plain, begins, sentence.end)
    if came_to and plain.startswith("from", begins):
        return came_to.end()
    clause = _CLAUSE.search(plain, found.end(), sentence.end)
    return clause.start() if clause else sentence.end
