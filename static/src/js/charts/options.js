/** Chart.js options: one value axis in one unit, no animation at all, one tooltip a figure. */

import { inReadingOrder } from "./figures.js";
import { seriesFill } from "./datasets.js";
import { tick, tooltipLines, wrapped } from "./wording.js";

const NARROW = 520;
const LETTER_WIDTH = 8;
const LEGEND_MARK = {
  bar: { boxWidth: 14, boxHeight: 14 },
  line: { boxWidth: 9, boxHeight: 9, usePointStyle: true },
};
const AXIS_ROOM = 90;

function valueAxis(config, theme) {
  return {
    beginAtZero: config.kind === "bar" || Boolean(config.zero_based),
    // Above a bar stand its words, and an arrow where its end is open.
    grace: config.kind === "bar" && !config.horizontal ? "20%" : "6%",
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
  return Math.floor((width - AXIS_ROOM) / Math.max(1, config.labels.length) / LETTER_WIDTH);
}

function placeAxis(config, theme, width) {
  const across = config.horizontal ? (width < NARROW ? 14 : 26) : lettersPerPlace(config, width);
  const longestWord = Math.max(0, ...config.labels.flatMap((label) => label.split(" ")).map((word) => word.length));
  // Short lines under each bar where they fit, slanting labels where they don't.
  const stacked = config.horizontal || (config.kind === "bar" && longestWord <= across);
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

/** Room beside the longest bar for its own words. */
function labelRoom(config) {
  if (config.kind !== "bar" || !config.horizontal) {
    return 8;
  }
  const longest = Math.max(0, ...inReadingOrder(config).map(({ point }) => point.shown.length));
  return Math.min(150, 12 + longest * 7.6);
}

export function chartOptions(config, theme, width, open) {
  const horizontal = config.kind === "bar" && config.horizontal;
  const [value, place] = [valueAxis(config, theme), placeAxis(config, theme, width)];
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    indexAxis: horizontal ? "y" : "x",
    layout: { padding: { top: 4, right: labelRoom(config) } },
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
