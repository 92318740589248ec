// How an access key stands. Pure.

/// "open" while it admits machines, else why it does not: "expired" or "spent".
export function keyState(key, now) {
    if (key.expiresAt !== undefined && Date.parse(key.expiresAt) <= now) return "expired";
    return key.uses === 0 ? "spent" : "open";
}

/// How many it has admitted, and how many more it would.
export function usesText(key, now) {
    const left = key.uses === "unlimited" ? "any number may" : `${key.uses} more may`;
    return keyState(key, now) === "open" ? `${key.usedCount} joined, ${left}` : `${key.usedCount} joined`;
}
