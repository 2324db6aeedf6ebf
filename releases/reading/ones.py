"""Where “one” counts something, and where it is a pronoun or an idiom. No Django."""

import re

from releases.reading.surroundings import Surroundings

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
    r" (?:every|per) (?:[\w-]{1,12} )?(?:second|minute|hour|day|week|month|year)s?\b"
    r"| of (?:whom|which|them|these|those (?:arrested|charged|detained|convicted|stopped|seized)"
    r"|the (?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,4}|men|women|suspects|officers"
    r"|victims|offenders|defendants|vehicles|arrests|vehicles|occupants|gang|group)\b)"
)
_COUNTED_BEFORE = re.compile(
    r"\b(?:exception of|all but|years? and|months? and|years?,|hours? and) $", re.IGNORECASE
)
_NEVER_BEFORE = re.compile(r"\b(?:not|no|every|each|any|another) $", re.IGNORECASE)
_LISTED_BEFORE = re.compile(
    r"(?:[0-9]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|dozen)\b)[^.;:]{0,80}(?:\band|,|\bplus|\bincluding) $",
    re.IGNORECASE,
)
_IDIOM_BEFORE = re.compile(
    r"\b(?:no|this|that|the|each|every|any|another|is|are|be|was just|is just|is only|as|some|on"
    r"|at|number|day|more than|by|than|just as) $|[\"'-]$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r" (?!(?:of|or|and|to|more|another|day|thing|way|side|place|time|by|in|that|who|aim|goal|step"
    r"|point|voice|team|hand|reason|example)\b)[a-z-]{3,20}\b"
)
_TOLD_AFTER = re.compile(r"[^.;,]{0,60}? (?:told|said|says|described|explained|too many)\b")
_TIME_AFTER = re.compile(r" (?P<unit>hour|minute|day|week|month|year|second)\b")
_TERM_AFTER = re.compile(r" year (?:in (?:prison|jail)|imprisonment|behind bars)")


def counts_one(place: Surroundings) -> bool:
    """Whether “one” counts something: “one firearm”, “one of whom”, “with the exception of one”."""
    beside, after = place.beside, place.after
    if _NEVER_BEFORE.search(beside):
        return False
    if _COUNTED_BEFORE.search(beside) or _ONE_OF_COUNTED.match(after):
        return True
    if _IDIOM_BEFORE.search(beside) or _TOLD_AFTER.match(after):
        return False
    if time := _TIME_AFTER.match(after):
        return time["unit"] == "hour" or bool(_TERM_AFTER.match(after))
    if _ONE_NOUNS.match(after):
        return True
    return bool(_NOUN_AFTER.match(after) and _LISTED_BEFORE.search(place.clause_before))
