"use strict";

/**
 * The picture beside a chart's form: after each change the server is asked what the form as it
 * stands would look like, and the public site's own script draws it in a frame of its own.
 */
{
    const WAIT = 400; // milliseconds in which further changes join the first

    const builder = document.querySelector("[data-chart-builder]");
    const form = builder?.closest("form");

    const part = (name) => builder.querySelector(`[data-${name}]`);

    /** Buttons that only a script can serve. */
    const reveal = (root) => {
        for (const one of root.querySelectorAll("[data-needs-script]")) {
            one.hidden = false;
        }
    };

    const start = () => {
        const status = part("status");
        const frame = part("frame");
        const picker = part("picker");
        let timer = 0;
        let asking = null;
        let sent = "";

        /** The fields as they would be sent, without the token that changes with each page. */
        const typed = () => {
            const data = new FormData(form);
            return JSON.stringify([...data].filter(([name]) => name !== "csrfmiddlewaretoken"));
        };

        const ask = async (address, more, signal) => {
            const body = new FormData(form);
            for (const [name, value] of Object.entries(more)) {
                body.set(name, value);
            }
            const answer = await fetch(address, { method: "POST", body, signal });
            if (answer.redirected) {
                throw new Error("You are not logged in any more. Log in in another tab, then go on here.");
            }
            if (!answer.ok) {
                throw new Error(`The server answered ${answer.status}. What you typed is still here.`);
            }
            return answer;
        };

        // --- the picture ---

        const fit = () => {
            const main = frame.contentDocument?.querySelector("main");
            if (main && !frame.hidden) {
                frame.style.height = `${Math.ceil(main.getBoundingClientRect().height) + 24}px`;
            }
        };

        const watchFrame = () => {
            const page = frame.contentDocument;
            const main = page?.querySelector("main");
            if (!main || main.dataset.watched) {
                return;
            }
            main.dataset.watched = "true";
            new ResizeObserver(fit).observe(main);
            page.addEventListener("toggle", fit, { capture: true });
            fit();
        };

        const draw = (picture) => {
            const page = frame.contentDocument;
            frame.hidden = false;
            // The markup is the server's own, every text in it escaped there.
            page.querySelector("main").innerHTML = picture;
            page.dispatchEvent(new CustomEvent("content:replaced"));
            watchFrame();
            fit();
        };

        const mark = (isOld) => {
            const hasPicture = !frame.hidden;
            builder.classList.toggle("is-old", isOld && hasPicture);
            part("old").hidden = !(isOld && hasPicture);
        };

        const show = (answer) => {
            if (answer.picture) {
                draw(answer.picture);
            }
            mark(!answer.picture);
            for (const name of ["odd", "more"]) {
                part(name).innerHTML = answer[name];
                reveal(part(name));
            }
            status.textContent = answer.status;
        };

        const refresh = async () => {
            timer = 0;
            asking?.abort();
            asking = new AbortController();
            const { signal } = asking;
            sent = typed();
            status.textContent = "Drawing…";
            try {
                const answer = await (await ask(builder.dataset.picture, {}, signal)).json();
                if (!signal.aborted) {
                    show(answer);
                }
            } catch (error) {
                if (!signal.aborted) {
                    mark(true);
                    status.textContent = error instanceof TypeError
                        ? "The server can’t be reached. What you typed is still here."
                        : error.message;
                }
            } finally {
                if (!signal.aborted) {
                    asking = null;
                    settle();
                }
            }
        };

        /** Busy from a change until its answer is shown. */
        const settle = () => builder.setAttribute("aria-busy", String(Boolean(timer || asking)));

        const changed = () => {
            clearTimeout(timer);
            timer = typed() === sent ? 0 : setTimeout(refresh, WAIT);
            settle();
        };

        // --- figures of a line ---

        const fieldOf = (number) => form.elements.namedItem(`lines-${number}-figure_ids`);

        const pick = async (button) => {
            const number = button.dataset.pick;
            try {
                const answer = await ask(builder.dataset.figures, { line: number });
                picker.innerHTML = await answer.text();
                picker.querySelector("input, button")?.focus();
                picker.scrollIntoView({ block: "nearest" });
            } catch (error) {
                picker.textContent = error.message;
            }
        };

        const picked = (list) => {
            const field = fieldOf(list.dataset.figuresOf);
            const boxes = [...list.querySelectorAll("input[type=checkbox]")];
            const listed = field.value.split(",").map((id) => id.trim()).filter(Boolean);
            const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
            const known = new Set(boxes.map((box) => box.value));
            // In the order in which they stood; what is new comes last.
            const kept = listed.filter((id) => ticked.includes(id) || !known.has(id));
            field.value = [...kept, ...ticked.filter((id) => !kept.includes(id))].join(",");
            field.closest("details")?.setAttribute("open", "");
            changed();
        };

        const closePicker = () => {
            const number = picker.querySelector("[data-figures-of]")?.dataset.figuresOf;
            picker.replaceChildren();
            (part("more").querySelector(`[data-pick="${number}"]`) ?? status).focus();
        };

        // --- the draft of the text alternative ---

        const useDraft = () => {
            const field = form.elements.namedItem("alt");
            field.value = builder.querySelector("[data-draft]").textContent.trim();
            field.focus();
            changed();
        };

        builder.addEventListener("click", ({ target }) => {
            const button = target.closest("button");
            if (button?.matches("[data-use-draft]")) {
                useDraft();
            } else if (button?.matches("[data-pick]")) {
                pick(button);
            } else if (button?.matches("[data-close-figures]")) {
                closePicker();
            }
        });
        picker.addEventListener("change", ({ target }) => {
            picked(target.closest("[data-figures-of]"));
        });

        // Choices made in select2's boxes are events of jQuery's alone.
        django.jQuery(form).on("change input", (event) => {
            if (!builder.contains(event.target)) {
                changed();
            }
        });
        document.addEventListener("formset:added", changed);
        document.addEventListener("formset:removed", changed);

        part("without-script").hidden = true;
        frame.addEventListener("load", watchFrame);
        watchFrame();
        reveal(builder);
        sent = typed();
    };

    if (form) {
        // Not before jQuery's own scripts have put defaults into the fields.
        document.addEventListener("DOMContentLoaded", () => setTimeout(start));
    }
}
