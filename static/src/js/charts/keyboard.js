/** Left and right arrows walk through the figures; each is spoken, and Enter opens its page. */

import { inReadingOrder } from "./figures.js";
import { spoken } from "./wording.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function addKeyboard(canvas, config, { current, say, open }) {
  const places = inReadingOrder(config);
  let at = -1;

  function show() {
    const chart = current();
    const active = at < 0 ? [] : [{ datasetIndex: places[at].datasetIndex, index: places[at].index }];
    const element = at < 0 ? null : chart.getDatasetMeta(active[0].datasetIndex).data[active[0].index];
    chart.setActiveElements(active);
    chart.tooltip.setActiveElements(active, element ? { x: element.x, y: element.y } : { x: 0, y: 0 });
    chart.update("none");
    say(at < 0 ? "" : spoken(places[at]));
  }

  function target(key) {
    if (key === "Home") {
      return 0;
    }
    if (key === "End") {
      return places.length - 1;
    }
    if (key === "Escape") {
      return -1;
    }
    const step = STEPS[key];
    return step === undefined ? null : Math.min(places.length - 1, Math.max(0, at + step));
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      open(places[at].datasetIndex, places[at].index);
      return;
    }
    const next = target(event.key);
    if (next !== null) {
      event.preventDefault();
      at = next;
      show();
    }
  });
  canvas.addEventListener("blur", () => {
    if (at >= 0) {
      at = -1;
      show();
    }
  });
}
