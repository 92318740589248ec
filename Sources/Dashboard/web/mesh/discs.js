// Discs, one a group, for many nodes. Pure: the same input gives the same picture, and who joins moves nobody far.

import {packed} from "./packing.js";
import {round} from "./shapes.js";

/// The angle that never comes back to where it was: seeds of a sunflower.
const golden = Math.PI * (3 - Math.sqrt(5));
/// Above a disc, for its title.
const head = 30;
const gap = 22;
/// From here on what is drawn may be wider than the room there is, and is then shown smaller.
const roomy = 700;

/// How far apart nodes are, and how large, by how many there are.
const densities = [
    {most: 60, spacing: 60, size: 10}, {most: 120, spacing: 40, size: 8.6}, {most: 250, spacing: 30, size: 7.2},
    {most: 600, spacing: 23, size: 5.9}, {most: 1500, spacing: 17, size: 4.5},
        {most: Infinity, spacing: 11.5, size: 3.1},
];

/// - `groups`: each `{title, nodes}`, the nodes in the order in which they joined: who joins is at the rim; with
///   `count` where there are more of them than are drawn.
/// - `clients`: each stands at the rim of the disc that its `gateway`, an id, is in.
/// - `width`: how much room there is.
/// - Gives `{spots, clientSpots, discs, box, size}`: places by id, with the `disc` they are in.
export function discs(groups, clients, width) {
    const {spacing, size} = densities.find(({most}) =>
        groups.reduce((sum, group) => sum + group.nodes.length, 0) <= most);
    const byGateway = Map.groupBy(clients, (client) => client.gateway);
    const drawn = groups.map((group) => disc(group.nodes, byGateway, spacing));
    // Each with its title and some air, as a circle of its own.
    const reaches = drawn.map(({radius}) => radius + (head + gap) / 2);
    const whole = wide(reaches, width);
    const centres = packed(reaches, whole);
    const bottom = Math.max(0, ...centres.map(({y}, index) => y + reaches[index]));
    const spots = new Map();
    const clientSpots = new Map();
    const result = groups.map(({title, nodes, count = nodes.length}, index) => {
        const {radius, seeds, rim} = drawn[index];
        const centre = {x: round(centres[index].x), y: round(centres[index].y + head / 2)};
        const put = (map) => (spot, id) => map.set(id,
            {x: round(centre.x + spot.x), y: round(centre.y + spot.y), disc: index});
        seeds.forEach(put(spots));
        rim.forEach(put(clientSpots));
        return {title, count, clients: rim.size, radius: round(radius), ...centre};
    });
    return {spots, clientSpots, discs: result, box: {x: 0, y: 0, width: round(whole), height: round(bottom)}, size};
}

/// As wide as there is room; where there is much, as wide as makes the whole no higher than it is wide.
function wide(reaches, width) {
    const area = reaches.reduce((sum, reach) => sum + reach * reach, 0) * Math.PI / 0.68;
    return Math.max(width, ...reaches.map((reach) => 2 * reach), width >= roomy ? Math.sqrt(area * 1.25) : 0);
}

/// One disc round its own middle: `{radius, seeds, rim}`.
function disc(nodes, byGateway, spacing) {
    const scale = spacing / 1.75;
    const seeds = new Map(nodes.map((node, seed) => [node.id, polar(scale * Math.sqrt(seed + 0.5), seed * golden)]));
    const inner = Math.max(scale * Math.sqrt(room(nodes.length)), spacing * 0.5);
    const rim = new Map();
    const step = Math.max(spacing * 0.5, 12);
    const rows = [];
    for (const node of nodes) {
        const {x, y} = seeds.get(node.id);
        for (const client of byGateway.get(node.id) ?? []) rim.set(client.id,
            seat(rows, Math.atan2(y, x), inner + step * 0.75, step));
    }
    const outer = rows.length > 0 ? inner + step * (rows.length + 0.1) : inner + Math.min(26, spacing * 0.6);
    return {radius: Math.max(44, outer + 8), seeds, rim};
}

/// The next free seat at the rim that is near an angle; a row further out where that is full.
function seat(rows, angle, radius, step) {
    for (let row = 0; ; row += 1) {
        const distance = radius + row * step;
        const count = Math.floor(2 * Math.PI * distance / step);
        rows[row] ??= new Set();
        const wanted = Math.round(angle / (2 * Math.PI) * count);
        for (let aside = 0; aside <= count / 2; aside += 1) {
            for (const offset of aside === 0 ? [0] : [aside, -aside]) {
                const index = ((wanted + offset) % count + count) % count;
                if (rows[row].has(index)) continue;
                rows[row].add(index);
                return polar(distance, index / count * 2 * Math.PI);
            }
        }
    }
}

function polar(radius, angle) { return {x: radius * Math.cos(angle), y: radius * Math.sin(angle)}; }

/// For how many a group's disc has room: it grows seldom, and by a step, so that its neighbours stay where they are.
export function room(count) {
    let size = 2;
    while (size < count) size = Math.ceil(size * 1.2);
    return size;
}
