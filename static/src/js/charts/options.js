/** Chart.js options: one value axis in one unit, no animation at all, one tooltip a figure. */

import { inReadingOrder } from "./figures.js";
import { tick, tooltipLines, wrapped } from "./wording.js";

const NARROW = 520;
const DAY_LABEL = 14;

function valueAxis(config, theme) {
  return {
    beginAtZero: config.kind === "bar" || Boolean(config.zero_based),
    grace: "8%",
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

function placeAxis(config, theme, width) {
  const letters = config.horizontal ? (width < NARROW ? 14 : 26) : DAY_LABEL;
  return {
    border: { color: theme.axis },
    grid: { display: false },
    title: { display: Boolean(config.x_title), text: config.x_title, color: theme.text },
    ticks: {
      color: theme.text,
      autoSkip: !config.horizontal,
      maxRotation: config.kind === "line" || config.labels.length > 6 ? 60 : 0,
      callback: (value, index) => wrapped(config.labels[index], letters),
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
    layout: { padding: { top: config.kind === "bar" && !horizontal ? 26 : 10, right: labelRoom(config) } },
    interaction: { mode: "nearest", intersect: config.kind === "bar" },
    scales: horizontal ? { x: value, y: place } : { x: place, y: value },
    plugins: {
      legend: {
        display: config.series.length > 1,
        align: "start",
        // Nothing to click: a legend that only a mouse can use would hide figures from the keyboard.
        onClick: null,
        labels: { color: theme.text, boxWidth: 14, boxHeight: 14, padding: 14, generateLabels: plainLegend(config) },
      },
      tooltip: tooltip(config, theme, width),
    },
    onClick: (event, [element]) => element && open(element.datasetIndex, element.index),
    onHover: (event, elements) => {
      event.native.target.style.cursor = elements.length ? "pointer" : "default";
    },
  };
}

/** Plain squares of each series' colour: the first bar may be hatched or hollow, its series is not. */
function plainLegend(config) {
  return (chart) =>
    config.series.map((series, datasetIndex) => ({
      text: series.label,
      datasetIndex,
      fillStyle: series.colour,
      strokeStyle: series.colour,
      fontColor: chart.options.plugins.legend.labels.color,
      lineWidth: 0,
    }));
}
