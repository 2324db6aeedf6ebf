"""Days, weeks, months and years as a text words them: the wording, and what it finds. No Django.

What the words come to in calendar days is worked out in `stretch_rules`.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date

from releases.reading import stretch_rules as rules
from releases.reading.one_line import OneLine
from releases.reading.stretch_rules import NUMBER_WORDS, Around, Date, Days, Role, Rule, Stretch

# --- the words


def _any_of(names: Iterable[str]) -> str:
    return "|".join(word for name in names if name for word in dict.fromkeys((name, name.upper())))


# With a capital, since “may” and “march” are words; a full stop only after a shortened name.
_FULL_MONTHS, _SHORT_MONTHS = calendar.month_name, [*calendar.month_abbr, "Sept"]
_MONTH = rf"(?=[JFMASOND])(?:(?:{_any_of(_FULL_MONTHS)})\b|(?:{_any_of(_SHORT_MONTHS)})\b\.?)"
_WEEKDAY = r"(?i:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?i:day)?\b"
_YEAR = r"(?:19|20)\d\d(?![\d/]|-\d|,\d)"
_NOT_IN_A_NUMBER = r"(?<![\d/.,£#-])"
_ORDINAL = r"(?i:st|nd|rd|th)?"
_TO = r" ?(?:-|\u2014|(?i:\bto|\buntil|\btill|\band|\bthrough|\bup to)\b) ?"
_THE = r"(?:(?i:the) )?"
_COUNT = rf"(?:\d{{1,2}}|(?i:{'|'.join(NUMBER_WORDS)}))"
_LAST = r"(?i:last|past|previous|preceding)"
_ENDING = r"(?i:to|ending|ended|up to|until)(?: (?i:in|on))?(?: (?i:the end of|end of|end))?"
_EARLY = r"(?:(?i:early|late|mid)[ -])?"


def _weekday(n: int) -> str:
    return rf"(?:(?P<w{n}>{_WEEKDAY}),? )?"


def _month(n: int) -> str:
    return rf"(?P<m{n}>{_MONTH})"


def _maybe_year(n: int) -> str:
    return rf"(?:,? (?P<y{n}>{_YEAR}))?"


def _lone_day(n: int) -> str:
    return rf"{_weekday(n)}{_THE}\b(?P<d{n}>\d{{1,2}}){_ORDINAL}"


def _day_month(n: int) -> str:
    return rf"{_lone_day(n)} ?(?:(?i:day )?(?i:of) )?{_month(n)}{_maybe_year(n)}"


def _month_day(n: int) -> str:
    return rf"{_weekday(n)}\b{_month(n)} (?P<d{n}>\d{{1,2}}){_ORDINAL}(?!\d|:\d){_maybe_year(n)}"


def _numeric(n: int) -> str:
    return rf"\b(?P<nd{n}>\d{{1,2}})[/.](?P<nm{n}>\d{{1,2}})[/.](?P<ny{n}>(?:20)?\d\d)\b"


_DATE = rf"(?:{_day_month(1)}|{_month_day(2)}|{_numeric(3)})"
_FINANCIAL = (
    r"(?:\b(?i:FY) ?(?P<fa>(?:20)?\d\d)(?:[/-](?P<fb>(?:20)?\d\d))?(?!\d)"
    rf"|{_NOT_IN_A_NUMBER}(?P<fc>(?:19|20)\d\d)(?:[/-]| ?\u2014 ?)(?P<fd>(?:20)?\d\d)(?![\d/-])"
    rf"|{_NOT_IN_A_NUMBER}(?P<fe>(?:19|20)\d\d) (?i:to) (?P<ff>20\d\d) (?=(?i:financial|fiscal)))"
)
_RELATIVE_YEAR = r"(?P<rel>(?i:last|this) (?i:year)|(?i:the previous year))"
_MONTH_YEAR = rf"\b{_month(2)}(?:(?:,| of)? (?P<y2>{_YEAR})| {_RELATIVE_YEAR})?"
_NAMED_MONTH = rf"\b{_month(2)}(?: |, | of )(?P<y2>{_YEAR})"
_BARE_YEAR = rf"{_NOT_IN_A_NUMBER}(?P<y2>{_YEAR})(?![%\w])"
_NEAR_YEAR = (
    r"(?i:\b(?:(?:the )?(?:last|previous|this|current) (?:financial |calendar )?year"
    r"|(?:the )?(?:financial )?year before|the year prior))\b"
)
_YEAR_OF_PART = rf"(?P<y6>{_YEAR}(?!/)|20\d\d(?=(?P<fy>[/-]\d\d\b)))"

# What may stand after “since”, “by” and “from”.
_POINTS: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(_DATE), rules.read_day),
    (re.compile(_MONTH_YEAR), rules.read_months),
    (re.compile(rf"(?i:last|this) {_month(2)}"), rules.read_near_month),
    (re.compile(_FINANCIAL), rules.read_financial),
    (re.compile(_BARE_YEAR), rules.read_year),
    (re.compile(_NEAR_YEAR), rules.read_near_year),
    (re.compile(r"(?i:the (?:start|beginning) of (?:the|this) year)"), rules.read_so_far),
)
_UNNAMED = "|".join(re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern, _ in _POINTS)
_POINT = rf"(?P<rest>(?:{_UNNAMED}))"
_END_OF = (
    r"(?:(?i:the )?(?i:end|start|beginning|middle|close|summer|autumn|spring|winter) (?i:of) )?"
)

# Most words name no time: a rule is tried only around the words that it needs.
_MONTHS = re.compile(rf"\b{_MONTH}")
_DIGITS = re.compile(r"(?:19|20)\d\d|(?i:FY ?)\d\d")
_NEAR = re.compile(
    r"(?i:\b(?:years?|months?|weeks?|fortnight|weekend|periods?|quarter|decade|yesterday|night"
    r"|overnight|today|days?|hours?|mon|tue|wed|thu|fri|sat|sun))"
)
_ANY = re.compile(rf"\b{_MONTH}|(?:19|20)\d\d|(?i:FY ?)\d\d|\d[/.]\d|(?i:year)")
_AROUND_A_CUE = 80

_RULES: tuple[tuple[re.Pattern[str], Rule, re.Pattern[str]], ...] = tuple(
    (cue, rule, re.compile(words))
    for cue, rule, words in (
        # “20-26 October”, “from Monday, 11th to Sunday, 17th October 2021”
        (
            _MONTHS,
            rules.read_days,
            rf"(?:{_day_month(1)}|{_lone_day(3)}){_TO}{_day_month(2)}",
        ),
        # “December 1 to January 1”
        (
            _MONTHS,
            rules.read_days,
            rf"{_month_day(1)}{_TO}"
            rf"(?:{_month_day(2)}|{_lone_day(4)}(?! ?{_MONTH})(?![\d.,:%]))",
        ),
        # “02/11/2023 - 05/11/2023”
        (_ANY, rules.read_days, rf"{_numeric(1)}{_TO}{_numeric(2)}"),
        # “between April 2021 and March 2022”, “March to December last year”
        (
            _MONTHS,
            rules.read_months,
            rf"\b{_month(1)}{_maybe_year(1)}{_TO}{_MONTH_YEAR}",
        ),
        # “2021 to 2025”
        (
            _DIGITS,
            rules.read_years,
            rf"{_NOT_IN_A_NUMBER}(?P<y1>{_YEAR}) ?(?:(?i:to|and|until|till)|-|\u2014)"
            rf" ?(?P<y2>{_YEAR})(?! (?i:financial))",
        ),
        # “the week of 13 November”, “w/e 19 November”
        (
            _ANY,
            rules.read_week_of,
            r"(?i:\bweek (?:of|from|commencing|beginning|starting|ending|to)|\bw/[ce]:?)"
            rf"(?: (?i:on))? {_THE}{_DATE}",
        ),
        # “the year to March 2022”, “12 months ending 31 March 2023”, “three months to June”
        (
            _MONTHS,
            rules.read_months_to,
            rf"(?i:\b(?:the )?(?P<unit>year|quarter|(?:(?P<n>{_COUNT})[ -])months?)) {_ENDING}"
            rf" (?:{_DATE}|{_month(5)}{_maybe_year(5)})",
        ),
        # “Q3 2020”, “Q1 of 2022/23”
        (
            _DIGITS,
            rules.read_part_of_year,
            rf"\b(?i:q(?:uarter )?)(?P<q>[1-4])(?: (?i:of)|,)? {_YEAR_OF_PART}",
        ),
        # “the third quarter of 2020”, “the first six months of 2023”
        (
            _DIGITS,
            rules.read_part_of_year,
            rf"(?i:\b(?P<q2>first|second|third|fourth|last|final)) (?:(?P<n>{_COUNT}) )?"
            rf"(?P<of>(?i:quarter|half|months)) (?i:of) {_YEAR_OF_PART}",
        ),
        # “2022/23”, “FY25-26”
        (_DIGITS, rules.read_financial, _FINANCIAL),
        # “Tuesday 12 March”, “12/03/2024”
        (_ANY, rules.read_day, _DATE),
        # “May 2021”, “in May”, “in May last year”
        (_MONTHS, rules.read_months, _NAMED_MONTH),
        (
            _MONTHS,
            rules.read_months,
            r"(?i:\b(?:in|during|throughout|of|for|last month|month of|across))"
            rf" {_EARLY}(?P<core>{_MONTH_YEAR})",
        ),
        (_MONTHS, rules.read_near_month, rf"\b(?i:last|this) {_month(2)}"),
        # “since July 2024”, “since its launch in October 2025”
        (
            _ANY,
            rules.read_since,
            r"(?i:\bsince) (?:(?i:the (?:start|beginning) of"
            r"|(?:its|the|their|being|it|they) (?:[a-z-]+ ){1,6}?(?:in|on)) )?"
            rf"{_EARLY}{_POINT}",
        ),
        # “by May 2024”, “by the end of 2025”
        (_ANY, rules.read_by, rf"(?i:\b(?:by|before|towards)) {_END_OF}{_EARLY}{_POINT}"),
        # “from FY25-26”
        (
            _ANY,
            rules.read_from_then_on,
            rf"(?i:\bfrom) {_POINT}(?!,? ?\d)(?! ?(?:-|(?i:to|until|and)\b))",
        ),
        # “as at 31 March 2023”
        (
            _ANY,
            rules.read_as_at,
            rf"(?i:\b(?:as (?:of|at)(?: the end of)?|at the end of)) {_POINT}",
        ),
        # “up to 20 June 2021”
        (_ANY, rules.read_up_to, rf"(?i:\bup to(?: and including)?) {_POINT}"),
        # “in 2023”, not “in 2000 homes”
        (
            _DIGITS,
            rules.read_year,
            r"(?i:\b(?:in|during|throughout|for|year|over|than|with|on|of|summer|autumn|spring"
            rf"|winter)) (?P<core>{_BARE_YEAR})(?! [a-z]{{3,12}}s\b(?<!was)(?<!has))",
        ),
        (_DIGITS, rules.read_year, rf"\({_BARE_YEAR}\)"),
        # “so far this year”
        (
            _NEAR,
            rules.read_so_far,
            r"(?i:\b(?:so far this year|this year so far|this year to date|year to date"
            r"|since the (?:start|beginning) of (?:the|this) year))\b",
        ),
        # “the same period last year”, “the same week in 2022”
        (
            _NEAR,
            rules.read_same_again,
            r"(?i:\b(?:the )?same (?:period|week|month|time|quarter|days?|weekend)) "
            r"(?:(?i:(?:of |in )?(?:the )?(?:last|previous) year|a year (?:ago|earlier|before)"
            rf"|the year before)|(?i:in|of) (?P<y2>{_YEAR}))",
        ),
        # “last year”, “the previous financial year”
        (_NEAR, rules.read_near_year, _NEAR_YEAR),
        # “the previous week”, “last month”
        (
            _NEAR,
            rules.read_near_week,
            r"(?i:\b(?:the )?(?:(?:last|previous|preceding|this|past) (?P<unit>week|month)"
            r"|(?P<unit2>week|month) before))\b(?! of)",
        ),
        # “in the past year”, “over the last three months”
        (
            _NEAR,
            rules.read_past_length,
            rf"(?i:\b(?:the |this )?{_LAST}) (?:(?P<n>{_COUNT})[ -])?"
            r"(?P<unit>(?i:year|month|week|day|hour|decade))(?i:s)?\b",
        ),
        # “during the above reporting period”, “that week”
        (
            _NEAR,
            rules.read_named_before,
            r"(?i:\b(?:the|this|that|these|those) (?:above |same |whole |entire |latest )?"
            r"(?:reporting |recording |recorded |monitoring )?"
            r"(?:periods?|week|weekend|month|year|quarter))\b"
            r"(?! ?\d| (?i:of|to|ending|ended|before))",
        ),
        # “over 12 months”, “in four days”
        (
            _NEAR,
            rules.read_length,
            r"(?i:\b(?:in|over|during|throughout|within|across)"
            r" (?:just |only |the |a |an |this |that |its |their |under ){0,3})"
            rf"(?P<core>(?P<n>{_COUNT})[ -](?P<unit>(?i:year|month|week|fortnight|day))(?i:s)?)\b",
        ),
        # “yesterday”, “over the weekend”
        (
            _NEAR,
            rules.read_near_day,
            # “held overnight” says how long, and “overnight on Friday” when.
            r"\b(?:Overnight|overnight(?= (?:on|from|into) ))\b|(?i:\b(?:yesterday|last night|today"
            r"|(?:over|at|during) the (?:past |last )?weekend|(?:last|this|past) weekend))\b",
        ),
        # “on Tuesday”
        (
            _NEAR,
            rules.read_weekday_alone,
            rf"(?i:\b(?:on|last|this)) (?P<w1>{_WEEKDAY})(?! ?\d)",
        ),
    )
)
# These are counted from the day of writing or from another stretch: nothing may lean on them.
_LEANING: tuple[Rule, ...] = (
    rules.read_same_again,
    rules.read_near_week,
    rules.read_near_year,
    rules.read_named_before,
    rules.read_near_day,
    rules.read_weekday_alone,
)


# --- what a section names

_BEFORE = 80


def stretches(one: OneLine, written_on: date, before: Stretch | None) -> list[Stretch]:
    """The stretches that one section names, in its order.

    ``before`` is the last ground for leaning that the sections before it name.
    """
    read: list[Stretch] = []
    end = 0
    for start, minus_end, _, match, rule in sorted(_hits(one.plain), key=lambda hit: hit[:3]):
        if start < end:
            continue
        words_before = one.plain[max(0, start - _BEFORE) : start]
        days = _worked_out(rule, match, Around(written_on, before, words_before, _inner))
        if days is None:
            continue
        end = -minus_end
        is_ground = bool(days.role is Role.OWN and days.first and days.last)
        stretch = Stretch(
            one.at(start),
            one.end_at(end),
            days.kind,
            days.first,
            days.last,
            days.inferred,
            days.role,
            days.months,
            days.days,
            is_ground and rule not in _LEANING,
        )
        read.append(stretch)
        before = stretch if stretch.is_ground else before
    return read


def _hits(plain: str) -> Iterator[tuple[int, int, int, re.Match[str], Rule]]:
    """Start, end (as a negative number, so that the longest comes first), rank, match and rule."""
    windows = {cue: _windows(cue, plain) for cue in (_MONTHS, _DIGITS, _NEAR, _ANY)}
    for number, (cue, rule, pattern) in enumerate(_RULES):
        for window in windows[cue]:
            for match in pattern.finditer(plain, *window):
                core = match.start("core") if "core" in pattern.groupindex else match.start()
                yield core, -match.end(), number, match, rule


def _windows(cue: re.Pattern[str], plain: str) -> list[tuple[int, int]]:
    """The parts of a line around the words that a rule needs; none of them overlap."""
    windows: list[tuple[int, int]] = []
    for found in cue.finditer(plain):
        start, end = max(0, found.start() - _AROUND_A_CUE), found.end() + _AROUND_A_CUE
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _inner(words: str, around: Around) -> Days | None:
    """The stretch in the words after “since”, “by” or “from”."""
    for pattern, rule in _POINTS:
        if found := pattern.match(words):
            return rule(found, around)
    return None


def _worked_out(rule: Rule, match: re.Match[str], around: Around) -> Days | None:
    """The days that a rule makes of its words; None where there are none such (year 9999 …)."""
    try:
        return rule(match, around)
    except (ValueError, OverflowError):
        return None


_DATES = re.compile(_DATE)
_DATE_CUE = re.compile(rf"\b{_MONTH}|\d[/.]\d\d?[/.]")


def dates_of(plain: str) -> Iterator[Date]:
    """Every date of a line of text, as it is worded."""
    for window in _windows(_DATE_CUE, plain):
        for found in _DATES.finditer(plain, *window):
            yield rules.date_of(found, 1, 2, 3)
