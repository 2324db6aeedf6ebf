"""The figures that a release states, from the numbers in it that state one. No Django.

Each is read inside its sentence: unit, hedge, rate, the figures that it is compared with, and what
it counts. When it was and what it covers is added later, since that stands further away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from releases.reading.comparisons import Draft, connect, revise
from releases.reading.form import sentences
from releases.reading.letters import Reading
from releases.reading.measures import MONEY, RATIO, SHARES, Measure, measures, rate_of
from releases.reading.nouns import counted
from releases.reading.numerals import Numeral
from releases.reading.parts import (
    Form,
    Qualifier,
    SectionKind,
    Span,
    StatedFigure,
    Status,
)
from releases.reading.qualifiers import hedge_after, hedge_before

_ESTIMATE = re.compile(r"\b(?:estimat(?:e|es|ed|ing)|reckons?|guesstimates?)\b", re.I)
_IS_ESTIMATE = re.compile(
    r"\b(?:this|that|these|those|it|figures?|costs?|amounts?|sums?|totals?|values?)\b[^.]{0,40}"
    r"\b(?:is|are|remains?)\b[^.]{0,30}\bestimates?\b",
    re.I,
)
_PROVISIONAL = re.compile(r"\bprovisional(?:ly)?\b(?!\s+(?:driving|licen[cs]|driver))", re.I)
_IS_PROVISIONAL = re.compile(
    r"\b(?:this|these|those|it|they|figures?|data|numbers?|totals?|statistics)\b[^.]{0,60}"
    r"\b(?:is|are|remains?)\b[^.]{0,30}\bprovisional\b",
    re.I,
)
_RUNNING = re.compile(
    r"\bsince\s+(?:(?:the|its|their|launch\w*|starting|start|early|late|mid|last|being|it|we|we've"
    r"|operation|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d)"
    r"|\bto\s+date\b|\b(?:so|thus)\s+far\b",
    re.I,
)
_ON_AVERAGE = re.compile(r"[^.;:()]{0,40}?\bon[\s-]average\b", re.I)
_PAIRED = re.compile(r"\s(?:[^\W\d_][\w'-]*\s+){1,5}and\s+$")
_IN_TOTAL = re.compile(r"[^.;:()]{0,40}?\b(?:in\s+total|altogether|combined|in\s+all)\b", re.I)


def read_figures(
    reading: Reading, form: Form, numerals: Sequence[Numeral]
) -> tuple[StatedFigure, ...]:
    """The figures of one release, in the text's order.

    ``numerals`` are those of its numbers that state a figure, in order. Each of them comes out in
    the ``numerals`` of exactly one figure. Both ends of a range (“between 10 and 12”) are stated
    by the same words.
    """
    figures: list[StatedFigure] = []
    groups = count(1)
    places = list(_places(reading, form))
    for place, inside in zip(places, _sorted_into(places, numerals), strict=True):
        if inside:
            drafts = _drafts(reading, place.sentence, inside)
            connect(reading, place.sentence, drafts, groups)
            revise(reading, place.sentence, drafts)
            _weigh(reading, place, drafts)
            figures += _stated(reading, place, drafts)
    return tuple(figures)


@dataclass(frozen=True)
class _Place:
    """A sentence; ``following`` is the next one of its section, if any.

    ``is_running`` says that its figures run on: “Since July, officers have:” stands above it.
    """

    sentence: Span
    following: Span | None = None
    is_running: bool = False


def _places(reading: Reading, form: Form) -> Iterator[_Place]:
    """The title and every sentence after it, in the text's order."""
    yield _Place(form.title)
    leads = False
    for section in form.sections:
        leads = leads and section.kind is SectionKind.BULLET
        spans = sentences(reading, section)
        for at, span in enumerate(spans):
            is_running = _RUNNING.search(reading.plain, span.start, span.end) is not None
            yield _Place(span, spans[at + 1] if at + 1 < len(spans) else None, is_running or leads)
            if section.kind is not SectionKind.BULLET:
                leads = is_running and reading.plain[span.end - 1] == ":"


def _sorted_into(places: Sequence[_Place], numerals: Sequence[Numeral]) -> Iterator[list[Numeral]]:
    """The numerals of each place; those in no sentence (a “Source:” line) are left out."""
    at = 0
    for place in places:
        while at < len(numerals) and numerals[at].start < place.sentence.start:
            at += 1
        first = at
        while at < len(numerals) and numerals[at].start < place.sentence.end:
            at += 1
        yield list(numerals[first:at])


