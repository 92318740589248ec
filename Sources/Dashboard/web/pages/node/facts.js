// What a node is, and what is the matter with it.

import {h} from "../../view/element.js";
import {code, factsView} from "../../parts/facts.js";
import {ago} from "../../parts/time.js";
import {sentence} from "../../parts/problem.js";
import {nodeStatus} from "../../parts/status.js";

/// - `network`: null while it is on its way.
/// - `handshakes`: null while nothing is known of them.
export function nodeFacts(node, network, handshakes) {
    const {machine, live} = node;
    const facts = [
        ["Status", nodeStatus(node)],
        ["Seen", live.status !== "disconnected" ? "now" : live.lastSeen ? ago(live.lastSeen)
            : "not since the server's start"],
        ["In force", live.acknowledgedRevision === undefined ? null : h("span", {class: "number"},
            `revision ${live.acknowledgedRevision}`, network && ` of ${network.networkRevision}`)],
        ["Handshakes", handshakes],
        ["Addresses", code(node.ipv4, node.ipv6)],
        ["Endpoint", node.endpoint ? [code(node.endpoint), " as set"] : "detected"],
        ["Seen from", code(...node.observedAddresses)],
        ["Its own networks", code(...node.localAddresses)],
        ["Interface", code(node.interface)],
        ["Machine", [machine.hostname, machine.operatingSystem, machine.architecture].join(", ")],
        ["Agent", `${machine.version}, ${machine.backend}`],
        ["Key", code(node.publicKey)],
        ["Next key", node.nextPublicKey ? code(node.nextPublicKey) : null],
        ["Joined", ago(node.joinedAt)],
        ["Tags", node.tags.length > 0 ? node.tags.join(", ") : null],
        ["Goes", node.ephemeral ? "by itself, when it has been away for some minutes" : null],
        ["Last changed", h("span", {class: "number"}, `revision ${node.revision}`)],
    ];
    return factsView(facts);
}

/// What somebody should know at once.
export function troubleView(node) {
    const troubles = [
        node.status === "pending" && ["A machine asks to be let in.",
            "Compare its key with the one that netclient shows on it, then approve or deny it."],
        node.status === "expired" && ["Its access is over.",
            "Every other node has dropped it. Give it more time to let it in again."],
        node.status === "disconnected" && ["An admin has disconnected it.",
            "It stays a node and has no links until it is connected."],
        node.machine.commandTrouble && ["A command of its interface failed.", sentence(node.machine.commandTrouble)],
    ].filter(Boolean);
    const isBad = node.status === "expired" || node.machine.commandTrouble;
    return troubles.map(([what, then]) => h("div", {key: what, class: isBad ? "notice bad" : "notice"},
        h("p", {class: "notice-what"}, what), h("p", null, then)));
}
