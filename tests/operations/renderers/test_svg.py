import re
from dataclasses import replace
from decimal import Decimal

import pytest

from operations.renderers.drawing import number, scale_for, shortened, tag, text_width, wrapped
from operations.renderers.svg import picture
from operations.series import Caption, Series
from tests.operations import samples
from tests.operations.renderers.geometry import NAMESPACE, WIDTHS, assert_legible, parsed, shown

ALL = [
    samples.drugs(),
    samples.hate_crime_by_week(),
    samples.hate_crime_by_year(),
    samples.sceptre(),
    samples.every_doubt(),
    samples.every_doubt(horizontal=False),
    samples.every_doubt("line"),
    samples.one_figure(),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: f"{chart.slug}-{chart.horizontal}")
def test_no_words_overlap_or_leave_the_picture(chart, width):
    assert_legible(chart, width)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: f"{chart.slug}-{chart.horizontal}")
def test_presentation_attributes_only_and_nothing_to_focus(chart):
    markup = picture(chart)
    assert not re.search(r"<(script|style|a|foreignObject|image)\b", markup)
    assert not re.search(r"\s(style|on\w+|href|tabindex)=", markup)
    assert "http" not in markup.replace("http://www.w3.org/2000/svg", "")
    assert 'role="img"' in markup


def test_the_picture_is_named_and_described():
    root = parsed(samples.drugs())
    title, desc = root.find(f"{NAMESPACE}title"), root.find(f"{NAMESPACE}desc")
    assert title.text == "Cocaine was most of what regional units seized"
    assert "2,780 kg" in desc.text
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == desc.get("id")


def test_ids_differ_between_pictures_of_one_page():
    one = samples.every_doubt()
    ids = re.findall(r'\bid="([^"]+)"', picture(one) + picture(replace(one, slug="other")))
    assert len(ids) == len(set(ids))
    used = set(re.findall(r"url\(#([^)]+)\)", picture(one)))
    assert used
    assert used <= set(ids)


def test_text_is_escaped():
    nasty = '<script>"&\x07'
    chart = samples.chart(
        Series(nasty, (samples.point(nasty, "1", coverage=nasty), samples.point("b", "2"))),
        caption=Caption(title=nasty, alt=nasty, axis_title=nasty),
        slug='a"b c',
    )
    root = parsed(chart)
    assert root.find(f"{NAMESPACE}title").text == '<script>"&'
    assert "<script>" not in picture(chart)


def bars(root) -> dict[str, dict[str, str]]:
    """The bar under each hover text."""
    found = {}
    for group in root.iter(f"{NAMESPACE}g"):
        title, rect = group.find(f"{NAMESPACE}title"), group.find(f"{NAMESPACE}rect")
        if title is not None and rect is not None:
            found[title.text.split(":")[0]] = rect.attrib
    return found


def test_bars_are_in_proportion():
    drawn = bars(parsed(samples.drugs()))
    cocaine, heroin = float(drawn["Cocaine"]["width"]), float(drawn["Heroin"]["width"])
    assert cocaine / heroin == pytest.approx(2780 / 256, rel=0.01)


def test_each_doubt_is_drawn_in_its_own_way():
    root = parsed(samples.every_doubt())
    drawn = bars(root)
    assert 0 < float(drawn["Zero"]["width"]) < 3
    assert float(drawn["Negative"]["x"]) < float(drawn["Zero"]["x"])
    assert drawn["Partial"]["fill"] == "url(#doubts-bar-partial-0)"
    assert drawn["Under"]["fill"] == "url(#doubts-bar-below-0)"
    assert drawn["Provisional"]["fill-opacity"] == "0"
    assert drawn["Reported"]["fill-opacity"] == "0"
    assert "fill-opacity" not in drawn["Open"]
    texts = " ".join(shown(root))
    for words in ("Outline:", "Hatched: incomplete", "Cross-hatched: less than shown", "Arrow:",
                  "Thin bar:", "no figure", "not all forces"):  # fmt: skip
        assert words in texts


def test_a_chart_without_doubts_has_no_key():
    texts = " ".join(shown(parsed(samples.drugs())))
    for words in ("Outline", "Hatched", "Arrow", "Thin bar", "Not joined"):
        assert words not in texts


