/** Keys in the page and not on the canvas, where they wrap and grow: to the series, and to every kind of mark used. */

import {
  inReadingOrder,
  isAbove,
  isBelow,
  isCorrected,
  isCut,
  isDerived,
  isFigure,
  isHollow,
  isInterval,
  isLevel,
  isPartial,
} from "./figures.js";
import { outline } from "./looks.js";
import { seriesPattern } from "./patterns.js";
import { element } from "./wording.js";

const BOX = "M2 2h18v10H2z";
const SLANTS = "M3 11L11 3M9 11L17 3M15 11L19 6";
const NAMESPACE = "http://www.w3.org/2000/svg";

const KINDS = [
  { words: "Outline: an estimate, provisional or second-hand", uses: isHollow, picture: BOX },
  { words: "Hatched: covers only a part", uses: isPartial, picture: `${BOX}${SLANTS}` },
  { words: "Cross-hatched: less than this", uses: isBelow, picture: `${BOX}${SLANTS}M3 3L11 11M9 3L17 11` },
  { words: "Dotted: worked out by us", uses: isDerived, picture: BOX, dash: "1.5 3" },
  { words: "Arrow: more than this; how much more is not stated", uses: isAbove, picture: "M3 7h14M13 3l4 4-4 4" },
  { words: "Whisker: where an “about” or “almost” may lie", uses: isInterval, picture: "M3 7h16M3 3v8M19 3v8" },
  { words: "Ring: corrected or revised", uses: isCorrected, picture: "M7 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0" },
];

const BREAKS = {
  line: { words: "Not joined: cannot be compared", picture: "M7 12L9 2M13 12L15 2" },
  other: { words: "Jagged rule: not comparable across it", picture: "M9 0l4 3-4 3 4 3-4 3 4 2" },
};
const LENGTHS = { words: "Rule through a point: the days that it is for", picture: "M3 7h16M3 5v4M19 5v4" };

function drawn(parts) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 22 14");
  svg.setAttribute("aria-hidden", "true");
  for (const attributes of parts) {
    const path = document.createElementNS(NAMESPACE, "path");
    for (const [name, value] of Object.entries(attributes)) {
      path.setAttribute(name, value);
    }
    svg.append(path);
  }
  return svg;
}

function list(className, entries) {
  const made = element("ul", className);
  for (const { parts, words } of entries) {
    const item = element("li", "chart-key");
    item.append(drawn(parts), words);
    made.append(item);
  }
  return made;
}

const PATTERN_LINES = {
  rows: "M4 5h14M4 9h14",
  columns: "M7 1v12M11 1v12M15 1v12",
  grid: "M4 5h14M4 9h14M7 1v12M15 1v12",
  dots: "M6 5h2M10 5h2M14 5h2M6 9h2M10 9h2M14 9h2",
};

/** A sample of a series as it is drawn, whole and final: its first figure may be hatched, the series is not. */
function sampleOf(series, place, plan, theme) {
  const stroke = series.colour;
  const quiet = series.role === "baseline";
  if (plan.bars) {
    const name = theme.patterned && !quiet ? seriesPattern(place) : null;
    const fill = name ? "none" : stroke;
    const swatch = { d: "M4 1h14v12H4z", fill, stroke, "stroke-width": 1.5, "fill-opacity": quiet ? 0.3 : 1 };
    return name ? [swatch, { d: PATTERN_LINES[name], stroke, "stroke-width": 1.5, fill: "none" }] : [swatch];
  }
  const rule = { d: "M0 7h22", stroke, "stroke-width": 2.5, fill: "none", "stroke-dasharray": quiet ? "6 4" : "none" };
  const marker = { d: outline(series.marker, 11, 7, 4.5), fill: stroke };
  if (plan.kind === "dots") {
    return [marker];
  }
  return isLevel(series) ? [rule] : [rule, marker];
}

function nameOf(series, plan) {
  const level = plan.kind === "line" && isLevel(series) && series.points.find(isFigure);
  return level ? `${series.label}: ${level.shown}` : series.label;
}

/** Name the series beside a sample of each; null for a lone one, which needs no name. */
export function makeSeriesKey(plan, theme) {
  if (plan.series.length < 2) {
    return null;
  }
  const entries = plan.series.map((series, place) => ({
    parts: sampleOf(series, place, plan, theme),
    words: nameOf(series, plan),
  }));
  return list("chart-drawing__series", entries);
}

/** Explain each kind of mark that this chart really uses; null where every figure is exact, final and whole. */
export function makeKey(plan) {
  const points = inReadingOrder(plan).map((place) => place.point);
  const used = KINDS.filter((kind) => points.some(kind.uses));
  if (points.some(isCut)) {
    used.push(BREAKS[plan.kind] ?? BREAKS.other);
  }
  if (plan.kind === "line" && plan.uneven) {
    used.push(LENGTHS);
  }
  const sign = { fill: "none", stroke: "currentColor", "stroke-width": 1.5 };
  const entries = used.map(({ words, picture, dash }) => ({
    parts: [{ ...sign, d: picture, ...(dash ? { "stroke-dasharray": dash, "stroke-linecap": "round" } : {}) }],
    words,
  }));
  return entries.length ? list("chart-drawing__key", entries) : null;
}
