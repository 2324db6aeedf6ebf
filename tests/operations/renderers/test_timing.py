"""Where labels stand in time."""

from datetime import date
from decimal import Decimal

from operations.periods import Period
from operations.renderers.timing import Span, spans_of
from operations.series import Series
from tests.operations.samples import chart, point


def along(*periods: Period | None):
    points = tuple(
        None if period is None else point(period.short_label(), "1", period=period)
        for period in periods
    )
    labels = [one.label if one else "gap" for one in points]
    return chart(Series("", points), kind="line", labels=labels, along_time=True)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


WEEK = Period(date(2023, 11, 13), date(2023, 11, 19), "week")
MONTH = Period(date(2024, 2, 1), date(2024, 2, 29), "month")
TOTAL = Period(date(2024, 1, 1), date(2024, 3, 10), "running_total")


def test_a_period_is_as_wide_as_its_days_and_its_point_in_the_middle():
    week, month = spans_of(along(WEEK, MONTH))
    assert week == Span(day("2023-11-13"), day("2023-11-20"), day("2023-11-16") + Decimal("0.5"))
    assert (month.end - month.start, week.end - week.start) == (29, 7)


def test_a_running_total_stands_on_its_last_day():
    _, total = spans_of(along(WEEK, TOTAL))
    assert total == Span(day("2024-03-10"), day("2024-03-11"), day("2024-03-10") + Decimal("0.5"))


def test_labels_without_a_figure_share_the_time_between_their_neighbours():
    years = [Period(date(y, 1, 1), date(y, 12, 31), "year") for y in (2020, 2023)]
    spans = spans_of(along(years[0], None, None, years[1]))
    assert [(one.start, one.end) for one in spans[1:3]] == [
        (day("2021-01-01"), day("2022-01-01")),
        (day("2022-01-01"), day("2023-01-01")),
    ]


def test_no_time_axis_where_dates_are_not_known_or_do_not_rise():
    undated = Period(None, None, "not_stated")
    assert spans_of(along(WEEK, undated)) is None
    assert spans_of(along(WEEK, WEEK)) is None
    assert spans_of(along(MONTH, WEEK)) is None
    assert spans_of(along(WEEK)) is None
    assert spans_of(chart(Series("", (point("a", "1"), point("b", "2"))))) is None
