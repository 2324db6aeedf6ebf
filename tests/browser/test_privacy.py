"""Nothing is kept of a reader, and a film asks its host only when somebody plays it.

That no page asks another machine or keeps anything by itself is seen in test_every_page.
"""

import pytest
from django.conf import settings

from releases.models import Publisher, Release
from tests import factories
from tests.browser.looking import EVERYTHING_KEPT, NOTHING_KEPT


def test_a_form_and_a_filter_keep_nothing_either(sites, page):
    page.goto(f"{sites.public}/releases/")
    page.locator("select[name=topic]").select_option("protest")
    page.wait_for_url("**topic=protest*")
    page.goto(f"{sites.public}/releases/?topic=protest")
    assert page.context.cookies() == []
    assert page.evaluate(EVERYTHING_KEPT) == NOTHING_KEPT


# --- films ---------------------------------------------------------------------------------------

HOST = "www.youtube-nocookie.com"
FILM = f"https://{HOST}/embed/abc123"


@pytest.fixture
def released(world_sites):
    """The address of a release with a film, in a world of its own."""
    release = factories.release(slug="a-film", publisher=factories.publisher(name="A council"))
    factories.archived(factories.edition(release=release, title="Watch the summit", video_url=FILM))
    assert Release.objects.count() == Publisher.objects.count() == 1
    return f"{world_sites.public}/releases/a-film/"


def test_a_film_asks_its_host_only_after_the_click(released, page, watch):
    assert HOST in settings.VIDEO_HOSTS
    page.goto(released)
    page.wait_for_load_state("networkidle")
    assert watch.outside == []
    assert page.locator("iframe").count() == 0
    assert HOST not in page.locator("head").inner_html()  # no preconnect either
    assert "YouTube" in page.locator(".video").inner_text()
    button = page.locator(".video").get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    frame = page.locator(".video iframe")
    frame.wait_for()
    page.wait_for_load_state("networkidle")
    assert frame.get_attribute("title") == "Watch the summit"
    assert frame.get_attribute("src") == f"{FILM}?autoplay=1"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert watch.outside == [f"{FILM}?autoplay=1"]
    watch.outside.clear()


def test_without_javascript_a_film_is_a_link(released, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(released)
    assert page.locator(".video").get_by_role("link").get_attribute("href") == FILM
    assert not page.locator(".video button").is_visible()
    assert page.locator("iframe").count() == 0
