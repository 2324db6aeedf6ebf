"""Until when a release is under embargo, in London's time, as its own words say it. No Django.

Authority: the words of the release. They name weekday, day, month and time, mostly no year: the
year is the nearest in which weekday and day agree. Nothing is guessed quietly, since a wrong guess
is a leak: where the words leave a moment open, `read_embargo` asks.
"""

import re
from calendar import day_name, month_name
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from releases.reading.days import SpokenYear, day_of, one_slip, spoken_years
from releases.reading.letters import Reading
from releases.reading.moments import (
    HALF_OF_DAY,
    WHICH_MIDNIGHT,
    Clock,
    Named,
    named_at,
    named_in,
)
from releases.reading.parts import Doubt, Form, ReadEmbargo, Span
from releases.reading.words import word_set

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def london_moment(naive: datetime) -> datetime:
    """The one moment at which London's clocks show this time.

    Raises ValueError, with a sentence on what to do, where they show it twice or never.
    """
    moments = london_moments(naive)
    if len(moments) != 1:
        raise ValueError(no_one_moment(naive))
    return moments[0]


def no_one_moment(naive: datetime) -> str:
    """Which instants a time may mean that London's clocks show twice or never, and what to do."""
    shown = f"{naive:%H:%M} on {naive:%A} {naive.day} {naive:%B %Y}"
    ask = "Ask what is meant, and give a time before 01:00 or from 02:00 on, which London has once."
    moments = [f"{moment.astimezone(UTC):%H:%M} UTC" for moment in london_moments(naive)]
    if moments:
        return f"London has {shown} twice, since the clocks go back: {' and '.join(moments)}. {ask}"
    first, second = (naive.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (1, 0))
    return (
        f"London has no {shown}, since the clocks go forward over it: {first:%H:%M} UTC or "
        f"{second:%H:%M} UTC may be meant. {ask}"
    )


def london_moments(naive: datetime) -> list[datetime]:
    """Every moment at which London's clocks show this time: mostly one, else none or two."""
    first, second = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return [first]
    there_and_back = first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
    return [first, second] if there_and_back == naive else []


# --- words held against a moment that is given


def disagreements(as_stated: str, until: datetime) -> Iterator[str]:
    """Sentences that say where the words of an embargo and ``until`` (London) differ."""
    for named, given, what in differences(as_stated, until):
        yield (
            f"the words “{as_stated}” name {what} {named}, but until is {given} "
            f"({until:%A} {until.day} {until:%B %Y, %H:%M}). Mend the one that is wrong."
        )


def differences(as_stated: str, until: datetime) -> list[tuple[str, str, str]]:
    """Where the words differ from ``until``: what they name, what it is, what both are called.

    Empty where the words may mean it: “midnight on Friday” is either end of Friday, “6.30” may be
    of the evening, and “GMT” in summer may be meant or not.
    """
    named = named_in(as_stated)
    differing = [
        [(said, given, what) for said, given, what in _compared(named, one) if said != given]
        for one in _as_shown(named, until.replace(tzinfo=None))
    ]
    return [] if [] in differing else differing[0]


def _as_shown(named: Named, until: datetime) -> Iterator[datetime]:
    """``until`` as the words may show it, London's own clock first."""
    yield until
    doubt = named.clocks[0].doubt if named.clocks else ""
    if doubt == WHICH_MIDNIGHT and until.time() == time.min:
        yield until - ONE_DAY
    if doubt == HALF_OF_DAY and until.hour >= 12:
        yield until - timedelta(hours=12)
    for zone in named.zones:
        for moment in london_moments(until) if zone in _OFFSETS else ():
            yield moment.astimezone(UTC).replace(tzinfo=None) + _OFFSETS[zone]


def _compared(named: Named, until: datetime) -> Iterator[tuple[str, str, str]]:
    """What the words name, what ``until`` says of the same, and what it is called."""
    for weekday in named.weekdays[:1]:
        yield day_name[weekday], f"{until:%A}", "the weekday"
    for day, month in named.dates[:1]:
        yield f"{day}", f"{until.day}", "the day"
        if 1 <= month <= 12:
            yield month_name[month], f"{until:%B}", "the month"
    for year in named.years[:1]:
        yield f"{year}", f"{until.year}", "the year"
    for clock in named.clocks[:1]:
        yield f"{clock.hour:02}:{clock.minute:02}", f"{until:%H:%M}", "the time"


