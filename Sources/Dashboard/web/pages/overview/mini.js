// A network in small: the mesh itself while it is small, else its machines by how they are, a dot for some of them.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {discs} from "../../mesh/discs.js";
import {grouped, grouping, ringSize} from "../../mesh/groups.js";
import {pairs} from "../../mesh/links.js";
import {ring} from "../../mesh/ring.js";
import {roleShape, round, stateShape} from "../../mesh/shapes.js";
import {rolesOf, stateOf, stateTitle} from "../../mesh/states.js";
import {at, discView} from "../../parts/mesh.js";

await useStyles(import.meta.url, "../../style/mesh.css");

/// Larger networks are not read to be shown in small.
export const mostRead = 60;
/// More dots than these are too small to be seen.
const mostDots = 320;
/// How wide what is drawn may be: it is shown as large as there is room.
const roomy = 720;

/// The mesh of a small network.
///
/// - `isNamed`: whether there is room for names.
export function meshView(nodes, clients, isNamed) {
    const isRing = nodes.length <= ringSize;
    const shown = isNamed ? nodes : nodes.map(({egress, ...node}) =>
        ({...node, name: "", egress: egress && {ranges: []}}));
    const theirs = isNamed ? clients : clients.map((client) => ({...client, name: ""}));
    const groups = grouped(shown, grouping(shown));
    const places = isRing ? ring(groups[0]?.nodes ?? [], theirs, isNamed ? 1300 : 560) : discs(groups, theirs, roomy);
    return frame(places, label(nodes, clients), [
        places.discs.map(discView),
        isRing && pairs(shown).map(({key, from, to}) =>
            lineView(key, places.spots.get(from.id), places.spots.get(to.id))),
        theirs.map((client) => {
            const [spot, gateway] = [places.clientSpots.get(client.id), places.spots.get(client.gateway)];
            return spot && [isRing && gateway && lineView(`to ${client.id}`, gateway, spot), h("g", {key: client.id,
                class: client.status === "admitted" ? "client" : "client out", css: at(spot)},
            h("path", {class: "state", d: stateShape("client", isRing ? 10 : places.size * 0.92)}))];
        }),
        shown.map((node) => spotView(node, places.spots.get(node.id), places.size)),
        isNamed && isRing && [...nodes, ...clients].filter(({id}) =>
            places.names.has(id)).map(({id, name, gateway}) => {
            const {x, y, anchor} = places.names.get(id);
            return h("g", {key: `name ${id}`, class: `name ${anchor} ${gateway === undefined ? "" : "of-client"}`,
                css: at(places.spots.get(id) ?? places.clientSpots.get(id))}, h("text", {x, y}, name));
        }),
    ]);
}

/// How many nodes of a large network one dot stands for.
export function nodesPerDot(network) { return Math.ceil(network.nodeCount / mostDots); }

/// A large network, by what is counted of it.
export function countView(network) {
    const {nodeCount, connectedCount, pendingCount} = network;
    const counts = [["online", connectedCount], ["offline", nodeCount - connectedCount - pendingCount],
        ["pending", pendingCount]]
        .filter(([, count]) => count > 0);
    const each = nodesPerDot(network);
    const groups = counts.map(([state, count]) => ({
        title: stateTitle(state), state, count,
            nodes: Array.from({length: Math.ceil(count / each)}, (_, index) => ({id: `${state} ${index}`})),
    }));
    const places = discs(groups, [], roomy);
    const text = ["Picture", ...counts.map(([state, count]) =>
        `${count.toLocaleString("en")} ${stateTitle(state).toLowerCase()}`)].join(", ");
    return frame(places, text, [
        places.discs.map(discView),
        // One path a state: they are many, and nobody looks at one by itself.
        groups.map((group) => h("g", {key: group.state, class: group.state}, h("path", {class: "state",
            d: group.nodes.map(({id}) => dot(places.spots.get(id), places.size)).join("")}))),
    ]);
}

function dot({x, y}, r) { return `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`; }

/// - `text`: in words, for who listens.
function frame(places, text, children) {
    const all = places.discs;
    const box = all.length === 0 ? places.box : around(all);
    return h("svg", {class: `mini ${all.length === 0 ? "ring" : "crowd"}`,
        viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`, role: "img",
        "aria-label": text}, children);
}

/// What the discs take, and no more.
function around(all) {
    const [left, top] = [Math.min(...all.map(({x, radius}) => x - radius)),
        Math.min(...all.map(({y, radius}) => y - radius))];
    const [right, bottom] = [Math.max(...all.map(({x, radius}) => x + radius)),
        Math.max(...all.map(({y, radius}) => y + radius))];
    return {x: round(left - 12), y: round(top - 12), width: round(right - left + 24), height: round(bottom - top + 24)};
}

function label(nodes, clients) {
    const counts = new Map();
    for (const what of nodes.flatMap((node) => [stateTitle(stateOf(node)).toLowerCase(), ...rolesOf(node)])) {
        counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    return ["Picture", ...[...counts].map(([what, count]) => `${count} ${what}`),
        clients.length > 0
        && `${clients.length} external ${clients.length === 1 ? "client" : "clients"}`].filter(Boolean).join(", ");
}

function lineView(key, from, to) { return h("path",
    {key, class: "mini-line", d: `M${from.x} ${from.y}L${to.x} ${to.y}`}); }

function spotView(node, spot, size) {
    return h("g", {key: node.id, class: `spot ${stateOf(node)}`, css: at(spot)},
        h("circle", {class: "ground", r: size}),
        rolesOf(node).length > 0 && h("path",
            {class: "role", d: roleShape({isEgress: node.egress, isIngress: node.ingress, isRelay: node.relay}, size)}),
        h("path", {class: "state", d: stateShape(stateOf(node), size)}));
}
