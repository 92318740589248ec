// How long a node has access.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {Problem} from "../../api/problem.js";
import {makeChangeForm} from "../../parts/change-form.js";
import {makeLifetime} from "../../parts/lifetime.js";
import {ago} from "../../parts/time.js";

export function makeAccess(page, {network, reading, deeds, done}) {
    const lifetime = makeLifetime(page, {label: "It loses access", hasTimes: true, keeps: true});
    const form = makeChangeForm(page, {
        reading,
        action: "Set",
        fields: () => lifetime.fields("Choose …"),
        async send(values, _, {value, tag}) {
            const change = lifetime.changeOf(values);
            if (Object.keys(change).length === 0) {
                throw new Problem({field: "expiresInSeconds", detail: "no time is chosen",
                    remedy: "choose when it loses its access"});
            }
            return page.call("PATCH", path(value), change, {tag});
        },
        done(answer, before) {
            lifetime.clear();
            done(answer, before);
        },
    });

    function path(node) { return at`/networks/${network}/nodes/${node.id}`; }

    return {
        form,
        view: (node) => h("section", {key: "access", class: "card", "aria-labelledby": "access-title"},
            h("h2", {id: "access-title"}, "Access"),
            h("p", null, node.expiresAt === undefined ? "It does not end."
                : node.status === "expired" ? ["It ended ", ago(node.expiresAt),
                    ". Give it more time to let it in again."]
                    : ["It ends ", ago(node.expiresAt), ": then every other node drops it, even without the server."]),
            form.view(node),
            node.status !== "expired" && h("div", {class: "deeds"}, deeds.button("expire", "End it now", async () => {
                const {tag} = reading;
                done(await page.call("PATCH", path(node), {expiresInSeconds: 1}, {tag}), tag);
            }, {ask: `${node.name} loses access at once, everywhere.`, danger: true}))),
    };
}
