/** What editors write into a chart: a day, a band of days, a level. Bands lie behind; words keep off the values. */

import { boxOf, LINE, overlap, wrapped, write } from "./text.js";

const GAP = 5;
const ROOM = 150;
const STEP = 12;

const isDated = (plan, one) => plan.timed && one.kind !== "baseline";

/** The days of the axis that an annotation takes up, or null where none of them is on it. */
function within(plan, one) {
  const [first, last] = [plan.time[0].from, plan.time.at(-1).to];
  return one.from > last || one.to < first ? null : [Math.max(one.from, first), Math.min(one.to, last)];
}

/** Paint bands before the marks, so that they lie behind. */
export function drawBands(chart, plan, theme) {
  const { ctx: context, chartArea: area } = chart;
  for (const one of plan.annotations) {
    const days = isDated(plan, one) && one.kind === "band" && within(plan, one);
    if (days) {
      const [left, right] = days.map((day) => chart.scales.x.getPixelForValue(day));
      context.save();
      context.fillStyle = theme.band;
      context.fillRect(left, area.top, right - left, area.bottom - area.top);
      context.strokeStyle = theme.axis;
      context.setLineDash([1, 3]);
      context.strokeRect(left, area.top, right - left, area.bottom - area.top);
      context.restore();
    }
  }
}

/** What a reader must be told because it could not be drawn: uneven periods, and days off the axis. */
export function unsaid(plan) {
  if (!plan.timed) {
    return plan.uneven_notes;
  }
  const off = plan.annotations.filter((one) => one.kind !== "baseline" && !within(plan, one));
  return off.map((one) => `${one.said}.`);
}

const isDrawn = (plan, one) => one.kind === "baseline" || (isDated(plan, one) && within(plan, one));

/** Draw the rules of days and levels, over the marks and under the words. */
export function drawRules(chart, plan, theme) {
  const { ctx: context, chartArea: area } = chart;
  for (const one of plan.annotations.filter((found) => found.kind !== "band" && isDrawn(plan, found))) {
    const isLevel = one.kind === "baseline";
    const across = isLevel && !plan.horizontal;
    const place = (across ? chart.scales.y : chart.scales.x).getPixelForValue(isLevel ? one.value : one.from);
    context.save();
    context.strokeStyle = theme.text;
    context.lineWidth = 1.5 + theme.heavy;
    context.setLineDash(isLevel ? [8, 4] : []);
    context.beginPath();
    context.moveTo(across ? area.left : place, across ? place : area.top);
    context.lineTo(across ? area.right : place, across ? place : area.bottom);
    context.stroke();
    context.restore();
  }
}

/** Boxes for the words of an annotation, the best place first. */
function placesFor(chart, plan, one, lines) {
  const { chartArea: area, scales } = chart;
  const font = plan.font;
  const high = lines.length * LINE;
  if (one.kind === "baseline" && !plan.horizontal) {
    const y = scales.y.getPixelForValue(one.value);
    const boxes = [];
    for (let x = area.right; x > area.left + STEP; x -= STEP) {
      boxes.push(...[y - high - 3, y + 3].map((top) => boxOf(lines, { x, y: top, align: "right", font })));
    }
    const whole = boxes.filter((box) => box.left >= area.left && box.top >= 0 && box.bottom <= area.bottom);
    return whole.length ? whole : boxes.slice(0, 1);
  }
  const days = one.kind === "baseline" ? [one.value, one.value] : within(plan, one);
  const [left, right] = days.map((place) => scales.x.getPixelForValue(place));
  const rows = [];
  for (let top = area.top + 2; top + high <= area.bottom; top += LINE) {
    rows.push(boxOf(lines, { x: (one.kind === "band" ? left : right) + GAP, y: top, align: "left", font }));
    rows.push(boxOf(lines, { x: left - GAP, y: top, align: "right", font }));
  }
  return rows;
}

/** Write every annotation where it covers no mark, or at least no value, if there is such a place; never cut off. */
export function writeAnnotations(chart, plan, theme, { values, marks }) {
  const { ctx: context, chartArea: area } = chart;
  const written = [];
  for (const one of plan.annotations.filter((found) => isDrawn(plan, found))) {
    // In one or two lines where that is free, in more where only a narrow place is.
    const places = [0.6, 0.25, 0.12].flatMap((share) => {
      const lines = wrapped(one.text, Math.min(ROOM, (area.right - area.left) * share), plan.font);
      return placesFor(chart, plan, one, lines).map((box) => ({ ...inside(box, chart), lines }));
    });
    const clear = (others) => places.find((box) => !others.some((other) => overlap(box, other, 1)));
    const box = clear([...values, ...written, ...marks]) ?? clear([...values, ...written]) ?? places[0];
    written.push(box);
    write(context, box.lines, box, { font: plan.font, colour: theme.text, surface: theme.surface });
  }
  return written;
}

/** The same box, moved in from the edge of the canvas and off the numbers of the axis. */
function inside(box, { chartArea: area, width }) {
  const shift = Math.max(0, area.left + 2 - box.left) - Math.max(0, box.right - width);
  return { ...box, left: box.left + shift, right: box.right + shift };
}
