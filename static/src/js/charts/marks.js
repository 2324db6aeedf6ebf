/**
 * A Chart.js plugin that draws what a bar or a dot can't say: whiskers for a stated interval, an arrow where
 * an end is open ("more than 1,000"), a gap sign where a line is cut, and the figure's own words beside its bar.
 */

import { isAbove, isBelow, isCut, isFigure, isInterval } from "./figures.js";

const CAP = 5;
const ARROW = 14;
const LABELLED_UP_TO = 14;

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

function isLabelled(chart, config) {
  const count = config.series.reduce((sum, series) => sum + series.points.filter(isFigure).length, 0);
  if (config.kind !== "bar" || count > LABELLED_UP_TO) {
    return false;
  }
  return config.horizontal || chart.chartArea.width / count > 58;
}

function drawLabel(context, element, point, horizontal, theme) {
  const open = isAbove(point) ? ARROW + 2 : 0;
  context.font = `600 14px ${theme.font}`;
  context.fillStyle = theme.strong;
  if (horizontal) {
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(point.shown, element.x + 8 + open, element.y);
  } else {
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.fillText(point.shown, element.x, element.y - 6 - open);
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
      const labelled = isLabelled(chart, config);
      context.save();
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
            drawLabel(context, element, point, horizontal, theme);
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
