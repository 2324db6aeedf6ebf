// Words of the text that a person selects, or a number that nothing accounts for: to make a figure
// of them, or to say why they are none.

import { byId, page } from "./page.js";

const bar = byId("intake-selected");
const NUMBER = ".intake-number--unaccounted[id^=number-at-]";

// Offsets count characters as the site does: one for each code point, an emoji among them.
const length = (words) => [...words].length;

const offsetOf = (node, at) => {
    const text = byId("intake-text");
    if (!text?.contains(node)) {
        return null;
    }
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const piece = element.closest("[data-start]");
    const before = document.createRange();
    before.setStart(piece ?? text, 0);
    before.setEnd(node, at);
    return Number(piece?.dataset.start ?? 0) + length(before.toString());
};

const selected = () => {
    const chosen = getSelection();
    if (chosen.rangeCount === 0 || chosen.isCollapsed) {
        return null;
    }
    const range = chosen.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    const isInText = start !== null && end !== null && start < end;
    return isInText ? { start, end, words: range.toString() } : null;
};

const fill = ({ start, end, words }) => {
    const short = words.trim().replace(/\s+/g, " ");
    byId("intake-selected-words").textContent = short.length > 60 ? `${short.slice(0, 60)}…` : short;
    for (const form of bar.querySelectorAll("form")) {
        form.elements.start.value = start;
        form.elements.end.value = end;
    }
    bar.hidden = false;
};

const numberOf = (link) => {
    const start = Number(link.dataset.start);
    return { start, end: start + length(link.textContent), words: link.textContent };
};

export const numbersLeft = () => [...page.querySelectorAll(`#intake-text ${NUMBER}`)];
export const numberHere = () => document.activeElement?.closest(NUMBER) ?? null;
export const isOffered = () => !bar.hidden;

export const close = () => {
    bar.hidden = true;
};

// Shows the bar for what is selected, or for the number that has the focus.
export const offer = () => {
    if (bar.contains(document.activeElement)) {
        return;
    }
    const found = selected() ?? (numberHere() && numberOf(numberHere()));
    if (found) {
        fill(found);
    } else {
        close();
    }
};
