// The page of the review: its cards, where the focus is, and the parts that the site sends anew.

export const page = document.querySelector(".intake");
export const byId = (id) => document.getElementById(id);

export const cards = () => [...page.querySelectorAll(".intake-card")];
export const isWaiting = (card) =>
    card.matches(".intake-card--waiting") && !card.matches(".intake-card--sent");
export const waiting = () => cards().filter(isWaiting);
export const here = () => document.activeElement?.closest(".intake-card") ?? null;
export const isTyping = (element) =>
    Boolean(element?.matches?.("input, textarea, select, [contenteditable]"));

export const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
};

// Read aloud at the next pause.
export const say = (sentence) => {
    const live = byId("intake-said");
    live.textContent = "";
    requestAnimationFrame(() => {
        live.textContent = sentence;
    });
};

// --- where a person is ---------------------------------------------------------------------------

// The next card to decide, from this one on and round; null where none is left.
export const nextWaiting = (card) => {
    const all = cards();
    const from = all.indexOf(card) + 1;
    return [...all.slice(from), ...all.slice(0, from)].find((one) => one !== card && isWaiting(one));
};

const scrollTextTo = (box) => {
    const text = byId("intake-text");
    const frame = text.getBoundingClientRect();
    if (text.scrollHeight > text.clientHeight && (box.top < frame.top || box.bottom > frame.bottom)) {
        text.scrollTop += box.top - frame.top - text.clientHeight / 3;
    }
};

// The words of a quotation are no element of their own: the browser marks them as a range.
const quoted = (card) => {
    const [start, end] = [Number(card.dataset.start), Number(card.dataset.end)];
    const pieces = [...page.querySelectorAll("#intake-text [data-start]")];
    const inside = pieces.filter((one) => {
        const from = Number(one.dataset.start);
        return from < end && from + [...one.textContent].length > start;
    });
    if (inside.length === 0) {
        return null;
    }
    const range = document.createRange();
    range.setStart(...pointIn(inside[0], start));
    range.setEnd(...pointIn(inside.at(-1), end));
    return range;
};

// A node and an offset as the browser counts, from an offset in code points of the whole text.
const pointIn = (piece, offset) => {
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    const node = walker.nextNode();
    const letters = [...node.data].slice(0, Math.max(0, offset - Number(piece.dataset.start)));
    return [node, letters.join("").length];
};

// Outlines in the text what a card is about.
export const mark = (card) => {
    for (const old of page.querySelectorAll(".intake-words--here")) {
        old.classList.remove("intake-words--here");
    }
    globalThis.CSS?.highlights?.delete("intake-quotation");
    if (card?.dataset.candidate) {
        const words = page.querySelectorAll(`.intake-words[data-candidate="${card.dataset.candidate}"]`);
        words.forEach((one) => one.classList.add("intake-words--here"));
        if (words.length) {
            scrollTextTo(words[0].getBoundingClientRect());
        }
    } else if (card?.dataset.end) {
        const range = quoted(card);
        if (range) {
            globalThis.CSS?.highlights?.set("intake-quotation", new Highlight(range));
            scrollTextTo(range.getClientRects()[0] ?? range.getBoundingClientRect());
        }
    }
};

// Only one card to decide shows its fields; the others are a line each. The card stays where it is
// on the screen when one above it is folded.
export const unfold = (card) => {
    const old = page.querySelector(".intake-card--open");
    if (!card?.matches(".intake-card") || old === card) {
        return;
    }
    const top = card.getBoundingClientRect().top;
    old?.classList.remove("intake-card--open");
    card.classList.add("intake-card--open");
    window.scrollBy({ top: card.getBoundingClientRect().top - top, behavior: "instant" });
    mark(card);
};

