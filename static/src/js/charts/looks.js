/** How a figure's mark looks: its fill, outline and shape say what kind of figure it is. */

import { isBelow, isCorrected, isDerived, isFigure, isHollow, isPartial } from "./figures.js";
import { pattern, seriesPattern } from "./patterns.js";

const BASELINE_OPACITY = 0.3;
const DOTTED = [1.5, 3];
const DASHED = [4, 3];

// Corners in radii, the same as in the server's picture.
const SHAPES = {
  square: "-.9 -.9 .9 -.9 .9 .9 -.9 .9",
  triangle: "0 -1.2 1.1 .8 -1.1 .8",
  diamond: "0 -1.25 1.25 0 0 1.25 -1.25 0",
  cross: "-.4 -1.1 .4 -1.1 .4 -.4 1.1 -.4 1.1 .4 .4 .4 .4 1.1 -.4 1.1 -.4 .4 -1.1 .4 -1.1 -.4 -.4 -.4",
  star: "0 -1.35 .35 -.4 1.3 -.4 .55 .2 .85 1.1 0 .55 -.85 1.1 -.55 .2 -1.3 -.4 -.35 -.4",
};

/** The outline of a marker as path data, for the canvas and for the key's pictures. */
export function outline(shape, x, y, radius) {
  if (!SHAPES[shape]) {
    return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  }
  const numbers = SHAPES[shape].split(" ").map((part) => Number(part) * radius);
  const corners = numbers.map((part, place) => part + (place % 2 ? y : x));
  return `M${corners.join(" ")}Z`;
}

/** Bars have patterns where colours can't be relied on; points have their shapes, and filled means exact. */
function plainFill(series, place, { theme, context, bars }) {
  const name = bars && theme.patterned && series.role !== "baseline" ? seriesPattern(place) : null;
  return name ? pattern(context, name, series.colour, theme.surface) : series.colour;
}

/** What a bar or a marker is painted with; null where there is no figure. */
function lookOf(point, series, place, tools) {
  if (!isFigure(point)) {
    return null;
  }
  const { theme, context } = tools;
  const look = {
    fill: plainFill(series, place, tools),
    opacity: series.role === "baseline" ? BASELINE_OPACITY : 1,
    stroke: series.colour,
    strong: theme.strong,
    width: 2 + theme.heavy,
    dash: [],
    ring: isCorrected(point),
  };
  const doubt = isBelow(point) ? "below" : isPartial(point) && "partial";
  if (doubt) {
    look.fill = pattern(context, doubt, series.colour, theme.surface);
  } else if (isHollow(point) || isDerived(point)) {
    look.fill = theme.surface;
  }
  if (doubt || isHollow(point) || isDerived(point)) {
    look.opacity = 1;
  }
  if (isDerived(point)) {
    look.dash = DOTTED;
  } else if (doubt && isHollow(point)) {
    look.dash = DASHED;
  }
  return look;
}

const MARK = 4.5;

/** One that can be seen through, or is hatched, needs room to be seen so. */
function radiusOf(point, isDotted) {
  if (!isFigure(point)) {
    return 0;
  }
  if (isPartial(point)) {
    return MARK + 3;
  }
  return isHollow(point) || isDerived(point) || isDotted ? MARK + 1.5 : MARK;
}

/** Every series with the looks of its figures, as the controllers draw them. */
export function datasets(plan, { theme, context }) {
  const tools = { theme, context, bars: plan.bars };
  return plan.series.map((series, place) => ({
    label: series.label,
    data: series.points.map((point) => (isFigure(point) ? Number(point.y) : null)),
    clip: false,
    stack: plan.kind === "stacked" ? "whole" : undefined,
    radius: series.points.map((point) => radiusOf(point, plan.kind === "dots")),
    hitRadius: 14,
    maxBarThickness: 96,
    categoryPercentage: 0.78,
    barPercentage: 0.9,
    // A figure near zero must still be seen, and a true zero shows as a line on the axis.
    minBarLength: 2,
    figures: { plan, series, place, looks: series.points.map((point) => lookOf(point, series, place, tools)) },
  }));
}
