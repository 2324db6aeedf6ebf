/** Values written on the canvas at their marks, none cut off and, along lines, none over a mark or another value. */

import { isAbove, isBelow, isCorrected, isFigure, isInterval, isLevel } from "./figures.js";
import { ARROW, atMark, linesAt, RING_ROOM } from "./layout.js";
import { boxOf, LINE, overlap, widest, write } from "./text.js";

const GAP = 6;
const NONE = "no figure";

/** Where a mark with its whisker, arrow or ring ends: its words begin beyond that. */
function outerEnd(chart, element, point, plan) {
  const end = plan.horizontal ? element.x : element.y;
  const outwards = plan.horizontal ? 1 : -1;
  const own = plan.bars ? 0 : element.options.radius;
  const ring = isCorrected(point) ? RING_ROOM : 0;
  const arrow = isAbove(point) ? ARROW + 2 : 0;
  const scale = plan.horizontal ? chart.scales.x : chart.scales.y;
  const high = isInterval(point) && plan.kind !== "stacked" ? scale.getPixelForValue(point.high) : end;
  // What lies below zero has its words on the other side of zero, where no bar is.
  const zero = plan.bars ? scale.getPixelForValue(0) : end;
  return outwards * Math.max(outwards * high, outwards * zero, outwards * end + Math.max(own + ring, arrow));
}

/** The box of words beyond the end of a mark. */
function beyond(lines, element, end, plan) {
  const font = plan.bold;
  const high = lines.length * LINE;
  return plan.horizontal
    ? boxOf(lines, { x: end + GAP, y: element.y - high / 2, align: "left", font })
    : boxOf(lines, { x: element.x, y: end - GAP - high + 2, font });
}

/** Those that cover neither a bar nor any of those before them, moved in from the edges of the plot. */
function apart(found, bars, { chartArea: area, width }) {
  const kept = [];
  for (const { lines, box: own } of found) {
    const shift = Math.max(0, area.left + 2 - own.left) - Math.max(0, own.right - width);
    const box = { ...own, left: own.left + shift, right: own.right + shift };
    const covers = (others) => others.some((other) => overlap(box, other));
    if (!covers(kept.map((one) => one.box)) && !covers(bars)) {
      kept.push({ lines, box });
    }
  }
  return kept;
}

/** Beyond every bar; on a true time axis, where bars may be narrow, beyond the most telling ones that have room. */
function atBars(chart, plan) {
  const all = plan.series.flatMap((series, datasetIndex) =>
    series.points.flatMap((point, index) => {
      const element = chart.getDatasetMeta(datasetIndex).data[index];
      if (isFigure(point)) {
        const lines = linesAt(atMark(point), plan);
        const box = beyond(lines, element, outerEnd(chart, element, point, plan), plan);
        return [{ lines, box, x: element.x, y: element.y }];
      }
      return [];
    }),
  );
  return plan.timed ? apart([...inOrder(all)], marksOf(chart, plan), chart) : all;
}

/** The sum at the end of each stack, and each part's value inside it where there is room. */
function atStacks(chart, plan) {
  const found = [];
  plan.labels.forEach((_, index) => {
    const parts = plan.series
      .map((series, place) => ({ point: series.points[index], bar: chart.getDatasetMeta(place).data[index] }))
      .filter(({ point }) => isFigure(point));
    for (const { point, bar } of parts) {
      const { left, right, top, bottom } = bar.box();
      const lines = [atMark(point)];
      const box = boxOf(lines, { x: (left + right) / 2, y: (top + bottom - LINE) / 2, font: plan.bold });
      if (parts.length > 1 && box.right - box.left + 8 < right - left && LINE + 4 < bottom - top) {
        found.push({ lines, box });
      }
    }
    const total = plan.totals?.[index];
    if (total && parts.length) {
      const ends = parts.map(({ point, bar }) => outerEnd(chart, bar, point, plan));
      const end = plan.horizontal ? Math.max(...ends) : Math.min(...ends);
      const lines = linesAt(total.shown, plan);
      found.push({ lines, box: beyond(lines, parts[0].bar, end, plan) });
    }
  });
  return found;
}

/** Small boxes along the strokes, so that no value is written across one. */
function alongStrokes(spots) {
  const boxes = [];
  spots.forEach((spot, place) => {
    const before = spots[place - 1];
    if (!before) {
      return;
    }
    const steps = Math.max(1, Math.round(Math.hypot(spot.x - before.x, spot.y - before.y) / 6));
    for (let step = 1; step < steps; step += 1) {
      const [x, y] = ["x", "y"].map((axis) => before[axis] + ((spot[axis] - before[axis]) * step) / steps);
      boxes.push({ left: x - 1, right: x + 1, top: y - 2, bottom: y + 2 });
    }
  });
  return boxes;
}

