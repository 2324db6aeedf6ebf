// What this computer keeps of one text’s review, for one person. Where the browser’s store is full
// or forbidden, it is kept as long as the page is open: see `isLasting`.

const SINGLE_KEYS = "intake:keys";

export class Kept {
    constructor(intake, user) {
        this.prefix = `intake:${intake}:${user}`;
        this.isLasting = true;
        this.passing = new Map();
    }

    // The keys of one kind ("change", "typed"), the oldest first.
    keys(kind) {
        const start = `${this.prefix}:${kind}:`;
        let lasting = [];
        try {
            lasting = Object.keys(localStorage);
        } catch {
            this.isLasting = false;
        }
        const found = [...lasting, ...this.passing.keys()].filter((key) => key.startsWith(start));
        return found.map((key) => key.slice(start.length)).sort();
    }

    read(kind, key) {
        const name = `${this.prefix}:${kind}:${key}`;
        try {
            return JSON.parse(this.passing.get(name) ?? localStorage.getItem(name));
        } catch {
            return null;
        }
    }

    write(kind, key, value) {
        const name = `${this.prefix}:${kind}:${key}`;
        const text = JSON.stringify(value);
        try {
            localStorage.setItem(name, text);
        } catch {
            this.isLasting = false;
            this.passing.set(name, text);
        }
    }

    remove(kind, key) {
        const name = `${this.prefix}:${kind}:${key}`;
        this.passing.delete(name);
        try {
            localStorage.removeItem(name);
        } catch {
            this.isLasting = false;
        }
    }
}

// Whether single keys act; each person may switch them off on their computer (WCAG 2.1.4).
export const singleKeys = {
    get areOn() {
        try {
            return localStorage.getItem(SINGLE_KEYS) !== "off";
        } catch {
            return true;
        }
    },
    set areOn(on) {
        try {
            localStorage.setItem(SINGLE_KEYS, on ? "on" : "off");
        } catch {
            // They stay as they are until the page is left.
        }
    },
};
