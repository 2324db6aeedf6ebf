/** From a figure to its words: a panel under the chart that says where it is from and what is to be known of it. */

import { caveats, nameOf } from "./figures.js";
import { element } from "./wording.js";

function headingLevel(figure) {
  const title = figure.querySelector(".chart__title");
  return title ? Math.min(6, Number(title.tagName[1]) + 1) : 4;
}

function link(words, address, embedded) {
  const made = element("a", "govuk-link", words);
  made.href = address;
  if (embedded) {
    made.target = "_blank";
    made.rel = "noopener";
  }
  return made;
}

function edition({ edition: number, issued }) {
  // A day that is not recorded is said in words already.
  const day = /\d/.test(issued) ? `issued ${issued}` : issued;
  return [number > 1 && `edition ${number}`, day].filter(Boolean).join(", ");
}

/** What is known of a figure, a name and its words at a time; what is not known is left out. */
function facts(point) {
  const { source } = point;
  const release = source && [source.release, edition(source)].filter(Boolean).join(", ");
  const said = new Set([point.arithmetic && `Worked out by us: ${point.arithmetic}`, point.changed]);
  const known = caveats(point).filter((words) => !said.has(words) && words.toLowerCase() !== point.changed?.toLowerCase());
  return [
    ["Release", release],
    ["Published by", source?.publisher],
    ["Period", point.period],
    ["Worked out by us", point.arithmetic],
    ["Changed", point.changed && point.changed.charAt(0).toUpperCase() + point.changed.slice(1)],
    ["To be known", known.join(". ")],
  ].filter(([, words]) => words);
}

function links(point, embedded) {
  const made = element("p", "chart-panel__links");
  if (point.source?.url) {
    made.append(link("These words in the release", point.source.url, embedded));
  }
  if (point.url) {
    made.append(link("This figure’s page", point.url, embedded));
  }
  return made;
}

function fill(panel, figure, config, place, id) {
  const { point } = place;
  const heading = element(`h${headingLevel(figure)}`, "chart-panel__title", `${nameOf(config, place)}: ${point.shown}`);
  heading.id = id;
  const list = element("dl", "chart-panel__facts");
  for (const [name, words] of facts(point)) {
    list.append(element("dt", "", name), element("dd", "", words));
  }
  const close = element("button", "chart-panel__close", "Close");
  close.type = "button";
  const words = point.words ? [element("blockquote", "chart-panel__words", `“${point.words}”`)] : [];
  panel.replaceChildren(heading, ...words, list, links(point, figure.hasAttribute("data-chart-embedded")), close);
  return close;
}

/**
 * Return `open(place)`, `close()` and `isOpen()` for a chart's panel, put after `before`.
 *
 * It is not modal: the page can be read on, and the keyboard leaves it with Tab. `opened` is told when it is shown,
 * `closed` when a reader shuts it, so that the focus goes back to the figure.
 */
export function makePanel(figure, before, config, { opened = () => {}, closed }) {
  const id = `${figure.id || "chart"}-figure`;
  const panel = element("section", "chart-panel");
  panel.tabIndex = -1;
  panel.hidden = true;
  panel.setAttribute("aria-labelledby", id);
  before.after(panel);

  function close() {
    if (!panel.hidden) {
      panel.hidden = true;
      closed();
    }
  }

  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  return {
    open(place) {
      fill(panel, figure, config, place, id).addEventListener("click", close);
      panel.hidden = false;
      opened();
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "nearest" });
    },
    close,
    isOpen: () => !panel.hidden,
  };
}
