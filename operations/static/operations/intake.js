// The review of a text: decisions without a page load, by mouse or keyboard, that outlive a lost
// connection. Every form of the page works without this script; here it is sent at once, and what
// cannot be sent is kept on this computer and sent again, in order, once the site answers.

import { listen } from "./intake/keys.js";
import { Kept, singleKeys } from "./intake/kept.js";
import { Outbox } from "./intake/outbox.js";
import {
    byId, cards, go, here, isTyping, isWaiting, make, mark, nextWaiting, page, putCard, putPart, say,
    sumUp, unfold, waiting,
} from "./intake/page.js";
import { close, numbersLeft, offer } from "./intake/selecting.js";
import { snapshot, Typed } from "./intake/typed.js";

const kept = new Kept(page.dataset.intake, page.dataset.user);
const typed = new Typed(kept);
const outbox = new Outbox(kept, { onChange: showState, onAnswer: show });
const decided = []; // the ids of cards, the last one last
let parts = {}; // the parts of the page as the site sent them last, until they are shown

// --- what waits ------------------------------------------------------------------------------------

const DONE = {
    accept: "Accepted", refuse: "Refused", change: "Kept", undo: "Taken back",
    remove: "Removed", suppress: "Suppressed", "confirm-small": "Confirmed",
};

const counted = (number, one, more) => `${number} ${number === 1 ? one : more}`;
const toGo = () => `${waiting().length} of ${cards().length} to go`;

function showState() {
    const entries = outbox.entries;
    for (const card of cards()) {
        showSent(card, entries.filter((entry) => entry.target === card.id));
    }
    const numbers = numbersLeft().length;
    const left = numbers ? counted(numbers, "number is", "numbers are") : "";
    byId("intake-to-go").textContent = toGo() + (left && `; ${left} not accounted for`);
    const free = entries.filter((entry) => !outbox.held.has(entry.id));
    const state = outbox.why ? "Not all is saved" : "Being saved…";
    byId("intake-state").textContent = entries.length ? state : "All is saved";
    byId("intake-kept").hidden = !outbox.why || free.length === 0;
    byId("intake-kept-words").textContent = [
        `${counted(free.length, "change is", "changes are")} kept on this computer,`,
        "and sent when the site answers.",
        outbox.why,
        kept.isLasting ? "" : "This browser keeps nothing: do not close the page.",
    ].join(" ");
    byId("intake-sign-in").hidden = !outbox.isSignedOut;
    if (!outbox.isSending) {
        showParts();
    }
}

// A card whose decision is on its way can’t be decided again; one that has to wait says so.
function showSent(card, entries) {
    const last = entries.at(-1);
    const isHeld = entries.some((entry) => outbox.held.has(entry.id));
    const isSent = Boolean(last) && !isHeld;
    card.classList.toggle("intake-card--sent", isSent);
    card.classList.toggle("intake-card--kept", isSent && Boolean(outbox.why));
    for (const button of card.querySelectorAll("form button")) {
        button.disabled = isSent;
    }
    card.querySelector(".intake-card__sent")?.remove();
    if (isSent && outbox.why) {
        const back = make("button", { type: "button", className: "button", textContent: "Take it back" });
        back.setAttribute("aria-label", `Take it back: ${card.dataset.name}`);
        back.addEventListener("click", () => takeBack(card));
        const words = `${DONE[last.action] ?? "Done"}, and kept on this computer. `;
        card.append(make("p", { className: "intake-card__sent" }, words, back));
    }
}

function takeBack(card) {
    const last = outbox.entries.filter((entry) => entry.target === card.id).at(-1);
    if (last && outbox.withdraw(last.id)) {
        go(card);
        say(`Taken back: ${card.dataset.name}.`);
    }
}

function undo(card) {
    const hasUndo = (one) => one?.querySelector("button[value=undo]:not(:disabled), .intake-card__sent");
    const last = hasUndo(card) ? card : decided.map(byId).filter(hasUndo).at(-1);
    if (!last) {
        say("There is nothing to undo.");
        return;
    }
    go(last);
    const button = last.querySelector("button[value=undo]");
    if (button && !button.disabled) {
        button.click();
    } else {
        takeBack(last);
    }
}

// --- sending ---------------------------------------------------------------------------------------

// Not form.action: that is the button of this name.
const addressOf = (form) => new URL(form.getAttribute("action"), location.href).pathname;

const NO_METRIC = "Choose what is measured (e), or refuse it (r).";

const lacksMetric = (form) => {
    const { metric, same_as: sameAs, parts: sums, is_claim: isClaim } = form.elements;
    return metric && !metric.value && !sameAs.value && !(isClaim.checked && sums?.value);
};

const entryOf = (form, button) => {
    const address = addressOf(form);
    const card = form.closest(".intake-card, #intake-header");
    return {
        address,
        action: button?.name === "action" ? button.value : "accept",
        fields: [...new FormData(form, button)].filter(
            ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string",
        ),
        isNew: address.endsWith("/candidates/add/"),
        target: card?.id ?? address,
        typed: card ? snapshot(form) : null,
    };
};

