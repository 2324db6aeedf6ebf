from datetime import date

import pytest

from operations.periods import NOT_STATED, Period


def period(start: str | None, end: str | None, kind: str) -> Period:
    return Period(
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        kind,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("start", "end", "kind", "label", "short", "days"),
    [
        ("2023-11-02", "2023-11-02", "day", "2 November 2023", "2 Nov 2023", 1),
        ("2023-11-13", "2023-11-19", "week", "week of 13 November 2023", "13–19 Nov 2023", 7),
        ("2021-05-01", "2021-05-31", "month", "May 2021", "May 2021", 31),
        ("2020-07-01", "2020-09-30", "quarter", "July to September 2020", None, 92),
        ("2022-01-01", "2022-12-31", "year", "2022", "2022", 365),
        ("2022-04-01", "2023-03-31", "financial_year", "2022/23", "2022/23", 365),
        ("1999-04-01", "2000-03-31", "financial_year", "1999/00", "1999/00", 366),
        ("2022-10-01", "2023-09-30", "rolling_year", "year to September 2023", None, 365),
        ("2022-10-15", "2023-10-14", "rolling_year", "year to 14 October 2023", None, 365),
        ("2023-11-02", "2023-11-05", "odd", "2–5 November 2023", "2–5 Nov 2023", 4),
        ("2023-10-28", "2023-11-03", "odd", "28 October – 3 November 2023",
         "28 Oct – 3 Nov 2023", 7),
        ("2023-12-28", "2024-01-03", "odd", "28 December 2023 – 3 January 2024",
         "28 Dec 2023 – 3 Jan 2024", 7),
        (None, "2021-03-14", "running_total", "to 14 March 2021", "to 14 Mar 2021", None),
        (
            "2024-07-29", None, "running_total",
            "running total, from 29 July 2024", "running total, from 29 July 2024", None,
        ),
        (
            None, None, "running_total",
            "running total, date not recorded", "running total, date not recorded", None,
        ),
        (
            "2024-05-01", "2024-07-31", "running_total",
            "1 May 2024 to 31 July 2024, running total", "1 May – 31 Jul 2024", 92,
        ),
        ("2023-11-13", "2023-11-19", "phase", "13–19 November 2023", "13–19 Nov 2023", 7),
        (None, None, "phase", "date not recorded", "date not recorded", None),
        ("2024-05-01", None, "odd", "from 1 May 2024", "from 1 May 2024", None),
        (None, None, "not_stated", "date not recorded", "date not recorded", None),
    ],
)  # fmt: skip
def test_names_and_lengths(start, end, kind, label, short, days):
    found = period(start, end, kind)
    assert found.label() == label
    assert found.short_label() == (label if short is None else short)
    assert found.days() == days


@pytest.mark.parametrize(
    ("start", "end", "kind", "sentence"),
    [
        ("2023-11-05", "2023-11-02", "odd", "cannot end"),
        ("2023-11-05", "2023-11-06", "day", "one date, not 5–6 November 2023"),
        ("2019-05-13", "2019-05-20", "week", "seven days"),
        ("2021-05-01", "2021-06-30", "month", "first day to its last"),
        ("2021-05-02", "2021-05-31", "month", "first day to its last"),
        ("2021-05-01", "2021-06-30", "quarter", "three whole months"),
        ("2022-04-01", "2023-03-31", "year", "1 January to 31 December"),
        ("2022-01-01", "2022-12-31", "financial_year", "1 April to 31 March"),
        ("2022-04-01", "2024-03-31", "financial_year", "1 April to 31 March"),
        ("2022-10-01", "2023-08-31", "rolling_year", "twelve months"),
        (None, "2023-03-31", "financial_year", "needs its first and last day"),
        ("2023-03-31", None, "not_stated", "has no dates"),
    ],
)
def test_dates_that_contradict_the_kind_are_refused_in_a_sentence(start, end, kind, sentence):
    with pytest.raises(ValueError, match=sentence):
        period(start, end, kind)


def test_a_leap_day_ends_a_rolling_year():
    assert period("2023-03-01", "2024-02-29", "rolling_year").days() == 366
    assert period("2024-02-29", "2025-02-27", "rolling_year").days() == 365


def test_order_is_by_last_day_and_undated_last():
    early = period("2022-01-01", "2022-12-31", "year")
    late = period("2022-04-01", "2023-03-31", "financial_year")
    running = period(None, "2022-06-30", "running_total")
    assert sorted([NOT_STATED, late, running, early], key=Period.sort_key) == [
        running, early, late, NOT_STATED,
    ]  # fmt: skip


def test_overlap_shares_a_day():
    calendar = period("2022-01-01", "2022-12-31", "year")
    financial = period("2022-04-01", "2023-03-31", "financial_year")
    following = period("2023-01-01", "2023-12-31", "year")
    assert calendar.overlaps(financial)
    assert financial.overlaps(calendar)
    assert not calendar.overlaps(following)
    assert period(None, "2022-01-01", "running_total").overlaps(calendar)
    assert not NOT_STATED.overlaps(calendar)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("2023-11-13", "2023-11-19", "phase"), ("2023-10-20", "2023-10-26", "week"), True),
        (("2023-11-02", "2023-11-05", "odd"), ("2023-10-20", "2023-10-26", "week"), False),
        (("2022-04-01", "2023-03-31", "financial_year"),
         ("2021-04-01", "2022-03-31", "rolling_year"), True),
        (("2022-04-01", "2023-03-31", "financial_year"),
         ("2022-01-01", "2022-12-31", "year"), False),
        (("2021-05-01", "2021-05-31", "month"), ("2021-02-01", "2021-02-28", "month"), True),
        ((None, "2021-03-14", "running_total"), (None, "2021-06-20", "running_total"), True),
        (("2019-11-01", "2021-03-14", "running_total"),
         (None, "2021-06-20", "running_total"), False),
        ((None, None, "phase"), (None, None, "phase"), False),
        ((None, None, "not_stated"), (None, None, "not_stated"), False),
    ],
)  # fmt: skip
def test_alike_in_kind_and_length(one, other, same):
    assert period(*one).same_kind(period(*other)) is same


def test_the_middle_is_where_a_line_puts_it():
    week = period("2023-11-13", "2023-11-19", "week")
    assert week.middle() == date(2023, 11, 16).toordinal()
    running = period("2019-11-01", "2021-03-14", "running_total")
    assert running.middle() == date(2021, 3, 14).toordinal()
    assert NOT_STATED.middle() is None
