"""The code to embed a chart, pasted into another site's page as its text box offers it."""

import json
import re

import pytest

from tests.browser import drawing, other_site

CHART = "/charts/regional-units-drugs-seized-2022-23/"
LONGER = "/charts/hate-crimes-by-year/"
FIXED_HEIGHT = 480
POLLS = 150  # of 100 ms
SCRIPT = re.compile(r"<script.*</script>", re.DOTALL)


@pytest.fixture(scope="module")
def elsewhere():
    """A site that has nothing to do with ours."""
    with other_site.running() as site:
        yield site


@pytest.fixture
def code(sites, page):
    """The text of the chart page's own box, as a journalist would copy it."""

    def copied(path=CHART):
        page.goto(sites.public + path)
        text = page.locator("#embed-code").input_value()
        assert f'src="{sites.public}/' in text
        return text

    return copied


def framed(page):
    """The document in the page's frame, once its chart is drawn."""
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_function(drawing.ALL_DRAWN)
    return frame


def height(page):
    """The frame's inner height in CSS pixels, without the host's border."""
    return page.locator("iframe").evaluate("(frame) => frame.clientHeight")


def content_height(frame):
    """What the chart needs."""
    return frame.evaluate(
        "Math.ceil(document.querySelector('main').getBoundingClientRect().height)"
    )


def wait_for_height(page, frame):
    """Wait until the frame is as high as its content, and return that height.

    Both are asked anew each time, since a chart may settle once more after it is first drawn.
    """
    for _ in range(POLLS):
        wanted = content_height(frame)
        if height(page) == wanted == content_height(frame):
            return wanted
        page.wait_for_timeout(100)
    raise AssertionError(f"The frame is {height(page)} high, its content {content_height(frame)}.")


def test_the_frame_shows_the_chart(elsewhere, page, code):
    page.goto(elsewhere.write(code()))
    frame = framed(page)
    assert frame.locator("canvas").evaluate(drawing.COLOURS) > 8
    assert "2,780 kg" in frame.locator("canvas").text_content()
    assert page.locator("iframe").get_attribute("title").startswith("Bar chart: ")
    source = frame.locator("a", has_text="Police Operations and Outcomes")
    assert source.get_attribute("target") == "_blank"


def test_the_frames_height_follows_its_content(elsewhere, page, code):
    page.goto(elsewhere.write(code()))
    frame = framed(page)
    wide = wait_for_height(page, frame)
    assert wide != FIXED_HEIGHT
    frame.locator("summary").click()
    page.wait_for_function("(h) => document.querySelector('iframe').clientHeight > h", arg=wide)
    wait_for_height(page, frame)
    frame.locator("summary").click()
    page.wait_for_function("(h) => document.querySelector('iframe').clientHeight === h", arg=wide)
    page.set_viewport_size({"width": 320, "height": 900})
    page.wait_for_function("(h) => document.querySelector('iframe').clientHeight !== h", arg=wide)
    wait_for_height(page, frame)
    frame.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


def test_a_hostile_style_sheet_does_not_fix_the_height(elsewhere, page, code):
    page.goto(elsewhere.write(code(), style=other_site.HOSTILE))
    assert wait_for_height(page, framed(page)) > 150


def test_two_frames_and_two_scripts_each_get_their_own_height(elsewhere, page, code):
    page.goto(elsewhere.write(code() + code(LONGER)))
    heights = []
    for place in (0, 1):
        element = page.locator("iframe").nth(place)
        element.scroll_into_view_if_needed()
        frame = element.element_handle().content_frame()
        frame.wait_for_function(drawing.ALL_DRAWN)
        wanted = content_height(frame)
        page.wait_for_function(
            "([n, h]) => document.querySelectorAll('iframe')[n].clientHeight === h",
            arg=[place, wanted],
        )
        heights.append(wanted)
    assert heights[0] != heights[1]


def test_hosts_hear_the_height_in_the_forms_that_they_know(elsewhere, page, code):
    page.goto(elsewhere.write(code()))
    frame = framed(page)
    tall = wait_for_height(page, frame)
    heard = [message["data"] for message in page.evaluate("heard")]
    objects = [data for data in heard if isinstance(data, dict)]
    texts = [json.loads(data) for data in heard if isinstance(data, str)]
    slug = CHART.split("/")[2]
    assert {"type": "pf:height", "v": 1, "id": slug, "height": tall} in objects
    assert {"sentinel": "amp", "type": "embed-size", "height": tall} in objects
    assert {"context": "iframe.resize", "src": frame.url, "height": tall} in texts
    assert {"type": "set-height", "value": tall} in texts
    assert all(data.get("height", data.get("value")) > 0 for data in objects + texts)


