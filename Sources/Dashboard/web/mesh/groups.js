// Nodes by what they have in common. Pure.

import {parse} from "./ranges.js";
import {stateOf, states, stateTitle} from "./states.js";

/// What nodes can be grouped by.
export const groupings = [
    {name: "none", title: "Nothing"}, {name: "tag", title: "Tag"}, {name: "state", title: "State"},
    {name: "range", title: "Address range"}, {name: "version", title: "Version"},
];

/// More than so many in one ring are too many lines.
export const ringSize = 16;

/// What says most about these nodes.
export function grouping(nodes) {
    if (nodes.length <= ringSize) return "none";
    return nodes.some((node) => node.tags.length > 0) ? "tag" : "state";
}

/// The groups, as `{title, nodes}`, in order; within one, whoever joined first comes first, so that who joins moves
/// nobody.
export function grouped(nodes, by) {
    const title = {none: () => "All nodes", tag: tagOf, state: stateOf, version: (node) => node.machine.version,
        range: by === "range" ? rangeOf(prefix(nodes)) : null}[by];
    const groups = new Map();
    for (const node of nodes) {
        const name = title(node);
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(node);
    }
    const names = by === "state" ? states.map((state) => state.name).filter((name) => groups.has(name))
        : [...groups.keys()].sort(by === "tag" ? namedFirst : inOrder);
    return names.map((name) => ({
        title: by === "state" ? stateTitle(name) : name, nodes: groups.get(name).sort(byAge),
    }));
}

const untagged = "No tag";

/// A node stands in one place: by the first of its tags.
function tagOf(node) { return node.tags[0] ?? untagged; }

function namedFirst(one, other) {
    return (one === untagged) - (other === untagged) || inOrder(one, other);
}

function inOrder(one, other) { return one.localeCompare(other, "en", {numeric: true}); }

function byAge(one, other) {
    return compare(one.joinedAt ?? "", other.joinedAt ?? "") || compare(one.id, other.id);
}

function compare(one, other) { return one < other ? -1 : one > other ? 1 : 0; }

/// The longest prefix that makes a dozen groups at most, so that there is something to see.
function prefix(nodes) {
    for (const length of [28, 27, 26, 25, 24, 22, 20, 18, 16, 12]) {
        if (new Set(nodes.map(rangeOf(length))).size <= 12) return length;
    }
    return 8;
}

function rangeOf(length) {
    return (node) => {
        const range = parse(`${node.ipv4}/${length}`);
        if (range === null) return "IPv6";
        return [24, 16, 8, 0].map((shift) => Math.floor(range.first / 2 ** shift) % 256).join(".") + `/${length}`;
    };
}
