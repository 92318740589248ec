// The first page: all networks at a glance, and the way in for who has none.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {readingView} from "../../parts/reading.js";
import {empty} from "../../parts/empty.js";
import {status} from "../../parts/status.js";

export default function overviewPage(page) {
    const networks = page.list("/networks", {kind: "network"});

    function card(network) {
        return h("a", {key: network.name, class: "card network-card", href: link`/networks/${network.name}`},
            h("h2", null, network.displayName),
            h("p", {class: "code faint"}, [network.ipv4Range, network.ipv6Range].filter(Boolean).join("  ")),
            h("p", null, network.nodeCount === 0 ? status("off", "No machine yet") : status(
                network.connectedCount > 0 ? "good" : "off",
                `${network.connectedCount} of ${network.nodeCount} online`)),
            network.pendingCount > 0 && h("p", null, status("busy", `${network.pendingCount} waiting for approval`)));
    }

    return {
        title: "Overview",
        view: () => [
            h("div", {class: "page-head"}, h("h1", null, "Overview"),
                page.session.isSuper && networks.items?.length > 0 && h("a", {class: "go", href: "#/welcome"}, "New network")),
            readingView(networks, (items) => items.length > 0 ? h("div", {class: "cards"}, items.map(card))
                : page.session.isSuper
                    ? empty("No network yet", "Machines in a network reach each other privately, wherever they are.",
                        h("a", {class: "go", href: "#/welcome"}, "Create the first one"))
                    : empty("No network is yours yet", "A super admin says which networks you look after.")),
        ],
    };
}
