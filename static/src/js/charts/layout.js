/** How a chart lies at a width: upright or lying, along true time or evenly, with or without words at its marks. */

import { isAbove, isCorrected, isFigure } from "./figures.js";
import { face, LINE, SIZE, widest, wrapped } from "./text.js";

export const ARROW = 14;
export const RING_ROOM = 10;
const AXIS_ROOM = 64;
const ROW = 34;
const FURNITURE = 44;
const LABELLED_UP_TO = 14;
const LABELLED_DOTS = 24;
const MOST_LINES_BELOW = 3;
const MOST_BESIDE = 210;
const MOST_FOR_VALUE = 150;
// Narrower bars say nothing of how long their periods are. The same rule as in the server's picture:
// `narrowest` and `NARROWEST` of operations/renderers/time_bars.py.
const NARROWEST_BAR = 5;
const MONTHS_DIFFER_BY = 1.15;
// Neighbouring bars are seldom of one height, so their words may reach a little over them.
const OVERHANG = 1.15;

const isBars = (config) => config.kind === "bar" || config.kind === "stacked";

export const figuresOf = (config) => config.series.flatMap((series) => series.points.filter(isFigure));

/** What is written at a figure's mark, without the noun that the axis names. */
export const atMark = (point) => point.short ?? point.shown;

/** Whether bars can be as wide as their periods. */
function fitsTime(config, width) {
  if (!config.time || config.kind === "dots") {
    return false;
  }
  if (config.kind === "line") {
    return true;
  }
  if (config.time.some(({ from }, place) => place && from < config.time[place - 1].to)) {
    return false;
  }
  const whole = config.time.at(-1).to - config.time[0].from;
  const share = config.kind === "stacked" ? 1 : config.series.length;
  const narrowest = Math.min(...config.time.map(({ from, to }) => to - from)) / share;
  return !config.horizontal && ((width - AXIS_ROOM) * narrowest) / whole >= NARROWEST_BAR;
}

/** Whether some periods are longer than months and years naturally are: `lengths_differ` in timing.py. */
function lengthsDiffer(time) {
  const days = time.map(({ from, to }) => to - from);
  return Math.max(...days) > Math.min(...days) * MONTHS_DIFFER_BY;
}

/** Whether the labels of upright bars fit beneath them in short lines. */
function fitsBelow(config, width, font) {
  const room = (width - AXIS_ROOM) / Math.max(1, config.labels.length) - 8;
  return config.labels.every((label) => {
    const lines = wrapped(label, room, font);
    return lines.length <= MOST_LINES_BELOW && widest(lines, font) <= room;
  });
}

/** The chart as it is drawn at this width; upright bars lie down where their labels would not fit. */
export function laidOut(config, width, theme) {
  const font = face(theme.font);
  const timed = fitsTime(config, width);
  const liesDown = isBars(config) && !timed && !config.time && !fitsBelow(config, width, font);
  const plan = {
    ...config,
    uneven_notes: config.uneven,
    series: config.series.map((series) => ({ ...series, colour: theme.colourOf(series) })),
    width,
    timed,
    heavy: theme.heavy,
    bars: isBars(config),
    horizontal: config.kind === "dots" || (isBars(config) && (config.horizontal || liesDown)),
    uneven: timed && lengthsDiffer(config.time),
    font,
    bold: face(theme.font, 600),
  };
  plan.labelled = isLabelled(plan);
  const measure = () => {
    plan.sideRoom = plan.horizontal ? sideRoom(plan) : 0;
    plan.besideRoom = plan.horizontal ? besideRoom(plan) : 0;
  };
  measure();
  const longestWord = widest(config.labels.flatMap((label) => label.split(" ")), font);
  if (plan.horizontal && longestWord > plan.besideRoom) {
    // Whose figure it is comes before how much it is, which the tip and the table say too.
    plan.labelled = false;
    measure();
  }
  return plan;
}

/** Words at the ends of marks: for a stack its total, otherwise each figure's own. */
export const endWords = (plan) =>
  plan.kind === "stacked"
    ? (plan.totals ?? []).filter(Boolean).map((total) => total.shown)
    : figuresOf(plan).map(atMark);

