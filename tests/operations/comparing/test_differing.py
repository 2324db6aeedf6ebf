"""How two figures differ: an exact table, and a check of every pair of hedges by trying values."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from operations.comparing.differing import compared
from operations.periods import Period, PeriodKind
from operations.series import Point, stated
from releases.quantities import Qualifier, interval

OLD = Period(date(2023, 5, 15), date(2023, 5, 21), PeriodKind.PHASE)
NEW = Period(date(2023, 11, 13), date(2023, 11, 19), PeriodKind.WEEK)


def point(value: int, qualifier: str = "exact", unit: str = "count", **fields: Any) -> Point:
    label = fields.pop("label", "May")
    made = stated(label, Decimal(value), qualifier, unit)
    return replace(made, **{"definition": "arrests", "period": OLD} | fields)


def later(*args: Any, **fields: Any) -> Point:
    return point(*args, **{"label": "November", "period": NEW} | fields)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (point(250), later(278), "28 more (11%)"),
        (point(278), later(250), "28 fewer (10%)"),
        (point(7), later(7), "no difference"),
        (point(0), later(7), "7 more"),
        (point(1000), later(1001), "1 more (less than 1%)"),
        (point(300), later(500, "more_than"), "over 200 more (over 66%)"),
        (point(300), later(500, "at_least"), "at least 200 more (at least 66%)"),
        (point(300, "more_than"), later(100), "over 200 fewer (over 66%)"),
        (point(200, "less_than"), later(500), "over 300 more (over 150%)"),
        (point(500), later(200, "up_to"), "at least 300 fewer (at least 60%)"),
        (point(500, "more_than"), later(200, "less_than"), "over 300 fewer (over 60%)"),
        (point(500, "more_than"), later(500), "fewer, by how much is not known"),
        (point(500), later(500, "at_least"), "the same or more"),
        (point(65, unit="percent"), later(80, unit="percent"), "15 percentage points more"),
        (point(400, unit="kg"), later(100, unit="kg"), "300 kg less (75%)"),
        (point(400, unit="GBP"), later(1000, unit="GBP"), "£600 more (150%)"),
    ],
)
def test_a_difference_in_words(first: Point, second: Point, words: str) -> None:
    found = compared(first, second)
    assert found.is_comparable
    assert found.difference is not None
    assert found.difference.words == words


@pytest.mark.parametrize(
    ("first", "second", "part"),
    [
        (point(300, "more_than"), later(500, "more_than"), "leave open"),
        (point(300), later(200, "more_than"), "leave open"),
        (point(100), later(200, "less_than"), "leave open"),
        (point(300, "about"), later(500), "“about 300”, which has no sure difference"),
        (point(300), later(500, "almost"), "“almost 500”, which has no sure difference"),
    ],
)
def test_no_difference_where_hedges_forbid_it(first: Point, second: Point, part: str) -> None:
    found = compared(first, second)
    assert found.is_comparable
    assert found.difference is None
    assert part in found.unknown


def may_be(figure: Point) -> Iterator[Decimal]:
    """Values on and beside the ends of what a figure may be."""
    bounds = interval(figure.value or Decimal(0), figure.qualifier)
    low = bounds.low if bounds.low is not None else Decimal(-5000)
    high = bounds.high if bounds.high is not None else Decimal(5000)
    step = Decimal("0.001")
    strict = figure.qualifier in (Qualifier.MORE_THAN, Qualifier.LESS_THAN)
    ends = [low + step, (low + high) / 2, high - step] if high > low else [low]
    yield from ends if strict else [low, high, *ends]


SURE = [q for q in Qualifier if q not in (Qualifier.ABOUT, Qualifier.ALMOST)]


@pytest.mark.parametrize(("one", "other"), list(product(SURE, SURE)))
def test_what_is_said_is_true_of_whatever_the_two_may_be(one: Qualifier, other: Qualifier) -> None:
    for values in product((0, 100, 300, 500), repeat=2):
        first, second = point(values[0], one.value), later(values[1], other.value)
        found = compared(first, second).difference
        gaps = [b - a for a, b in product(may_be(first), may_be(second))]
        if found is None:
            assert min(gaps) < 0 < max(gaps), (first, second)
            continue
        if found.qualifier is Qualifier.EXACT:
            assert gaps == [found.value] * len(gaps)
            continue
        assert all(gap * found.way >= abs(found.value) for gap in gaps), (first, second)
        # Nor could more have been said: something lies near that end.
        assert min(gap * found.way for gap in gaps) <= abs(found.value) + Decimal("0.01")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"coverage": "excludes Wales"}, "November leaves out Wales; May includes it."),
        ({"partial": True}, "November is known to be incomplete; May is not."),
        ({"definition": "charges"}, "November and May are defined differently."),
        ({"counting": "people"}, "November counts people; May counts on a basis not stated."),
        ({"area": "Wales"}, "November is for Wales; May is for an area not stated."),
        (
            {"period": Period(date(2023, 11, 1), date(2023, 11, 30), PeriodKind.MONTH)},
            "November is a month; May is 7 days.",
        ),
        (
            {"period": Period(date(2023, 11, 13), date(2023, 11, 20), PeriodKind.PHASE)},
            "November is 8 days; May is 7 days.",
        ),
        (
            {"period": Period(None, date(2023, 11, 19), PeriodKind.RUNNING_TOTAL)},
            "November is a running total; May is 7 days.",
        ),
        (
            {"period": Period(None, None, PeriodKind.NOT_STATED)},
            "The dates of November are not recorded.",
        ),
    ],
)
def test_why_two_may_not_be_compared(fields: dict[str, Any], reason: str) -> None:
    found = compared(point(300), later(500, **fields))
    assert not found.is_comparable
    assert found.difference is None
    assert list(found.reasons) == [reason]


def test_two_units_are_not_compared() -> None:
    found = compared(point(300, unit="kg"), later(500))
    assert found.reasons == ("November is in another unit than May.",)


def total(day: date) -> Period:
    return Period(date(2023, 1, 1), day, PeriodKind.RUNNING_TOTAL)


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        ({}, {"status": "provisional"}, "November is provisional; May is final."),
        ({"status": "estimated"}, {"status": "estimated"}, "Both are estimated."),
        ({"second_hand": True}, {}, "May is known only from a report of it."),
        (
            {"period": total(date(2023, 5, 21))},
            {"period": total(date(2023, 11, 19))},
            "Both are running totals: the later one holds what the earlier one counted.",
        ),
        (
            {"period": Period(date(2022, 7, 1), date(2023, 6, 30), PeriodKind.ROLLING_YEAR)},
            {"period": Period(date(2022, 10, 1), date(2023, 9, 30), PeriodKind.ROLLING_YEAR)},
            "The two periods overlap, so that some of it is counted in both.",
        ),
    ],
)
def test_what_is_said_beside_a_difference(
    first: dict[str, Any], second: dict[str, Any], note: str
) -> None:
    found = compared(point(300, **first), later(500, **second))
    assert found.difference is not None
    assert found.notes == (note,)
