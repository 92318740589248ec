// Why something was not done, and what to do about it.

import {h} from "../view/element.js";
import {changesView} from "./changes.js";

/// As the server says it; nothing for null.
export function problemView(problem) {
    if (!problem) return null;
    return h("div", {class: "notice bad", role: "alert"},
        h("p", {class: "notice-what"}, sentence(problem.message)),
        problem.remedy && h("p", null, sentence(problem.remedy)),
        problem.changes && changesView(problem.changes));
}

/// The server writes neither a capital nor a full stop, since its words are shown in many places.
export function sentence(text) {
    if (!text) return "";
    const first = text[0].toUpperCase() + text.slice(1);
    return /[.!?:]$/.test(first) ? first : first + ".";
}
