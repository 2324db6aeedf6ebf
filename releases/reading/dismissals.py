"""Which numbers of a release state no figure, and why not, as a person reads it. No Django."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from releases.reading import idioms
from releases.reading.durations import tells_when
from releases.reading.labels import labelled
from releases.reading.letters import Reading
from releases.reading.numerals import ORDINAL, Numeral
from releases.reading.parts import Dismissal, Form, Span
from releases.reading.surroundings import Surroundings

_MOST = 2_000  # numbers in one paragraph: more is no prose, and would only cost time
_LONGEST = 15  # digits: a figure of any release is shorter


def dismissals(reading: Reading, form: Form, numerals: Sequence[Numeral]) -> list[Dismissal]:
    """Those of the numerals that state no figure, each with its own bounds and a reason.

    “a date”, “an age”, “an Act or a section of one”, “a length of time that tells when” … In doubt
    a number stays: a reader can refuse a candidate, and would not miss one that was never shown.
    """
    found: list[Dismissal] = []
    for section, inside in groupby(numerals, key=_Sections(reading, form).of):
        found += _of_section(reading.plain, section, list(inside))
    return found


class _Sections:
    """The title, the sections and the lines between them: how far a clause may reach."""

    def __init__(self, reading: Reading, form: Form) -> None:
        self._plain = reading.plain
        spans = [form.title, *(Span(each.start, each.end) for each in form.sections)]
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]

    def of(self, numeral: Numeral) -> Span:
        place = bisect_right(self._starts, numeral.start) - 1
        if place >= 0 and numeral.start < self._spans[place].end:
            return self._spans[place]
        start = self._plain.rfind("\n", 0, numeral.start) + 1
        end = self._plain.find("\n", numeral.end)
        if place >= 0:
            start = max(start, self._spans[place].end)
        if place + 1 < len(self._starts):
            end = min(end if end >= 0 else len(self._plain), self._starts[place + 1])
        return Span(start, end if end >= 0 else len(self._plain))


def _of_section(plain: str, section: Span, numerals: list[Numeral]) -> Iterator[Dismissal]:
    if len(numerals) > _MOST:
        yield from (Dismissal(each.start, each.end, "a long run of numbers") for each in numerals)
        return
    labels = list(labelled(plain, section.start, section.end))
    reasons: dict[int, str] = {}
    starts = [numeral.start for numeral in numerals]
    for start, end, reason in labels:
        place = max(0, bisect_right(starts, start) - 1)
        while place < len(numerals) and numerals[place].start < end:
            if numerals[place].end > start:
                reasons.setdefault(place, reason)
            place += 1
    for place, numeral in enumerate(numerals):
        reason = reasons.get(place) or _reason(
            Surroundings(plain, section.start, section.end, numeral)
        )
        if reason:
            yield Dismissal(numeral.start, numeral.end, reason)


_RULES: tuple[tuple[str, Callable[[Surroundings], bool]], ...] = (
    ("the {} number", idioms.is_emergency_number),
    ("a footnote mark", idioms.is_footnote_mark),
    ("a list number", idioms.is_list_number),
    ("a name with a number in it", idioms.is_name),
    ("a year", idioms.is_year),
    ("an age", idioms.is_age),
    ("what a rate is counted by", idioms.is_rate_base),
    ("a length of time that tells when", tells_when),
    ("a turn of phrase", idioms.is_turn_of_phrase),
)


def _reason(place: Surroundings) -> str:
    """Why the numeral states no figure; "" where it may state one."""
    if place.numeral.unit == ORDINAL:
        return "an ordinal"
    if _is_too_long(place):
        return "a reference or badge number"
    for reason, holds in _RULES:
        if holds(place):
            return reason.format(place.itself)
    return ""


def _is_too_long(place: Surroundings) -> bool:
    """More digits than any figure has, or a nought in front: “007”."""
    digits = "".join(letter for letter in place.itself[:60] if letter in "0123456789")
    if place.numeral.in_words or place.numeral.unit:
        return len(digits) > _LONGEST
    return len(digits) > _LONGEST or (
        len(digits) > 1 and digits[0] == "0" and "." not in place.itself
    )
