// The first page: all networks at a glance, each as a picture, and the way in for who has none.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {readingView} from "../../parts/reading.js";
import {empty} from "../../parts/empty.js";
import {status} from "../../parts/status.js";
import {countView, meshView, mostRead, nodesPerDot} from "./mini.js";

await useStyles(import.meta.url, "./overview.css");

/// Of more networks than these only the counts are shown.
const mostPictures = 24;

export default function overviewPage(page) {
    const networks = page.list("/networks", {kind: "network"});
    /// What is read of small networks, by their names.
    const meshes = new Map();

    function mesh(network) {
        if (!meshes.has(network.name)) {
            const concern = {network: network.name};
            meshes.set(network.name, {nodes: page.list(at`/networks/${network.name}/nodes`,
                {kind: "node", ...concern}), clients: null});
        }
        const known = meshes.get(network.name);
        // Only where one enters can there be clients.
        if (known.clients === null && known.nodes.items?.some((node) => node.ingress)) {
            known.clients = page.list(at`/networks/${network.name}/clients`, {kind: "client", network: network.name});
        }
        return known;
    }

    function picture(network, index, isAlone) {
        if (network.nodeCount === 0 || index >= mostPictures) return null;
        if (network.nodeCount > mostRead) return countView(network);
        const {nodes, clients} = mesh(network);
        return nodes.items?.length > 0 ? meshView(nodes.items, clients?.items ?? [], isAlone) : null;
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
            readingView(networks, (items) => items.length > 0
                ? h("div", {class: items.length === 1 ? "cards alone" : "cards"},
                    items.map((network, index) => card(network, index, items.length === 1)))
                : page.session.isSuper
                    ? empty("No network yet", "Machines in a network reach each other privately, wherever they are.",
                        h("a", {class: "go", href: "#/welcome"}, "Create the first one"))
                    : empty("No network is yours yet", "A super admin says which networks you look after.")),
        ],
    };
}
