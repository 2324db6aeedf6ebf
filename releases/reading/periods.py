"""Which stretch of time each figure is for: its sentence's, else its paragraph's, else the
release's. No Django.

A list's figures take what its lead-in names. A comparison (“up from 74 the previous week”) takes
its own stretch and never the one beside it, and a remark about the past in another paragraph
reaches no further than that paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from releases.reading.case_headings import case_of, is_source_line
from releases.reading.days import day_of, spoken_years
from releases.reading.earlier_times import comparisons_of_time
from releases.reading.embargoes import notices_of
from releases.reading.form import sentences
from releases.reading.leads import leads_of
from releases.reading.letters import Reading
from releases.reading.one_line import OneLine
from releases.reading.parts import (
    Basis,
    Form,
    ReadEmbargo,
    Section,
    SectionKind,
    Span,
    StatedPeriod,
)
from releases.reading.stretch_rules import Role, Stretch
from releases.reading.stretches import dates_of, stretches

# --- the day of writing

_DATELINE = re.compile(r"\b(?:today|date|dated|issued|published|released?)\b[\s:(-]{0,4}", re.I)
_LONGEST_DATELINE = 60
_SLACK = timedelta(days=31)
_BACK = 14


def written_on(reading: Reading, form: Form, embargo: ReadEmbargo | None, *, today: date) -> date:
    """About when the release was written, to count “last year” and days without a year from.

    Its embargo; else a date line or “today (13 November 2023)”; else the latest date or year that
    it speaks of as past; else the same of the other releases in the text; else ``today``.
    """
    if embargo is not None and embargo.until is not None:
        return embargo.until.date()
    limit = today + _SLACK
    return (
        _date_line(reading, form.start, form.end, limit)
        or _latest(reading, form.start, form.end, limit)
        or _latest_of_all(reading, limit)
        or _by_weekdays(reading, form, today)
        or today
    )


def _latest_of_all(reading: Reading, limit: date) -> date | None:
    """The latest past day that any release of the text speaks of; worked out once a text."""
    asked = ("latest", limit)
    if asked not in reading.kept:
        reading.kept[asked] = _latest(reading, 0, len(reading.plain), limit)
    found: date | None = reading.kept[asked]
    return found


def _date_line(reading: Reading, start: int, end: int, limit: date) -> date | None:
    """A line that is a date, or one beside “today” or “issued”, in British order."""
    for found in re.finditer(r"[^\n]+", reading.plain[start:end]):
        line = found[0].strip()
        if lead := _DATELINE.search(line):
            line = line[lead.end() : lead.end() + _LONGEST_DATELINE]
        elif not _is_date_line(line):
            continue
        for said in dates_of(OneLine.of(line, 0, len(line)).plain):
            day = said.year and said.month and day_of(said.year, said.month, said.day)
            if day and day <= limit:
                return day
    return None


def _is_date_line(line: str) -> bool:
    is_short = len(line) <= _LONGEST_DATELINE and len(re.findall(r"[A-Za-z]{2,}", line)) <= 3
    return is_short and not re.search("until|till|embargo", line, re.IGNORECASE)


def _latest(reading: Reading, start: int, end: int, limit: date) -> date | None:
    """The latest day or year that the text speaks of as past."""
    years = [year for year in spoken_years(reading.plain, start, end) if not year.is_ahead]
    last = max((year.last for year in years if year.first <= limit.year), default=None)
    if last is None:
        return None
    days = [
        day
        for year in years
        if year.last == last
        for said in dates_of(_before(reading, start, year.end))
        if said.year == last and said.month and (day := day_of(last, said.month, said.day))
    ]
    return min(max(days, default=date(last, 12, 31)), limit)


def _before(reading: Reading, start: int, end: int) -> str:
    """The words on one line that end with a year: its day and month are among them."""
    return OneLine.of(reading.plain, max(start, end - _LONGEST_DATELINE), end).plain


def _by_weekdays(reading: Reading, form: Form, today: date) -> date | None:
    """The latest day not ahead of ``today`` on which the text's weekdays and dates all agree."""
    said = [
        one
        for one in dates_of(OneLine.of(reading.plain, form.start, form.end).plain)
        if one.weekday is not None and one.month and not one.year
    ]
    for year in range(today.year + 1, today.year - _BACK, -1):
        days = [day_of(year, one.month or 1, one.day) for one in said]
        fits = [
            day for day, one in zip(days, said, strict=True) if day and day.weekday() == one.weekday
        ]
        if fits and len(fits) == len(said) and max(fits) <= today + _SLACK:
            return max(fits)
    return None


