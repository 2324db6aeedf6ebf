from dataclasses import replace

from operations.renderers.words import description, speakable, summary
from operations.series import Series
from tests.operations import samples


def test_bars_are_told_by_their_extremes():
    assert summary(samples.drugs()) == "Highest: Cocaine at 2,780 kg; lowest: Heroin at 256 kg."


def test_a_missing_figure_is_said():
    assert summary(samples.hate_crime_by_week()) == (
        "Highest: Antisemitic, 20–26 Oct 2023 at 210; lowest: Anti-Muslim, 20–26 Oct 2023 at 69; "
        "Antisemitic, weekly average 2022/23: 29; Anti-Muslim, weekly average 2022/23: 65. "
        "No figure for Antisemitic, 13–19 Oct 2023."
    )


def test_no_change_is_claimed_between_ends_that_do_not_compare():
    text = summary(samples.hate_crime_by_year())
    assert "highest in 2021/22 at 155,841" in text
    assert "2024/25 leaves out the Metropolitan Police; 2011/12 includes it." in text
    assert "rise" not in text
    assert "fall" not in text


def test_a_change_is_told_where_ends_compare():
    line = replace(samples.sceptre(), kind="line")
    assert summary(line) == (
        "2,005 in 9–15 Nov 2020, 1,693 in 15–21 May 2023: a fall of 312 (16%) from first to last. "
        "9–15 Nov 2020: second-hand report."
    )


def test_doubts_are_in_the_words():
    text = summary(samples.every_doubt())
    assert text.startswith("Highest: Open at more than 600; lowest: Negative at −120.")
    for part in ("Partial: not all forces", "Provisional: provisional", "no figure for Missing"):
        assert part in text


def test_zeros_alone_have_no_extreme():
    zeros = samples.chart(Series("s", (samples.point("a", "0"), samples.point("b", "0"))))
    assert summary(zeros) == "a: 0; b: 0."
    none = samples.chart(Series("s", (None,)), labels=["a"])
    assert summary(none) == "There is no figure to show."


def test_a_single_figure():
    assert summary(samples.one_figure()) == (
        "Cost of policing, 2–5 November 2023: £140,346. Estimated; not all forces."
    )


def test_the_editors_own_words_come_first():
    chart = samples.drugs()
    told = replace(chart, caption=replace(chart.caption, alt="Three bars."))
    assert description(told) == "Three bars."
    assert description(chart) == summary(chart)


def test_read_aloud_without_signs_or_short_dates():
    assert speakable(samples.drugs()) == (
        "Cocaine was most of what regional units seized. Cocaine, 2,780 kilograms; "
        "Cannabis, 926 kilograms; Heroin, 256 kilograms."
    )
    text = speakable(samples.hate_crime_by_week())
    assert "Antisemitic, week of 20 October 2023, 210" in text
    assert "no figure" not in text
    assert "–" not in text


def test_numbers_of_different_things_are_not_ranked():
    points = (
        samples.point("Guns seized", "271"),
        samples.point("Cash seized", "3200000", unit="GBP"),
        samples.point("Sentences", "5827", unit="year"),
        samples.point("Rounds", "1395"),
    )
    chart = samples.chart(Series("s", points), kind="numbers")
    assert speakable(chart) == (
        "A finding. Guns seized, 271; Cash seized, 3.2 million pounds; Sentences, 5,827 years."
    )
    assert "ighest" not in summary(chart)


def test_only_the_caveats_of_what_is_read_out_are_read_out():
    text = speakable(samples.hate_crime_by_year())
    assert "Highest: 2021/22, 155,841; latest: 2024/25, 115,990." in text
    assert "the Metropolitan Police" in text
    assert "Devon" not in text


def test_among_lines_only_a_gap_in_all_of_them_is_told():
    first = Series("a", (samples.point("x", "1"), None, None))
    second = Series("b", (None, None, samples.point("z", "2")), 1)
    lines = samples.chart(first, second, kind="line", labels=["x", "y", "z"])
    assert summary(lines).endswith("No figure for y.")


def test_a_timeline_is_told_by_its_number_its_first_and_its_last():
    assert summary(samples.timeline()) == (
        "7 phases. First: 16 to 23 September 2019 (16–23 September 2019); last to begin: Week of "
        "13 November 2023 (13–19 November 2023)."
    )
    one = replace(samples.timeline(), stretches=samples.timeline().stretches[5:6])
    assert summary(one) == ("One phase: Ninja swords (from 1 July 2023, last day not recorded).")
    assert speakable(samples.timeline()).startswith(
        "Sceptre has been held twice a year. 7 phases. First: 16 to 23 September 2019"
    )
    assert summary(replace(one, stretches=())) == "There is no phase to show."


def test_stacks_are_told_by_their_wholes_which_we_added_up():
    text = summary(samples.stack())
    assert text.startswith("Added up by us: highest Sure at 500, lowest Worked out at 230. ")
    assert "no figure for Women, Partly told" in text
    assert "220" not in text.partition("Highest:")[0]
    shares = tuple(samples.point(name, "33", unit="percent") for name in ("a", "b"))
    chart = samples.chart(
        Series("One", shares), Series("Other", shares, 1), kind="stacked", labels=["a", "b"]
    )
    assert "Added up" not in summary(chart)


def test_multiples_are_told_panel_by_panel():
    text = summary(samples.multiples("GBP", "kg"))
    assert "Avon and Somerset: £120 in 2019, £210 in 2023: a rise of £90 (75%)" in text
    assert "Bedfordshire: 60 kg in 2019, 40 kg in 2023, highest in 2021 at 70 kg: a fall" in text
    bars = summary(samples.multiples("GBP", "kg", along_time=False))
    assert "Avon and Somerset: highest 2023 £210, lowest 2019 £120" in bars
    assert "no figure for Avon and Somerset, 2021" in bars


def test_units_are_never_ranked_against_one_another():
    told = speakable(samples.multiples("GBP", "kg", along_time=False))
    assert "ighest" not in told
    table = replace(samples.multiples("GBP", "kg"), kind="table")
    assert "ighest" not in summary(table)


def test_a_map_is_told_by_its_extremes_and_dots_by_theirs():
    assert summary(samples.forces()).startswith("Highest: Metropolitan at 2,450; lowest: Sussex")
    assert summary(samples.hedged()).startswith("Highest: Almost at almost 400; lowest: None found")


def test_no_way_is_claimed_where_an_open_end_leaves_it_unknown():
    first = samples.point("2022", "500", definition="arrests")
    last = samples.point("2023", "120", "more_than", definition="arrests")
    line = samples.chart(Series("s", (first, last)), kind="line")
    text = summary(line)
    assert "whether it rose or fell from first to last is not known" in text
    assert "a fall" not in text
