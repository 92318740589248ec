// Whether a change is in force everywhere: "in force on 48 of 50", and who has it not.

import {h} from "../view/element.js";
import {at} from "../api/client.js";

/// How long the server is let alone when it does not answer, and when those who were away come back, in milliseconds.
const pause = 2_000;

/// Follows one network's changes, one after the other; keep it as long as the page.
export function makeConvergence(page, network) {
    let revision = null;
    let answer = null;
    let total = 0;
    let isAsking = false;
    /// When the last answer came, and what waits until the next is asked for.
    let answered = 0;
    let timer = null;

    /// Asks until all who are there have it.
    async function ask(newest) {
        isAsking = true;
        for (let wait = 0; !page.isOver && revision === newest; wait = Math.min(wait * 2 || 1, 20)) {
            // One who counts must not stop the page: it goes on when the server is back, and else says no more.
            try {
                const query = `?revision=${newest}&timeout=${wait}`;
                const [state, here] = await Promise.all([
                    page.call("GET", at`/networks/${network}/convergence` + query),
                    page.call("GET", at`/networks/${network}`),
                ]);
                if (revision !== newest) return;
                answer = state.value;
                answered = performance.now();
                total = here.value.nodeCount - here.value.pendingCount;
            } catch (error) {
                if (error.status !== 0 && error.status < 500) break;
                await new Promise((resolve) => setTimeout(resolve, pause));
                continue;
            }
            page.redraw();
            if (answer.lagging.length === 0) break;
        }
        if (revision === newest) isAsking = false;
    }

    /// Those who were away are told when they are back; who comes and goes is not asked about each time.
    function again() {
        timer ??= setTimeout(() => {
            timer = null;
            if (!isAsking && away().length > 0) ask(revision);
        }, Math.max(0, answered + pause - performance.now()));
    }

    function away() { return answer?.disconnected ?? []; }

    /// Whether what the server sees of some, or of any, is about one who was away.
    function concerns(event) {
        return event.network === network && away().some(({id}) => event.nodes?.includes(id) ?? true);
    }

    page.watchLive((events) => { if (events.some(concerns)) again(); });
    page.watch((event) => { if (event === null && away().length > 0) again(); });
    page.whenLeft(() => clearTimeout(timer));

    return {
        /// A change was answered with this revision: from here on it is watched until all have it.
        follow(newest) {
            if (newest === null || newest === undefined || (newest === revision && isAsking)) return;
            revision = newest;
            answer = null;
            page.redraw();
            return ask(newest);
        },
        view: () => revision !== null && answer !== null && convergenceView(answer, total),
    };
}

/// What the server says of a revision.
function convergenceView(answer, total) {
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
