// A button that opens a place to do something in, above what the page shows. Whoever types is there at once, and back
// at the button afterwards.

import {h} from "../view/element.js";

/// A panel of a page's; keep it as long as the page.
///
/// - `action`: what the button says, and what the panel is called.
/// - `parts()`: the forms and lifetimes in it, which begin anew when it opens; `opened()`: what else does.
export function makePanel(page, {action, parts, opened = () => {}}) {
    let isOpen = false;
    let opener = null;

    function open() {
        if (isOpen) return;
        for (const part of parts()) part.clear();
        opened();
        isOpen = true;
        page.redraw();
    }

    function end() {
        isOpen = false;
        page.redraw();
    }

    function close() {
        if (!isOpen) return;
        end();
        queueMicrotask(() => opener?.focus());
    }

    return {
        close,
        /// Closes it for what takes its place, which has the focus then.
        end,
        button: () => h("button", {
            key: "opener", type: "button", class: "main", "aria-expanded": String(isOpen),
            mounted: (node) => { opener = node; }, on: {click: () => isOpen ? close() : open()},
        }, action),
        /// - `content()`: what is in it.
        view: (content) => isOpen && h("section", {
            key: "panel", class: "card panel", "aria-label": action, mounted: begin,
            on: {keydown: (event) => { if (event.key === "Escape") close(); }},
        }, h("h2", null, action), content()),
    };
}

/// Has whoever types begin in the first field.
export function begin(node) { node.querySelector("input, select, textarea, button")?.focus(); }
