// How long a node has access.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {Problem} from "../../api/problem.js";
import {makeChangeForm} from "../../parts/change-form.js";
import {ago} from "../../parts/time.js";

const day = 86_400;
const choices = [
    ["", "Choose …"], [3600, "In an hour"], [day, "In a day"], [7 * day, "In a week"], [30 * day, "In 30 days"],
    [90 * day, "In 90 days"], [365 * day, "In a year"], ["never", "Never"],
];

export function makeAccess(page, {network, reading, deeds, done}) {
    const form = makeChangeForm(page, {
        reading, done,
        action: "Set",
        // A duration, so that the clock of this device does not matter.
        fields: () => [{name: "expiresInSeconds", label: "It loses access", type: "select", required: true, value: "",
            options: choices.map(([value, text]) => ({value: String(value), text}))}],
        async send(values, _, begun) {
            const choice = values.expiresInSeconds;
            if (choice === null) {
                throw new Problem({field: "expiresInSeconds", detail: "no time is chosen",
                    remedy: "choose when it loses its access"});
            }
            const body = choice === "never" ? {expiresAt: null} : {expiresInSeconds: Number(choice)};
            return page.call("PATCH", path(begun.value), body, {tag: begun.tag});
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
