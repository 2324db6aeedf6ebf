"""Figures are read with the right unit, hedge, rate, change and group. No database."""

from decimal import Decimal
from textwrap import fill

import pytest

from releases.reading.figures import read_figures
from releases.reading.form import forms
from releases.reading.letters import Reading
from releases.reading.numerals import ORDINAL, Numeral, numerals
from releases.reading.parts import Direction, Form, Qualifier, StatedFigure, Status

UP, DOWN = Direction.UP, Direction.DOWN


def figures_of(
    *paragraphs: str, title: str = "Officers report on their week"
) -> list[StatedFigure]:
    """The figures of a release with these paragraphs; every number in them states one."""
    reading = Reading.of("\n\n".join((title, *paragraphs)) + "\n")
    return [figure for form in forms(reading) for figure in read(reading, form)]


def read(reading: Reading, form: Form) -> tuple[StatedFigure, ...]:
    return read_figures(reading, form, cardinals(reading, form.start, form.end))


def cardinals(reading: Reading, start: int, end: int) -> list[Numeral]:
    return [one for one in numerals(reading, start, end) if one.unit != ORDINAL]


def words_of(figure: StatedFigure, text: str) -> str:
    return text[figure.start : figure.end]


def test_a_release_without_numbers_states_no_figure() -> None:
    assert figures_of("Hundreds of officers took part.") == []


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Police seized 271 guns.", "271", "count"),
        ("Police seized £3.2m in cash.", "3200000", "GBP"),
        ("Police seized £5,000-worth of cannabis.", "5000", "GBP"),
        ("Police seized 2.5kg of heroin.", "2.5", "kg"),
        ("Police seized three tonnes of cannabis.", "3", "tonne"),
        ("Arrests rose by 29 per cent.", "29", "percent"),
        ("Half of victims reported it.", "50", "percent"),
        ("One in five victims reported it.", "20", "percent"),
        ("He was jailed for five years.", "5", "year"),
        ("He was jailed for 18 months.", "18", "month"),
        ("He was given a 12-month sentence.", "12", "month"),
        ("He was jailed for two and a half years.", "2.5", "year"),
        ("The search took 14 working days.", "14", "day"),
        ("Staff gave 3,000 hours of overtime.", "3000", "hour"),
        ("He walked 12 miles.", "12", "mile"),
        ("The yard covers 900 square metres.", "900", "square_metre"),
        ("Young men are 17 times more likely to be stopped.", "17", "ratio"),
        ("That is three times the rate of elsewhere.", "3", "ratio"),
        ("That is five times as many as before.", "5", "ratio"),
        ("It is 500 times stronger.", "500", "ratio"),
        ("Dogs were deployed 23 times.", "23", "count"),
        ("Dogs were deployed three times the same week.", "3", "count"),
        ("He was jailed for 166 years and one month.", str(Decimal(1993) / 12), "year"),
        ("It took 2 hours 30 minutes.", "2.5", "hour"),
        ("It took two minutes, 15 seconds.", "2.25", "minute"),
    ],
)
def test_a_number_is_in_the_unit_that_its_words_give(sentence: str, value: str, unit: str) -> None:
    (figure,) = figures_of(sentence)
    assert (figure.value, figure.unit) == (pytest.approx(Decimal(value)), unit)


def test_years_and_months_are_one_figure_with_both_numerals() -> None:
    text = "Title\n\nThe gang was jailed for a total of 43 years and six months.\n"
    reading = Reading.of(text)
    (figure,) = read(reading, forms(reading)[0])
    assert words_of(figure, text).startswith("a total of 43 years and six months")
    assert [text[each.start : each.end] for each in figure.numerals] == ["43", "six"]


def test_two_sentences_in_years_stay_two_figures() -> None:
    assert [each.value for each in figures_of("They got five years and seven years.")] == [5, 7]
    assert [each.value for each in figures_of("They got five years and 18 months.")] == [5, 18]