def test_a_forged_or_absurd_height_is_passed_over(elsewhere, page, code):
    page.goto(elsewhere.write(code()))
    frame = framed(page)
    before = wait_for_height(page, frame)
    page.evaluate("window.postMessage({ type: 'pf:height', v: 1, height: 700 }, '*')")
    for wrong in (0, 79, 3001, "700", None):
        frame.evaluate(
            "(h) => parent.postMessage({ type: 'pf:height', v: 1, height: h }, '*')", wrong
        )
    page.wait_for_function("() => heard.filter(({ data }) => data.height === null).length === 1")
    assert height(page) == before
    frame.evaluate("parent.postMessage({ type: 'pf:height', v: 1, height: 700 }, '*')")
    page.wait_for_function("() => document.querySelector('iframe').clientHeight === 700")


def test_it_works_where_the_script_was_stripped(elsewhere, page, code):
    stripped = SCRIPT.sub("", code())
    assert "<script" not in stripped
    page.goto(elsewhere.write(stripped))
    assert framed(page).locator("canvas").evaluate(drawing.COLOURS) > 8
    assert height(page) == FIXED_HEIGHT


def test_it_works_in_a_reader_without_javascript(sites, elsewhere, new_page, code):
    text = code()
    page = new_page(java_script_enabled=False)
    page.goto(elsewhere.write(text))
    frame = page.frame_locator("iframe")
    assert frame.locator(".chart-picture svg >> visible=true").count() == 1
    frame.locator("summary").click()
    assert "2,780 kg" in frame.locator("table").inner_text()


def test_no_cookie_no_storage_and_nobody_else_is_asked(sites, elsewhere, page, code):
    text = code()
    asked, cookies = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "response",
        lambda response: cookies.extend(
            value for name, value in response.headers.items() if name.lower() == "set-cookie"
        ),
    )
    page.goto(elsewhere.write(text))
    frame = framed(page)
    page.wait_for_load_state("networkidle")
    assert any(f"{CHART}embed/" in url for url in asked)
    ours = (sites.public, elsewhere.origin, "data:")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert cookies == []
    assert page.context.cookies() == []
    # The sandbox gives the frame no origin, so there is no storage that it could use.
    assert frame.evaluate("origin") == "null"
    for kept in ("localStorage", "sessionStorage"):
        with pytest.raises(Exception, match="sandboxed"):
            frame.evaluate(f"{kept}.length")


def test_an_embed_page_keeps_nothing_even_on_its_own(sites, page):
    drawing.visit(page, f"{sites.public}{CHART}embed/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.cookie") == ""
    assert page.context.cookies() == []


def test_a_figure_opens_in_a_window_of_its_own(sites, elsewhere, page, code):
    page.goto(elsewhere.write(code()))
    frame = framed(page)
    frame.locator("summary").click()
    with page.expect_popup() as opened:
        frame.locator("td a").first.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{sites.public}/figures/b63hf4dmb7fn/"
    assert opened.value.evaluate("window.opener") is None
    frame.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    with page.expect_popup() as opened:
        frame.locator(".chart-panel__links a[href*='/figures/']").first.click()
    opened.value.wait_for_url("**/figures/*/")


@pytest.mark.parametrize("path", ["/", CHART, "/releases/", "/figures/b63hf4dmb7fn/"])
def test_no_other_page_can_be_framed(sites, elsewhere, page, watch, path):
    page.goto(elsewhere.write(f'<iframe src="{sites.public}{path}"></iframe>'))
    page.wait_for_load_state("networkidle")
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame.url.startswith("chrome-error:")
    assert any("frame-ancestors" in error for error in watch.errors)
    watch.errors.clear()


def test_the_staff_site_can_not_be_framed_even_by_itself(sites, elsewhere, page, watch):
    page.goto(elsewhere.write(f'<iframe src="{sites.staff}/admin/login/"></iframe>'))
    page.wait_for_load_state("networkidle")
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame.url.startswith("chrome-error:")
    watch.errors.clear()
