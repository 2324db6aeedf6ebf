/**
 * A Chart.js plugin that draws what a bar or a dot can't say: whiskers for a stated interval, an arrow where
 * an end is open ("more than 1,000"), a gap sign where a line is cut, and the figure's own words beside its bar.
 */

import { isAbove, isBelow, isCut, isFigure, isInterval } from "./figures.js";
import { NARROW, wrapped } from "./wording.js";

const CAP = 5;
const ARROW = 14;
const LABELLED_UP_TO = 14;
const LABEL_LETTERS = 10;
const LETTER_WIDTH = 7.6;
const LINE = 16;
// Neighbouring bars are seldom of one height, so their words may reach a little over them.
const OVERHANG = 1.15;

/** Drawing along the value axis, whichever way the chart lies. */
function pen(chart, context, horizontal) {
  const at = (value, across) => (horizontal ? [value, across] : [across, value]);
  return {
    line(from, to, across) {
      context.beginPath();
      context.moveTo(...at(from, across));
      context.lineTo(...at(to, across));
      context.stroke();
    },
    cap(value, across) {
      context.beginPath();
      context.moveTo(...at(value, across - CAP));
      context.lineTo(...at(value, across + CAP));
      context.stroke();
    },
    head(tip, direction, across) {
      context.beginPath();
      context.moveTo(...at(tip - direction * CAP, across - CAP));
      context.lineTo(...at(tip, across));
      context.lineTo(...at(tip - direction * CAP, across + CAP));
      context.stroke();
    },
  };
}

function drawBounds(chart, element, point, horizontal, ink) {
  const scale = horizontal ? chart.scales.x : chart.scales.y;
  const across = horizontal ? element.y : element.x;
  const end = horizontal ? element.x : element.y;
  const outwards = horizontal ? 1 : -1;
  if (isInterval(point)) {
    const [low, high] = [scale.getPixelForValue(point.low), scale.getPixelForValue(point.high)];
    ink.line(low, high, across);
    ink.cap(low, across);
    ink.cap(high, across);
  } else if (isAbove(point)) {
    ink.line(end, end + outwards * ARROW, across);
    ink.head(end + outwards * ARROW, outwards, across);
  } else if (isBelow(point)) {
    ink.cap(end, across);
    ink.head(end - outwards * ARROW, -outwards, across);
    ink.line(end, end - outwards * ARROW, across);
  }
}

const GAP = 6;

const labelLines = (point) => [wrapped(point.shown, LABEL_LETTERS)].flat();
const sideLines = (point, width) => (width < NARROW ? labelLines(point) : [point.shown]);

const labelFont = (family) => `600 14px ${family}`;

const figuresOf = (config) => config.series.flatMap((series) => series.points.filter(isFigure));

/**
 * All bars carry their words or none does: some with and some without would read as a difference.
 * `across` is the width of the plot in pixels.
 */
function isLabelled(chart, config, across) {
  const points = figuresOf(config);
  if (config.kind !== "bar" || points.length > LABELLED_UP_TO) {
    return false;
  }
  const slot = across / (config.labels.length * config.series.length);
  const widths = points.flatMap(labelLines).map((line) => chart.ctx.measureText(line).width);
  return config.horizontal || Math.max(0, ...widths) <= slot * OVERHANG;
}

/** Pixels that the highest upright bar needs above it, for its arrow and its words. */
export function headroom(chart, config, font, across) {
  const points = figuresOf(config);
  const arrow = points.some(isAbove) ? ARROW + 2 : 0;
  chart.ctx.save();
  chart.ctx.font = labelFont(font);
  const rows = isLabelled(chart, config, across) ? Math.max(...points.map((point) => labelLines(point).length)) : 0;
  chart.ctx.restore();
  return GAP + arrow + rows * LINE;
}

/** Pixels beside the longest lying bar for its own words, in a chart of this width. */
export function sideRoom(config, width) {
  const points = figuresOf(config);
  const letters = points.flatMap((point) => sideLines(point, width)).map((line) => line.length);
  return Math.min(150, 12 + Math.max(0, ...letters) * LETTER_WIDTH);
}

/** Where a bar with its whisker or arrow ends: its words begin beyond that. */
function outerEnd(chart, element, point, horizontal) {
  const end = horizontal ? element.x : element.y;
  const outwards = horizontal ? 1 : -1;
  if (isAbove(point)) {
    return end + outwards * (ARROW + 2);
  }
  if (!isInterval(point)) {
    return end;
  }
  const high = (horizontal ? chart.scales.x : chart.scales.y).getPixelForValue(point.high);
  return horizontal ? Math.max(end, high) : Math.min(end, high);
}

function drawLabel(chart, element, point, horizontal, theme) {
  const context = chart.ctx;
  const end = outerEnd(chart, element, point, horizontal);
  // A halo keeps the words legible where they reach over a neighbour.
  const write = (words, x, y) => {
    context.lineWidth = 4;
    context.strokeStyle = theme.surface;
    context.strokeText(words, x, y);
    context.fillText(words, x, y);
  };
  context.fillStyle = theme.strong;
  context.lineJoin = "round";
  if (horizontal) {
    context.textAlign = "left";
    context.textBaseline = "middle";
    const lines = sideLines(point, chart.width);
    lines.forEach((line, row) => write(line, end + 8, element.y + (row - (lines.length - 1) / 2) * LINE));
  } else {
    context.textAlign = "center";
    context.textBaseline = "bottom";
    labelLines(point)
      .reverse()
      .forEach((line, row) => write(line, element.x, end - GAP - row * LINE));
  }
}

function drawCut(context, chart, place, theme) {
  const { top, bottom } = chart.chartArea;
  context.save();
  context.strokeStyle = theme.axis;
  context.lineWidth = 1.5;
  context.setLineDash([3, 4]);
  context.beginPath();
  context.moveTo(place, top);
  context.lineTo(place, bottom);
  context.stroke();
  context.restore();
}

/** Half-way between a figure and the one before it, where their line would have been. */
function cutPlace(elements, index) {
  const before = elements[index - 1];
  return before ? (before.x + elements[index].x) / 2 : null;
}

export function marksPlugin(config, theme) {
  return {
    id: "marks",
    afterDatasetsDraw(chart) {
      const context = chart.ctx;
      const horizontal = config.kind === "bar" && config.horizontal;
      const ink = pen(chart, context, horizontal);
      context.save();
      context.font = labelFont(theme.font);
      const labelled = isLabelled(chart, config, chart.chartArea.width);
      config.series.forEach((series, datasetIndex) => {
        const elements = chart.getDatasetMeta(datasetIndex).data;
        series.points.forEach((point, index) => {
          const element = elements[index];
          if (!isFigure(point) || !element) {
            return;
          }
          context.strokeStyle = theme.strong;
          context.lineWidth = 2;
          drawBounds(chart, element, point, horizontal, ink);
          if (labelled) {
            drawLabel(chart, element, point, horizontal, theme);
          }
          const cut = config.kind === "line" && isCut(point) ? cutPlace(elements, index) : null;
          if (cut !== null) {
            drawCut(context, chart, cut, theme);
          }
        });
      });
      context.restore();
    },
  };
}
