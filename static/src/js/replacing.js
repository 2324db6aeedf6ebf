/** A part of the page that takes another's place without a page load, and the words that tell of it. */

/** A line that is spoken whenever its words change, after an element of the page. */
export function addStatus(element) {
  const status = document.createElement("p");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  element.after(status);
  return status;
}

/**
 * Return a function that asks for an address and puts the answer's part in the place of this page's; of two that
 * are asked for, only the later one counts.
 *
 * `refuses(page)` tells an answer that is none; `replace(part, fresh)` puts one in the place of the other; and
 * `replaced(fresh, address)` returns the words to speak.
 */
export function replacer(selector, status, { refuses = () => false, replace, replaced }) {
  let latest = null;
  return async (address, { push }) => {
    const part = document.querySelector(selector);
    latest?.abort();
    latest = new AbortController();
    part.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: latest.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(selector);
      if (!answer.ok || !fresh || refuses(page)) {
        throw new Error(`Nothing to show in the answer (${answer.status}).`);
      }
      replace(part, document.adoptNode(fresh));
      if (push) {
        window.history.pushState(null, "", address);
      }
      status.textContent = replaced(fresh, address);
      document.dispatchEvent(new CustomEvent("content:replaced"));
    } catch (error) {
      if (error.name !== "AbortError") {
        // Whatever went wrong, the ordinary page says it better.
        window.location.assign(address);
      }
    }
  };
}
