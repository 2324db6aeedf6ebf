"""Stretches of text whose numbers count nothing: dates, times, telephone numbers, laws … No Django.

Every pattern is bounded, so that a section is searched in linear time, whatever stands in it.
"""

import re
from collections.abc import Callable, Iterator

from releases.reading.days import month_number

_MONTH = r"[A-Z][A-Za-z]{2,9}\.?(?![A-Za-z])"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9A-Za-z%]|[,.][0-9])"
_BARE = r"(?<![0-9A-Za-z£$€.,/])"
_YEAR = r"(?:'[0-9]{2}|(?:19|20)[0-9]{2})(?![0-9]|,[0-9]{3})"
_WEEKDAY = r"(?:(?:Mon|Tue|Tues|Wed|Wednes|Weds|Thu|Thur|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?,?)"
_TO = r"(?:to|and|until|till|or|&|-|,|/)"
_S = r"\s{0,12}"
_SP = r"\s{1,12}"
_HOUR = r"(?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9])?"
_AMPM = r"(?:[ap]m|[ap]\.m\.?|noon|midnight|o'clock)(?![A-Za-z])"
_FEW = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?(?![A-Za-z])"
)
_AGE = rf"(?:[0-9]{{1,3}}(?![0-9%]|,[0-9]{{3}}|[.][0-9])|{_FEW})"
_ROADS = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Way|Court|Place|Square|Crescent|Terrace"
    r"|Gardens|Hill|Row|Park|Green|Grove|Walk|Mews|Quay|Parade|Wharf|Embankment|Broadway|Boulevard)"
)
_RANKS = (
    r"(?:PC|DC|PS|DS|WPC|PCSO|TDC|SC|Constable|Sergeant|Sgt|Con|Officer|Superintendent|Insp"
    r"|Inspector)"
)
_LAW = r"(?:sections?|sect|articles?|schedules?|regulations?|paragraphs?|paras?|clauses?|rules?)"
_KINDS = (
    r"(?:class|type|category|cat|grade|tier|level|stage|phase|step|strand|pillar|zone|band|part"
    r"|chapter|volume|page|appendix|annex|figure|fig|table|chart|slide|room|court|courtroom|gate"
    r"|platform|terminal|junction|exit|floor|flat|unit|apartment|suite|block|plot|number|route"
    r"|channel|round|group|division|team|exhibit|item|point|option|priority|objective|question"
    r"|recommendation|study|update|count|heading|file|size|camera|image|photo|picture|version"
    r"|edition|season|series|episode|lane|week|day|year|month|quarter|area|district|sector|ward"
    r"|bay|dock|pier|cell)"
)

_IGNORE = re.IGNORECASE


def _has_month(found: re.Match[str]) -> bool:
    return month_number(found["month"].rstrip(".")) is not None


def _is_day_of(found: re.Match[str]) -> bool:
    """Whether “March 12” is a day, and not a month before a count: “in March 12 men …”."""
    if not _has_month(found):
        return False
    if found["day"][-1].isalpha():
        return True
    after = found.string[found.end() : found.end() + 30]
    return bool(_AFTER_A_DAY.match(after)) or bool(_YEAR_AFTER.match(after))


_AFTER_A_DAY = re.compile(
    r"\s*(?:$|[.,;:)\]\"'-]|(?:to|and|until|till|at|from|for|by|as|in|with|was|when|this|last|next"
    r"|through|during|between|after|before|which|where|on|or)\b)",
    _IGNORE,
)
_YEAR_AFTER = re.compile(rf"\s{{0,12}}{_YEAR}")


def _is_hour(found: re.Match[str]) -> bool:
    """“1430 hours” is a time after “at”; else it is a length: “1400 hours of patrols”."""
    digits = found["hours"]
    if int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return False
    before = found.string[max(0, found.start() - 12) : found.start()]
    is_told = re.search(r"\b(?:at|from|until|till|by|to|and|after|before|-)\s*$", before, _IGNORE)
    return digits[0] == "0" or bool(is_told) or found["unit"].lower() in ("hrs", "hr", "h")


def _is_next_year(found: re.Match[str]) -> bool:
    first, second = int(found["first"][-2:]), int(found["second"][-2:])
    return (first + 1) % 100 == second


def _has_seven_digits(found: re.Match[str]) -> bool:
    return 7 <= sum(letter.isdigit() for letter in found.group()) <= 15


