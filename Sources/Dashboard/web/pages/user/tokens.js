// What works in somebody's name without a session, and the end of that.

import {h} from "../../view/element.js";
import {makeDeeds} from "../../parts/deed.js";
import {readingView} from "../../parts/reading.js";
import {status} from "../../parts/status.js";
import {makeTable} from "../../parts/table.js";
import {ago} from "../../parts/time.js";

/// Somebody's API tokens, without their secrets, which the server does not have; keep it as long as the page.
///
/// - `path`: where the server lists them.
export function makeTokens(page, path) {
    const reading = page.list(path, {kind: "apiToken", singles: false});
    const deeds = makeDeeds(page);
    const again = () => reading.again("everything");

    async function revoke(token) {
        await page.call("DELETE", `${path}/${encodeURIComponent(token.name)}`);
        await again();
    }

    const table = makeTable(page, {
        label: "API tokens",
        columns: [
            {title: "Name", cell: (token) => token.name},
            {title: "May", cell: (token) => token.access === "readOnly" ? "read" : "read and change"},
            {title: "Where", cell: (token) => token.networks ? token.networks.join(", ") || "nowhere any more"
                : "wherever its user may"},
            {title: "Over", cell: (token) => !token.expiresAt ? "never"
                : new Date(token.expiresAt) < Date.now() ? status("bad", "over") : ago(token.expiresAt)},
            {title: "Made", isMinor: true, cell: (token) => ago(token.createdAt)},
            {title: "", cell: (token) => deeds.button(`revoke ${token.id}`, "Revoke", () => revoke(token),
                {danger: true, label: `Revoke ${token.name}`, ask: "What uses it is refused from then on."})},
        ],
    });
    return {
        again,
        view: () => [
            deeds.problem(),
            readingView(reading, (items) => items.length === 0 ? h("p", {class: "faint"}, "None.") : table.view(items)),
        ],
    };
}
