/**
 * The page of every figure without page loads. The whole of it below its title takes the answer's place, so that
 * filters, counts, table, chart and code never tell of another choice than the address bar, which holds the state.
 */

import { addCopyButtons } from "./copy.js";
import { addStatus, replacer } from "./replacing.js";

const PAGE = "[data-explore]";
const FORM = "[data-explore-form]";
const LINK = "a[data-explore-link], .govuk-pagination a";

/** The form's address: nothing empty, and no columns named where the usual ones are wanted. */
function addressOf(form) {
  const address = new URL(form.action, window.location.href);
  const fields = [...new FormData(form)].filter(([key, value]) => key !== "columns" && value !== "");
  const columns = new FormData(form).getAll("columns").join(",");
  if (columns !== form.dataset.usualColumns && columns !== "") {
    fields.push(["columns", columns]);
  }
  address.search = new URLSearchParams(fields).toString();
  return address;
}

/** Show of a long list what has the words that are typed above it, and whatever is chosen. */
function narrow(field) {
  const words = field.value.trim().toLowerCase();
  const list = field.closest("fieldset").querySelector("ul");
  let section = null;
  let isShown = false;
  for (const item of list.children) {
    if (item.matches(".explore-choices__section")) {
      if (section) {
        section.hidden = !isShown;
      }
      [section, isShown] = [item, false];
      continue;
    }
    const isWanted = item.textContent.toLowerCase().includes(words) || item.querySelector("input").checked;
    item.hidden = !isWanted;
    isShown ||= isWanted;
  }
  if (section) {
    section.hidden = !isShown;
  }
}

/** Bring what is chosen of a long list into its view, without moving the page. */
function showChosen(page) {
  for (const list of page.querySelectorAll(".explore-choices")) {
    const chosen = list.querySelector("input:checked");
    if (chosen) {
      list.scrollTop = Math.max(0, chosen.closest("li").offsetTop - list.clientHeight / 2);
    }
  }
}

function prepare(page) {
  for (const box of page.querySelectorAll("[data-narrow]")) {
    box.hidden = false;
  }
  // Every change shows itself.
  page.querySelector("[data-explore-show]").hidden = true;
  addCopyButtons(page);
}

/** Which filters are open, what is typed above their lists, how far they are scrolled, and where the focus is. */
function positionIn(page) {
  const focused = page.contains(document.activeElement) ? document.activeElement : null;
  return {
    open: new Map([...page.querySelectorAll("details[id]")].map((one) => [one.id, one.open])),
    typed: new Map([...page.querySelectorAll("[data-narrow] input")].map((one) => [one.id, one.value])),
    scrolled: new Map([...page.querySelectorAll(".explore-choices")].map((one) => [one.id, one.scrollTop])),
    focused: focused && { id: focused.id, isInForm: focused.closest(FORM) !== null },
  };
}

function restore(page, { open, typed, scrolled, focused }) {
  for (const [id, isOpen] of open) {
    const group = page.querySelector(`#${CSS.escape(id)}`);
    if (group) {
      group.open = isOpen || group.open;
    }
  }
  for (const [id, words] of typed) {
    const field = page.querySelector(`#${CSS.escape(id)}`);
    if (field && words) {
      field.value = words;
      narrow(field);
    }
  }
  for (const [id, top] of scrolled) {
    const list = id && page.querySelector(`#${CSS.escape(id)}`);
    if (list) {
      list.scrollTop = top;
    }
  }
  if (focused) {
    // What was followed may be gone, such as a choice that was taken out: the count is the next best place.
    const place = focused.id && page.querySelector(`#${CSS.escape(focused.id)}`);
    (place || page.querySelector("[data-explore-count]")).focus({ preventScroll: Boolean(place) });
  }
}

/** Let a change of any filter, and whatever leads to another state of the page, show itself at once. */
export function addExplore() {
  const first = document.querySelector(PAGE);
  if (!first) {
    return;
  }
  const status = addStatus(first);
  let shown = window.location.search;
  prepare(first);
  showChosen(first);
  const show = replacer(PAGE, status, {
    replace(page, fresh) {
      const position = positionIn(page);
      page.replaceWith(fresh);
      prepare(fresh);
      restore(fresh, position);
    },
    replaced(fresh) {
      // The one spelling of the state, which only the server knows.
      const address = new URL(fresh.dataset.address);
      window.history.replaceState(null, "", `${window.location.pathname}${address.search}`);
      document.title = fresh.dataset.title;
      shown = window.location.search;
      return fresh.querySelector("[data-explore-count]").textContent;
    },
  });

  document.addEventListener("change", ({ target }) => {
    const form = target.closest(FORM);
    if (form && !target.closest("[data-narrow]")) {
      show(addressOf(form), { push: true });
    }
  });
  document.addEventListener("input", ({ target }) => {
    if (target.closest(`${PAGE} [data-narrow]`)) {
      narrow(target);
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(FORM);
    if (form) {
      event.preventDefault();
      show(addressOf(form), { push: true });
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(LINK);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link?.closest(PAGE) && isPlain) {
      event.preventDefault();
      show(new URL(link.href), { push: true });
    }
  });
  window.addEventListener("popstate", () => {
    // A link within the page comes by here too, and changes nothing.
    if (window.location.search !== shown) {
      show(new URL(window.location.href), { push: false });
    }
  });
}