# --- what each place of a release names


@dataclass(frozen=True)
class _Sentence:
    span: Span
    named: tuple[Stretch, ...]
    bases: tuple[int, ...]  # where a comparison begins
    base_ends: tuple[int, ...]
    is_telling: bool


@dataclass(frozen=True)
class _Place:
    """A section (or the title) with its sentences, and the sections that lead in to it."""

    section: Section
    sentences: tuple[_Sentence, ...]
    starts: tuple[int, ...]
    leads: tuple[int, ...]
    is_case: bool


def periods_of(
    reading: Reading, form: Form, spans: Sequence[Span], *, written_on: date
) -> list[StatedPeriod | None]:
    """For each figure's span the period that it is for, None where the text tells none."""
    places = _places(reading, form, written_on)
    known = _Known(places, written_on, [span.start for span in spans])
    return [known.period(span) for span in spans]


_CASE_STUDIES = re.compile(r"\b(?:case stud(?:y|ies)|examples|crown court)\b", re.IGNORECASE)


def _places(reading: Reading, form: Form, written_on: date) -> list[_Place]:
    title = Section(SectionKind.HEADING, form.title.start, form.title.end)
    sections = [title, *form.sections]
    places: list[_Place] = []
    before: Stretch | None = None
    case = False
    notices, leads = notices_of(reading, form), leads_of(sections)
    for number, section in enumerate(sections):
        if section.kind is SectionKind.HEADING and number:
            case = _heads_cases(reading, section)
        line = OneLine.of(reading.plain, section.start, section.end)
        named = [
            one
            for one in stretches(line, written_on, before)
            if not any(notice.start < one.end and one.start < notice.end for notice in notices)
        ]
        before = next((one for one in reversed(named) if one.is_ground), before)
        held = tuple(_sentences(reading, section, named))
        starts = tuple(one.span.start for one in held)
        places.append(_Place(section, held, starts, leads[number], case))
    return places


def _heads_cases(reading: Reading, heading: Section) -> bool:
    """Whether what stands under a heading is of cases, and not of the release's own time."""
    if is_source_line(reading, heading):
        return False
    names = _CASE_STUDIES.search(reading.plain, heading.start, heading.end)
    return bool(names) or case_of(reading, heading) is not None


def _sentences(reading: Reading, section: Section, named: Sequence[Stretch]) -> Iterator[_Sentence]:
    spans = sentences(reading, section) or [Span(section.start, section.end)]
    at = 0
    for number, span in enumerate(spans):
        is_last = number == len(spans) - 1
        mine = []
        while at < len(named) and (named[at].start < span.end or is_last):
            mine.append(named[at])
            at += 1
        bases = tuple(comparisons_of_time(reading.plain, span))
        yield _Sentence(
            span,
            tuple(_without_wider(mine)),
            tuple(one.start for one in bases),
            tuple(one.end for one in bases),
            bool(_TELLING.search(reading.plain, span.start, span.end)),
        )


# What is done on the day of a release, and is no time of its figures.
_TELLING = re.compile(
    r"\b(?:sentenced|jailed|published|approved|announced|backed|pleaded|convicted|appeared)\b",
    re.IGNORECASE,
)


def _is_vague_year(one: Stretch) -> bool:
    """“last year”, “this year”: without more, of any kind of year."""
    return one.kind == "year" and not one.is_ground


def _without_wider(named: Sequence[Stretch]) -> Iterator[Stretch]:
    """A sentence's stretches but “this year” and “last year” where it also names days within.

    “during this year's surrender, which ran from 7 to 20 June” is for the days.
    """
    closer = [one for one in named if one.is_ground][:_STRETCHES_AWAY]
    for one in named:
        is_wider = one.kind in _WHOLE_YEARS and not one.is_ground
        if not (is_wider and any(_holds(one, other) for other in closer)):
            yield one


def _holds(wide: Stretch, close: Stretch) -> bool:
    if not (wide.first and wide.last and close.first and close.last):
        return False
    if 0 <= close.start - wide.end <= _IN_BRACKETS:  # “this year (2021/22)”
        return True
    is_within = wide.first <= close.first and close.last <= wide.last
    return is_within and close.last - close.first < wide.last - wide.first


