"""Bytes on the wire, moments of a first visit, and the work of an article full of frames."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from threading import Thread
from typing import Any

from tests.harness import browsers

SLOWED = 4  # a newsroom reader's telephone: Lighthouse's own factor for its mobile device
VISITS = 5
WIDTHS = (360, 1280)
FRAMES = 10

# What the page itself knows of its first visit, in milliseconds from its beginning.
MOMENTS = """() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const drawn = performance.getEntriesByName("chart-drawn")[0];
  return {
    painted: paint ? paint.startTime : null,
    drawn: drawn ? drawn.startTime : null,
    shift: window.__shift,
    blocked: window.__long,
  };
}"""
WATCH = """
  window.__shift = 0; window.__long = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => {
    if (!one.hadRecentInput) window.__shift += one.value;
  })).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => {
    window.__long += Math.max(0, one.duration - 50);
  })).observe({ type: "longtask", buffered: true });
  new MutationObserver(() => {
    if (performance.getEntriesByName("chart-drawn").length) return;
    if (document.querySelector("figure[data-chart-ready]")) performance.mark("chart-drawn");
  }).observe(document, { subtree: true, attributes: true, childList: true });
"""


@dataclass(frozen=True)
class Weight:
    """Bytes of one first visit: of the page, compressed, and of all that it asks for."""

    page: int
    files: int

    @property
    def whole(self) -> int:
        return self.page + self.files


@dataclass(frozen=True)
class Visit:
    """Milliseconds to first picture and drawn chart; layout shift; how far tasks exceed 50 ms."""

    painted: float
    drawn: float | None
    shift: float
    blocked: float


def weigh(browser: Any, address: str) -> Weight:
    """The bytes of a first visit. The page's own are counted as gzip makes them, since the server
    in front compresses pages; files are counted as they came, compressed beforehand.
    """
    page_bytes, file_bytes = 0, 0
    with browsers.context(browser, browsers.Watch()) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        ended: list[dict[str, Any]] = []
        urls: dict[str, str] = {}
        session.on(
            "Network.responseReceived",
            lambda m: urls.update({m["requestId"]: m["response"]["url"]}),
        )
        session.on("Network.loadingFinished", lambda message: ended.append(message))
        answer = page.goto(address, wait_until="networkidle")
        page_bytes = len(gzip.compress(answer.body(), 6, mtime=0))
        file_bytes = sum(
            int(one["encodedDataLength"]) for one in ended if urls.get(one["requestId"]) != address
        )
    return Weight(page_bytes, file_bytes)


def visit(browser: Any, address: str, width: int) -> Visit:
    """One first visit with the processor slowed, and nothing kept from an earlier one."""
    size = {"width": width, "height": 900}
    with browsers.context(browser, browsers.Watch(), viewport=size) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(300)
        told = page.evaluate(MOMENTS)
    return Visit(told["painted"], told["drawn"], told["shift"], told["blocked"])


def typical(browser: Any, address: str) -> Visit:
    """The median of several visits, each figure by itself; the worst of the layout shifts.

    Every other visit is one by a telephone's width.
    """
    visits = [visit(browser, address, WIDTHS[one % len(WIDTHS)]) for one in range(VISITS)]
    drawn = [one.drawn for one in visits if one.drawn is not None]
    return Visit(
        median(one.painted for one in visits),
        median(drawn) if drawn else None,
        max(one.shift for one in visits),
        median(one.blocked for one in visits),
    )


def article(frames: str) -> bytes:
    """A page of another site that holds these frames, one under the other, none of them lazy."""
    held = frames.replace('loading="lazy"', "")
    return f"<!doctype html><html lang=en><title>Article</title><body>{held}</body></html>".encode()


def main_thread_of_frames(browser: Any, code: str, count: int = FRAMES) -> tuple[float, float]:
    """Milliseconds of work of the main threads for an article with `count` frames, the processor
    slowed; and the longest single task among them.
    """
    body = article(code * count)
    with _Serving(body) as origin, browsers.context(browser, browsers.Watch()) as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        browser.start_tracing(page=page, categories=["devtools.timeline", "toplevel", "__metadata"])
        page.goto(origin, wait_until="networkidle")
        page.wait_for_timeout(1_000)
        events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        one["dur"] / 1_000
        for one in events
        if one["name"].endswith("RunTask") and (one["pid"], one["tid"]) in main
    ]
    return sum(tasks), max(tasks, default=0.0)


class _Serving:
    """Another site, which answers every address with one page."""

    def __init__(self, body: bytes) -> None:
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            log_message: Callable[..., None] = lambda *_: None

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)

    def __enter__(self) -> str:
        Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()
