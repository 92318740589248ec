// What somebody else changed in the meantime: so that nothing of theirs is lost, and nothing of ours.

import {h} from "../view/element.js";
import {ago} from "./time.js";

/// - `changes`: as a problem answer of kind "precondition-failed" has them.
export function changesView(changes) {
    return h("ul", {class: "changes"}, changes.map((change) =>
        h("li", null, h("b", null, person(change.actor)), " changed ", change.fields.map((field, index) => [
            index > 0 && ", ", h("span", {class: "code"}, field), " from ", value(change.before[field]), " to ",
            value(change.after[field]),
        ]), " ", ago(change.time), ".")));
}

function value(text) { return text === undefined ? "nothing" : h("span", {class: "code"}, text); }

/// Of "user:alice", alice.
export function person(actor) {
    const [kind, ...rest] = actor.split(":");
    return kind === "user" ? rest.join(":") : actor;
}
