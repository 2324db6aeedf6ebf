"""Chromium under Playwright, which may open pages of this machine only."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from npcc_site.local import browser as local_browser

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # a container's /dev/shm is often too small
    "--no-default-browser-check",
    "--no-first-run",
]
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass
class Watch:
    """What pages did that a test should know of."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """A running Chromium (a Playwright Browser). The caller has made sure that there is one."""
    from playwright.sync_api import sync_playwright

    path = local_browser.find_chromium()
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(path), args=[*ARGUMENTS, *root], headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def context(browser: Any, watch: Watch, **options: Any) -> Iterator[Any]:
    """A browser context whose requests beyond this machine are refused and written down."""
    made = browser.new_context(locale="en-GB", timezone_id="Europe/London", **options)
    made.set_default_timeout(10_000)

    def answer(route: Any) -> None:
        url = route.request.url
        if urlsplit(url).scheme in ("data", "blob", "about") or urlsplit(url).hostname in HERE:
            route.continue_()
        else:
            watch.outside.append(url)
            route.abort()

    def listen(page: Any) -> None:
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        page.on("console", _policy_breaches(watch))

    made.route("**/*", answer)
    made.on("page", listen)
    try:
        yield made
    finally:
        made.close()


def _policy_breaches(watch: Watch) -> Any:
    def hear(message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            watch.errors.append(message.text)

    return hear
