/** What a bar or a dot can't say itself: whiskers of an interval, arrows at open ends, rings, breaks, lengths of periods. */

import { isAbove, isBelow, isCorrected, isCut, isFigure, isInterval } from "./figures.js";
import { ARROW } from "./layout.js";

const CAP = 5;
const RING = 5;
const JAG = 4;
const COLUMN = 10;

/** Drawing along the value axis, whichever way the chart lies. */
function penFor(context, horizontal) {
  const at = (value, across) => (horizontal ? [value, across] : [across, value]);
  const stroke = (...places) => {
    context.beginPath();
    places.forEach((place, step) => context[step ? "lineTo" : "moveTo"](...place));
    context.stroke();
  };
  return {
    line: (from, to, across) => stroke(at(from, across), at(to, across)),
    cap: (value, across) => stroke(at(value, across - CAP), at(value, across + CAP)),
    head(tip, direction, across) {
      const back = tip - direction * CAP;
      stroke(at(back, across - CAP), at(tip, across), at(back, across + CAP));
    },
    box(from, to, across, half) {
      const [near, far] = [at(from, across - half), at(to, across + half)];
      context.beginPath();
      context.rect(near[0], near[1], far[0] - near[0], far[1] - near[1]);
      context.fill();
      context.stroke();
    },
  };
}

/** Where a mark's value begins and ends in pixels; a part of a stack begins where the last one ends. */
function placesOf(chart, element, plan) {
  const scale = plan.horizontal ? chart.scales.x : chart.scales.y;
  const end = plan.horizontal ? element.x : element.y;
  const zero = scale.getPixelForValue(0);
  const shift = plan.kind === "stacked" ? element.base - zero : 0;
  return {
    end,
    across: plan.horizontal ? element.y : element.x,
    at: (value) => scale.getPixelForValue(value) + shift,
    outwards: plan.horizontal ? 1 : -1,
  };
}

/** Draw one figure's interval or open end. */
export function drawBounds(chart, element, point, plan, theme) {
  const context = chart.ctx;
  const ink = penFor(context, plan.horizontal);
  const { end, across, at, outwards } = placesOf(chart, element, plan);
  context.save();
  context.strokeStyle = theme.strong;
  context.lineWidth = plan.bars ? 2 : 1.5;
  if (isInterval(point)) {
    drawWhisker(context, ink, [at(point.low), at(point.high), across], plan, theme);
  } else if (isAbove(point)) {
    ink.line(end, end + outwards * ARROW, across);
    ink.head(end + outwards * ARROW, outwards, across);
  } else if (isBelow(point) && !plan.bars) {
    context.fillStyle = element.look.fill;
    context.strokeStyle = element.look.stroke;
    ink.box(at(point.low ?? 0), end, across, COLUMN / 2);
  }
  if (isCorrected(point)) {
    drawRing(context, element, element.options?.radius > RING ? element.options.radius + 4 : RING + 3, theme);
  }
  context.restore();
}

/** An edge of the surface's colour keeps a whisker apart from the bar that it stands on. */
function drawWhisker(context, ink, [low, high, across], plan, theme) {
  const edge = [theme.surface, context.lineWidth + 2];
  for (const [colour, width] of [...(plan.bars ? [edge] : []), [theme.strong, context.lineWidth]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    ink.line(low, high, across);
    ink.cap(low, across);
    ink.cap(high, across);
  }
}

function drawRing(context, { x, y }, radius, theme) {
  for (const [colour, width] of [[theme.surface, 5], [theme.strong, 2]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** A thin rule through a point from the first day to the last that it is for. */
export function drawLengths(chart, plan, theme) {
  const context = chart.ctx;
  context.save();
  context.strokeStyle = theme.axis;
  context.lineWidth = 1.5;
  plan.series.forEach((series, datasetIndex) => {
    const elements = chart.getDatasetMeta(datasetIndex).data;
    series.points.forEach((point, index) => {
      if (!isFigure(point) || series.role === "baseline") {
        return;
      }
      const { from, to } = plan.time[index];
      const [start, end] = [from, to].map((day) => chart.scales.x.getPixelForValue(day));
      const y = elements[index].y;
      context.beginPath();
      for (const [x, top, bottom] of [[start, y - 3, y + 3], [end, y - 3, y + 3]]) {
        context.moveTo(x, top);
        context.lineTo(x, bottom);
      }
      context.moveTo(start, y);
      context.lineTo(end, y);
      context.stroke();
    });
  });
  context.restore();
}

/** A jagged rule between marks of which neither may be compared with the other. */
function drawJagged(context, from, to, place, horizontal) {
  context.beginPath();
  for (let along = from, side = 1; along <= to; along += 6, side = -side) {
    const spot = [place + (side * JAG) / 2, along];
    context.lineTo(...(horizontal ? spot.reverse() : spot));
  }
  context.stroke();
}

/** Two slanting strokes where a line would have been. */
function drawSlants(context, x, y) {
  context.beginPath();
  for (const shift of [-3, 3]) {
    context.moveTo(x + shift - 2, y + 7);
    context.lineTo(x + shift + 2, y - 7);
  }
  context.stroke();
}

/** Every break of the chart. */
export function drawCuts(chart, plan, theme) {
  const { ctx: context, chartArea: area } = chart;
  context.save();
  context.strokeStyle = theme.axis;
  context.lineWidth = 1.5 + theme.heavy;
  for (const { x, y } of cutPlaces(chart, plan)) {
    if (plan.kind === "line") {
      drawSlants(context, x, y);
    } else if (plan.horizontal) {
      drawJagged(context, area.left, area.right, y, true);
    } else {
      drawJagged(context, area.top, area.bottom, x, false);
    }
  }
  context.restore();
}

/** Half-way between each figure that can't be compared and the one before it; between bars, once a place. */
export function cutPlaces(chart, plan) {
  const scale = plan.horizontal ? chart.scales.y : chart.scales.x;
  const middle = (index) => scale.getPixelForValue(plan.timed ? plan.time[index].at : index, index);
  const found = new Map();
  plan.series.forEach((series, datasetIndex) => {
    const elements = chart.getDatasetMeta(datasetIndex).data;
    let before = -1;
    series.points.forEach((point, index) => {
      if (!isFigure(point)) {
        return;
      }
      if (isCut(point) && before >= 0) {
        const half = (middle(before) + middle(index)) / 2;
        const between = (elements[before].y + elements[index].y) / 2;
        const place = plan.horizontal ? { x: 0, y: half } : { x: half, y: between };
        found.set(plan.kind === "line" ? `${datasetIndex} ${index}` : half, place);
      }
      before = index;
    });
  });
  return [...found.values()];
}
