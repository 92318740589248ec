// What becomes of an access key that machines have already: how many more it admits, until when, and what they get.

import {h} from "../../view/element.js";
import {makeForm} from "../../parts/form.js";
import {makeLifetime} from "../../parts/lifetime.js";
import {begin} from "../../parts/panel.js";
import {relative} from "../../parts/time.js";
import {textOf, wordsOf} from "../../parts/words.js";

/// The place where one key is changed; keep it as long as the page.
///
/// - `place(key)`: its path.
/// - `opened()`: called when it opens, for what it takes the place of.
export function makeChange(page, {place, opened}) {
    /// What is being changed: `{key, tag, form}`; null while nothing is.
    let mine = null;

    function open(key) {
        opened();
        const lifetime = makeLifetime(page, {label: "Expires", hasTimes: true, kept: keptText(key)});
        let isUnlimited = key.uses === "unlimited";
        const own = mine = {key, tag: `"${key.revision}"`, form: makeForm(page, {
            fields: () => [
                {name: "name", label: "Name", isCode: true, required: true, value: key.name},
                {name: "uses", label: "How many more machines may join by it", type: "number", min: 0, required: true,
                    value: key.uses === "unlimited" ? 1 : key.uses, disabled: isUnlimited,
                    hint: "With 0 it admits nobody, until you give it more."},
                {name: "unlimited", label: "Any number of machines", type: "checkbox", value: key.uses === "unlimited",
                    on: {change: (event) => { isUnlimited = event.target.checked; page.redraw(); }}},
                ...lifetime.fields(),
                {name: "tags", label: "Tags", isCode: true, value: textOf(key.tags),
                    hint: "Nodes that join by it from now on are found by these."},
                {name: "ephemeral", label: "Ephemeral", type: "checkbox", value: key.ephemeral,
                    hint: "Nodes that join by it from now on go when their agent has been away for some minutes."},
            ],
            action: "Save",
            cancel: close,
            async submit(values, changed) {
                const body = {...lifetime.changeOf(values)};
                if ("uses" in changed || "unlimited" in changed) body.uses = values.unlimited ? "unlimited"
                    : values.uses;
                if ("tags" in changed) body.tags = wordsOf(changed.tags);
                for (const name of ["name", "ephemeral"]) if (name in changed) body[name] = changed[name];
                try {
                    const {value} = await page.call("PATCH", place(key), body, {tag: own.tag});
                    if (mine === own) close();
                    page.announce(`${value.name} is changed`);
                } catch (error) {
                    // What was typed stays, and counts against what there is now: sent again, it is meant.
                    if (error.kind === "precondition-failed") own.tag = `"${error.currentRevision}"`;
                    throw error;
                }
            },
        })};
        page.redraw();
    }

    function close() {
        const id = mine?.key.id;
        mine = null;
        page.redraw();
        queueMicrotask(() => document.getElementById(`change-${id}`)?.focus());
    }

    return {
        button: (key) => h("button", {key: "change", type: "button", class: "plain", id: `change-${key.id}`,
            "aria-label": `Change ${key.name}`, on: {click: () => open(key)}}, "Change"),
        view: () => mine && h("section", {
            key: `change-${mine.key.id}-${mine.key.revision}`, class: "card panel",
                "aria-label": `Change ${mine.key.name}`,
            mounted: begin, on: {keydown: (event) => { if (event.key === "Escape") close(); }},
        },
            h("h2", null, "Change ", h("span", {class: "code"}, mine.key.name)),
            h("p", {class: "hint"}, "Its secret stays as it is, and nodes that joined by it keep what they got."),
            mine.form.view()),
        /// Puts it away for what takes its place; of a key, if it is about that.
        end(id) {
            if (id === undefined || mine?.key.id === id) mine = null;
        },
    };
}

function keptText(key) {
    if (key.expiresAt === undefined) return "Never, as it is";
    const when = relative(key.expiresAt, Date.now());
    return Date.parse(key.expiresAt) <= Date.now() ? `It expired ${when}` : `As it is: ${when}`;
}
