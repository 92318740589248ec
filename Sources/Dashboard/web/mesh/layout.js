// Where everything stands in the picture. Pure: the same input gives the same picture, and who joins moves nobody far.

/// The angle that never comes back to where it was: seeds of a sunflower.
const golden = Math.PI * (3 - Math.sqrt(5));
/// Above a disc, for its title.
const head = 34;
const gap = 26;

/// A ring, for as few nodes as have all their links drawn.
///
/// - `nodes`: in the order in which they joined: who joins comes last, and the others make room.
/// - `clients`: each stands outside of its `gateway`, an id.
/// - `width`: how much room there is; fewer take less of it.
/// - Gives `{spots, clientSpots, box, size}`: places by id, what is to be seen, and how large a node is.
export function ring(nodes, clients, width) {
    const count = nodes.length;
    const radius = count === 1 ? 0 : Math.max(140, count * 21);
    const spots = new Map();
    const clientSpots = new Map();
    const byGateway = Map.groupBy(clients, (client) => client.gateway);
    nodes.forEach((node, index) => {
        // Two are beside each other, not one above the other.
        const angle = (count === 2 ? Math.PI : -Math.PI / 2) + index * 2 * Math.PI / count;
        spots.set(node.id, place(radius, angle));
        fan(byGateway.get(node.id) ?? [], radius, angle, clientSpots);
    });
    return {spots, clientSpots, discs: [], box: boxAround([...spots.values(), ...clientSpots.values()], 0.4 * width), size: 13};
}

/// The clients of one gateway: outwards, row behind row.
function fan(clients, radius, angle, spots) {
    // Names are wide and not high: beside the ring they can be closer than above it.
    const step = 42 + 46 * Math.abs(Math.sin(angle));
    for (let first = 0, row = 0; first < clients.length; row += 1) {
        const distance = radius + 92 + row * 62;
        const inRow = clients.slice(first, first + (row + 1) * 3 + 1);
        inRow.forEach((client, index) => {
            spots.set(client.id, place(distance, angle + (index - (inRow.length - 1) / 2) * step / distance));
        });
        first += inRow.length;
    }
}

function place(radius, angle) { return {x: round(radius * Math.cos(angle)), y: round(radius * Math.sin(angle))}; }

/// Tenths: what is smaller is not seen, and would differ from machine to machine.
function round(number) { return Math.round(number * 10) / 10 + 0; }

/// - `side`: at least so far to the left and to the right, so that a few do not become giants.
function boxAround(places, side) {
    const left = Math.min(-side, ...places.map((spot) => spot.x - 74));
    const right = Math.max(side, ...places.map((spot) => spot.x + 74));
    const top = Math.min(...places.map((spot) => spot.y - 36), 0);
    const bottom = Math.max(...places.map((spot) => spot.y + 54), 0);
    return {x: left, y: top, width: right - left, height: bottom - top};
}

/// Discs, one a group, row by row.
///
/// - `groups`: each `{title, nodes}`, the nodes in the order in which they joined: who joins is at the rim; with `count`
///   where there are more of them than are drawn.
/// - `width`: how much room there is.
export function discs(groups, width) {
    const spacing = spacingFor(groups.reduce((sum, group) => sum + group.nodes.length, 0));
    const scale = spacing / 1.75;
    const radii = groups.map((group) => Math.max(54, scale * Math.sqrt(room(group.nodes.length)) + Math.min(34, spacing * 0.8)));
    const whole = Math.max(width, ...radii.map((radius) => 2 * radius + gap));
    const spots = new Map();
    const result = [];
    let y = 0;
    for (const row of rows(radii, whole)) {
        const high = Math.max(...row.map((index) => radii[index]));
        const used = row.reduce((sum, index) => sum + 2 * radii[index] + gap, 0);
        let x = (whole - used) / 2;
        for (const index of row) {
            const radius = radii[index];
            const centre = {x: round(x + gap / 2 + radius), y: round(y + head + high)};
            const {title, nodes, count = nodes.length} = groups[index];
            result.push({title, count, radius: round(radius), ...centre});
            nodes.forEach((node, seed) => {
                const spot = place(scale * Math.sqrt(seed + 0.5), seed * golden);
                spots.set(node.id, {x: round(centre.x + spot.x), y: round(centre.y + spot.y), disc: index});
            });
            x += 2 * radius + gap;
        }
        y += head + 2 * high + gap / 2;
    }
    return {spots, clientSpots: new Map(), discs: result, box: {x: 0, y: 0, width: whole, height: y + 12},
        size: round(Math.min(12, spacing * 0.27))};
}

/// How far apart nodes are.
function spacingFor(count) {
    return count <= 60 ? 62 : count <= 120 ? 40 : count <= 250 ? 30 : count <= 600 ? 23 : count <= 1500 ? 17 : 11.5;
}

/// For how many a group's disc has room: it grows seldom, and by a step, so that its neighbours stay where they are.
export function room(count) {
    let size = 4;
    while (size < count) size = Math.ceil(size * 1.2);
    return size;
}

/// Which discs stand in which row.
function rows(radii, width) {
    const result = [];
    let left = 0;
    radii.forEach((radius, index) => {
        const needed = 2 * radius + gap;
        if (needed > left || result.length === 0) {
            result.push([]);
            left = width;
        }
        result.at(-1).push(index);
        left -= needed;
    });
    return result;
}

/// Who is next in a direction, for arrow keys: near, and not far off the line; null when nobody is there.
///
/// - `direction`: `{x, y}`, one of them 1 or -1 and the other 0.
export function next(spots, from, direction) {
    const here = spots.get(from);
    let best = null;
    let least = Infinity;
    for (const [id, spot] of spots) {
        const [dx, dy] = [spot.x - here.x, spot.y - here.y];
        const along = dx * direction.x + dy * direction.y;
        const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
        if (along <= 0.5 || aside > along * 2.5) continue;
        const cost = along + aside * 2;
        if (cost < least) [best, least] = [id, cost];
    }
    return best;
}
