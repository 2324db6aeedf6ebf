"""Articles that embedded a chart long ago, at an address that it left, or one that is gone now."""

import re

import pytest
from django.utils import timezone

from operations.charts import acts
from operations.models import Chart
from releases import publishing
from releases.models import Release
from tests import factories
from tests.browser import drawing, looking, other_site, routes

MOVED = "regional-units-drugs-seized-2022-23"
NEW = "drugs-seized-by-regional-units"
GONE = "hate-crimes-by-year"
REASON = "It set years beside one another that were counted differently."
WITHDRAWN = "drawn-from-one-release"
COURT = "A court has asked for it."
FIXED_HEIGHT = 480


@pytest.fixture(scope="module")
def elsewhere():
    """A site that has nothing to do with ours."""
    with other_site.running() as site:
        yield site


@pytest.fixture(scope="module")
def articles(sites, browser):
    """What was pasted into articles while each chart stood; by now none does where it was."""
    with browser.new_context() as context:
        page = context.new_page()
        _a_chart_of_one_release()
        pasted = {}
        for slug in (MOVED, GONE, WITHDRAWN):
            page.goto(f"{sites.public}/charts/{slug}/")
            pasted[slug] = page.locator("#embed-code").input_value()
    acts.rename(Chart.objects.get(slug=MOVED), to=NEW, by="chief", seen="1")
    acts.take_down(Chart.objects.get(slug=GONE), reason=REASON, by="chief", seen="1")
    release = Release.objects.get(slug=WITHDRAWN)
    publishing.withdraw(release, by="chief", reason=COURT)
    return pasted


def _a_chart_of_one_release():
    edition = factories.edition(title="Seven arrests", release=factories.release(slug=WITHDRAWN))
    metric = factories.metric()
    factories.observation(edition, metric=metric)
    factories.archived(edition)
    chart = factories.chart([metric], slug=WITHDRAWN)
    publishing.archive_reference(chart, by="archivist", published_from=edition.published_from)


def frame_of(page):
    return page.locator("iframe").element_handle().content_frame()


def wait_until_it_fits(page, frame):
    """The frame is as high as what stands in it, and that is not the height of its attribute."""
    page.wait_for_function("document.querySelector('iframe').clientHeight !== 480")
    needed = frame.evaluate("document.querySelector('main').getBoundingClientRect().height")
    assert page.locator("iframe").evaluate("(f) => f.clientHeight") == pytest.approx(needed, abs=1)


def test_an_embed_with_an_old_address_follows_to_the_new_one(sites, elsewhere, page, articles):
    """Drawn, as high as it needs, and with all that the old address asked for."""
    assert f"/charts/{MOVED}/embed/?tab=chart" in articles[MOVED]
    page.goto(elsewhere.write(articles[MOVED]))
    frame = frame_of(page)
    frame.wait_for_function(drawing.ALL_DRAWN)
    assert frame.url == f"{sites.public}/charts/{NEW}/embed/?tab=chart"
    assert "2,780 kg" in frame.locator("canvas").text_content()
    wait_until_it_fits(page, frame)
    source = frame.locator("a", has_text="this chart, its figures and their words")
    assert source.get_attribute("href").endswith(f"/charts/{NEW}/")


def test_a_pinned_embed_stays_pinned(sites, elsewhere, page, articles):
    day = f"{timezone.localdate():%Y-%m-%d}"
    page.goto(elsewhere.write(articles[MOVED].replace("?tab=chart", f"?tab=chart&as_at={day}")))
    frame = frame_of(page)
    frame.wait_for_function(drawing.ALL_DRAWN)
    assert frame.url == f"{sites.public}/charts/{NEW}/embed/?tab=chart&as_at={day}"
    assert "published by now on" in frame.locator("main").inner_text()


def test_without_scripts_an_old_address_shows_the_chart_as_well(
    sites, elsewhere, new_page, articles
):
    page = new_page(java_script_enabled=False)
    page.goto(elsewhere.write(articles[MOVED]))
    # Nothing of the page can be asked by script, so the browser's own tree of frames is.
    page.wait_for_load_state("networkidle")
    frame = page.frames[1]
    assert frame.url == f"{sites.public}/charts/{NEW}/embed/?tab=chart"
    pictures = frame.locator(".chart-picture svg")  # one for each width, of which one shows
    assert any(pictures.nth(place).is_visible() for place in range(pictures.count()))


def test_a_link_to_an_old_address_ends_at_the_new_one(sites, page, articles):
    answer = page.goto(f"{sites.public}/charts/{MOVED}/?x=1#cite")
    assert page.url == f"{sites.public}/charts/{NEW}/?x=1#cite"
    assert answer.status == 200
    assert answer.request.redirected_from.response().status == 301


@pytest.mark.parametrize("width", [280, 640])
@pytest.mark.parametrize(
    ("slug", "told"),
    [
        (GONE, ["This chart was taken down", REASON]),
        (WITHDRAWN, ["This chart has been withdrawn", "Seven arrests", COURT]),
    ],
)
def test_an_embed_of_a_chart_that_is_gone_says_so_and_why(
    sites, elsewhere, new_page, articles, slug, told, width
):
    page = new_page(width=width)
    page.goto(elsewhere.write(articles[slug]))
    frame = frame_of(page)
    frame.wait_for_selector("h1")
    text = frame.locator("main").inner_text()
    for words in (*told, f"{timezone.localdate():%-d %B %Y}"):
        assert words in text
    wait_until_it_fits(page, frame)
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_popup() as opened:
        frame.get_by_role("link", name=re.compile("the charts that stand")).click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{sites.public}/charts/"


def test_the_last_title_stays_and_that_of_a_withdrawn_chart_does_not(
    sites, page, articles, content_world
):
    title = Chart.objects.get(slug=GONE).title
    assert page.goto(f"{sites.public}/charts/{GONE}/").status == 410
    assert page.locator("h1").inner_text() == title
    assert page.goto(f"{sites.public}/charts/{WITHDRAWN}/").status == 410
    assert Chart.objects.get(slug=WITHDRAWN).title not in page.locator("body").inner_text()


@pytest.mark.parametrize("shape", ["/charts/{}/", "/charts/{}/embed/"], ids=["page", "embed"])
@pytest.mark.parametrize("slug", [GONE, WITHDRAWN])
def test_the_notice_is_a_page_like_any_other(sites, browser, articles, slug, shape):
    seen = looking.look(
        browser, sites.public, routes.Address("gone chart", shape.format(slug), 410)
    )
    assert seen.violations == []
    assert (seen.sideways, seen.cut_off, seen.out_of_reach) == ([], [], [])
    assert (seen.headings.count(1), seen.double_ids, seen.language) == (1, [], "en-GB")
