// What narrows a list, once it is long.

import {h} from "../view/element.js";

/// Lists shorter than this are seen at a glance.
const few = 8;

/// A search of a page's; keep it as long as the page.
///
/// - `label`: what may be typed, such as "Name or address".
/// - `textsOf(item)`: what is looked through.
export function makeSearch(page, {label, textsOf}) {
    let search = "";
    return {
        view: (items) => items?.length > few && h("input", {
            key: "search", class: "search", type: "search", placeholder: label, "aria-label": "Search", value: search,
            on: {input: (event) => { search = event.target.value; page.redraw(); }},
        }),
        /// What is found, by `view(items)`; and that nothing is.
        found(items, view) {
            const found = items.filter((item) => fits(textsOf(item), search));
            return found.length > 0 ? view(found) : h("p", {class: "faint"}, "Nothing fits that.");
        },
    };
}

/// Whether every word of a search is in one of the texts. Pure.
export function fits(texts, search) {
    const text = texts.filter((part) => part != null).join("\n").toLowerCase();
    return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
