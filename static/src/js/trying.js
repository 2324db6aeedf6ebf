/** Forms that try an address of the interface for programs: with scripts the answer comes in place. */

// A page of a thousand rows would make the document slow; who wants all of it opens the address.
const SHOWN = 20000;

/** The address that the form asks for: parts in braces filled in, empty parameters left out. */
export function addressOf(form) {
  const query = new URLSearchParams();
  let path = form.dataset.try;
  for (const [name, value] of new FormData(form)) {
    const text = value.trim();
    if (path.includes(`{${name}}`)) {
      path = path.replace(`{${name}}`, encodeURIComponent(text));
    } else if (text && name !== "open") {
      query.append(name, text);
    }
  }
  const asked = query.toString();
  return new URL(asked ? `${path}?${asked}` : path, window.location.href);
}

function line(label, content) {
  const term = document.createElement("dt");
  term.textContent = label;
  const told = document.createElement("dd");
  told.append(content);
  return [term, told];
}

function code(text) {
  const element = document.createElement("code");
  element.textContent = text;
  return element;
}

function link(address) {
  const element = document.createElement("a");
  element.className = "govuk-link";
  element.href = address.href;
  element.textContent = address.href;
  return element;
}

function inOrder(text) {
  let told = text;
  try {
    told = JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    // Not JSON: shown as it came.
  }
  return told.length > SHOWN ? `${told.slice(0, SHOWN)}\n…` : told;
}

async function answered(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return [`${answer.status} ${answer.headers.get("Content-Type") ?? ""}`, inOrder(await answer.text())];
  } catch {
    return ["no answer", "The site can’t be reached at the moment."];
  }
}

async function show(form, place) {
  const address = addressOf(form);
  // Its words change while it is there, so that a screen reader says them.
  place.hidden = false;
  place.textContent = "Asking…";
  const [status, text] = await answered(address);
  const list = document.createElement("dl");
  list.className = "api__told";
  list.append(
    ...line("Address", link(address)),
    ...line("With curl", code(`curl '${address.href.replaceAll("'", "%27")}'`)),
    ...line("Status", code(status)),
  );
  const body = document.createElement("pre");
  body.className = "api__body";
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", "Answer");
  body.textContent = text;
  place.replaceChildren(list, body);
}

export function addTries(root = document) {
  for (const form of root.querySelectorAll("form[data-try]")) {
    const place = form.parentElement.querySelector("[data-answer]");
    place.setAttribute("role", "status");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(form, place);
    });
  }
}