def strokes(root) -> list[str]:
    """The lines of the series: the strokes that begin anew at each pair of points."""
    paths = [path.get("d") for path in root.iter(f"{NAMESPACE}path")]
    return [piece for d in paths if d.count("L") > 5 for piece in re.findall(r"M[^M]+", d)]


def test_a_line_joins_only_what_compares():
    root = parsed(samples.hate_crime_by_year())
    assert len(strokes(root)) == 13 - 5
    assert "Not joined: cannot be compared" in shown(root)
    whole = " ".join(shown(root))
    assert "2024/25 leaves out the Metropolitan Police; 2023/24 includes it." in whole


def test_a_lone_reference_level_crosses_the_picture_with_its_value_in_the_key():
    chart = replace(samples.hate_crime_by_week(), kind="line")
    assert "Antisemitic, weekly average 2022/23: 29" in shown(parsed(chart))


def test_a_long_name_is_cut_with_its_whole_in_a_title():
    name = "Conspiracy to supply a controlled drug of class A " * 4
    chart = samples.chart(Series("s", (samples.point(name, "1"), samples.point("b", "2"))))
    root = parsed(chart)
    assert any(text.endswith("…") for text in shown(root))
    assert name in [title.text for title in root.iter(f"{NAMESPACE}title")]


def test_scales_begin_at_zero_and_have_round_steps():
    assert scale_for([Decimal(2780)], "kg").ticks == (0.0, 1000.0, 2000.0, 3000.0)
    assert scale_for([Decimal(0)], "count").ticks == (0.0, 1.0)
    assert scale_for([Decimal(3)], "count").ticks == (0.0, 1.0, 2.0, 3.0)
    low = scale_for([Decimal(-5), Decimal(2)], "kg")
    assert low.ticks[0] <= -5
    assert 0.0 in low.ticks


def test_text_fits():
    assert shortened("Cocaine", 400) == "Cocaine"
    assert text_width(shortened("Cocaine and cannabis", 60)) <= 60
    assert wrapped("a b", 1000) == ["a b"]
    assert len(wrapped("word " * 50, 80, most=2)) == 2
    assert [number(value) for value in (-0.001, 2.5, 100.0)] == ["0", "2.5", "100"]


def test_a_bar_that_leaves_someone_out_is_hatched_only_among_others_that_do_not():
    some = (samples.point("2023/24", "9"), samples.point("2024/25", "5", coverage="excludes Kent"))
    drawn = bars(parsed(samples.chart(Series("s", some))))
    assert drawn["2024/25"]["fill"] == "url(#sample-partial-0)"
    assert not drawn["2023/24"]["fill"].startswith("url")
    everywhere = tuple(replace(point, coverage="excludes Kent") for point in some)
    root = parsed(samples.chart(Series("s", everywhere)))
    assert not any(rect["fill"].startswith("url") for rect in bars(root).values())
    assert "All figures: excludes Kent." in shown(root)


def test_names_that_would_be_cut_go_above_their_bars():
    names = ("Contacts with Jewish communities", "Contacts with Muslim communities")
    points = tuple(samples.point(name, "48") for name in names)
    root = parsed(samples.chart(Series("s", points), horizontal=True), width=320)
    texts = " ".join(shown(root))
    assert "…" not in texts
    assert "Muslim" in texts


def test_a_missing_number_is_said_in_the_picture():
    points = (samples.point("Protests", "67"), None, samples.point("Cost", "1", unit="GBP"))
    labels = ["Protests", "Arrests", "Cost"]
    root = parsed(samples.chart(Series("s", points), kind="numbers", labels=labels))
    assert shown(root) == ["67", "Protests", "no figure", "Arrests", "£1", "Cost"]


def test_values_leave_out_the_noun_that_the_axis_names():
    points = tuple(
        replace(samples.point(name, value), shown=f"{value} {noun}")
        for name, value, noun in (
            ("a", "5", "arrests"),
            ("b", "1", "arrest"),
            ("c", "9", "arrests a week"),
        )
    )
    root = parsed(samples.chart(Series("s", points)))
    assert "Arrests" in shown(root)
    assert {"5", "1", "9 a week"} <= set(shown(root))
    assert "a: 5 arrests" in [title.text for title in root.iter(f"{NAMESPACE}title")]


def test_attributes_are_escaped():
    assert tag("g", id='"><script>', text_anchor="end") == (
        '<g id="&quot;&gt;&lt;script&gt;" text-anchor="end"/>'
    )
