"""The figures that a release states, from the numbers in it that state one. No Django.

Each is read inside its sentence: unit, hedge, rate, the figures that it is compared with, and what
it counts. When it was and what it covers is added later, since that stands further away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from releases.reading.changes import Draft
from releases.reading.comparisons import connect, revise
from releases.reading.form import sentences
from releases.reading.letters import Reading
from releases.reading.measures import MONEY, RATIO, SHARES, Measure, measures, rate_above, rate_of
from releases.reading.nouns import Counted, counted
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

# More figures than any sentence, or any release, has: what those beyond count is not looked for.
_MOST_IN_A_SENTENCE = 250
_MOST_IN_A_RELEASE = 1_000

_ESTIMATE = re.compile(
    r"\b(?:estimat(?:e|es|ed|ing)|reckons?|guesstimates?)\b"
    r"(?!\s+(?:was|were|is|are|has\s+been|have\s+been)\s+revised)",
    re.I,
)
_IS_ESTIMATE = re.compile(
    r"\b(?:this|that|these|those|it|figures?|costs?|amounts?|sums?|totals?|values?)\b[^.]{0,40}"
    r"\b(?:is|are|remains?)\b[^.]{0,30}\bestimates?\b",
    re.I,
)
_PROVISIONAL = re.compile(r"\bprovisional(?:ly)?\b(?!\s+(?:driving|licen[cs]|driver))", re.I)
_ALL_PROVISIONAL = re.compile(
    r"\b(?:all|these|the|our)\s+(?:of\s+)?(?:\w+\s+)?(?:figures|data|numbers|statistics)\b[^.]{0,60}"
    r"\b(?:is|are|remain)\b[^.]{0,30}\bprovisional\b",
    re.I,
)
_IS_PROVISIONAL = re.compile(
    r"\b(?:this|these|those|it|they|figures?|data|numbers?|totals?|statistics)\b[^.]{0,60}"
    r"\b(?:is|are|remains?)\b[^.]{0,30}\bprovisional\b",
    re.I,
)
_TO_DATE = re.compile(r"\bto\s+date\b|\b(?:so|thus)\s+far\b", re.I)
_SINCE = re.compile(
    r"\bsince\s+(?:(?:the|its|their|launch\w*|starting|start|early|late|mid|last|being|it|we|we've"
    r"|operation|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d)",
    re.I,
)
_CLAUSE_END = re.compile(r"[,;:()\u2014]|\b(?:while|but|whereas|as)\b", re.I)
_ON_AVERAGE = re.compile(r"[^.;:()]{0,40}?\bon[\s-]average\b", re.I)
_PAIRED = re.compile(
    r"\s(?:(?!(?:to|for|in|from|by|on|at|with)\s)[^\W\d_][\w'-]*\s+){1,5}and\s+$", re.I
)
_AVERAGE_ABOVE = re.compile(r"\bon[\s-]average\b[^.;:()]{0,60}$", re.I)
_IN_TOTAL = re.compile(r"[^.;:()]{0,40}?\b(?:in\s+total|altogether)\b", re.I)


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
    are_provisional = any(_says(_ALL_PROVISIONAL, reading.plain, each.sentence) for each in places)
    for place, inside in zip(places, _sorted_into(places, numerals), strict=True):
        if inside:
            has_nouns = len(figures) < _MOST_IN_A_RELEASE and len(inside) <= _MOST_IN_A_SENTENCE
            drafts = _drafts(
                reading, place.sentence, inside, release_start=form.start, has_nouns=has_nouns
            )
            connect(reading, place.sentence, drafts, groups)
            revise(reading, place.sentence, drafts)
            _weigh(reading, place, drafts, are_provisional=are_provisional)
            figures += _stated(reading, place, drafts)
    return tuple(figures)


@dataclass(frozen=True)
class _Place:
    """A sentence; ``following`` is the next one of its section, if any.

    ``is_running`` says that all its figures are running totals: it begins with “Since July”, or
    “Since July, officers have:” stands above it.
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
            is_running = _runs_on(reading.plain, span)
            yield _Place(span, spans[at + 1] if at + 1 < len(spans) else None, is_running or leads)
            if section.kind is not SectionKind.BULLET:
                leads = is_running and reading.plain[span.end - 1] == ":"


def _runs_on(plain: str, sentence: Span) -> bool:
    return (
        _SINCE.match(plain, sentence.start, sentence.end) is not None
        or _says(_TO_DATE, plain, sentence)
        or (plain[sentence.end - 1] == ":" and _says(_SINCE, plain, sentence))
    )


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