/** All bars carry their words or none does: some with and some without would read as a difference. */
function isLabelled(plan) {
  if (plan.kind === "line") {
    return true;
  }
  const words = endWords(plan);
  if (plan.horizontal) {
    return words.length <= (plan.kind === "dots" ? LABELLED_DOTS : LABELLED_UP_TO * Math.max(1, plan.series.length));
  }
  if (plan.timed && plan.kind === "bar") {
    return true;
  }
  const places = plan.labels.length * (plan.kind === "stacked" ? 1 : plan.series.length);
  const slot = (plan.width - AXIS_ROOM) / Math.max(1, places);
  const wide = Math.max(0, ...words.map((one) => widest(wrapped(one, slot, plan.bold), plan.bold)));
  return words.length <= LABELLED_UP_TO && wide <= slot * (plan.timed ? 0.9 : OVERHANG);
}

/** The lines of words at a mark: as they are beside it, broken to the bar's own room above it. */
export function linesAt(words, plan) {
  if (plan.kind === "line" || (plan.timed && plan.kind === "bar")) {
    return [words];
  }
  if (plan.horizontal) {
    // Several dots of a row lie close above one another, so their words stay in one line if they can.
    const share = plan.kind === "dots" && plan.series.length > 1 ? 0.4 : 0.26;
    return wrapped(words, Math.min(MOST_FOR_VALUE, plan.width * share), plan.bold);
  }
  const places = plan.labels.length * (plan.kind === "stacked" ? 1 : plan.series.length);
  return wrapped(words, (plan.width - AXIS_ROOM) / Math.max(1, places), plan.bold);
}

/** Pixels beside the longest lying mark for its arrow or ring and its own words. */
function sideRoom(plan) {
  const words = plan.labelled ? endWords(plan) : [];
  const figures = figuresOf(plan);
  const sign = Math.max(figures.some(isAbove) ? ARROW + 2 : 0, figures.some(isCorrected) ? RING_ROOM : 0);
  return 18 + sign + Math.max(0, ...words.map((one) => widest(linesAt(one, plan), plan.bold)));
}

/** Pixels for the labels beside lying marks: Chart.js gives them half of what the words at the ends leave. */
function besideRoom(plan) {
  return Math.max(56, Math.min(MOST_BESIDE, (plan.width - plan.sideRoom) / 2 - 16));
}

/** How high the rows of lying marks must be together, or 0 for an upright chart. */
export function rowsHeight(plan) {
  if (!plan.horizontal) {
    return 0;
  }
  const lines = plan.labels.map((label) => wrapped(label, plan.besideRoom, plan.font).length);
  const words = plan.labelled ? endWords(plan).map((one) => linesAt(one, plan).length) : [];
  const side = plan.kind === "stacked" ? 1 : plan.series.length;
  const inner = Math.max(1, ...words) * side * LINE + 14;
  const row = Math.max(ROW * Math.max(1, side * 0.66), Math.max(1, ...lines) * LINE + 12, inner);
  return Math.round(FURNITURE + plan.labels.length * row);
}

/** Pixels that the highest upright mark needs above it, for its arrow, its ring and its words. */
export function headroom(plan) {
  const arrow = figuresOf(plan).some(isAbove) ? ARROW + 2 : 0;
  const rows = plan.labelled ? Math.max(1, ...endWords(plan).map((one) => linesAt(one, plan).length)) : 0;
  return 10 + arrow + rows * LINE;
}

/** Labels under an upright axis that fit side by side, the last one first; each with its lines. */
export function fittingBelow(plan, middles, width) {
  const room = Math.max(64, Math.min(96, width / 3));
  const chosen = [];
  let edge = Infinity;
  for (let place = middles.length - 1; place >= 0; place -= 1) {
    const lines = wrapped(plan.labels[place], room, plan.font);
    const half = widest(lines, plan.font) / 2;
    const middle = Math.min(Math.max(middles[place], half), width - half);
    if (middle + half + SIZE / 2 <= edge) {
      chosen.unshift({ place, lines });
      edge = middle - half;
    }
  }
  return chosen;
}

