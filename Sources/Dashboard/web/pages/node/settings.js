// Everything of a node that an admin may change, but for its roles and its access.

import {at} from "../../api/client.js";
import {makeChangeForm} from "../../parts/change-form.js";
import {textOf, wordsOf} from "../../parts/words.js";

export function makeSettings(page, {network, reading, done}) {
    return makeChangeForm(page, {
        reading, done,
        action: "Save",
        fields: (node) => [
            {name: "name", label: "Name", required: true, isCode: true, value: node.name,
                hint: `Others find it as ${node.name}.${network}`},
            node.ipv4 && {name: "ipv4", label: "IPv4 address", required: true, isCode: true, value: node.ipv4,
                hint: "In the network, of its range, and nobody's."},
            node.ipv6 && {name: "ipv6", label: "IPv6 address", required: true, isCode: true, value: node.ipv6},
            {name: "endpoint", label: "Endpoint", isCode: true, value: node.endpoint ?? null,
                placeholder: "203.0.113.7:51821",
                hint: "Where others reach it. Leave it empty to have that detected."},
            {name: "listenPort", label: "Listen port", type: "number", min: 1, max: 65535, required: true,
                value: node.listenPort},
            {name: "persistentKeepalive", label: "Keepalive", type: "number", min: 0, max: 65535, required: true,
                value: node.persistentKeepalive, hint: "In seconds, where a NAT needs it; 0 for off."},
            {name: "mtu", label: "MTU", type: "number", required: true, value: node.mtu, hint: "In bytes."},
            {name: "tags", label: "Tags", value: textOf(node.tags), hint: "With commas in between."},
            {name: "udpHolePunching", label: "Punch holes through NATs", type: "checkbox", value: node.udpHolePunching},
            {name: "dnsOn", label: "Look up the network's names", type: "checkbox", value: node.dnsOn},
            {name: "roaming", label: "Publish new addresses of its machine", type: "checkbox", value: node.roaming},
            ...commands(node, page.session.mayCommand),
        ].filter(Boolean),
        send(values, changed, begun) {
            const changes = {...changed};
            if ("tags" in changes) changes.tags = wordsOf(changes.tags);
            return page.call("PATCH", at`/networks/${network}/nodes/${begun.value.id}`, changes, {tag: begun.tag});
        },
    });
}

/// What its machine runs, as root. Who may not say that sees it where there is something, with the reason.
function commands(node, mayCommand) {
    const hint = mayCommand ? "Runs as root, and only where the machine's owner has allowed it."
        : "Runs as root: a super admin says who may change it.";
    return [["postUp", "Command when the interface is up"], ["postDown", "Command when it has gone"]]
        .filter(([name]) => mayCommand || node[name])
        .map(([name, label]) => ({
            name, label, hint, isCode: true, disabled: !mayCommand, value: node[name] ?? null,
        }));
}
