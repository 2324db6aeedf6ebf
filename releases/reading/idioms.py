"""Numbers that count nothing where they stand: years, names, turns of phrase. No Django."""

import re

from releases.reading.numerals import ORDINAL
from releases.reading.ones import counts_one
from releases.reading.surroundings import Surroundings

_PLURAL = r"(?:people|men|women|children|[a-z][a-z-]{1,24}(?<!s)s)"
_COUNTED_AFTER = re.compile(
    rf" (?!(?:was|is|has|as|its|this|his)\b)(?:[a-z-]{{2,24}} ){{0,2}}?{_PLURAL}\b"
)
_HEDGED_BEFORE = re.compile(
    r"\b(?:over|(?:more|fewer|less) than|nearly|almost|about|around|approximately|some|total of"
    r"|at least|up to|another|further|all|additional|record|estimated) $",
    re.IGNORECASE,
)
_BEFORE_A_YEAR = re.compile(
    r"\b(?:in|since|by|during|until|till|from|the|this|early|late|mid|before|after|throughout|than"
    r"|on|vs|versus|against|at|year|season|spring|summer|autumn|winter|christmas|easter) ?$"
    r"|(?-i:[a-z,] [A-Z][a-z]+) $|(?:19|20)[0-9]{2} ?(?:to|and|or|-|/) $|[-/'(]$",
    re.IGNORECASE,
)
_DONE_AFTER = re.compile(
    r" [a-z][^.;:]{0,80}?\b(?:\w{2,}ed|made|taken|given|handed|found|seen|held|were|have)\b"
)
_YEARLY = re.compile(
    r" (?:[a-z-]{2,24} )?(?:figures|statistics|data|results|elections|games|awards|celebrations"
    r"|levels|rates|totals|riots|protests|attacks|bombings|regulations|standards|prices)\b"
)


def is_year(place: Surroundings) -> bool:
    """“2021”, but not “2021 arrests were made”: four digits without a comma, from 1900 to 2099."""
    if re.fullmatch(r"1[5-8][0-9]{2}", place.itself):
        return bool(re.search(r"\b(?:in|since) $", place.beside)) and place.is_bare
    if not place.is_bare or not re.fullmatch(r"(?:19|20)[0-9]{2}", place.itself):
        return False
    if not _COUNTED_AFTER.match(place.after):
        return True
    if _HEDGED_BEFORE.search(place.beside):
        return False
    if _YEARLY.match(place.after) or _BEFORE_A_YEAR.search(place.beside):
        return True
    return place.is_first and not _DONE_AFTER.match(place.after)


_EMERGENCY = frozenset({"101", "999", "111", "112", "105", "119", "911", "18000", "18001"})
_COUNTED_NUMBER_BEFORE = re.compile(
    r"\b(?:was|were|is|total|totalled|of|than|over|nearly|by|from|with|made|seized|and|some) $",
    re.IGNORECASE,
)
_CALLED_BEFORE = re.compile(
    r"\b(?:call(?:s|ed|ing)?|on|via|ring|dial|phone|contact|using|through|the|non-emergency|number"
    r"|or|text|to|emergency|and)(?: (?:on|police|us|the|police on|officers on))? ?[\"'(/]? ?$|/$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(
    r" ?(?:calls?|number|service|line|handlers?|operators?|system|online|demand|emergency|or|in an"
    r"|[/\"')])\b|[/\"').,;]|$",
    re.IGNORECASE,
)


def is_emergency_number(place: Surroundings) -> bool:
    """“call 101”, “999 calls”, “in an emergency dial 999”; not “101 arrests”."""
    if place.itself not in _EMERGENCY:
        return False
    if re.match(r" (?:calls?|service|call handlers?|system|number|line)\b", place.after):
        return place.itself in ("101", "999", "111")
    if place.itself in ("101", "18000", "18001") and not _COUNTED_AFTER.match(place.after):
        return not _COUNTED_NUMBER_BEFORE.search(place.beside)
    return bool(_CALLED_BEFORE.search(place.beside)) and bool(
        _CALLED_AFTER.match(place.after) or not _COUNTED_AFTER.match(place.after)
    )