def named_time(words: str) -> tuple[int, int] | None:
    """Hour and minute that the words name ("00:01", "6.30pm", "0001hrs", "noon"), or None."""
    for clock in named_in(words).clocks:
        return clock.hour, clock.minute
    return None


# --- the notices of a release


@dataclass
class _Notice:
    """One place that speaks of an embargo, and what it names."""

    start: int
    end: int
    named: Named = field(default_factory=Named)
    is_immediate: bool = False


_WORDS_OF_IT = ("embargo", "embargoed", "embargos", "embargoes", "embargod", "embarged")
_OTHER_WORDS = word_set("embarked")
_MAYBE_IT = re.compile(r"\b[ei][a-z]{4,10}\b", re.IGNORECASE)
_HELD = re.compile(
    r"\bnot\s(?:for|to\sbe)\s"
    r"(?:publication|published|publishing|broadcast|released?|used?|reported|reporting"
    r"|transmission|transmitted|distribution|distributed|circulation|circulated|issued?|shared)\b"
    r"|\bdo\snot\s(?:publish|broadcast|release|use|report|share)\b"
    r"|\bhold\s(?:for\s(?:release|publication)|until|till)\b"
    r"|\b(?:for|release|publication)\s(?:release|publication|broadcast|use|date|time|on|at|from)\b"
    r"(?=[\s:]{1,3}(?:on\b|at\b|from\b|after\b|not\b|until\b|[0-9(]|[a-z]{3,9}day\b|noon|mid))",
    re.IGNORECASE,
)
_IMMEDIATE = re.compile(
    r"\bfor\simmediate\s(?:release|publication|broadcast|distribution)\b|\bimmediate\srelease\b"
    r"|\brelease\s?:\s?immediate(?:ly)?\b",
    re.IGNORECASE,
)
_NO_EMBARGO = re.compile(
    r"\b(?:no|not|without|non|nor)[\s-](?:under\s|an\s|any\s)?$", re.IGNORECASE
)
_OTHER_EMBARGO = re.compile(
    r"\b(?:trade|arms|oil|weapons?|exports?|imports?|economic|gas|grain|travel|military|fuel|food"
    r"|banking|diamond|technology|timber|steel|u\.?n\.?|e\.?u\.?)[\s-](?:and\s[a-z]+\s)?$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\s(?:(?:was|were|has|have|had|is\snow|now)\s(?:now\s|since\s|already\s)?(?:been\s)?)"
    r"(?:lifted|ended|expired|passed|over|removed|broken|breached|imposed|placed|agreed|extended)",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"[\s-](?:breach(?:es|ed)?|broken?|break(?:er|ers|ing)?|bust\w*|polic(?:y|ies)|rules?|goods"
    r"|agreements?|row|against|on\s(?!publication|release|reporting|broadcast|this\b|the\srel|all\b"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d|noon|mid))",
    re.IGNORECASE,
)
# What a sentence may say before the word and still be a notice of the release itself.
_OF_A_RELEASE = word_set(
    """this the press media news release story information is are under strict strictly copy please
    note that content document all material an currently and remains be must"""
)
_MARKS = " *-_:([\"'#>|"
_SOME_YEAR = re.compile(r"\s(?:in|since|from|of|during)\s(?:19|20)\d\d$")
_LIFTED = re.compile(r"\W{1,3}(?:lifted|over|ended|expired|removed|passed)\b", re.IGNORECASE)
_FILLERS = word_set(
    """until untill untl till til to for release releases released publication publish published
    broadcast broadcasting reporting use used at on from the before prior not strictly strict is
    in place this media press national newspapers newspaper and all or lifts lift lifted will be
    copy notice time times date ends end expires applies set must hours hrs online print under
    of information story news report content materials material no earlier than a an sunday's
    morning's web social"""
)
_JOINING = word_set(
    """on at of the hours hrs hr uk london local time sharp precisely precise exactly and to be
    morning"""
)
_FOLLOWING_WORD = re.compile(r"[a-z']{1,15}\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[^\w\n]{0,12}(?:\n[^\w\n]{0,12}){0,3}")
_MOST_FILLERS = 16
_LONGEST_NOTICE = 400
_MOST_NOTICES = 40
_SHORT_LINE = 12


