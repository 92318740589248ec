// Which links there are, and what is known of each: by what agents say of theirs, or by an answer to "why". Pure.

import {stateOf, takesPart} from "./states.js";

/// A session that is older has ended: WireGuard shakes hands every two minutes while something is sent.
const lifetime = 180;

/// How a link does, what one wants to see first coming first; `tone` as in parts/status.js.
export const sessions = [
    {name: "unanswered", tone: "bad", title: "No answer"},
    {name: "missing", tone: "busy", title: "Not set up yet"},
    {name: "idle", tone: "busy", title: "Quiet"},
    {name: "fresh", tone: "good", title: "Up"},
    {name: "untried", tone: "off", title: "Not used yet"},
    {name: "away", tone: "off", title: "Other end offline"},
    {name: "unknown", tone: "off", title: "Not known"},
];

const ranks = new Map(sessions.map((session, index) => [session.name, index]));
const toned = new Map(sessions.map((session) => [session.name, session]));

/// Every two nodes that have a tunnel between them, as `{key, from, to}`.
export function pairs(nodes) {
    const active = nodes.filter(takesPart);
    return active.flatMap((from, index) =>
        active.slice(index + 1).map((to) => ({key: linkKey(from.id, to.id), from, to})));
}

/// All that a node has a tunnel to: the other nodes that take part, and the clients that enter by it.
export function ends(node, nodes, clients) {
    if (!takesPart(node)) return [];
    return [...nodes.filter((other) => other.id !== node.id && takesPart(other)),
        ...clients.filter((client) => client.gateway === node.id && client.status === "admitted")];
}

/// The same whichever end it is seen from.
export function linkKey(one, other) { return one < other ? `${one} ${other}` : `${other} ${one}`; }

/// What an agent said of one of its links so many seconds ago, as `{session, path, age}`; `age` in seconds, null
/// without a handshake.
export function told(item, seconds) {
    return {
        session: ranks.has(item.session) ? item.session : "unknown",
        path: ["local", "direct"].includes(item.path) ? item.path : "unknown",
        age: item.handshakeSeconds === undefined ? null : item.handshakeSeconds + seconds,
    };
}

/// What both ends say, as one: the worse of it, and of handshakes the one before that both know of. Either may be null.
export function joined(one, other) {
    if (one === null || other === null) return one ?? other;
    if (one.session === "unknown" || other.session === "unknown") return one.session === "unknown" ? other : one;
    const worse = ranks.get(other.session) < ranks.get(one.session) ? other : one;
    const ages = [one.age, other.age].filter((age) => age !== null);
    return {
        // A handshake that either has just made counts: the other one's device may not have heard of it.
        session: worse.session === "idle" && [one.session, other.session].includes("fresh") ? "fresh" : worse.session,
        path: [one, other].find((end) => end.path !== "unknown")?.path ?? "unknown",
        age: ages.length > 0 ? Math.max(...ages) : null,
    };
}

/// What an answer to "why" knows, as `{session, path, age, reachable}`: `path` may be "gateway", by a node to what is
/// behind it.
export function known(answer) {
    const heard = answer.tunnels.filter((tunnel) => tunnel.receivedBytes !== undefined);
    const ages = heard.map((tunnel) => tunnel.handshakeSeconds).filter((age) => age !== undefined);
    const age = ages.length > 0 ? Math.max(...ages) : null;
    return {
        reachable: answer.reachable,
        path: pathOf(answer),
        session: answer.reachable === "no" ? "unanswered" : heard.length === 0 ? "unknown"
            : age !== null ? (age <= lifetime ? "fresh" : "idle")
            : heard.some((tunnel) => tunnel.sentBytes > 0) ? "unanswered" : "untried",
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

/// How a link is to be shown: that nobody answers is no news where the other end is known to be offline.
///
/// - `link`: what is known of it, or null.
export function shownSession(link, from, to) {
    const session = link?.session ?? "unknown";
    const isAway = [from, to].some((end) => end?.live !== undefined && stateOf(end) === "offline");
    return isAway && session !== "fresh" ? "away" : session;
}

export function sessionTone(name) { return toned.get(name)?.tone ?? "off"; }
export function sessionRank(name) { return ranks.get(name) ?? ranks.size; }

/// How many links are how, as `[{name, title, tone, count}]`, those that are there in the order of `sessions`.
export function counted(names) {
    return sessions.map((session) => ({...session, count: names.filter((name) => name === session.name).length}))
        .filter(({count}) => count > 0);
}

/// What an answer was given about: when it is another, what was answered is of the past.
export function standing(end) { return `${end.revision} ${end.status} ${end.live?.status ?? ""}`; }

/// How long ago, as short as it can be said.
export function shortAge(seconds) {
    for (const [size, unit] of [[86400, "d"], [3600, "h"], [60, "min"]]) {
        if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
    }
    return `${Math.floor(seconds)} s`;
}
