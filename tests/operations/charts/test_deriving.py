"""Figures a day and a week: every rule, and one of them against a plainer sum."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.annotations import read_annotations
from operations.charts.adjusting import adjusted, choices
from operations.charts.deriving import rounded
from operations.periods import Period, PeriodKind
from operations.renderers import words
from operations.renderers.table import table
from operations.series import Point, Series
from releases.quantities import Qualifier
from tests.operations.asking_samples import (
    FLOW,
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


class TestADay:
    def test_the_value_its_interval_words_and_arithmetic(self) -> None:
        period = days("2024-08-01", 7)
        chart = along_time(point(period, "2000"), point(days("2024-09-01", 17), "1024"))
        first, second = only(adjusted(chart, state("per=day")))
        assert first is not None
        assert second is not None
        assert (first.shown, first.arithmetic) == ("286 arrests a day", "2,000 ÷ 7 days = 285.7")
        assert first.value == first.low == first.high == Decimal("285.7")
        assert second.arithmetic == "1,024 ÷ 17 days = 60.24"
        assert first.is_derived
        assert first.period == period
        assert first.unit == "count"

    def test_the_axis_and_the_subtitle_say_so(self) -> None:
        chart = adjusted(weeks("10", "20"), state("per=day"))
        assert chart.caption.axis_title == "Arrests, a day"
        assert chart.caption.subtitle == "Shown a day, on average over each period"
        assert chart.notes == ("Shown as this address asks: on average a day.",)

    @pytest.mark.parametrize(
        ("qualifier", "words_", "value"),
        [
            ("more_than", "more than 285 arrests a day", "285.7"),
            ("at_least", "at least 285 arrests a day", "285.7"),
            ("less_than", "less than 286 arrests a day", "285.8"),
            ("up_to", "up to 286 arrests a day", "285.8"),
            ("about", "about 286 arrests a day", "285.7"),
            ("almost", "almost 286 arrests a day", "285.7"),
        ],
    )
    def test_a_hedge_stays_and_rounding_keeps_it_true(
        self, qualifier: str, words_: str, value: str
    ) -> None:
        chart = along_time(point(days("2024-08-01", 7), "2000", qualifier))
        (one,) = only(adjusted(chart, state("per=day")))
        assert one is not None
        assert (one.qualifier, one.shown, one.value) == (qualifier, words_, Decimal(value))

    @pytest.mark.parametrize("qualifier", ["more_than", "at_least", "less_than", "up_to"])
    def test_what_divides_evenly_is_not_rounded_away(self, qualifier: str) -> None:
        for length in (3, 7, 17, 365):
            chart = along_time(point(days("2024-08-01", length), str(100 * length), qualifier))
            (one,) = only(adjusted(chart, state("per=day")))
            assert one is not None
            assert one.value == 100

    def test_zero_is_a_figure_and_none_is_silence(self) -> None:
        first, gap, last = days("2024-01-01", 7), days("2024-02-01", 7), days("2024-03-01", 14)
        chart = along_time(point(first, "0"), None, point(last, "14"), labels=["a", "b", "c"])
        assert shown(adjusted(chart, state("per=day"))) == [
            ["0 arrests a day", None, "1 arrest a day"]
        ]
        assert gap is not None

    def test_a_figure_of_one_day_is_shown_as_it_is_stated(self) -> None:
        chart = along_time(
            point(days("2024-01-01", 1, "day"), "595"), point(days("2024-02-01", 7), "7")
        )
        first, _ = only(adjusted(chart, state("per=day")))
        assert first is not None
        assert (first.shown, first.arithmetic) == ("595", "")

    def test_weeks(self) -> None:
        year = days("2023-01-01", 365, "year")
        chart = along_time(point(year, "36500"), point(days("2024-01-01", 7, "week"), "650"))
        first, second = only(adjusted(chart, state("per=week")))
        assert first is not None
        assert second is not None
        assert first.arithmetic == "36,500 ÷ 365 days × 7 = 700"
        assert (second.shown, second.arithmetic) == ("650", "")

    def test_money_and_weight_keep_their_unit(self) -> None:
        chart = along_time(point(days("2024-01-01", 4), "140346", unit="GBP"))
        (one,) = only(adjusted(chart, state("per=day")))
        assert one is not None
        assert (one.shown, one.unit) == ("£35,087 a day", "GBP")

    def test_periods_of_any_length_compare_a_day_so_the_line_is_joined(self) -> None:
        chart = along_time(point(days("2024-01-01", 7), "70"), point(days("2024-02-01", 28), "70"))
        assert only(chart)[1].break_before  # type: ignore[union-attr]
        _, second = only(adjusted(chart, state("per=day")))
        assert second is not None
        assert not second.break_before

    def test_another_coverage_still_breaks_it(self) -> None:
        chart = along_time(
            point(days("2024-01-01", 7), "70"),
            point(days("2024-02-01", 28), "70", coverage="excludes Kent"),
        )
        _, second = only(adjusted(chart, state("per=day")))
        assert second is not None
        assert second.break_before

    OTHERS = (
        (point(None, "5"), "the dates of its period are not recorded"),
        (point(Period(None, date(2024, 5, 1), PeriodKind.ODD), "5"),
         "the dates of its period are not recorded"),
        (point(Period(date(2024, 1, 1), date(2024, 5, 1), PeriodKind.RUNNING_TOTAL), "5"),
         "it is a running total"),
        (point(days("2024-05-01", 9), "5", origin=replace(FLOW, kind="rate", per="day")),
         "it is no count over a period"),
        (point(days("2024-05-01", 9), "5", origin=replace(FLOW, kind="stock")),
         "it is no count over a period"),
        (point(days("2024-05-01", 9), "5", origin=replace(FLOW, per="week")),
         "it is no count over a period"),
        (point(days("2024-05-01", 9), "5", origin=None), "it is no count over a period"),
    )  # fmt: skip

    @pytest.mark.parametrize(("other", "reason"), OTHERS)
    def test_a_figure_that_has_no_length_is_missing_with_the_reason(
        self, other: Point, reason: str
    ) -> None:
        chart = along_time(
            point(days("2024-01-01", 7), "7"), point(days("2024-02-01", 7), "7"), other
        )
        changed = adjusted(chart, state("per=day"))
        last = only(changed)[2]
        assert last is not None
        assert (last.value, last.low, last.high, last.shown) == (None, None, None, "")
        assert last.note == f"not shown a day, since {reason}"
        assert f"One figure is not shown a day, since {reason}." in changed.notes
        assert table(changed).rows[2][1].text == "no figure"

    NEVER = {
        "shares": replace(
            weeks("1", "2"),
            series=(Series("S", tuple(
                point(days(f"2024-0{n}-01", 7), "5", unit="percent") for n in (1, 2))),),
        ),
        "running totals": along_time(*(
            point(Period(date(2020, 1, 1), date(2024, n, 1), PeriodKind.RUNNING_TOTAL), "5")
            for n in (1, 2))),
        "lengths of time": along_time(point(days("2024-01-01", 365, "odd"), "5", unit="month")),
        "big numbers": replace(weeks("1", "2"), kind="numbers"),
        "mostly undated": along_time(point(None, "5"), point(days("2024-01-01", 7), "7")),
        "days": along_time(*(point(days(f"2024-01-0{n}", 1, "day"), "5") for n in (1, 2))),
    }  # fmt: skip

    @pytest.mark.parametrize("name", NEVER)
    def test_elsewhere_it_is_not_offered_and_an_old_address_shows_what_is_stated(
        self, name: str
    ) -> None:
        chart = self.NEVER[name]
        assert choices(chart).pers == ()
        changed = adjusted(chart, state("per=day"))
        assert changed.series == chart.series
        assert changed.notes == ("These figures can’t be shown a day, so they are as stated.",)

    def test_a_week_is_not_offered_of_days(self) -> None:
        chart = along_time(
            point(days("2024-01-01", 1, "day"), "5"), point(days("2024-02-01", 3), "5")
        )
        assert choices(chart).pers == ("day",)
        assert choices(several()).pers == ("day", "week")
        assert choices(weeks("1", "2")).pers == ("day",)

    def test_a_level_that_is_none_a_day_goes_and_is_told(self) -> None:
        rate = point(days("2022-04-01", 365, "odd"), "29", origin=replace(FLOW, kind="rate"))
        chart = weeks("7", "14", annotations=read_annotations("29: weekly mean\n2024-01-03: a day"))
        chart = replace(chart, series=(*chart.series, Series("Mean", (rate, rate), 0, "baseline")))
        changed = adjusted(chart, state("per=day"))
        assert [one.label for one in changed.series] == ["Arrests"]
        assert [one.text for one in changed.annotations] == ["a day"]
        assert "Left out, as it is no figure a day: “Mean”." in changed.notes
        assert "Left out, as it is no figure a day: “weekly mean”." in changed.notes

    def test_the_words_say_that_we_worked_it_out_and_read_it_aloud(self) -> None:
        changed = adjusted(weeks("70", "140"), state("per=day"))
        assert "Worked out by us" in words.summary(changed)
        assert "10 a day" in words.speakable(changed)
        assert "÷" not in words.speakable(changed)


lengths = st.integers(min_value=2, max_value=400)
values = st.decimals(min_value=0, max_value=10_000_000, places=2)
qualifiers = st.sampled_from(list(Qualifier))


@given(st.lists(st.tuples(values, lengths, qualifiers), min_size=1, max_size=6))
def test_a_day_against_a_plainer_sum(rows: list[tuple[Decimal, int, Qualifier]]) -> None:
    first, points = date(2000, 1, 1), []
    for value, length, qualifier in rows:
        points.append(point(days(first.isoformat(), length), str(value), qualifier))
        first += timedelta(days=length)
    changed = only(adjusted(along_time(*points), state("per=day")))
    for (value, length, qualifier), one in zip(rows, changed, strict=True):
        assert one is not None
        assert one.value is not None
        exact = Fraction(value) / length
        as_near_as_four_digits(one.value, exact)
        if qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
            assert Fraction(one.value) <= exact
        if qualifier in (Qualifier.LESS_THAN, Qualifier.UP_TO):
            assert Fraction(one.value) >= exact
        assert one.low is None or one.low <= one.value
        assert one.high is None or one.high >= one.value


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        ("0", 4, "0"), ("285.714", 4, "285.7"), ("285.714", 3, "286"), ("12345.6", 3, "12346"),
        ("0.0012345", 3, "0.00123"), ("100", 4, "100"), ("999.96", 4, "1000"),
        ("-28.57", 3, "-28.6"),
    ],
)  # fmt: skip
def test_rounding_keeps_whole_numbers(value: str, digits: int, expected: str) -> None:
    assert str(rounded(Decimal(value), digits)) == expected