@lru_cache(maxsize=1)
def _words_of_an_embargo() -> frozenset[str]:
    slips = {slip for word in _WORDS_OF_IT for slip in one_slip(word)}
    return frozenset(slips | set(_WORDS_OF_IT)) - _OTHER_WORDS


def _notices(reading: Reading, form: Form) -> Iterator[_Notice]:
    plain, end = reading.plain, form.start
    for start, lead in sorted(_leads(plain, form), key=lambda found: found[0]):
        if start < end:
            continue
        if notice := _notice(plain, form, start, lead):
            end = notice.end
            yield notice


def _leads(plain: str, form: Form) -> Iterator[tuple[int, re.Match[str]]]:
    """The words with which a notice may begin."""
    for found in _MAYBE_IT.finditer(plain, form.start, form.end):
        if found[0].lower() in _words_of_an_embargo():
            yield found.start(), found
    for pattern in (_HELD, _IMMEDIATE):
        for found in pattern.finditer(plain, form.start, form.end):
            yield found.start(), found


def _notice(plain: str, form: Form, start: int, lead: re.Match[str]) -> _Notice | None:
    line = _line(plain, form, start)
    if lead.re is _IMMEDIATE:
        return _immediate(plain, line, lead)
    if lead.re is _MAYBE_IT:
        if _OTHER_EMBARGO.search(plain, max(line[0], start - 40), start):
            return None
        if denied := _NO_EMBARGO.search(plain, max(line[0], start - 20), start):
            return _Notice(denied.start(), lead.end(), is_immediate=True)
        if _OVER.match(plain, lead.end()):
            return None
    named, end, is_immediate = _read_on(plain, lead.end(), min(form.end, start + _LONGEST_NOTICE))
    if is_immediate:
        return _Notice(start, end, is_immediate=True)
    opens = not plain[line[0] : start].strip(_MARKS)
    if lead.re is _HELD:
        # In prose a prisoner, too, is “not to be released before 12 March”: only a time is proof.
        return _Notice(start, end, named) if named and (opens or named.clocks) else None
    if named and not (_SOME_YEAR.match(plain, lead.end(), end) and not opens):
        return _Notice(start, end, named)
    return _bare(plain, line, lead)


def _bare(plain: str, line: tuple[int, int], lead: re.Match[str]) -> _Notice | None:
    """A notice that names no time after its first words: it may before them, or not at all."""
    short = len(plain[line[0] : line[1]].split()) <= _SHORT_LINE
    shouted = lead[0].isupper() and len(plain[line[0] : lead.start()].split()) <= _SHORT_LINE
    if _LIFTED.match(plain, lead.end()) or _TALK.match(plain, lead.end()):
        return None
    if short and (named := named_in(plain[line[0] : lead.start()])).dates:
        return _Notice(line[0], lead.end(), named)
    before = [word.lower() for word in re.findall(r"\w+", plain[line[0] : lead.start()])]
    is_said = bool({"under", "strictly"}.intersection(before)) or lead[0].lower().endswith("ed")
    if shouted or ((short or is_said) and _OF_A_RELEASE.issuperset(before)):
        return _Notice(lead.start(), lead.end())
    return None


def _immediate(plain: str, line: tuple[int, int], lead: re.Match[str]) -> _Notice | None:
    short = len(plain[line[0] : line[1]].split()) <= _SHORT_LINE
    opens = not plain[line[0] : lead.start()].strip(_MARKS)
    is_sentence = plain[line[0] : line[1]].rstrip().endswith(".")
    if lead[0].isupper() or opens or (short and not is_sentence):
        return _Notice(lead.start(), lead.end(), is_immediate=True)
    return None


