"""A short label of a figure completed by what its sentence and its release are about. No Django.

“40 arrests” says little: of what operation, by what means, when? Where the words beside a number
are few, there follow, in the text's own words, the nearest open words of its sentence, the
operation that it belongs to, the period that its sentence names, its heading and the title.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from releases.reading.form import sentences
from releases.reading.letters import Reading
from releases.reading.parts import (
    Basis,
    Form,
    Section,
    SectionKind,
    Span,
    StatedCoverage,
    StatedFigure,
)
from releases.reading.stems import stems
from releases.reading.words import Word, words_of

_ENOUGH = 6  # stems that say what is counted without more
_MOST_WORDS = 18
_MOST_NEAR = 8
_REACH = 600  # characters to either side in which a sentence's words are looked for
_MOST_FAR = 40  # ... and of them so many: white space must change nothing
_LEAD = 1_500  # characters of a release in which it says what it is about
_MOST_FIGURES = 1_000
_NAMED = re.compile(r"\b(?:Operation|Op|Project) [A-Z][\w'-]{1,30}")
# “Mobile Fingerprint Readers (MFR)”: the letters stand for the words everywhere in the release.
_SHORT_FOR = re.compile(r"\b((?:[A-Z][\w-]{1,20} ){1,5}[A-Z][\w-]{1,20}) ?\(([A-Z]{2,6})\)")
_SOME_FORCES = stems("police forces and the forces of units taking part, participating")
_BREAKS = frozenset(",;:(\u2014")


def in_context(
    reading: Reading, form: Form, figures: Sequence[StatedFigure]
) -> tuple[StatedFigure, ...]:
    """The figures, ``what`` completed by context where it is short; ``counted`` stays as it is.

    So is a coverage that says “forces” and not which: those of the operation.
    """
    about = _About(reading, form)
    spans = [(one.start, one.end) for one in figures]
    return tuple(
        replace(one, what=about.label(one, spans), coverage=about.coverage(one))
        if at < _MOST_FIGURES
        else one
        for at, one in enumerate(figures)
    )


class _About:
    """What a release and its sentences are about."""

    def __init__(self, reading: Reading, form: Form) -> None:
        self.reading = reading
        self.places = list(_places(reading, form))
        self.starts = [sentence.start for sentence, _ in self.places]
        self.headings = [one for one in form.sections if one.kind is SectionKind.HEADING]
        self.title_start = form.title.start
        self.title = " ".join(
            reading.words(word.start, word.end)
            for word in words_of(reading.plain, form.title.start, form.title.end)
            if self._says(word)
        )
        lead = reading.plain[form.title.start : min(form.end, form.title.start + _LEAD)]
        named = list(dict.fromkeys(_NAMED.findall(lead)))
        self.operation = named[0] if len(named) == 1 else ""
        self.short = {found[2]: found[1] for found in _SHORT_FOR.finditer(lead)}

    def label(self, figure: StatedFigure, spans: Sequence[tuple[int, int]]) -> str:
        told = stems(figure.counted)
        if len(told) >= _ENOUGH:
            return figure.counted
        at = bisect_right(self.starts, figure.start) - 1
        if at < 0:
            return figure.counted
        sentence, paragraph = self.places[at]
        parts = [figure.counted]
        for words in (
            self._near(figure, at, spans, told),
            self._named(sentence, paragraph),
            self._when(figure, sentence),
            self._heading(figure.start),
            self.title if sentence.start != self.title_start else "",
        ):
            if words and not stems(words) <= stems(" ".join(parts)):
                parts.append(words)
        return _clipped(parts)

    def coverage(self, figure: StatedFigure) -> StatedCoverage | None:
        covered = figure.coverage
        if covered is None or not stems(covered.words) <= _SOME_FORCES:
            return covered
        at = bisect_right(self.starts, figure.start) - 1
        named = self._named(*self.places[at]) if at >= 0 else ""
        return replace(covered, words=f"{covered.words}, {named}") if named else covered

    def _near(
        self, figure: StatedFigure, at: int, spans: Sequence[tuple[int, int]], told: frozenset[str]
    ) -> str:
        """The nearest open words of the sentence that the label has not, in the text's order."""
        sentence, _ = self.places[at]
        start = max(sentence.start, figure.start - _REACH)
        end = min(sentence.end, figure.end + _REACH)
        first = bisect_right(spans, (start, start)) - 1
        others = [span for span in spans[max(first, 0) : first + 20] if span[1] > start]
        ranked: list[tuple[int, int, Word]] = []
        for side, is_before in (((start, figure.start), True), ((figure.end, end), False)):
            ranked += self._ranked(Span(*side), others, is_before=is_before)
        chosen: list[Word] = []
        known = set(told)
        for _, _, word in sorted(ranked, key=lambda one: one[:2]):
            stem = stems(word.text)
            if stem and not stem <= known:
                known |= stem
                chosen.append(word)
            if len(chosen) == _MOST_NEAR:
                break
        chosen.sort(key=lambda word: word.start)
        return " ".join(
            self.short.get(word.text, self.reading.words(word.start, word.end)) for word in chosen
        )

    def _ranked(
        self, side: Span, others: Sequence[tuple[int, int]], *, is_before: bool
    ) -> Iterator[tuple[int, int, Word]]:
        """Open words on one side of a figure, with the marks between them and how many words."""
        words = words_of(self.reading.plain, side.start, side.end)
        breaks = 0
        for far, word in enumerate(islice(reversed(words) if is_before else words, _MOST_FAR)):
            if word.text in _BREAKS:
                breaks += 1
            elif self._says(word) and not any(s <= word.start < e for s, e in others):
                yield breaks, far, word

    @staticmethod
    def _says(word: Word) -> bool:
        return word.is_word and not (word.is_closed or word.is_number or word.is_time)

    def _named(self, sentence: Span, paragraph: Span) -> str:
        """The operation that the sentence names, else its paragraph, else the whole release."""
        for place in (sentence, paragraph):
            named = dict.fromkeys(_NAMED.findall(self.reading.plain, place.start, place.end))
            if len(named) == 1:
                return next(iter(named))
        return self.operation

    def _heading(self, at: int) -> str:
        """The heading that the figure stands under, the title aside."""
        above = bisect_right(self.headings, at, key=lambda one: one.start) - 1
        if above < 0:
            return ""
        return self.reading.words(self.headings[above].start, self.headings[above].end)

    def _when(self, figure: StatedFigure, sentence: Span) -> str:
        period = figure.period
        if period is None or period.basis is not Basis.SENTENCE:
            return ""
        inside = sentence.start <= period.start and period.end <= sentence.end
        return self.reading.words(period.start, period.end) if inside else ""


def _places(reading: Reading, form: Form) -> Iterator[tuple[Span, Span]]:
    """The title and each sentence, with its paragraph, in the text's order."""
    found = [(form.title, form.title)]
    for section in form.sections:
        whole = Span(section.start, section.end)
        found += [(one, whole) for one in _sentences(reading, section)]
    yield from sorted(found, key=lambda place: place[0].start)


def _sentences(reading: Reading, section: Section) -> list[Span]:
    if section.kind is SectionKind.HEADING:
        return [Span(section.start, section.end)]
    return sentences(reading, section)


def _clipped(parts: Sequence[str]) -> str:
    """The parts with a comma between them, as many words as a label may have."""
    words = ", ".join(part for part in parts if part).split()
    return " ".join(words[:_MOST_WORDS]).rstrip(",")
