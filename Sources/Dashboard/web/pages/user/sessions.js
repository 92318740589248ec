// Where somebody is signed in, and the end of that.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {makeDeeds} from "../../parts/deed.js";
import {readingView} from "../../parts/reading.js";
import {makeTable} from "../../parts/table.js";
import {ago} from "../../parts/time.js";

await useStyles(import.meta.url, "./user.css");

/// Somebody's sessions; keep it as long as the page.
///
/// - `path`: where the server lists them.
export function makeSessions(page, path) {
    const reading = page.list(path, {kind: "session", singles: false, isWhole: true});
    const deeds = makeDeeds(page);
    // Not everybody is told of sessions: what was done here is read again in any case.
    const again = () => reading.again("everything");

    async function end(session) {
        await page.call("DELETE", `${path}/${encodeURIComponent(session.id)}`);
        await again();
    }

    async function endAll() {
        await page.call("DELETE", path);
        await again();
    }

    const table = makeTable(page, {
        label: "Sessions",
        columns: [
            {title: "Session", cell: (session) => [h("span", {class: "code"}, session.id),
                session.isCurrent && h("span", {class: "faint"}, " this one")]},
            {title: "Signed in", cell: (session) => ago(session.createdAt)},
            {title: "Over", cell: (session) => ago(session.expiresAt)},
            {title: "", cell: (session) => deeds.button(`end ${session.id}`, "End", () => end(session),
                {danger: true, label: `End session ${session.id}`,
                    ask: session.isCurrent ? "Sign out here?" : undefined})},
        ],
    });
    return {
        again,
        view: () => [
            deeds.problem(),
            readingView(reading, (items) => items.length === 0 ? h("p", {class: "faint"}, "Not signed in anywhere.")
                : [table.view(items), items.length > 1 && h("div", {key: "all", class: "deeds"},
                    deeds.button("all", "End all sessions", endAll,
                        {danger: true, ask: items.some((item) => item.isCurrent)
                        ? "Sign out everywhere, here too?" : "Sign them out everywhere?"}))]),
        ],
    };
}
