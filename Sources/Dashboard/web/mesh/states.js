// How a node is, by one word: what the admins decided, then what the server sees of it. Pure.

/// Every state there is, in the order in which they are listed; `tone` as in parts/status.js.
export const states = [
    {name: "online", title: "Online", tone: "good"},
    {name: "behind", title: "Catching up", tone: "busy"},
    {name: "offline", title: "Offline", tone: "off"},
    {name: "pending", title: "Waits for approval", tone: "busy"},
    {name: "disconnected", title: "Disconnected", tone: "off"},
    {name: "expired", title: "Expired", tone: "bad"},
];

const titles = new Map(states.map((state) => [state.name, state.title]));

export function stateOf(node) {
    if (node.status === "pending" || node.status === "disconnected" || node.status === "expired") return node.status;
    return {applied: "online", pending: "behind"}[node.live.status] ?? "offline";
}

export function stateTitle(name) { return titles.get(name); }

/// The roles a node has, as people call them.
export function rolesOf(node) {
    return [node.egress && "egress gateway", node.ingress && "ingress gateway", node.relay && "relay"].filter(Boolean);
}

/// Whether a node has tunnels to others: a machine that waits, or is shut out, has none.
export function takesPart(node) { return node.status === "active"; }

/// A node in a few words, for who listens.
export function described(node, clientCount = 0) {
    return [node.name, titles.get(stateOf(node)).toLowerCase(), ...rolesOf(node),
        clientCount > 0 && (clientCount === 1 ? "1 client" : `${clientCount} clients`)].filter(Boolean).join(", ");
}
