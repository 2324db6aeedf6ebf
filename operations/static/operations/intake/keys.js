// Single keys, which never act while somebody types, and Escape and Enter where a form needs them.

import { singleKeys } from "./kept.js";
import { byId, cards, go, here, isTyping, page, say, step } from "./page.js";
import { close, isOffered, numbersLeft } from "./selecting.js";

const LETTERS = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea";

const press = (card, selector) => {
    const button = card?.querySelector(selector);
    if (button && !button.disabled) {
        button.click();
        return true;
    }
    return false;
};

// A key about a card means the one with the focus; said where there is none.
const withCard = (act) => () => {
    const card = here() ?? page.querySelector(".intake-card--open");
    if (card) {
        act(card);
    } else {
        say("Go to a figure first: press j.");
    }
};

// What is typed next takes the place of what is there.
const write = (field) => {
    field?.focus();
    field?.select();
};

const edit = (card) => {
    go(card);
    write(card.querySelector(`form :is(${LETTERS})`));
};

const toNumber = (by) => {
    const number = step(numbersLeft(), by);
    if (number) {
        number.focus();
    } else {
        say("Every number is accounted for, or is of a figure to decide.");
    }
};

const inBar = (selector, act) => () => {
    if (isOffered()) {
        act(byId("intake-selected").querySelector(selector));
    } else {
        say("Select words in the text first, or press n for a number not accounted for.");
    }
};

export const listen = ({ undo }) => {
    const KEYS = {
        j: () => go(step(cards(), 1)),
        k: () => go(step(cards(), -1)),
        a: withCard((card) => press(card, "button[value=accept]")),
        r: withCard((card) => {
            if (!press(card, "[data-quotation] button[value=refuse]")) {
                write(card.querySelector("[name=reason]"));
            }
        }),
        e: withCard(edit),
        u: () => undo(here()),
        n: () => toNumber(1),
        p: () => toNumber(-1),
        f: inBar("button", (button) => button.click()),
        d: inBar("[name=reason]", write),
        s: () => byId("intake-save")?.querySelector("[type=submit]").focus(),
        "?": () => {
            const help = byId("intake-keys");
            help.open = !help.open;
            help.querySelector("summary").focus();
        },
    };
    const ON_A_CARD = { ArrowDown: KEYS.j, ArrowUp: KEYS.k, Enter: KEYS.e };
    for (const place of [1, 2, 3]) {
        KEYS[place] = withCard((card) => {
            card.querySelectorAll("button[name=accept_as]")[place - 1]?.click();
        });
    }

    const escape = (target) => {
        const bar = byId("intake-selected");
        if (isOffered()) {
            const start = bar.querySelector("[name=start]").value;
            const number = byId(`number-at-${start}`);
            if (bar.contains(target)) {
                (number ?? byId("intake-text")).focus();
            }
            getSelection().removeAllRanges();
            close();
        } else if (isTyping(target)) {
            target.closest(".intake-card")?.focus();
        }
    };

    document.addEventListener("keydown", (event) => {
        const { key, target } = event;
        if (key === "Escape") {
            escape(target);
            return;
        }
        if (key === "Enter" && target.matches?.(".intake-card [name=reason]")) {
            event.preventDefault(); // the form’s first button would accept what is being refused
            press(target.closest(".intake-card"), "button[value=refuse]");
            return;
        }
        const isShortcut = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(target);
        if (!isShortcut || !singleKeys.areOn) {
            return;
        }
        const onCard = target.matches?.(".intake-card") ? ON_A_CARD : {};
        const act = [onCard, KEYS].find((some) => Object.hasOwn(some, key))?.[key];
        if (act) {
            event.preventDefault();
            act();
        }
    });
};
