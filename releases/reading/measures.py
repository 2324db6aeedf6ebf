"""Numbers with the units that they are in: “166 years and one month” is one measure. No Django.

What comes in is each numeral alone. What a number counts is none of this module's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from releases.reading.letters import Reading
from releases.reading.numerals import Numeral
from releases.reading.parts import Span

COUNT = "count"
PERCENT = "percent"
RATIO = "ratio"
SHARES = frozenset({PERCENT, "percentage_point"})
MONEY = frozenset({"GBP", "EUR", "USD"})
LENGTHS_OF_TIME = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
DISTANCES = frozenset({"mile", "km", "metre", "foot"})

_TIME_UNITS = {
    **dict.fromkeys(("year", "years", "yr", "yrs"), "year"),
    **dict.fromkeys(("month", "months", "mth", "mths"), "month"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), "hour"),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), "minute"),
    **dict.fromkeys(("seconds", "secs"), "second"),
}
_TIME_UNIT_AFTER = re.compile(
    r"(?:\s*|-)(?:(?:and-)?(?:working|calendar|full|whole|consecutive|further|more|additional|extra"
    r"|straight|long|combined|total|custodial)[\s-]+){0,2}"
    rf"({'|'.join(sorted(_TIME_UNITS, key=len, reverse=True))})\b(?!-on|[\s-]old)",
    re.I,
)
_JOINED_UNIT_AFTER = re.compile(
    r"\s*-?(square|cubic|nautical)[\s-]+(metre|mile|foot|feet|yard|kilometre|inch)(?:e?s)?\b", re.I
)
# “Three times the rate” compares; “deployed 23 times” counts.
_TIMES_AS_RATIO = re.compile(
    r"(?:\s*|-)(?:times?\s+(?:more|less|fewer|higher|lower|greater|bigger|larger|smaller|likelier"
    r"|safer|stronger|longer|heavier|worse|better|faster|quicker|as\s+(?:many|much|likely|high|often|large|big)"
    r"|what\b|(?:the|that|their|its|her|his|our|your)\b(?!\s+(?:same|following|previous|next|day|night|week))"
    r"|over\s+the\s+(?:legal|drink|drug|limit|speed))|x\s+(?:more|higher|as|the)\b)",
    re.I,
)
_RATE_BASE = re.compile(r"[^.;:()\n]{0,60}\b(?:per|(?:for|in|out\s+of)\s+every)\s+$", re.I)
_PER_NAMES = "day|night|week|month|year|hour|minute|shift|quarter|weekend|annum"
_PER_AT_ONCE = re.compile(
    rf"[\s-]*(?:(?:per|each|every|an?)[\s-]+(?:single[\s-]+)?({_PER_NAMES})\b"
    r"(?!\s+(?:after|before|later|earlier|ago|long|of|on\s+from)\b|\s+on\s*(?:[.,]|$))"
    r"|per[\s-]+(?!cent\b|capita\b)([a-z][a-z-]{0,24})|(daily|weekly|monthly|annually|nightly)\b)",
    re.I,
)
_PER_LATER = re.compile(
    rf"\b(?:(?:per|each|every)[\s-]+(?:single[\s-]+)?({_PER_NAMES})\b(?!\s+of\b)"
    r"|(?<!\bin\s)(?<!\bfor\s)(?<!\bon\s)(?<!\bonce\s)(?<!\bof\s)an?\s+(day|night|week|month|year)\b"
    r"(?=\s*[.,;)]|\s*$|\s+(?:and|in|across|nationally|between|from|since)\b)"
    r"|per[\s-]+(?!cent\b|capita\b)([a-z][a-z-]{0,24}))",
    re.I,
)
_PER_ABOVE = re.compile(
    r"(?:(?:each|every)\s+(?:single\s+)?|(?:on|in)\s+an?\s+(?:average|typical)\s+)"
    rf"({_PER_NAMES})\b(?!\s+of\b)",
    re.I,
)
_PER_BEFORE = re.compile(
    r"\b(daily|weekly|monthly|annual|yearly|nightly)\s+(?:average|mean)\b", re.I
)
_CLAUSE_END = re.compile(
    r"[.;:()\u2014]|,\s+and\b|\b(?:but|while|who|which|as|when|where|after|with)\b", re.I
)
_ADVERBS = {
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "annual": "year",
    "annually": "year",
    "annum": "year",
    "yearly": "year",
}
_BASE_NOUN = re.compile(r"\s*(?:[a-z][\w'-]*)?", re.I)

# How many of the smaller unit make the larger one, in words that stand together.
_PARTS: dict[tuple[str, str], int] = {
    ("year", "month"): 12,
    ("year", "week"): 52,
    ("year", "day"): 365,
    ("month", "week"): 4,
    ("month", "day"): 30,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}
_JOINS_PARTS = re.compile(r"\s*,?\s*(?:and|&)?\s*$", re.I)


@dataclass(frozen=True)
class Measure:
    """A number in a unit; ``start`` to ``end`` is from its first digit or word through its unit.

    ``numerals`` are the digits and number words alone. ``base`` is "1,000 people" in “12 per
    1,000 people”, and ``base_end`` where those words end.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    numerals: tuple[Span, ...]
    base: str = ""
    base_end: int = 0


