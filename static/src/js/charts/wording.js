/** Words on the canvas: numbers on the axis, labels that fit, what a tooltip says. */

import { caveats } from "./figures.js";

const PLAIN = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });
const COMPACT_FROM = 1_000_000;

/** Below this width, in pixels, a chart is drawn for a narrow screen. */
export const NARROW = 520;

export function tick(value, unit) {
  const sign = value < 0 ? "−" : "";
  const size = Math.abs(value);
  const number = size >= COMPACT_FROM ? SHORT.format(size).toLowerCase() : PLAIN.format(size);
  if (unit === "GBP" || unit === "£") {
    return `${sign}£${number}`;
  }
  return unit === "percent" || unit === "%" ? `${sign}${number}%` : `${sign}${number}`;
}

/** Break words into lines of about `width` characters; Chart.js takes a list as lines. */
export function wrapped(text, width) {
  const lines = [];
  for (const word of String(text).split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length + 1 <= width) {
      lines[last] += ` ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.length > 1 ? lines : lines[0];
}

export function tooltipLines(point, width) {
  const lines = point.words ? [`“${point.words}”`] : [];
  return [...lines, ...caveats(point)].flatMap((line) => wrapped(line, width));
}

export function spoken(place) {
  const { label, series, point } = place;
  const name = series && series !== label ? `${series}, ${label}` : label;
  return [`${name}: ${point.shown}`, ...caveats(point)].join(". ");
}
