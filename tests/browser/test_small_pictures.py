"""Kinds that no script draws: on a telephone the small picture, on a desk the wide one."""

import pytest

WEEKS = "/charts/sceptre-weeks/"
PANELS = "/charts/hate-crime-strands-panel-by-panel/"


@pytest.mark.parametrize("path", [WEEKS, PANELS])
@pytest.mark.parametrize(("width", "drawn_for"), [(320, 300), (360, 300), (1280, 720)])
def test_the_picture_that_can_be_read_is_shown_whole(sites, page, path, width, drawn_for):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(sites.public + path)
    picture = page.locator(".chart-picture svg:visible")
    assert picture.count() == 1
    assert picture.get_attribute("viewBox").split()[2] == str(drawn_for)
    frame = page.locator(".chart-picture").first
    assert frame.evaluate("(box) => box.scrollWidth - box.clientWidth") <= 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_table_of_phases_leads_to_their_operation(sites, page):
    page.goto(sites.public + WEEKS)
    table = page.locator("figure.chart table")
    assert table.locator("thead th").all_inner_texts() == ["Phase", "From", "To"]
    assert table.locator("tbody tr").count() == 7
    first = table.locator("tbody tr").first
    assert first.inner_text().split("\t")[1:] == ["16 Sep 2019", "23 Sep 2019"]
    assert first.locator("a").get_attribute("href") == "/operations/sceptre/"
