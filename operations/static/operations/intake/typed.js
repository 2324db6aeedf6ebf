// Half-typed fields: kept on this computer from the first letter until they are sent.

const FIELDS = "input:not([type=hidden], [type=submit], [type=file]), textarea, select";

export const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.id);

const valueOf = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) {
        return field.checked;
    }
    return field.multiple ? [...field.selectedOptions].map((one) => one.value) : field.value;
};

const setValue = (field, value) => {
    if (typeof value === "boolean") {
        field.checked = value;
    } else if (field.multiple) {
        for (const one of field.options) {
            one.selected = value.includes(one.value);
        }
    } else {
        field.value = value;
    }
    const details = field.closest("details");
    if (details) {
        details.open = true;
    }
};

const asSent = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) {
        return field.defaultChecked;
    }
    if (!field.matches("select")) {
        return field.defaultValue;
    }
    const chosen = [...field.options].filter((one) => one.defaultSelected).map((one) => one.value);
    return field.multiple ? chosen : (chosen[0] ?? field.options[0]?.value ?? "");
};

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What is in the form’s fields now, by their ids.
export const snapshot = (form) =>
    Object.fromEntries(fieldsOf(form).map((field) => [field.id, valueOf(field)]));

export class Typed {
    constructor(kept) {
        this.kept = kept;
    }

    // Keeps what of the form is not as the site gave it.
    remember(form) {
        const place = placeOf(form);
        if (!place) {
            return;
        }
        const changed = fieldsOf(form).filter((field) => !isSame(valueOf(field), asSent(field)));
        if (changed.length === 0) {
            this.kept.remove("typed", place);
            return;
        }
        const fields = Object.fromEntries(changed.map((field) => [field.id, valueOf(field)]));
        this.kept.write("typed", place, { version: versionIn(form), fields });
    }

    forget(place) {
        this.kept.remove("typed", place);
    }

    // What was typed into the form since `sent` was taken of it.
    since(form, sent) {
        const now = Object.entries(snapshot(form));
        return Object.fromEntries(now.filter(([id, value]) => !isSame(value, sent[id])));
    }

    // Puts values back into the fields that are still there, and keeps them.
    fill(form, fields) {
        for (const field of fieldsOf(form)) {
            if (field.id in fields) {
                setValue(field, fields[field.id]);
            }
        }
        this.remember(form);
    }

    // Puts back all that was typed into the forms of this part of the page. What somebody else has
    // changed meanwhile stays as it is now: `ask(form, putBack)` is for the person to choose.
    restore(part, ask) {
        for (const form of part.querySelectorAll("form[method=post]")) {
            const saved = placeOf(form) && this.kept.read("typed", placeOf(form));
            if (!saved || !fieldsOf(form).some((field) => field.id in saved.fields)) {
                continue;
            }
            if (saved.version === versionIn(form)) {
                this.fill(form, saved.fields);
            } else {
                ask(form, () => this.fill(form, saved.fields));
            }
        }
    }
}

const versionIn = (form) => form.elements.version?.value ?? "";

// The card, the header or the number that a form is of; nothing for the bar beside a selection.
const placeOf = (form) => (form.closest("#intake-selected") ? "" : form.closest("[id]").id);