_GLUED_WORDS = frozenset(  # at a sentence's head: “In12 months” is a slip of the fingers
    ("In At On To Of For From By The With Over And All Under Some Nearly Around About Almost")
    .casefold()
    .split()
)
_GLUED_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9])([A-Za-z]{1,40})-?$")


def is_name(place: Surroundings) -> bool:
    """“NX12”, “3D”, “5G”, “4K”: letters and digits that are one name or reference."""
    if place.numeral.in_words:
        return _is_capital_name(place)
    glued = _GLUED_BEFORE.search(place.beside)
    if glued and not place.before.endswith("-"):
        word = glued[1]
        return len(word) == 1 or not (word.islower() or word.casefold() in _GLUED_WORDS)
    if place.before[-1:].isalpha():
        return True
    if not place.is_bare and place.numeral.unit != "mm":
        return False
    if place.numeral.unit == "mm" or place.itself.startswith("."):
        return bool(_GUN.match(place.after))
    if re.search(r"[0-9][kK]$", place.itself):
        return bool(_KILO_NAME.match(place.after))
    tail = re.match(r"[A-Za-z]+", place.after)
    return tail is not None and (len(tail[0]) < 3 or tail[0].isupper())


_KILO_NAME = re.compile(r" (?:run|race|video|footage|tv|cameras?|fun)\b", re.IGNORECASE)
_GUN = re.compile(
    r"[ -](?:[\w-]{1,20} ){0,2}?(?:calibre|rifle|pistol|handgun|revolver|bullet|round|ammunition"
    r"|gun|cartridge|blank|firearm|semi-automatic|self-loading|shotgun|glock|shell)s?\b",
    re.IGNORECASE,
)


def _is_capital_name(place: Surroundings) -> bool:
    """“the Six Nations”: a capital in the middle of a sentence, and the next word has one too."""
    return (
        place.itself[:1].isupper()
        and bool(re.search(r"\b[a-z]+ $", place.beside))
        and bool(re.match(r" [A-Z][a-z]", place.after))
    )


_AGED_BEFORE = re.compile(
    r"\b(?:those|people|persons?|children|child|anyone|everyone|someone|drivers?|adults|men|women"
    r"|boys|girls|young|youths?|suspects?|pupils|customers?|victims?|who|kids|riders?)\b[^.;]{0,40}"
    r"\b(?:under|over|below|above)(?: the age of)? $",
    re.IGNORECASE,
)
_AGED_AFTER = re.compile(r"[.,;:)]|$| (?:and|or|but|were|was|who|in|to|from|with|are|is|at)\b")
_CHANGED = re.compile(
    r"\b(?:number|total|f[ae]ll\w*|r[io]se\w*|reduc\w+|drop\w*|increas\w+)\b", re.IGNORECASE
)


def is_age(place: Surroundings) -> bool:
    """“young people under 18”, “most of those stopped were over 25”."""
    if not place.is_bare or not 1 <= place.numeral.value <= 110:
        return False
    if re.search(r"\bthose (?:under|over) $", place.beside, re.IGNORECASE):
        return not _COUNTED_AFTER.match(place.after)
    if not _AGED_AFTER.match(place.after) or _COUNTED_AFTER.match(place.after):
        return False
    before = place.clause_before
    return bool(_AGED_BEFORE.search(before)) and not _CHANGED.search(before)


_RATE_BASE = re.compile(r"\b(?:per|for every|in every|out of every|/) ?$", re.IGNORECASE)


def is_rate_base(place: Surroundings) -> bool:
    """“per 100ml”, “for every 1,000 people”."""
    return bool(_RATE_BASE.search(place.beside)) and place.numeral.unit != ORDINAL


