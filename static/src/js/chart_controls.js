/**
 * The switches of a chart's page without a page load. The address bar holds the state, so Back, a bookmark and
 * a sent link work as they do without this. The whole page below the navigation takes the answer's place, so
 * the code to embed the chart and its reference never tell of another state than the picture.
 */

import { addCopyButtons } from "./copy.js";
import { addStatus, replacer } from "./replacing.js";

const PAGE = "[data-chart-page]";
const FORM = "[data-chart-controls]";

/** The form's address in its one spelling: nothing empty, and no series named where all are wanted. */
function addressOf(form) {
  const address = new URL(form.action, window.location.href);
  const fields = new FormData(form);
  const series = fields.getAll("series").sort();
  fields.delete("series");
  if (series.length < form.querySelectorAll("[name=series]").length && series.length > 0) {
    address.searchParams.set("series", series.join(","));
  }
  for (const [key, value] of fields) {
    if (value !== "") {
      address.searchParams.set(key, value);
    }
  }
  // Commas need no escape, and the embed code has none either.
  address.search = address.search.replaceAll("%2C", ",").replaceAll("%3A", ":");
  return address;
}

const nameOf = (details) => details.querySelector("summary").textContent;

/** Which parts of the page the reader has open, and where the focus is, to be found again in the next one. */
function positionIn(page) {
  const open = new Map([...page.querySelectorAll("details")].map((one) => [nameOf(one), one.open]));
  return { open, focused: page.contains(document.activeElement) ? document.activeElement.id : "" };
}

function restore(page, { open, focused }) {
  for (const one of page.querySelectorAll("details")) {
    one.open = open.get(nameOf(one)) ?? one.open;
  }
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

/** Let a change of any switch show itself at once. */
export function addChartControls() {
  if (!document.querySelector(`${PAGE} ${FORM}`)) {
    return;
  }
  const status = addStatus(document.querySelector(PAGE));
  let shown = window.location.search;
  const show = replacer(PAGE, status, {
    replace(page, fresh) {
      const position = positionIn(page);
      page.replaceWith(fresh);
      restore(fresh, position);
    },
    replaced(fresh, address) {
      addCopyButtons(fresh);
      shown = address.search;
      return fresh.dataset.shown;
    },
  });

  document.addEventListener("change", ({ target }) => {
    const form = target.closest(FORM);
    if (form) {
      show(addressOf(form), { push: true });
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(FORM);
    if (form) {
      event.preventDefault();
      show(addressOf(form), { push: true });
    }
  });
  window.addEventListener("popstate", () => {
    // A link within the page comes by here too, and changes nothing.
    if (window.location.search !== shown) {
      show(new URL(window.location.href), { push: false });
    }
  });
}
