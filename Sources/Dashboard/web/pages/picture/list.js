// The same as a list, for who would rather read.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {nodeStatus} from "../../parts/status.js";
import {rolesOf} from "../../mesh/states.js";

const most = 200;

/// - `found`: the ids that a search found; null when nothing is searched.
export function nodeList(nodes, clients, isOpen, toggle, network, found) {
    const wanted = found === null ? nodes : nodes.filter((node) => found.has(node.id));
    const byGateway = Map.groupBy(clients, (client) => client.gateway);
    return h("details", {key: "list", class: "picture-list", open: isOpen, on: {toggle: (event) => {
        if (event.target.open !== isOpen) toggle(event.target.open);
    }}},
        h("summary", null, "As a list"),
        isOpen && h("ul", {"aria-label": "Nodes"}, wanted.slice(0, most).map((node) => h("li", {key: node.id},
            h("a", {href: link`/networks/${network}/nodes/${node.name}`}, node.name), " ", nodeStatus(node), " ",
            h("span", {class: "faint"}, [...rolesOf(node),
                (byGateway.get(node.id) ?? []).map((client) => client.name).join(", ")]
                .filter(Boolean).join("; "))))),
        isOpen && wanted.length > most && h("p", {class: "faint"},
            `And ${wanted.length - most} more: a search finds them, and `,
            h("a", {href: link`/networks/${network}/nodes`}, "the nodes' page"), " lists them all."));
}