// Focus moves on at once: the answer comes while the next card is read.
const moveOn = (form, entry) => {
    const card = form.closest(".intake-card");
    if (card && ["accept", "refuse", "suppress", "remove"].includes(entry.action)) {
        go(nextWaiting(card));
        if (waiting().length === 0) {
            byId("intake-checks").focus();
        }
    } else if (form.closest("#intake-selected")) {
        const { start } = Object.fromEntries(entry.fields);
        const isOfNumber = byId(`number-at-${start}`);
        const further = numbersLeft().find((one) => Number(one.dataset.start) > Number(start));
        getSelection().removeAllRanges();
        close();
        const next = (isOfNumber && !entry.isNew && further) || byId("intake-text");
        next.focus({ preventScroll: next.id === "intake-text" });
    }
};

function submitted(event) {
    const form = event.target;
    if (form.id === "intake-save") {
        if (outbox.entries.length) {
            event.preventDefault();
            say("Wait: some changes are not saved yet.");
        }
        return;
    }
    if (!form.matches("[method=post]") || form.closest(".intake-correction")) {
        return;
    }
    event.preventDefault();
    const entry = entryOf(form, event.submitter);
    if (entry.action === "accept" && event.submitter?.name !== "accept_as" && lacksMetric(form)) {
        // Not into the field: the next key, meant for a card, would be typed there.
        showErrors(entry, { fields: { metric: [NO_METRIC] }, sentences: [NO_METRIC] }, false);
        return;
    }
    outbox.add(entry);
    moveOn(form, entry);
}

// --- what the site answers -------------------------------------------------------------------------

function showParts() {
    const shown = Object.keys(parts).filter((name) => putPart(name, parts[name]));
    for (const name of shown) {
        delete parts[name];
    }
    if (shown.length) {
        typed.restore(byId("intake-meter-slot"), () => {});
        mark(page.querySelector(".intake-card--open"));
    }
}

// Returns the version of the card by now.
function show(entry, status, answer) {
    if (status >= 400 && status !== 409) {
        showErrors(entry, answer);
        return null;
    }
    const form = byId(entry.target)?.querySelector("form");
    const since = form && entry.typed ? typed.since(form, entry.typed) : {};
    parts = { meter: answer.meter, checks: answer.checks, text: answer.text };
    if (entry.isNew) {
        showParts(); // its words say where among the cards it belongs
    }
    const card = putCard(answer.target, answer.card);
    typed.forget(entry.target);
    const fresh = card?.querySelector("form");
    if (status === 409) {
        showBoth(entry, card, answer);
        return null;
    }
    card?.querySelector(".intake-stale")?.remove();
    if (fresh?.matches("[novalidate]")) {
        typed.fill(fresh, since);
    }
    told(entry, card);
    return fresh?.elements.version?.value ?? null;
}

function told(entry, card) {
    if (card?.matches(".intake-card")) {
        if (["accept", "refuse", "suppress"].includes(entry.action)) {
            decided.push(card.id);
        }
        const done = entry.isNew ? "Added" : (DONE[entry.action] ?? "Done");
        say(`${done}: ${card.dataset.name}. ${toGo()}.`);
    } else {
        say(`Saved. ${toGo()}.`);
    }
    if (entry.isNew && !isTyping(document.activeElement)) {
        go(card);
    } else if (entry.action === "undo" && !isTyping(document.activeElement)) {
        go(card);
    }
}

const listOf = (sentences, more = "") =>
    make(
        "ul",
        { className: `errorlist ${more}`.trim() },
        ...sentences.map((textContent) => make("li", { textContent })),
    );

function showErrors(entry, answer, toField = true) {
    const card = byId(entry.target) ?? byId("intake-meter");
    const form = card.matches("#intake-meter") ? null : card.querySelector("form");
    for (const old of card.querySelectorAll(".errorlist")) {
        old.remove();
    }
    if (form && entry.typed) {
        typed.fill(form, entry.typed); // after a reload the form is as the site has it
    }
    let first = null;
    const atFields = new Set();
    for (const [name, sentences] of Object.entries(answer.fields ?? {})) {
        const field = card.querySelector(`[name="${CSS.escape(name)}"]`);
        if (field) {
            const list = listOf(sentences);
            list.id = `${field.id}_error`;
            field.before(list);
            field.setAttribute("aria-invalid", "true");
            field.setAttribute("aria-describedby", list.id);
            field.closest("details")?.setAttribute("open", "");
            first ??= field;
            sentences.forEach((sentence) => atFields.add(sentence));
        }
    }
    const all = answer.sentences ?? ["This could not be done. Reload the page and try again."];
    const rest = all.filter((sentence) => !atFields.has(sentence));
    if (rest.length) {
        (form ?? card).prepend(listOf(rest, "intake-said-wrong"));
    }
    say(`Not done${card.dataset.name ? `: ${card.dataset.name}` : ""}. ${all.join(" ")}`);
    if (!isTyping(document.activeElement)) {
        if (card.matches(".intake-card")) {
            go(card);
        }
        ((toField && first) || card).focus();
    }
}