def measures(reading: Reading, sentence: Span, numerals: Sequence[Numeral]) -> list[Measure]:
    """The measures of one sentence, in order, from the numerals that stand in it."""
    found: list[Measure] = []
    for numeral in numerals:
        measure = _measured(reading, sentence, numeral)
        before = found[-1] if found else None
        if before is not None and _is_rate_base(reading, before, measure):
            found[-1] = _per_base(reading, sentence, before, measure)
        elif before is not None and _continues(reading, before, measure):
            found[-1] = _compound(before, measure)
        else:
            found.append(measure)
    return found


def rate_of(
    reading: Reading, measure: Measure, noun_end: int, *, start: int, limit: int
) -> tuple[str, int]:
    """Per what a measure is (“19 a day”: "day"), and where those words end if they follow at once.

    ``start`` is where its hedge begins (“a daily average of 19”), ``noun_end`` where what it counts
    ends and ``limit`` where the next measure begins.
    """
    plain = reading.plain
    if measure.base:
        return measure.base, measure.base_end
    limit = min(limit, measure.end + 90)
    for end in (measure.end, noun_end):
        if at_once := _PER_AT_ONCE.match(plain, end, limit):
            return _per_name(at_once), at_once.end()
    if before := _PER_BEFORE.search(plain, start, measure.start):
        return _per_name(before), measure.end
    later = _PER_LATER.search(plain, measure.end, limit)
    if later is None or _CLAUSE_END.search(plain, measure.end, later.start()):
        return "", measure.end
    return _per_name(later), measure.end


def rate_above(reading: Reading, sentence: Span) -> str:
    """Per what the first measure of a sentence is that begins with “Every day” or “Each year”."""
    found = _PER_ABOVE.match(reading.plain, sentence.start, sentence.end)
    return _per_name(found) if found else ""


def _per_name(found: re.Match[str]) -> str:
    name = str(found[found.lastindex or 0]).lower()
    return _ADVERBS.get(name, name)


def _measured(reading: Reading, sentence: Span, numeral: Numeral) -> Measure:
    spans = (Span(numeral.start, numeral.end),)
    unit, end = numeral.unit, numeral.end
    if not unit:
        unit, end = _unit_after(reading.plain, numeral.end, sentence.end)
    return Measure(numeral.value, unit, numeral.start, end, spans)


def _unit_after(plain: str, at: int, limit: int) -> tuple[str, int]:
    limit = min(limit, at + 60)
    if time := _TIME_UNIT_AFTER.match(plain, at, limit):
        return _TIME_UNITS[time[1].lower()], time.end()
    if joined := _JOINED_UNIT_AFTER.match(plain, at, limit):
        noun = joined[2].lower().replace("feet", "foot")
        return f"{joined[1].lower()}_{noun}", joined.end()
    if times := _TIMES_AS_RATIO.match(plain, at, limit):
        return RATIO, times.end()
    return COUNT, at


def _is_rate_base(reading: Reading, before: Measure, measure: Measure) -> bool:
    return (
        not before.base
        and measure.start - before.end <= 80
        and _RATE_BASE.match(reading.plain, before.end, measure.start) is not None
    )


def _per_base(reading: Reading, sentence: Span, before: Measure, base: Measure) -> Measure:
    noun = _BASE_NOUN.match(reading.plain, base.end, min(sentence.end, base.end + 30))
    end = base.end if noun is None or base.unit != COUNT else noun.end()
    return replace(
        before,
        numerals=before.numerals + base.numerals,
        base=reading.words(base.start, end),
        base_end=end,
    )


def _continues(reading: Reading, before: Measure, measure: Measure) -> bool:
    parts = _PARTS.get((_smallest_unit(reading, before), measure.unit))
    return (
        parts is not None
        and measure.value < parts
        and measure.start - before.end <= 8
        and _JOINS_PARTS.match(reading.plain, before.end, measure.start) is not None
    )


def _smallest_unit(reading: Reading, measure: Measure) -> str:
    """The unit of the last part: “month” of “two years, three months” (and one day)."""
    if len(measure.numerals) == 1:
        return measure.unit
    return _unit_after(reading.plain, measure.numerals[-1].end, measure.end)[0]


def _compound(before: Measure, part: Measure) -> Measure:
    return replace(
        before,
        value=before.value + part.value / _PARTS[before.unit, part.unit],
        end=part.end,
        numerals=before.numerals + part.numerals,
    )
