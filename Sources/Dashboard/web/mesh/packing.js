// Circles beside each other with little between them, and none over another. Pure.

/// More are put in rows: the best place for each is looked for among all the others.
const most = 36;
/// How much wider than high the whole is meant to be.
const aspect = 1.45;

/// - `radii`: of the circles; the largest come into the middle.
/// - `width`: none reaches out of it, unless it is wider by itself.
/// - Gives their centres, from the left and from the top.
export function packed(radii, width) {
    const centres = radii.length > most ? inRows(radii, width) : inHeap(radii, width);
    const top = Math.min(...centres.map(({y}, index) => y - radii[index]));
    return centres.map(({x, y}) => ({x: x + width / 2, y: y - top}));
}

function inHeap(radii, width) {
    const order = radii.map((_, index) => index).sort((one, other) => radii[other] - radii[one] || one - other);
    const centres = [];
    const placed = [];
    for (const index of order) {
        const radius = radii[index];
        let best = placed.length === 0 ? {x: 0, y: 0} : null;
        let least = Infinity;
        for (const spot of best ? [] : candidates(placed, radius)) {
            if (Math.abs(spot.x) + radius > width / 2 + 0.01) continue;
            const cost = Math.hypot(spot.x / aspect, spot.y);
            if (cost < least - 0.01 && placed.every((other) => isApart(spot, radius, other))) [best, least] = [spot,
                cost];
        }
        best ??= {x: 0, y: Math.max(...placed.map((other) => other.y + other.radius)) + radius};
        centres[index] = best;
        placed.push({...best, radius});
    }
    return centres;
}

function isApart(spot, radius, other) {
    return Math.hypot(spot.x - other.x, spot.y - other.y) >= radius + other.radius - 0.01;
}

/// Places that touch one of the others at some angle, or two of them.
function* candidates(placed, radius) {
    for (const [index, one] of placed.entries()) {
        for (let step = 0; step < 16; step += 1) {
            const angle = step * Math.PI / 8;
            yield {x: one.x + (one.radius + radius) * Math.cos(angle),
                y: one.y + (one.radius + radius) * Math.sin(angle)};
        }
        for (const other of placed.slice(0, index)) yield* touching(one, other, radius);
    }
}

function touching(one, other, radius) {
    const [a, b] = [one.radius + radius, other.radius + radius];
    const apart = Math.hypot(other.x - one.x, other.y - one.y);
    if (apart > a + b) return [];
    const along = (a * a - b * b + apart * apart) / (2 * apart);
    const aside = Math.sqrt(Math.max(0, a * a - along * along));
    const [ux, uy] = [(other.x - one.x) / apart, (other.y - one.y) / apart];
    return [1, -1].map((side) => ({
        x: one.x + ux * along - side * uy * aside, y: one.y + uy * along + side * ux * aside,
    }));
}

/// Row by row, each in its middle.
function inRows(radii, width) {
    const rows = [];
    let left = 0;
    radii.forEach((radius, index) => {
        if (2 * radius > left || rows.length === 0) {
            rows.push([]);
            left = width;
        }
        rows.at(-1).push(index);
        left -= 2 * radius;
    });
    const centres = [];
    let y = 0;
    for (const row of rows) {
        const high = Math.max(...row.map((index) => radii[index]));
        let x = -row.reduce((sum, index) => sum + radii[index], 0);
        for (const index of row) {
            centres[index] = {x: x + radii[index], y: y + high};
            x += 2 * radii[index];
        }
        y += 2 * high;
    }
    return centres;
}
