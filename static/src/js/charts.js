/** Loaded by main.js on pages that hold a chart. */

import { drawCharts } from "./charts/draw.js";

drawCharts();
document.addEventListener("content:replaced", () => drawCharts());
