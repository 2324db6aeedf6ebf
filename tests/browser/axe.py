"""axe-core in the page: what it finds of WCAG 2.2 AA, in words that lead to the element."""

import contextlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

SCRIPT = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# These must have had something to pass before a run counts: an empty page has no fault either.
NEEDED_RULES = {"color-contrast", "document-title", "html-has-lang"}
# The four looks of a page. Two pages (with scripts and without) share them, so that any two of
# width, scheme and scripts meet; with DRILL=1 each page is looked at in all four.
LOOKS = ((1280, "light"), (320, "dark"), (1280, "dark"), (320, "light"))

# What is folded away is checked too: details, and the menu of a narrow screen.
OPEN_ALL = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const menu = document.querySelector(".govuk-js-service-navigation-toggle");
  if (menu && !menu.hidden && menu.getAttribute("aria-expanded") === "false") menu.click();
}"""

# Started in every page and then awaited in each, so that two pages are examined at the same time.
# The admin fades from one scheme's colours to the other's: half-way they are nobody's choice.
START = """(tags) => {
  const settled = Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  window.axeRuns = settled.then(() => axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations", "passes"],
    preload: false,  // it would write styles into the page, which our policy forbids
  }));
}"""
COLLECT = """async () => {
  const { violations, passes } = await window.axeRuns;
  return {
    passed: passes.map(({ id }) => id),
    violations: violations.flatMap(({ id, nodes }) => nodes.map((node) =>
      `${id}: ${node.target.join(" ")} ${node.html.slice(0, 160)} `
      + `(${node.failureSummary.replace(/\\s+/g, " ")})`)),
  };
}"""


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


@contextlib.contextmanager
def scripts(page: Any, *, on: bool) -> Iterator[None]:
    """Load pages within this as a browser with or without JavaScript would.

    Without, the page is parsed and drawn with scripts forbidden (``noscript`` is shown); only then
    are they allowed again, since axe is one.
    """
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setScriptExecutionDisabled", {"value": not on})
    try:
        yield
    finally:
        session.send("Emulation.setScriptExecutionDisabled", {"value": False})
        session.detach()


def violations(pages: dict[str, Any]) -> list[str]:
    """Everything that axe objects to on the pages as they stand, one page in every look.

    The pages are named by how they were loaded; the names are repeated beside what is found.
    """
    for page in pages.values():
        page.evaluate(_script())
    found = []
    for turn in zip(*_dealt(len(pages)), strict=True):
        looks = dict(zip(pages, turn, strict=True))
        for name, (width, scheme) in looks.items():
            pages[name].set_viewport_size({"width": width, "height": 900})
            pages[name].evaluate(OPEN_ALL)
            pages[name].emulate_media(color_scheme=scheme)
            pages[name].evaluate(START, TAGS)
        for name, (width, scheme) in looks.items():
            seen = pages[name].evaluate(COLLECT)
            assert set(seen["passed"]) >= NEEDED_RULES
            found += [f"{name}, {width} px, {scheme}: {one}" for one in seen["violations"]]
    return found


def _dealt(pages: int) -> list[tuple[tuple[int, str], ...]]:
    """The looks of each of so many pages."""
    share = len(LOOKS) if os.environ.get("DRILL") else len(LOOKS) // pages
    return [tuple(LOOKS[(page * share + turn) % len(LOOKS)] for turn in range(share))
            for page in range(pages)]  # fmt: skip
