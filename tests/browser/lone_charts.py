"""A page with one chart from a ``ChartData``, drawn by the site's own script and style.

The content does not have every kind of mark. Such a page takes the same template, style sheet and
sources as the site's; only the library's ``Chart`` is made public in it, so that a test can ask
where marks and labels really lie.
"""

import functools
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.test import override_settings

from npcc_site.local import npm
from operations.drawn import draw
from operations.series import ChartData
from tests.browser import drawing
from tests.harness import clients

ROOT = Path(__file__).resolve().parents[2]
# Built for the test: the same modules as static/src/js/charts.js, and `Chart` beside them.
_BUILD = """
import { build } from "esbuild";
const made = await build({
  stdin: {
    contents: 'import { Chart } from "chart.js"; import { drawCharts } from "./charts/draw.js";'
      + 'window.Chart = Chart; window.drawCharts = drawCharts; drawCharts();',
    resolveDir: "static/src/js",
  },
  bundle: true, charset: "utf8", format: "iife", write: false,
});
process.stdout.write(made.outputFiles[0].text);
"""
_PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A chart</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body class="govuk-template__body"><main style="padding: 8px">{chart}</main></body></html>"""

# Chart.js's own account of the drawing: where marks lie, and the box of all that is written.
_LAYOUT = """(canvas) => {
  const chart = Chart.getChart(canvas);
  const read = (one) => ({
    x: one.x, y: one.y, base: one.base, width: one.width, height: one.height,
    shown: Boolean(one.look), radius: one.options?.radius,
  });
  const marks = chart.data.datasets.map((_, place) => chart.getDatasetMeta(place).data.map(read));
  const pen = canvas.getContext("2d");
  const ticks = Object.entries(chart.scales).flatMap(([axis, scale]) =>
    scale.getLabelItems(chart.chartArea).map(({ label, font, options }) => {
      const lines = [label].flat();
      pen.save();
      pen.font = font.string;
      const wide = Math.max(...lines.map((line) => pen.measureText(line).width));
      pen.restore();
      const [x, y] = options.translation;
      const left = { left: x, center: x - wide / 2, right: x - wide }[options.textAlign];
      const high = lines.length * font.lineHeight;
      const top = axis === "x" ? y : y - high / 2;
      return { axis, words: lines.join(" "), left, right: left + wide, top, bottom: top + high };
    }));
  const { left, right, top, bottom } = chart.chartArea;
  return { marks, ticks, written: chart.written, area: { left, right, top, bottom },
           width: chart.width, height: chart.height };
}"""

# The colour of one CSS pixel of a canvas, as [red, green, blue, alpha].
_PIXEL = """(canvas, [x, y]) => {
  const density = canvas.width / canvas.clientWidth;
  return [...canvas.getContext("2d").getImageData(
    Math.round(x * density), Math.round(y * density), 1, 1).data];
}"""


@functools.cache
def _script() -> str:
    _, path = npm.npm_command()
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", _BUILD],
        cwd=ROOT, env={**os.environ, "PATH": path}, check=True, capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    return done.stdout


def show(
    page: Any, data: ChartData, *, style: str = "main", script: bool = True, **context: Any
) -> "Lone":
    """Put the chart on the page as its own page would, draw it, and return it."""
    with override_settings(**clients.PUBLIC):
        chart = render_to_string(
            "includes/chart.html", {"chart": draw(data), "page": True, **context}
        )
    page.set_content(_PAGE.format(chart=chart))
    page.add_style_tag(path=str(ROOT / "static" / "built" / f"{style}.css"))
    if script:
        page.add_script_tag(content=_script())
        drawing.wait_until_drawn(page)
    return Lone(page)


class Lone:
    """The one chart of a page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.canvas = page.locator(".chart-drawing canvas")

    def layout(self) -> dict[str, Any]:
        """Where everything of it lies, in CSS pixels of the canvas."""
        found: dict[str, Any] = self.canvas.evaluate(_LAYOUT)
        return found

    def pixel(self, x: float, y: float) -> tuple[int, ...]:
        """The colour at a place of the canvas."""
        return tuple(self.canvas.evaluate(_PIXEL, [x, y]))

    def config(self) -> dict[str, Any]:
        """The data that the page holds."""
        found: dict[str, Any] = json.loads(
            self.page.locator('figure script[type="application/json"]').text_content()
        )
        return found

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window this wide and wait until the chart follows."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function(
            """() => { const frame = document.querySelector('.chart-drawing__frame');
            return Chart.getChart(frame.querySelector('canvas')).width === frame.clientWidth; }"""
        )
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => "
                           "requestAnimationFrame(done)))")  # fmt: skip
