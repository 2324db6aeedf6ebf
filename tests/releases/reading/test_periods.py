"""Which stretch of time each figure of a release is for."""

from datetime import date

import pytest

from releases.reading.embargoes import read_embargo
from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.parts import Basis, Span, StatedPeriod
from releases.reading.periods import periods_of, written_on

TODAY = date(2026, 11, 24)
WRITTEN = date(2024, 3, 15)  # a Friday
TITLE = "Exampleshire Constabulary seizes knives"


def periods(text: str, *words: str, written: date = WRITTEN) -> list[StatedPeriod | None]:
    """The periods of the figures that these words of the text state."""
    reading = Reading.of(text)
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in words]
    return periods_of(reading, forms(reading)[0], spans, written_on=written)


def body(*paragraphs: str) -> str:
    return "\n\n".join([TITLE, *paragraphs])


def days(found: StatedPeriod | None) -> tuple[str, str, str] | None:
    if found is None:
        return None
    return f"{found.first_day}", f"{found.last_day}", found.kind


@pytest.mark.parametrize(
    ("sentence", "first", "last", "kind"),
    [
        ("Forces made 77 arrests 4 March - 10 March 2024.", "2024-03-04", "2024-03-10", "week"),
        ("In the period from 2 March to 5 March, 77 were held.", "2024-03-02", "2024-03-05", "odd"),
        ("From 20-26 February 2024 there were 77.", "2024-02-20", "2024-02-26", "week"),
        ("Held from Monday, 4th to Sunday, 10th March, it led to 77 arrests.",
         "2024-03-04", "2024-03-10", "week"),
        ("A week of action (5-11 February) led to 77 arrests.", "2024-02-05", "2024-02-11", "week"),
        ("Between 28 December 2023 and 3 January 2024 there were 77.",
         "2023-12-28", "2024-01-03", "week"),
        ("From December 1 to January 1 there were 77.", "2023-12-01", "2024-01-01", "odd"),
        ("Between 04/03/2024 and 10/03/2024 there were 77.", "2024-03-04", "2024-03-10", "week"),
        ("In the week of 4 March there were 77.", "2024-03-04", "2024-03-10", "week"),
        ("In the week commencing Monday 4 March 2024, 77.", "2024-03-04", "2024-03-10", "week"),
        ("In the week to 10 March there were 77.", "2024-03-04", "2024-03-10", "week"),
        ("In the w/e 10 March there were 77.", "2024-03-04", "2024-03-10", "week"),
        ("At the end of March 2023 there were 77.", "2023-03-31", "2023-03-31", "day"),
        ("In the same period last year there were 77.", "None", "None", "odd"),
        ("In the week ending 10 March there were 77.", "2024-03-04", "2024-03-10", "week"),
        ("Officers made 77 arrests on Tuesday 12 March.", "2024-03-12", "2024-03-12", "day"),
        ("Officers made 77 arrests on 12 March 2024.", "2024-03-12", "2024-03-12", "day"),
        ("Officers made 77 arrests on March 12, 2024.", "2024-03-12", "2024-03-12", "day"),
        ("Officers made 77 arrests yesterday.", "2024-03-14", "2024-03-14", "day"),
        ("Officers made 77 arrests on Wednesday.", "2024-03-13", "2024-03-13", "day"),
        ("Officers made 77 arrests over the weekend.", "2024-03-09", "2024-03-10", "odd"),
        ("There were 77 in May 2021.", "2021-05-01", "2021-05-31", "month"),
        ("There were 77 in May.", "2023-05-01", "2023-05-31", "month"),
        ("There were 77 in May last year.", "2023-05-01", "2023-05-31", "month"),
        ("There were 77 last November.", "2023-11-01", "2023-11-30", "month"),
        ("There were 77 last month.", "2024-02-01", "2024-02-29", "month"),
        ("There were 77 between April 2021 and March 2022.",
         "2021-04-01", "2022-03-31", "financial_year"),
        ("It ran from March to December last year, with 77.", "2023-03-01", "2023-12-31", "odd"),
        ("From July to September 2020 there were 77.", "2020-07-01", "2020-09-30", "quarter"),
        ("In Q3 2020 there were 77.", "2020-07-01", "2020-09-30", "quarter"),
        ("In Q3 2020/21 there were 77.", "2020-10-01", "2020-12-31", "quarter"),
        ("In the third quarter of 2020, 77.", "2020-07-01", "2020-09-30", "quarter"),
        ("In the first six months of 2023 there were 77.", "2023-01-01", "2023-06-30", "odd"),
        ("In the three months to June 2023, 77.", "2023-04-01", "2023-06-30", "quarter"),
        ("In the year 2022/23 there were 77.", "2022-04-01", "2023-03-31", "financial_year"),
        ("In 2022-23 there were 77.", "2022-04-01", "2023-03-31", "financial_year"),
        ("In 2022–2023 there were 77.", "2022-04-01", "2023-03-31", "financial_year"),
        ("In FY25-26 there were 77.", "2025-04-01", "2026-03-31", "financial_year"),
        ("In the 2022 to 2023 financial year, 77.", "2022-04-01", "2023-03-31", "financial_year"),
        ("Last financial year there were 77.", "2022-04-01", "2023-03-31", "financial_year"),
        ("In 2023 police made 77 arrests.", "2023-01-01", "2023-12-31", "year"),
        ("Last year the operation saw 77 arrests.", "2023-01-01", "2023-12-31", "year"),
        ("There have been 77 this year.", "2024-01-01", "2024-12-31", "year"),
        ("There were 77 in the year to March 2022.", "2021-04-01", "2022-03-31", "rolling_year"),
        ("In the year ending 31 March 2023, 77.", "2022-04-01", "2023-03-31", "rolling_year"),
        ("In the 12 months to 30 June 2023, 77.", "2022-07-01", "2023-06-30", "rolling_year"),
        ("From 2018 to 2022 there were 77.", "2018-01-01", "2022-12-31", "odd"),
        ("There have been 77 in the past year.", "None", "None", "rolling_year"),
        ("There have been 77 in the last three months.", "None", "None", "odd"),
        ("Since July 2023 there have been 77.", "2023-07-01", "None", "running_total"),
        ("Since its launch in July 2023 it has made 77.", "2023-07-01", "None", "running_total"),
        ("There have been 77 so far this year.", "2024-01-01", "None", "running_total"),
        ("There were 77 up to 10 March 2024.", "None", "2024-03-10", "running_total"),
        ("It will rise by 77 by May 2025.", "None", "2025-05-31", "odd"),
        ("It will rise by 77 by the end of 2025.", "None", "2025-12-31", "odd"),
        ("It will lead to 77 more from FY25-26.", "2025-04-01", "None", "odd"),
        ("As at 31 March 2023 there were 77 officers.", "2023-03-31", "2023-03-31", "day"),
    ],
)  # fmt: skip
def test_a_sentence_names_its_period(sentence: str, first: str, last: str, kind: str) -> None:
    text = body("The force has said so.", sentence)
    [found] = periods(text, "77")
    assert found is not None
    assert days(found) == (first, last, kind)
    assert found.basis is Basis.SENTENCE
    assert text[found.start : found.end] in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "There were 77 in May.",
        "There were 77 from 20-26 February.",
        "There were 77 last year.",
        "There were 77 in the past year.",
        "Officers made 77 arrests yesterday.",
    ],
)
def test_what_was_worked_out_is_said(sentence: str) -> None:
    [found] = periods(body(sentence), "77")
    assert found is not None
    assert found.inferred