def is_footnote_mark(place: Surroundings) -> bool:
    """“[1]”, “arrests.2”, “2,7871”: a small number set against the word before it."""
    if place.numeral.in_words or place.numeral.value >= 100 or not place.itself.isdigit():
        return False
    before, after = place.before, place.after
    if before[-1:].isdigit():
        return not after[:1].isalnum()
    if before.endswith("[") and after.startswith("]"):
        return True
    ends = not after or after[0] in " )\"',;.:"
    if re.search(r"[a-z)%][.,;\"']{1,2}$", before[-3:]):
        return ends
    is_glued = before[-3:].islower() and before[-3:].isalpha()
    return is_glued and ends and not re.match(r" [a-z%£]", after)


def is_list_number(place: Surroundings) -> bool:
    """“1.” and “(2)” at the head of a section."""
    if place.numeral.in_words or place.numeral.value >= 100:
        return False
    if place.before.endswith((". ", ": ", "; ")) and re.match(r"\. [A-Z]", place.after):
        return place.numeral.value < 30
    if not place.is_first:
        return False
    if re.match(r"[.)](?:[0-9.]{0,8})(?: |$)", place.after):
        return True
    return bool(re.match(r"[0-9](?:\.[0-9]{1,2})+ [A-Z]", place.itself + place.after))


_HALF_BEFORE = re.compile(
    r"\b(?:first|second|last|other|latter|this|that|better|the|each|at) $", re.IGNORECASE
)
_HALF_AFTER = re.compile(
    r"-|[ ](?:term|price|time|way|marathon|past|brother|sister|board|day)\b", re.IGNORECASE
)
_WORD_PHRASES_AFTER = re.compile(
    r"[ -](?:tolerance|carbon|emission)|-(?!fold|strong|plus|odd|tonne|kilo|kilogram|kg|in-"
    r"|out-|year|month|week|day|hour|minute)[a-z]| (?:sides?|thirds? of the way|cent|pence|bit"
    r"|pronged|fold|fingers)\b",
    re.IGNORECASE,
)
_ZERO_BEFORE = re.compile(r"(?:\b(?:net|ground|absolute|from|to|at|below|sub)|[A-Z][a-z]+) $")
_DENOMINATION = re.compile(
    r" (?:notes?|coins?|bills?|banknotes?|vouchers?|pieces?)\b", re.IGNORECASE
)
_FULLY = re.compile(
    r" (?:committed|behind|sure|certain|clear|safe|focused|focussed|right|honest|determined"
    r"|support)\b",
    re.IGNORECASE,
)
_HEIGHT = re.compile(
    r"[ -]?(?:[0-9]{1,2}(?:in)?\b|tall\b|in height|high\b|[ap]lus\b|long\b|deep\b|wide\b)"
)
_SPEED_LIMIT = re.compile(r"[ -](?:zone|limit|area|road|speed limit|street)s?\b", re.IGNORECASE)
_RANKED_BEFORE = re.compile(r"\b(?:top|number|no\.?|big|square|catch) ?$|#$", re.IGNORECASE)


def is_turn_of_phrase(place: Surroundings) -> bool:
    """Idioms and descriptions: “zero tolerance”, “the first half”, “a two-pronged approach”."""
    numeral, after = place.numeral, place.after
    word = place.itself.lower()
    if word == "zero":
        return bool(_ZERO_BEFORE.search(place.beside) or _WORD_PHRASES_AFTER.match(after))
    if word == "half":
        return bool(_HALF_BEFORE.search(place.beside) or _HALF_AFTER.match(after))
    if word == "one":
        return not counts_one(place)
    if numeral.unit == "GBP" and _DENOMINATION.match(after):
        return numeral.value in (1, 2, 5, 10, 20, 50)
    if numeral.unit == "percent":
        return numeral.value in (100, 110) and bool(_FULLY.match(after))
    if numeral.unit in ("foot", "inch", "mm", "cm", "megabyte"):
        return True
    if numeral.unit in ("metre", "litre"):
        return "-" in place.itself or after.startswith("-") or bool(_HEIGHT.match(after))
    if numeral.unit == "mph":
        return bool(_SPEED_LIMIT.match(after))
    if numeral.unit:
        return False
    if _RANKED_BEFORE.search(place.beside):
        return True
    return bool(_WORD_PHRASES_AFTER.match(after))
