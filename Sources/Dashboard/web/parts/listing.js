// A page that lists something: what it is, how something new comes, and what became of what was done.

import {h} from "../view/element.js";
import {empty} from "./empty.js";
import {readingView} from "./reading.js";

/// - `title`, `text`: what is listed, and what that is.
/// - `panel`, `content()`: where something new is made.
/// - `above`: what stands over the panel, such as what was just made.
/// - `done`: what became of what was done, which stays in sight.
/// - `reading`, `search`, `table`: the list, what narrows it, and how it looks.
/// - `nothing`: said in its place while there is none: a title, and how that comes.
export function listingView({title, text, panel, content, above, done, reading, search, table, nothing}) {
    return [
        h("div", {key: "head", class: "page-head"},
            h("div", null, h("h1", null, title), h("p", null, text)), panel.button()),
        above,
        panel.view(content),
        h("div", {key: "done", class: "done-bar"}, done),
        search.view(reading.items),
        h("div", {key: "list"}, readingView(reading, (items) =>
            items.length > 0 ? search.found(items, table.view) : empty(...nothing))),
    ];
}
