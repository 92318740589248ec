// The picture itself: links, discs, nodes and their clients. Who listens has a list of the nodes instead of a drawing.

import {h} from "../../view/element.js";
import {labelled} from "../../mesh/labels.js";
import {cut, reachOf} from "../../mesh/ring.js";
import {described, rolesOf, stateOf} from "../../mesh/states.js";
import {roleGround, roleShape, stateShape} from "../../mesh/shapes.js";
import {at, discView} from "../../parts/mesh.js";
import {ringLinks, starLinks} from "./lines.js";

/// More nodes than these have no names but for those that are looked at.
const mostNamed = 60;
/// More that were found have none either.
const namesAtOnce = 40;

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
        const sign = [spot.x, spot.y, size, node.name, stateOf(node), roles, isFound, isSelected, isEnd,
            clientCount].join(" ");
        return once(node.id, sign, () => h("g", {
            key: node.id, id: spotID(node.id),
                class: ["spot", stateOf(node), isFound && "found", isSelected && "selected",
                isEnd && "end"].filter(Boolean).join(" "),
            css: at(spot), "data-node": node.id, role: "option", "aria-selected": String(isSelected),
            "aria-label": described(node, clientCount),
        },
            h("circle", {class: "halo", r: Math.max(size * 2.1, 8)}),
            roles.length > 0 && h("path", {class: "role-ground",
                d: roleGround({isEgress: node.egress, isIngress: node.ingress, isRelay: node.relay}, size)}),
            h("circle", {class: "ground", r: size}),
            roles.length > 0 && h("path", {class: "role", d: roleShape(
                {isEgress: node.egress, isIngress: node.ingress, isRelay: node.relay}, size)}),
            h("path", {class: "state", d: stateShape(stateOf(node), size)})));
    }

    function clientView(client, spot, size, {isFound, isEnd}) {
        const sign = [spot.x, spot.y, size, client.name, client.status, isFound, isEnd].join(" ");
        return once(client.id, sign, () => h("g",
            {key: client.id, class: ["client", client.status !== "admitted" && "out",
            isFound && "found", isEnd && "selected"].filter(Boolean).join(" "), css: at(spot),
                "data-client": client.id},
            h("circle", {class: "halo", r: Math.max(size * 1.9, 7)}),
                h("path", {class: "state", d: stateShape("client", size)})));
    }

    return {
        /// - `scene`: `{nodes, clients, places, found, isNarrowed, selected, target, hovered, isPicking, knowledge,
        ///   label}`.
        view(scene) {
            const {nodes, clients, places, selected, target, found, isNarrowed} = scene;
            const {box, size, spots, clientSpots} = places;
            const isRing = places.discs.length === 0;
            const active = (scene.isPicking ? scene.hovered : null) ?? selected?.id;
            const clientCounts = countBy(clients, (client) => client.gateway);
            const named = isRing ? ringNames(scene) : crowdNames(scene);
            const link = (event, attribute) => event.target.closest?.(`[${attribute}]`)?.getAttribute(attribute);
            return h("svg", {
                key: "drawing",
                class: ["drawing", isRing ? "ring" : "crowd", isNarrowed && "narrowed", selected && "chosen"]
                    .filter(Boolean).join(" "),
                viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`, preserveAspectRatio: "xMidYMid meet",
                role: "listbox", tabindex: "0", "aria-label": scene.label,
                "aria-activedescendant": active ? spotID(active) : null,
                on: {
                    keydown: press,
                    click: (event) => {
                        const [node, client, pair] = ["data-node", "data-client",
                            "data-link"].map((name) => link(event, name));
                        if (node) chooseNode(node);
                        else if (client) chooseClient(client);
                        else if (pair) chooseLink(pair);
                        else chooseNode(null);
                    },
                    pointerover: (event) => hover(link(event, "data-node") ?? link(event, "data-client") ?? null),
                    pointerleave: () => hover(null),
                },
            },
                h("g", {key: "discs", class: "discs", role: "none"}, places.discs.map((disc) => discView(disc))),
                h("g", {key: "links", class: "links", role: "none"}, isRing ? ringLinks(scene) : starLinks(scene)),
                h("g", {key: "clients", class: "clients", "aria-hidden": "true"}, clients.map((client) => {
                    const spot = clientSpots.get(client.id);
                    return spot && clientView(client, spot, isRing ? 10 : size * 0.92, {
                        isFound: isNarrowed && found.has(client.id), isEnd: target?.id === client.id});
                })),
                h("g", {key: "spots", class: "spots", role: "none"},
                    nodes.map((node) => spotView(node, spots.get(node.id), size, {
                    isFound: isNarrowed && found.has(node.id), isSelected: selected?.id === node.id,
                    isEnd: target?.id === node.id || (scene.isPicking && scene.hovered === node.id),
                    clientCount: clientCounts.get(node.id) ?? 0,
                }))),
                h("g", {key: "titles", role: "none"}, places.discs.map((disc) => titleView(disc))),
                h("g", {key: "names", class: "names", "aria-hidden": "true"}, named));
        },
        /// Forgets who has gone.
        keep(nodes, clients) {
            const there = new Set([...nodes, ...clients].map((one) => one.id));
            for (const key of made.keys()) if (!there.has(key)) made.delete(key);
        },
    };
}

function titleView(disc) {
    return h("g", {key: disc.title, class: "disc", css: at(disc)},
        h("text", {class: "disc-title", y: -disc.radius - 9},
            `${cut(disc.title, 24)} · ${disc.count.toLocaleString("en")}`));
}

/// Everybody's name.
function ringNames({nodes, clients, places}) {
    return [...nodes.map((node) => nameView(node.id, places.spots.get(node.id), places.names.get(node.id).texts,
        places.names.get(node.id))),
        ...clients.filter((client) => places.names.has(client.id)).map((client) =>
            nameView(client.id, places.clientSpots.get(client.id), [cut(client.name, 20)], places.names.get(client.id),
                "of-client"))];
}

/// The names of those that are looked at, and of as many others as have room.
function crowdNames({nodes, clients, places, selected, target, hovered, found, isNarrowed}) {
    const {spots, clientSpots, size} = places;
    const looked = new Set([hovered, selected?.id, target?.id].filter(Boolean));
    const isFew = isNarrowed ? found.size <= namesAtOnce : nodes.length <= mostNamed;
    const isWanted = (one) => looked.has(one.id) || (isFew && (!isNarrowed || found.has(one.id)));
    const wanted = [
        ...nodes.filter(isWanted).map((node) => ({id: node.id, ...spots.get(node.id), texts: [cut(node.name, 20)],
            ...reachOf(node, size)})),
        ...clients.filter((client) => clientSpots.has(client.id)
            && (looked.has(client.id) || (isNarrowed && isFew && found.has(client.id))))
            .map((client) => ({id: client.id, ...clientSpots.get(client.id), texts: [cut(client.name, 20)],
                reach: size})),
    ].sort((one, other) => looked.has(other.id) - looked.has(one.id));
    // Where all are close together, a name covers some of them in any case.
    const others = isNarrowed || nodes.length > mostNamed ? []
        : [...nodes.map((node) => ({...spots.get(node.id), ...reachOf(node, size)})),
            ...[...clientSpots.values()].map((spot) => ({...spot, reach: size * 1.2}))];
    const names = labelled(wanted, others, (id) => looked.has(id));
    return wanted.filter(({id}) => names.has(id)).map(({id, x, y, texts}) =>
        nameView(id, {x, y}, texts, names.get(id), looked.has(id) ? "looked" : ""));
}

function nameView(id, spot, [name, ...more], {x, y, anchor}, kind = "") {
    return h("g", {key: id, class: `name ${anchor} ${kind}`, css: at(spot)}, h("text", {x, y}, name),
        more.map((text) => h("text", {class: "behind", x, y: y + 16}, text)));
}

function spotID(id) { return `spot-${id}`; }

function countBy(items, key) {
    const counts = new Map();
    for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
    return counts;
}
