// How an external client is, and how its file is.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {status} from "../../parts/status.js";

export function clientStatus(client) {
    switch (client.status) {
    case "admitted": return status("good", "Let in", "Its gateway lets it in");
    case "disabled": return status("off", "Disabled", "An admin has shut it out");
    case "expired": return status("bad", "Expired", "Its time is over");
    default: return status("bad", "Without gateway",
        "The node it entered by is no ingress gateway any more, or takes no part");
    }
}

export function fileStatus(client) {
    return client.file === "current" ? "as handed out"
        : status("busy", "outdated", "What the file says has changed: hand it out again");
}

/// The node it enters by.
export function gatewayLink(network, client) {
    return client.gatewayName === undefined ? "a node that is gone"
        : h("a", {href: link`/networks/${network}/nodes/${client.gatewayName}`}, client.gatewayName);
}

export function addresses(client) {
    return h("span", {class: "code"}, [client.ipv4, client.ipv6].filter(Boolean).join("  "));
}

/// The nodes that clients may enter by, as a select's options. Pure.
export function gatewayOptions(nodes) {
    return nodes.filter((node) => node.ingress !== undefined).map((node) => ({value: node.name, text: node.name}));
}