/** Last, first, highest and lowest before the rest: what a reader asks for first. */
function inOrder(spots, rest = spots) {
  const byValue = [...spots].sort((one, other) => one.y - other.y);
  return new Set([spots.at(-1), spots[0], byValue[0], byValue.at(-1), ...rest].filter(Boolean));
}

const around = ({ x, y, element }) => {
  const half = element.options.radius + 3;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
};

function spotsOf(chart, plan) {
  return plan.series
    .map((series, place) => ({ series, elements: chart.getDatasetMeta(place).data }))
    .filter(({ series }) => !isLevel(series))
    .map(({ series, elements }) =>
      series.points.flatMap((point, index) => {
        const element = elements[index];
        return isFigure(point) ? [{ point, element, x: element.x, y: element.y }] : [];
      }),
    );
}

/** Values above or below their points, as many as fit. */
function atPoints(chart, plan) {
  const { chartArea: area, width } = chart;
  const series = spotsOf(chart, plan);
  const taken = marksOf(chart, plan);
  const found = [];
  // Between several lines a value might be read as another line's, so only the telling ones are written.
  const wanted = series.flatMap((spots) => [...inOrder(spots, series.length > 1 ? [] : spots)]);
  for (const { point, element } of wanted) {
    const lines = [atMark(point)];
    const wide = widest(lines, plan.bold);
    const half = wide / 2;
    const x = Math.min(Math.max(element.x, area.left + half), width - half);
    const above = outerEnd(chart, element, point, plan) - GAP - LINE;
    const scale = chart.scales.y;
    const low = isInterval(point) ? scale.getPixelForValue(point.low) : element.y + element.options.radius;
    const below = isBelow(point) ? [] : [low + GAP];
    for (const y of [above, ...below]) {
      const box = boxOf(lines, { x, y, font: plan.bold });
      const inside = wide <= width - area.left && box.top >= 0 && box.bottom <= area.bottom - 1;
      if (inside && !taken.some((other) => overlap(box, other, 2))) {
        taken.push(box);
        found.push({ lines, box });
        break;
      }
    }
  }
  return found;
}

/** Say where there is nothing at a whole label: a gap may be overlooked. */
function atGaps(chart, plan, taken) {
  const scale = plan.horizontal ? chart.scales.y : chart.scales.x;
  const { chartArea: area } = chart;
  return plan.labels.flatMap((_, index) => {
    if (plan.series.some((series) => isFigure(series.points[index]))) {
      return [];
    }
    const middle = scale.getPixelForValue(plan.timed ? plan.time[index].at : index, index);
    const zero = (plan.horizontal ? chart.scales.x : chart.scales.y).getPixelForValue(0);
    const box = plan.horizontal
      ? boxOf([NONE], { x: Math.max(zero, area.left) + GAP, y: middle - LINE / 2, align: "left", font: plan.font })
      : boxOf([NONE], { x: middle, y: area.bottom - LINE - 3, font: plan.font });
    const fits = box.left >= 0 && box.right <= chart.width && !taken.some((other) => overlap(box, other.box, 4));
    return fits ? [{ lines: [NONE], box, quiet: true }] : [];
  });
}

/** The boxes of the marks themselves, over which words are better not written. */
function marksOf(chart, plan) {
  if (!plan.bars) {
    const series = spotsOf(chart, plan);
    return [...series.flatMap((spots) => spots.map(around)), ...series.flatMap(alongStrokes)];
  }
  return chart.data.datasets.flatMap((_, place) =>
    chart.getDatasetMeta(place).data.flatMap((bar) => (bar.look ? [bar.box()] : [])),
  );
}

/** Write the values of a chart; return their boxes, and those of the marks, for what is written after them. */
export function writeValues(chart, plan, theme) {
  const at = { line: atPoints, stacked: atStacks }[plan.kind] ?? atBars;
  const values = plan.labelled ? at(chart, plan) : [];
  const all = [...values, ...atGaps(chart, plan, values)];
  for (const { lines, box, quiet } of all) {
    const font = quiet ? plan.font : plan.bold;
    write(chart.ctx, lines, box, { font, colour: quiet ? theme.text : theme.strong, surface: theme.surface });
  }
  return { values: all.map(({ box }) => box), marks: marksOf(chart, plan) };
}
