// What a user may do: as a form has it, and as people read it. Pure.

const roles = [
    {value: "networkAdmin", text: "Network admin: runs the networks below"},
    {value: "superAdmin", text: "Super admin: may do everything"},
];

const prefix = "network ";

/// The fields of a role.
///
/// - `user`: who has one already; null for somebody new.
/// - `role`: the one that is chosen now; a super admin has all networks, and needs no grant.
/// - `networks`: the names of those there are.
/// - `chosen(role)`: another one is chosen.
export function roleFields({user, role, networks, chosen}) {
    const held = new Set(user?.networks ?? []);
    return [
        {name: "role", label: "Role", type: "select", required: true, options: roles,
            value: user?.role ?? "networkAdmin",
            on: {change: (event) => chosen(event.target.value)}},
        ...role === "superAdmin" ? [] : [
            ...networks.map((name) => ({
                name: prefix + name, label: `Runs ${name}`, type: "checkbox", value: held.has(name),
            })),
            {name: "commands", label: "May say what machines run", type: "checkbox",
                value: user?.commands === "granted",
                hint: "PostUp and PostDown are root on every machine whose owner allowed it"},
        ],
    ];
}

/// What the server is told of the fields' values.
export function roleOf(values) {
    if (values.role === "superAdmin") return {role: "superAdmin"};
    return {
        role: "networkAdmin", networks: networksOf(values), commands: values.commands ? "granted" : "denied",
    };
}

/// The same of somebody who has a role already: what was not touched is left to others.
///
/// - `changed`: as a form has it.
export function rolePatch(values, changed) {
    const whole = roleOf(values);
    if ("role" in changed) return whole;
    const patch = {};
    if (Object.keys(changed).some((name) => name.startsWith(prefix))) patch.networks = whole.networks;
    if ("commands" in changed) patch.commands = whole.commands;
    return patch;
}

/// The networks whose boxes are ticked.
export function networksOf(values) {
    return Object.keys(values).filter((name) => name.startsWith(prefix) && values[name])
        .map((name) => name.slice(prefix.length));
}

/// A box for each network, none of them ticked.
export function networkFields(networks, label) {
    return networks.map((name) => ({name: prefix + name, label: label(name), type: "checkbox"}));
}

export function roleText(user) { return user.role === "superAdmin" ? "Super admin" : "Network admin"; }

export function networksText(user) {
    if (user.role === "superAdmin") return "all";
    return user.networks?.length > 0 ? user.networks.join(", ") : "none yet";
}