def _line(plain: str, form: Form, at: int) -> tuple[int, int]:
    """The line that a place stands on; of an endless line, the part around it."""
    start = plain.rfind("\n", max(form.start, at - _LONGEST_NOTICE), at) + 1
    end = plain.find("\n", at, min(form.end, at + _LONGEST_NOTICE))
    if start == 0:
        start = max(form.start, at - _LONGEST_NOTICE)
    return start, end if end >= 0 else min(form.end, at + _LONGEST_NOTICE)


def _read_on(plain: str, at: int, limit: int) -> tuple[Named, int, bool]:
    """What a notice names from ``at`` on, word after word, until a word that is none of it.

    Returns that, the end of the last word that names something, and whether it says “immediate”.
    """
    named, end, fillers = Named(), at, 0
    while at < limit:
        between = _BETWEEN.match(plain, at)
        if between is None or _is_another_paragraph(plain, at, between.end(), named):
            break
        at = between.end()
        if found := named_at(plain, at, named):
            named.add(found[0])
            at = end = found[1]
            continue
        word = _FOLLOWING_WORD.match(plain, at)
        if word is None:
            break
        if not named and word[0].lower() in ("immediate", "immediately", "none", "nil"):
            return named, word.end(), True
        allowed = _JOINING if named else _FILLERS
        if word[0].lower() not in allowed or fillers >= _MOST_FILLERS:
            break
        fillers += 1
        at = word.end()
    return named, end, False


def _is_another_paragraph(plain: str, start: int, end: int, named: Named) -> bool:
    """Whether the words after the gap are no longer the notice, which has all that it needs."""
    is_full = bool(named.dates and named.clocks)
    return is_full and "\n" in plain[start:end]


# --- the year that the words leave out

_NEAR = timedelta(days=120)
_PAST = timedelta(days=45)
_FROM_TODAY = timedelta(days=550)
_STALE = 2
_ALIKE_WITHIN = 40


def _days_that_agree(named: Named, around: int) -> list[date]:
    day, month = named.dates[0]
    years = range(max(1, around - _ALIKE_WITHIN), around + _ALIKE_WITHIN)
    days = (day_of(year, month, day) for year in years)
    return [found for found in days if found and found.weekday() == named.weekdays[0]]


def _day_without_year(
    named: Named, spoken: list[SpokenYear], today: date
) -> tuple[date | None, list[date]]:
    """The one day that weekday, day and month can mean, else None and those to choose from.

    The year is nearest to the latest that the text speaks of as not ahead of it, and to today
    only where it speaks of none.
    """
    past = [year for year in spoken if not year.is_ahead and year.first <= today.year + 1]
    latest = max(past, key=lambda year: year.last, default=None)
    agreeing = _days_that_agree(named, latest.last if latest else today.year)
    if not agreeing:
        return None, []
    if latest is None:
        ahead = min((year.last for year in spoken), default=None)
        return _nearest_to_today(agreeing, today, ahead)
    live = [day for day in agreeing if today - _PAST <= day <= today + _NEAR]
    nearest = sorted(agreeing, key=lambda day: abs(day.year - latest.last))
    chosen, others = nearest[0], nearest[1:2]
    if live and live[0] != chosen:
        return None, sorted({chosen, *live})
    fits = latest.first <= chosen.year <= latest.last + _STALE
    if fits or (live and chosen.year >= latest.first):
        return chosen, []
    return None, sorted({chosen, *others})


def _nearest_to_today(
    agreeing: list[date], today: date, ahead: int | None
) -> tuple[date | None, list[date]]:
    nearest = sorted(agreeing, key=lambda day: abs(day - today))[:2]
    is_sure = abs(nearest[0] - today) <= _FROM_TODAY
    if is_sure and (ahead is None or nearest[0].year <= ahead):
        return nearest[0], []
    return None, sorted(nearest)


# --- from what is named to a moment


@dataclass
class _Answer:
    until: datetime | None = None
    choices: list[datetime] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)


