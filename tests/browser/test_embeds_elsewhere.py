"""Embeds in pages that are unkind to them: narrow, strict, right to left, without scripts."""

import time
from datetime import timedelta

import httpx
import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.utils import timezone

from operations.models import Observation
from releases import publishing
from tests import factories
from tests.browser import drawing, fitting, other_site
from tests.operations.test_corrections_in_public import restated
from tests.operations.test_stale_words import kept

CHART = "/charts/regional-units-drugs-seized-2022-23/"
SHAPES = {
    "bars": "regional-units-drugs-seized-2022-23",
    "long names": "weekly-hate-crime-october-2023",
    "line": "hate-crimes-by-year",
    "numbers": "protests-2-to-5-november-2023",
    "stacks": "sceptre-knives-seized-and-surrendered",
    "dots": "sceptre-knives-removed",
    "panels": "hate-crime-strands-panel-by-panel",
    "phases": "sceptre-weeks",
}
WIDTHS = (280, 320, 360, 414, 480, 560, 639, 640, 720, 900, 1100, 1400)
SANDBOX = 'sandbox="allow-scripts"'


@pytest.fixture(scope="module")
def elsewhere():
    with other_site.running() as site:
        yield site


def frame_to(address, *, sandbox=SANDBOX, width="100%"):
    return (
        f'<iframe src="{address}" title="A chart" width="{width}" height="480" {sandbox}></iframe>'
    )


def inner(page, place=0, *, drawn=True):
    frame = page.locator("iframe").nth(place).element_handle().content_frame()
    if drawn:
        frame.wait_for_function(drawing.ALL_DRAWN)
    return frame


@pytest.mark.parametrize("slug", SHAPES.values(), ids=SHAPES)
def test_no_label_is_cut_from_280_to_1400_pixels(sites, elsewhere, new_page, slug):
    page = new_page(width=1500)
    page.context.add_init_script(fitting.KEEP_WORDS)
    page.goto(elsewhere.write(frame_to(f"{sites.public}/charts/{slug}/embed/")))
    frame = inner(page)
    found = {}
    for width in WIDTHS:
        page.evaluate(
            "(width) => document.querySelector('iframe').style.width = `${width}px`", width
        )
        frame.wait_for_function(
            "(width) => innerWidth <= width && innerWidth > width - 6", arg=width
        )
        frame.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 150))")
        if misfits := fitting.misfits(frame):
            found[width] = misfits
    assert found == {}


@pytest.mark.parametrize("slug", SHAPES.values(), ids=SHAPES)
def test_no_label_is_cut_without_scripts(sites, new_page, slug):
    found = {}
    page = new_page(java_script_enabled=False)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 600})
        page.goto(f"{sites.public}/charts/{slug}/embed/")
        if misfits := fitting.misfits(page):
            found[width] = misfits
        assert page.locator("summary").count() == 1
    assert found == {}


def test_without_scripts_one_picture_and_the_table_are_there(sites, new_page):
    page = new_page(width=360, java_script_enabled=False)
    page.goto(f"{sites.public}{CHART}embed/")
    assert page.locator(".chart-picture svg >> visible=true").count() == 1
    page.locator("summary").click()
    assert "2,780 kg" in page.locator("table").inner_text()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids))


def test_a_strict_policy_of_the_page_around_it(sites, elsewhere, page, watch):
    code = frame_to(f"{sites.public}{CHART}embed/?tab=chart")
    code += f'<script async src="{sites.public}/static/embed.v1.js"></script>'
    policy = f"default-src 'none'; frame-src {sites.public}; script-src {sites.public}"
    page.goto(elsewhere.write(code, policy=policy))
    frame = inner(page)
    assert frame.locator("canvas").evaluate(drawing.COLOURS) > 8
    page.wait_for_function("document.querySelector('iframe').clientHeight !== 480")
    watch.errors.clear()  # the other site's own inline script and style, which its policy refuses