def test_a_unit_told_once_is_that_of_both() -> None:
    figures = figures_of("They got five and seven years; thefts fell 28 and 15 per cent.")
    assert [each.unit for each in figures] == ["year", "year", "percent", "percent"]


@pytest.mark.parametrize(
    ("sentence", "qualifier"),
    [
        ("Police made 400 arrests.", "exact"),
        ("Police made over 400 arrests.", "more_than"),
        ("Police made more than 400 arrests.", "more_than"),
        ("Police made just over 400 arrests.", "more_than"),
        ("Police made well over 400 arrests.", "more_than"),
        ("Police made in excess of 400 arrests.", "more_than"),
        ("Police made upwards of 400 arrests.", "more_than"),
        ("Police made 400+ arrests.", "more_than"),
        ("Police made 400-plus arrests.", "more_than"),
        ("Costs exceeded £400,000.", "more_than"),
        ("Losses pass £90 million.", "more_than"),
        (">400 arrests were made.", "more_than"),
        ("Police made at least 400 arrests.", "at_least"),
        ("Police made no fewer than 400 arrests.", "at_least"),
        ("Police made not less than 400 arrests.", "at_least"),
        ("A minimum of 400 arrests were made.", "at_least"),
        ("Police made 400 or more arrests.", "at_least"),
        ("Police made 400 arrests or more.", "at_least"),
        ("Police made nearly 400 arrests.", "almost"),
        ("Police made almost 400 arrests.", "almost"),
        ("Police made just under 400 arrests.", "almost"),
        ("Police made just short of 400 arrests.", "almost"),
        ("Police made close to 400 arrests.", "almost"),
        ("The number is approaching 400.", "almost"),
        ("Police made around 400 arrests.", "about"),
        ("Police made about 400 arrests.", "about"),
        ("Police made approximately 400 arrests.", "about"),
        ("Some 400 arrests were made.", "about"),
        ("Roughly 400 arrests were made.", "about"),
        ("Police made c.400 arrests.", "about"),
        ("Police made ~400 arrests.", "about"),
        ("Police made 400 or so arrests.", "about"),
        ("Searches have risen by some 400.", "about"),
        ("In the region of 400 people came.", "about"),
        ("The haul is thought to be worth £400,000.", "about"),
        ("Police made fewer than 400 arrests.", "less_than"),
        ("It cost less than £400.", "less_than"),
        ("It cost under £400.", "less_than"),
        ("There was a <1% rise.", "less_than"),
        ("Up to 400 arrests were made.", "up_to"),
        ("As many as 400 people came.", "up_to"),
        ("A maximum of 400 people may come.", "up_to"),
        ("No more than 400 people came.", "up_to"),
        ("At most 400 people came.", "up_to"),
        ("400 people at most came.", "up_to"),
        ("He was found within 10 hours.", "up_to"),
        ("More than a dozen people came.", "more_than"),
        ("Almost one in five people came.", "almost"),
        ("More than another 400 people came.", "more_than"),
        ("The court gave him over 12 years in prison.", "more_than"),
        ("He was held for over six hours.", "more_than"),
        ("OVER 400 ARRESTS WERE MADE", "more_than"),
    ],
)
def test_a_hedge_before_or_after_the_number_is_its_qualifier(sentence: str, qualifier: str) -> None:
    (figure,) = figures_of(sentence)
    assert figure.qualifier == qualifier


@pytest.mark.parametrize(
    "sentence",
    [
        "It happened over 12 months.",
        "Two men were arrested over three murders.",
        "He was held under two warrants.",
        "Members complained about 12 officers, and had information about three men.",
        "Dover 12 arrests were made.",
        "Knives were found within 12 homes.",
        "Officers passed 12 cars.",
        "That is 54% below the peak of 1,200.",
        "That is 12% higher than 74.",
        "There were 12 cars and more than enough people.",
    ],
)
def test_a_preposition_is_no_hedge(sentence: str) -> None:
    assert {figure.qualifier for figure in figures_of(sentence)} == {Qualifier.EXACT}


