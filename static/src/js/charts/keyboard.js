/** Arrows walk through the figures, along the labels and between series; each is spoken, and Enter opens its words. */

import { inReadingOrder, isFigure } from "./figures.js";
import { spoken } from "./wording.js";

const ALONG = { ArrowRight: 1, ArrowLeft: -1 };
const ACROSS = { ArrowDown: 1, ArrowUp: -1 };

const HINTS = {
  one: "Use the left and right arrow keys to move between figures, and Enter to read the words of one.",
  several:
    "Use the left and right arrow keys to move between figures, the up and down arrow keys to move between series, " +
    "and Enter to read the words of one.",
};

const hasFigures = (series) => series.points.some(isFigure);

export const hintFor = (config) => (config.series.filter(hasFigures).length > 1 ? HINTS.several : HINTS.one);

const placeAt = (config, datasetIndex, index) => ({
  datasetIndex,
  index,
  point: config.series[datasetIndex].points[index],
});

/** The next figure of the same series, or the same one where there is no further. */
function along(config, at, step) {
  const { points } = config.series[at.datasetIndex];
  let index = at.index + step;
  while (index >= 0 && index < points.length && !isFigure(points[index])) {
    index += step;
  }
  return isFigure(points[index]) ? placeAt(config, at.datasetIndex, index) : at;
}

/** The figure of the next series at the same label, or the nearest that it has. */
function across(config, at, step) {
  let place = at.datasetIndex + step;
  while (config.series[place] && !hasFigures(config.series[place])) {
    place += step;
  }
  if (!config.series[place]) {
    return at;
  }
  const indexes = config.series[place].points.flatMap((point, index) => (isFigure(point) ? [index] : []));
  const nearest = indexes.reduce((best, one) => (Math.abs(one - at.index) < Math.abs(best - at.index) ? one : best));
  return placeAt(config, place, nearest);
}

/** Where a key leads from a place; undefined for a key that is none of ours. */
export function target(config, key, at) {
  const places = inReadingOrder(config);
  if (key === "Home" || key === "End") {
    return places.at(key === "Home" ? 0 : -1);
  }
  const step = ALONG[key] ?? ACROSS[key];
  if (step === undefined) {
    return undefined;
  }
  if (!at) {
    return places[0];
  }
  const lone = config.series.filter(hasFigures).length < 2;
  return key in ALONG || lone ? along(config, at, step) : across(config, at, step);
}

/**
 * Give an element arrows, Enter and Escape. `show(place)` marks a figure, or none for null; `say` speaks;
 * `panel()` has `open`, `close` and `isOpen`. Returns `at(place)`, to go to a figure that was clicked.
 */
export function addKeyboard(held, config, { show, say, panel }) {
  let at = null;

  function go(place) {
    at = place ?? null;
    show(at);
    say(at ? spoken(config, at) : "");
  }

  function press(event) {
    if (event.key === "Enter" && at) {
      panel().open(at);
      return true;
    }
    if (event.key === "Escape" && (at || panel().isOpen())) {
      if (panel().isOpen()) {
        panel().close();
      } else {
        go(null);
      }
      return true;
    }
    const next = target(config, event.key, at);
    if (next) {
      go(next);
    }
    return Boolean(next);
  }

  held.addEventListener("keydown", (event) => {
    if (!event.altKey && !event.ctrlKey && !event.metaKey && event.target === held && press(event)) {
      event.preventDefault();
    }
  });
  held.addEventListener("blur", () => {
    // While its words are read below, a figure stays marked.
    if (at && !panel().isOpen()) {
      go(null);
    }
  });
  return { go, where: () => at };
}
