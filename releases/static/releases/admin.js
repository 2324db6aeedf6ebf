"use strict";

// Gives the boxes that select2 draws in the admin the names of the fields they stand for.
{
    const nameOf = (select) => select.labels?.[0];

    const nameBox = (box) => {
        const select = box.previousElementSibling;
        const label = select?.matches("select") ? nameOf(select) : null;
        if (!label) {
            return;
        }
        label.id ||= `${select.id}_label`;
        const shown = box.querySelector(".select2-selection--single .select2-selection__rendered");
        if (shown) {
            const names = `${label.id} ${shown.id}`;
            shown.setAttribute("aria-labelledby", names);
            box.querySelector(".select2-selection").setAttribute("aria-labelledby", names);
        }
        for (const field of box.querySelectorAll(".select2-search__field")) {
            field.setAttribute("aria-labelledby", label.id);
        }
    };

    const nameOpenList = (box) => {
        for (const part of box.querySelectorAll(".select2-search__field, [role=listbox]")) {
            if (!part.hasAttribute("aria-labelledby")) {
                part.setAttribute("aria-label", part.matches("input") ? "Search" : "Choices");
            }
        }
    };

    const visit = (node) => {
        if (node.nodeType !== Node.ELEMENT_NODE) {
            return;
        }
        const boxes = [...node.querySelectorAll(".select2-container")];
        for (const box of node.matches(".select2-container") ? [node, ...boxes] : boxes) {
            nameBox(box);
            nameOpenList(box);
        }
    };

    new MutationObserver((changes) => {
        for (const change of changes) {
            change.addedNodes.forEach(visit);
        }
    }).observe(document.documentElement, { childList: true, subtree: true });
    visit(document.documentElement);
}

// What a review keeps on this computer ends with the session; changes not sent yet are asked about.
{
    const keys = () => {
        try {
            return Object.keys(localStorage).filter((key) => /^intake:\d/.test(key));
        } catch {
            return [];
        }
    };

    document.addEventListener("submit", (event) => {
        if (event.target.id !== "logout-form") {
            return;
        }
        const unsent = keys().filter((key) => key.includes(":change:")).length;
        const decisions = unsent === 1 ? "1 decision" : `${unsent} decisions`;
        const words = `Log out and lose ${decisions} on a text that could not be sent yet?`;
        if (unsent && !confirm(words)) {
            event.preventDefault();
            return;
        }
        keys().forEach((key) => localStorage.removeItem(key));
    });
}

// The countdowns of the front page: the server wrote the first, the page counts on each second.
{
    const parts = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];
    const words = (seconds) => {
        if (seconds <= 0) {
            return "due now";
        }
        const named = [];
        for (const [size, unit] of parts) {
            const number = Math.floor(seconds / size);
            seconds -= number * size;
            if (number) {
                named.push(`${number} ${unit}${number === 1 ? "" : "s"}`);
            }
        }
        return `in ${named.slice(0, 2).join(" ")}`;
    };
    document.addEventListener("DOMContentLoaded", () => {
        const countdowns = [...document.querySelectorAll("[data-until]")];
        const count = () => {
            for (const one of countdowns) {
                one.textContent = words(Math.floor((Date.parse(one.dataset.until) - Date.now()) / 1000));
            }
        };
        if (countdowns.length) {
            setInterval(count, 1000);
        }
    });
}
