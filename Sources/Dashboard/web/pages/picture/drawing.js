// The picture itself: links, discs, nodes and their clients. Who listens has a list of the nodes instead of a drawing.

import {h} from "../../view/element.js";
import {bundles, pairs} from "../../mesh/links.js";
import {described, rolesOf, stateOf, takesPart} from "../../mesh/states.js";
import {roleShape, stateShape} from "../../mesh/shapes.js";

const longest = 20;
/// More names than these cover each other.
const namesAtOnce = 24;

/// Draws; keep it as long as the page: what has not changed is not made again.
export function makeDrawing({chooseNode, chooseClient, chooseLink, hover, press}) {
    const made = new Map();

    /// One element a node, and the same one while nothing about it is another.
    function once(key, sign, make) {
        const before = made.get(key);
        if (before?.sign === sign) return before.element;
        const element = make();
        made.set(key, {sign, element});
        return element;
    }

    function spotView(node, spot, size, {isFound, isSelected, isEnd, clientCount}) {
        const roles = rolesOf(node);
        const sign = [spot.x, spot.y, size, node.name, stateOf(node), roles, isFound, isSelected, isEnd, clientCount].join(" ");
        return once(node.id, sign, () => h("g", {
            key: node.id, id: spotID(node.id), class: ["spot", stateOf(node), isFound && "found", isSelected && "selected",
                isEnd && "end"].filter(Boolean).join(" "),
            css: at(spot), "data-node": node.id, role: "option", "aria-selected": String(isSelected),
            "aria-label": described(node, clientCount),
        },
            h("circle", {class: "halo", r: size * 2.1}),
            roles.length > 0 && h("path", {class: "role", d: roleShape(
                {isEgress: node.egress, isIngress: node.ingress, isRelay: node.relay}, size)}),
            stateOf(node) === "behind" && h("circle", {class: "ground", r: size}),
            h("path", {class: "state", d: stateShape(stateOf(node), size)})));
    }

    function clientView(client, spot, isSelected) {
        const isIn = client.status === "admitted";
        return h("g", {key: client.id, class: `client ${isIn ? "" : "out"} ${isSelected ? "selected" : ""}`, css: at(spot),
            "data-client": client.id},
            h("circle", {class: "halo", r: 19}), h("path", {class: "state", d: stateShape("client", 10)}), label(client.name, 24));
    }

    return {
        /// - `scene`: `{nodes, clients, places, found, isNarrowed, selected, target, hovered, isPicking, knowledge, label}`.
        view(scene) {
            const {nodes, places, selected, target, found, isNarrowed} = scene;
            const {box, size} = places;
            const isRing = places.discs.length === 0;
            const active = (scene.isPicking ? scene.hovered : null) ?? selected?.id;
            const clientCounts = countBy(scene.clients, (client) => client.gateway);
            const link = (event, attribute) => event.target.closest?.(`[${attribute}]`)?.getAttribute(attribute);
            return h("svg", {
                key: "drawing", class: `drawing ${isRing ? "ring" : "crowd"} ${isNarrowed ? "narrowed" : ""} ${selected ? "chosen" : ""}`,
                viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`, preserveAspectRatio: "xMidYMid meet",
                css: {"--height": box.height, "--width": box.width},
                role: "listbox", tabindex: "0", "aria-label": scene.label,
                "aria-activedescendant": active ? spotID(active) : null,
                on: {
                    keydown: press,
                    click: (event) => {
                        const [node, client, pair] = ["data-node", "data-client", "data-link"].map((name) => link(event, name));
                        if (node) chooseNode(node);
                        else if (client) chooseClient(client);
                        else if (pair) chooseLink(pair);
                        else chooseNode(null);
                    },
                    pointerover: (event) => hover(link(event, "data-node") ?? null),
                    pointerleave: () => hover(null),
                },
            },
                h("g", {key: "discs", class: "discs", role: "none"}, places.discs.map((disc) => discView(disc))),
                h("g", {key: "links", class: "links", role: "none"}, isRing ? ringLinks(scene) : starLinks(scene)),
                isRing && h("g", {key: "clients", class: "clients", "aria-hidden": "true"}, scene.clients.map((client) => {
                    const spot = places.clientSpots.get(client.id);
                    return spot && clientView(client, spot, target?.id === client.id);
                })),
                h("g", {key: "spots", class: "spots", role: "none"}, nodes.map((node) => spotView(node, places.spots.get(node.id), size, {
                    isFound: isNarrowed && found.has(node.id), isSelected: selected?.id === node.id, isEnd: target?.id === node.id || (scene.isPicking && scene.hovered === node.id),
                    clientCount: clientCounts.get(node.id) ?? 0,
                }))),
                h("g", {key: "names", class: "names", "aria-hidden": "true"}, named(scene, isRing).map((node) => {
                    const spot = places.spots.get(node.id);
                    const below = size * (rolesOf(node).length > 0 ? 1.7 : 1) + 17;
                    return h("g", {key: node.id, class: "name", css: at(spot)}, label(node.name, below),
                        isRing && node.egress && h("text", {class: "behind", y: size * 1.7 + 33}, ranges(node.egress.ranges)));
                })));
        },
        /// Forgets who has gone.
        keep(nodes) {
            const there = new Set(nodes.map((node) => node.id));
            for (const key of made.keys()) if (!there.has(key)) made.delete(key);
        },
    };
}

function discView(disc) {
    return h("g", {key: disc.title, class: "disc", css: at(disc)},
        h("circle", {r: disc.radius}),
        h("text", {class: "disc-title", y: -disc.radius - 9}, `${cut(disc.title, 24)} · ${disc.count.toLocaleString("en")}`));
}

/// Every link there is, and each client's to its gateway.
function ringLinks({nodes, clients, places, selected, target, knowledge}) {
    const {spots, clientSpots} = places;
    return [
        pairs(nodes).map((pair) => {
            const isNear = selected && (pair.from.id === selected.id || pair.to.id === selected.id);
            const isAsked = isNear && target && (pair.from.id === target.id || pair.to.id === target.id);
            const d = arc(spots.get(pair.from.id), spots.get(pair.to.id));
            return h("g", {key: pair.key, "data-link": pair.key, class: ["link", look(knowledge.of(pair.from, pair.to)), isNear && "near",
                isAsked && "asked"].filter(Boolean).join(" ")}, h("path", {class: "reach", d}), h("path", {class: "line", d}));
        }),
        clients.map((client) => {
            const [from, to] = [spots.get(client.gateway), clientSpots.get(client.id)];
            const gateway = nodes.find((node) => node.id === client.gateway);
            return from && to && h("g", {key: client.id, class: `link spoke ${look(knowledge.of(gateway, client))}`},
                h("path", {class: "line", d: `M${from.x} ${from.y}L${to.x} ${to.y}`}));
        }),
    ];
}

/// The links of who is selected: one line a group, with how many it stands for, and those that were asked by themselves.
function starLinks({nodes, places, selected, target, knowledge}) {
    const from = selected && places.spots.get(selected.id);
    if (!from) return [];
    const asked = nodes.filter((node) => node.id !== selected.id && (node.id === target?.id || knowledge.of(selected, node)));
    return [
        bundles(selected, nodes, places.spots).filter(({disc}) => disc !== from.disc).map(({disc, count}) => {
            const to = places.discs[disc];
            return h("g", {key: disc, class: "link bundle"},
                h("path", {class: "line", d: arc(from, to), css: {"--width": Math.min(7, 1 + Math.log2(count) / 1.6)}}));
        }),
        asked.map((node) => h("g", {key: node.id, class: `link near asked ${look(knowledge.of(selected, node))}`},
            h("path", {class: "line", d: arc(from, places.spots.get(node.id))}))),
    ];
}

/// The classes of what is known: how the packets go, and how old the handshake is.
function look(link) {
    return link === null ? "unasked" : `path-${link.path} handshake-${link.handshake}${link.reachable === "no" ? " cut" : ""}`;
}

/// A line that bends a little towards the middle, so that three in a row do not cover each other.
function arc(from, to) {
    const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    const bend = 0.05;
    return `M${from.x} ${from.y}Q${tenth(x - (to.y - from.y) * bend)} ${tenth(y + (to.x - from.x) * bend)} ${to.x} ${to.y}`;
}

function tenth(number) { return Math.round(number * 10) / 10; }

/// Whose name is shown: everybody's while they are few.
function named({nodes, selected, target, hovered, found, isNarrowed}, isRing) {
    const some = new Set([selected?.id, target?.id, hovered]);
    if (isRing || (nodes.length <= 60 && !isNarrowed)) return nodes;
    const isFew = isNarrowed && found.size <= namesAtOnce;
    return nodes.filter((node) => some.has(node.id) || (isFew && found.has(node.id)));
}

/// What lies behind a gateway: the first of it, and how much more.
function ranges([first, ...more]) { return `→ ${cut(first, 24)}` + (more.length > 0 ? ` +${more.length}` : ""); }

function label(text, y) { return h("text", {y}, cut(text, longest)); }

function cut(text, length) { return text.length > length ? text.slice(0, length - 1) + "…" : text; }

function at(spot) { return {"--x": `${spot.x}px`, "--y": `${spot.y}px`}; }

function spotID(id) { return `spot-${id}`; }

function countBy(items, key) {
    const counts = new Map();
    for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
    return counts;
}
