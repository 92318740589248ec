// Who is beside whom in the picture. Pure.

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
