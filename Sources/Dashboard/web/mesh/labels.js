// Where names stand beside what they name, so that none covers another. Pure.

/// How wide a letter is, on average, and how high a line, of text of 13 pixels.
const letter = 7.2;
const line = 17;
const gap = 5;
/// What may be covered all the same: a corner of a name's box is empty.
const slight = 24;

/// Finds a place for each name.
///
/// - `wanted`: who wants one, the first first: `{id, x, y, reach, texts}`; `reach` is how far it reaches itself, and
///   `left` and `right` how far there, where that is further; `texts` are the lines; `sides` are those to try, in
///   order, of "below", "above", "right" and "left".
/// - `others`: what must not be covered: `{x, y, reach}`.
/// - `isForced(id)`: whose name stands in any case.
/// - Gives places by id, from where the named one stands: `{x, y, anchor, box}`; those without room have none.
export function labelled(wanted, others, isForced) {
    const taken = [];
    const result = new Map();
    for (const one of wanted) {
        const places = (one.sides ?? ["below", "right", "left", "above"]).map((side) => place(one, side));
        const costs = places.map(({box}) => cost(box, taken, others, one));
        const best = costs.indexOf(Math.min(...costs));
        if (costs[best] > slight && !isForced(one.id)) continue;
        taken.push(places[best].box);
        result.set(one.id, places[best]);
    }
    return result;
}

function place({x, y, reach, left: toLeft = reach, right: toRight = reach, texts}, side) {
    const width = Math.max(...texts.map((text) => text.length)) * letter;
    const height = texts.length * line;
    const [dx, dy, anchor] = {
        below: [0, reach + gap + 11, "middle"], above: [0, -reach - gap - height + 14, "middle"],
        right: [toRight + gap, 4.5 - (height - line) / 2, "start"],
            left: [-toLeft - gap, 4.5 - (height - line) / 2, "end"],
    }[side];
    const left = x + dx - {middle: width / 2, start: 0, end: width}[anchor];
    const top = y + dy - 12;
    return {x: dx, y: dy, anchor, texts, box: {left, top, right: left + width, bottom: top + height}};
}

/// How much of a box is covered already; nothing where it is free.
function cost(box, taken, others, own) {
    let sum = 0;
    for (const other of taken) {
        const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (wide > 0 && high > 0) sum += wide * high;
    }
    for (const {x, y, reach} of others) {
        if (x === own.x && y === own.y) continue;
        const dx = Math.max(box.left - x, 0, x - box.right);
        const dy = Math.max(box.top - y, 0, y - box.bottom);
        const inside = reach - Math.hypot(dx, dy);
        if (inside > 0) sum += inside * reach;
    }
    return sum;
}
