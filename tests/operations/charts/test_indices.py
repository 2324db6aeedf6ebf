"""Indices: every rule, and one of them against a plainer sum."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.charts.adjusting import adjusted, choices
from operations.series import Series
from releases.quantities import Qualifier
from tests.operations import samples
from tests.operations.asking_samples import (
    along_time,
    as_near_as_four_digits,
    days,
    only,
    point,
    several,
    shown,
    state,
    weeks,
)


class TestIndex:
    def test_the_first_is_100_and_each_has_its_arithmetic(self) -> None:
        first, second = only(adjusted(weeks("4900", "5827"), state("scale=indexed")))
        assert first is not None
        assert second is not None
        assert (first.value, first.shown) == (Decimal(100), "100")
        assert first.arithmetic == "4,900 ÷ 4,900 × 100 = 100"
        assert (second.value, second.shown) == (Decimal("118.9"), "119")
        assert second.arithmetic == "5,827 ÷ 4,900 × 100 = 118.9"

    def test_axis_subtitle_and_unit(self) -> None:
        chart = along_time(
            point(days("2024-01-01", 7), "5", unit="kg"),
            point(days("2024-02-01", 7), "10", unit="kg"),
        )
        changed = adjusted(chart, state("scale=indexed"))
        assert changed.caption.axis_title == "Index, 1–7 Jan 2024 = 100"
        assert changed.caption.subtitle == "Shown as an index, 1–7 Jan 2024 = 100"
        assert changed.unit == "count"
        assert shown(changed) == [["100", "200"]]

    def test_each_series_has_its_own_first(self) -> None:
        chart = several()
        changed = adjusted(replace(chart, series=chart.series[:2]), state("scale=indexed"))
        assert shown(changed) == [["100", "200", None], ["100", "200", "300"]]
        # A series may begin later than others.
        late = adjusted(chart, state("scale=indexed"))
        assert shown(late)[2] == [None, None, "100"]
        assert late.caption.axis_title == "Index, the first of each series = 100"

    def test_hedges_stay(self) -> None:
        first, second = days("2024-01-01", 7), days("2024-02-01", 7)
        chart = along_time(point(first, "700"), point(second, "2000", "more_than"))
        _, one = only(adjusted(chart, state("scale=indexed")))
        assert one is not None
        assert (one.shown, one.qualifier) == ("more than 285", Qualifier.MORE_THAN)
        assert (one.low, one.high) == (Decimal("285.7"), None)

    def test_zero_is_a_figure_and_none_is_silence(self) -> None:
        chart = along_time(
            point(days("2024-01-01", 7), "8"), None, point(days("2024-03-01", 7), "0"),
            labels=["a", "b", "c"],
        )  # fmt: skip
        assert shown(adjusted(chart, state("scale=indexed"))) == [["100", None, "0"]]

    def test_a_hedged_first_is_not_the_base(self) -> None:
        periods = [days(f"2024-0{n}-01", 7) for n in (1, 2, 3)]
        chart = along_time(
            point(periods[0], "50", "about"), point(periods[1], "100"), point(periods[2], "150")
        )
        changed = adjusted(chart, state("scale=indexed"))
        assert shown(changed) == [["about 50", "100", "150"]]
        assert changed.caption.axis_title == "Index, 1–7 Feb 2024 = 100"

    REFUSED = {
        "zero": (weeks("0", "5"), "“Arrests” has 0 as its first exact figure, which can’t be 100."),
        "hedged": (
            along_time(*(point(days(f"2024-0{n}-01", 7), "5", "about") for n in (1, 2))),
            "“Arrests” has no exact figure from which an index could begin.",
        ),
        "shares": (
            along_time(*(point(days(f"2024-0{n}-01", 7), "5", unit="percent") for n in (1, 2))),
            "Shares and changes have no index.",
        ),
        "incomparable": (
            along_time(point(days("2024-01-01", 7), "5"), point(days("2024-02-01", 9), "5")),
            "No two of these figures compare with one another.",
        ),
        "one alone": (weeks("5"), "No two of these figures compare with one another."),
        "stacked": (
            weeks("5", "6", kind="stacked"), "Only figures of one kind along time have an index."
        ),
        "no time": (
            replace(weeks("5", "6"), along_time=False),
            "Only figures of one kind along time have an index.",
        ),
    }  # fmt: skip

    @pytest.mark.parametrize("name", REFUSED)
    def test_where_there_is_none_the_figures_are_shown_and_a_note_says_why(self, name: str) -> None:
        chart, reason = self.REFUSED[name]
        assert not choices(chart).can_index
        changed = adjusted(chart, state("scale=indexed"))
        assert changed.series == chart.series
        assert changed.notes == (f"{reason} The figures are shown as they are.",)

    def test_what_does_not_compare_with_the_first_is_missing_with_the_reason(self) -> None:
        changed = adjusted(
            replace(samples.hate_crime_by_year(), along_time=True), state("scale=indexed")
        )
        by_label = {one.label: one for one in only(changed) if one is not None}
        assert by_label["2019/20"].value is None
        assert by_label["2019/20"].note == (
            "not in the index: 2019/20 leaves out Greater Manchester; 2011/12 includes it"
        )
        assert [note for note in changed.notes if "Greater Manchester" in note] == [
            "One figure is not in the index: 2019/20 leaves out Greater Manchester; 2011/12 "
            "includes it."
        ]

    def test_a_baseline_has_no_index(self) -> None:
        chart = weeks("7", "14")
        level = point(days("2015-01-01", 365, "year"), "4")
        chart = replace(
            chart, series=(*chart.series, Series("Mean", (level, level), 0, "baseline"))
        )
        changed = adjusted(chart, state("scale=indexed"))
        assert shown(changed) == [["100", "200"]]
        assert "Left out, as it is no index: “Mean”." in changed.notes

    def test_of_figures_a_day_it_has_the_arithmetic_of_both(self) -> None:
        chart = along_time(point(days("2024-01-01", 10), "20"), point(days("2024-02-01", 20), "80"))
        _, one = only(adjusted(chart, state("per=day&scale=indexed")))
        assert one is not None
        assert (one.shown, one.per) == ("200", "")
        assert one.arithmetic == "80 ÷ 20 days = 4; 4 ÷ 2 × 100 = 200"
        assert not one.break_before  # a day of each compares


values = st.decimals(min_value=0, max_value=10_000_000, places=2)


@given(st.lists(values.filter(bool), min_size=2, max_size=6))
def test_an_index_against_a_plainer_sum(rows: list[Decimal]) -> None:
    changed = only(adjusted(weeks(*map(str, rows)), state("scale=indexed")))
    for value, one in zip(rows, changed, strict=True):
        assert one is not None
        assert one.value is not None
        as_near_as_four_digits(one.value, Fraction(value) * 100 / Fraction(rows[0]))
