/** The series as Chart.js data sets: fill, outline and gaps say what kind of figure each one is. */

import { isBelow, isCut, isFigure, isHatched, isHollow } from "./figures.js";
import { hatch } from "./patterns.js";

const LINE_WIDTH = 2.5;
// The same order of shapes as in the server's picture, so that colour is never the only difference.
const SHAPES = ["circle", "rect", "triangle", "rectRot", "crossRot", "star"];
const BASELINE_OPACITY = "4d";

/** The plain fill of a series' bars; a baseline's is paler, so that the others stand out against it. */
export function seriesFill(series, kind) {
  return kind === "bar" && series.role === "baseline" ? `${series.colour}${BASELINE_OPACITY}` : series.colour;
}

function fill(point, series, kind, theme, context) {
  if (!isFigure(point)) {
    return series.colour;
  }
  if (isHatched(point)) {
    return hatch(context, series.colour, theme.surface, { crossed: isBelow(point) });
  }
  return isHollow(point) ? theme.surface : seriesFill(series, kind);
}

function barSet(series, theme, context) {
  const fills = series.points.map((point) => fill(point, series, "bar", theme, context));
  return {
    backgroundColor: fills,
    hoverBackgroundColor: fills,
    borderColor: series.colour,
    hoverBorderColor: theme.strong,
    borderWidth: 2,
    borderSkipped: false,
    maxBarThickness: 56,
    categoryPercentage: 0.78,
    barPercentage: 0.9,
    // A figure near zero must still be seen, and a true zero shows as a line on the axis.
    minBarLength: 2,
  };
}

/** A hatching needs room to be seen; a baseline is a level and not a row of figures, unless one is in doubt. */
function pointRadius(point, series) {
  if (isFigure(point) && isHatched(point)) {
    return 7;
  }
  return series.role === "baseline" && isFigure(point) && !isHollow(point) ? 0 : 4.5;
}

function lineSet(series, theme, context, place) {
  const marks = series.points;
  const fills = marks.map((point) => fill(point, series, "line", theme, context));
  const shape = SHAPES[place % SHAPES.length];
  const quiet = series.role === "baseline";
  return {
    borderColor: series.colour,
    borderWidth: LINE_WIDTH,
    borderDash: quiet ? [6, 4] : [],
    tension: 0,
    spanGaps: false,
    segment: {
      borderColor: (segment) => (isCut(marks[segment.p1DataIndex]) ? "transparent" : undefined),
    },
    pointStyle: shape,
    pointRadius: marks.map((point) => pointRadius(point, series)),
    pointHoverRadius: 8,
    pointHitRadius: 14,
    pointBorderWidth: 2,
    pointBorderColor: series.colour,
    pointHoverBorderColor: theme.strong,
    pointBackgroundColor: fills,
    pointHoverBackgroundColor: fills,
  };
}

export function datasets(config, theme, context) {
  return config.series.map((series, place) => ({
    label: series.label,
    data: series.points.map((point) => (isFigure(point) ? Number(point.y) : null)),
    clip: false,
    ...(config.kind === "line" ? lineSet(series, theme, context, place) : barSet(series, theme, context)),
  }));
}
