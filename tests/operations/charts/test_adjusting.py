"""A chart as a reader asks for it: its series, its period, and the switches that are offered."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from operations.annotations import read_annotations
from operations.charts.adjusting import adjusted, choices, settled
from operations.charts.state import ChartState
from operations.charts.switches import switches
from operations.guard.guarding import guard
from operations.periods import Period, PeriodKind
from operations.renderers import words
from operations.renderers.palette import colour
from operations.series import ChartData, Origin, Series, Source
from tests.operations import samples
from tests.operations.asking_samples import (
    ADDRESS,
    FLOW,
    along_time,
    days,
    only,
    point,
    several,
    shown,
    state,
    weeks,
)


def test_nothing_asked_is_the_very_chart() -> None:
    chart = several()
    assert adjusted(chart, ChartState()) is chart


class TestSeries:
    def test_those_named_keep_their_colours_and_their_order(self) -> None:
        chart = adjusted(several(), state("series=surrey,essex"))
        assert [one.label for one in chart.series] == ["Essex", "Surrey"]
        assert [colour(one.colour_index) for one in chart.series] == [colour(1), colour(2)]
        assert chart.notes == ("Shown as this address asks: only “Essex” and “Surrey”.",)
        assert chart.address == f"{ADDRESS}?series=essex,surrey"

    def test_time_runs_from_the_first_to_the_last_figure_that_is_left(self) -> None:
        assert adjusted(several(), state("series=kent")).x_labels == ("2022", "2023")
        assert adjusted(several(), state("series=surrey")).x_labels == ("2024",)

    def test_elsewhere_every_label_stays_so_that_silence_is_seen(self) -> None:
        chart = adjusted(replace(several(), along_time=False), state("series=kent"))
        assert chart.x_labels == ("2022", "2023", "2024")

    def test_unknown_ones_are_left_out_and_counted(self) -> None:
        chart = adjusted(several(), state("series=kent,sussex"))
        assert shown(chart) == [["10", "20"]]
        assert "1 of the series that this address names is not in this chart." in chart.notes

    @pytest.mark.parametrize("asked", ["series=sussex", "series=sussex,hampshire"])
    def test_where_none_is_known_all_are_shown_and_a_note_says_so(self, asked: str) -> None:
        chart = adjusted(several(), state(asked))
        assert chart.series == several().series
        assert chart.notes == (
            "None of the series that this address names is in this chart: all are shown.",
        )

    def test_one_without_a_public_figure_is_as_unknown_as_one_that_never_was(self) -> None:
        chart = several()
        empty = Series("Sussex", (None, None, None), 3)
        with_hidden = replace(chart, series=(*chart.series, empty))
        for asked in ("series=sussex", "series=kent,sussex"):
            assert adjusted(with_hidden, state(asked)).notes == adjusted(chart, state(asked)).notes
        assert choices(with_hidden).series == choices(chart).series

    def test_all_named_is_nothing_asked(self) -> None:
        everything = state("series=essex,kent,surrey&per=day")
        assert settled(several(), everything) == state("per=day")
        assert settled(several(), state("series=kent")) == state("series=kent")
        assert adjusted(several(), state("series=essex,kent,surrey")).notes == ()

    def test_a_lone_series_is_no_choice(self) -> None:
        assert choices(weeks("1", "2")).series == ()
        assert settled(weeks("1", "2"), state("series=arrests")) == state("series=arrests")

    def test_breaks_are_those_of_what_is_left(self) -> None:
        chart = samples.hate_crime_by_year()
        since = adjusted(replace(chart, along_time=True), state("since=2019-04-01"))
        first, second, *_ = only(since)
        assert first is not None
        assert not first.break_before  # the year before it is not there any more
        assert second is not None
        assert second.break_before

    def test_words_sources_licences_and_day_are_those_of_what_is_left(self) -> None:
        moments = [f"2024-0{n}-01T12:00:00+00:00" for n in (1, 2, 3)]
        chart = several(
            caption=replace(samples.drugs().caption, alt="Three forces.", unit="count"),
            sources=[Source(str(n), f"/releases/{n}/") for n in range(3)],
            licences=["0", "1", "2"],
            updated=date(2024, 3, 1),
        )
        series = tuple(
            replace(
                one, points=tuple(p and replace(p, origin=_from(n, moments[n])) for p in one.points)
            )
            for n, one in enumerate(chart.series)
        )
        left = adjusted(replace(chart, series=series), state("series=essex"))
        assert left.sources == (Source("1", "/releases/1/"),)
        assert left.licences == ("1",)
        assert left.updated == date(2024, 2, 1)
        assert left.caption.alt == ""
        assert words.description(left) == words.summary(left)


def _from(number: int, moment: str) -> Origin:
    return replace(
        FLOW,
        release_path=f"/releases/{number}/",
        licence=str(number),
        published_at=datetime.fromisoformat(moment),
    )


class TestGuard:
    def whole(self) -> ChartData:
        chart = along_time(
            point(days("2024-01-01", 7), "70"), point(days("2024-02-01", 28), "70"), kind="bar"
        )
        guarded = guard(replace(chart, notes=("Two releases differ.",)), "period")
        assert len(guarded.notes) == 2
        return guarded

    def test_what_compares_now_is_no_difference_any_more(self) -> None:
        whole = self.whole()
        changed = adjusted(whole, state("per=day"))
        assert whole.notes[1] not in changed.notes
        assert "Two releases differ." in changed.notes
        assert not any(one and one.break_before for one in only(changed))

    def test_what_is_left_out_is_not_told_of(self) -> None:
        whole = self.whole()
        assert whole.notes[1] not in adjusted(whole, state("since=2024-02")).notes


class TestPeriod:
    @pytest.mark.parametrize(
        ("asked", "labels"),
        [
            ("since=2023", ("2023", "2024")),
            ("until=2023", ("2022", "2023")),
            ("since=2023&until=2023", ("2023",)),
            ("since=2022-01-02", ("2023", "2024")),  # not a day of a period may be outside
            ("until=2024-12-30", ("2022", "2023")),
        ],
    )
    def test_whole_labels_go(self, asked: str, labels: tuple[str, ...]) -> None:
        assert adjusted(several(), state(asked)).x_labels == labels

    def test_what_leaves_nothing_out_is_not_told(self) -> None:
        chart = adjusted(several(), state("since=2020"))
        assert (chart.notes, chart.series) == ((), several().series)

    def test_where_nothing_is_left_all_are_shown_and_a_note_says_so(self) -> None:
        chart = adjusted(several(), state("since=2030"))
        assert chart.series == several().series
        assert chart.notes == (
            "No figure lies within the days that this address names: all are shown.",
        )

    def test_a_missing_year_stays_between_others_and_goes_at_the_ends(self) -> None:
        years = [days(f"{year}-01-01", 365, "year") for year in (2021, 2023, 2025)]
        first, second, third = (point(one, "5") for one in years)
        chart = along_time(
            first, None, second, None, third, labels=["2021", "2022", "2023", "2024", "2025"]
        )
        assert adjusted(chart, state("until=2024")).x_labels == ("2021", "2022", "2023")

    def test_a_label_goes_even_between_two_that_stay(self) -> None:
        chart = replace(
            along_time(
                *(point(days(f"{year}-01-01", 7), "5") for year in (2024, 2019, 2023)), kind="bar"
            ),
            along_time=False,
        )
        left = adjusted(chart, state("since=2020"))
        assert left.x_labels == ("1–7 Jan 2024", "1–7 Jan 2023")

    def test_a_running_total_is_judged_by_its_last_day(self) -> None:
        totals = [
            Period(date(2019, 11, 1), date(year, 3, 31), PeriodKind.RUNNING_TOTAL)
            for year in (2021, 2022, 2023)
        ]
        chart = along_time(*(point(one, "5") for one in totals))
        assert len(adjusted(chart, state("since=2022")).x_labels) == 2

    def test_undated_figures_lie_outside(self) -> None:
        chart = along_time(point(days("2024-01-01", 7), "1"), point(None, "2"))
        assert shown(adjusted(chart, state("since=2024"))) == [["1"]]

    def test_a_baseline_is_a_level_for_every_period(self) -> None:
        level = point(days("2015-01-01", 365, "year"), "4")
        chart = several()
        chart = replace(chart, series=(*chart.series, Series("Mean", (level,) * 3, 0, "baseline")))
        assert shown(adjusted(chart, state("since=2024")))[-1] == ["4"]

    def test_what_is_written_at_days_outside_goes(self) -> None:
        text = "2022-06-01: one\n2024-06-01: two\n2022-12-01 to 2023-02-01: three\n3: level"
        chart = several(annotations=read_annotations(text))
        left = adjusted(chart, state("since=2023")).annotations
        assert [one.text for one in left] == ["two", "three", "level"]


class TestSwitches:
    def test_only_those_that_make_sense(self) -> None:
        offered = switches(choices(weeks("1", "2")), ChartState())
        assert (offered.series, offered.since, offered.until) == ((), (), ())
        assert [one.value for one in offered.per] == ["", "day"]
        assert [one.value for one in offered.scale] == ["", "indexed"]
        assert not switches(choices(replace(weeks("1", "2"), kind="numbers")), ChartState())

    def test_each_says_what_is_chosen(self) -> None:
        asked = state("series=essex&per=week&since=2023")
        offered = switches(choices(several()), asked)
        assert [(one.label, one.is_chosen) for one in offered.series] == [
            ("Kent", False), ("Essex", True), ("Surrey", False),
        ]  # fmt: skip
        assert [one.value for one in offered.per if one.is_chosen] == ["week"]
        assert [one.value for one in offered.scale if one.is_chosen] == [""]
        assert [(one.value, one.label) for one in offered.since if one.is_chosen] == [
            ("2023-01-01", "2023")
        ]
        assert [one.value for one in offered.until] == [
            "", "2022-12-31", "2023-12-31", "2024-12-31",
        ]  # fmt: skip
        assert offered.is_changed

    def test_a_day_between_two_labels_is_an_option_too(self) -> None:
        offered = switches(choices(several()), state("since=2023-02-03"))
        assert [(one.label, one.is_chosen) for one in offered.since] == [
            ("The first", False), ("2022", False), ("2023", False), ("3 February 2023", True),
            ("2024", False),
        ]  # fmt: skip
