// Every option of a network, by the cards they stand in: what a form shows, and what the server is told. Pure.

import {wordsOf} from "../../parts/words.js";

/// The cards: `{name, title, text, fields}`.
///
/// - `network`: as the server has it.
/// - `mayCommand`: whether one may say what machines run.
export function cards(network, {mayCommand}) {
    const name = network.name;
    return [
        {name: "network", title: "The network", fields: [
            {name: "displayName", label: "Called", required: true, value: network.displayName,
                hint: `What people call it. Its own name stays ${name}: machines are found by it.`},
            {name: "nodeLimit", label: "Most machines", type: "number", min: 1, value: network.nodeLimit,
                hint: "Empty for as many as its ranges hold"},
            {name: "interface", label: "Interface", value: network.interface, isCode: true,
                hint: `For machines that join later. Empty for nm-${name}`},
        ]},
        {name: "ways", title: "Who comes in, and by which ways", fields: [
            {name: "admission", label: "Machines without an access key", type: "select", required: true,
                value: network.admission,
                options: [
                    {value: "keyOnly", text: "Are refused"},
                    {value: "manual", text: "Wait until an admin lets them in"},
                ]},
            {name: "localRange", label: "Local network only", value: network.localRange, isCode: true,
                placeholder: "192.168.1.0/24",
                hint: "With a range, machines reach each other by their addresses in it alone, and nothing crosses the "
                    + "Internet. Empty for any way that answers"},
            {name: "checkInInterval", label: "Check-in, in seconds", type: "number", required: true, min: 5, max: 3600,
                value: network.checkInInterval, hint: "How often a machine without a session asks for changes"},
        ]},
        {name: "defaults", title: "What machines start with",
            text: "Machines that are there keep what they have, unless you say otherwise below.", fields: [
            {name: "listenPort", label: "WireGuard port", type: "number", required: true, min: 1, max: 65535,
                value: network.listenPort},
            {name: "persistentKeepalive", label: "Keepalive, in seconds", type: "number", required: true, min: 0,
                value: network.persistentKeepalive, hint: "Keeps the way through a NAT open; 0 for off"},
            {name: "mtu", label: "MTU, in bytes", type: "number", required: true, value: network.mtu},
            {name: "udpHolePunching", label: "Find a way through NATs (UDP hole punching)", type: "checkbox",
                value: network.udpHolePunching},
            ...commandFields(network, mayCommand),
            {name: "appliesTo", label: "What is changed here counts for", type: "select", required: true,
                value: "newNodes", options: [
                    {value: "newNodes", text: "Machines that join later"},
                    {value: "allNodes", text: "Machines that are there, too"},
                ]},
        ]},
        {name: "names", title: "Names", fields: [
            {name: "dnsSuffix", label: "Second zone", value: network.dnsSuffix, isCode: true,
                placeholder: "example.org",
                hint: `Machines are found in ${name}.SUFFIX as well. Empty for .${name} alone`},
            {name: "dnsServers", label: "Name servers", value: network.dnsServers?.join(" "), isCode: true,
                hint: "Up to three addresses that answer for its names. Empty: each machine's own agent does"},
        ]},
    ];
}

/// Who may not say what machines run sees it where there is something, with the reason.
function commandFields(network, mayCommand) {
    return [
        ["postUp", "PostUp", "Run as root when the interface comes up, on machines whose owners allowed it"],
        ["postDown", "PostDown", "Run as root when it has gone"],
    ].filter(([name]) => mayCommand || network[name]).map(([name, label, hint]) => ({
        name, label, type: "textarea", rows: 2, value: network[name], disabled: !mayCommand,
        hint: mayCommand ? hint : "Run as root: a super admin says who may change it",
    }));
}

/// What the server is told of those values that changed; null when that is nothing.
///
/// - `changed`: as a form has it; `values`: all of the form's.
export function patchOf(changed, values) {
    const patch = {};
    for (const [name, value] of Object.entries(changed)) {
        if (name === "appliesTo") continue;
        patch[name] = name === "dnsServers" && value !== null ? wordsOf(value) : value;
    }
    if (Object.keys(patch).length === 0) return null;
    // Not what was left as it is: a machine's own port is not to be lost because the MTU was meant for all.
    return values.appliesTo === "allNodes" ? {...patch, appliesTo: "allNodes"} : patch;
}
