// A place to change one of a list in, above it. Whoever types is there at once, and back at the button afterwards.

import {h} from "../view/element.js";
import {makeChangeForm} from "./change-form.js";
import {begin} from "./panel.js";

/// A panel of a page's; keep it as long as the page.
///
/// - `list`: the reading of the list.
/// - `form()`: each time that it opens: `fields`, `send` and `done`, as a form that changes something has them.
/// - `opened()`: called when it opens, for what it takes the place of.
/// - `hint`: what else is to be known.
export function makeChangePanel(page, {list, form, opened, hint}) {
    /// What is being changed: `{item, reading, form, key}`; null while nothing is.
    let mine = null;
    let openings = 0;

    function open(item) {
        opened();
        openings += 1;
        const {fields, send, done} = form();
        const reading = list.of(idOf(item));
        const own = mine = {item, reading, key: `change ${openings}`, form: makeChangeForm(page, {
            reading, fields, send, action: "Save", cancel: close,
            done(answer) {
                if (mine === own) close();
                done(answer);
            },
        })};
        page.redraw();
    }

    function close() {
        const {item} = mine;
        mine = null;
        page.redraw();
        queueMicrotask(() => document.getElementById(buttonID(item))?.focus());
    }

    return {
        button: (item) => h("button", {key: "change", type: "button", class: "plain", id: buttonID(item),
            "aria-label": `Change ${item.name}`, on: {click: () => open(item)}}, "Change"),
        view() {
            if (mine === null) return null;
            // What another has taken away stays to be seen.
            mine.item = mine.reading.value ?? mine.item;
            const {item, key} = mine;
            return h("section", {key, class: "card panel", "aria-label": `Change ${item.name}`, mounted: begin,
                on: {keydown: (event) => { if (event.key === "Escape") close(); }}},
            h("h2", null, "Change ", h("span", {class: "code"}, item.name)),
            hint && h("p", {class: "hint"}, hint), mine.form.view(item));
        },
        /// Puts it away for what takes its place; with an item, if it is about that.
        end(item) {
            if (item === undefined || (mine !== null && idOf(mine.item) === idOf(item))) mine = null;
        },
    };
}

function idOf(item) { return item.id ?? item.name; }

function buttonID(item) { return `change-${idOf(item)}`; }
