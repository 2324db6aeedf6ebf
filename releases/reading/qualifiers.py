"""The words that hedge a number: “over 400”, “an estimated £2m”, “600 or more”. No Django.

The codes are those of the design: over → more_than, nearly → almost, under → less_than; an
estimate is “about”, with a status of its own.
"""

import re
from dataclasses import dataclass, replace

from releases.reading.letters import Reading
from releases.reading.measures import DISTANCES, LENGTHS_OF_TIME, Measure
from releases.reading.parts import Qualifier, Status

_WINDOW = 56

_HEDGES: tuple[tuple[Qualifier, str], ...] = (
    (
        Qualifier.AT_LEAST,
        r"at\s+(?:the\s+)?(?:very\s+)?least|(?:an?\s+)?(?:bare\s+)?minimum\s+of|no\s+(?:fewer|less)"
        r"\s+than|not\s+(?:fewer|less)\s+than|as\s+(?:few|little)\s+as|>=|≥",
    ),
    (
        Qualifier.UP_TO,
        r"(?:anything\s+|anywhere\s+)?up\s+to|as\s+(?:many|much|high|long)\s+as"
        r"|(?:an?\s+)?maximum\s+of|(?:not?|never)\s+(?:more|greater|longer|higher)\s+than"
        r"|at\s+(?:the\s+)?(?:very\s+)?most|not\s+exceed(?:ing)?|(?:capped|limited)\s+(?:at|to)"
        r"|<=|≤",
    ),
    (
        Qualifier.ALMOST,
        r"(?:very\s+)?nearly|almost|(?:just|slightly|a\s+little|a\s+shade|marginally|only\s+just)\s+"
        r"(?:under|below|short\s+of|shy\s+of|less\s+than|fewer\s+than)|(?:fast\s+)?approaching"
        r"|(?:very\s+)?close\s+(?:to|on)|nearing|not\s+(?:quite|far\s+(?:off|short\s+of|from))"
        r"|shy\s+of|short\s+of|virtually|practically|nigh\s+on|getting\s+on\s+for|verging\s+on"
        r"|(?:the\s+)?best\s+part\s+of",
    ),
    (
        Qualifier.MORE_THAN,
        r"(?:(?:well|just|(?<!so\s)(?<!thus\s)far|slightly|significantly|considerably|substantially|comfortably|easily"
        r"|a\s+little|little|somewhat|much|way|rather|even|a\s+shade|marginally)\s+)?(?:over|above"
        r"|(?:more|greater|higher|larger)\s+than|in\s+excess\s+of|upwards?\s+of|north\s+of|beyond"
        r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|tops|pass(?:es|ed|ing)?)|>",
    ),
    (
        Qualifier.LESS_THAN,
        r"(?:(?:well|far|significantly|considerably|much|still|even)\s+)?(?:under|below|south\s+of"
        r"|(?:fewer|less|lower|smaller)\s+than)|<",
    ),
    (
        Qualifier.ABOUT,
        r"around|about|approximately|approx\.?|roughly|some|circa|ca\.|c\.|c(?=\s*£?\d)|~|≈"
        r"|in\s+the\s+(?:region|order|vicinity|neighbourhood|area)\s+of|broadly|something\s+like"
        r"|somewhere\s+(?:around|near|in\s+the\s+region\s+of)|more\s+or\s+less|thereabouts"
        r"|(?:thought|believed|understood|reckoned|considered)\s+to\s+(?:be|have\s+been|total"
        r"|number|cost)(?:\s+worth)?(?:\s+at)?|(?:possibly|perhaps|probably|maybe)",
    ),
)
_ESTIMATE = (
    r"(?:(?:an?|the|its|their)\s+)?(?:early\s+|initial\s+|conservative\s+)?estimated"
    r"(?:\s+(?!\d|that\b)[\w-]+){0,3}?(?:\s+(?:of|at|to\s+be(?:\s+worth)?|to\s+total|to\s+cost))?"
    r"|estimate[sd]?\s+(?:of|that|suggests?|puts?\s+\w+\s+at)|reckons?(?:\s+that)?"
)
# Verbs that tell how a figure is meant, but are no part of the words that state it.
_OF_THE_SENTENCE = re.compile(
    r"^(?:estimate[sd]?\s+(?:of|that|suggests?|puts?)|reckons?|total(?:l?ing|l?ed|s)"
    r"|averag(?:ing|es|ed)|peak(?:ing|ed|s))\b|\b(?:is|was|were)\s*$",
    re.I,
)
# Letters may not run on before a hedge (“Dover 400”); a sign may stand against anything.
_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?:(?P<estimate>{_ESTIMATE})|"
    + "|".join(f"(?P<{code}>{words})" for code, words in _HEDGES)
    + r")|(?P<sign_more>>)|(?P<sign_less><)|(?P<sign_about>[~≈]))[\s\"']*$",
    re.I,
)
_SIGNS = {
    "sign_more": Qualifier.MORE_THAN,
    "sign_less": Qualifier.LESS_THAN,
    "sign_about": Qualifier.ABOUT,
}
_KINDS = (
    r"(?:(?:daily|weekly|monthly|annual|yearly|nightly|national|overall|new|combined|grand|running"
    r"|cumulative|collective|record|all-time|long-term|five-year)\s+)?"
)
_STATISTICS = {
    "average": rf"(?:an?\s+|the\s+)?{_KINDS}(?:average|mean)(?:\s+\w+){{0,4}}?"
    r"\s+(?:of|was|is|were|at)|averag(?:ing|ed|es)(?:\s+out\s+at)?|on[\s-]average,?|(?:an\s+)?average",
    "median": rf"(?:a\s+|the\s+)?{_KINDS}median(?:\s+\w+){{0,2}}?\s+(?:of|was|is)|(?:a\s+)?median",
    "peak": rf"(?:an?\s+|the\s+|its\s+)?{_KINDS}(?:peak|high)\s+of|peak(?:ed|ing|s)\s+at",
    "total": rf"(?:an?\s+|the\s+)?{_KINDS}(?:total|sum)\s+of|total(?:l?ing|l?ed|s)|in\s+all,"
    r"|(?:a\s+|the\s+)?(?:combined|cumulative|collective|aggregate)|in\s+total,",
    "record": r"(?:a|the)\s+(?:new\s+)?record(?:[\s-]breaking)?",
}
_STATISTIC = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _STATISTICS.items())
    + r")\s*$",
    re.I,
)
_PROVISIONAL = re.compile(
    r"(?<![\w-])(?:an?\s+)?provisional(?:\s+(?!\d)\w+){0,2}?(?:\s+of)?\s*$", re.I
)
# Words that may stand between a hedge and its number, and say nothing themselves.
_BETWEEN = re.compile(
    r"(?<![\w-])(?:an?\s+)?(?:another|further|additional|extra|the\s+equivalent\s+of|an?|worth"
    r"|the\s+sum\s+of)\s*$",
    re.I,
)

