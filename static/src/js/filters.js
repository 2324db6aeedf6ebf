/**
 * Filters without a page load: on a change the same address is asked for, and its results take the place of
 * these. The address bar holds the state, so Back, a bookmark and a sent link work as they do without this.
 */

import { addStatus, replacer } from "./replacing.js";

const RESULTS = "[data-filter-results]";

/** The form's address, without the fields that are empty. */
function addressOf(form) {
  const address = new URL(form.action, window.location.href);
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  address.search = new URLSearchParams(filled).toString();
  return address;
}

/** Set the controls to what an address says, after Back or Forward. */
function restore(form, address) {
  for (const control of form.elements) {
    if (!control.name || control.type === "hidden") {
      continue;
    }
    const values = address.searchParams.getAll(control.name);
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.includes(control.value);
    } else if (control.multiple) {
      for (const option of control.options) {
        option.selected = values.includes(option.value);
      }
    } else {
      control.value = values[0] ?? "";
    }
  }
}

function addFilter(form) {
  const show = replacer(RESULTS, addStatus(form), {
    refuses: (page) => page.querySelector(".govuk-error-summary") !== null,
    replace: (results, fresh) => results.replaceWith(fresh),
    replaced: (fresh) => fresh.querySelector("[data-filter-count]")?.textContent ?? "The list has changed.",
  });

  form.addEventListener("change", () => show(addressOf(form), { push: true }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOf(form), { push: true });
  });
  window.addEventListener("popstate", () => {
    const address = new URL(window.location.href);
    restore(form, address);
    show(address, { push: false });
  });
}

export function addFilters() {
  const form = document.querySelector("form[data-filter]");
  if (form && document.querySelector(RESULTS)) {
    addFilter(form);
  }
}