export const go = (card) => {
    if (card) {
        unfold(card);
        card.focus({ preventScroll: true });
        card.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
};

// One further, or back, in a list of elements; round at its end.
export const step = (list, by) => {
    const at = list.findIndex((one) => one.contains(document.activeElement));
    const first = by > 0 ? 0 : list.length - 1;
    return list[at < 0 ? first : (at + by + list.length) % list.length] ?? null;
};

// --- a card in a line ----------------------------------------------------------------------------

const chosen = (form, name) => {
    const field = form.elements[name];
    return field?.matches("select") ? (field.selectedOptions[0]?.text ?? "") : (field?.value ?? "");
};

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

const days = (form) => {
    const [first, last] = ["period_start", "period_end"].map((name) => {
        const day = form.elements[name]?.valueAsDate;
        return day ? DAY.format(day) : "";
    });
    return first === last ? first : `${first || "…"} to ${last || "…"}`;
};

const inLine = (form) => {
    const has = (name) => Boolean(form.elements[name]?.value);
    if (form.elements.speaker_name) {
        return [chosen(form, "speaker_name") || "Nobody named", chosen(form, "role")];
    }
    const repeats = has("same_as") && `says again what ${chosen(form, "same_as")} says`;
    const sums = form.elements.is_claim?.checked && "a rounded statement that sums up others";
    return [
        repeats || sums || chosen(form, "metric") || "No metric yet",
        [
            form.elements.qualifier?.value === "exact" ? "" : chosen(form, "qualifier"),
            chosen(form, "value"),
            form.elements.unit?.value === "count" ? "" : chosen(form, "unit"),
        ].filter(Boolean).join(" "),
        chosen(form, "organisation") || (has("area") && chosen(form, "area")),
        chosen(form, "phase") || chosen(form, "operation"),
        days(form),
    ];
};

export const sumUp = (card) => {
    const form = card.querySelector("form");
    if (!form || !card.matches(".intake-card--waiting")) {
        return;
    }
    let line = card.querySelector(".intake-card__line");
    if (!line) {
        line = make("p", { className: "intake-card__line" });
        form.before(line);
    }
    line.textContent = inLine(form).filter(Boolean).join(" · ");
};

// --- parts that the site sends anew --------------------------------------------------------------

// Replaces a part of the page; focus, selection and scroll stay where they were.
const replacing = (part, replace) => {
    const active = part.contains(document.activeElement) ? document.activeElement : null;
    const id = active?.id || active?.closest("li[id], [tabindex='-1'][id]")?.id;
    const caret = active?.matches("input[type=text], textarea") && active.selectionStart;
    const scrolled = part.querySelector("#intake-text")?.scrollTop;
    const open = part.querySelector("details")?.open;
    replace();
    if (scrolled) {
        byId("intake-text").scrollTop = scrolled;
    }
    if (open && part.querySelector("details")) {
        part.querySelector("details").open = true;
    }
    if (active) {
        const again = (id && byId(id)) ?? part.querySelector("[tabindex='-1']");
        again?.focus({ preventScroll: true });
        if (caret) {
            again?.setSelectionRange?.(caret, caret);
        }
    }
};

const elementOf = (html) => make("template", { innerHTML: html.trim() }).content.firstElementChild;

// False where the part has to stay as it is: somebody is selecting words in it.
export const putPart = (name, html) => {
    const slot = byId(`intake-${name}-slot`);
    if (!getSelection().isCollapsed && slot.contains(getSelection().anchorNode)) {
        return false;
    }
    replacing(slot, () => slot.replaceChildren(elementOf(html)));
    return true;
};

// Where the words of a new figure stand among those of the others.
const cardAfter = (id) => {
    const begun = [...page.querySelectorAll(".intake-words[id^=words-]")];
    const at = begun.findIndex((one) => one.id === id.replace("candidate-", "words-"));
    const after = begun.slice(at + 1).map((one) => byId(`candidate-${one.dataset.candidate}`));
    return at < 0 ? null : (after.find(Boolean) ?? null);
};

// Figures are named by their number on the page: the lists and fields that name one follow.
const numberAnew = () => {
    const names = new Map();
    for (const [at, number] of [...page.querySelectorAll(".intake-card__number")].entries()) {
        const words = number.closest(".intake-card").dataset.name.slice(0, 60);
        names.set(`${number.textContent}: ${words}`, `${at + 1}: ${words}`);
        number.textContent = String(at + 1);
    }
    for (const field of page.querySelectorAll("[name=same_as]")) {
        field.value = names.get(field.value) ?? field.value;
    }
    const options = [...names.values()].map((value) => make("option", { value }));
    byId("known-statements").replaceChildren(...options);
};

// Puts a card that the site sent in its place, takes away one that is gone, and returns it; null for
// what has no card: the numbers.
export const putCard = (id, html) => {
    const old = byId(id);
    if (id === "intake-meter") {
        return null;
    }
    if (id === "intake-header") {
        if (html) {
            replacing(old, () => old.replaceChildren(elementOf(html)));
        }
        return old;
    }
    if (!html) {
        old?.remove();
        numberAnew();
        return null;
    }
    const fresh = elementOf(html);
    if (old) {
        fresh.classList.toggle("intake-card--open", old.matches(".intake-card--open"));
        const hadFocus = old.contains(document.activeElement);
        const field = hadFocus && document.activeElement !== old && document.activeElement.id;
        old.replaceWith(fresh);
        if (hadFocus) {
            ((field && byId(field)) || fresh).focus({ preventScroll: true });
        }
    } else {
        byId("intake-cards").insertBefore(fresh, cardAfter(id));
        numberAnew();
    }
    sumUp(fresh);
    return fresh;
};
