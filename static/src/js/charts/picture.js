/** Kinds that keep the server's picture: the same keys and clicks, over its marks. */

import { addKeyboard, hintFor } from "./keyboard.js";
import { makePanel } from "./panel.js";
import { element } from "./wording.js";

const CURRENT = "chart-mark--current";

const selector = ({ datasetIndex, index }) => `[data-figure="${datasetIndex}-${index}"]`;

/** The figure that a mark of the picture stands for, or null. */
function placeOf(config, mark) {
  const [datasetIndex, index] = (mark?.dataset.figure ?? "").split("-").map(Number);
  const point = config.series[datasetIndex]?.points[index];
  return point ? { datasetIndex, index, point } : null;
}

export function followPicture(figure, config, number) {
  const picture = figure.querySelector(".chart-picture");
  const marks = [...picture.querySelectorAll("[data-figure]")].filter((mark) => placeOf(config, mark));
  if (!marks.length) {
    return;
  }
  const spoken = element("p", "chart-drawing__spoken govuk-visually-hidden");
  spoken.setAttribute("aria-live", "polite");
  const hint = element("p", "chart-drawing__hint", hintFor(config));
  hint.id = `chart-hint-${number}`;
  picture.setAttribute("aria-describedby", hint.id);
  picture.classList.add("chart-picture--live");
  picture.after(hint, spoken);
  const panel = makePanel(figure, spoken, config, { closed: () => picture.focus({ preventScroll: true }) });
  const keyboard = addKeyboard(picture, config, {
    show(at) {
      picture.querySelectorAll(`.${CURRENT}`).forEach((mark) => mark.classList.remove(CURRENT));
      if (at) {
        const found = picture.querySelectorAll(selector(at));
        found.forEach((mark) => mark.classList.add(CURRENT));
        // An embed holds the picture twice and shows the one that fits.
        const seen = [...found].find((mark) => mark.getClientRects().length);
        seen?.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    },
    say: (words) => (spoken.textContent = words),
    panel: () => panel,
  });
  picture.addEventListener("click", (event) => {
    const place = placeOf(config, event.target.closest("[data-figure]"));
    if (place) {
      keyboard.go(place);
      panel.open(place);
    }
  });
}

