"""The picture as a file: nothing that belongs to it is parted from it, cut or loaded."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from operations.renderers.drawing import ELLIPSIS, text_width
from operations.renderers.standalone import broken, sheet, svg_file
from operations.renderers.svg import picture
from operations.series import Caption, Source
from tests.operations import samples
from tests.operations.renderers.filed import IMPRINT, PAST, figure, filed
from tests.operations.renderers.geometry import NAMESPACE, shown

LONG = "A finding as long as two hundred letters, since its editor had much to say " * 2
ADDRESS = f"{IMPRINT.origin}/charts/{'a-very-long-address-' * 5}/?series=one,two&since=2011-04-01"
KINDS = [
    filed(), samples.drugs(), samples.hate_crime_by_week(), samples.one_figure(),
    samples.every_doubt(), samples.every_doubt("line"),
]  # fmt: skip


def said(chart, imprint=IMPRINT, width=720) -> str:
    """All that the file's picture writes, as one text."""
    return " ".join(shown(ElementTree.fromstring(sheet(chart, imprint, width).markup)))  # noqa: S314


def test_it_says_what_it_is_whence_when_under_which_licence_and_where():
    text = said(filed())
    for words in (
        "Hate crime fell", "England and Wales", "Mind it.", "One is new.",
        "Source: Home Office, “A release, with a comma”, 1 July 2023",
        "Figures as they stand since 1 November 2023.", "Licence: OGL 3.0.",
        "Police Operations and Outcomes", "https://figures.example.org/charts/hate-crime/",
    ):  # fmt: skip
        assert words in text, words


def test_what_is_not_stated_is_not_invented():
    text = said(filed(licences=(), sources=(), updated=None))
    assert "Licence not stated." in text
    assert "Source:" not in text
    assert "since" not in text


def test_a_past_state_says_so():
    text = said(filed(), PAST)
    assert "Figures as they stand since 1 November 2023; as at 12 November 2023." in text
    assert "/charts/hate-crime/?as_at=2023-11-12" in text


def test_many_sources_are_counted_and_their_publishers_named():
    sources = [
        Source(f"Release {n}", f"/releases/{n}/", who, "1 July 2023")
        for n, who in enumerate(("Home Office", "NPCC", "Home Office"))
    ]
    assert "Source: 3 releases of Home Office and NPCC" in said(filed(sources=sources))


@pytest.mark.parametrize("width", [280, 600, 720])
def test_long_words_are_broken_and_never_cut(width):
    chart = filed(caption=Caption(title=LONG, subtitle=LONG, note=LONG), address=ADDRESS)
    root = ElementTree.fromstring(sheet(chart, IMPRINT, width).markup)  # noqa: S314
    own = list(root.findall(f"{NAMESPACE}text"))
    text = "".join("".join(t.itertext()) for t in own).replace(" ", "")
    assert ELLIPSIS not in text
    assert ADDRESS in text
    assert text.count(LONG.replace(" ", "")) == 3
    for line in own:
        size = float(line.get("font-size"))
        bold = 1.1 if line.get("font-weight") else 1
        for part in line.findall(f"{NAMESPACE}tspan") or [line]:
            assert text_width(part.text, size) * bold <= width - 40, part.text


@pytest.mark.parametrize("chart", KINDS, ids=lambda chart: chart.slug)
def test_the_picture_in_it_is_the_pages_own(chart):
    assert picture(chart, 672) in sheet(chart, IMPRINT).markup


@pytest.mark.parametrize("chart", KINDS, ids=lambda chart: chart.slug)
def test_nothing_runs_nothing_is_loaded_and_nothing_is_styled(chart):
    markup = svg_file(replace(chart, address=ADDRESS), IMPRINT).decode()
    assert not re.search(r"<(script|style|a|foreignObject|image|use)\b", markup)
    assert not re.search(r"\s(style|on\w+|href|xlink:href|tabindex)=", markup)
    loaded = re.findall(r'="[^"]*(?:https?:)?//[^"]*"', markup)
    assert set(loaded) == {'="http://www.w3.org/2000/svg"'}


def test_the_paper_is_white_and_the_ink_is_dark_wherever_it_is_opened():
    root = ElementTree.fromstring(sheet(filed(), IMPRINT).markup)  # noqa: S314
    paper = root.find(f"{NAMESPACE}rect")
    assert (paper.get("fill"), paper.get("width")) == ("#ffffff", root.get("width"))
    assert paper.get("height") == root.get("height")
    assert root.get("color") == "#0b0c0c"


def test_markup_in_words_is_text():
    nasty = '<script>alert("&")</script>'
    chart = filed(
        caption=Caption(title=nasty, subtitle=nasty, note=nasty), notes=(nasty,), licences=(nasty,)
    )
    markup = svg_file(chart, IMPRINT).decode()
    assert "<script" not in markup
    assert said(chart).count(nasty) == 5


def test_ids_are_each_used_once():
    ids = re.findall(r'\bid="([^"]+)"', sheet(samples.every_doubt(), IMPRINT).markup)
    assert len(ids) == len(set(ids))


def test_the_same_chart_has_the_same_bytes():
    assert svg_file(filed(), IMPRINT) == svg_file(filed(), IMPRINT)


def test_breaking_loses_no_letter():
    text = "short " + "x" * 300 + " end"
    assert "".join(broken(text, 100, 15)).replace(" ", "") == text.replace(" ", "")


def test_one_figure_and_none_are_drawn_too():
    assert "1" in said(filed(figure("1")))
    assert "no figure" in said(filed(None))
