/** The Chart.js plugin that draws all that is neither a bar nor a point. */

import { drawBands, drawRules, writeAnnotations } from "./annotations.js";
import { drawBounds, drawCuts, drawLengths } from "./bounds.js";
import { isFigure, isLevel } from "./figures.js";
import { writeValues } from "./labels.js";

export function marksPlugin(plan, theme) {
  return {
    id: "marks",
    beforeDatasetsDraw(chart) {
      drawBands(chart, plan, theme);
      if (plan.kind === "line" && plan.uneven) {
        drawLengths(chart, plan, theme);
      }
    },
    afterDatasetsDraw(chart) {
      plan.series.forEach((series, datasetIndex) => {
        if (plan.kind === "line" && isLevel(series)) {
          return;
        }
        const elements = chart.getDatasetMeta(datasetIndex).data;
        series.points.forEach((point, index) => {
          if (isFigure(point) && elements[index]) {
            drawBounds(chart, elements[index], point, plan, theme);
          }
        });
      });
      drawCuts(chart, plan, theme);
      drawRules(chart, plan, theme);
      const { values, marks } = writeValues(chart, plan, theme);
      chart.written = [...values, ...writeAnnotations(chart, plan, theme, { values, marks })];
    },
  };
}