def test_days_that_are_given_whole_infer_nothing() -> None:
    [found] = periods(body("There were 77 from 4 March - 10 March 2024."), "77")
    assert found is not None
    assert not found.inferred


def test_weekdays_decide_the_year_and_none_is_made_up() -> None:
    [agreeing] = periods(body("It ran from Monday 11 to Sunday 17 October, with 77."), "77")
    [never] = periods(body("It ran from Monday 11 to Wednesday 17 October, with 77."), "77")
    assert days(agreeing) == ("2021-10-11", "2021-10-17", "week")
    assert never is not None
    assert (never.first_day, never.last_day) == (None, None)
    assert "ask for the year" in never.inferred


class TestComparisons:
    def test_the_previous_week_is_as_long_as_the_one_before_it(self) -> None:
        text = body(
            "From 20-26 October 2023, 210 offences were recorded. In the same period there were 69"
            " offences, compared to 74 offences the previous week."
        )
        found = periods(text, "210", "69", "74 offences the previous week")
        assert [days(one) for one in found] == [
            ("2023-10-20", "2023-10-26", "week"),
            ("2023-10-20", "2023-10-26", "week"),
            ("2023-10-13", "2023-10-19", "week"),
        ]

    @pytest.mark.parametrize(
        "sentence",
        [
            "In 2023 there were 500, compared with 300 in 2021.",
            "There were 500 in 2023, up from 300 in 2021.",
            "Compared with 300 in 2021, there were 500 in 2023.",
            "It rose from 300 in 2021 to 500 in 2023.",
            "It rose to 500 in 2023 from 300 in 2021.",
            "500 were made in 2023 and 300 in 2021.",
            "In 2023, 500 were made and in 2021, 300.",
        ],
    )
    def test_each_end_takes_its_own(self, sentence: str) -> None:
        more, fewer = periods(body(sentence), "500", "300")
        assert more is not None
        assert fewer is not None
        assert (more.first_day, fewer.first_day) == (date(2023, 1, 1), date(2021, 1, 1))

    def test_a_change_is_not_for_what_it_is_compared_with(self) -> None:
        text = body("In May 2023 there was a rise of 12% on the previous year.")
        assert days(periods(text, "12%")[0]) == ("2023-05-01", "2023-05-31", "month")

    def test_the_same_period_a_year_before(self) -> None:
        text = body("There were 90 in May 2023, against 80 in the same period last year.")
        assert days(periods(text, "80")[0]) == ("2022-05-01", "2022-05-31", "month")

    def test_a_base_without_a_period_of_its_own_has_none(self) -> None:
        text = body("In 2023 there were 500, compared with 300 under the old rules.")
        assert periods(text, "300") == [None]


