// Which page an address means. Pure: the part behind "#", in and out.

/// The route that fits an address and what its parts hold; null when none does.
///
/// - `routes`: each with a `path` such as "/networks/:network/nodes".
/// - `hash`: such as "#/networks/office/nodes?search=web".
export function match(routes, hash) {
    const [path, query] = hash.replace(/^#?\/?/, "").split("?");
    const parts = path === "" ? [] : path.split("/").map(decoded);
    for (const route of routes) {
        const names = route.path.split("/").filter((name) => name !== "");
        if (names.length !== parts.length) continue;
        if (!names.every((name, index) => name.startsWith(":") ? parts[index] !== "" : name === parts[index])) continue;
        const params = {};
        names.forEach((name, index) => {
            if (name.startsWith(":")) params[name.slice(1)] = parts[index];
        });
        return {route, params, query: Object.fromEntries(new URLSearchParams(query ?? ""))};
    }
    return null;
}

/// An address: link`/networks/${name}/nodes`.
export function link(texts, ...segments) {
    return "#" + texts.reduce((path, text, index) => path + encodeURIComponent(segments[index - 1]) + text);
}

/// Somebody may write anything there.
function decoded(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
