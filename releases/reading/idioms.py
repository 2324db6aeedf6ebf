"""Numbers that count nothing where they stand: years, names, turns of phrase. No Django."""

import re

from .numerals import ORDINAL
from .surroundings import Surroundings

_YEAR_COUNTED_BEFORE = re.compile(
    r"\b(?:over|than|nearly|almost|about|around|approximately|some|total of|least|all|another"
    r"|further|including|recovered|seized|made|arrested|executed|recorded|saw|received"
    r"|carried out|visited|safeguarded|searched|removed|charged|stopped|took|taken|to|conducted"
    r"|with) $",
    re.IGNORECASE,
)
_PLURAL = r"(?:people|men|women|children|[a-z][a-z-]{1,24}(?<!s)s)"
_COUNTED_AFTER = re.compile(
    rf" (?!(?:was|is|has|as|its|this|his)\b)(?:[a-z-]{{2,24}} )?{_PLURAL}\b"
)
_DONE_AFTER = re.compile(
    r" [a-z][^.;:]{0,80}?\b(?:\w{2,}ed|made|taken|given|handed|found|seen|held|were|have)\b"
)
_YEARLY = re.compile(
    r" (?:[a-z-]{2,24} )?(?:figures|statistics|data|results|elections|games|awards|celebrations)\b"
)


def is_year(place: Surroundings) -> bool:
    """“2021”, but not “2021 arrests were made”: four digits without a comma, from 1900 to 2099."""
    if not place.is_bare or not re.fullmatch(r"(?:19|20)[0-9]{2}", place.itself):
        return False
    if not _COUNTED_AFTER.match(place.after) or _YEARLY.match(place.after):
        return True
    if _YEAR_COUNTED_BEFORE.search(place.before) and not re.search(
        r"\bin(?: \w+)? to $", place.before
    ):
        return False
    return not (place.is_first and _DONE_AFTER.match(place.after))


_EMERGENCY = {"101", "999", "111", "112", "105", "119", "911"}
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
    return bool(_CALLED_BEFORE.search(place.before)) and bool(
        _CALLED_AFTER.match(place.after) or not _COUNTED_AFTER.match(place.after)
    )


_GLUED_WORDS = frozenset(
    {
        "In",
        "At",
        "On",
        "To",
        "Of",
        "For",
        "From",
        "By",
        "The",
        "With",
        "Over",
        "And",
        "All",
        "Under",
    }
    | {"Some", "Nearly", "Around", "About", "Seized", "Almost", "Than", "Total", "Another"}
)
_GLUED_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9])([A-Za-z]{1,40})-?$")


def is_name(place: Surroundings) -> bool:
    """“NX12”, “3D”, “5G”, “4K”: letters and digits that are one name or reference."""
    if place.numeral.in_words:
        return _is_capital_name(place)
    glued = _GLUED_BEFORE.search(place.before)
    if glued and not place.before.endswith("-"):
        word = glued[1]
        return len(word) == 1 or not (word.islower() or word in _GLUED_WORDS)
    if place.before[-1:].isalpha():
        return True
    if not place.is_bare and place.numeral.unit != "mm":
        return False
    if place.numeral.unit == "mm" or place.itself.startswith("."):
        return bool(_GUN.match(place.after))
    if re.search(r"[0-9][kK]$", place.itself):
        return bool(_KILO_NAME.match(place.after))
    tail = re.match(r"[A-Za-z]+", place.after)
    return bool(tail) and (len(tail[0]) < 3 or tail[0].isupper())


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
        and bool(re.search(r"\b[a-z]+ $", place.before))
        and bool(re.match(r" [A-Z][a-z]", place.after))
    )


_AGED_BEFORE = re.compile(
    r"\b(?:those|people|persons?|children|child|anyone|everyone|someone|drivers?|adults|men|women"
    r"|boys|girls|young|youths?|suspects?|pupils|customers?|victims?|who|kids|riders?)\b[^.;]{0,40}"
    r"\b(?:under|over|below|above)(?: the age of)? $",
    re.IGNORECASE,
)


def is_age(place: Surroundings) -> bool:
    """“young people under 18”, “most of those stopped were over 25”."""
    if not place.is_bare or not 1 <= place.numeral.value <= 110:
        return False
    if _COUNTED_AFTER.match(place.after) or not _AGED_BEFORE.search(place.clause_before):
        return False
    return bool(
        re.match(r"[.,;:)]|$| (?:and|or|but|were|was|who|in|to|from|with|are|is|at)\b", place.after)
    )


_RATE_BASE = re.compile(r"\b(?:per|for every|in every|out of every|/) ?$", re.IGNORECASE)


def is_rate_base(place: Surroundings) -> bool:
    """“per 100ml”, “for every 1,000 people”."""
    return bool(_RATE_BASE.search(place.before)) and place.numeral.unit != ORDINAL


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
    if re.search(r"[a-z)%][.,;\"']{1,2}$", before):
        return ends
    return bool(re.search(r"[a-z]{3}$", before)) and ends and not re.match(r" [a-z%£]", after)


def is_list_number(place: Surroundings) -> bool:
    """“1.” and “(2)” at the head of a section."""
    if not place.is_first or place.numeral.in_words or place.numeral.value >= 100:
        return False
    if re.match(r"[.)](?:[0-9.]{0,8})(?: |$)", place.after):
        return True
    return bool(re.match(r"[0-9](?:\.[0-9]{1,2})+ [A-Z]", place.itself + place.after))