def test_a_page_that_isolates_itself_may_run_our_script(sites):
    """CORP and CORS, as a page with COEP and a script with ``crossorigin`` ask for them."""
    for path in ("/static/embed.v1.js", f"{CHART}embed/"):
        headers = httpx.get(sites.public + path).headers
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (
        httpx.get(f"{sites.public}/static/embed.v1.js").headers["Access-Control-Allow-Origin"]
        == "*"
    )


def test_a_right_to_left_page_around_it(sites, elsewhere, page):
    page.context.add_init_script(fitting.KEEP_WORDS)
    page.goto(elsewhere.write(frame_to(f"{sites.public}{CHART}embed/"), direction="rtl"))
    frame = inner(page)
    assert frame.evaluate("getComputedStyle(document.body).direction") == "ltr"
    assert fitting.misfits(frame) == []


def test_the_frame_has_its_look_and_asks_for_nothing_but_its_files(sites, elsewhere, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(elsewhere.write(frame_to(f"{sites.public}{CHART}embed/")))
    frame = inner(page)
    page.wait_for_load_state("networkidle")
    assert frame.evaluate("origin") == "null"
    assert "system-ui" in frame.evaluate("getComputedStyle(document.body).fontFamily")
    ours = [url.removeprefix(sites.public) for url in asked if url.startswith(sites.public)]
    assert [url for url in ours if not url.startswith("/static/")] == [f"{CHART}embed/"]
    kinds = frame.evaluate("performance.getEntriesByType('resource').map((e) => e.initiatorType)")
    assert set(kinds) <= {"link", "script", "other"}


THEMES = {"dark": ("light", True), "light": ("dark", False), "auto": ("dark", True)}


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_wins_over_the_readers_scheme(sites, new_page, theme):
    scheme, is_dark = THEMES[theme]
    page = new_page(color_scheme=scheme)
    page.context.add_init_script(fitting.KEEP_WORDS)
    drawing.visit(page, f"{sites.public}{CHART}embed/?theme={theme}")
    lightness = """(colour) => colour.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3"""
    body = page.evaluate("getComputedStyle(document.body).backgroundColor")
    words = page.evaluate("getComputedStyle(document.body).color")
    assert (page.evaluate(lightness, body) < 100) is is_dark
    assert (page.evaluate(lightness, words) > 150) is is_dark
    written = page.locator("canvas").evaluate(
        "(canvas) => canvas.written.map(({ colour }) => colour)"
    )
    shades = [sum(bytes.fromhex(colour[1:7])) / 3 for colour in written]
    assert len(shades) > 5
    assert all((shade > 150) is is_dark for shade in shades)


# --- WordPress ------------------------------------------------------------------------------------

SECRET = "abcDEF1234"
# What the host's own script does with messages of a frame that it knows by its secret.
WORDPRESS = """<script>
  window.addEventListener("message", ({ data, source }) => {
    if (!data || !data.secret || /[^a-zA-Z0-9]/.test(data.secret)) return;
    for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
      if (source !== frame.contentWindow) continue;
      if (data.message === "height") {
        frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
      }
      if (data.message === "link") {
        const [ours, theirs] = [new URL(frame.src), new URL(data.value)];
        if (ours.host === theirs.host && document.activeElement === frame) {
          window.top.location.href = data.value;
        }
      }
    }
  });
</script>"""


def as_wordpress_shows(html):
    """Scripts off, few attributes kept, a secret in the address, a sandbox without our origin."""
    frame = BeautifulSoup(html, "html.parser").find("iframe")
    kept = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling"}
    attributes = {name: frame[name] for name in frame.attrs if name in kept | {"title"}}
    attributes["src"] += f"#?secret={SECRET}"
    told = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return (
        f'<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" {told} '
        f'data-secret="{SECRET}"></iframe>'
    )


@pytest.fixture
def discovered(sites):
    """The answer that WordPress finds by the link in the chart's page."""
    page = BeautifulSoup(httpx.get(sites.public + CHART).content, "html.parser")
    link = page.find("link", rel="alternate", type="application/json+oembed")["href"]
    answer = httpx.get(f"{link}&maxwidth=600&maxheight=900").json()
    assert answer["type"] == "rich"
    return as_wordpress_shows(answer["html"])


def test_wordpress_shows_the_chart_and_fits_its_height(elsewhere, page, discovered):
    page.goto(elsewhere.write(WORDPRESS + discovered))
    frame = inner(page)
    assert frame.locator("canvas").evaluate(drawing.COLOURS) > 8
    wanted = frame.evaluate("document.querySelector('main').getBoundingClientRect().height")
    page.wait_for_function(
        "(h) => Math.abs(+document.querySelector('iframe').height - h) < 2", arg=wanted
    )


def test_wordpress_without_its_script_shows_the_chart_at_a_fixed_height(
    elsewhere, page, discovered
):
    page.goto(elsewhere.write(discovered))
    frame = inner(page)
    assert frame.locator("canvas").is_visible()
    assert page.locator("iframe").get_attribute("height") == "480"


def test_a_link_in_wordpress_is_followed_by_the_page_around_it(sites, elsewhere, page, discovered):
    page.goto(elsewhere.write(WORDPRESS + discovered))
    frame = inner(page)
    frame.locator("summary").click()
    frame.locator("td a").first.click()
    page.wait_for_url(f"{sites.public}/figures/*/")


def test_a_reader_of_wordpress_without_scripts_has_picture_and_table(
    elsewhere, new_page, discovered
):
    page = new_page(java_script_enabled=False)
    page.goto(elsewhere.write(discovered))
    frame = page.frame_locator("iframe")
    assert frame.locator(".chart-picture svg >> visible=true").count() == 1
    frame.locator("summary").click()
    assert "2,780 kg" in frame.locator("table").inner_text()


# --- an article that stays open -------------------------------------------------------------------


def six_charts():
    """Six public charts, of one figure or two each; the figure that will be corrected."""
    since = timezone.now() - timedelta(days=2)
    with transaction.atomic():
        for number in range(6):
            release = factories.release(slug=f"release-{number}")
            edition = factories.edition(release=release)
            metric = factories.metric(slug=f"metric-{number}", name=f"Arrests {number}")
            for part, value in enumerate((5287 + number, 4100 + number)):
                factories.observation(
                    edition, f"{value} arrests", value=value, metric=metric,
                    category=factories.category(name=f"Part {number}.{part}"),
                )  # fmt: skip
            factories.chart([metric], slug=f"chart-{number}", release=release, along="category",
                            is_horizontal=True)  # fmt: skip
            factories.archived(edition, published_from=since)
    return Observation.objects.get(value=5287)


def test_one_of_six_embeds_is_corrected_while_the_article_is_open(
    world, world_sites, elsewhere, page
):
    figure = six_charts()
    code = "".join(frame_to(f"{world_sites.public}/charts/chart-{n}/embed/") for n in range(6))
    page.goto(elsewhere.write(code))
    frames = [inner(page, place) for place in range(6)]
    for place, frame in enumerate(frames):
        assert f"{5287 + place:,}" in frame.locator("table").text_content()
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    draft = restated(figure, 5827, "correction", "Two digits had changed places.")
    Observation.objects.filter(edition=draft).update(category=figure.category)
    publishing.submit(draft, by="writer")
    moment = publishing.approve(draft, by="chief", answers=kept(draft))
    while timezone.now() < moment + timedelta(seconds=1):
        time.sleep(0.2)
    # The article has what it had, and nobody asks by themselves.
    page.wait_for_timeout(1500)
    assert asked == []
    assert "5,287" in frames[0].locator("table").text_content()
    frames[0].evaluate("location.reload()")
    frames[0].wait_for_selector(".embed__corrections")
    said = frames[0].locator(".embed__corrections").inner_text()
    assert "Corrected on" in said
    assert "5,827" in said
    assert "was 5,287" in said
    assert "5,827" in frames[0].locator("table").text_content()
    assert [frame.locator(".embed__corrections").count() for frame in frames] == [1, 0, 0, 0, 0, 0]
    assert page.url.startswith(elsewhere.origin)