def test_the_words_that_state_a_figure_begin_at_its_hedge() -> None:
    text = "Title\n\nPolice in Anytown made just over 400 arrests, totalling an estimated £2m.\n"
    reading = Reading.of(text)
    first, second = read(reading, forms(reading)[0])
    assert words_of(first, text).startswith("just over 400")
    assert words_of(second, text).startswith("an estimated £2m")
    assert [text[each.start : each.end] for each in first.numerals] == ["400"]


def test_a_hedge_governs_two_round_numbers_joined_by_and() -> None:
    figures = figures_of("More than 400 adults and 1,300 children were safeguarded.")
    assert [each.qualifier for each in figures] == ["more_than", "more_than"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Over 400 arrests, 300 charges and 200 cautions followed.",
        "About 65% of searches are for drugs, 20% for weapons and 10% for stolen goods.",
        "Over 400 adults and 148 children were safeguarded.",
        "Over £400,000 and 300 phones were seized.",
    ],
)
def test_of_a_list_or_beside_an_exact_number_only_the_first_is_hedged(sentence: str) -> None:
    first, *others = figures_of(sentence)
    assert first.qualifier in {"more_than", "about"}
    assert {each.qualifier for each in others} == {"exact"}


@pytest.mark.parametrize(
    ("paragraph", "status", "qualifier"),
    [
        ("An estimated 400 people came.", Status.ESTIMATED, "about"),
        ("Up to an estimated 400 people came.", Status.ESTIMATED, "up_to"),
        ("It is estimated that 400 people came.", Status.ESTIMATED, "about"),
        ("The agency reckons that £12bn is lost.", Status.ESTIMATED, "about"),
        ("Early estimates of the cost suggest that it was £30,000.", Status.ESTIMATED, "about"),
        ("Drugs with an estimated street value of £30,000 were found.", Status.ESTIMATED, "about"),
        ("The cost was £30,000. This is an early estimate.", Status.ESTIMATED, "about"),
        ("A provisional 400 offences were recorded.", Status.PROVISIONAL, "exact"),
        ("Provisional data show 400 offences.", Status.PROVISIONAL, "exact"),
        ("There were 400 offences. These figures are provisional.", Status.PROVISIONAL, "exact"),
        ("The revised total is 400 offences.", Status.REVISED, "exact"),
        ("Police seized 400 provisional driving licences.", None, "exact"),
    ],
)
def test_estimates_and_provisional_figures_say_so(
    paragraph: str, status: Status | None, qualifier: str
) -> None:
    (figure,) = figures_of(paragraph)
    assert (figure.status, figure.qualifier) == (status, qualifier)


def test_a_note_can_make_every_figure_provisional() -> None:
    figures = figures_of("Police made 12 arrests.", "All figures in this release are provisional.")
    assert [each.status for each in figures] == [Status.PROVISIONAL]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Between 10 and 12 cars were seized.", (10, 12)),
        ("Police found 10 to 12 plants.", (10, 12)),
        ("Police found 10-12 plants.", (10, 12)),
        ("Police found 10 – 12 plants.", (10, 12)),
        ("Two or three men ran off.", (2, 3)),
        ("The gang made £2-3 million.", (2_000_000, 3_000_000)),
        ("Sentences ranging from two to five years were passed.", (2, 5)),
        ("Fines from £100 to £500 were given.", (100, 500)),
    ],
)
def test_a_range_is_two_bounds_of_one_group_stated_by_the_same_words(
    sentence: str, values: tuple[int, int]
) -> None:
    low, high = figures_of(sentence)
    assert (low.value, high.value) == values
    assert (low.bound, high.bound) == ("low", "high")
    assert low.group == high.group > 0
    assert (low.start, low.end, low.unit, low.what) == (high.start, high.end, high.unit, high.what)


def test_an_estimate_holds_for_both_ends_of_a_range() -> None:
    figures = figures_of("The haul has an estimated street value of between £3m and £4m.")
    assert [each.status for each in figures] == [Status.ESTIMATED] * 2
    assert [each.bound for each in figures] == ["low", "high"]