def read_embargo(reading: Reading, form: Form, *, today: date) -> ReadEmbargo | None:
    """The embargo that a release states, in its title or on any line; None where it states none.

    ``until`` is set only where the words leave one moment. Otherwise ``doubts`` ask, and
    ``choices`` are the moments between which to choose.
    """
    notices = list(islice(_notices(reading, form), _MOST_NOTICES))
    if not notices:
        return None
    held = [notice for notice in notices if not notice.is_immediate]
    if not held:
        return ReadEmbargo(notices[0].start, notices[0].end, is_immediate=True)
    main = next((notice for notice in held if notice.named), held[0])
    start, end = _with_its_words(reading.plain, form, main), main.end
    spoken = _spoken_elsewhere(reading.plain, form, held)
    answer = _answer(held, spoken, today)
    if len(held) < len(notices):
        answer.until = None
        answer.asks.append("The release speaks of an embargo and of immediate release: which?")
    words = reading.words(start, end)
    doubts = tuple(Doubt(ask.replace("<words>", words), start, end) for ask in answer.asks)
    # Two moments that London's clocks show alike are equal as they stand, but not as instants.
    instants = {moment.astimezone(UTC): moment for moment in answer.choices}
    choices = () if answer.until else tuple(instants[one] for one in sorted(instants))
    return ReadEmbargo(start, end, answer.until, choices=choices, doubts=doubts)


def notices_of(reading: Reading, form: Form) -> list[Span]:
    """Where the release speaks of its own embargo: no day named there is a figure's."""
    found = list(islice(_notices(reading, form), _MOST_NOTICES))
    return [Span(notice.start, notice.end) for notice in found]


_BEFORE_THE_WORD = re.compile(
    r"(?:\b(?:strictly|under|strict|an|a|is|are|this|media|press|copy|release)\s){1,5}$",
    re.IGNORECASE,
)


def _with_its_words(plain: str, form: Form, notice: _Notice) -> int:
    """Where the notice begins, with “STRICTLY UNDER” before the word itself."""
    before = _BEFORE_THE_WORD.search(plain, max(form.start, notice.start - 60), notice.start)
    return before.start() if before else notice.start


def _spoken_elsewhere(plain: str, form: Form, held: list[_Notice]) -> list[SpokenYear]:
    return [
        year
        for year in spoken_years(plain, form.start, form.end)
        if not any(notice.start <= year.start < notice.end for notice in held)
    ]


def _answer(held: list[_Notice], spoken: list[SpokenYear], today: date) -> _Answer:
    together = Named()
    for notice in held:
        together.add(notice.named)
    if differ := _differ(together):
        alone = [_moment(notice.named, spoken, today) for notice in held if notice.named]
        choices = [one for answer in alone for one in _all_of(answer)]
        return _Answer(choices=choices, asks=[f"The embargo names {differ}: which is right?"])
    return _moment(together, spoken, today)


def _all_of(answer: _Answer) -> list[datetime]:
    return [answer.until] if answer.until else answer.choices


def _differ(named: Named) -> str:
    """What the notices name twice, in words; "" where they agree."""
    told = {
        "weekdays": [day_name[weekday] for weekday in named.weekdays],
        "dates": [_date_words(*one) for one in named.dates],
        "years": [str(year) for year in named.years],
        "times": [f"{clock.hour:02}:{clock.minute:02}" for clock in named.clocks],
        "time zones": named.zones,
    }
    return "; ".join(
        f"{len(many)} {what} ({', '.join(many)})" for what, many in told.items() if len(many) > 1
    )


def _date_words(day: int, month: int) -> str:
    return f"{day} {month_name[month]}" if 1 <= month <= 12 else f"{day}/{month}"


def _moment(named: Named, spoken: list[SpokenYear], today: date) -> _Answer:
    if len(named.dates) > 1 or len(named.clocks) > 1:
        return _Answer(asks=["The embargo “<words>” names more than one moment: which is meant?"])
    day, days, asks = _day(named, spoken, today)
    if not named.clocks:
        asks.append("The embargo “<words>” names no time of day: at what time does it end?")
        return _Answer(asks=asks)
    clock = named.clocks[0]
    moments = [moment for one in days for moment in _on_day(one, clock, named.zones)]
    if clock.doubt:
        asks.append(f"The embargo “<words>” {clock.doubt}: what time is meant?")
    elif day is not None:
        asks += _time_asks(day, clock, named.zones, moments)
    if asks or len(moments) != 1:
        return _Answer(choices=moments, asks=asks or ["When does the embargo “<words>” end?"])
    return _Answer(moments[0])


