"""Which pictures a page gets of a chart."""

import re

import pytest

from operations.drawn import draw, with_narrow_picture
from tests.operations import samples


def idents(markup: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', markup)


@pytest.mark.parametrize(
    "chart", [samples.multiples(), samples.timeline(), samples.forces()], ids=lambda c: c.kind
)
def test_kinds_that_keep_their_picture_have_one_for_small_screens_too(chart):
    markup = draw(chart).picture
    assert markup.count("<svg") == 2
    assert re.findall(r'viewBox="0 0 (\d+) ', markup) == ["720", "300"]
    assert len(idents(markup)) == len(set(idents(markup)))
    assert with_narrow_picture(draw(chart), chart).picture == markup


@pytest.mark.parametrize(
    "chart", [samples.drugs(), samples.stack(), samples.hedged(), samples.hate_crime_by_year()]
)
def test_kinds_that_a_script_draws_have_one_picture(chart):
    assert draw(chart).picture.count("<svg") == 1


def test_a_big_number_needs_no_picture():
    assert draw(samples.one_figure()).picture == ""
