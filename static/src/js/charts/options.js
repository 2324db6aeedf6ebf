/** Chart.js options: one value axis in one unit, no animation at all; words that need no canvas are outside it. */

import { figuresOf, fittingBelow, headroom } from "./layout.js";
import { SIZE, wrapped } from "./text.js";
import { tick } from "./wording.js";

const LOWEST_PLOT = 120;
const AXIS_BELOW = 44;
const NEAR = 44;
const MARGIN = 0.03;

/** All that the axis must hold: figures or their sums, every bound, every baseline. */
function valuesOn(plan) {
  const levels = plan.annotations.map((one) => (one.kind === "baseline" ? one.value : null));
  const sums = plan.labels.flatMap((_, index) => {
    const parts = plan.series.map((series) => series.points[index]?.y ?? 0);
    return [Math.max, Math.min].map((end) => parts.reduce((sum, part) => sum + end(0, part), 0));
  });
  const own = figuresOf(plan).flatMap((point) => [point.y, point.low, point.high]);
  return [...(plan.kind === "stacked" ? sums : own), ...levels].filter((value) => value !== null);
}

/** Lying marks need every pixel: their axis ends where they do, and not at the next round number. */
function endsOf(plan) {
  if (!plan.horizontal) {
    return {};
  }
  const values = valuesOn(plan);
  const [lowest, max] = [Math.min(plan.begins ?? 0, ...values), Math.max(0, ...values)];
  const min = lowest < 0 ? lowest - (max - lowest) * MARGIN : lowest;
  return min < max ? { min: plan.begins ?? min, max } : {};
}

/** Let an upright axis hold everything, and leave room above the highest mark. */
function stretch(plan, scale) {
  if (plan.horizontal) {
    return;
  }
  const values = valuesOn(plan);
  scale.min = Math.min(scale.min, ...values);
  scale.max = Math.max(scale.max, ...values);
  if (scale.max > 0) {
    const plot = Math.max(LOWEST_PLOT, scale.chart.height - AXIS_BELOW);
    const room = Math.min(plot / 2, headroom(plan));
    scale.max += ((scale.max - Math.min(scale.min, 0)) * room) / (plot - room);
  }
}

function valueAxis(plan, theme) {
  return {
    type: "linear",
    stacked: plan.kind === "stacked",
    beginAtZero: plan.begins === null,
    ...endsOf(plan),
    afterDataLimits: (scale) => stretch(plan, scale),
    afterBuildTicks: (scale) => {
      // One number alone would be no scale.
      if (scale.ticks.length < 2) {
        scale.ticks = [scale.min, scale.max].map((at) => ({ value: at }));
      }
    },
    border: { display: false },
    grid: {
      color: ({ tick: at }) => (at?.value === 0 ? theme.axis : theme.grid),
      drawTicks: false,
    },
    ticks: {
      color: theme.text,
      padding: 8,
      maxRotation: 0,
      maxTicksLimit: 7,
      includeBounds: false,
      callback: (value) => tick(value, plan.unit),
    },
  };
}

/** Labels beside lying marks: all of them, in lines. */
function rowAxis(plan, theme) {
  return {
    type: "category",
    offset: true,
    stacked: plan.kind === "stacked",
    border: { color: theme.axis },
    // A thin rule leads from a row's label to its dots.
    grid: { display: plan.kind === "dots", offset: false, color: theme.grid, drawTicks: false },
    ticks: {
      color: theme.text,
      padding: 6,
      autoSkip: false,
      callback: (value) => wrapped(plan.labels[value], plan.besideRoom, plan.font),
    },
  };
}

/** Ticks only where their labels fit; the marks between them keep their places. */
function columnAxis(plan, theme) {
  const [first, last] = plan.timed ? [plan.time[0].from, plan.time.at(-1).to] : [0, plan.labels.length];
  const middleOf = (place) => (plan.timed ? plan.time[place].at : place + 0.5);
  const choose = (scale) => {
    const along = (value) => ((value - first) / (last - first)) * scale.width;
    const middles = plan.labels.map((_, place) => along(middleOf(place)));
    const room = scale.width / plan.labels.length - 8;
    const all = plan.labels.map((label, place) => ({ place, lines: wrapped(label, room, plan.font) }));
    const chosen = plan.bars && !plan.time ? all : fittingBelow(plan, middles, scale.width);
    scale.ticks = chosen.map(({ place, lines }) => ({ value: plan.timed ? plan.time[place].at : place, lines }));
  };
  return {
    ...(plan.timed ? { type: "linear", min: first, max: last, offset: false } : { type: "category", offset: true }),
    stacked: plan.kind === "stacked",
    border: { color: theme.axis },
    grid: { drawOnChartArea: false, offset: false, color: theme.axis, tickLength: plan.timed ? 5 : 0 },
    afterBuildTicks: choose,
    ticks: {
      color: theme.text,
      autoSkip: false,
      maxRotation: 0,
      callback: (value, index, ticks) => ticks[index].lines,
    },
  };
}

/** The mark under the pointer, or near enough to it for a finger. */
export function markAt(chart, event) {
  const bars = chart.config.data.datasets[0]?.figures.plan.bars;
  const [found] = chart.getElementsAtEventForMode(event, "nearest", { intersect: Boolean(bars), axis: "xy" }, true);
  if (!found || bars) {
    return found ?? null;
  }
  const { x, y } = found.element;
  return Math.hypot(event.x - x, event.y - y) <= NEAR ? found : null;
}

export function chartOptions(plan, theme, { open, point }) {
  const [value, place] = [valueAxis(plan, theme), (plan.horizontal ? rowAxis : columnAxis)(plan, theme)];
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    font: { family: theme.font, size: SIZE },
    indexAxis: plan.horizontal ? "y" : "x",
    layout: { padding: { top: 4, right: plan.horizontal ? plan.sideRoom : 8 } },
    interaction: { mode: "nearest", intersect: plan.bars, axis: "xy" },
    events: ["mousemove", "mouseout", "click"],
    scales: plan.horizontal ? { x: value, y: place } : { x: place, y: value },
    onClick: (event, _, chart) => {
      const found = markAt(chart, event);
      if (found) {
        open(found);
      }
    },
    onHover: (event, _, chart) => point(event.type === "mouseout" ? null : markAt(chart, event), event),
  };
}

