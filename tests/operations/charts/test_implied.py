"""The figure before, which a figure and its change imply: each hedge, and against plain trial."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.charts import chart_data
from operations.charts.adjusting import adjusted
from operations.charts.implied import before, implied_previous
from operations.models import ChartLine
from operations.periods import Period, PeriodKind
from operations.renderers import words
from operations.series import ChartData, Point
from releases.published import database_now
from releases.quantities import NotCombinableError, Qualifier
from tests import factories
from tests.operations import samples
from tests.operations.asking_samples import FLOW, along_time, only, state

WEEK = Period(date(2023, 10, 20), date(2023, 10, 26), PeriodKind.WEEK)
BEFORE = Period(date(2023, 10, 13), date(2023, 10, 19), PeriodKind.WEEK)


def now(value: str, qualifier: str = "exact", unit: str = "count", **more: Any) -> Point:
    return samples.point("20–26 Oct", value, qualifier, unit, period=WEEK, **more)


def rise(value: str, qualifier: str = "exact", **more: Any) -> Point:
    return samples.point("20–26 Oct", value, qualifier, "percent", **more)


CASES = {
    # figure, change: low, high, words, arithmetic
    ("210", "exact", "1", "less_than"): ("208", "210", "208 to 210", "210 ÷ 1.01 to 210"),
    ("0", "exact", "1", "less_than"): ("0", "0", "0", "0 ÷ 1.01 to 0"),
    ("112", "exact", "12", "exact"): ("100", "100", "100", "112 ÷ 1.125 to 112 ÷ 1.115"),
    ("88", "exact", "-12", "exact"): ("100", "100", "100", "88 ÷ 0.885 to 88 ÷ 0.875"),
    ("1000", "exact", "2.5", "exact"): ("976", "976", "976", "1,000 ÷ 1.0255 to 1,000 ÷ 1.0245"),
    ("1100", "exact", "10", "more_than"): (None, "1000", "up to 1,000", "1,100 ÷ 1.1"),
    ("2000", "more_than", "10", "less_than"): (
        "1819", None, "at least 1,819", "2,000 ÷ 1.1"
    ),
    ("110", "about", "10", "about"): (
        "95", "105", "95 to 105", "104.5 ÷ 1.105 to 115.5 ÷ 1.095"
    ),
}  # fmt: skip


@pytest.mark.parametrize("given_", CASES)
def test_what_the_figure_before_was(given_: tuple[str, str, str, str]) -> None:
    value, qualifier, change, hedge = given_
    low, high, shown, arithmetic = CASES[given_]
    point = implied_previous(now(value, qualifier), rise(change, hedge), "13–19 Oct")
    assert (point.low, point.high) == (low and Decimal(low), high and Decimal(high))
    assert (point.shown, point.arithmetic) == (shown, arithmetic)
    assert point.is_derived
    assert point.label == "13–19 Oct"


def test_money_and_weight_are_not_rounded_to_whole_ones() -> None:
    point = implied_previous(now("101", unit="kg"), rise("1", "less_than"), "before")
    assert (point.low, point.high, point.shown) == (Decimal(100), Decimal(101), "100 to 101 kg")


def test_it_has_the_days_before_the_caveats_of_the_figure_and_the_words_of_the_change() -> None:
    stated = now("210", status="provisional", coverage="all forces", words="210 offences")
    point = implied_previous(
        stated, rise("1", "less_than", words="a small (<1%) increase", url="/figures/a/"), "before"
    )
    assert point.period == BEFORE
    assert (point.status, point.coverage) == ("provisional", "all forces")
    assert (point.words, point.url) == ("a small (<1%) increase", "/figures/a/")
    assert point.caveats()[0] == "worked out by us: 210 ÷ 1.01 to 210"
    assert "implied by “a small (<1%) increase”" in point.caveats()


def test_a_day_of_it_is_told_by_both_ends_too() -> None:
    point = implied_previous(now("210"), rise("1", "less_than"), "before")
    point = replace(point, origin=FLOW)
    chart = along_time(point, replace(now("210"), origin=FLOW), kind="bar")
    first, _ = only(adjusted(chart, state("per=day")))
    assert first is not None
    assert first.shown == "29.7 to 30 arrests a day"
    assert first.arithmetic == "210 ÷ 1.01 to 210; 208 to 210 ÷ 7 days = 29.71 to 30"
    assert (first.low, first.high) == (Decimal("29.71"), Decimal(30))
    assert "208 to 210" in words.speakable(chart)
    assert "about" not in words.speakable(chart)


REFUSED = {
    "Only a change in per cent tells what the figure before was.": (now("5"), now("5")),
    "Both are open-ended, so the figure before is not known.": (
        now("5", "more_than"), rise("5", "more_than"),
    ),
    "After a fall to nothing the figure before is not known.": (now("0"), rise("-100")),
    "There is no figure to work from.": (
        replace(now("5"), value=None, low=None, high=None), rise("5"),
    ),
    "No whole number fits the figure and its change.": (now("3"), rise("90")),
}  # fmt: skip


@pytest.mark.parametrize("reason", REFUSED)
def test_what_leaves_nothing_sure_is_refused(reason: str) -> None:
    with pytest.raises(NotCombinableError) as refused:
        implied_previous(*REFUSED[reason], "before")
    assert str(refused.value) == reason


@given(st.integers(0, 400), st.integers(1, 60))
def test_less_than_so_many_per_cent_against_trying_every_number(value: int, most: int) -> None:
    """Every whole number that could have been before is within, and both ends are such."""
    could = [n for n in range(500) if n <= value and Decimal(n) * (100 + most) >= value * 100]
    point = implied_previous(now(str(value)), rise(str(most), "less_than"), "before")
    assert (point.low, point.high) == (min(could), max(could))


def test_the_days_before() -> None:
    assert before(WEEK) == BEFORE
    assert before(None) is None
    assert before(Period(None, date(2023, 1, 1), PeriodKind.ODD)) is None
    month = Period(date(2023, 3, 1), date(2023, 3, 31), PeriodKind.MONTH)
    # A month before may be shorter: as many days, and a month no longer.
    assert before(month) == Period(date(2023, 1, 29), date(2023, 2, 28), PeriodKind.ODD)


@pytest.mark.django_db
class TestInAChart:
    def chart(self, *, along: str, **rose: Any) -> ChartData:
        edition = factories.edition()
        metric = factories.metric()
        change = factories.metric(unit="percent", kind="rate", counted="")
        one, other = factories.category(), factories.category()
        week = {"period_kind": "week", "period_start": WEEK.start, "period_end": WEEK.end}
        last = {"period_kind": "week", "period_start": BEFORE.start, "period_end": BEFORE.end}
        factories.observation(edition, metric=metric, category=one, value=210, **week)
        factories.observation(edition, metric=metric, category=other, value=69, **week)
        factories.observation(edition, metric=metric, category=other, value=74, **last)
        rose = {"category": one, "value": 1, "qualifier": Qualifier.LESS_THAN, **week, **rose}
        factories.observation(edition, metric=change, words="<1%", **rose)
        chart = factories.chart([metric], release=edition.release, along=along)
        chart.lines.all().delete()
        lines = (
            [("before", metric, None), ("week", metric, None), ("before", change, None)]
            if along == "category"
            else [("one", metric, one), ("other", metric, other), ("one", change, one)]
        )
        for place, (label, of, category) in enumerate(lines):
            line = ChartLine.objects.create(
                chart=chart, metric=of, label=label, category=category, position=place,
                role="implied" if of == change else "main",
            )  # fmt: skip
            if along == "category" and of == metric:
                start = BEFORE.start if label == "before" else WEEK.start
                line.figure_ids = [
                    figure.figure_id
                    for figure in metric.observations.order_by("pk")
                    if figure.period_start == start
                ]
                line.save()
        factories.archived(edition)
        return chart_data(chart, database_now())

    @pytest.mark.parametrize("along", ["category", "period"])
    def test_it_fills_the_gap_in_the_series_of_its_label(self, along: str) -> None:
        data = self.chart(along=along)
        derived = [point for point in data.figures() if point.is_derived]
        assert [(one.shown, one.arithmetic) for one in derived] == [
            ("208 to 210", "210 ÷ 1.01 to 210")
        ]
        assert derived[0] in data.series[0].points
        assert len(data.series) == 2
        assert data.unit == "count"

    @pytest.mark.parametrize(
        "rose",
        [
            {"period_start": BEFORE.start, "period_end": BEFORE.end},
            {"category": None},
            {"value": 5, "qualifier": Qualifier.EXACT, "area": "scotland"},
        ],
    )
    def test_a_change_of_something_else_implies_nothing(self, rose: dict[str, Any]) -> None:
        assert not [one for one in self.chart(along="category", **rose).figures() if one.is_derived]