def test_a_range_may_have_two_units() -> None:
    low, high = figures_of("Cases take between six months and two years.")
    assert [(each.value, each.unit) for each in (low, high)] == [(6, "month"), (2, "year")]


@pytest.mark.parametrize(
    ("sentence", "values", "direction"),
    [
        ("Thefts rose from an average of 19 a day to a peak of 47.", [19, 47], UP),
        ("Thefts rose from 74 to 90.", [74, 90], UP),
        ("The count was revised down from 9,387 to 8,241.", [9387, 8241], DOWN),
        ("The limit was cut from 35 to 22 grams.", [35, 22], DOWN),
        ("Confidence rose from 60% to 65%.", [60, 65], UP),
        ("The number has risen to 90 from 74.", [90, 74], UP),
        ("There were 90 arrests, up from 74 last year.", [90, 74], UP),
        ("There were 69 thefts, compared to 74 thefts the previous week.", [69, 74], DOWN),
        ("It cost £1.2 million, against £900,000 the year before.", [1_200_000, 900_000], UP),
        ("The wait rose from 14 days to 44.", [14, 44], UP),
    ],
)
def test_a_comparison_keeps_both_exact_ends_in_one_group(
    sentence: str, values: list[int], direction: Direction
) -> None:
    figures = figures_of(sentence)
    assert [each.value for each in figures] == values
    assert {each.qualifier for each in figures} == {Qualifier.EXACT}
    assert {each.direction for each in figures} == {direction}
    assert len({each.group for each in figures}) == 1
    assert len({each.unit for each in figures}) == 1
    assert figures[0].group > 0


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Burglary was up 12% to 3,400 offences.", [12, 3400]),
        ("Burglary fell by 12% on last year to 3,400 offences.", [12, 3400]),
        ("Admissions fell by 13 to 96.", [13, 96]),
        ("The budget will rise by £14.2m to £412.6m.", [14_200_000, 412_600_000]),
        ("There were 45 arrests, an 8% rise on the 41 of last year.", [45, 8, 41]),
        ("There were 45 arrests, a rise of 12%.", [45, 12]),
        ("In all 86% (1,234) were satisfied.", [86, 1234]),
        ("Over 100 (108) people were arrested.", [100, 108]),
        ("There were 20 officers, or 15 per cent, who were hurt.", [20, 15]),
    ],
)
def test_a_change_and_its_level_or_a_restatement_are_one_group(
    sentence: str, values: list[int]
) -> None:
    figures = figures_of(sentence)
    assert [each.value for each in figures] == values
    assert len({each.group for each in figures}) == 1
    assert figures[0].group > 0


def test_what_stands_in_brackets_is_exact() -> None:
    rounded, exact = figures_of("Over 100 (108) people were arrested.")
    assert (rounded.qualifier, exact.qualifier) == ("more_than", "exact")


@pytest.mark.parametrize(
    "sentence",
    [
        "Police seized 12 knives from 30 people.",
        "Police made 12 arrests and seized 30 knives.",
        "Police seized 30 weapons, including 12 knives.",
        "Police gave 12 talks to 30 schools.",
    ],
)
def test_figures_side_by_side_are_no_comparison(sentence: str) -> None:
    assert [(each.group, each.direction) for each in figures_of(sentence)] == [(0, None)] * 2


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("There was a 29% increase in charges.", UP),
        ("Searches fell by 33%.", DOWN),
        ("Burglary is up 5%.", UP),
        ("Burglary is down 5 per cent.", DOWN),
        ("Thefts were 5% lower.", DOWN),
        ("A small (<1%) increase was seen.", UP),
        ("The plan is to increase the use of the tool by 100 percent.", UP),
        ("There was a fall in shootings—52%—last year.", DOWN),
        ("There was a drop in thefts of 12%.", DOWN),
        ("Crime was cut by more than half.", DOWN),
        ("Reports: +17%", UP),
        ("There were 12 fewer burglaries.", DOWN),
        ("There were 12 more burglaries than last year.", UP),
        ("There was a rise of 45.", UP),
        ("About 65% of searches are for drugs.", None),
        ("Confidence rose to 65%.", None),
        ("Police said 65% of people think that crime has increased.", None),
        ("Officers picked up 12 men.", None),
        ("Another 12 more officers came.", None),
    ],
)
def test_a_change_has_its_direction_and_a_level_none(
    sentence: str, direction: Direction | None
) -> None:
    (figure,) = figures_of(sentence)
    assert figure.direction is direction