_PASSIVE_OVER = (
    r"(?:was|were|been|being|is|are|man|woman|men|women|people|teenagers?|boys?|girls?|suspects?"
    r"|youths?|pair|trio|others?)\s+(?:arrested|charged|questioned|held|detained|jailed"
    r"|quizzed|interviewed|sentenced|convicted|suspended|investigated)"
)
# What the same words are when another word stands before them: prepositions, mostly.
_NO_HEDGE = {
    "over": rf"(?:control|power|authority|dispute|row|argument|debts?|{_PASSIVE_OVER})",
    "about": r"(?:information|complain\w*|concern(?:s|ed)?|calls?|reports?|knows?|knew|known"
    r"|details|intelligence|worr(?:y|ied)|asked|talk\w*|learn\w*|questions?|speak\w*|spoke|told|enquir\w+"
    r"|inquir\w+|more|how|what|statements?|posts?|all|evidence|messages?|warn\w*|advice|heard"
    r"|something|anything|think\w*|thought)",
    "around": r"(?:turn\w*|gather\w*|all|built|centr\w+|revolv\w+|based)",
    "under": r"(?:powers?|offences?|arrested|charged|detained|convicted|held|stopped|searched|made"
    r"|issued|operat\w+)",
    "above": r"(?:the|see|as)",
    "below": r"(?:the|see)",
    "up to": r"(?:stand|stood|owned|signed|live|lived|add|adds|added|face|faced|run|lead|leading)",
}
_OF_LARGE_NUMBERS = frozenset(
    {
        "pass",
        "passes",
        "passed",
        "passing",
        "tops",
        "topped",
        "topping",
        "possibly",
        "perhaps",
        "maybe",
    }
)
_TAKEN_BACK = {
    words: re.compile(rf"(?<!\w){before}\s*$", re.I) for words, before in _NO_HEDGE.items()
}
# “Over 12 months” tells when, “for over 12 months” how long.
_LENGTH_AFTER = re.compile(
    r"(?:for|of|than|to|by|at|lasting|spanning|total\w*|took|takes?|taken|spent|spend|serv\w+"
    r"|receiv\w+|given|gave|got|handed|jailed|imprisoned|sav\w+|work\w*|with|dedicated|logg\w+"
    r"|complet\w+|amount\w*|contain\w*|view\w*|watch\w*|is|was|were|are)\s*$",
    re.I,
)
_LENGTH_OF = re.compile(
    r"\s*(?:of\b(?!\s+(?:the|this|last|action|intensi))|in\s+(?:prison|jail|custody)|behind\s+bars"
    r"|imprisonment|custody|'?\s*(?:worth|imprisonment|custody)|handed|old\b)",
    re.I,
)
_FOR_LENGTHS = re.compile(r"(?<![\w-])(?:within|inside)\s*$", re.I)

