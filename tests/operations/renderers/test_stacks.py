"""Stacked bars: parts laid end to end, and a whole that claims no more than its parts."""

import re
from dataclasses import replace

import pytest

from operations.renderers.svg import picture
from operations.series import Series
from tests.operations import samples
from tests.operations.renderers.geometry import (
    NAMESPACE,
    WIDTHS,
    assert_legible,
    figures,
    parsed,
    paths,
    shown,
    title_of,
)


def bar(group):
    found = group.find(f"{NAMESPACE}rect").attrib
    x, y, wide, high = (float(found[key]) for key in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


@pytest.mark.parametrize("horizontal", [False, True])
def test_parts_lie_end_to_end_in_proportion(horizontal):
    found = figures(parsed(samples.stack(horizontal=horizontal), width=720))
    first, second = bar(found["0-0"]), bar(found["1-0"])
    axis = 0 if horizontal else 1
    lengths = [one[axis + 2] - one[axis] + 1.5 for one in (first, second)]
    assert lengths[0] / lengths[1] == pytest.approx(300 / 200, rel=0.01)
    gap = second[0] - first[2] if horizontal else first[1] - second[3]
    assert 0 <= gap <= 2
    across = 1 - axis
    assert (first[across], first[across + 2]) == (second[across], second[across + 2])


def test_the_whole_is_written_with_its_weakest_qualifier():
    texts = shown(parsed(samples.stack()))
    assert {"500", "more than 400", "about 400", "340", "230"} <= set(texts)
    assert "no figure: Women" in texts
    assert "220" in texts
    assert "No total is written where a part has no figure." in texts


def test_what_may_not_be_added_up_has_no_total():
    shares = tuple(samples.point(name, "33", unit="percent") for name in ("a", "b"))
    chart = samples.chart(
        Series("One", shares), Series("Other", shares, 1), kind="stacked", labels=["a", "b"]
    )
    assert "66%" not in shown(parsed(chart))
    mixed = samples.chart(
        Series("One", (samples.point("a", "40", "more_than"), samples.point("b", "7"))),
        Series("Other", (samples.point("a", "30", "less_than"), samples.point("b", "8")), 1),
        kind="stacked", labels=["a", "b"],
    )  # fmt: skip
    assert "15" in shown(parsed(mixed))
    assert not any("70" in text for text in shown(parsed(mixed)))


def test_an_open_part_opens_the_end_of_the_whole_and_about_has_its_interval():
    root = parsed(samples.stack(), width=1000)
    found = figures(root)
    top = bar(found["1-1"])[1]
    arrows = paths(root, stroke="currentColor", stroke_width="2.5")
    assert any(abs(float(d.split()[2]) - top) < 2 for d in arrows)
    zero = bar(found["0-0"])[3]
    per = (zero - bar(found["1-0"])[1]) / 500
    whiskers = paths(root, stroke="currentColor", stroke_width="1.5", fill="none")
    *_, whisker = [d for d in whiskers if d.count("L") == 3]
    ends = sorted((zero - float(y)) / per for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", whisker)[:2])
    assert ends == pytest.approx([385, 415], rel=0.02)


def test_doubtful_parts_look_doubtful():
    found = figures(parsed(samples.stack()))
    look = {place: group.find(f"{NAMESPACE}rect").attrib for place, group in found.items()}
    assert look["0-4"]["fill-opacity"] == "0"
    assert look["1-4"]["fill"] == "url(#stack-partial-1)"
    assert (look["0-5"]["fill"], look["0-5"]["stroke-dasharray"]) == ("none", "1.5 3")
    assert "was 60" in title_of(found["1-5"])
    assert found["1-5"].find(f"{NAMESPACE}circle") is not None
    texts = " ".join(shown(parsed(samples.stack())))
    for words in ("Outline: provisional", "Hatched: incomplete", "Dotted: worked out by us",
                  "Ring: corrected (Worked out)", "Arrow:", "Thin bar:"):  # fmt: skip
        assert words in texts


def test_zero_is_a_line_and_none_is_no_bar():
    chart = samples.chart(
        Series("Men", (samples.point("a", "0"), samples.point("b", "5"))),
        Series("Women", (samples.point("a", "3"), None), 1),
        kind="stacked", labels=["a", "b"],
    )  # fmt: skip
    found = figures(parsed(chart))
    assert set(found) == {"0-0", "0-1", "1-0"}
    zero = bar(found["0-0"])
    assert 0 < zero[3] - zero[1] < 3


def test_stacks_of_periods_stand_in_true_time():
    one = samples.fines()
    chart = replace(one, kind="stacked", series=(*one.series, replace(one.series[0], label="B",
                    colour_index=1)))  # fmt: skip
    found = figures(parsed(chart))
    wide = [bar(found[f"0-{n}"])[2] - bar(found[f"0-{n}"])[0] + 2 for n in (0, 2)]
    assert wide[1] / wide[0] == pytest.approx(35 / 28, rel=0.01)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("horizontal", [False, True])
def test_all_of_it_fits(width, horizontal):
    chart = samples.stack(horizontal=horizontal)
    assert_legible(chart, width)
    assert picture(chart, width) == picture(chart, width)
    long = replace(chart, x_labels=tuple(f"{name} of the whole of the country" for name in
                   chart.x_labels))  # fmt: skip
    assert_legible(long, width)