def _is_kind(found: re.Match[str]) -> bool:
    """“Level 3”, “phase two,”: not “in that area 25 people were …”, nor “last week 12 men …”."""
    before = found.string[max(0, found.start() - 14) : found.start()]
    label = found["label"]
    if re.search(
        r"\b(?:last|this|each|per|every|previous|same|a|an|one|next)\s*$", before, _IGNORE
    ):
        return False
    after = found.string[found.end() : found.end() + 30]
    if re.match(r"\s*(?:per\s?cent|percent|%|years?|months?|days?|times)", after, _IGNORE):
        return False
    return label[0].isupper() or not _COUNTED_THINGS.match(after)


_COUNTED_THINGS = re.compile(
    r"\s+(?:(?:[a-z-]{3,20}\s+)?(?:people|[a-z]{2,20}(?:s|men))|were|have)\b"
)

Check = Callable[[re.Match[str]], bool]

# In order: the first that holds gives the reason.
_LABELS: tuple[tuple[str, re.Pattern[str], Check | None], ...] = (
    (
        "part of a web address",
        re.compile(
            r"(?:https?://|www\.)\S{1,400}"
            r"|(?<![\w.+@-])[\w.+-]{1,64}@[\w.-]{1,100}"
            r"|(?<![\w.@-])(?:[\w-]{1,60}\.){1,4}(?:uk|com|org|gov|net|info|police"
            r"|eu)\b(?:/\S{0,400})?|(?<!\w)[#@]\w{0,60}[A-Za-z_]\w{0,60}",
            _IGNORE,
        ),
        None,
    ),
    (
        "an Act or a section of one",
        re.compile(
            rf"\b{_LAW}\.?{_SP}[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?[A-Z]{{0,2}}\b(?:\([0-9a-z]{{1,4}}\)){{0,3}}"
            rf"(?:{_S}(?:,|-|/|&|and|or|to){_S}(?:{_LAW}{_SP})?[0-9]{{1,3}}[A-Z]{{0,2}}"
            rf"(?![0-9,]|{_SP}[a-z-]{{3,20}}s\b)(?:\([0-9a-z]{{1,4}}\)){{0,3}}){{0,8}}"
            rf"|(?<![\w'])ss?\.?{_S}[0-9]{{1,3}}[A-Z]{{0,2}}\b(?:\([0-9a-z]{{1,4}}\)){{0,3}}"
            rf"|\b(?:Act|Order|Regulations?|Rules|Bill|Measure|Code),?(?:{_SP}\([^()\n]{{1,40}}\))?"
            rf"{_SP}(?:of{_SP})?(?:1[6-9]|20)[0-9]{{2}}\b",
            _IGNORE,
        ),
        None,
    ),
    (
        "a date",
        re.compile(
            rf"{_BARE}{_DAY}(?:{_S}{_TO}{_S}(?:{_WEEKDAY}{_S})?(?:the{_SP})?{_DAY}){{0,6}}"
            rf"{_S}(?:(?:day{_SP})?of{_SP})?(?P<month>{_MONTH})(?:{_S},?{_S}{_YEAR})?"
        ),
        _has_month,
    ),
    (
        "a date",
        re.compile(
            rf"(?<![A-Za-z])(?P<month>{_MONTH}){_SP}(?:the{_SP})?(?P<day>{_DAY})"
            rf"(?:{_S}(?:to|and|-|&){_S}(?:{_DAY})(?!\s+[a-z]))?(?:{_S},?{_S}{_YEAR})?"
        ),
        _is_day_of,
    ),
    (
        "a date",
        re.compile(rf"(?<![A-Za-z])(?P<month>{_MONTH}),?{_SP}(?:of{_SP})?{_YEAR}"),
        _has_month,
    ),
    (
        "a date",
        re.compile(
            r"(?<![0-9A-Za-z£$€.,/])(?:[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})"
            r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{4,12}Z?)?)(?![0-9])"
        ),
        None,
    ),
    (
        "a time",
        re.compile(
            rf"{_BARE}(?:{_HOUR}{_S}(?:-|to|and|or|until|till){_S}){{0,2}}{_HOUR}{_S}{_AMPM}"
            r"|(?<![0-9A-Za-z£$€.,/:])(?:[01]?[0-9]"
            r"|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?:hrs)?(?![0-9])"
            rf"|\b{_FEW}{_S}(?:[ap]m|o'clock)\b|\b{_FEW}{_SP}past{_SP}{_FEW}"
            rf"|{_BARE}[0-2]?[0-9][.][0-5][0-9]{_S}(?:hrs|hours)\b"
            rf"|\b(?:half|quarter){_SP}(?:past|to){_SP}{_AGE}"
            rf"|\b(?:at|by|until|from|between){_SP}{_HOUR}(?={_S}on{_SP}{_WEEKDAY})",
            _IGNORE,
        ),
        None,
    ),
    (
        "a time",
        re.compile(rf"{_BARE}(?P<hours>[0-9]{{4}}){_S}(?P<unit>hours|hrs?|h)\b", _IGNORE),
        _is_hour,
    ),
    (
        "a financial year",
        re.compile(
            rf"(?<![0-9A-Za-z£$€.,/-])(?P<first>(?:19|20)[0-9]{{2}}|[0-9]{{2}}){_S}[/-]{_S}"
            r"(?P<second>20[0-9]{2}|[0-9]{2})(?![0-9/]|,[0-9])"
        ),
        lambda found: _is_next_year(found) and ("/" in found.group() or len(found["first"]) == 4),
    ),
    (
        "a financial year",
        re.compile(rf"\bFY{_S}'?[0-9]{{2,4}}(?:{_S}[/-]{_S}[0-9]{{2,4}})?", _IGNORE),
        None,
    ),
    (
        "a phone number",
        re.compile(
            rf"(?<![0-9A-Za-z£$€.,/-])(?:\+{_S}?[0-9]{{1,3}}|\(?0)[0-9() -]{{5,22}}[0-9]"
            r"(?![0-9]|,[0-9]|[.][0-9])"
        ),
        _has_seven_digits,
    ),
    (
        "a phone number",
        re.compile(
            r"\b(?:call|text|ring|dial|phone|telephone|tel|fax|mobile|helpline|hotline|texting"
            rf"|calling|ringing|phoning|dialling)(?:{_SP}(?:us|police|officers|them))?"
            rf"(?:{_SP}(?:free|freephone))?(?:{_SP}(?:on|to))?{_S}:?{_S}"
            r"(?!(?:101|999|111|112|105|119)\b)[0-9][0-9 ]{1,14}[0-9]\b"
            rf"(?!,[0-9]|{_SP}(?:people|men|women|[a-z-]{{3,20}}s)\b)"
            rf"|\bpress(?:ing)?{_SP}[0-9]{{1,3}}(?=[.,;)'\"]|{_SP}(?:to|when|if|on|for)\b|{_S}$)",
            _IGNORE,
        ),
        None,
    ),
    (
        "an age",
        re.compile(
            rf"(?<![0-9A-Za-z£$€.,])(?:{_AGE}{_S}(?:-|-?{_S}(?:to|and|or)|,){_S}){{0,6}}{_AGE}"
            rf"[\s-]{{0,12}}(?:years?|yrs?|months?|weeks?|days?)(?:'s)?[\s-]{{0,12}}(?:olds?"
            rf"|of{_SP}age)\b|(?<![0-9A-Za-z£$€.,]){_AGE}{_S}(?:y/o|yo)\b"
            rf"|\b(?:aged?|ages){_SP}(?:(?:of|at|between|from|just|only|over|under|about|around"
            rf"|approximately|above|below|groups?|range|ranging|up|to|was|is|were|being|both)"
            rf"{_SP}){{0,3}}(?:the{_SP})?{_AGE}(?:{_S}(?:,|-|to|and|or|,{_SP}and){_S}{_AGE}"
            rf"(?!{_SP}(?:of|were|was|had|have|others?|more|people|men|women|arrests)\b)){{0,8}}"
            rf"|\bas{_SP}(?:young|old){_SP}as{_SP}{_AGE}"
            rf"|\b(?:under|over|below){_S}-?{_S}{_AGE}'?s\b|{_BARE}{_AGE}{_S}-{_S}{_AGE}'?s\b"
            rf"|{_BARE}{_AGE}{_SP}(?:(?:and|or){_SP}(?:under|over|younger|older|above|below))\b"
            rf"|\b(?:youngest|oldest|eldest)(?:{_SP}[a-z]{{2,15}}){{0,3}}?"
            rf"(?:{_SP}(?:is|was|being|aged)(?:{_SP}(?:just|only))?|,){_SP}{_AGE}"
            rf"|\b(?:man|woman|boy|girl){_SP}of{_SP}[0-9]{{1,2}}(?![0-9,%])"
            rf"|\bage(?:{_SP}groups?)?(?:{_SP}[a-z]{{2,12}}){{0,6}}?{_S}[(:]?{_S}"
            rf"(?:{_AGE}{_S}(?:-|to){_S}{_AGE}(?:{_S}(?:,|and|or){_S})?){{1,8}}"
            rf"|\bturn(?:ed|s|ing){_SP}{_AGE}\b"
            rf"|\b(?:his|her|their|early|mid|late)[\s-]{{1,12}}"
            rf"(?:(?:early|mid|late|to)[\s-]{{1,12}}){{0,3}}[1-9]0'?s\b"
            rf"|\bboth{_SP}(?:aged{_SP})?[0-9]{{2}}(?=[,.;)])",
            _IGNORE,
        ),
        None,
    ),
    (
        "an age",
        re.compile(
            rf"(?<![A-Za-z])[A-Z][a-z'-]{{1,30}}{_SP}[A-Z][A-Za-z'-]{{1,30}}{_S}"
            rf"(?:,{_S}(?P<age>[0-9]{{2}}),|\((?P<bracketed>[0-9]{{2}})\),?)"
            rf"(?={_S}(?:of|from|formerly|and|who|was|were|are|has|is|had|pleaded|admitted"
            rf"|appeared|both"
            r"|previously|will|no fixed)\b)"
        ),
        None,
    ),
    (
        "an age",
        re.compile(
            r"\b(?:man|woman|boy|girl|teenager|male|female|teen|youth|suspect|driver|pensioner"
            r"|men|women|boys|girls|males|females|teenagers|brothers|sisters|victim|father|mother"
            rf"|son|daughter)(?:,{_S}(?:now{_SP})?|{_S}\()[0-9]{{1,2}}"
            rf"(?:{_S}(?:,|and|,{_SP}and){_S}[0-9]{{1,2}}){{0,6}}(?=[,.;)]|{_SP}(?:was|were"
            rf"|from)\b)",
            _IGNORE,
        ),
        None,
    ),
    (
        "a year",
        re.compile(
            rf"(?<![0-9A-Za-z£$€.,/])(?:Q[1-4]|H[12]){_S},?{_S}(?:(?:19|20)[0-9]{{2}})?"
            rf"|{_BARE}(?:19|20)[0-9]{{2}}{_S}-?{_S}(?:Q[1-4]|H[12])\b"
            rf"|(?<![0-9A-Za-z£$€.,])'?(?:[0-9]{{2}})?[0-9]0'?s\b"
            rf"|{_BARE}(?:19|20)[0-9]{{2}}{_S}[-/]{_S}(?:20)?[0-9]{{2}}(?![0-9,])",
            _IGNORE,
        ),
        None,
    ),
    (
        "an age",
        re.compile(
            rf"(?<=[A-Za-z)]),{_S}[0-9]{{2}}(?:{_SP}and{_SP}[0-9]{{2}})?,(?={_S}(?:was|were|of"
            rf"|from|who"
            r"|said|has|had|is|pleaded|admitted|appeared|failed|died|received|got|will)\b)"
            rf"|(?<![A-Za-z])[A-Z][a-z'-]{{1,30}}{_SP}[A-Z][A-Za-z'-]{{0,30}}{_S}"
            rf"(?:,{_S}[0-9]{{2}}(?={_S}[:(])|\([0-9]{{2}}\)(?={_S}[-:]))"
        ),
        None,
    ),
    (
        "a reference or badge number",
        re.compile(
            r"\b(?:(?:crime|incident|case|log|CAD|reference|ref|charity|company|URN|badge|collar"
            r"|warrant|shoulder|exhibit|registration|licence|serial|operation|call|job"
            r"|investigation)"
            rf"{_SP}){{0,3}}(?:reference|ref|numbers?|nos?|log|CAD|URN)\b{_S}[.:#]?{_S}"
            rf"(?:(?:is|of|number|no|ref){_S}[.:]?{_S}){{0,2}}(?:(?-i:[A-Z]{{1,6}})[/ -]?)?"
            rf"[0-9][0-9A-Z/-]{{0,20}}(?:{_SP}of{_SP}[0-9/. -]{{1,10}})?"
            rf"|\b(?:quote|quoting|quoted|incident|crime){_SP}(?:(?:log|incident|crime"
            rf"|the){_SP}){{0,2}}[0-9]{{1,14}}(?:/[0-9]{{1,6}})?(?={_SP}of\b|/|[,.;)]|{_S}$)"
            rf"|\b(?:ISBN|ISSN|DOI){_S}:?{_S}[0-9][0-9X./ -]{{6,24}}"
            rf"|\b(?:ext|extension|v|version)\.?{_S}[0-9][0-9.]{{0,8}}\b"
            r"|(?<![0-9A-Za-z£$€.,])[0-9]{5,12}/[0-9]{2,4}\b"
            r"|(?<![0-9A-Za-z£$€.,])[0-9]{1,4}[A-Z]{1,3}[0-9][0-9A-Z/]{0,12}\b",
            _IGNORE,
        ),
        None,
    ),
    (
        "a reference or badge number",
        re.compile(
            rf"\b{_RANKS}{_SP}(?:[A-Z][a-z]+{_SP})?[0-9]{{2,6}}[A-Z]{{0,2}}\b(?!{_SP}[a-z]+s\b)"
        ),
        None,
    ),
    (
        "an address or a road number",
        re.compile(
            r"\b[ABM][0-9]{1,4}(?:\([MT]\)|M\b)?(?![0-9A-Za-z])"
            r"|\b[A-Z]{1,2}[0-9][0-9A-Z]?\s{1,3}[0-9][A-Z]{2}\b"
            rf"|(?<![0-9A-Za-z£$€.,])[0-9]{{1,4}}[A-Z]?(?:-[0-9]{{1,4}})?,?{_SP}"
            rf"(?:[A-Z][A-Za-z']{{1,20}}{_SP}){{1,3}}{_ROADS}\b"
            rf"|\b(?:PO|P\.O\.){_SP}Box{_SP}[0-9]{{1,6}}|\b(?:Flat|No\.?"
            rf"|Unit){_SP}[0-9]{{1,4}}[A-Za-z]?\b|\bjunctions?{_SP}[0-9]{{1,2}}[A-Z]?(?:{_S}(?:-"
            rf"|to|and){_S}[0-9]{{1,2}}[A-Z]?)?\b"
        ),
        None,
    ),
    (
        "a name with a number in it",
        re.compile(
            rf"\b(?P<label>{_KINDS})s?{_SP}(?:[0-9]{{1,3}}[A-Z]?\b(?![,.][0-9])|[0-9]\.[0-9]\b"
            rf"|{_FEW})(?:{_S}(?:-|to|and){_S}[0-9]{{1,2}}\b(?=[.,;:)]"
            rf"|{_S}$))?(?:{_SP}of{_SP}[0-9]{{1,3}}\b(?=[.,;:)]|{_S}$))?",
            _IGNORE,
        ),
        _is_kind,
    ),
    (
        "a name with a number in it",
        re.compile(
            rf"\b(?:Operation|Project|Op)(?:{_SP}[A-Z][A-Za-z'-]{{1,20}}){{1,3}}{_SP}[0-9]{{1,2}}\b"
            rf"(?!,[0-9]|{_SP}[a-z-]+(?:s|men|people)\b|{_SP}(?:were|was|arrests?)\b)"
            rf"|\b(?:ISO|Euro|Euros|Glock|Windows|PlayStation|Radio|Channel|Formula|Apollo|Mach|Web"
            rf"|Studio){_SP}"
            r"[0-9]{1,4}\b"
            r"|\b[A-Z][a-z]{2,20}-[0-9]{1,4}\b|\b[A-Z]{2,8}-[0-9]{1,4}\b"
            r"|(?<![0-9A-Za-z£$€.,])[0-9]{1,2}[xX][0-9]{1,2}\b"
        ),
        None,
    ),
    (
        "a turn of phrase",
        re.compile(
            r"(?<![0-9A-Za-z£$€.,])(?:24\s?[/-]\s?7(?:\s?[/,-]\s?365)?|7/7|9/11|50\s?[/-]\s?50)\b"
            r"|\b(?:24|twenty[ -]four)[ -]hours?[ -](?:a|per|each|every)[ -]day\b"
            r"|\b(?:seven|7)[ -]days[ -](?:a|per|each|every)[ -]week\b"
            r"|\b365[ -]days[ -](?:a|per|of the)[ -]year\b|\b(?:9|nine)[ -](?:to|-)[ -](?:5|five)\b"
            r"|\bone[ -](?:to|by|on|for)[ -]one\b|\bone[ -]in[ -]a[ -](?:million|thousand)\b"
            r"|(?<![0-9A-Za-z£$€.,])[1-9][0-9]?/[0-9]{1,2}(?![0-9/])",
            _IGNORE,
        ),
        None,
    ),
    (
        "a turn of phrase",
        re.compile(
            r"(?<![0-9A-Za-z£$€.,])(?:[0-9]-[0-9]-[0-9](?:-[0-9])?"
            r"|[0-9]-[0-9](?=\s{1,12}(?:win|victory|defeat|draw|loss|lead|winners|up|down)\b))"
        ),
        None,
    ),
)


def labelled(plain: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The stretches between two offsets whose numbers are no counts, each with its reason.

    They may overlap; the first that covers a number tells its reason best.
    """
    section = plain[start:end]
    for reason, pattern, check in _LABELS:
        for found in pattern.finditer(section):
            if check is None or check(found):
                yield start + found.start(), start + found.end(), reason
