"""Which lengths of time are a result (“20 years in prison”), and which tell when. No Django."""

import re

from releases.reading.surroundings import Surroundings

_UNIT = re.compile(
    r"(?:(?: ?(?:-|to|and|or) ?)[\w.,]{1,12})?(?P<gap> ?-? ?)"
    r"(?P<unit>second|minute|min|hour|hr|day|night|weekend|week|fortnight|month|year|yr|decade"
    r"|centur(?:y|ie))s?(?![A-Za-z])",
    re.IGNORECASE,
)
_PRISON = re.compile(
    r"\b(?:jail\w{0,3}|gaol\w{0,3}|prison\w{0,3}|imprison\w{0,6}|sentenc\w{0,4}|custod\w{0,4}"
    r"|behind bars|incarcerat\w{0,4}|detention|serv(?:e|ing)|curfew|suspended|disqualif\w{0,9}|ban"
    r"|banned|penalt\w{0,3}|maximum|minimum|tariff|licence|community order|locked up|put away"
    r"|handed|got|given)\b",
    re.IGNORECASE,
)
_TELLS_WHEN_BEFORE = re.compile(
    r"\b(?:over|in|within|during|throughout|across|through|after|before|since|every|past|last|next"
    r"|previous|first|final|coming|following|recent|preceding|these|those|the|this|that|each|per"
    r"|latest|under|until|spanning|another|in just|further|than|nearly|almost|around|about|for)"
    r"(?: (?:just|only|the|a|an|over|under|around|about|almost|nearly|more than|less than|last|past"
    r"|first|next|previous|preceding|space of|course of|latest|entire|full|whole|further|final"
    r"|period of|coming|following|further)){0,3} $",
    re.IGNORECASE,
)
_ALWAYS_WHEN_BEFORE = re.compile(
    r"\b(?:in|over|during|throughout|within|across|through|every|past|last|next|previous|first|per"
    r"|preceding|these|those|the|this|that|coming|following|after|since)"
    r"(?: (?:just|only|the|a|an|under|last|past|next|previous|space of|course of|first|preceding"
    r"|entire|full|whole|final|over)){0,3} $",
    re.IGNORECASE,
)
_RESULT_VERB = re.compile(
    r"(?:\w{2,}ed|caught|found|arrive|attend|respond|identify|answer|solve|resolve|locate"
    r"|charge|taken?|took|takes)\b[^.;]{0,60} within (?:just |only |under |over |less than "
    r"|about )?$"
    r"|\b(?:identif|locat|found|arriv|attend|respon|answer|solv|resolv|reach)\w{0,5}\b[^.;]{0,60}"
    r" in (?:just |only |under |over |less than |about |a median of |an average of )?$",
    re.IGNORECASE,
)
_CHANGE_VERB = re.compile(
    r"\b(?:sav(?:e|es|ed|ing)|reduc\w{1,4}|cut\w{0,5}|spe(?:e)?d\w{0,3}|shorten\w{0,3}"
    r"|increas\w{1,3}|extend\w{0,3}|t(?:akes?|ook|aking)|last(?:s|ed|ing)|averag\w{1,3}|faster"
    r"|quicker|wait\w{0,4}|from|spent|spen(?:d|ding|ds)|worked|total(?:led|ling)?|equivalent"
    r"|maximum|minimum|up to|to|at least)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_WHEN_AFTER = re.compile(
    r"\s?(?:ago|later|earlier|before|after|since|previously|prior|running|in a row|on from|now)\b"
    r"|'? (?:period|experience|campaign|operation|investigation|drive|week of|crackdown)\b"
    r"|s?'? of (?:action|activity|service|experience|hard|planning|intensi|investigat"
    r"|surveillance)",
    re.IGNORECASE,
)
_SENTENCED_FOR = re.compile(
    r"\b(?:jailed|imprisoned|sentenced|locked up|put away|banned|disqualified|suspended)"
    r"(?: [\w'-]{1,20}){0,4}? (?:for|to|totalling)"
    r"(?: (?:a|an|well|just|total|combined|of|over|under|more than|nearly|almost|at least)){0,4} $"
    r"|\b(?:got|given|received) $",
    re.IGNORECASE,
)
_STANDS_ALONE_BEFORE = re.compile(r"(?:^|[-:(,]|years?,? and|months? and) ?$")
_STANDS_ALONE_AFTER = re.compile(r"s?(?:[.,;)]|$|,? and [\w-]+ (?:months?|days?|weeks?)\b)")
_COUNTED_FROM_NOW = re.compile(
    r"\b(?:first|last|past|next|previous|preceding|coming|following) $", re.IGNORECASE
)
_LONG = 100


def tells_when(place: Surroundings) -> bool:
    """Whether the numeral is a length of time that only tells when something happened.

    “over 12 months”, “the past two years”, “a seven month investigation” do; years of sentences
    and what something takes or saves (“identified within 10 hours”, “saved 3 days”) do not.
    """
    unit = _UNIT.match(place.after)
    if unit is None or not place.is_bare:
        return False
    before, rest = place.clause_before, place.after[unit.end() :]
    is_long = unit["unit"].lower() in ("week", "month", "year", "yr", "decade", "fortnight")
    if place.numeral.value >= _LONG:
        return bool(_COUNTED_FROM_NOW.search(before))
    if is_long and _SENTENCED_FOR.search(before):
        return False
    if _WHEN_AFTER.match(rest):
        return True
    if is_long and _ALWAYS_WHEN_BEFORE.search(before) and not _is_term(place, rest):
        return True
    if is_long and _STANDS_ALONE_BEFORE.search(before) and _STANDS_ALONE_AFTER.match(rest):
        return False
    if "-" in unit["gap"]:
        return not _is_term(place, rest)
    if is_long and _PRISON.search(before + " | " + place.clause_after):
        return False
    if not is_long and (_RESULT_VERB.search(before) or _is_amount(rest)):
        return False
    if _TELLS_WHEN_BEFORE.search(before):
        return True
    if _CHANGE_VERB.search(before):
        return False
    return is_long and not place.is_first


_TERM = re.compile(
    r"s?'?(?: [\w-]{1,20}){0,3}? (?:sentences?|jail|prison|term|imprisonment|custod\w{0,4}|ban"
    r"|behind|detention|suspended|curfew|driving ban|disqualification|order)\b",
    re.IGNORECASE,
)


def _is_term(place: Surroundings, rest: str) -> bool:
    """“a 12-year sentence”, “the two years in prison”."""
    return bool(_TERM.match(rest))


def _is_amount(rest: str) -> bool:
    """“2,000 hours of footage”: an amount of work or film, and not a time."""
    return bool(re.match(r"'? of (?!the\b|each\b|that\b|being\b|his\b|her\b|their\b)", rest))