// Somebody else was faster: how it is now, what was wanted, and which of them shall stand.
function showBoth(entry, card, answer) {
    const box = card?.querySelector(".intake-stale");
    const version = card?.querySelector("[name=version]")?.value;
    const settle = (act) => () => {
        act();
        box.remove();
        showState();
        go(card);
    };
    const button = (textContent, act) => {
        const made = make("button", { type: "button", className: "button", textContent });
        made.addEventListener("click", settle(act));
        return made;
    };
    box?.append(
        make(
            "p",
            { className: "intake-card__verbs" },
            button("Leave it as it is now", () => outbox.withdraw(entry.id)),
            button("Put mine in its place", () => outbox.insist(entry.id, version)),
        ),
    );
    say(`${card?.dataset.name ?? ""}: ${answer.sentences.join(" ")}`);
    if (!isTyping(document.activeElement) && card?.matches(".intake-card")) {
        go(card);
    }
}

// Typed before somebody else changed the row: it is put back only if the person wants it.
function askToPutBack(form, putBack) {
    const button = make("button", { type: "button", className: "button", textContent: "Put it back" });
    const words = "Somebody changed this after you had begun to. What you had typed is kept. ";
    const line = make("p", { className: "intake-card__typed" }, words, button);
    button.addEventListener("click", () => {
        putBack();
        line.remove();
    });
    form.before(line);
}

// --- mouse, focus and the window -------------------------------------------------------------------

// A card unfolds when the button of the mouse is up again: else what is pressed would move away.
let isPressed = false;

const release = () =>
    setTimeout(() => {
        isPressed = false;
        unfold(here());
    });

const followed = (event) => {
    const link = event.target.closest("a[href^='#']");
    const goal = link && byId(link.getAttribute("href").slice(1));
    if (!goal || !getSelection().isCollapsed) {
        return;
    }
    event.preventDefault();
    if (link.id.startsWith("number-at-")) {
        link.focus();
    } else if (goal.matches(".intake-card")) {
        go(goal);
    } else {
        goal.focus({ preventScroll: true });
        goal.scrollIntoView({ block: "nearest" });
    }
};

// The window in which a metric is made leaves its number in the field: a person wants its name.
const nameWhatWasMade = () => {
    const leave = globalThis.dismissAddRelatedObjectPopup;
    globalThis.dismissAddRelatedObjectPopup = (made, number, name) => {
        const field = byId(made.name.replace(/__\d+$/, ""));
        leave(made, number, name);
        if (field?.matches("[list]")) {
            field.list.append(make("option", { value: name }));
            field.value = name;
            typed.remember(field.form);
            sumUp(field.closest(".intake-card"));
        }
    };
};

const begin = () => {
    page.classList.add("intake--scripted");
    for (const id of ["intake-keys", "intake-bar"]) {
        byId(id).hidden = false;
    }
    const switchOfKeys = byId("intake-keys-on");
    switchOfKeys.checked = singleKeys.areOn;
    switchOfKeys.addEventListener("change", () => {
        singleKeys.areOn = switchOfKeys.checked;
    });
    listen({ undo });
    nameWhatWasMade();

    page.addEventListener("submit", submitted);
    page.addEventListener("input", ({ target }) => {
        if (target.form?.matches("[method=post]")) {
            typed.remember(target.form);
            sumUp(target.closest(".intake-card") ?? page);
        }
    });
    page.addEventListener("click", followed);
    page.addEventListener("pointerdown", () => {
        isPressed = true;
    });
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
    page.addEventListener("focusin", ({ target }) => {
        if (!isPressed && target.closest(".intake-card")) {
            unfold(target.closest(".intake-card"));
        }
        offer();
    });
    document.addEventListener("selectionchange", () => {
        offer();
        showParts();
    });

    byId("intake-retry").addEventListener("click", () => outbox.send());
    addEventListener("online", () => outbox.send());
    addEventListener("focus", () => outbox.send());
    addEventListener("storage", showState);
    addEventListener("beforeunload", (event) => {
        if (!kept.isLasting && outbox.entries.length) {
            event.preventDefault();
        }
    });

    // What is below the bar keeps clear of it, however high it is just now.
    const measure = () => page.style.setProperty("--bar", `${byId("intake-bar").offsetHeight}px`);
    new ResizeObserver(measure).observe(byId("intake-bar"));

    cards().forEach(sumUp);
    typed.restore(page, askToPutBack);
    showState();
    outbox.send();
    if (!location.hash && !page.querySelector(".intake-header__asks")) {
        go(cards().find(isWaiting));
    }
};

begin();