# --- the choice for one figure

_LEAD = 3
_OPENING = 12
_IN_BRACKETS = 2
_WHOLE_YEARS = ("year", "financial_year")
_LONG_YEARS = ("year", "financial_year", "rolling_year")
_RECENT = timedelta(days=730)
_BEFORE_THE_FIGURE = 3
_A_FIGURE_BETWEEN = 40
# Words further off than this say nothing of a figure, and looking on would take for ever.
_SENTENCES_AWAY = 12
_STRETCHES_AWAY = 8


class _Known:
    """What is known of a whole release's time, to ask for one figure after another."""

    def __init__(self, places: list[_Place], written: date, figures: list[int]) -> None:
        self._places = places
        self._written = written
        self._order = sorted(range(len(places)), key=lambda at: places[at].section.start)
        self._starts = [places[at].section.start for at in self._order]
        self._figures = sorted(figures)
        self._by_length = _by_length(places)
        self._of_release = self._main()
        self._is_titled = self._of_release is not None and bool(
            places and self._of_release.start < places[0].section.end
        )

    def period(self, span: Span) -> StatedPeriod | None:
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return None
        place = self._places[self._order[at]]
        index = bisect_right(place.starts, span.start) - 1
        sentence = place.sentences[max(0, index)]
        if own := self._in_sentence(sentence, span):
            return _stated(own, Basis.SENTENCE)
        if self._is_length(sentence, span) or self._base_number(sentence, span.start):
            return None
        if found := self._in_paragraph(place, max(0, index)):
            return _stated(found, Basis.PARAGRAPH)
        if self._of_release and not place.is_case:
            return _stated(self._of_release, Basis.RELEASE)
        return None

    def _is_length(self, sentence: _Sentence, span: Span) -> bool:
        """Whether the figure is itself a stretch of time: “in the four weeks since”."""
        return any(_overlap(one, span) for one in _near(sentence, span.start))

    def _in_sentence(self, sentence: _Sentence, span: Span) -> Stretch | None:
        base = self._base_number(sentence, span.start)
        usable = []
        for one in _near(sentence, span.start):
            if self._base_number(sentence, one.start) != base or one.role is Role.LANDMARK:
                continue
            dated = self._dated(one)
            if dated and (dated.is_dated or not _overlap(one, span)):
                usable.append((self._distance(one, span), dated))
        return min(usable, key=lambda pair: pair[0])[1] if usable else None

    def _base_number(self, sentence: _Sentence, at: int) -> int:
        """0 outside of a comparison, else which of the sentence's it is."""
        number = bisect_right(sentence.bases, at)
        if number and at >= sentence.base_ends[number - 1]:
            return 0
        return number

    def _distance(self, one: Stretch, span: Span) -> tuple[int, int]:
        """How far a stretch stands from a figure: other figures between, then characters."""
        after = one.start >= span.end
        low, high = (span.end, one.start) if after else (one.end, span.start)
        others = max(0, bisect_left(self._figures, high) - bisect_left(self._figures, low))
        away = max(0, high - low) + (0 if after else _BEFORE_THE_FIGURE)
        return (1 if one.role is Role.LENGTH else 0, others * _A_FIGURE_BETWEEN + away)

    def _dated(self, one: Stretch) -> Stretch | None:
        """The stretch itself, or the one of the release that is as long as its words say."""
        if one.role is not Role.LENGTH:
            return one
        return self._by_length.get((one.months, one.days))

    def _in_paragraph(self, place: _Place, index: int) -> Stretch | None:
        before = place.sentences[max(0, index - _SENTENCES_AWAY) : index]
        after = place.sentences[index + 1 : index + 1 + _SENTENCES_AWAY]
        # Where the title says what time the release is of, a later remark says it of itself alone.
        for one in (*reversed(before), *(() if self._is_titled else after)):
            if found := self._of_others(one, is_led=False):
                return found
        for lead in place.leads:
            for one in reversed(self._places[lead].sentences[-_SENTENCES_AWAY:]):
                if found := self._of_others(one, is_led=True):
                    return found
        return None

    def _of_others(self, sentence: _Sentence, *, is_led: bool) -> Stretch | None:
        """What a sentence names for the figures of the sentences and bullets around it."""
        for one in reversed(sentence.named[-_STRETCHES_AWAY:]):
            if self._base_number(sentence, one.start) or one.role is Role.LOOSE:
                continue
            if not is_led and (one.role is Role.AHEAD or self._is_passing_day(one, sentence)):
                continue
            if (dated := self._dated(one)) and dated.is_dated:
                return dated
        return None

    def _is_passing_day(self, one: Stretch, sentence: _Sentence) -> bool:
        """A day that a sentence names on its way, in a release of a longer stretch.

        “On Monday, officers …” opens what follows; “a driver was stopped … on 17 June” does not.
        """
        main = self._of_release
        if one.kind != "day" or main is None or main.kind == "day":
            return False
        return sentence.is_telling or one.start - sentence.span.start > _OPENING

    def _main(self) -> Stretch | None:
        """The stretch of the title and the lead; or the only one that the release names."""
        lead: list[_Sentence] = []
        paragraphs = 0
        for place in self._places:
            paragraphs += place.section.kind is SectionKind.PARAGRAPH
            if paragraphs > _LEAD or place.is_case or place.section.in_notes:
                break
            lead += place.sentences
        said = [
            one for sentence in lead for one in sentence.named if self._may_be_main(one, sentence)
        ]
        # “Crime rose last year … During 2016-17 the force recorded …”: the year that is named.
        named = next((one for one in said if not _is_vague_year(one)), None)
        if said and (
            chosen := self._dated(
                named
                if named and _is_vague_year(said[0]) and named.kind in _LONG_YEARS
                else said[0]
            )
        ):
            return chosen
        return self._only()

    def _may_be_main(self, one: Stretch, sentence: _Sentence) -> bool:
        """Whether figures elsewhere in the release may be for this stretch.

        A day, a month or a year beside no figure is mostly of something else (“since he took
        office in March”).
        """
        if self._base_number(sentence, one.start):
            return False
        if one.role is Role.LENGTH:
            return self._dated(one) is not None
        if one.role is not Role.OWN or one.first is None:
            return False
        if one.kind in ("day", "month", "year") and not self._has_figure(sentence):
            return False
        if one.kind == "day" and sentence.is_telling:
            return False
        return (one.last or self._written) >= self._written - _RECENT

    def _has_figure(self, sentence: _Sentence) -> bool:
        is_title = sentence in self._places[0].sentences
        first = bisect_left(self._figures, sentence.span.start)
        return is_title or bisect_left(self._figures, sentence.span.end) > first

    def _only(self) -> Stretch | None:
        found = {
            (one.first, one.last): (one, sentence)
            for place in self._places
            if not place.section.in_notes
            for sentence in place.sentences
            for one in sentence.named
            if one.role is Role.OWN and one.is_dated and not self._base_number(sentence, one.start)
        }
        if len(found) != 1:
            return None
        only, sentence = next(iter(found.values()))
        return only if self._may_be_main(only, sentence) and only.kind != "day" else None


