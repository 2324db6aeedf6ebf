/** Draw each chart of the page on a canvas, in the place of the picture that the server drew. */

import { CategoryScale, Chart, LinearScale } from "chart.js";

import { unsaid } from "./annotations.js";
import { FigureBars, FigurePoints } from "./controllers.js";
import { FigureBar, FigurePoint } from "./elements.js";
import { makeKey, makeSeriesKey } from "./key.js";
import { addKeyboard, hintFor } from "./keyboard.js";
import { laidOut, rowsHeight } from "./layout.js";
import { datasets } from "./looks.js";
import { marksPlugin } from "./marks.js";
import { chartOptions } from "./options.js";
import { makePanel } from "./panel.js";
import { followPicture } from "./picture.js";
import { readTheme, watchTheme } from "./theme.js";
import { makeTip } from "./tip.js";
import { element, tick } from "./wording.js";

Chart.register(CategoryScale, FigureBar, FigureBars, FigurePoint, FigurePoints, LinearScale);

const LOWEST_PLOT = 240;
const HIGHEST_PLOT = 720;
// The picture scrolls in a narrower room than this (34rem in _charts.scss).
const LEAST_PICTURE = 544;

function makeCanvas(config, hintId) {
  const canvas = document.createElement("canvas");
  const words = [config.title, config.description].filter(Boolean).join(". ");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words);
  canvas.setAttribute("aria-describedby", hintId);
  // Some screen readers pass over a canvas with a label only (open-sdg issue 961).
  canvas.textContent = words;
  return canvas;
}

function build(figure, config, number) {
  const drawing = element("div", "chart-drawing");
  const frame = element("div", "chart-drawing__frame");
  const hint = element("p", "chart-drawing__hint", hintFor(config));
  const spokenLine = element("p", "chart-drawing__spoken govuk-visually-hidden");
  const axes = element("p", "chart-drawing__axes");
  const below = element("p", "chart-drawing__below");
  const keys = { series: element("div", ""), marks: element("div", "") };
  const notes = element("div", "chart-drawing__notes");
  hint.id = `chart-hint-${number}`;
  spokenLine.setAttribute("aria-live", "polite");
  const canvas = makeCanvas(config, hint.id);
  frame.append(canvas);
  drawing.append(keys.series, axes, frame, below, keys.marks, notes, hint, spokenLine);
  figure.querySelector(".chart-picture").after(drawing);
  return { canvas, drawing, frame, axes, below, keys, notes, say: (words) => (spokenLine.textContent = words) };
}

/** What the axes measure, in the page: on the canvas a long title would be cut. */
function nameAxes({ axes, below }, plan) {
  const begins = plan.begins === null ? "" : ` (axis begins at ${tick(plan.begins, plan.unit)})`;
  const measured = `${plan.y_title}${begins}`;
  const [first, second] = plan.horizontal ? [plan.x_title, measured] : [measured, ""];
  axes.replaceChildren(...[first, second].filter(Boolean).map((words) => element("span", "", words)));
  below.textContent = plan.horizontal ? "" : (plan.x_title ?? "");
  axes.hidden = !axes.textContent;
  below.hidden = !below.textContent;
}

/** The height that the picture has at any width of the room, from what it had at one. */
function heightOf(picture) {
  const shape = picture.offsetHeight / Math.max(LEAST_PICTURE, picture.clientWidth);
  return (width) => shape * Math.max(LEAST_PICTURE, width);
}

/** As high as the picture that it replaces, so that nothing on the page moves; but never too low for its rows. */
function frameHeight(parts, plan, pictureHeight) {
  const around = parts.drawing.offsetHeight - parts.frame.offsetHeight;
  const left = Math.min(HIGHEST_PLOT, Math.round(pictureHeight(plan.width) - around));
  return Math.max(left, plan.horizontal ? rowsHeight(plan) : LOWEST_PLOT);
}

const TYPES = { bar: "figureBars", stacked: "figureBars", line: "figurePoints", dots: "figurePoints" };

