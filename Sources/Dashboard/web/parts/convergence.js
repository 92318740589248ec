// Whether a change is in force everywhere: "in force on 48 of 50", and who has it not.

import {h} from "../view/element.js";
import {at} from "../api/client.js";

/// Follows one network's changes, one after the other; keep it as long as the page.
export function makeConvergence(page, network) {
    let revision = null;
    let answer = null;
    let total = 0;

    return {
        /// A change was answered with this revision: from here on it is watched until all have it.
        async follow(newest) {
            if (newest === null || newest === undefined) return;
            revision = newest;
            answer = null;
            page.redraw();
            for (let wait = 1; !page.isOver && revision === newest; wait = Math.min(wait * 2, 20)) {
                // One who counts must not stop the page: it says no more then.
                try {
                    const [state, here] = await Promise.all([
                        page.call("GET", at`/networks/${network}/convergence` + `?revision=${newest}&timeout=${answer ? wait : 0}`),
                        page.call("GET", at`/networks/${network}`),
                    ]);
                    if (revision !== newest) return;
                    answer = state.value;
                    total = here.value.nodeCount - here.value.pendingCount;
                } catch {
                    return;
                }
                page.redraw();
                if (answer.lagging.length === 0) return;
            }
        },
        view: () => revision !== null && answer !== null && convergenceView(answer, total),
    };
}

/// What the server says of a revision.
export function convergenceView(answer, total) {
    const missing = answer.lagging.length + answer.disconnected.length;
    const have = Math.max(total - missing, 0);
    const isDone = answer.lagging.length === 0;
    return h("div", {class: `convergence ${isDone ? "done" : "busy"}`, role: "status"},
        h("progress", {max: Math.max(total, 1), value: have, "aria-label": "Machines that have the change in force"}),
        h("span", null, total === 0 ? "Saved. No machine is in the network yet."
            : missing === 0 ? `In force on all ${total}.` : `In force on ${have} of ${total}.`),
        answer.lagging.length > 0 && h("span", {class: "faint"}, " Still to come: ", names(answer.lagging), "."),
        answer.disconnected.length > 0
            && h("span", {class: "faint"}, " Offline, and told when they are back: ", names(answer.disconnected), "."));
}

function names(members) {
    const shown = members.slice(0, 5).map((member) => member.name).join(", ");
    return members.length > 5 ? `${shown} and ${members.length - 5} more` : shown;
}
