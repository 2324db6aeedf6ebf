"""The picture beside a link: of a fixed size, and nothing on it is cut."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from operations.renderers.raster import large_card
from operations.renderers.social_card import LARGE, card
from operations.series import Caption, ChartData
from tests.operations.renderers.filed import IMPRINT, PAST, filed
from tests.operations.renderers.geometry import NAMESPACE, shown
from tests.operations.renderers.seen import pixels
from tests.operations.renderers.test_pixels import CHARTS

PLACED = re.compile(r"translate\((\S+) (\S+)\)(?: scale\((\S+)\))?")
LONG = "A finding as long as two hundred letters, since its editor had so much to say of it; " * 2


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
def test_nothing_on_a_card_is_cut(chart: ChartData) -> None:
    long = replace(chart, caption=replace(chart.caption, title=LONG[:200]))
    for one in (chart, long):
        drawn = card(one, IMPRINT, LARGE)
        root = ElementTree.fromstring(drawn.markup)  # noqa: S314
        own = " ".join(shown_outside(root))
        assert one.caption.title.split() == own.split()[: len(one.caption.title.split())]
        assert "Police Operations and Outcomes" in own
        (group,) = root.findall(f"{NAMESPACE}g")
        x, y, scale = map(
            float,
            re.fullmatch(
                r"translate\((\S+) (\S+)\)(?: scale\((\S+)\))?", group.get("transform")
            ).groups("1"),
        )
        picture = group.find(f"{NAMESPACE}svg")
        assert x >= 0
        assert x + float(picture.get("width")) * scale <= 1_200
        assert y + float(picture.get("height")) * scale <= 628
        lowest_of_title = max(float(t.get("y")) for t in root.findall(f"{NAMESPACE}text")[:1])
        assert y > lowest_of_title


def shown_outside(root: ElementTree.Element) -> list[str]:
    """What the card writes itself, beside the picture in it."""
    inner = {id(text) for group in root.findall(f"{NAMESPACE}g") for text in group.iter()}
    return [
        " ".join(text.itertext()) for text in root.iter(f"{NAMESPACE}text") if id(text) not in inner
    ]


def test_a_card_of_the_past_says_so() -> None:
    root = ElementTree.fromstring(card(filed(), PAST).markup)  # noqa: S314
    assert any("as at 12 November 2023" in text for text in shown(root))


def test_a_title_in_capitals_fits_too() -> None:
    wide = filed(caption=Caption(title="WWWWWWWW " * 12))
    assert pixels(large_card(wide, IMPRINT)).size == (1_200, 628)