class TestWhereItComesFrom:
    def test_a_list_takes_what_leads_in_to_it(self) -> None:
        text = body(
            "In the year 2022/23 officers seized:",
            "• 40 guns\n• 60 knives, including:\n  o 10 swords",
            "They made 12 arrests last month.",
        )
        for found in periods(text, "40", "60", "10"):
            assert days(found) == ("2022-04-01", "2023-03-31", "financial_year")
            assert found is not None
            assert found.basis is Basis.PARAGRAPH

    def test_the_above_period_is_the_one_named_before(self) -> None:
        text = body(
            "A return for 2 November - 5 November 2023 shows 67 protests.",
            "This leaves out events over the weekend.",
            "During the above reporting period, forces made:",
            "• 34 visits",
        )
        assert days(periods(text, "34")[0]) == ("2023-11-02", "2023-11-05", "odd")

    def test_how_long_it_was_leads_to_the_days_named_elsewhere(self) -> None:
        text = (
            "Police at 67 protests in four days\n\n"
            "A return for 2 November - 5 November 2023 shows that there were 622 officers.\n\n"
            "Over 12 months, 5 tonnes were seized. In 2022/23 it was more."
        )
        title, tonnes = periods(text, "67", "5 tonnes")
        assert days(title) == ("2023-11-02", "2023-11-05", "odd")
        assert days(tonnes) == ("2022-04-01", "2023-03-31", "financial_year")

    def test_the_lead_speaks_for_the_release(self) -> None:
        text = body(
            "Forces made 90 arrests in the week of 4 March 2024.",
            "Chief Constable Alex Example was pleased.",
            "In all, 14 shops were visited.",
        )
        [found] = periods(text, "14")
        assert days(found) == ("2024-03-04", "2024-03-10", "week")
        assert found is not None
        assert found.basis is Basis.RELEASE

    def test_a_remark_about_the_past_reaches_no_further(self) -> None:
        text = body(
            "Exampleshire has seen such tension before, notably in 2014.",
            "Officers made 17 arrests.",
            "In May 2011 there were 300.",
        )
        assert periods(text, "17") == [None]

    def test_a_case_under_its_heading_has_not_the_period_of_the_release(self) -> None:
        text = body(
            "In 2022/23 forces made 90 arrests.",
            "Northern Example Regional Organised Crime Unit",
            "All 18 were jailed.",
        )
        assert periods(text, "18") == [None]

    def test_the_day_of_an_embargo_is_no_figures(self) -> None:
        text = "Embargoed until 00:01 Friday 15 March 2024: 67 arrests\n\nPolice made 40 arrests."
        assert periods(text, "67", "40") == [None, None]

    def test_a_length_of_time_is_not_its_own_period(self) -> None:
        text = body("In the four weeks since it began, it has changed.")
        assert periods(text, "four weeks") == [None]


