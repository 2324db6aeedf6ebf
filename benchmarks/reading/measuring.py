"""Compare what was read with what a person marked. Pure: marks and readings in, counts out.

**A found figure matches a marked one** when its value is equal and its words overlap the marked
words, at the mark's own place or at another where the same words stand. Each found figure is given
to one mark and each place of a mark to one found figure: a right unit first, then a mark's own
place, then the nearest beginning. So a figure that is found twice in one place is wrong once.

Required marks that are found count for recall. Found figures that match no mark, required or
optional, count against precision. Optional marks count neither way, in any measure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from benchmarks.reading.marks import MarkedFigure, MarkedQuotation, MarkedRelease
from releases.reading.letters import folded, one_spaced
from releases.reading.parts import ReadQuotation, ReadRelease, StatedFigure
from releases.reading.stems import stems

FRACTION_TOLERANCE = Decimal("0.001")
ENOUGH_WORDS = Decimal("0.5")


@dataclass(frozen=True)
class Tally:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float | None:
        """None where there was nothing to be right about."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True)
class Miss:
    """One thing that was read otherwise than it was marked."""

    measure: str
    place: int
    words: str
    expected: str = ""
    found: str = ""


@dataclass
class Measured:
    """The counts of one release, or of several added up; measures by name."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def count(self, measure: str, is_right: bool, miss: Miss | None = None) -> None:
        """Count one case, and keep what to say of it where it is wrong."""
        self.tallies[measure] = self.tallies.get(measure, Tally()) + Tally(int(is_right), 1)
        if miss and not is_right:
            self.misses.append(miss)

    def add(self, other: "Measured") -> None:
        for measure, tally in other.tallies.items():
            self.tallies[measure] = self.tallies.get(measure, Tally()) + tally
        self.misses += other.misses


RECALL, PRECISION = "recall", "precision"
UNIT, QUALIFIER, WHAT = "unit", "qualifier", "what"
PERIOD, COVERAGE = "period", "coverage"
QUOTED, QUOTED_ONLY, QUOTED_WHOLE = "quotations", "only quotations", "whole quotations"
EMBARGO, TITLE, PUBLISHER = "embargo", "title", "publisher"

GOALS = {
    RECALL: 0.97, PRECISION: 0.93, UNIT: 0.98, QUALIFIER: 0.97, WHAT: 0.85, PERIOD: 0.90,
    COVERAGE: 0.90, QUOTED: 0.97, EMBARGO: 1.00,
}  # fmt: skip
"""What the reader is to reach, by measure; the others are shown without a goal."""


def measured(marked: MarkedRelease, read: Sequence[ReadRelease], text: str) -> Measured:
    """Hold the releases that were read within the marked one against it.

    ``read`` is what `releases_within` gives: none where it was not found, several where it was
    wrongly cut in pieces (title, publisher and embargo are then the first one's).
    """
    result = Measured()
    first = read[0] if read else None
    _measure_head(result, marked, first)
    _measure_figures(result, marked, [figure for one in read for figure in one.figures], text)
    if marked.quotations is not None:
        found = [quotation for one in read for quotation in one.quotations]
        _measure_quotations(result, marked, marked.quotations, found)
    return result


def releases_within(marked: MarkedRelease, read: Iterable[ReadRelease]) -> list[ReadRelease]:
    """The releases that begin inside the marked one."""
    return [one for one in read if marked.start <= _begin(one) < marked.end]


def _begin(read: ReadRelease) -> int:
    """Where a release's title is, or where the release begins when it has none."""
    title = read.title_span
    return title.start if title.end > title.start else read.start


def _measure_head(result: Measured, marked: MarkedRelease, read: ReadRelease | None) -> None:
    for measure, names, found in (
        (TITLE, (marked.title,), read.title if read else ""),
        (PUBLISHER, marked.publishers, read.publisher if read else ""),
    ):
        if any(names):
            miss = Miss(measure, marked.start, marked.title, " or ".join(names), found)
            result.count(measure, any(_same(name, found) for name in names), miss)
    embargo = read.embargo if read else None
    until = embargo.until if embargo else None
    if marked.embargo_until or until:
        expected = str(marked.embargo_until or "none")
        words = embargo.doubts[0].sentence if embargo and embargo.doubts else str(until or "none")
        miss = Miss(EMBARGO, marked.start, marked.title, expected, words)
        result.count(EMBARGO, until == marked.embargo_until, miss)


def _measure_figures(
    result: Measured, marked: MarkedRelease, found: Sequence[StatedFigure], text: str
) -> None:
    pairs, unmatched = matched(marked.figures, found)
    for number, mark in enumerate(marked.figures):
        figure = pairs.get(number)
        if not mark.required:
            continue
        expected = f"{mark.value} {mark.unit}: {mark.what}"
        miss = Miss(RECALL, mark.places[0].start, mark.words, expected)
        result.count(RECALL, figure is not None, miss)
        if figure:
            result.count(PRECISION, True)
            _measure_figure(result, mark, figure)
    for figure in unmatched:
        words = one_spaced(text[figure.start : figure.end])
        stated = f"{figure.value} {figure.unit}: {figure.what}"
        result.count(PRECISION, False, Miss(PRECISION, figure.start, words, "", stated))


def _measure_figure(result: Measured, mark: MarkedFigure, figure: StatedFigure) -> None:
    period = figure.period
    found_days = (period.first_day, period.last_day) if period else (None, None)
    coverage = figure.coverage.words if figure.coverage else ""

    def count(measure: str, is_right: bool, expected: object, found: object) -> None:
        miss = Miss(measure, mark.places[0].start, mark.words, str(expected), str(found))
        result.count(measure, is_right, miss)

    found_unit = f"{figure.value} {figure.unit}"
    count(UNIT, has_right_unit(mark, figure), f"{mark.value} {mark.unit}", found_unit)
    count(QUALIFIER, figure.qualifier == mark.qualifier, mark.qualifier, figure.qualifier)
    count(WHAT, has_enough_words(mark.what, figure.what), mark.what, figure.what)
    if mark.first_day or mark.last_day:
        expected_days = (mark.first_day, mark.last_day)
        is_right = _same_days(expected_days, found_days)
        count(PERIOD, is_right, _days(*expected_days), _days(*found_days))
    if mark.coverage:
        count(COVERAGE, has_enough_words(mark.coverage, coverage), mark.coverage, coverage)


def matched(
    marks: Sequence[MarkedFigure], found: Sequence[StatedFigure]
) -> tuple[dict[int, StatedFigure], list[StatedFigure]]:
    """Give found figures to marks: the first match of each mark by its number, and those left."""
    pairs: dict[int, StatedFigure] = {}
    taken_places: set[tuple[int, int]] = set()
    taken_figures: set[int] = set()
    for _, number, place, which in sorted(_candidates(marks, found)):
        if (number, place) not in taken_places and which not in taken_figures:
            taken_places.add((number, place))
            taken_figures.add(which)
            pairs.setdefault(number, found[which])
    return pairs, [one for which, one in enumerate(found) if which not in taken_figures]


def _candidates(
    marks: Sequence[MarkedFigure], found: Sequence[StatedFigure]
) -> Iterator[tuple[tuple[bool, bool, int], int, int, int]]:
    """Every pair that may match: how bad it is, the mark, its place, the found figure."""
    for number, mark in enumerate(marks):
        for which, figure in enumerate(found):
            if not has_equal_value(mark, figure):
                continue
            for place, span in enumerate(mark.places):
                if figure.start < span.end and span.start < figure.end:
                    distance = abs(figure.start - span.start)
                    badness = (not has_right_unit(mark, figure), place > 0, distance)
                    yield badness, number, place, which


def has_equal_value(mark: MarkedFigure, figure: StatedFigure) -> bool:
    """Whether the value is the marked one, or the marked one in the mark's other unit."""
    values = [mark.value, *([mark.also[0]] if mark.also else [])]
    return any(_equal(value, figure.value) for value in values)


def has_right_unit(mark: MarkedFigure, figure: StatedFigure) -> bool:
    """Whether value and unit together are the marked ones, or the mark's others."""
    allowed = [(mark.value, mark.unit), *([mark.also] if mark.also else [])]
    return any(_equal(value, figure.value) and unit == figure.unit for value, unit in allowed)


def _equal(marked: Decimal, found: Decimal) -> bool:
    """Whole numbers must be the same; a fraction (“a third”) may be written out less far.

    One part in a thousand is allowed, or the found fraction rounded as the mark is: 33 for 33.33.
    """
    if marked == found:
        return True
    if _is_whole(marked) and _is_whole(found):
        return False
    if abs(marked - found) <= FRACTION_TOLERANCE * max(abs(marked), abs(found)):
        return True
    return abs(found) < 100 and not _is_whole(found) and found.quantize(marked) == marked


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _same_days(
    marked: tuple[date | None, date | None], found: tuple[date | None, date | None]
) -> bool:
    """A bound that the mark leaves open is not compared."""
    return all(mark is None or mark == day for mark, day in zip(marked, found, strict=True))


def _days(first: date | None, last: date | None) -> str:
    return f"{first or '?'} to {last or '?'}"


def has_enough_words(marked: str, found: str) -> bool:
    """Whether half of the marked words are among those found: no parentheses, crude stems."""
    expected = stems(re.sub(r"\([^()]*\)", " ", marked)) or stems(marked)
    return len(expected & stems(found)) >= ENOUGH_WORDS * len(expected)


def _measure_quotations(
    result: Measured,
    release: MarkedRelease,
    marks: Sequence[MarkedQuotation],
    found: Sequence[ReadQuotation],
) -> None:
    left = list(found)
    for mark in marks:
        begin = [one for one in left if _words(one.words).startswith(_words(mark.first_words))]
        right = [one for one in begin if _same(one.speaker, mark.speaker)]
        chosen = next(iter(right or begin), None)
        if chosen:
            left.remove(chosen)
        place = chosen.start if chosen else release.start
        said = f"by {chosen.speaker or 'nobody'}" if chosen else "not found"
        miss = Miss(QUOTED, place, mark.first_words, f"by {mark.speaker}", said)
        result.count(QUOTED, bool(right), miss)
        if chosen:
            result.count(QUOTED_ONLY, True)
            _measure_extent(result, mark, chosen)
    for one in left:
        if not one.is_fragment:  # few markings list every fragment, so they count neither way
            miss = Miss(QUOTED_ONLY, one.start, one_spaced(one.words)[:80], "", f"by {one.speaker}")
            result.count(QUOTED_ONLY, False, miss)


def _measure_extent(result: Measured, mark: MarkedQuotation, found: ReadQuotation) -> None:
    if mark.paragraphs is None:
        return
    number = len([part for part in re.split(r"\n[^\S\n]*\n", found.words) if part.strip()])
    expected, actual = f"{mark.paragraphs} paragraphs", f"{number} paragraphs"
    miss = Miss(QUOTED_WHOLE, found.start, mark.first_words, expected, actual)
    result.count(QUOTED_WHOLE, number == mark.paragraphs, miss)


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _words(text: str) -> str:
    """Letters and digits alone, so that quotation marks and white space make no difference."""
    return " ".join(re.findall(r"\w+", folded(text).lower()))
