/** Chart.js options: one value axis in one unit, no animation at all, one tooltip a figure. */

import { seriesFill } from "./datasets.js";
import { headroom, sideRoom } from "./marks.js";
import { NARROW, tick, tooltipLines, wrapped } from "./wording.js";

const LETTER_WIDTH = 8;
const LINE_HEIGHT = 17;
const LEGEND_MARK = {
  bar: { boxWidth: 14, boxHeight: 14 },
  line: { boxWidth: 9, boxHeight: 9, usePointStyle: true },
};
const AXIS_ROOM = 90;
// Roughly what stands above and below the plot: the key, and two or three lines under the bars.
const OUTSIDE_PLOT = 110;
const LOWEST_PLOT = 120;

/** Lift the end of the axis until the highest bar has room for what stands above it. */
function liftEnd(config, theme, scale) {
  const { chart } = scale;
  const plot = Math.max(LOWEST_PLOT, chart.height - OUTSIDE_PLOT);
  const room = Math.min(plot / 2, headroom(chart, config, theme.font, chart.width - AXIS_ROOM));
  if (scale.max > 0) {
    scale.max *= plot / (plot - room);
  }
}

function valueAxis(config, theme) {
  const isUpright = config.kind === "bar" && !config.horizontal;
  return {
    beginAtZero: config.kind === "bar" || Boolean(config.zero_based),
    grace: isUpright ? 0 : "6%",
    afterDataLimits: (scale) => isUpright && liftEnd(config, theme, scale),
    border: { display: false },
    grid: { color: theme.grid, drawTicks: false },
    title: { display: Boolean(config.y_title), text: config.y_title, color: theme.text },
    ticks: {
      color: theme.text,
      padding: 8,
      maxTicksLimit: 7,
      callback: (value) => tick(value, config.unit),
    },
  };
}

function lettersPerPlace(config, width) {
  // One letter less than would fit, or neighbouring labels would touch.
  return Math.floor((width - AXIS_ROOM) / Math.max(1, config.labels.length) / LETTER_WIDTH) - 1;
}

/** Chart.js gives the labels beside lying bars half of what the words at the bars' ends leave. */
function lettersBeside(config, width) {
  return width < NARROW ? Math.max(9, Math.floor(((width - sideRoom(config, width)) / 2 - 10) / LETTER_WIDTH)) : 26;
}

/** Pixels that the label beside one lying bar needs, in lines one under the other. */
export function labelHeight(config, width) {
  const across = lettersBeside(config, width);
  const lines = config.labels.map((label) => [wrapped(label, across)].flat().length);
  return Math.max(1, ...lines) * LINE_HEIGHT + 10;
}

/** Whether the labels of upright bars fit beneath them in short lines. */
function fitsBelow(config, width) {
  const longestWord = Math.max(0, ...config.labels.flatMap((label) => label.split(" ")).map((word) => word.length));
  return longestWord <= lettersPerPlace(config, width);
}

/** The chart as it is drawn at this width: on a narrow screen, bars lie down if their labels would overlap. */
export function laidOut(config, width) {
  const liesDown = config.kind === "bar" && !config.horizontal && width < NARROW && !fitsBelow(config, width);
  return liesDown ? { ...config, horizontal: true } : config;
}

function placeAxis(config, theme, width) {
  const across = config.horizontal ? lettersBeside(config, width) : lettersPerPlace(config, width);
  // Short lines under each bar where they fit, slanting labels where they don't.
  const stacked = config.horizontal || (config.kind === "bar" && fitsBelow(config, width));
  return {
    border: { color: theme.axis },
    grid: { display: false },
    title: { display: Boolean(config.x_title), text: config.x_title, color: theme.text },
    ticks: {
      color: theme.text,
      autoSkip: config.kind === "line",
      maxRotation: stacked ? 0 : 60,
      callback: (value) => (stacked ? wrapped(config.labels[value], across) : config.labels[value]),
    },
  };
}

function tooltip(config, theme, width) {
  const letters = width < NARROW ? 34 : 52;
  const pointOf = (item) => config.series[item.datasetIndex].points[item.dataIndex];
  return {
    animation: false,
    backgroundColor: theme.surface,
    borderColor: theme.axis,
    borderWidth: 1,
    titleColor: theme.strong,
    bodyColor: theme.strong,
    footerColor: theme.text,
    footerFont: { weight: "normal" },
    padding: 10,
    cornerRadius: 3,
    displayColors: config.series.length > 1,
    callbacks: {
      title: (items) => items.map((item) => wrapped(config.labels[item.dataIndex], letters)).flat(),
      label: (item) => {
        const name = config.series.length > 1 ? `${config.series[item.datasetIndex].label}: ` : "";
        return `${name}${pointOf(item).shown}`;
      },
      labelColor: (item) => {
        const colour = config.series[item.datasetIndex].colour;
        return { backgroundColor: colour, borderColor: colour };
      },
      footer: (items) => items.flatMap((item) => tooltipLines(pointOf(item), letters)),
    },
  };
}

export function chartOptions(config, theme, width, open) {
  const horizontal = config.kind === "bar" && config.horizontal;
  const [value, place] = [valueAxis(config, theme), placeAxis(config, theme, width)];
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    indexAxis: horizontal ? "y" : "x",
    layout: { padding: { top: 4, right: horizontal ? sideRoom(config, width) : 8 } },
    interaction: { mode: "nearest", intersect: config.kind === "bar" },
    scales: horizontal ? { x: value, y: place } : { x: place, y: value },
    plugins: {
      legend: {
        display: config.series.length > 1,
        align: "start",
        // Nothing to click: a legend that only a mouse can use would hide figures from the keyboard.
        onClick: null,
        labels: { color: theme.text, ...LEGEND_MARK[config.kind], padding: 14, generateLabels: legendEntries(config) },
      },
      tooltip: tooltip(config, theme, width),
    },
    onClick: (event, [element]) => element && open(element.datasetIndex, element.index),
    onHover: (event, elements) => {
      event.native.target.style.cursor = elements.length ? "pointer" : "default";
    },
  };
}

/** Whole marks of each series: its first figure may be hatched or hollow, the series is not. */
function legendEntries(config) {
  return (chart) =>
    config.series.map((series, datasetIndex) => ({
      text: series.label,
      datasetIndex,
      fillStyle: seriesFill(series, config.kind),
      strokeStyle: series.colour,
      pointStyle: series.role === "baseline" ? "line" : chart.data.datasets[datasetIndex].pointStyle,
      fontColor: chart.options.plugins.legend.labels.color,
      lineWidth: 2,
    }));
}
