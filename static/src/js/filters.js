/**
 * Filters without a page load: on a change the same address is asked for, and its results take the place of
 * these. The address bar holds the state, so Back, a bookmark and a sent link work as they do without this.
 */

const RESULTS = "[data-filter-results]";

/** The form's address, without the fields that are empty. */
function addressOf(form) {
  const address = new URL(form.action, window.location.href);
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  address.search = new URLSearchParams(filled).toString();
  return address;
}

function addStatus(form) {
  const status = document.createElement("p");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  form.after(status);
  return status;
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
  const status = addStatus(form);
  let latest = null;

  async function show(address, { push }) {
    const results = document.querySelector(RESULTS);
    latest?.abort();
    latest = new AbortController();
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: latest.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(RESULTS);
      if (!answer.ok || !fresh || page.querySelector(".govuk-error-summary")) {
        throw new Error(`No results in the answer (${answer.status}).`);
      }
      results.replaceWith(document.adoptNode(fresh));
      if (push) {
        window.history.pushState(null, "", address);
      }
      status.textContent = fresh.querySelector("[data-filter-count]")?.textContent ?? "The list has changed.";
      document.dispatchEvent(new CustomEvent("content:replaced"));
    } catch (error) {
      if (error.name !== "AbortError") {
        // Whatever went wrong, the ordinary page says it better.
        window.location.assign(address);
      }
    }
  }

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
