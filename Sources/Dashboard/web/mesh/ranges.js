// Address ranges of IPv4 as numbers. Pure.

/// A range that no network has yet: the first 10.x.0.0/16 that overlaps none, from 10.10 on; null when all do.
export function freeRange(taken) {
    const ranges = taken.map(parse).filter((range) => range !== null);
    for (let second = 10; second < 256; second += 1) {
        const candidate = parse(`10.${second}.0.0/16`);
        if (!ranges.some((range) => overlap(range, candidate))) return `10.${second}.0.0/16`;
    }
    return null;
}

/// `{first, last}` of text such as "10.10.0.0/16"; null for anything else.
export function parse(text) {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text ?? "");
    if (!match) return null;
    const [a, b, c, d, length] = match.slice(1).map(Number);
    if (Math.max(a, b, c, d) > 255 || length > 32) return null;
    const size = 2 ** (32 - length);
    const address = ((a * 256 + b) * 256 + c) * 256 + d;
    const first = Math.floor(address / size) * size;
    return {first, last: first + size - 1};
}

export function overlap(one, other) { return one.first <= other.last && other.first <= one.last; }