_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = tuple(
    (code, re.compile(rf"\s*(?:{words})", re.I))
    for code, words in (
        (
            Qualifier.AT_LEAST,
            r"or\s+(?:more|longer|higher|greater|above|over|upwards)\b|and\s+(?:counting|upwards"
            r"|above)\b|,?\s*at\s+(?:the\s+)?(?:very\s+)?least(?=\s*[.,;)]|\s*$)"
            r"|,?\s*\(?minimum\b\)?",
        ),
        (
            Qualifier.MORE_THAN,
            r"\+(?!\s*\d)|-plus\b|plus\b(?!\s*£?\d|\s+an?\b)|and\s+more\b(?!\s+than)",
        ),
        (
            Qualifier.ABOUT,
            r"or\s+so\b|or\s+thereabouts\b|-odd\b|-ish\b|\(?(?:approx\w*\b|est\.)\.?\)?",
        ),
        (
            Qualifier.UP_TO,
            r"or\s+(?:less|fewer|lower|under|below)\b|,?\s*at\s+(?:the\s+)?(?:very\s+)?most\b"
            r"|,?\s*\(?maximum\b\)?",
        ),
    )
)
_ESTIMATED_AFTER = re.compile(r"\s*\((?:an?\s+)?(?:early\s+)?estimated?\)", re.I)


@dataclass(frozen=True)
class Hedge:
    """How a number is hedged; ``start`` is where the hedging words before it begin."""

    start: int
    qualifier: Qualifier = Qualifier.EXACT
    status: Status | None = None
    statistic: str = ""


def hedge_before(reading: Reading, floor: int, measure: Measure) -> Hedge:
    """The hedge in the words right before a measure, not further back than ``floor``."""
    hedge = Hedge(measure.start)
    at = measure.start
    for _ in range(4):
        window = max(floor, at - _WINDOW)
        added = _added(reading.plain, window, at, measure, hedge)
        if added is not None and _compares(reading.plain, floor, added[1]):
            break
        if added is not None:
            hedge, at = added
        elif between := _BETWEEN.search(reading.plain, window, at):
            at = between.start()
        else:
            break
    return hedge


