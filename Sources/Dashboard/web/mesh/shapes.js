// What states and roles look like: each has a shape of its own, so that colour is never all there is. Pure.

/// The outline of a state round the origin, as a path's `d`.
export function stateShape(state, size) {
    const s = round(size);
    switch (state) {
    // A full disc; one that is not full yet; a ring.
    case "online": return disc(s);
    case "behind": return `${disc(s)}M0 ${-s}A${s} ${s} 0 0 1 0 ${s}Z`;
    case "offline": return disc(s);
    case "pending": {
        const [x, low] = [round(s * 1.05), round(s * 0.75)];
        return `M0 ${round(-s * 1.15)}L${x} ${low}L${-x} ${low}Z`;
    }
    case "disconnected": {
        const x = round(s * 0.85);
        return `M${-x} ${-x}H${x}V${x}H${-x}ZM${-round(x * 0.45)} 0H${round(x * 0.45)}`;
    }
    case "client": {
        const [x, y] = [round(s * 0.6), round(s * 0.95)];
        return `M${-x} ${-y}H${x}V${y}H${-x}ZM${-round(x * 0.4)} ${round(y * 0.6)}H${round(x * 0.4)}`;
    }
    default: {
        const x = round(s * 0.8);
        return `M${-x} ${-x}L${x} ${x}M${-x} ${x}L${x} ${-x}`;
    }
    }
}

/// What stands round the state of a node with a role: a square round a gateway, with a way out, a way in, or both; a
/// diamond round a relay.
export function roleShape({isEgress, isIngress, isRelay}, size) {
    const s = round(size * 1.62);
    const tip = round(size * 0.55);
    const paths = [roleGround({isEgress, isIngress, isRelay}, size)];
    if (isEgress) {
        const [end, barb] = [s + 2 * tip, round(s + tip)];
        paths.push(`M${s} 0H${end}M${barb} ${-tip}L${end} 0L${barb} ${tip}`);
    }
    if (isIngress) paths.push(`M${-s - 2 * tip} 0H${-s}M${round(-s - tip)} ${-tip}L${-s} 0L${round(-s - tip)} ${tip}`);
    return paths.join("");
}

/// The same without the ways in and out: what links end at.
export function roleGround({isEgress, isIngress, isRelay}, size) {
    const [s, d] = [round(size * 1.62), round(size * 2.35)];
    return (isEgress || isIngress ? `M${-s} ${-s}H${s}V${s}H${-s}Z` : "")
        + (isRelay ? `M0 ${-d}L${d} 0L0 ${d}L${-d} 0Z` : "");
}

function disc(s) { return `M${-s} 0A${s} ${s} 0 1 0 ${s} 0A${s} ${s} 0 1 0 ${-s} 0Z`; }

/// Tenths: what is smaller is not seen, and would differ from machine to machine.
export function round(number) { return Math.round(number * 10) / 10 + 0; }