class TestTheDayOfWriting:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            (
                f"Embargoed until 00:01 Friday 17 November\n\n{TITLE}\n\nSo it was in 2023.",
                "2023-11-17",
            ),
            (f"{TITLE}\n\nEmbargoed until 00:01 on Friday 17 November 2023", "2023-11-17"),
            (f"{TITLE}\n\n13 November 2023\n\nLast year, 40 were arrested.", "2023-11-13"),
            (f"{TITLE}\n\nToday (13 November 2023) forces begin. In 2022, 4.", "2023-11-13"),
            (f"{TITLE}\n\nThe plan is due by 2040. In May 2021 there were 3.", "2021-12-31"),
            (f"{TITLE}\n\nOn 4 March 2021 there were 3. In 2019, 7.", "2021-03-04"),
            (f"{TITLE}\n\nIt ran from Monday 11 October to Sunday 17 October.", "2021-10-17"),
            (f"{TITLE}\n\nThere were 3 arrests.", "2026-11-24"),
        ],
    )
    def test_it_is_read_from_the_text(self, text: str, day: str) -> None:
        reading = Reading.of(text)
        form = forms(reading)[0]
        embargo = read_embargo(reading, form, today=TODAY)
        assert written_on(reading, form, embargo, today=TODAY) == date.fromisoformat(day)

    def test_the_other_releases_of_a_text_tell_it(self) -> None:
        text = (
            "First title\n\nSource: Example Council\n\nLast year there were 40 arrests.\n\n"
            "Second title\n\nSource: Example Council\n\nIn August 2023 there were 3.\n"
        )
        reading = Reading.of(text)
        first = forms(reading)[0]
        written = written_on(reading, first, None, today=TODAY)
        assert written.year == 2023
        [found] = periods_of(
            reading, first, [Span(text.index("40"), text.index("40") + 2)], written_on=written
        )
        assert days(found) == ("2022-01-01", "2022-12-31", "year")


