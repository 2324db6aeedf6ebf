from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from operations.arithmetic import change, mark_breaks, totals
from operations.periods import Period
from operations.series import Caption, ChartData, Point, Series
from releases.quantities import NotCombinableError, Qualifier
from tests.operations.samples import chart, hate_crime_by_year, one_figure, point


def test_two_units_never_share_an_axis():
    mixed = Series("Mixed", (point("a", "1", unit="kg"), point("b", "2", unit="GBP")))
    with pytest.raises(ValueError, match="GBP and kg on one axis"):
        chart(mixed)
    assert chart(mixed, kind="numbers").effective_kind == "numbers"


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="Give None where there is no figure"):
        chart(Series("Short", (point("a", "1"),)), labels=["a", "b"])


def test_what_a_chart_cannot_be_is_refused():
    with pytest.raises(ValueError, match="is no kind of chart"):
        chart(Series("s", (point("a", "1"),)), kind="pie")
    with pytest.raises(ValueError, match="needs a title"):
        Caption(title=" ")
    with pytest.raises(ValueError, match="unknown role"):
        Series("s", (), role="star")
    with pytest.raises(ValueError, match="finite Decimal"):
        Point("a", Decimal("NaN"))
    with pytest.raises(ValueError, match="unknown status"):
        point("a", "1", status="guessed")
    with pytest.raises(ValueError, match="below its own interval"):
        Point("a", Decimal(1), low=Decimal(2))


def test_one_figure_is_a_number_and_not_a_bar():
    assert one_figure().effective_kind == "numbers"
    lone = Series("s", (None, point("b", "0")))
    assert chart(lone, labels=["a", "b"]).effective_kind == "numbers"
    two = Series("s", (point("a", "0"), point("b", "0")))
    assert chart(two).effective_kind == "bar"


def test_no_figure_at_all_is_no_error():
    empty = ChartData("e", "line", False, ("a",), (Series("s", (None,)),), Caption("Nothing"))
    assert empty.figures() == []
    assert empty.effective_kind == "numbers"
    assert empty.unit == "count"


def test_a_line_breaks_where_coverage_changes_and_at_no_other_place():
    points = [p for p in hate_crime_by_year().series[0].points if p]
    broken = [p.label for p in points if p.break_before]
    assert broken == ["2019/20", "2020/21", "2022/23", "2023/24", "2024/25"]
    assert points[-1].break_reason == (
        "2024/25 leaves out the Metropolitan Police; 2023/24 includes it."
    )


def test_a_gap_does_not_hide_a_break():
    first, last = point("a", "1"), point("c", "2", coverage="excludes Kent")
    marked = mark_breaks([first, None, last])
    assert marked[1] is None
    assert marked[2] is not None
    assert marked[2].break_before


def test_totals_are_a_plain_sum_and_keep_the_hedge():
    drugs = [point(n, v, unit="kg") for n, v in (("a", "2780"), ("b", "926"), ("c", "256"))]
    assert totals([*drugs, None]).shown == "3,962 kg"
    hedged = totals([point("a", "1000", "more_than"), point("b", "0")])
    assert (hedged.value, hedged.qualifier) == (Decimal(1000), Qualifier.MORE_THAN)


def running(end: date) -> Period:
    return Period(None, end, "running_total")


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([], "no figure"),
        ([point("a", "1", unit="kg"), point("b", "1", unit="GBP")], "different units"),
        ([point("a", "1", unit="percent"), point("b", "1", unit="percent")], "not added up"),
        (
            [
                point("a", "1", period=running(date(2021, 2, 14))),
                point("b", "2", period=running(date(2021, 6, 20))),
            ],
            "running total",
        ),
        (
            [
                point("a", "1", period=Period(date(2022, 1, 1), date(2022, 12, 31), "year")),
                point(
                    "b", "2",
                    period=Period(date(2022, 4, 1), date(2023, 3, 31), "financial_year"),
                ),
            ],
            "2022 and 2022/23 overlap",
        ),
    ],
)  # fmt: skip
def test_what_would_count_twice_is_not_added_up(points, reason):
    with pytest.raises(NotCombinableError, match=reason):
        totals(points)


def test_change_between_figures_that_compare():
    found = change(point("2021", "200"), point("2022", "150"))
    assert (found.value, found.percent, found.shown) == (Decimal(-50), Decimal(-25), "−50")
    assert change(point("a", "0"), point("b", "5")).percent is None
    share = change(point("a", "65", unit="percent"), point("b", "80", unit="percent"))
    assert (share.shown, share.percent) == ("15 percentage points", None)


def test_no_change_between_figures_that_do_not():
    first, last = point("a", "200"), point("b", "150")
    partial = change(first, replace(last, coverage="excludes Kent"))
    assert partial.value is None
    assert partial.reasons == ("B leaves out Kent; a includes it.",)
    assert (
        "both open-ended"
        in change(point("a", "5", "more_than"), point("b", "9", "more_than")).reasons[0]
    )
    assert change(Point("a", None), last).reasons == ("There is no figure for a.",)


def test_caveats_and_looks():
    doubtful = point("a", "5", status="estimated", partial=True, second_hand=True)
    assert doubtful.caveats() == ("estimated", "incomplete", "second-hand report")
    assert doubtful.is_hollow
    assert not point("a", "5", status="revised").is_hollow
    assert point("a", "5", "less_than").is_below
    assert point("a", "5", "at_least").is_above
    assert not Point("a", None).is_above