def _drafts(reading: Reading, sentence: Span, numerals: Sequence[Numeral]) -> list[Draft]:
    found = measures(reading, sentence, numerals)
    starts = [measure.start for measure in found[1:]] + [sentence.end]
    drafts: list[Draft] = []
    floor = sentence.start
    for measure, limit in zip(found, starts, strict=True):
        drafts.append(_draft(reading, sentence, measure, floor, limit))
        floor = measure.end
    _share_rates(reading, drafts)
    return drafts


def _draft(reading: Reading, sentence: Span, measure: Measure, floor: int, limit: int) -> Draft:
    hedge = hedge_before(reading, floor, measure)
    noun = counted(reading, sentence, Span(measure.start, measure.end), measure.unit)
    per, end = rate_of(reading, measure, noun.end, start=hedge.start, limit=limit)
    after, hedge_end = hedge_after(reading, measure.end, limit)
    if after is None:
        after, hedge_end = hedge_after(reading, min(noun.end, limit), limit)
    statistic = hedge.statistic
    if not statistic and _ON_AVERAGE.match(reading.plain, measure.end, limit):
        statistic = "average"
    elif not statistic and _IN_TOTAL.match(reading.plain, measure.end, limit):
        statistic = "total"
    return Draft(
        measure,
        hedge.start,
        max(measure.end, end, min(noun.end, limit), hedge_end if after else 0),
        noun.what,
        hedge.qualifier if after is None or hedge.qualifier is not Qualifier.EXACT else after,
        hedge.status,
        per=per,
        statistic=statistic,
    )


def _share_rates(reading: Reading, drafts: Sequence[Draft]) -> None:
    """“29 thefts and 65 burglaries recorded per week”: both are per week."""
    for first, second in zip(drafts[-2::-1], drafts[:0:-1], strict=True):
        if (
            second.per
            and not first.per
            and first.measure.unit == second.measure.unit
            and _PAIRED.match(reading.plain, first.measure.end, second.measure.start)
        ):
            first.per = second.per
            first.statistic = first.statistic or second.statistic
            second.statistic = second.statistic or first.statistic


def _weigh(reading: Reading, place: _Place, drafts: Sequence[Draft]) -> None:
    """Mark what the sentence, or the next one, calls an estimate or provisional."""
    plain, following = reading.plain, place.following
    floor = place.sentence.start
    is_provisional = _says(_PROVISIONAL, plain, place.sentence) or (
        following is not None and _says(_IS_PROVISIONAL, plain, following)
    )
    are_estimates = following is not None and _says(_IS_ESTIMATE, plain, following)
    for draft in drafts:
        told = _ESTIMATE.search(plain, max(floor, draft.start - 150), draft.start) is not None
        if told or (are_estimates and draft.measure.unit in MONEY):
            draft.status = draft.status or Status.ESTIMATED
            if draft.qualifier is Qualifier.EXACT:
                draft.qualifier = Qualifier.ABOUT
        elif is_provisional:
            draft.status = draft.status or Status.PROVISIONAL
        floor = draft.measure.end


def _says(words: re.Pattern[str], plain: str, span: Span) -> bool:
    return words.search(plain, span.start, span.end) is not None


def _stated(reading: Reading, place: _Place, drafts: Sequence[Draft]) -> Iterator[StatedFigure]:
    starts = [draft.start for draft in drafts[1:]] + [len(reading.text)]
    for draft, limit in zip(drafts, starts, strict=True):
        measure = draft.measure
        span = draft.span or Span(draft.start, max(measure.end, min(draft.end, limit)))
        is_flow = measure.unit not in SHARES and measure.unit != RATIO and draft.direction is None
        yield StatedFigure(
            value=measure.value,
            unit=measure.unit,
            what=draft.what,
            start=span.start,
            end=span.end,
            numerals=measure.numerals,
            qualifier=draft.qualifier,
            status=draft.status,
            direction=draft.direction,
            per=draft.per,
            statistic=draft.statistic,
            group=draft.group,
            is_running_total=place.is_running and is_flow and not draft.per,
        )