def _day(
    named: Named, spoken: list[SpokenYear], today: date
) -> tuple[date | None, list[date], list[str]]:
    """The day that is meant, else those to choose from with the sentence that asks."""
    if not named.dates:
        if named.other:
            ask = f"The embargo “<words>” says “{named.other[0]}”: which date is that?"
        else:
            ask = "The embargo “<words>” names no day and month: on which date does it end?"
        return None, [], [ask]
    if named.years:
        return _day_of_year(named, named.years[0])
    day, month = named.dates[0]
    words = _date_words(day, month)
    if not named.weekdays:
        years = {today.year, *(year.last for year in spoken if not year.is_ahead)}
        days = [one for year in sorted(years)[-2:] if (one := day_of(year, month, day))]
        ask = f"The embargo “<words>” names neither weekday nor year: {words} of which year?"
        return None, days, [ask]
    found, days = _day_without_year(named, spoken, today)
    if found:
        return found, [found], []
    weekday = day_name[named.weekdays[0]]
    if not days:
        return None, [], [f"{words} is never a {weekday}: which date does “<words>” mean?"]
    return None, days, [f"{words} is a {weekday} in several years: which does “<words>” mean?"]


def _day_of_year(named: Named, year: int) -> tuple[date | None, list[date], list[str]]:
    (day, month), weekdays = named.dates[0], named.weekdays
    british = day_of(year, month, day)
    american = day_of(year, day, month) if named.in_numbers else None
    fits = [one for one in (british, american) if one and one.weekday() in (weekdays or range(7))]
    if british and british in fits:
        return british, [british], []
    days = sorted({one for one in (british, american) if one})
    if not days:
        ask = f"There is no {_date_words(day, month)} {year}: what does “<words>” mean?"
        return None, [], [ask]
    if british is None:
        ask = f"“<words>” is no date in British order: is {_words(days[0])} meant?"
        return None, days, [ask]
    ask = f"{_words(british)} is a {british:%A}, but “<words>” says {day_name[weekdays[0]]}: which?"
    return None, sorted({*days, *_same_weekday_near(british, weekdays[0])}), [ask]


def _same_weekday_near(day: date, weekday: int) -> list[date]:
    ahead = (weekday - day.weekday()) % 7
    return [day + timedelta(days=ahead if ahead <= 3 else ahead - 7)]


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


_OFFSETS = {"GMT": timedelta(0), "UTC": timedelta(0), "BST": timedelta(hours=1)}


def _on_day(day: date, clock: Clock, zones: list[str]) -> list[datetime]:
    """The moments that a time of this day may be."""
    naive = datetime.combine(day, time(clock.hour % 24, clock.minute))
    match clock.doubt:
        case "":
            naives = [naive]
        case _ if clock.doubt == WHICH_MIDNIGHT:
            naives = [naive, naive + ONE_DAY]
        case _ if clock.doubt == HALF_OF_DAY:
            naives = [naive, naive + timedelta(hours=12)]
        case _:
            return []
    moments = [moment for one in naives for moment in london_moments(one)]
    for zone in zones:
        if zone in _OFFSETS:
            shown = {(one - _OFFSETS[zone]).replace(tzinfo=UTC) for one in naives}
            agreeing = [moment for moment in moments if moment.astimezone(UTC) in shown]
            moments = agreeing or moments + [one.astimezone(LONDON) for one in sorted(shown)]
    return moments


def _time_asks(day: date, clock: Clock, zones: list[str], moments: list[datetime]) -> Iterable[str]:
    shown = f"{clock.hour:02}:{clock.minute:02} on {_words(day)}"
    for zone in zones:
        if zone not in _OFFSETS:
            yield f"“<words>” names the time of another zone ({zone}): when is that in London?"
        elif len(moments) > 1:
            yield f"At {shown} London does not keep {zone}, which “<words>” names: which is meant?"
    if not zones and len(moments) > 1:
        yield f"London has {shown} twice, since the clocks go back: which does “<words>” mean?"
    if not moments:
        yield f"London has no {shown}, since the clocks go forward: what does “<words>” mean?"
