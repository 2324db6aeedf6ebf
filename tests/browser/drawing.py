"""Charts as a page holds them: the data, the table beside it, and the canvas that is drawn."""

import json
from dataclasses import dataclass
from typing import Any

NO_FIGURE = "no figure"

# A cell's own words, without the column of notes.
READ = """(figure) => {
  const words = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".cell-note").forEach((note) => note.remove());
    return copy.textContent.replace(/\\s+/g, " ").trim();
  };
  const cells = (row) => [...row.cells].filter((cell) => cell.dataset.notes === undefined);
  const table = figure.querySelector("table");
  const script = figure.querySelector('script[type="application/json"]');
  return {
    slug: figure.id.replace(/^chart-/, ""),
    config: script && script.textContent,
    head: cells(table.tHead.rows[0]).map(words),
    rows: [...table.tBodies[0].rows].map((row) => cells(row).map(words)),
    links: [...table.tBodies[0].rows].map((row) =>
      cells(row).map((cell) => cell.querySelector("a")?.getAttribute("href") ?? "")),
    tiles: [...figure.querySelectorAll(".number__value")].map(words),
  };
}"""

# How many different colours a drawing has: an empty canvas has one, no colour at all.
COLOURS = """(canvas) => {
  const pixels = new Uint32Array(
    canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size;
}"""

ALL_DRAWN = """() => [...document.querySelectorAll("figure[data-chart]")]
  .every((figure) => figure.dataset.chartReady === "true")"""


@dataclass(frozen=True)
class OnPage:
    """One chart's parts; ``config`` is None where numbers are shown instead of a picture."""

    slug: str
    config: dict[str, Any] | None
    head: list[str]
    rows: list[list[str]]
    links: list[list[str]]
    tiles: list[str]

    def points(self) -> list[dict[str, Any]]:
        """Every figure of the data in the order in which it is spoken; gaps are left out."""
        assert self.config is not None
        series = [one["points"] for one in self.config["series"]]
        return [point for place in zip(*series, strict=True) for point in place if point]


def charts_on(page: Any) -> list[OnPage]:
    """Every chart of the page."""
    read = [figure.evaluate(READ) for figure in page.query_selector_all("figure.chart")]
    for one in read:
        one["config"] = json.loads(one["config"]) if one["config"] else None
    return [OnPage(**one) for one in read]


def wait_until_drawn(page: Any) -> None:
    """Return once every canvas of the page is drawn; fails after ten seconds."""
    page.wait_for_function(ALL_DRAWN)


def visit(page: Any, address: str) -> None:
    """Open a page and wait for its charts."""
    assert page.goto(address).ok
    wait_until_drawn(page)