def test_each_change_of_a_list_has_its_own_direction() -> None:
    figures = figures_of("Violence rose 3%, burglary fell 6% and robbery by 11%.")
    assert [each.direction for each in figures] == [UP, DOWN, DOWN]
    figures = figures_of("There were falls of 20% in burglary, 15% in robbery and 3% in theft.")
    assert [each.direction for each in figures] == [DOWN, DOWN, DOWN]


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("Police take 19 calls a day.", "day"),
        ("There were 19 per-day.", "day"),
        ("Police searched about 590 each day.", "day"),
        ("The tool names 200 suspects every single month.", "month"),
        ("Fraud costs £12bn a year.", "year"),
        ("Every day around 1,900 people call.", "day"),
        ("On an average day the force takes 1,900 calls.", "day"),
        ("The agency says that £12bn is lost in the country each year.", "year"),
        ("There is a daily average of 12 searches.", "day"),
        ("It saves three days per case.", "case"),
        ("There were 45 thefts per 1,000 people.", "1,000 people"),
        ("Police arrested 12 people a week after the raid.", ""),
        ("Police arrested 12 people, and will patrol every day.", ""),
        ("Police arrested 12 people.", ""),
    ],
)
def test_a_rate_says_per_what(sentence: str, per: str) -> None:
    (figure,) = figures_of(sentence)
    assert (figure.per, figure.unit in {"count", "GBP", "day"}) == (per, True)


def test_a_rate_told_once_holds_for_both_of_a_pair() -> None:
    figures = figures_of("An average of 29 thefts and 65 burglaries were recorded per week.")
    assert [(each.per, each.statistic) for each in figures] == [("week", "average")] * 2


@pytest.mark.parametrize(
    ("sentence", "statistic"),
    [
        ("An average of 35 people called.", "average"),
        ("On average it takes 35 days.", "average"),
        ("It takes 35 days on average.", "average"),
        ("The average sentence was 5.4 years.", "average"),
        ("The median loss was £300.", "median"),
        ("Numbers reached a peak of 47.", "peak"),
        ("Numbers peaked at 47.", "peak"),
        ("A total of 47 people came.", "total"),
        ("They got a combined 47 years.", "total"),
        ("A record 47 people came.", "record"),
        ("There were 47 arrests in total.", "total"),
        ("There were 47 arrests.", ""),
    ],
)
def test_averages_peaks_and_totals_are_named(sentence: str, statistic: str) -> None:
    (figure,) = figures_of(sentence)
    assert figure.statistic == statistic


@pytest.mark.parametrize(
    ("paragraphs", "running"),
    [
        (("Since the launch, officers have made 90 arrests and seized 12 guns.",), [True, True]),
        (("Officers have made 90 arrests and 12 seizures since July.",), [True, True]),
        (("To date, 90 people have been charged.",), [True]),
        (("So far 90 people have been charged.",), [True]),
        (("Since last July, officers have:", "• made 90 arrests", "• seized 12 guns"), [True] * 2),
        (("Officers have made 90 arrests, while losses have doubled since May.",), [False]),
        (("Thefts are down 12% since May.",), [False]),
        (("Officers have made 90 arrests.",), [False]),
    ],
)
def test_what_is_counted_up_to_now_is_a_running_total(
    paragraphs: tuple[str, ...], running: list[bool]
) -> None:
    assert [each.is_running_total for each in figures_of(*paragraphs)] == running


