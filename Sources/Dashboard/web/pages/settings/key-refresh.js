// New WireGuard keys for every machine of a network.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeDeeds} from "../../parts/deed.js";

/// Keep it as long as the page.
///
/// - `changed(answer, before)`: called when the network is another by this, which was built on `before`.
export function makeKeyRefresh(page, {network, reading, changed}) {
    const path = at`/networks/${network}/key-refresh`;
    const state = page.one(path, {kind: "network", network});
    const deeds = makeDeeds(page);
    /// Which keys were asked for here, by their generation; infinite while none were.
    let asked = Infinity;

    async function refresh() {
        const {tag} = reading;
        const {value, revision} = await page.call("POST", path, null, {tag});
        changed({revision}, tag);
        asked = value.generation;
        await state.again("everything");
        page.announce("Every machine makes a new key");
    }

    return {
        view: () => h("section", {key: "keys", class: "card settings-card", "aria-label": "WireGuard keys"},
            h("h2", null, "WireGuard keys"),
            h("p", {class: "faint"}, "Each machine makes a new key of its own, which no one else ever has."),
            state.value && h("p", {key: "state", role: "status"}, stateText(state.value, asked)),
            deeds.problem(),
            h("div", {class: "deeds"}, deeds.button("refresh", "Make new keys", refresh,
                {ask: "Have every machine make a new key?"}))),
    };
}

function stateText({generation, doneCount, announced, waiting}, asked) {
    const left = [...announced, ...waiting];
    // What was read before it was asked says nothing of it.
    if (left.length === 0) return generation >= asked && doneCount > 0 ? "Every machine has a new key." : null;
    return `${doneCount} have one. Still to come: ${left.slice(0, 8).join(", ")}${left.length > 8 ? " and more" : ""}.`;
}
