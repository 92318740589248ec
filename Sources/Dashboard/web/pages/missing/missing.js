// An address that means nothing, or nothing to who is signed in.

import {h} from "../../view/element.js";
import {sentence} from "../../parts/problem.js";

export default function missingPage() {
    return {title: "Not found", view: () => missingView(null, null)};
}

/// - `problem`: the server's, that something is not there; null where the address itself means nothing.
/// - `match`: where we are.
export function missingView(problem, match) {
    const [href, text] = problem === null || match === null ? ["#/", "Go to the overview"]
        : problem.field === "network" ? ["#/networks", "Go to the networks"]
            : [location.hash.replace(/\/[^/]*$/, ""), "Go back to the list"];
    return [
        h("h1", null, "There is nothing here"),
        problem && h("p", null, sentence(problem.message)),
        h("p", null, h("a", {href}, text)),
    ];
}

/// A page that others have, and this user has not.
export function othersView() {
    return [
        h("h1", null, "This is for super admins"),
        h("p", null, "They run the server and its users. What is yours is in your networks."),
        h("p", null, h("a", {href: "#/networks"}, "Go to the networks")),
    ];
}
