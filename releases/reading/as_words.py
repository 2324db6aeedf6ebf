"""What was read, set out for a person to read through on a screen. No Django."""

import textwrap
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from releases.quantities import shown
from releases.reading.embargoes import LONDON
from releases.reading.letters import one_spaced
from releases.reading.parts import (
    ReadClaim,
    ReadEmbargo,
    ReadQuotation,
    ReadRelease,
    StatedCoverage,
    StatedFigure,
    StatedPeriod,
)
from releases.units import UNITS

WIDTH = 98
DECIMALS = 6  # of a number as it is stated; one worked out may have more
LARGEST_ROUNDED = 10**12
_SITE_CODES = {"g": "gram"}


def as_words(releases: Iterable[ReadRelease], text: str) -> str:
    """Everything but the dismissed numbers, release by release, ending in a new line."""
    line_ends = [at for at, letter in enumerate(text) if letter == "\n"]
    told = ["\n".join(_release(release, text, line_ends)) for release in releases]
    return f"\n{'=' * WIDTH}\n".join(told) + "\n"


def _release(release: ReadRelease, text: str, line_ends: Sequence[int]) -> Iterator[str]:
    yield from _wrapped(release.title or "(no title)", "")
    yield f"Publisher: {release.publisher or 'not named'}"
    yield from _wrapped(f"Embargo: {_embargo(release.embargo, text)}", "", "  ")
    for doubt in release.doubts:
        words = one_spaced(text[doubt.start : doubt.end])
        yield from _wrapped(f"To decide: {doubt.sentence} (“{words}”)", "", "  ")
    yield f"\n{_many(len(release.quotations), 'quotation')}"
    for quotation in release.quotations:
        yield from _quotation(quotation)
    yield f"\n{_many(len(release.figures), 'figure')}"
    for figure in release.figures:
        line = bisect_left(line_ends, figure.start) + 1
        yield from _figure(figure, text, line)
    if release.claims:
        yield f"\n{_many(len(release.claims), 'rounded statement')}"
    for claim in release.claims:
        yield from _claim(claim, text)


def _embargo(embargo: ReadEmbargo | None, text: str) -> str:
    if embargo is None:
        return "none stated"
    words = f"(“{one_spaced(text[embargo.start : embargo.end])}”)"
    if embargo.is_immediate:
        return f"none: it is for immediate release {words}"
    if embargo.until:
        return f"until {moment(embargo.until)} {words}"
    choices = " or ".join(moment(choice) for choice in embargo.choices)
    return f"not sure, {choices or 'it names no moment'} {words}"


def moment(at: datetime) -> str:
    """A moment with its weekday and London's time: “Friday 17 November 2023, 00:01 London time”."""
    london = at.astimezone(LONDON)
    return f"{london:%A} {_day(london)}, {london:%H:%M} London time"


def _quotation(quotation: ReadQuotation) -> Iterator[str]:
    speaker = quotation.speaker or "Speaker not named"
    yield from _wrapped(f"{speaker}, {quotation.role}" if quotation.role else speaker, "  ")
    for paragraph in quotation.words.split("\n"):
        if paragraph.strip():
            yield from _wrapped(f"“{one_spaced(paragraph)}”", "    ")


def _figure(figure: StatedFigure, text: str, line: int) -> Iterator[str]:
    head = " ".join(
        part
        for part in (
            figure.status.value if figure.status else "",
            amount(figure),
            figure.counted,
            f"({figure.direction.value})" if figure.direction else "",
        )
        if part
    )
    yield from _wrapped(head, "  ", "    ")
    yield from _wrapped(f"line {line}: “{one_spaced(text[figure.start : figure.end])}”", "    ")
    if figure.is_running_total:
        yield "    a running total"
    if figure.period:
        yield from _wrapped(f"when: {_period(figure.period)}", "    ")
        yield from _wrapped(figure.period.inferred, "    ")
    if figure.coverage:
        yield from _wrapped(f"where: {_coverage(figure.coverage)}", "    ")


def amount(figure: StatedFigure) -> str:
    """Qualifier, number and unit: “more than 2,000”, “2,780 kg”, “19 a day”."""
    value = figure.value
    if abs(value) < LARGEST_ROUNDED and value != round(value, DECIMALS):
        value = round(value, 2)  # “a third”
    code = _SITE_CODES.get(figure.unit, figure.unit)
    if code in UNITS and code != "ratio":
        return shown(value, figure.qualifier, code, per=figure.per)
    word = "times" if code == "ratio" else code
    return f"{shown(value, figure.qualifier, per=figure.per)} {word}"


def _period(period: StatedPeriod) -> str:
    ends = [_day(day) if day else "not said" for day in (period.first_day, period.last_day)]
    days = ends[0] if period.first_day == period.last_day else " to ".join(ends)
    return f"{days} (from the {period.basis.value})"


def _coverage(coverage: StatedCoverage) -> str:
    return f"{one_spaced(coverage.words)} (from the {coverage.basis.value})"


def _claim(claim: ReadClaim, text: str) -> Iterator[str]:
    words = one_spaced(text[claim.figure.start : claim.figure.end])
    verdict = "holds" if claim.holds else "DOES NOT HOLD"
    yield from _wrapped(f"“{words}” {verdict}. {claim.arithmetic}", "  ", "    ")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _many(number: int, name: str) -> str:
    return f"{number or 'No'} {name}{'' if number == 1 else 's'}{':' if number else '.'}"


def _wrapped(words: str, indent: str, more: str | None = None) -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if more is None else more,
        break_long_words=False,
        break_on_hyphens=False,
    )
