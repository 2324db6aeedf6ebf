/** The series as Chart.js data sets: fill, outline and gaps say what kind of figure each one is. */

import { isCut, isFigure, isHatched, isHollow } from "./figures.js";
import { hatch } from "./patterns.js";

const LINE_WIDTH = 2.5;

function barFill(point, colour, theme, context) {
  if (!isFigure(point)) {
    return colour;
  }
  if (isHatched(point)) {
    return hatch(context, colour, theme.surface);
  }
  return isHollow(point) ? theme.surface : colour;
}

function barSet(series, theme, context) {
  return {
    backgroundColor: series.points.map((point) => barFill(point, series.colour, theme, context)),
    borderColor: series.colour,
    borderWidth: 2,
    borderSkipped: false,
    maxBarThickness: 56,
    categoryPercentage: 0.78,
    barPercentage: 0.9,
    // A figure near zero must still be seen, and a true zero shows as a line on the axis.
    minBarLength: 2,
  };
}

function lineSet(series, theme) {
  const marks = series.points;
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
    pointStyle: marks.map((point) => (isFigure(point) && isHatched(point) ? "rectRot" : "circle")),
    pointRadius: marks.map((point) => (isFigure(point) && isHatched(point) ? 6 : 4)),
    pointHoverRadius: 7,
    pointHitRadius: 14,
    pointBorderWidth: 2,
    pointBorderColor: series.colour,
    pointBackgroundColor: marks.map((point) =>
      isFigure(point) && (isHollow(point) || isHatched(point)) ? theme.surface : series.colour,
    ),
  };
}

export function datasets(config, theme, context) {
  return config.series.map((series) => ({
    label: series.label,
    data: series.points.map((point) => (isFigure(point) ? Number(point.y) : null)),
    clip: false,
    ...(config.kind === "line" ? lineSet(series, theme) : barSet(series, theme, context)),
  }));
}
