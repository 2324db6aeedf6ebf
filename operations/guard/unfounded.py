"""Numbers in a chart's title or text alternative that its figures do not bear out. Pure.

A hint for whoever writes the words, never a refusal. A number is borne out where a figure of the
chart is that number or is rounded by it, or where two figures give it as their sum, difference,
share or change.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from operations.arithmetic import totals
from operations.guard.stacks import why_not_added
from operations.numbers_in_words import Sought, unnamed
from operations.series import ChartData, Point
from releases.quantities import NotCombinableError, Qualifier, add
from releases.reading.letters import Reading
from releases.reading.numerals import numerals
from releases.units import UNITS

# Of more figures than these, any number would be the difference of some two.
MOST_COMPARED = 40
# A smaller number in letters counts what is shown (“in two weeks”, “all three”).
SMALL = Decimal(12)
# How far a stated share may be from the one worked out, in percentage points: rounded, or hedged.
ROUNDED, HEDGED = Decimal("0.55"), Decimal(5)
SPANS = {code for code, unit in UNITS.items() if unit.family in ("time", "calendar")}


def unfounded(words: str, chart: ChartData) -> list[str]:
    """Return the words of each number stated that no figure of the chart bears out."""
    figures = chart.figures()
    listed = [one for point in figures for one in _in_either_unit(_sought(point))]
    listed += [*_sums(chart), *_others_named(chart)]
    shares = set(_shares(figures))
    found = [
        phrase
        for stated, phrase in unnamed(words, listed)
        if _is_a_figure(stated, phrase, chart) and not _is_share(stated, shares)
    ]
    return list(dict.fromkeys(found))


def _sought(point: Point) -> Sought:
    assert point.value is not None  # a figure has one  # noqa: S101
    return Sought(point.value, point.unit, point.qualifier)


def _is_a_figure(stated: Sought, phrase: str, chart: ChartData) -> bool:
    """Whether the number is meant as a figure, not as a count of weeks or a way to say “often”."""
    if stated.unit in SPANS and chart.unit not in SPANS:
        return not any(point.unit in SPANS for point in chart.figures()) and stated.value > SMALL
    if any(char.isdigit() for char in phrase):
        return True
    return stated.unit not in ("percent", "ratio") and stated.value > SMALL


def _sums(chart: ChartData) -> Iterator[Sought]:
    """What figures of one series, or under one label, come to; and how far any two are apart."""
    at_labels = zip(*(series.points for series in chart.series), strict=True)
    for points in [*(series.points for series in chart.series), *at_labels]:
        total = _sum([one for one in points if one is not None and one.value is not None])
        if total is not None:
            yield from _in_either_unit(total)
    for one, other in _pairs(chart.figures()):
        if one.value is not None and other.value is not None and one.value > other.value:
            yield from _in_either_unit(Sought(one.value - other.value, one.unit))


def _sum(figures: Sequence[Point]) -> Sought | None:
    """Running totals of one time add up across categories, though never along time."""
    try:
        total = totals(figures)
    except NotCombinableError:
        if not figures or why_not_added(figures):
            return None
        value, qualifier = add((one.value or Decimal(0), one.qualifier) for one in figures)
        return Sought(value, figures[0].unit, qualifier)
    return Sought(total.value, total.unit, total.qualifier)


def _in_either_unit(sought: Sought) -> Iterator[Sought]:
    """As it is, and as a bare number: “kilograms: 4,600 in 2004” names its unit elsewhere."""
    yield sought
    if sought.unit != "count":
        yield Sought(sought.value, "count", sought.qualifier)


def _pairs(figures: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    if len(figures) <= MOST_COMPARED:
        yield from (
            (one, other) for one, other in permutations(figures, 2) if one.unit == other.unit
        )


def _shares(figures: Sequence[Point]) -> Iterator[Decimal]:
    """What per cent one figure is of another, of both together, and how far it lies above it."""
    for one, other in _pairs(figures):
        if not one.value or not other.value:
            continue
        share = one.value / other.value * 100
        yield from (share, abs(share - 100), one.value / (one.value + other.value) * 100)
    whole = sum((one.value or Decimal(0) for one in figures), Decimal(0))
    if whole:
        yield from ((one.value or Decimal(0)) / whole * 100 for one in figures)


def _is_share(stated: Sought, shares: set[Decimal]) -> bool:
    if stated.unit not in ("percent", "percentage_point"):
        return False
    room = ROUNDED if stated.qualifier is Qualifier.EXACT else HEDGED
    return any(abs(share - stated.value) <= room for share in shares)


def _others_named(chart: ChartData) -> Iterator[Sought]:
    """Numbers of the chart's labels and subtitle, and what a figure was before its correction."""
    texts = [
        chart.caption.subtitle,
        chart.caption.note,
        *(one.text for one in chart.annotations),
        *chart.x_labels,
        *(series.label for series in chart.series),
        *(point.was for point in chart.figures()),
    ]
    for text in texts:
        for one in numerals(Reading.of(text), 0, len(text)):
            yield Sought(one.value, "count")
    yield from (Sought(one.value, chart.unit) for one in chart.annotations if one.value is not None)
