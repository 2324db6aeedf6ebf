/** Draw each chart of the page on a canvas, in the place of the picture that the server drew. */

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";

import { datasets } from "./datasets.js";
import { addKeyboard } from "./keyboard.js";
import { makeKey } from "./key.js";
import { marksPlugin } from "./marks.js";
import { chartOptions, labelHeight, laidOut } from "./options.js";
import { DARK, readTheme } from "./theme.js";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

const BAR_ROW = 40;
const FURNITURE = 96;
const HINT = "Use the left and right arrow keys to move between figures, and Enter to open one.";

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

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

function frameHeight(config, width) {
  if (config.kind !== "bar" || !config.horizontal) {
    return "";
  }
  const row = Math.max(BAR_ROW * Math.max(1, config.series.length * 0.72), labelHeight(config, width));
  return `${Math.round(FURNITURE + config.labels.length * row)}px`;
}

/** Go to a figure's page; from inside another site's frame, in a window of its own. */
function opener(config, embedded) {
  return (datasetIndex, index) => {
    const address = config.series[datasetIndex].points[index]?.url;
    if (!address) {
      return;
    }
    if (embedded) {
      window.open(address, "_blank", "noopener");
    } else {
      window.location.assign(address);
    }
  };
}

function build(figure, config, number) {
  const drawing = element("div", "chart-drawing");
  const frame = element("div", "chart-drawing__frame");
  const hint = element("p", "chart-drawing__hint", HINT);
  const spokenLine = element("p", "chart-drawing__spoken govuk-visually-hidden");
  hint.id = `chart-hint-${number}`;
  spokenLine.setAttribute("aria-live", "polite");
  const canvas = makeCanvas(config, hint.id);
  frame.append(canvas);
  const key = makeKey(config);
  drawing.append(...[frame, key, hint, spokenLine].filter(Boolean));
  figure.querySelector(".chart-picture").after(drawing);
  return { canvas, frame, say: (words) => (spokenLine.textContent = words) };
}

function draw(figure, number) {
  const config = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const { canvas, frame, say } = build(figure, config, number);
  // Hidden before Chart.js measures the room that is left.
  figure.classList.add("chart--drawn");
  const open = opener(config, figure.hasAttribute("data-chart-embedded"));
  let chart = null;
  let drawn = null;
  const redraw = () => {
    const theme = readTheme();
    const width = frame.clientWidth;
    drawn = laidOut(config, width);
    chart?.destroy();
    frame.style.height = frameHeight(drawn, width);
    Chart.defaults.font.family = theme.font;
    Chart.defaults.font.size = 14;
    chart = new Chart(canvas, {
      type: config.kind === "line" ? "line" : "bar",
      data: { labels: config.labels, datasets: datasets(drawn, theme, canvas.getContext("2d")) },
      options: chartOptions(drawn, theme, width, open),
      plugins: [marksPlugin(drawn, theme)],
    });
    figure.dataset.chartReady = "true";
  };
  redraw();
  addKeyboard(canvas, config, { current: () => chart, say, open });
  DARK.addEventListener("change", redraw);
  new ResizeObserver(() => {
    if (laidOut(config, frame.clientWidth).horizontal !== drawn.horizontal) {
      redraw();
    }
  }).observe(frame);
}

let drawn = 0;

/** Draw every chart under `root` that is not drawn yet; one that fails leaves its picture in place. */
export function drawCharts(root = document) {
  for (const figure of root.querySelectorAll("figure[data-chart]:not(.chart--drawn)")) {
    drawn += 1;
    try {
      draw(figure, drawn);
    } catch (error) {
      figure.classList.remove("chart--drawn");
      figure.querySelector(".chart-drawing")?.remove();
      console.error("A chart could not be drawn; its picture stays.", error);
    }
  }
}
