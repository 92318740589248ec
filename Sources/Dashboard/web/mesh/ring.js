// A ring, for as few nodes as have all their links drawn. Pure: the same input gives the same picture.

import {labelled} from "./labels.js";
import {round} from "./shapes.js";

const size = 13;
/// Where there is less room, all is closer together.
const narrow = 500;
/// How far apart clients of one gateway are.
const clientStep = 46;

/// - `nodes`: in the order in which they joined: who joins comes last, and the others make room.
/// - `clients`: each stands outside of its `gateway`, an id.
/// - `width`: how much room there is; fewer take less of it.
/// - Gives `{spots, clientSpots, names, box, size}`: places by id, where names stand, what is to be seen, and how large
///   a node is.
export function ring(nodes, clients, width) {
    const count = nodes.length;
    const isNarrow = width < narrow;
    const radius = count === 1 ? 0 : isNarrow ? Math.max(88, count * 10.5) : Math.max(140, count * 17);
    const spots = new Map();
    const clientSpots = new Map();
    const byGateway = Map.groupBy(clients, (client) => client.gateway);
    const wanted = [];
    nodes.forEach((node, index) => {
        // Two are beside each other, not one above the other.
        const angle = (count === 2 ? Math.PI : -Math.PI / 2) + index * 2 * Math.PI / count;
        const spot = place(radius, angle);
        spots.set(node.id, spot);
        const own = byGateway.get(node.id) ?? [];
        fan(own, radius, angle, isNarrow ? 78 : 96, clientSpots);
        wanted.push({id: node.id, ...spot, ...reachOf(node, size), texts: textsOf(node, isNarrow),
            sides: sides(spot, count, own.length > 0)});
    });
    for (const client of clients) {
        const spot = clientSpots.get(client.id);
        if (spot) wanted.push({id: client.id, ...spot, reach: 13, texts: [client.name ?? ""],
            sides: ["below", ...sides(spot, count, false)]});
    }
    const names = labelled(wanted, wanted, () => true);
    return {spots, clientSpots, names, discs: [],
        box: boxAround(wanted, [...names.values()].map((name) => name.box), 0.4 * width), size};
}

/// How far a node reaches with what stands round it: `{reach, left, right}`.
export function reachOf(node, size) {
    const reach = node.relay ? size * 2.35 : node.egress || node.ingress ? size * 1.7 : size;
    return {reach, left: node.ingress ? size * 2.75 : reach, right: node.egress ? size * 2.75 : reach};
}

/// What is written at a node: its name, and of a gateway what lies behind it where there is room.
export function textsOf(node, isNarrow = false) {
    const name = cut(node.name ?? "", isNarrow ? 14 : 22);
    return !isNarrow && node.egress?.ranges.length > 0 ? [name, rangesText(node.egress.ranges)] : [name];
}

/// The first of some ranges, and how many more.
function rangesText([first, ...more]) { return `→ ${cut(first, 24)}` + (more.length > 0 ? ` +${more.length}` : ""); }

export function cut(text, length) { return text.length > length ? text.slice(0, length - 1) + "…" : text; }

/// Outwards, where no link is; not where its clients are.
function sides({x, y}, count, hasClients) {
    const outside = [x >= 0 ? "right" : "left", y >= 0 ? "below" : "above"];
    const inside = [x >= 0 ? "left" : "right", y >= 0 ? "above" : "below"];
    // Beside where the ring runs up or down, above and below where it runs across.
    if (count <= 2 || Math.abs(y) > Math.abs(x) * 1.2) outside.reverse();
    if (hasClients) return Math.abs(y) > Math.abs(x) ? [outside[1], inside[0], inside[1], outside[0]]
        : [inside[1], outside[1], inside[0], outside[0]];
    return [...outside, ...inside];
}

/// The clients of one gateway: outwards, so far out, row behind row.
function fan(clients, radius, angle, out, spots) {
    for (let first = 0, row = 0; first < clients.length; row += 1) {
        const distance = radius + out + row * 64;
        // Names are wide and not high: beside the ring they can be closer than above it.
        const step = clientStep + 46 * Math.abs(Math.sin(angle));
        const inRow = clients.slice(first, first + (row + 1) * 3 + 1);
        inRow.forEach((client, index) => {
            spots.set(client.id, place(distance, angle + (index - (inRow.length - 1) / 2) * step / distance));
        });
        first += inRow.length;
    }
}

function place(radius, angle) { return {x: round(radius * Math.cos(angle)), y: round(radius * Math.sin(angle))}; }

/// - `side`: at least so far to the left and to the right, so that a few do not become giants; and in proportion up and
///   down.
function boxAround(places, boxes, side) {
    const margin = 16;
    const left = Math.min(-side, ...places.map(({x, reach}) => x - reach), ...boxes.map((box) => box.left)) - margin;
    const right = Math.max(side, ...places.map(({x, reach}) => x + reach), ...boxes.map((box) => box.right)) + margin;
    const low = side * 0.26;
    const top = Math.min(-low, ...places.map(({y, reach}) => y - reach), ...boxes.map((box) => box.top)) - margin;
    const bottom = Math.max(low, ...places.map(({y, reach}) => y + reach), ...boxes.map((box) => box.bottom)) + margin;
    // In the middle, whichever side has the longer names.
    const half = Math.max(-left, right);
    return {x: round(-half), y: round(top), width: round(2 * half), height: round(bottom - top)};
}
