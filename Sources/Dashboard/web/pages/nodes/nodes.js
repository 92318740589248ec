// One network's nodes, live: who is online, and how far each is with what concerns it.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {readingView} from "../../parts/reading.js";
import {makeTable} from "../../parts/table.js";
import {nodeStatus} from "../../parts/status.js";
import {ago} from "../../parts/time.js";
import {empty} from "../../parts/empty.js";
import {makeFinder} from "./finder.js";

/// Fewer are seen at a glance.
const few = 8;

export default function nodesPage(page) {
    const {network} = page.params;
    const whole = page.network();
    let search = page.query.search ?? "";
    const nodes = makeFinder(page, at`/networks/${network}/nodes`, {kind: "node", network}, search);

    const table = makeTable(page, {
        label: `Nodes of ${network}`,
        columns: [
            {title: "Name", cell: (node) => h("a", {href: link`/networks/${network}/nodes/${node.name}`}, node.name)},
            {title: "Status", cell: nodeStatus},
            {title: "Address", cell: (node) => h("span", {class: "code"}, node.ipv4 ?? node.ipv6)},
            {title: "Seen", cell: seen},
            {title: "In force", isMinor: true, cell: (node) => node.live.acknowledgedRevision === undefined ? null
                : h("span", {class: "number", title: "The network's revision that its kernel has"},
                    `revision ${node.live.acknowledgedRevision}`)},
            {title: "Endpoint", isMinor: true,
                cell: (node) => h("span", {class: "code"}, node.endpoint ?? node.observedAddresses[0])},
            {title: "Version", isMinor: true, cell: (node) => node.machine.version},
        ],
    });

    return {
        title: `Nodes of ${network}`,
        view: () => [
            h("div", {class: "page-head"},
                h("div", null, h("h1", null, "Nodes"), whole.value && h("p", null, summary(whole.value))),
                h("a", {class: "go", href: link`/welcome/${network}`}, "Bring in machines")),
            (search !== "" || nodes.isMore || nodes.items?.length > few) && h("input", {
                key: "search", class: "search", type: "search", placeholder: "Name, address or tag",
                    "aria-label": "Search",
                value: search, on: {input: (event) => {
                    search = event.target.value;
                    nodes.search(search);
                }},
            }),
            readingView(nodes, (items) => items.length > 0 ? table.view(items, nodes)
                : search.trim() === "" ? empty("No machine yet", "A machine joins by an access key.")
                : h("p", {class: "faint", role: "status"}, "No node fits that.")),
        ],
    };
}

/// Who is connected is seen all the time.
function seen(node) {
    if (node.live.status !== "disconnected") return "now";
    return node.live.lastSeen ? ago(node.live.lastSeen) : null;
}

function summary({nodeCount, connectedCount}) {
    return `${connectedCount.toLocaleString("en")} of ${nodeCount.toLocaleString("en")} online`;
}
