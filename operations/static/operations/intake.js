// The review of a text: decisions without a page load, by mouse or keyboard, that outlive a lost
// connection. Every form works without this script; here it is sent at once, and what cannot be
// sent is kept on this computer and sent again, in order, once the site answers.
"use strict";
{
    const page = document.querySelector(".intake");
    const byId = (id) => document.getElementById(id);
    const pageAddress = location.pathname;
    const kept = `intake:${page.dataset.intake}:${page.dataset.user}`;
    const KEPT = { queue: `${kept}:queue`, fields: `${kept}:fields`, keys: "intake:keys" };
    const FIRST_WAIT = 2000;
    const LONGEST_WAIT = 60000;

    // What this computer keeps. A full or forbidden store must not stop the work.
    const read = (key, otherwise) => {
        try {
            return JSON.parse(localStorage.getItem(key)) ?? otherwise;
        } catch {
            return otherwise;
        }
    };
    const write = (key, value) => {
        try {
            if (value === null || value.length === 0 || Object.keys(value).length === 0) {
                localStorage.removeItem(key);
            } else {
                localStorage.setItem(key, JSON.stringify(value));
            }
            return true;
        } catch {
            return false;
        }
    };

    // --- what is said ---------------------------------------------------------------------------

    const say = (sentence) => {
        const live = byId("intake-said");
        live.textContent = "";
        requestAnimationFrame(() => {
            live.textContent = sentence;
        });
    };

    // Not form.action: that is the button of this name.
    const addressOf = (form) => new URL(form.getAttribute("action"), location.href).pathname;
    const cards = () => [...page.querySelectorAll(".intake-card")];
    const waiting = () => cards().filter((card) => card.matches(".intake-card--waiting"));
    const toGo = () => `${waiting().length} of ${cards().length} to go.`;
    const nameOf = (card) => card.dataset.name || "";

    const showQueue = (queue, why = "") => {
        const banner = byId("intake-kept");
        banner.hidden = queue.length === 0;
        const changes = queue.length === 1 ? "1 change is" : `${queue.length} changes are`;
        byId("intake-kept-words").textContent =
            `${changes} kept on this computer and will be sent again. ${why}`;
        for (const card of cards()) {
            const isKept = queue.some((entry) => entry.card === card.id);
            card.classList.toggle("intake-card--kept", isKept);
            for (const button of card.querySelectorAll("button")) {
                button.disabled = isKept;
            }
        }
    };

    // --- sending --------------------------------------------------------------------------------

    let queue = read(KEPT.queue, []);
    let isSending = false;
    let wait = FIRST_WAIT;
    let timer = 0;

    const keepQueue = (why = "") => {
        if (!write(KEPT.queue, queue) && queue.length) {
            why += " This browser keeps nothing: do not close the page.";
        }
        showQueue(queue, why);
    };

    const token = () => page.querySelector("[name=csrfmiddlewaretoken]").value;

    const later = (why) => {
        keepQueue(why);
        clearTimeout(timer);
        timer = setTimeout(sendAll, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
    };

    const post = (entry) =>
        fetch(entry.address, {
            method: "POST",
            headers: { Accept: "application/json", "X-CSRFToken": token() },
            body: new URLSearchParams(entry.fields),
            redirect: "manual",
        });

    // After somebody signed in again (in another tab) the old token is worth nothing.
    const renewToken = async () => {
        const answer = await fetch(pageAddress, { redirect: "manual" });
        if (!answer.ok) {
            return false;
        }
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        const found = fresh.querySelector(".intake [name=csrfmiddlewaretoken]");
        if (!found) {
            return false;
        }
        for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
            field.value = found.value;
        }
        return true;
    };

    const answerOf = async (entry) => {
        let answer = await post(entry);
        if (answer.status === 403 && (await renewToken())) {
            answer = await post(entry);
        }
        return answer;
    };

    // True when the entry is settled: done, or refused with a reason that is shown.
    const settle = async (entry) => {
        let answer;
        try {
            answer = await answerOf(entry);
        } catch {
            later("The connection is lost.");
            return false;
        }
        if (answer.type === "opaqueredirect" || answer.status === 403) {
            later("You are signed out: sign in again in another tab, and leave this page open.");
            return false;
        }
        if (answer.status >= 500 || answer.status === 429) {
            later("The site does not answer.");
            return false;
        }
        const isJson = answer.headers.get("Content-Type")?.includes("application/json");
        const parts = isJson ? await answer.json() : {};
        queue.shift();
        wait = FIRST_WAIT;
        keepQueue();
        show(entry, answer.status, parts);
        return true;
    };

    async function sendAll() {
        clearTimeout(timer);
        if (isSending) {
            return;
        }
        isSending = true;
        try {
            while (queue.length && (await settle(queue[0])));
        } finally {
            isSending = false;
        }
    }

    // --- showing what came back -----------------------------------------------------------------

    const replace = (slot, html) => {
        if (html) {
            const element = byId(slot);
            const top = element.firstElementChild?.scrollTop ?? 0;
            element.innerHTML = html;
            if (element.firstElementChild) {
                element.firstElementChild.scrollTop = top;
            }
        }
    };

    const putCard = (id, html) => {
        const old = byId(id);
        if (!html) {
            return old;
        }
        if (id === "intake-header") {
            old.innerHTML = html;
            return old;
        }
        const holder = document.createElement("template");
        holder.innerHTML = html.trim();
        const fresh = holder.content.firstElementChild;
        if (old) {
            old.replaceWith(fresh);
        } else {
            byId("intake-cards").append(fresh);
        }
        return fresh;
    };

    const showErrors = (entry, parts) => {
        const card = byId(entry.card) ?? byId("intake-meter");
        for (const old of card.querySelectorAll(".errorlist, .intake-said-wrong")) {
            old.remove();
        }
        let first = null;
        const told = new Set();
        for (const [name, sentences] of Object.entries(parts.fields ?? {})) {
            const field = card.querySelector(`[name="${CSS.escape(name)}"]`);
            if (field) {
                field.before(listOf(sentences));
                field.closest("details")?.setAttribute("open", "");
                field.setAttribute("aria-invalid", "true");
                first ??= field;
                sentences.forEach((sentence) => told.add(sentence));
            }
        }
        const rest = (parts.sentences ?? ["This could not be done. Reload the page."]).filter(
            (sentence) => !told.has(sentence),
        );
        if (rest.length) {
            const list = listOf(rest);
            list.classList.add("intake-said-wrong");
            (card.querySelector("form") ?? card).prepend(list);
        }
        say((parts.sentences ?? rest).join(" "));
        (first ?? card).focus();
    };

    const listOf = (sentences) => {
        const list = document.createElement("ul");
        list.className = "errorlist";
        for (const sentence of sentences) {
            const item = document.createElement("li");
            item.textContent = sentence;
            list.append(item);
        }
        return list;
    };

    function show(entry, status, parts) {
        if (status === 422 || status === 400 || status === 404) {
            showErrors(entry, parts);
            return;
        }
        const hadFocus = entry.card && byId(entry.card)?.contains(document.activeElement);
        const nextOne = hadFocus ? nextWaiting(byId(entry.card)) : null;
        const isRemoved = parts.target === entry.card && !parts.card && entry.card;
        if (isRemoved) {
            byId(entry.card)?.remove();
        }
        const card = putCard(parts.target, parts.card);
        if (parts.differences?.length === 0) {
            card?.querySelector(".intake-stale")?.remove();
        }
        for (const name of ["meter", "text", "checks"]) {
            replace(`intake-${name}-slot`, parts[name]);
        }
        forget(entry.address);
        showQueue(queue);
        // Without a difference it is this very change, whose first answer was lost on the way.
        if (status === 409 && parts.differences?.length) {
            say(parts.sentences.join(" "));
            card?.focus();
            return;
        }
        say(`${entry.said} ${toGo()}`);
        if (entry.isNew) {
            go(card);
        } else if (hadFocus) {
            go(entry.stays ? card : (nextOne ?? byId("intake-checks")));
        } else if (entry.card === null) {
            (page.querySelector(".intake-meter__left li") ?? byId("intake-meter")).focus();
        }
    }

    const nextWaiting = (card) => {
        const all = cards();
        const from = all.indexOf(card);
        const rest = [...all.slice(from + 1), ...all.slice(0, Math.max(from, 0))];
        return rest.find(
            (one) => one.matches(".intake-card--waiting") && !one.matches(".intake-card--kept"),
        );
    };

    // --- half-typed fields ----------------------------------------------------------------------

    const TYPED = "input:not([type=hidden], [type=submit], [type=file]), textarea, select";
    const valueOf = (field) => {
        if (field.matches("[type=checkbox], [type=radio]")) {
            return field.checked;
        }
        return field.multiple ? [...field.selectedOptions].map((one) => one.value) : field.value;
    };

    const remember = (field) => {
        const form = field.form;
        if (!form || !field.id || !form.matches("[method=post]")) {
            return;
        }
        const all = read(KEPT.fields, {});
        const address = addressOf(form);
        all[address] ??= { version: form.elements.version?.value ?? "", fields: {} };
        all[address].fields[field.id] = valueOf(field);
        write(KEPT.fields, all);
    };

    function forget(address) {
        const all = read(KEPT.fields, {});
        delete all[address];
        write(KEPT.fields, all);
    }

    const restore = () => {
        const all = read(KEPT.fields, {});
        for (const form of page.querySelectorAll("form[method=post]")) {
            const saved = all[addressOf(form)];
            if (!saved || saved.version !== (form.elements.version?.value ?? "")) {
                continue; // somebody has changed it since: the words there now come first
            }
            for (const [id, value] of Object.entries(saved.fields)) {
                const field = byId(id);
                if (field?.form !== form) {
                    continue;
                }
                if (typeof value === "boolean") {
                    field.checked = value;
                } else if (field.multiple) {
                    for (const one of field.options) {
                        one.selected = value.includes(one.value);
                    }
                } else {
                    field.value = value;
                }
                field.closest("details")?.setAttribute("open", "");
            }
        }
    };

    // --- decisions ------------------------------------------------------------------------------

    const DONE = {
        accept: "Accepted", refuse: "Refused", change: "Kept", undo: "Taken back",
        remove: "Removed", suppress: "Suppressed", "confirm-small": "Confirmed",
    };

    const add = (entry) => {
        queue.push(entry);
        keepQueue(navigator.onLine ? "" : "The connection is lost.");
        if (queue.length === 1 && navigator.onLine) {
            byId("intake-kept").hidden = true; // said only where it does not go through at once
        }
        sendAll();
    };

    const submitted = (event) => {
        const form = event.target;
        const address = addressOf(form);
        if (form.id === "intake-save") {
            if (queue.length) {
                event.preventDefault();
                say("Wait: some changes are not sent yet.");
                byId("intake-kept").scrollIntoView({ block: "center" });
            }
            return;
        }
        if (!form.matches("[method=post]") || form.closest(".intake-correction")) {
            return;
        }
        event.preventDefault();
        const button = event.submitter;
        const fields = [...new FormData(form, button)].filter(
            ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string",
        );
        const card = form.closest(".intake-card");
        const action = button?.name === "action" ? button.value : "accept";
        const isNew = /\/candidates\/add\/$/.test(address);
        const said = card
            ? `${DONE[action] ?? "Done"}: ${nameOf(card)}.`
            : isNew ? "Added." : "Done.";
        add({
            address, fields, said, isNew,
            card: card?.id ?? (form.closest("#intake-header") ? "intake-header" : null),
            stays: action === "undo" || action === "change" || form.closest("#intake-header") !== null,
        });
    };

    // --- moving about ---------------------------------------------------------------------------

    const calmly = () => matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

    const mark = (card) => {
        for (const old of page.querySelectorAll(".intake-words--here")) {
            old.classList.remove("intake-words--here");
        }
        const candidate = card?.dataset.candidate;
        const words = candidate ? page.querySelectorAll(`[data-candidate="${candidate}"].intake-words`) : [];
        words.forEach((one) => one.classList.add("intake-words--here"));
        const text = byId("intake-text");
        if (words.length && text.scrollHeight > text.clientHeight) {
            const gap = words[0].getBoundingClientRect().top - text.getBoundingClientRect().top;
            text.scrollBy({ top: gap - text.clientHeight / 3, behavior: calmly() });
        }
    };

    const go = (card) => {
        if (card) {
            card.focus({ preventScroll: true });
            card.scrollIntoView({ block: "nearest", behavior: calmly() });
        }
    };

    const current = () => document.activeElement?.closest(".intake-card");

    const step = (list, by) => {
        if (list.length === 0) {
            return null;
        }
        const at = list.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
        return list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length];
    };

    const press = (card, selector) => {
        const button = card?.querySelector(selector);
        if (button && !button.disabled) {
            button.click();
        }
    };

    const numberHere = () => {
        const link = document.activeElement?.closest(".intake-number--unaccounted[id^=number-at-]");
        return link ? byId(`number-${link.dataset.start}`) : document.activeElement?.closest(".intake-meter__left li");
    };

    const unaccounted = () => [...page.querySelectorAll("#intake-text .intake-number--unaccounted[id]")];

    const KEYS = {
        j: () => go(step(cards(), 1)),
        k: () => go(step(cards(), -1)),
        a: () => press(current(), "button[value=accept]"),
        r: () => current()?.querySelector("[name=reason]")?.focus(),
        e: () => current()?.querySelector(`form :is(${TYPED})`)?.focus(),
        u: () => press(current(), "button[value=undo]"),
        n: () => step(unaccounted(), 1)?.focus(),
        p: () => step(unaccounted(), -1)?.focus(),
        f: () => press(numberHere(), "form:first-of-type button"),
        d: () => numberHere()?.querySelector("[name=reason]")?.focus(),
        "?": () => {
            const help = byId("intake-keys");
            help.open = !help.open;
            help.querySelector("summary").focus();
        },
    };
    KEYS.ArrowDown = KEYS.j;
    KEYS.ArrowUp = KEYS.k;

    const isTyping = (element) => element?.matches("input, textarea, select, [contenteditable]");

    const pressed = (event) => {
        const here = event.target;
        if (event.key === "Enter" && here.matches?.(".intake-card [name=reason]")) {
            event.preventDefault(); // the form's first button would accept what is being refused
            press(here.closest(".intake-card"), "button[value=refuse]");
            return;
        }
        if (event.key === "Escape" && isTyping(here) && here.closest(".intake-card")) {
            here.closest(".intake-card").focus();
            return;
        }
        if (event.ctrlKey || event.metaKey || event.altKey || !byId("intake-keys-on").checked) {
            return;
        }
        const isArrow = event.key.startsWith("Arrow");
        if (isTyping(here) || (isArrow && !here.matches?.(".intake-card"))) {
            return;
        }
        if (Object.hasOwn(KEYS, event.key)) {
            event.preventDefault();
            KEYS[event.key]();
        }
    };

    // --- words that a person selects ------------------------------------------------------------

    // Offsets count characters as the site does: one for each code point, an emoji among them.
    const offsetOf = (node, at) => {
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        const piece = element.closest("[data-start]");
        if (!piece || !byId("intake-text").contains(piece)) {
            return null;
        }
        const before = document.createRange();
        before.setStart(piece, 0);
        before.setEnd(node, at);
        return Number(piece.dataset.start) + [...before.toString()].length;
    };

    const selected = () => {
        const chosen = getSelection();
        if (chosen.rangeCount === 0 || chosen.isCollapsed) {
            return null;
        }
        const range = chosen.getRangeAt(0);
        const start = offsetOf(range.startContainer, range.startOffset);
        const end = offsetOf(range.endContainer, range.endOffset);
        return start === null || end === null || start >= end ? null : { start, end, range };
    };

    const offer = () => {
        const bar = byId("intake-selected");
        const found = selected();
        if (bar.contains(document.activeElement) && document.activeElement !== document.body) {
            return;
        }
        bar.hidden = found === null;
        if (found) {
            const words = found.range.toString().trim();
            byId("intake-selected-words").textContent = words.length > 60 ? `${words.slice(0, 60)}…` : words;
            for (const form of bar.querySelectorAll("form")) {
                form.elements.start.value = found.start;
                form.elements.end.value = found.end;
            }
        }
    };

    // --- begin ----------------------------------------------------------------------------------

    page.classList.add("intake--scripted");
    byId("intake-keys").hidden = false;
    byId("intake-keys-on").checked = read(KEPT.keys, { on: true }).on;
    byId("intake-keys-on").addEventListener("change", (event) => {
        write(KEPT.keys, { on: event.target.checked });
    });
    page.addEventListener("submit", submitted);
    page.addEventListener("input", (event) => remember(event.target));
    page.addEventListener("focusin", (event) => {
        const card = event.target.closest(".intake-card");
        if (card) {
            mark(card);
        }
    });
    page.addEventListener("click", (event) => {
        const link = event.target.closest("a[href^='#candidate-'], a[href^='#words-'], a[href^='#number']");
        const goal = link && byId(link.getAttribute("href").slice(1));
        if (goal && getSelection().isCollapsed) {
            event.preventDefault();
            goal.focus({ preventScroll: true });
            goal.scrollIntoView({ block: "nearest", behavior: calmly() });
        }
    });
    document.addEventListener("keydown", pressed);
    document.addEventListener("selectionchange", offer);
    byId("intake-retry").addEventListener("click", sendAll);
    addEventListener("online", () => {
        wait = FIRST_WAIT;
        sendAll();
    });
    document.querySelector("#logout-form")?.addEventListener("submit", (event) => {
        if (queue.length) {
            event.preventDefault();
            say("Some changes are not sent yet: they would be lost.");
            byId("intake-kept").scrollIntoView({ block: "center" });
            return;
        }
        write(KEPT.fields, null);
    });
    restore();
    if (queue.length) {
        keepQueue();
        sendAll();
    }
    go(location.hash ? null : waiting()[0]);
}
