// One node: what it is, what the server sees of it, and all that an admin may do to it.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {makeConvergence} from "../../parts/convergence.js";
import {makeDeeds} from "../../parts/deed.js";
import {readingView} from "../../parts/reading.js";
import {nodeStatus} from "../../parts/status.js";
import {makeAccess} from "./access.js";
import {nodeFacts, troubleView} from "./facts.js";
import {makeRoles} from "./roles.js";
import {makeSettings} from "./settings.js";
import {makeTunnels} from "./tunnels.js";

await useStyles(import.meta.url, "./node.css");

export default function nodePage(page) {
    const {network, node: name} = page.params;
    const reading = page.one(at`/networks/${network}/nodes/${name}`, {kind: "node", network});
    const here = page.network();
    const clients = page.list(at`/networks/${network}/clients`, {kind: "client", network});
    const convergence = makeConvergence(page, network);
    const deeds = makeDeeds(page);
    /// Whether it is asked to go, and whether it has gone: what is read of it then is that there is none.
    let isLeaving = false;
    let isGone = false;

    /// What the page itself changes takes nothing from what is typed in its forms, and is what they build on.
    function done(answer, before) {
        reading.take(answer);
        for (const form of [settings, access.form, ...roles.forms]) form.keepUp(before, answer);
        convergence.follow(answer.revision);
    }

    const parts = {network, reading, clients, deeds, done};
    const settings = makeSettings(page, parts);
    const access = makeAccess(page, parts);
    const roles = makeRoles(page, parts);
    const tunnels = makeTunnels(page, network, reading);

    /// Does something to the node, if it is still what it was seen to be.
    function change(method, deed, body) {
        const path = at`/networks/${network}/nodes/${reading.value.id}` + deed;
        return async () => {
            const {tag} = reading;
            done(await page.call(method, path, body, {tag}), tag);
        };
    }

    function goAway(method, deed) {
        return async () => {
            isLeaving = true;
            try {
                await change(method, deed)();
                isGone = true;
            } finally {
                isLeaving = isGone;
            }
        };
    }

    function deedsView(node) {
        if (node.status === "pending") {
            return [
                deeds.button("approve", "Approve", change("POST", "/approve")),
                deeds.button("deny", "Deny", goAway("POST", "/deny"),
                    {ask: `${node.name} is turned away.`, danger: true}),
            ];
        }
        return [
            h("a", {key: "why", href: link`/networks/${network}` + `?node=${encodeURIComponent(node.name)}`},
                "Why does it reach others?"),
            node.connected
                ? deeds.button("disconnect", "Disconnect", change("PATCH", "", {connected: false}),
                    {ask: `${node.name} stays a node, and has no links.`})
                : deeds.button("connect", "Connect", change("PATCH", "", {connected: true})),
            deeds.button("remove", "Remove", goAway("DELETE", ""),
                {ask: `${node.name} leaves the network. Its machine needs a key to come back.`, danger: true}),
        ];
    }

    function nodeView(node) {
        return [
            h("div", {key: "said", class: "node-said"}, deeds.problem(), troubleView(node), convergence.view()),
            h("div", {key: "cards", class: "node-cards"},
                h("div", {class: "node-column"},
                    h("section", {key: "facts", class: "card", "aria-labelledby": "facts-title"},
                        h("h2", {id: "facts-title"}, "What is known"),
                        nodeFacts(node, here.value, tunnels.summary(node))),
                    roles.view(node)),
                h("div", {class: "node-column"},
                    h("section", {key: "settings", class: "card", "aria-labelledby": "settings-title"},
                        h("h2", {id: "settings-title"}, "Settings"), settings.view(node)),
                    access.view(node))),
        ];
    }

    return {
        title: () => reading.value?.name ?? name,
        view: () => [
            h("div", {key: "head", class: "node-head"}, h("h1", null, reading.value?.name ?? name),
                isThere() && nodeStatus(reading.value),
                isThere() && h("div", {class: "deeds"}, deedsView(reading.value))),
            isLeaving ? goneView() : readingView(reading, nodeView),
        ],
    };

    /// Whether there is something to be done to it.
    function isThere() { return reading.value !== null && !isLeaving && reading.problem?.status !== 404; }

    function goneView() {
        return [
            h("p", {key: "gone", role: "status"},
                isGone ? `${reading.value.name} is no node of ${network} any more. ` : "It goes … ",
                h("a", {href: link`/networks/${network}/nodes`}, "All nodes")),
            h("div", {key: "said", class: "node-said"}, convergence.view()),
        ];
    }
}
