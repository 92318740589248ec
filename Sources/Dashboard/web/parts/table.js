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
        /// - `rest`: of a list of which not all is there: `{isMore, more()}`; else more are shown of what is.
        view(items, rest = null) {
            const shown = rest === null ? items.slice(0, limit) : items;
            const isMore = rest === null ? items.length > limit : rest.isMore;
            return h("div", {class: "table-box"},
                h("table", null,
                    h("caption", {class: "unseen"}, label),
                    h("thead", null, h("tr", null, columns.map(headView))),
                    h("tbody", null, shown.map((item) => h("tr", {key: key(item)}, columns.map((column, index) =>
                        index === 0 ? h("th", {scope: "row"}, column.cell(item))
                            : h("td", {"data-title": column.title, class: column.isMinor ? "minor" : null},
                                column.cell(item))))))),
                isMore && h("p", {class: "more"},
                    h("button", {type: "button", class: "plain", on: {click: () => {
                        limit += step;
                        if (rest === null) page.redraw();
                        else rest.more();
                    }}}, rest === null ? `Show more of ${items.length.toLocaleString("en")}` : "Show more")));
        },
    };
}

/// What may be done to each needs no title for those who look.
function headView({title}) {
    return h("th", {scope: "col"}, title === "" ? h("span", {class: "unseen"}, "What to do") : title);
}