/** A chart on its canvas that can be drawn anew, for another width or other colours. */
function drawer(parts, config, pictureHeight, handlers) {
  let chart = null;
  let plan = null;
  let handled = 0;
  return {
    current: () => chart,
    isStale: () => handled !== parts.frame.clientWidth,
    redraw() {
      const theme = readTheme();
      handled = parts.frame.clientWidth;
      plan = laidOut(config, handled, theme);
      chart?.destroy();
      parts.keys.series.replaceChildren(...[makeSeriesKey(plan, theme)].filter(Boolean));
      parts.keys.marks.replaceChildren(...[makeKey(plan)].filter(Boolean));
      nameAxes(parts, plan);
      parts.notes.replaceChildren(...unsaid(plan).map((words) => element("p", "", words)));
      parts.frame.style.height = `${frameHeight(parts, plan, pictureHeight)}px`;
      Chart.defaults.font.family = theme.font;
      Chart.defaults.font.size = 14;
      chart = new Chart(parts.canvas, {
        type: TYPES[plan.kind],
        data: {
          labels: plan.timed ? plan.time.map(({ at }) => at) : plan.labels,
          datasets: datasets(plan, { theme, context: parts.canvas.getContext("2d") }),
        },
        options: chartOptions(plan, theme, handlers),
        plugins: [marksPlugin(plan, theme)],
      });
    },
  };
}

/** Mark a figure on the canvas, or none, and say so in a tip. */
function marker(config, current, tip) {
  return (at) => {
    const chart = current();
    chart.setActiveElements(at ? [{ datasetIndex: at.datasetIndex, index: at.index }] : []);
    chart.update("none");
    if (at) {
      tip.show(at, chart.getDatasetMeta(at.datasetIndex).data[at.index]);
    } else {
      tip.hide();
    }
  };
}

function draw(figure, config, number) {
  // Measured while it is still seen.
  const pictureHeight = heightOf(figure.querySelector(".chart-picture"));
  const parts = build(figure, config, number);
  figure.classList.add("chart--drawn");
  const tip = makeTip(parts.frame, config);
  let keyboard = null;
  const placeOf = ({ datasetIndex, index }) => ({ datasetIndex, index, point: config.series[datasetIndex].points[index] });
  const panel = makePanel(figure, parts.drawing, config, {
    opened: () => tip.hide(),
    closed() {
      const at = keyboard.where();
      parts.canvas.focus({ preventScroll: true });
      keyboard.go(at);
    },
  });
  const drawn = drawer(parts, config, pictureHeight, {
    open(found) {
      keyboard.go(placeOf(found));
      panel.open(placeOf(found));
    },
    point(found, event) {
      event.native.target.style.cursor = found ? "pointer" : "default";
      if (found) {
        tip.show(placeOf(found), found.element, event);
      } else if (!keyboard.where()) {
        tip.leave();
      }
    },
  });
  drawn.redraw();
  const show = marker(config, drawn.current, tip);
  keyboard = addKeyboard(parts.canvas, config, { show, say: parts.say, panel: () => panel });
  const again = () => {
    // A figure that the page has put another in place of is drawn no more.
    if (!figure.isConnected) {
      return;
    }
    drawn.redraw();
    if (keyboard.where()) {
      show(keyboard.where());
    }
  };
  watchTheme(again);
  new ResizeObserver(() => drawn.isStale() && again()).observe(parts.frame);
}

let drawn = 0;

function start(figure, number) {
  const config = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  if (config.on_canvas === false) {
    followPicture(figure, config, number);
  } else {
    draw(figure, config, number);
  }
  figure.dataset.chartReady = "true";
}

/** Draw every chart under `root` that is not drawn yet; one that fails leaves its picture in place. */
export function drawCharts(root = document) {
  for (const figure of root.querySelectorAll("figure[data-chart]:not([data-chart-ready])")) {
    drawn += 1;
    try {
      start(figure, drawn);
    } catch (error) {
      figure.classList.remove("chart--drawn");
      figure.querySelector(".chart-drawing")?.remove();
      console.error("A chart could not be drawn; its picture stays.", error);
    }
  }
}
