// What the shapes and lines mean; the states are buttons that show who is in one.

import {h} from "../../view/element.js";
import {states, stateOf} from "../../mesh/states.js";
import {roleShape, stateShape} from "../../mesh/shapes.js";

export function stateButtons(nodes, onlyState, choose) {
    const counts = new Map();
    for (const node of nodes) counts.set(stateOf(node), (counts.get(stateOf(node)) ?? 0) + 1);
    return h("div", {class: "state-buttons", role: "group", "aria-label": "Show who is"},
        states.filter((state) => counts.has(state.name)).map((state) => h("button", {
            key: state.name, type: "button", "aria-pressed": String(onlyState === state.name),
            on: {click: () => choose(onlyState === state.name ? null : state.name)},
        }, icon(h("g", {class: `spot ${state.name}`}, h("path", {class: "state", d: stateShape(state.name, 7)}))),
        `${state.title} `, h("b", {class: "number"}, counts.get(state.name).toLocaleString("en")))));
}

const lines = [
    ["Up: a handshake in the last 3 minutes", "session-fresh path-direct"],
        ["Quiet: none lately, none wanted", "session-idle path-direct"],
    ["Sends, and gets no answer", "session-unanswered path-direct"], ["Not used yet", "session-untried path-direct"],
    ["An end is offline, or says nothing", "session-unknown path-direct"],
        ["Double: within a LAN", "session-fresh path-local"],
];

/// - `has`: which roles there are: what is not in the picture need not be explained.
export function keyView(has) {
    const roles = [
        ["Egress gateway", {isEgress: true}, has.egress], ["Ingress gateway", {isIngress: true}, has.ingress],
            ["Relay", {isRelay: true}, has.relay],
    ];
    return h("div", {key: "key", class: "picture-key", "aria-hidden": "true"},
        lines.map(([text, look]) => h("span", null, lineIcon(look), text)),
        has.clients && h("span", null, h("svg", {viewBox: "0 0 44 14", class: "key-line wide", "aria-hidden": "true"},
            h("g", {class: "link session-fresh path-client"}, h("path", {class: "line", d: "M1 7H34"})),
            h("g", {class: "client", css: {"--x": "38px", "--y": "7px"}},
                h("path", {class: "state", d: stateShape("client", 6)}))),
        "Client, through its gateway"),
        roles.filter(([, , isThere]) => isThere).map(([text, role]) =>
            h("span", null, icon(h("g", {class: "spot offline"},
            h("path", {class: "role", d: roleShape(role, 4)})), 12), text)));
}

function lineIcon(look) {
    const d = "M1 7H33";
    return h("svg", {viewBox: "0 0 34 14", class: "key-line", "aria-hidden": "true"},
        h("g", {class: `link ${look}`}, h("path", {class: "line", d}),
        look.includes("path-local") && h("path", {class: "core", d}),
        look.includes("unanswered") && h("path", {class: "cross", d: "M13.5 3.5l7 7m0-7l-7 7"})));
}

function icon(shape, half = 10) {
    return h("svg", {viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, class: "key-shape", "aria-hidden": "true"},
        shape);
}
