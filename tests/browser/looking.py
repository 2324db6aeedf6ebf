"""One visit to a page, with scripts and without, and everything that tests wish to know of it.

A page is opened once and examined by all: loading each for each question takes too long.
"""

import contextlib
from dataclasses import dataclass, field
from typing import Any

from playwright import sync_api

from tests.browser import axe, routes
from tests.harness import browsers

# 1,280 px at 400 % is a screen of 320 CSS pixels (WCAG 1.4.10).
NARROW = {"width": 320, "height": 256}

TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1)
    .map((one) => `${one.tagName}.${one.className}`.slice(0, 80))
    .concat(`the page is ${document.documentElement.scrollWidth} px wide`);
}"""

# An element may scroll inside itself, but then the keyboard must reach it (WCAG 2.1.1).
SCROLLS_WITHOUT_FOCUS = """() => [...document.querySelectorAll("*")].filter((one) =>
  one.scrollWidth > one.clientWidth + 1 && one.checkVisibility()
  && ["auto", "scroll"].includes(getComputedStyle(one).overflowX)
  && one.tabIndex < 0 && !one.querySelector("a[href], button, summary")
).map((one) => `${one.tagName}.${one.className}`)"""

# Words that end outside their own box and so can't be read.
CUT_OFF = """() => [...document.querySelectorAll("h1, h2, h3, p, li, dt, dd, a, button, label")]
  .filter((one) => {
    const style = getComputedStyle(one);
    return one.checkVisibility() && style.overflowX === "hidden"
      && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
  }).map((one) => `${one.tagName}: ${one.textContent.trim().slice(0, 60)}`)"""

EVERYTHING_KEPT = """async () => ({
  cookie: document.cookie,
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING_KEPT = {
    "cookie": "", "local": {}, "session": {}, "databases": [], "caches": [], "workers": 0
}  # fmt: skip

LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"""
DOUBLE_IDS = """() => [...document.querySelectorAll("[id]")].map((one) => one.id)
  .filter((id, at, ids) => ids.indexOf(id) !== at)"""


@dataclass
class Seen:
    """What was seen of one address; the lists name what should not be there."""

    title: str = ""
    language: str = ""
    headings: list[int] = field(default_factory=list)
    double_ids: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    cookies: list[Any] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)
    sideways: list[str] = field(default_factory=list)
    out_of_reach: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


def look(browser: Any, origin: str, address: routes.Address) -> Seen:
    """Visit the address in fresh contexts: two, with scripts and without."""
    seen, watch = Seen(), browsers.Watch()
    with contextlib.ExitStack() as stack:
        pages = {}
        for name, on in (("with scripts", True), ("without", False)):
            size = {"width": 1280, "height": 900}
            context = stack.enter_context(browsers.context(browser, watch, viewport=size))
            page = pages[name] = context.new_page()
            _listen(page, seen)
            with axe.scripts(page, on=on):
                routes.open_address(page, origin, address, scripts=on)
        _read(pages["with scripts"], seen)
        for page in pages.values():
            _measure(page, seen)
        seen.violations = axe.violations(pages)
        for page in pages.values():
            seen.cookies += page.context.cookies()
        seen.kept = pages["with scripts"].evaluate(EVERYTHING_KEPT)
    seen.asked += watch.outside
    seen.console += watch.errors
    return seen


def _listen(page: Any, seen: Seen) -> None:
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("requestfailed", lambda request: seen.failed.append(request.url))
    page.on("console", lambda said: seen.console.append(f"{said.type}: {said.text}"))
    page.on(
        "response",
        lambda response: seen.cookies.extend(
            value for name, value in response.headers.items() if name.lower() == "set-cookie"
        ),
    )


def _read(page: Any, seen: Seen) -> None:
    seen.title = page.title()
    seen.language = page.locator("html").get_attribute("lang")
    seen.headings = page.evaluate(LEVELS)
    seen.double_ids = page.evaluate(DOUBLE_IDS)


def _measure(page: Any, seen: Seen) -> None:
    page.set_viewport_size(NARROW)
    page.evaluate(axe.OPEN_ALL)
    # A canvas hears of its new size only when the page has been laid out.
    with contextlib.suppress(sync_api.TimeoutError):
        page.wait_for_function(f"() => ({TOO_WIDE})().length === 0", timeout=2_000)
    seen.sideways += page.evaluate(TOO_WIDE)
    seen.out_of_reach += page.evaluate(SCROLLS_WITHOUT_FOCUS)
    seen.cut_off += page.evaluate(CUT_OFF)
