"""The comparability guard: each difference that it tells, each stack that it refuses, each mark."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from operations.arithmetic import totals
from operations.guard.guarding import MOST_NOTES, guard, guard_again
from operations.periods import Period, PeriodKind
from operations.renderers import svg, table, words
from operations.series import ChartData, Origin, Point, Series
from releases.quantities import NotCombinableError, Qualifier
from tests.operations.samples import chart, point


def financial(first: int) -> Period:
    return Period(date(first, 4, 1), date(first + 1, 3, 31), PeriodKind.FINANCIAL_YEAR)


def calendar(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR)


def days(first: date, last: date, kind: PeriodKind = PeriodKind.ODD) -> Period:
    return Period(first, last, kind)


def running(last: date, first: date | None = None) -> Period:
    return Period(first, last, PeriodKind.RUNNING_TOTAL)


def of(release: str = "one", **fields: Any) -> Origin:
    given = {"metric": "arrests", "metric_label": "Arrests", "kind": "flow"} | fields
    return Origin(release_path=f"/releases/{release}/", **given)


def year(first: int, value: str = "10", qualifier: str = "exact", **more: Any) -> Point:
    period = financial(first)
    fields: dict[str, Any] = {
        "area": "England and Wales", "definition": "arrests", "counting": "arrests",
        "origin": of(), "period": period,
    }  # fmt: skip
    made = point(period.short_label(), value, qualifier)
    return replace(made, **(fields | more))


def along_time(*points: Point | None, kind: str = "bar", label: str = "Arrests") -> ChartData:
    labels = [one.label if one else "gap" for one in points]
    return chart(Series(label, points), kind=kind, labels=labels, along_time=True)


def notes(data: ChartData, along: str = "period") -> list[str]:
    return list(guard(data, along).notes)


def marked(data: ChartData, along: str = "period") -> list[str]:
    return [p.label for s in guard(data, along).series for p in s.figures() if p.break_before]


# --- differences ----------------------------------------------------------------------------------

ODD = days(date(2024, 1, 1), date(2024, 1, 8))
EXCLUDES = "excludes the Metropolitan Police"


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ({"coverage": EXCLUDES}, "2024/25 leaves out the Metropolitan Police."),
        ({"coverage": "40 of 43 forces"}, "Only 2024/25 is said to cover “40 of 43 forces”."),
        ({"partial": True}, "2024/25 is known to be incomplete."),
        ({"area": "Wales"}, "2024/25 is for Wales; the others are for England and Wales."),
        (
            {"area": "United Kingdom"},
            "2024/25 is for the United Kingdom; the others are for England and Wales.",
        ),
        ({"status": "provisional"}, "2024/25 is provisional; the others are not."),
        (
            {"period": calendar(2024), "label": "2024"},
            "2024 is a calendar year; the others are financial years.",
        ),
        (
            {"period": ODD, "label": ODD.short_label()},
            "1–8 Jan 2024 is 8 days; the others are financial years.",
        ),
        (
            {"period": Period(None, None, PeriodKind.NOT_STATED), "label": "A week"},
            "The dates of “A week” are not recorded.",
        ),
        ({"period": Period(None, None, PeriodKind.NOT_STATED), "label": "A week (not dated)"}, ""),
        (
            {"period": Period(None, date(2025, 3, 1), PeriodKind.ODD), "label": "to 1 Mar 2025"},
            "It is not recorded when “to 1 Mar 2025” begins.",
        ),
        (
            {"period": running(date(2025, 3, 1)), "label": "to 1 Mar 2025"},
            "“to 1 Mar 2025” is a running total, which holds what came before, and no period.",
        ),
    ],
)  # fmt: skip
def test_each_difference_is_one_plain_sentence(last: dict[str, Any], sentence: str) -> None:
    data = along_time(year(2022), year(2023), replace(year(2024), **last))
    assert notes(data) == ([sentence] if sentence else [])


def test_alike_figures_have_no_note_and_no_mark() -> None:
    data = along_time(year(2022), None, year(2024))
    assert guard(data, "period") == data


def test_what_all_have_in_common_is_no_difference() -> None:
    same: dict[str, Any] = {"coverage": EXCLUDES, "partial": True, "status": "provisional"}
    assert notes(along_time(year(2022, **same), year(2023, **same))) == []


def test_a_revised_figure_is_as_good_as_another() -> None:
    assert notes(along_time(year(2022), year(2023, status="revised"))) == []


def test_several_figures_share_one_sentence() -> None:
    data = along_time(
        year(2019, coverage="excludes Greater Manchester"),
        year(2020),
        year(2021),
        year(2022, coverage="excludes Devon and Cornwall"),
        year(2024, coverage="excludes Devon and Cornwall"),
    )
    assert notes(data) == [
        "2019/20 leaves out Greater Manchester; 2022/23 and 2024/25 leave out Devon and Cornwall."
    ]


def test_a_difference_that_the_label_tells_is_not_told_again() -> None:
    labels = ["2023/24"]
    whole = Series("All forces", (year(2023),))
    part = Series("Without the Metropolitan Police", (year(2023, coverage=EXCLUDES),), 1)
    assert notes(chart(whole, part, labels=labels, along_time=True)) == []
    other = replace(part, label="Another line")
    assert notes(chart(whole, other, labels=labels, along_time=True)) == [
        "“Another line” leaves out the Metropolitan Police."
    ]


def test_figures_of_categories_are_told_apart_by_their_periods() -> None:
    data = chart(
        Series(
            "Drugs",
            (
                replace(year(2022), label="Cocaine"),
                replace(year(2022), label="Heroin"),
                replace(year(2019), label="Cannabis"),
            ),
        )
    )
    assert notes(data, "category") == ["Cannabis is for 2019/20; the others are for 2022/23."]


def test_two_things_counted_on_one_axis_are_told() -> None:
    arrests = Series("People held", (year(2022),))
    charges = Series("Charges", (year(2022, definition="charges", counting="charges"),), 1)
    data = chart(arrests, charges, labels=["2022/23"], along_time=True)
    assert notes(data) == ["“People held” counts arrests."]


def test_two_releases_that_disagree_are_told_in_whichever_way_they_meet() -> None:
    council = Series("By the council", (year(2022, "483"),))
    paper = Series("As reported", (year(2022, "595", origin=of("two")),), 1)
    sentence = "Two releases state different figures for 2022/23: 483 and 595."
    both = chart(council, paper, labels=["2022/23"], along_time=True)
    assert notes(both) == [sentence]
    agreeing = replace(paper, points=(year(2022, "483", "about", origin=of("two")),))
    assert notes(chart(council, agreeing, labels=["2022/23"], along_time=True)) == []
    alone = along_time(year(2021, "400"), year(2022, "483"))
    shown, other = year(2022, "483"), year(2022, "595", origin=of("two"))
    assert guard(alone, "period", rivals=[(shown, other)]).notes == (
        "Two releases state different figures for 2022/23: 483, shown here, and 595.",
    )
    without = replace(other, coverage=EXCLUDES)
    assert guard(alone, "period", passed_over=[(shown, without)]).notes == (
        f"For 2022/23 a line has more than one figure: 483 is shown, 595 ({EXCLUDES}) is not.",
    )


def test_many_figures_without_a_place_are_one_sentence() -> None:
    pairs = [(year(first), year(first, "20", area="Wales")) for first in (2021, 2022)]
    assert guard(along_time(year(2021), year(2022)), "period", passed_over=pairs).notes == (
        "For 2 labels a line has more than one figure, among them 2021/22: 10 is shown, 20 "
        "(Wales) is not.",
    )


def test_running_totals_are_never_periods() -> None:
    begin = date(2021, 1, 1)
    totals_so_far = [
        year(2020, period=running(date(2021, month, 1), begin), label=f"to 1.{month}.")
        for month in (2, 3)
    ]
    bars = along_time(*totals_so_far)
    assert notes(bars) == [
        "These are running totals: each holds the ones before it, so they are not added up."
    ]
    with pytest.raises(NotCombinableError, match="running total"):
        totals(guard(bars, "period").series[0].points)
    later = replace(totals_so_far[1], period=running(date(2021, 3, 1), date(2021, 2, 1)))
    parted = along_time(totals_so_far[0], later, kind="bar")
    assert "These running totals begin on different days: 1 January 2021 and 1 February 2021." in (
        notes(parted)
    )
    assert marked(parted) == ["to 1.3."]


def test_big_numbers_are_told_apart_only_by_their_times() -> None:
    tiles = (
        replace(year(2022), label="Arrests", area="Wales"),
        replace(year(2023), label="Charges", coverage=EXCLUDES),
        replace(year(2023), label="A law", period=Period(None, None, PeriodKind.NOT_STATED)),
    )
    data = chart(Series("", tiles), kind="numbers")
    assert notes(data, "metric") == ["Arrests is for 2022/23; Charges is for 2023/24."]


def test_no_more_notes_than_a_reader_reads() -> None:
    several = [
        year(2018, area="Wales", coverage="excludes Kent", status="estimated"),
        year(2019, coverage="40 of 43 forces", status="provisional"),
        replace(year(2020), period=running(date(2021, 1, 1)), label="to 1 Jan 2021"),
        year(2021, partial=True),
        year(2022),
    ]
    found = notes(along_time(*several))
    assert len(found) == MOST_NOTES
    assert found[-1].endswith("more differences: see the table.")
    assert len(set(found)) == len(found)


# --- marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bar", "dots", "table"])
@pytest.mark.parametrize("along", ["period", "phase"])
def test_a_bar_that_does_not_compare_with_the_one_before_is_marked(kind: str, along: str) -> None:
    data = along_time(year(2022), None, year(2023, coverage=EXCLUDES), year(2024), kind=kind)
    assert marked(data, along) == ["2023/24", "2024/25"]
    broken = guard(data, along).series[0].points[2]
    assert broken is not None
    assert broken.break_reason == "2023/24 leaves out the Metropolitan Police; 2022/23 includes it."
    assert "[b]" in broken.shorthand


def test_categories_have_no_order_and_no_marks() -> None:
    data = along_time(year(2022), year(2023, coverage=EXCLUDES))
    assert marked(data, "category") == []


def test_a_baseline_is_no_figure_of_the_series() -> None:
    level = Series("Average", (year(2019, coverage=EXCLUDES),) * 2, 0, "baseline")
    data = chart(Series("Arrests", (year(2022), year(2023))), level, along_time=True)
    assert notes(data) == []
    assert marked(data) == []


def test_a_part_of_a_chart_is_guarded_anew() -> None:
    whole = guard(
        along_time(year(2021, coverage="excludes Kent"), year(2022), year(2023, coverage=EXCLUDES)),
        "period",
    )
    assert "2021/22 leaves out Kent; 2023/24 leaves out the Metropolitan Police." in whole.notes
    (series,) = whole.series
    last = replace(
        whole, x_labels=whole.x_labels[1:], series=[replace(series, points=series.points[1:])]
    )
    part = guard_again(whole, last)
    assert part.notes == ("2023/24 leaves out the Metropolitan Police.",)
    assert [p.label for p in part.series[0].figures() if p.break_before] == ["2023/24"]
    assert guard_again(whole, whole) == whole


# --- stacks ---------------------------------------------------------------------------------------


def stack(*parts: tuple[str, Point]) -> ChartData:
    series = [Series(name, (part,), index) for index, (name, part) in enumerate(parts)]
    return chart(*series, kind="stacked", labels=["2022/23"], along_time=True)


def by_category(name: str, value: str = "10", qualifier: str = "exact", **more: Any) -> Point:
    return year(2022, value, qualifier, origin=of(category=name), **more)


PARTS = (("Cocaine", by_category("Cocaine")), ("Heroin", by_category("Heroin")))


def test_parts_of_one_whole_stay_stacked() -> None:
    data = guard(stack(*PARTS), "period")
    assert (data.kind, data.notes) == ("stacked", ())
    forces = [
        (name, year(2022, area=name, origin=of(organisation=name.lower())))
        for name in ("Kent Police", "Essex Police")
    ]
    assert guard(stack(*forces), "period").kind == "stacked"
    undated = Period(None, None, PeriodKind.NOT_STATED)
    same = [(name, replace(part, period=undated)) for name, part in PARTS]
    assert guard(stack(*same), "period").kind == "stacked"


def test_two_metrics_that_count_one_sort_of_thing_may_be_stacked() -> None:
    found = year(2022, definition="knives-found", counting="knives")
    seized = year(2022, definition="knives-seized", counting="knives")
    assert guard(stack(("Found", found), ("Seized", seized)), "period").kind == "stacked"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (("All", by_category("")), "“All” already holds “Cocaine”."),
        (("Drugs", by_category("All drugs")), "“Drugs” already holds “Cocaine”."),
        (
            ("Again", by_category("Cocaine")),
            "“Cocaine” and “Again” are the same thing, which would count twice.",
        ),
        (
            ("Heroin", by_category("Heroin", coverage=EXCLUDES)),
            "Heroin leaves out the Metropolitan Police; Cocaine includes it.",
        ),
        (
            ("Heroin", by_category("Heroin", area="Wales")),
            "",
        ),
        (
            ("Heroin", replace(by_category("Heroin"), period=financial(2023))),
            "“Cocaine” is for 2022/23; “Heroin” is for 2023/24.",
        ),
        (
            ("Heroin", replace(by_category("Heroin"),
                               period=calendar(2022))),
            "2022/23 and 2022 overlap, so some would count twice.",
        ),
        (
            ("Heroin", replace(by_category("Heroin"), period=running(date(2023, 3, 31)))),
            "“Heroin” is a running total, which already holds what came before it.",
        ),
        (
            ("Charges", by_category("Heroin", definition="charges", counting="charges")),
            "Charges and Cocaine are defined differently.",
        ),
    ],
)  # fmt: skip
def test_a_stack_that_is_no_sum_becomes_bars_side_by_side(
    other: tuple[str, Point], reason: str
) -> None:
    data = guard(stack(PARTS[0], other), "period")
    if not reason:
        assert data.kind == "stacked"
        return
    assert data.kind == "bar"
    assert data.notes[0] == f"Shown side by side, not stacked. {reason}"


@pytest.mark.parametrize("kind", ["rate", "share"])
def test_rates_and_shares_are_never_stacked(kind: str) -> None:
    parts = [(name, replace(part, origin=of(category=name, kind=kind))) for name, part in PARTS]
    assert guard(stack(*parts), "period").notes == (
        "Shown side by side, not stacked. Shares, rates, averages and changes are not added up.",
    )
    percent = [
        (name, point("2022/23", "40", unit="percent", period=financial(2022), origin=of()))
        for name in ("One", "Other")
    ]
    assert guard(stack(*percent), "period").kind == "bar"


def test_over_and_under_are_never_stacked() -> None:
    over = ("Cocaine", by_category("Cocaine", "2000", "more_than"))
    under = ("Heroin", by_category("Heroin", "5", "less_than"))
    data = guard(stack(over, under), "period")
    assert data.kind == "bar"
    assert "cannot be added to one another" in data.notes[0]


@pytest.mark.parametrize(
    ("whole", "part", "refused"),
    [
        ("United Kingdom", "Wales", True),
        ("England", "North East", True),
        ("England", "Wales", False),
        ("North East", "North West", False),
        ("England and Wales", "England, Wales and Scotland", True),
    ],
)
def test_an_area_and_what_lies_in_it_are_never_stacked(
    whole: str, part: str, refused: bool
) -> None:
    data = stack((whole, year(2022, area=whole)), (part, year(2022, area=part)))
    assert (guard(data, "area").kind == "bar") is refused


def test_a_force_is_in_its_country_already() -> None:
    country = ("All", year(2022))
    force = ("Kent", year(2022, area="Kent Police", origin=of(organisation="kent")))
    assert guard(stack(country, force), "period").notes[0].endswith("“All” already holds “Kent”.")


# --- sums, and every renderer --------------------------------------------------------------------


def test_a_sum_inherits_the_weakest_qualifier_of_what_the_chart_shows() -> None:
    data = guard(along_time(year(2021, "100"), year(2022, "2000", "more_than")), "period")
    total = totals(data.series[0].points)
    assert (total.value, total.qualifier) == (Decimal(2100), Qualifier.MORE_THAN)
    hedged = guard(along_time(year(2021, "100"), year(2022, "200", "about")), "period")
    assert totals(hedged.series[0].points).qualifier is Qualifier.ABOUT


def test_the_sentences_reach_whoever_reads_words_or_the_table() -> None:
    data = guard(along_time(year(2022), year(2023, coverage=EXCLUDES)), "period")
    assert "leaves out the Metropolitan Police" in words.summary(data)
    rows = table.table(data).rows
    assert "not comparable with the figure before" in rows[1][1].note
    assert svg.picture(data) == svg.picture(data)
    refused = guard(stack(PARTS[0], ("All", by_category(""))), "period")
    assert "Shown side by side, not stacked." in words.summary(refused)