def test_a_list_ends_with_its_bullets() -> None:
    figures = figures_of("Since May we have:", "• made 90 arrests", "The unit has 12 officers.")
    assert [each.is_running_total for each in figures] == [True, False]


@pytest.mark.parametrize(
    "line", ["Arrests: 45", "Arrests – 45", "45 – arrests", "Another 45 were arrested.", "45"]
)
def test_a_line_of_a_list_or_a_table_states_its_figure(line: str) -> None:
    (figure,) = figures_of("The week in numbers:", f"• {line}")
    assert (figure.value, figure.unit, figure.qualifier) == (45, "count", "exact")


def test_the_title_and_quotations_state_figures_too() -> None:
    figures = figures_of("“We made 12 arrests,” she said.", title="Over 10 arrests in a week")
    assert [each.value for each in figures] == [10, 12]


def test_a_number_of_any_length_is_read() -> None:
    digits = "1" + "0" * 80
    figures = figures_of(f"More than {digits} adults and {digits} children, up from {digits}.")
    assert len(figures) == 3


def test_what_is_compared_between_groups_is_no_change() -> None:
    figures = figures_of("The rate is 83%, compared with 76% for men.")
    assert [each.direction for each in figures] == [None, None]
    assert figures[0].group == figures[1].group > 0


SAMPLE = (
    "Police in Anytown made more than 300 arrests and seized almost £2.5 million.",
    "Thefts rose from an average of 19 a day to a peak of 47, up 12% on last year.",
    "Between 10 and 12 cars were taken; the gang got 43 years and six months.",
    "Over 100 (108) people – an estimated 86% of those asked – were satisfied.",
    "There were 45 thefts per 1,000 people, compared with 50 the year before.",
)


def test_every_numeral_comes_out_in_exactly_one_figure() -> None:
    reading = Reading.of("Title\n\n" + "\n\n".join(SAMPLE) + "\n")
    (form,) = forms(reading)
    given = [(one.start, one.end) for one in cardinals(reading, form.start, form.end)]
    out = [(each.start, each.end) for one in read(reading, form) for each in one.numerals]
    assert out == given


def test_the_numerals_stand_inside_the_words_and_the_words_inside_the_text() -> None:
    text = "Title\n\n" + "\n\n".join(SAMPLE) + "\n"
    reading = Reading.of(text)
    for figure in read(reading, forms(reading)[0]):
        assert 0 <= figure.start < figure.end <= len(text)
        assert words_of(figure, text) == words_of(figure, text).strip()
        assert all(figure.start <= each.start < each.end <= figure.end for each in figure.numerals)


def gist(figures: list[StatedFigure]) -> list[tuple[object, ...]]:
    return [
        (each.value, each.unit, each.qualifier, each.direction, each.per, each.group)
        for each in figures
    ]


@pytest.mark.parametrize(
    "changed",
    [
        lambda words: words.replace(" ", "\u00a0"),
        lambda words: words.replace(" ", "  "),
        lambda words: fill(words, 60),
        lambda words: words.replace("–", "-"),
    ],
    ids=["no-break spaces", "double spaces", "wrapped", "hyphens"],
)
def test_white_space_and_dashes_change_nothing(changed) -> None:
    words = " ".join(SAMPLE)
    assert gist(figures_of(changed(words))) == gist(figures_of(words))


@pytest.mark.parametrize(
    "unit",
    [
        "12 ", "over 12 ", "12 to ", "12 per 13 ", "12 years and ", "(12) ", "12, or ", "1", "a",
        "between 12 and ", "from 12 up ", "revised 12 ", "estimate 12 ", '"12', "since May 12 ",
        "more than ", " " * 40 + "1", "£1m", "12%(", "a total of ",
    ],
)  # fmt: skip
def test_a_hostile_text_is_read_to_its_end(unit: str) -> None:
    reading = Reading.of("T\n\n" + unit * (30_000 // len(unit)))
    (form,) = forms(reading)
    given = cardinals(reading, form.start, form.end)
    assert len(read_figures(reading, form, given)) <= len(given)
