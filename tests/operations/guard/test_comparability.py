from dataclasses import replace
from datetime import date

import pytest

from operations.guard.comparability import breaks, differences, left_out
from operations.periods import NOT_STATED, Period
from tests.operations.samples import point

YEAR = Period(date(2023, 4, 1), date(2024, 3, 31), "financial_year")
OLD = point("2023/24", "140561", period=YEAR, area="England and Wales", definition="hate-crime")
NEW = replace(OLD, label="2024/25")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            {}, {"coverage": "excludes the Metropolitan Police"},
            "2024/25 leaves out the Metropolitan Police; 2023/24 includes it.",
        ),
        (
            {"coverage": "excluding Devon and Cornwall"}, {},
            "2024/25 includes Devon and Cornwall; 2023/24 leaves it out.",
        ),
        (
            {"coverage": "excludes Kent"}, {"coverage": "Excludes Essex."},
            "2024/25 leaves out Essex; 2023/24 leaves out Kent.",
        ),
        (
            {}, {"coverage": "40 of 43 forces"},
            "Coverage of 2024/25 as stated: “40 of 43 forces”; of 2023/24: no limit stated.",
        ),
        ({}, {"partial": True}, "2024/25 is known to be incomplete; 2023/24 is not."),
        ({"partial": True}, {}, "2023/24 is known to be incomplete; 2024/25 is not."),
        ({}, {"area": "England"}, "2024/25 is for England; 2023/24 is for England and Wales."),
        ({}, {"definition": "other"}, "2024/25 and 2023/24 are defined differently."),
        ({}, {"unit": "percent"}, "2024/25 is in another unit than 2023/24."),
        (
            {"counting": "offences"}, {"counting": "suspects"},
            "2024/25 counts suspects; 2023/24 counts offences.",
        ),
        (
            {}, {"period": Period(date(2024, 1, 1), date(2024, 12, 31), "year")},
            "2024/25 is a calendar year; 2023/24 is a financial year.",
        ),
        ({}, {"period": NOT_STATED}, "The dates of 2024/25 are not recorded."),
    ],
)  # fmt: skip
def test_each_difference_is_one_plain_sentence(old, new, sentence):
    assert breaks(replace(OLD, **old), replace(NEW, **new)) == [sentence]


def test_alike_figures_have_no_difference():
    assert breaks(OLD, NEW) == []
    same = {"coverage": "excludes Kent"}
    assert breaks(replace(OLD, **same), replace(NEW, coverage="Excludes Kent.")) == []


def test_a_status_is_told_but_breaks_no_line():
    later = replace(NEW, status="provisional")
    assert breaks(OLD, later) == []
    assert differences(OLD, later) == ["2024/25 is provisional; 2023/24 is final."]


def test_odd_stretches_are_told_by_their_length():
    four = replace(OLD, label="", period=Period(date(2023, 11, 2), date(2023, 11, 5), "odd"))
    seven = replace(OLD, label="", period=Period(date(2023, 11, 13), date(2023, 11, 19), "phase"))
    assert breaks(four, seven) == ["13–19 November 2023 is 7 days; 2–5 November 2023 is 4 days."]


def test_running_totals_from_two_beginnings():
    first = replace(OLD, period=Period(date(2019, 11, 1), date(2021, 1, 20), "running_total"))
    later = replace(NEW, period=Period(date(2024, 7, 1), date(2025, 1, 20), "running_total"))
    assert breaks(first, later) == [
        "2024/25 and 2023/24 are running totals from different beginnings."
    ]


def test_who_is_left_out():
    assert left_out("excludes the Metropolitan Police") == "the Metropolitan Police"
    assert left_out("not all forces") == ""
