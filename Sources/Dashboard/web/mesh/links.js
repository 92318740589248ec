// Which links there are, and what an answer to "why" says of one. Pure: nothing is known of a link that was not asked.

import {takesPart} from "./states.js";

/// A session that is older has ended: WireGuard shakes hands every two minutes while something is sent.
const lifetime = 180;

/// Every two nodes that have a tunnel between them, as `{key, from, to}`.
export function pairs(nodes) {
    const active = nodes.filter(takesPart);
    return active.flatMap((from, index) =>
        active.slice(index + 1).map((to) => ({key: linkKey(from.id, to.id), from, to})));
}

/// The same whichever end it is seen from.
export function linkKey(one, other) { return one < other ? `${one} ${other}` : `${other} ${one}`; }

/// One node's links, by the group that the other end is in: `{disc, count}`.
export function bundles(node, nodes, spots) {
    if (!takesPart(node)) return [];
    const counts = new Map();
    for (const other of nodes) {
        if (other.id === node.id || !takesPart(other)) continue;
        const {disc} = spots.get(other.id);
        counts.set(disc, (counts.get(disc) ?? 0) + 1);
    }
    return [...counts].map(([disc, count]) => ({disc, count})).sort((one, other) => one.disc - other.disc);
}

/// What an answer knows: `{path, handshake, age, reachable}`.
///
/// - `path`: "local", "direct", "gateway" (by a node to what is behind it) or "unknown".
/// - `handshake`: "fresh", "old", "none" or "unknown"; `age` in seconds, null without one.
export function known(answer) {
    const heard = answer.tunnels.filter((tunnel) => tunnel.receivedBytes !== undefined);
    const ages = heard.map((tunnel) => tunnel.handshakeSeconds).filter((age) => age !== undefined);
    const age = ages.length > 0 ? Math.max(...ages) : null;
    return {
        reachable: answer.reachable,
        path: pathOf(answer),
        handshake: age !== null ? (age <= lifetime ? "fresh" : "old") : heard.length > 0 ? "none" : "unknown",
        age,
    };
}

function pathOf(answer) {
    if (answer.path.some((hop) => hop.kind !== "direct")) return "gateway";
    const tunnel = answer.tunnels.find((one) => one.endpoint !== undefined);
    if (tunnel === undefined) return "unknown";
    const candidate = tunnel.candidates.find((one) => one.endpoint === tunnel.endpoint);
    return candidate?.origin === "local" ? "local" : "direct";
}

/// What an answer was given about: when it is another, what was answered is of the past.
export function standing(end) { return `${end.revision} ${end.status} ${end.live?.status ?? ""}`; }

/// How long ago, as short as it can be said.
export function shortAge(seconds) {
    for (const [size, unit] of [[86400, "d"], [3600, "h"], [60, "min"]]) {
        if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
    }
    return `${seconds} s`;
}