def _drafts(
    reading: Reading,
    sentence: Span,
    numerals: Sequence[Numeral],
    *,
    release_start: int,
    has_nouns: bool,
) -> list[Draft]:
    found = measures(reading, sentence, numerals)
    starts = [measure.start for measure in found[1:]] + [sentence.end]
    drafts: list[Draft] = []
    floor = sentence.start
    for measure, limit in zip(found, starts, strict=True):
        drafts.append(
            _draft(
                reading,
                sentence,
                measure,
                release_start=release_start,
                floor=floor,
                limit=limit,
                has_noun=has_nouns,
            )
        )
        floor = measure.end
    _share_rates(reading, drafts)
    return drafts


def _draft(
    reading: Reading,
    sentence: Span,
    measure: Measure,
    *,
    release_start: int,
    floor: int,
    limit: int,
    has_noun: bool,
) -> Draft:
    hedge = hedge_before(reading, floor, measure)
    number = Span(measure.start, measure.end)
    noun = Counted("", number.end)
    if has_noun:
        noun = counted(reading, sentence, number, measure.unit, floor=release_start)
    per, end = rate_of(reading, measure, noun.end, start=hedge.start, limit=limit)
    if not per and floor == sentence.start:
        per = rate_above(reading, sentence)
    after, hedge_end = hedge_after(reading, measure.end, limit)
    if after is None:
        after, hedge_end = hedge_after(reading, min(noun.end, limit), limit)
    return Draft(
        measure,
        hedge.start,
        max(measure.end, end, noun.end if noun.end <= limit else 0, hedge_end if after else 0),
        noun.what,
        hedge.qualifier if after is None or hedge.qualifier is not Qualifier.EXACT else after,
        hedge.status,
        per=per,
        statistic=hedge.statistic or _statistic(reading.plain, floor, measure, limit),
    )


def _statistic(plain: str, floor: int, measure: Measure, limit: int) -> str:
    """What further words say of a number: “it takes 35 days on average”, “90 in total”."""
    if _ON_AVERAGE.match(plain, measure.end, limit) or _AVERAGE_ABOVE.search(
        plain, max(floor, measure.start - 80), measure.start
    ):
        return "average"
    return "total" if _IN_TOTAL.match(plain, measure.end, limit) else ""


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


def _weigh(
    reading: Reading, place: _Place, drafts: Sequence[Draft], *, are_provisional: bool
) -> None:
    """Mark what the sentence, or the next one, calls an estimate or provisional."""
    plain, following = reading.plain, place.following
    floor = place.sentence.start
    is_provisional = (
        are_provisional
        or _says(_PROVISIONAL, plain, place.sentence)
        or (following is not None and _says(_IS_PROVISIONAL, plain, following))
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
        if draft.span is None:  # what is said of one end of a range holds for the other
            floor = draft.measure.end


def _says(words: re.Pattern[str], plain: str, span: Span) -> bool:
    return words.search(plain, span.start, span.end) is not None


def _stated(reading: Reading, place: _Place, drafts: Sequence[Draft]) -> Iterator[StatedFigure]:
    starts = [draft.start for draft in drafts[1:]] + [len(reading.text)]
    running = _running(reading.plain, place, drafts)
    for draft, limit, is_running in zip(drafts, starts, running, strict=True):
        measure = draft.measure
        end = _in_its_brackets(reading.plain, measure.end, max(measure.end, min(draft.end, limit)))
        span = draft.span or Span(draft.start, end)
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
            bound=draft.bound,
            counted=draft.what,
            is_running_total=is_running and _adds_up(draft),
        )


def _running(plain: str, place: _Place, drafts: Sequence[Draft]) -> list[bool]:
    """Whether each draft runs on: “made 90 arrests since July” does, and what is listed with it."""
    running: list[bool] = []
    limit, later = place.sentence.end, False
    for draft in reversed(drafts):
        end = draft.measure.end
        since = _SINCE.search(plain, end, min(limit, end + 120))
        clause = _CLAUSE_END.search(plain, end, since.start() if since else limit)
        if since is not None:
            later = clause is None
        else:
            later = later and (clause is None or clause[0] == ",") and limit - end < 90
        running.append(place.is_running or later)
        limit = draft.start
    return running[::-1]


def _adds_up(draft: Draft) -> bool:
    return (
        draft.measure.unit not in SHARES
        and draft.measure.unit != RATIO
        and draft.direction is None
        and not draft.per
    )


def _in_its_brackets(plain: str, start: int, end: int) -> int:
    """Where the words end that state a figure: “(108) people” ends in its bracket."""
    closing = plain.find(")", start, end)
    if closing >= 0 and "(" not in plain[start:closing]:
        end = closing
    return start + len(plain[start:end].rstrip())