def _near(sentence: _Sentence, at: int) -> Sequence[Stretch]:
    """The stretches that stand around a place of the sentence."""
    index = bisect_left(sentence.named, at, key=lambda one: one.start)
    return sentence.named[max(0, index - _STRETCHES_AWAY) : index + _STRETCHES_AWAY]


def _overlap(one: Stretch, span: Span) -> bool:
    return one.start < span.end and span.start < one.end


def _by_length(places: Sequence[_Place]) -> dict[tuple[int, int], Stretch]:
    """The first stretch of each length whose days are certain, by months and by days."""
    found: dict[tuple[int, int], Stretch] = {}
    for place in places:
        for sentence in place.sentences:
            for one in sentence.named:
                if one.role is Role.OWN and one.first and one.last:
                    for length in _lengths(one.first, one.last):
                        found.setdefault(length, one)
    return found


def _lengths(first: date, last: date) -> Iterator[tuple[int, int]]:
    after = last + timedelta(days=1)
    yield 0, (after - first).days
    if first.day == after.day:
        yield (after.year - first.year) * 12 + after.month - first.month, 0


def _stated(one: Stretch, basis: Basis) -> StatedPeriod:
    return StatedPeriod(one.first, one.last, one.kind, basis, one.start, one.end, one.inferred)
