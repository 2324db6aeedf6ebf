// Changes on their way to the site: sent at once, one after the other, in order. One that can’t be
// sent is kept on this computer, and sent again when the connection is back. Each says which version
// of its row it changes, so that none is done twice.

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
const PATIENCE = 30_000;

// Two windows with the same text must not send the same change at the same time.
const alone = (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work());

const versionOf = (entry) => entry.fields.find(([name]) => name === "version")?.[1];

const withVersion = (entry, version) => ({
    ...entry,
    fields: entry.fields.map(([name, value]) => [name, name === "version" ? version : value]),
});

export class Outbox {
    // `onChange(outbox)`: what waits, or why, is another. `onAnswer(entry, status, parts)`: the site
    // has answered; returns the version of the row by now, if it shows one.
    constructor(kept, { onChange, onAnswer }) {
        this.kept = kept;
        this.onChange = onChange;
        this.onAnswer = onAnswer;
        this.why = "";
        this.isSignedOut = false;
        this.held = new Set(); // those that meet somebody else’s change, until a person chooses
        this.inFlight = null;
        this.isSending = false;
        this.wait = FIRST_WAIT;
        this.count = 0;
    }

    get entries() {
        const ids = this.kept.keys("change");
        return ids.map((id) => this.kept.read("change", id)).filter((entry) => entry?.fields);
    }

    // An entry: `{address, fields: [[name, value]], target, …}`; the rest is the caller’s own.
    add(entry) {
        this.count += 1;
        const order = `${Date.now()}-${String(this.count).padStart(6, "0")}`;
        const id = `${order}-${Math.random().toString(36).slice(2, 8)}`;
        this.kept.write("change", id, { ...entry, id, tries: 0 });
        this.onChange(this);
        this.send();
    }

    // Takes back what was never sent; false where it is too late for that.
    withdraw(id) {
        if (this.inFlight === id) {
            return false;
        }
        this.held.delete(id);
        this.kept.remove("change", id);
        this.onChange(this);
        return true;
    }

    // Sends a held change again, over the version that somebody else made.
    insist(id, version) {
        this.held.delete(id);
        const entry = this.kept.read("change", id);
        if (entry) {
            this.kept.write("change", id, withVersion(entry, version));
            this.send();
        }
    }

    async send() {
        clearTimeout(this.timer);
        if (this.isSending) {
            return;
        }
        this.isSending = true;
        let goesOn = true;
        try {
            await alone(this.kept.prefix, async () => {
                for (let next = this.next(); next && goesOn; next = this.next()) {
                    goesOn = await this.settle(next);
                }
            });
        } finally {
            this.isSending = false;
            this.onChange(this);
        }
        if (goesOn && this.next()) {
            this.send(); // one that came as the last was settled
        }
    }

    next() {
        const waiting = this.entries;
        const held = waiting.filter((one) => this.held.has(one.id)).map((one) => one.target);
        return waiting.find((one) => !held.includes(one.target));
    }

    // True once the site has answered, whatever it says.
    async settle(entry) {
        this.inFlight = entry.id;
        this.kept.write("change", entry.id, { ...entry, tries: entry.tries + 1 });
        let answer;
        let parts;
        try {
            answer = await this.answerTo(entry);
            const isJson = answer.headers.get("Content-Type")?.includes("application/json");
            parts = isJson ? await answer.json() : {};
        } catch {
            return this.later("The connection is lost.");
        } finally {
            this.inFlight = null;
        }
        if (answer.type === "opaqueredirect" || answer.isForAnother) {
            this.isSignedOut = true;
            return this.later("You are signed out. Sign in again in another tab; leave this one open.");
        }
        if (answer.status >= 500 || answer.status === 429) {
            return this.later("The site does not answer just now.");
        }
        this.why = "";
        this.isSignedOut = false;
        this.wait = FIRST_WAIT;
        this.settled(entry, answer.status, parts);
        return true;
    }

    settled(entry, status, parts) {
        // Without a difference it is this very change, whose first answer was lost on the way.
        const isDone = status === 409 && parts.differences?.length === 0;
        if (status === 409 && !isDone) {
            this.held.add(entry.id);
        } else {
            this.kept.remove("change", entry.id);
        }
        const version = this.onAnswer(entry, isDone ? 200 : status, parts);
        if (status < 400 || isDone) {
            this.follow(entry, version);
        }
    }

    // One’s own change made the version that the next change to the same row is about.
    follow(done, version) {
        for (const entry of this.entries) {
            if (entry.target === done.target && version && versionOf(entry) === versionOf(done)) {
                this.kept.write("change", entry.id, withVersion(entry, version));
            }
        }
    }

    later(why) {
        this.why = why;
        this.onChange(this);
        this.timer = setTimeout(() => this.send(), this.wait);
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
        return false;
    }

    async answerTo(entry) {
        const answer = await post(entry);
        if (answer.status !== 403) {
            return answer;
        }
        // After somebody signed in again, in another tab, the old token is worth nothing.
        const renewed = await renewToken();
        return renewed === true ? post(entry) : renewed;
    }
}

const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");

const post = (entry) =>
    fetch(entry.address, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": tokens()[0].value },
        body: new URLSearchParams(entry.fields),
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
    });

// True, or the answer that says why there is no new token for this person.
const renewToken = async () => {
    const answer = await fetch(location.pathname, {
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) {
        return answer;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = fresh.querySelector(".intake [name=csrfmiddlewaretoken]")?.value;
    const user = fresh.querySelector(".intake")?.dataset.user;
    if (!token || user !== document.querySelector(".intake").dataset.user) {
        return Object.assign(answer, { isForAnother: true });
    }
    for (const field of tokens()) {
        field.value = token;
    }
    return true;
};
