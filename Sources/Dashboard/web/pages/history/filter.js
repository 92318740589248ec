// Which changes are asked for: as a form has it, as an address has it, and as the server is asked. Pure.

const kinds = [
    ["network", "Networks"], ["node", "Nodes"], ["accessKey", "Access keys"], ["client", "External clients"],
    ["dnsRecord", "Names"], ["user", "Users"], ["session", "Sessions"], ["apiToken", "API tokens"],
    ["server", "The server"],
];

/// What is the server's is in no network's history.
export function kindsIn(network) { return network === undefined ? kinds : kinds.slice(0, 5); }

export const names = ["actor", "kind", "name", "network", "since", "until"];

/// Of a form's values, or an address's, those that choose.
export function chosen(values) {
    return Object.fromEntries(names.filter((name) => values[name]).map((name) => [name, values[name]]));
}

/// What the server is asked.
export function query(filter, {limit, after}) {
    const parameters = new URLSearchParams({limit});
    for (const [name, value] of Object.entries(chosen(filter))) parameters.set(name, asked(name, value));
    if (after) parameters.set("after", after);
    return "?" + parameters;
}

function asked(name, value) {
    if (name === "actor") return actor(value);
    if (name !== "since" && name !== "until") return value;
    const time = new Date(value);
    // What is no time is for the server to refuse, in its own words.
    return Number.isNaN(time.getTime()) ? value : time.toISOString();
}

/// Who: people are called by their names alone.
export function actor(text) {
    return text.includes(":") || text === "server" || text === "nobody" ? text : `user:${text}`;
}

/// The address of the page with a filter, such as "#/history?kind=node".
export function address(base, filter) {
    const text = new URLSearchParams(chosen(filter)).toString();
    return text === "" ? base : `${base}?${text}`;
}
