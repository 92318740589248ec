// All networks that one may see, as a table.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {readingView} from "../../parts/reading.js";
import {makeTable} from "../../parts/table.js";
import {empty} from "../../parts/empty.js";

export default function networksPage(page) {
    const networks = page.list("/networks", {kind: "network"});
    const table = makeTable(page, {
        label: "Networks",
        key: (network) => network.name,
        columns: [
            {title: "Name", cell: (network) => h("a", {href: link`/networks/${network.name}`}, network.name)},
            {title: "Called", cell: (network) => network.displayName === network.name ? null : network.displayName},
            {title: "Addresses", cell: (network) =>
                h("span", {class: "code"}, [network.ipv4Range, network.ipv6Range].filter(Boolean).join(" "))},
            {title: "Machines", cell: (network) => h("span", {class: "number"}, network.nodeCount)},
            {title: "Online", cell: (network) => h("span", {class: "number"}, network.connectedCount)},
            {title: "Waiting", cell: (network) => network.pendingCount === 0 ? null
                : h("span", {class: "number"}, network.pendingCount)},
        ],
    });
    return {
        title: "Networks",
        view: () => [
            h("div", {class: "page-head"}, h("h1", null, "Networks"),
                page.session.isSuper && h("a", {class: "go", href: "#/welcome"}, "New network")),
            readingView(networks, (items) => items.length > 0 ? table.view(items)
                : page.session.isSuper
                    ? empty("No network yet", "Machines in a network reach each other privately, wherever they are.")
                    : empty("No network is yours yet", "A super admin says which networks you look after.")),
        ],
    };
}
