// What fits a search. Pure.

/// Whether a node fits: every word has to be in its name, its addresses, its tags or its machine's name.
export function matches(node, search) {
    const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const text = [node.name, node.ipv4, node.ipv6, node.endpoint, node.machine?.hostname, ...node.tags ?? []]
        .filter((part) => part != null).join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
}
