"""No page of the public site sets, keeps or asks anybody for anything."""

import pytest
from django.conf import settings

from releases.models import Publisher, Release
from tests import factories
from tests.browser import routes

EVERYTHING_KEPT = """async () => ({
  cookie: document.cookie,
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {
    "cookie": "", "local": {}, "session": {}, "databases": [], "caches": [], "workers": 0
}  # fmt: skip


@pytest.mark.parametrize("address", routes.everything(), ids=str)
def test_a_page_asks_nobody_keeps_nothing_and_has_no_error(sites, page, address):
    asked, cookies, console, failed = [], [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: cookies.extend(_cookies_of(response)))
    page.on("console", lambda said: console.append(f"{said.type}: {said.text}"))
    routes.open_address(page, sites.public, address)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((sites.public, "data:"))] == []
    assert failed == []
    assert cookies == []
    assert page.context.cookies() == []
    assert page.evaluate(EVERYTHING_KEPT) == NOTHING
    # The console also notes a status of 400 or more, which is meant here.
    assert [said for said in console if f"status of {address.status}" not in said] == []


def _cookies_of(response):
    return [value for name, value in response.headers.items() if name.lower() == "set-cookie"]


def test_a_form_and_a_filter_keep_nothing_either(sites, page):
    page.goto(f"{sites.public}/releases/")
    page.locator("select[name=topic]").select_option("protest")
    page.wait_for_url("**topic=protest*")
    page.goto(f"{sites.public}/releases/?topic=protest")
    assert page.context.cookies() == []
    assert page.evaluate(EVERYTHING_KEPT) == NOTHING


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
