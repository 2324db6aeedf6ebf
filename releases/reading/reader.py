"""A text → the releases in it, and every figure that they state. Plain functions; no Django."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from releases.reading.claims import claims_of, repeats_of
from releases.reading.contexts import in_context
from releases.reading.coverage import coverages_of
from releases.reading.dismissals import dismissals
from releases.reading.embargoes import read_embargo
from releases.reading.figures import read_figures
from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.numerals import Numeral, numerals
from releases.reading.parts import (
    Dismissal,
    Form,
    ReadEmbargo,
    ReadRelease,
    Span,
    StatedFigure,
)
from releases.reading.periods import periods_of, written_on
from releases.reading.quotations import read_quotations

LONGEST = 500_000


class TextTooLongError(ValueError):
    """The text has more characters than any release: it was not read at all."""


def read_releases(text: str, *, today: date) -> list[ReadRelease]:
    """Read every release in ``text``, in order; a text without “Source:” lines is one release.

    ``today`` is the day in London on which it is read, for days without a year that nothing else
    in the text tells. Raises TextTooLongError above `LONGEST` characters, and nothing else.
    """
    if len(text) > LONGEST:
        raise TextTooLongError(
            f"This text has {len(text):,} characters, and a release has up to {LONGEST:,}: "
            "take out what does not belong to it, or read it in parts."
        )
    reading = Reading.of(text)
    return [_read(reading, form, today) for form in forms(reading)]


def _read(reading: Reading, form: Form, today: date) -> ReadRelease:
    embargo = read_embargo(reading, form, today=today)
    found = numerals(reading, form.start, form.end)
    dismissed = _dismissed(reading, form, embargo, found)
    left = _outside(dismissed, found)
    stated = _placed(reading, form, read_figures(reading, form, left), embargo, today)
    figures = in_context(reading, form, stated)
    return ReadRelease(
        title=reading.words(form.title.start, form.title.end),
        publisher=form.publisher,
        start=form.start,
        end=form.end,
        title_span=form.title,
        embargo=embargo,
        sections=form.sections,
        quotations=read_quotations(reading, form),
        notes=tuple(section for section in form.sections if section.in_notes),
        figures=figures,
        dismissals=dismissed,
        claims=claims_of(reading, form, figures),
        repeats=repeats_of(figures),
        doubts=embargo.doubts if embargo else (),
    )


def _dismissed(
    reading: Reading, form: Form, embargo: ReadEmbargo | None, found: Sequence[Numeral]
) -> tuple[Dismissal, ...]:
    """Numbers that state no figure, those of the embargo among them, in the text's order."""
    inside = [
        Dismissal(one.start, one.end, "the embargo")
        for one in found
        if embargo and embargo.start <= one.start < embargo.end
    ]
    both = [*inside, *dismissals(reading, form, _outside(inside, found))]
    return tuple(sorted(both, key=lambda one: one.start))


def _outside(dismissed: Sequence[Dismissal], found: Sequence[Numeral]) -> list[Numeral]:
    """The numerals that none of the dismissed stretches touches; linear in their number."""
    taken = {at for one in dismissed for at in range(one.start, one.end)}
    return [one for one in found if taken.isdisjoint(range(one.start, one.end))]


def _placed(
    reading: Reading,
    form: Form,
    figures: Sequence[StatedFigure],
    embargo: ReadEmbargo | None,
    today: date,
) -> tuple[StatedFigure, ...]:
    """The figures with the period and the coverage that their surroundings give them."""
    spans = [Span(one.start, one.end) for one in figures]
    written = written_on(reading, form, embargo, today=today)
    # Both ends of “from 120 to 150” are stated by the same words, and each is for its own time.
    ends = [
        Span(one.numerals[0].start, one.numerals[-1].end) if one.group and one.numerals else span
        for one, span in zip(figures, spans, strict=True)
    ]
    periods = periods_of(reading, form, ends, written_on=written)
    coverages = coverages_of(reading, form, spans)
    return tuple(
        replace(
            one,
            period=period,
            coverage=coverage,
            is_running_total=one.is_running_total
            or (period is not None and period.kind == "running_total"),
        )
        for one, period, coverage in zip(figures, periods, coverages, strict=True)
    )
