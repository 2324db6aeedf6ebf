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
