// The first page: all networks at a glance, each as a picture, and the way in for who has none.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {readingView} from "../../parts/reading.js";
import {makeReadings} from "../../parts/readings.js";
import {empty} from "../../parts/empty.js";
import {status} from "../../parts/status.js";
import {countView, meshView, mostRead, nodesPerDot} from "./mini.js";

await useStyles(import.meta.url, "./overview.css");

/// Of more networks than these only the counts are shown.
const mostPictures = 24;

export default function overviewPage(page) {
    const networks = page.list("/networks", {kind: "network"});
    const nodes = makeReadings(page, (network) => page.list(at`/networks/${network}/nodes`, {kind: "node", network}));
    const clients = makeReadings(page, (network) =>
        page.list(at`/networks/${network}/clients`, {kind: "client", network}));

    function picture(network, index, isAlone) {
        if (network.nodeCount === 0 || index >= mostPictures) return null;
        if (network.nodeCount > mostRead) return countView(network);
        const items = nodes.of(network.name).items ?? [];
        // Only where one enters can there be clients.
        const theirs = items.some((node) => node.ingress) ? clients.of(network.name).items ?? [] : [];
        return items.length > 0 ? meshView(items, theirs, isAlone) : null;
    }

    function cards(networks) {
        for (const readings of [nodes, clients]) readings.keep(networks.map(({name}) => name));
        const isAlone = networks.length === 1;
        return h("div", {class: isAlone ? "cards alone" : "cards"},
            networks.map((network, index) => card(network, index, isAlone)));
    }

    function card(network, index, isAlone) {
        return h("a", {key: network.name, class: "card network-card", href: link`/networks/${network.name}`},
            h("div", {class: "network-head"}, h("h2", null, network.displayName),
                network.nodeCount === 0 ? status("off", "No machine yet") : status(
                    network.connectedCount > 0 ? "good" : "off",
                    `${network.connectedCount.toLocaleString("en")} of `
                        + `${network.nodeCount.toLocaleString("en")} online`)),
            network.nodeCount > 0 && h("div", {key: "picture", class: "mini-box"}, picture(network, index, isAlone)),
            h("p", {class: "network-foot"}, h("span", {class: "code faint"},
                [network.ipv4Range, network.ipv6Range].filter(Boolean).join("  ")),
                network.pendingCount > 0 && status("busy",
                    `${network.pendingCount.toLocaleString("en")} waiting for approval`),
                network.nodeCount > mostRead && nodesPerDot(network) > 1 && index < mostPictures
                    && h("span", {class: "faint"}, `A dot for ${nodesPerDot(network)} nodes`)));
    }

    return {
        title: "Overview",
        view: () => [
            h("div", {class: "page-head"}, h("h1", null, "Overview"),
                page.session.isSuper && networks.items?.length > 0
                    && h("a", {class: "go", href: "#/welcome"}, "New network")),
            readingView(networks, (items) => items.length > 0 ? cards(items)
                : page.session.isSuper
                    ? empty("No network yet", "Machines in a network reach each other privately, wherever they are.",
                        h("a", {class: "go", href: "#/welcome"}, "Create the first one"))
                    : empty("No network is yours yet", "A super admin says which networks you look after.")),
        ],
    };
}
