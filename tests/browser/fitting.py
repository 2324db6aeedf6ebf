"""Whether all that a chart says can be read: nothing cut, nothing beyond its box, no scroll bar."""

from typing import Any

# Before any script of a page: what a canvas writes is kept beside it, with its box and colour.
KEEP_WORDS = """(() => {
  const prototype = CanvasRenderingContext2D.prototype;
  const { fillText, clearRect } = prototype;
  prototype.clearRect = function (...area) {
    this.canvas.written = [];
    return clearRect.apply(this, area);
  };
  prototype.fillText = function (text, x, y, ...rest) {
    const size = this.measureText(text);
    const turned = this.getTransform();
    const corners = [
      [x - size.actualBoundingBoxLeft, y - size.actualBoundingBoxAscent],
      [x + size.actualBoundingBoxRight, y + size.actualBoundingBoxDescent],
    ].map(([across, down]) => turned.transformPoint({ x: across, y: down }));
    (this.canvas.written ??= []).push({ text, corners, colour: this.fillStyle });
    return fillText.call(this, text, x, y, ...rest);
  };
})();"""

# Every complaint as a sentence; a pixel is forgiven, since boxes are rounded.
MISFITS = """() => {
  const found = [];
  const page = document.documentElement;
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const forEars = ".govuk-visually-hidden, .chart-drawing__hint";
  const isForEars = (one) => one.closest(forEars);
  if (page.scrollWidth > innerWidth) {
    found.push(`The page is ${page.scrollWidth} wide in ${innerWidth}.`);
  }
  for (const one of document.querySelectorAll("body *")) {
    if (!shown(one) || isForEars(one) || one.closest("svg") || one.tagName === "CANVAS") continue;
    const box = one.getBoundingClientRect();
    if (box.width && (box.right > innerWidth + 1 || box.left < -1)) {
      found.push(`${one.tagName}.${one.className} ends at ${Math.round(box.right)}.`);
    }
    if (one.clientWidth && one.scrollWidth > one.clientWidth + 1) {
      const flow = getComputedStyle(one).overflowX;
      if (flow !== "visible") {
        found.push(`${one.tagName}.${one.className} scrolls or cuts: ${one.scrollWidth}.`);
      }
    }
  }
  for (const text of document.querySelectorAll("svg text")) {
    if (!shown(text) || !text.textContent.trim()) continue;
    const picture = text.ownerSVGElement.getBoundingClientRect();
    const box = text.getBoundingClientRect();
    const left = Math.max(0, picture.left) - 1;
    const right = Math.min(innerWidth, picture.right) + 1;
    const isCutAbove = box.top < picture.top - 1 || box.bottom > picture.bottom + 1;
    if (box.left < left || box.right > right || isCutAbove) {
      found.push(`“${text.textContent}” is cut in the picture.`);
    }
    const size = parseFloat(text.getAttribute("font-size")) * picture.width /
      text.ownerSVGElement.viewBox.baseVal.width;
    if (size < 8) found.push(`“${text.textContent}” is ${size.toFixed(1)} px high.`);
  }
  for (const canvas of document.querySelectorAll("canvas")) {
    if (!shown(canvas)) continue;
    if (!canvas.written?.length) found.push("A canvas has no words.");
    for (const { text, corners } of canvas.written ?? []) {
      const across = corners.map(({ x }) => x);
      const down = corners.map(({ y }) => y);
      const isOut = Math.min(...across) < -2 || Math.max(...across) > canvas.width + 2 ||
        Math.min(...down) < -2 || Math.max(...down) > canvas.height + 2;
      if (isOut) found.push(`“${text}” is cut on the canvas.`);
    }
  }
  return found;
}"""


def misfits(frame: Any) -> list[str]:
    """What of the page or the frame can't be read whole."""
    found: list[str] = frame.evaluate(MISFITS)
    return found
