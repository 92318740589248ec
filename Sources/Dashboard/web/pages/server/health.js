// What there is to see to on a server, and which releases its agents are. Pure.

import {link} from "../../app/route.js";

const day = 86_400_000;

/// What is wrong, or waits for somebody, the worst first: `{tone, text, href}`.
///
/// - `readiness`: as the server answers it; null when it did not.
/// - `networks`, `nodes`: those one may see, of all networks together.
export function concerns({readiness, server, networks, nodes, now}) {
    const found = [];
    const say = (tone, text, href) => found.push({tone, text, href});
    if (readiness === null) say("bad", "The server does not say whether it is ready.");
    else if (readiness.reason) say(readiness.status === "ok" ? "busy" : "bad", sentenceOf(readiness));
    for (const network of networks) {
        if (network.pendingCount > 0) {
            say("busy", `${machines(network.pendingCount, "waits", "wait")} to be let into ${network.name}.`,
                link`/networks/${network.name}/nodes`);
        }
        if (network.overlaps.length > 0) {
            say("busy", `The ranges of ${network.name} overlap those of ${network.overlaps.join(", ")}: `
                + "no machine can be in both, unless forced.", link`/networks/${network.name}/settings`);
        }
    }
    for (const [network, members] of byNetwork(nodes)) {
        const href = link`/networks/${network}/nodes`;
        const active = members.filter((node) => node.status === "active");
        const tell = (some, ...words) => {
            if (some.length > 0) say("off", `${machines(some.length, ...words)}: ${names(some)}.`, href);
        };
        const away = active.filter((node) => node.live.status === "disconnected"
            && now - new Date(node.live.lastSeen ?? node.joinedAt).getTime() > day);
        tell(away, `of ${network} was not seen for more than a day`, `of ${network} were not seen for more than a day`);
        tell(members.filter((node) => node.status === "expired"), `of ${network} has expired`,
            `of ${network} have expired`);
        tell(active.filter((node) => server && isOlder(node.machine.version, server.version)),
            `of ${network} runs an older release than the server`,
                `of ${network} run an older release than the server`);
    }
    const order = ["bad", "busy", "off"];
    return found.sort((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone));
}

/// How many agents are of each release, the newest first: `{version, count, connected}`.
export function versions(nodes) {
    const all = new Map();
    for (const node of nodes) {
        const entry = all.get(node.machine.version) ?? {version: node.machine.version, count: 0, connected: 0};
        entry.count += 1;
        if (node.live.status !== "disconnected") entry.connected += 1;
        all.set(entry.version, entry);
    }
    return [...all.values()].sort((one, other) => compare(other.version, one.version));
}

export function isOlder(one, other) { return compare(one, other) < 0; }

/// Number by number; what is no number counts for nothing.
function compare(one, other) {
    const [a, b] = [one, other].map((text) => text.split(/[^0-9]+/).map(Number));
    for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
        const difference = (a[index] || 0) - (b[index] || 0);
        if (difference !== 0) return difference;
    }
    return 0;
}

function byNetwork(nodes) {
    const all = new Map();
    for (const node of nodes) {
        if (!all.has(node.network)) all.set(node.network, []);
        all.get(node.network).push(node);
    }
    return all;
}

/// - `one`, `several`: what is said of them.
function machines(count, one, several) { return count === 1 ? `1 machine ${one}` : `${count} machines ${several}`; }

function names(nodes) {
    const shown = nodes.slice(0, 3).map((node) => node.name).join(", ");
    return nodes.length > 3 ? `${shown} and ${nodes.length - 3} more` : shown;
}

function sentenceOf({reason}) { return reason[0].toUpperCase() + reason.slice(1) + "."; }
