/** Words beside the canvas: numbers on the axis, what is spoken of a figure. */

import { caveats, nameOf } from "./figures.js";

const PLAIN = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });
const COMPACT_FROM = 1_000_000;

export function tick(value, unit) {
  const sign = value < 0 ? "−" : "";
  const size = Math.abs(value);
  const number = size >= COMPACT_FROM ? SHORT.format(size).toLowerCase() : PLAIN.format(size);
  if (unit === "GBP" || unit === "£") {
    return `${sign}£${number}`;
  }
  return unit === "percent" || unit === "%" ? `${sign}${number}%` : `${sign}${number}`;
}

export function spoken(config, place) {
  return [`${nameOf(config, place)}: ${place.point.shown}`, ...caveats(place.point)].join(". ");
}

export function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
