// New WireGuard keys for every machine of a network.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeDeeds} from "../../parts/deed.js";

/// Keep it as long as the page.
export function makeKeyRefresh(page, network) {
    const path = at`/networks/${network}/key-refresh`;
    const state = page.one(path, {kind: "network", network});
    const deeds = makeDeeds(page);

    async function refresh() {
        await page.call("POST", path);
        await state.again("everything");
        page.announce("Every machine makes a new key");
    }

    return {
        view: () => h("section", {key: "keys", class: "card settings-card", "aria-label": "WireGuard keys"},
            h("h2", null, "WireGuard keys"),
            h("p", {class: "faint"}, "Each machine makes a new key of its own, which no one else ever has."),
            state.value && state.value.waiting.length + state.value.announced.length > 0
                && h("p", {role: "status"}, `${state.value.doneCount} have one. Still to come: `,
                    [...state.value.announced, ...state.value.waiting].slice(0, 8).join(", "),
                    state.value.announced.length + state.value.waiting.length > 8 && " and more", "."),
            deeds.problem(),
            h("div", {class: "deeds"}, deeds.button("refresh", "Make new keys", refresh,
                {ask: "Have every machine make a new key?"}))),
    };
}