def test_white_space_and_dashes_change_nothing() -> None:
    sentence = "From 2 March - 5 March 2024 there were 77, up from 66 the previous week."
    plain = body("In short:", sentence)
    expected = [days(one) for one in periods(plain, "77", "66")]
    for other in (
        sentence.replace(" ", "\u00a0"),
        sentence.replace(" ", "  "),
        sentence.replace(" - ", " – "),
        sentence.replace("March 2024", "March\n2024"),
    ):
        text = body("In short:", other)
        assert [days(one) for one in periods(text, "77", "66")] == expected


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "in May ", "12 March to ", "since ", "2022/23 ", "Monday ", "\n\n1 May\n"]
)
def test_a_hostile_text_ends(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    reading = Reading.of(text)
    form = forms(reading)[0]
    written = written_on(reading, form, None, today=TODAY)
    spans = [Span(at, at + 1) for at in range(0, len(text), 1_000)]
    assert len(periods_of(reading, form, spans, written_on=written)) == len(spans)


BULLETIN = "Offences recorded: year ending September 2023\n\n"
ITS_YEAR = ("2022-10-01", "2023-09-30", "rolling_year")


def test_the_titles_period_reaches_a_figure_without_one() -> None:
    (found,) = periods(BULLETIN + "Officers recorded 77 offences.", "77")
    assert days(found) == ITS_YEAR
    assert found is not None
    assert found.basis is Basis.RELEASE


def test_a_source_line_that_names_a_force_makes_no_case_of_the_release() -> None:
    text = BULLETIN + "For immediate release\n\nSource: Exampleshire Police\n\nWe held 77 people."
    assert days(periods(text, "77")[0]) == ITS_YEAR


def test_a_heading_of_a_subject_makes_no_case() -> None:
    text = BULLETIN + "Police custody\n\nThere were 77 detentions."
    assert days(periods(text, "77")[0]) == ITS_YEAR


def test_the_lowest_since_is_no_period_of_the_figure() -> None:
    text = BULLETIN + "It came to 77 offences, the lowest number since March 2016."
    assert days(periods(text, "77")[0]) == ITS_YEAR


def test_a_remark_after_a_figure_is_of_its_own_time() -> None:
    text = BULLETIN + "Officers recorded 77 offences. In 2011 there were 12."
    first, second = periods(text, "77", "12")
    assert days(first) == ITS_YEAR
    assert days(second) == ("2011-01-01", "2011-12-31", "year")


def test_days_within_this_year_are_closer_than_this_year() -> None:
    text = body("In all 77 came in during this year's surrender, which ran from 2 to 10 March.")
    assert days(periods(text, "77")[0]) == ("2024-03-02", "2024-03-10", "odd")


def test_a_year_that_is_named_says_what_last_year_was() -> None:
    text = body(
        "Crime rose last year.", "During 2022-23 the force recorded 77.", "Of these, 12 were new."
    )
    assert days(periods(text, "12")[0]) == ("2022-04-01", "2023-03-31", "financial_year")


def test_a_comparison_ends_with_its_clause_or_where_it_came_to() -> None:
    text = BULLETIN + "It rose by 2%, from 66 to 77, up on the previous year; this includes 12."
    assert days(periods(text, "77")[0]) == days(periods(text, "12")[0]) == ITS_YEAR


def test_a_year_that_was_worked_out_says_how() -> None:
    (found,) = periods(body("On 10 March there were 77."), "77")
    assert found is not None
    assert found.inferred.startswith("The year is not stated: 10 March 2024, a Sunday, is the last")


@pytest.mark.parametrize(
    "sentence",
    [
        "Officers recorded 77, more than in November 2019.",
        "There were 77, up a fifth from 64 in 2019.",
        "It was 77, a fall of 12% from the year ending March 2020.",
        "It was 77 as against 64 in 2019, and the same rate as in 2018.",
        "There were 77, which is below the peak of 99 in 2003.",
    ],
)
def test_the_time_that_is_compared_with_is_not_the_figures_own(sentence: str) -> None:
    assert days(periods(BULLETIN + sentence, "77")[0]) == ITS_YEAR


def test_a_passing_day_is_not_the_time_of_what_stands_around_it() -> None:
    text = BULLETIN + "Of 77 people, a driver was stopped on 17 June 2023. We held 12 others."
    assert [days(one) for one in periods(text, "77 people"[:2], "12 others")][1] == ITS_YEAR


def test_a_day_that_opens_a_sentence_is_that_of_the_next() -> None:
    text = BULLETIN + "On 17 June 2023, 77 stations opened. They served 12 people."
    assert days(periods(text, "12")[0]) == ("2023-06-17", "2023-06-17", "day")


def test_held_overnight_names_no_day() -> None:
    assert days(periods(BULLETIN + "We held 77 children overnight.", "77")[0]) == ITS_YEAR


def test_a_year_in_brackets_says_which_this_year_is() -> None:
    text = body("It cost 77 million this year (2023/24).")
    assert days(periods(text, "77")[0]) == ("2023-04-01", "2024-03-31", "financial_year")