def _compares(plain: str, floor: int, at: int) -> bool:
    """Whether a number stands right before a hedge: “12% higher than 74”, “54% below a peak of”."""
    follows = floor > 0 and (plain[floor - 1].isalnum() or plain[floor - 1] == "%")
    return follows and not plain[floor:at].strip()


def hedge_after(reading: Reading, at: int, limit: int) -> tuple[Qualifier | None, int]:
    """The hedge that begins at ``at``, after a number or its noun, and where its words end."""
    limit = min(limit, at + 40)
    if estimated := _ESTIMATED_AFTER.match(reading.plain, at, limit):
        return Qualifier.ABOUT, estimated.end()
    for code, words in _AFTER:
        if found := words.match(reading.plain, at, limit):
            return code, found.end()
    return None, at


def _added(
    plain: str, window: int, at: int, measure: Measure, so_far: Hedge
) -> tuple[Hedge, int] | None:
    """What the words that end at ``at`` add to a hedge, and where they begin."""
    if statistic := _STATISTIC.search(plain, window, at):
        name = so_far.statistic or str(statistic.lastgroup)
        return replace(
            so_far, start=_stated_from(statistic, so_far), statistic=name
        ), statistic.start()
    if provisional := _PROVISIONAL.search(plain, window, at):
        start = provisional.start()
        return replace(so_far, start=start, status=Status.PROVISIONAL), start
    if measure.unit in LENGTHS_OF_TIME | DISTANCES and (
        length := _FOR_LENGTHS.search(plain, window, at)
    ):
        return _hedged(so_far, length.start(), Qualifier.UP_TO), length.start()
    found = _BEFORE.search(plain, window, at)
    if found is None or not _is_hedge(plain, found, window, measure):
        return None
    start = _stated_from(found, so_far)
    if found["estimate"]:
        estimated = replace(so_far, status=Status.ESTIMATED)
        return _hedged(estimated, start, Qualifier.ABOUT), found.start()
    code = str(found.lastgroup)
    return _hedged(so_far, start, _SIGNS.get(code) or Qualifier(code)), found.start()


def _stated_from(found: re.Match[str], so_far: Hedge) -> int:
    return so_far.start if _OF_THE_SENTENCE.search(found[0]) else found.start()


def _hedged(so_far: Hedge, start: int, qualifier: Qualifier) -> Hedge:
    """A bound is more than “about”: “up to an estimated 400” is up to 400."""
    vague = {Qualifier.EXACT, Qualifier.ABOUT}
    keeps = so_far.qualifier not in vague or (
        qualifier is Qualifier.ABOUT and so_far.qualifier is not Qualifier.EXACT
    )
    return replace(so_far, start=start, qualifier=so_far.qualifier if keeps else qualifier)


def _is_hedge(plain: str, found: re.Match[str], window: int, measure: Measure) -> bool:
    words = " ".join(found[0].lower().split())
    taken_back = _TAKEN_BACK.get(words)
    before = max(0, min(window, found.start() - 40))
    if taken_back is not None and taken_back.search(plain, before, found.start()):
        return False
    if words in {"over", "under", "around", "about"} and measure.unit in LENGTHS_OF_TIME:
        return words != "over" or _is_length(plain, before, found.start(), measure)
    # “Passed 12 sentences”, “perhaps two men”: of a large number only are these a hedge.
    return words not in _OF_LARGE_NUMBERS or measure.value >= 100


def _is_length(plain: str, before: int, at: int, measure: Measure) -> bool:
    return (
        measure.value > 99
        or _LENGTH_AFTER.search(plain, before, at) is not None
        or _LENGTH_OF.match(plain, measure.end, measure.end + 30) is not None
    )