_HALF_BEFORE = re.compile(
    r"\b(?:first|second|last|other|latter|this|that|better|the|each|at) $", re.I
)
_WORD_PHRASES_AFTER = re.compile(
    r"[ -](?:tolerance|carbon|emission)|-(?!fold|strong|tonne|kilo|kilogram|kg|in-|out-)[a-z]"
    r"| (?:sides?|thirds? of the way|cent|pence|bit|pronged|fold|fingers)\b",
    re.IGNORECASE,
)
_DENOMINATION = re.compile(
    r" (?:notes?|coins?|bills?|banknotes?|vouchers?|pieces?)\b", re.IGNORECASE
)
_FULLY = re.compile(
    r" (?:committed|behind|sure|certain|clear|safe|focused|focussed|right|honest|determined"
    r"|support)\b",
    re.IGNORECASE,
)
_HEIGHT = re.compile(
    r"[ -]?(?:[0-9]{1,2}\b|tall\b|in height|high\b|[ap]lus\b|long\b|deep\b|wide\b)"
)
_RANKED_BEFORE = re.compile(
    r"\b(?:top|number|no\.?|big|square|catch|hundred and) ?$|#$", re.IGNORECASE
)
_TERM_AFTER = re.compile(
    r"-(?:year|month|week)(?:s?)(?: [\w-]{1,20}){0,3}? (?:sentence|jail|prison|term|imprisonment"
    r"|custod|ban|detention|suspended|disqualification|order)",
    re.IGNORECASE,
)


def is_turn_of_phrase(place: Surroundings) -> bool:
    """Idioms and descriptions: “zero tolerance”, “the first half”, “a two-pronged approach”."""
    numeral, before, after = place.numeral, place.before, place.after
    word = place.itself.lower()
    if word == "half":
        return bool(_HALF_BEFORE.search(before)) or bool(
            re.match(
                r"-|[ ](?:term|price|time|way|marathon|past|brother|sister|board|day)\b",
                after,
                re.I,
            )
        )
    if word in ("one", "1") and place.numeral.in_words:
        return not counts_one(place)
    if numeral.unit == "GBP" and _DENOMINATION.match(after):
        return numeral.value in (1, 2, 5, 10, 20, 50)
    if numeral.unit == "percent":
        return numeral.value in (100, 110) and bool(_FULLY.match(after))
    if numeral.unit in ("foot", "inch", "mm", "cm", "metre"):
        return "-" in place.itself or after.startswith("-") or bool(_HEIGHT.match(after))
    if numeral.unit == "mph":
        return bool(re.match(r"[ -](?:zone|limit|area|road|speed limit|street)s?\b", after, re.I))
    if numeral.unit:
        return False
    if _RANKED_BEFORE.search(before):
        return True
    return bool(_WORD_PHRASES_AFTER.match(after)) and not _TERM_AFTER.match(after)


_ONE_COUNTED_BEFORE = re.compile(
    r"\b(?:exception of|all but|only|just|at least|plus|including|arrested|charged|seized|recovered"
    r"|found|with|for) $",
    re.IGNORECASE,
)
_ONE_NOUNS = re.compile(
    r" (?:(?!of\b|or\b|and\b|to\b|more\b)[a-z-]{2,20} ){0,2}?"
    r"(?:man|woman|boy|girl|person|child|adult|teenager|male|female|youth|juvenile|arrest|charge"
    r"|count|firearm|gun|shotgun|pistol|rifle|handgun|knife|machete|sword|axe|weapon|vehicle|car"
    r"|van|lorry|motorbike|motorcycle|moped|bike|scooter|property|premises|business|shop|store"
    r"|suspect|offender|defendant|driver|rider|victim|officer|offence|warrant|address|house|site"
    r"|farm|kilo|brick|phone|burglary|robbery|assault|stabbing|shooting|death|fatality|murder"
    r"|homicide|collision|incident|caution|conviction|fine|notice|order|dog|horse|boat|vessel"
    r"|line|gang|group|force|plant|package|round|cartridge|bullet|device|grenade|taser|crossbow"
    r"|bladed article|complaint|report|crime|passenger|pedestrian|cyclist|migrant"
    r"|foreign national|protester|prosecution|visit|call)\b"
)
_ONE_OF_COUNTED = re.compile(
    r" of (?:whom|which|them|these|those (?:arrested|charged|detained|convicted|stopped|seized)"
    r"|the (?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,4}|men|women|suspects|officers"
    r"|victims|offenders|defendants|vehicles|arrests|vehicles|occupants|gang|group)\b)"
)
_ONE_IDIOM_BEFORE = re.compile(
    r"\b(?:no|this|that|the|each|every|any|another|is|are|be|was just|is just|is only|as|some|on"
    r"|at|number|day|more than|by|than|just as) $|[\"'-]$",
    re.IGNORECASE,
)


def counts_one(place: Surroundings) -> bool:
    """Whether “one” counts something: “one firearm”, “one of whom”, “with the exception of one”."""
    before, after = place.before, place.after
    if place.itself == "1":
        return True
    if re.search(
        r"\b(?:exception of|all but|years? and|months? and|years?,|hours? and) $", before, re.I
    ):
        return True
    if _ONE_OF_COUNTED.match(after):
        return True
    if re.match(r"[ ](?:hour|minute|day|week|month|year|second)\b", after):
        return (
            not _ONE_IDIOM_BEFORE.search(before)
            and not re.match(r" (?:day|year|week|month|minute|second)\b", after)
        ) or bool(re.match(r" year (?:in (?:prison|jail)|imprisonment|behind bars)", after))
    return bool(_ONE_NOUNS.match(after)) and not _ONE_IDIOM_BEFORE.search(before)
