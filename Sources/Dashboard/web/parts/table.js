// Lists: a table where there is room, a card a row on a phone. Long ones are drawn a hundred at a time.

import {h} from "../view/element.js";

const step = 100;

/// A table of a page's; keep it as long as the page.
///
/// - `columns`: `{title, cell(item)}`, the first of which names the row; with `isMinor` a phone does without it.
/// - `key(item)`: who it is.
/// - `label`: what is listed, for who listens.
export function makeTable(page, {label, columns, key = (item) => item.id ?? item.name}) {
    let limit = step;
    return {
        view(items) {
            const shown = items.slice(0, limit);
            return h("div", {class: "table-box"},
                h("table", null,
                    h("caption", {class: "unseen"}, label),
                    h("thead", null, h("tr", null, columns.map((column) => h("th", {scope: "col"}, column.title)))),
                    h("tbody", null, shown.map((item) => h("tr", {key: key(item)}, columns.map((column, index) =>
                        index === 0 ? h("th", {scope: "row"}, column.cell(item))
                            : h("td", {"data-title": column.title, class: column.isMinor ? "minor" : null}, column.cell(item))))))),
                items.length > limit && h("p", {class: "more"},
                    h("button", {type: "button", class: "plain", on: {click: () => { limit += step; page.redraw(); }}},
                        `Show more of ${items.length.toLocaleString("en")}`)));
        },
    };
}
