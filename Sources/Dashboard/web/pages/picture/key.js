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

/// - `isRing`: whether links are drawn that nobody asked about.
export function keyView(isRing) {
    const roles = [
        ["Egress gateway", {isEgress: true}], ["Ingress gateway", {isIngress: true}], ["Relay", {isRelay: true}],
    ];
    const lines = [
        ["Not asked", "unasked"], ["Handshake within 3 minutes", "handshake-fresh path-direct"],
        ["Older: no traffic", "handshake-old path-direct"], ["No handshake", "handshake-none path-direct"],
        ["In the same LAN", "handshake-fresh path-local"], ["Through a gateway", "handshake-fresh path-gateway"],
    ];
    return h("div", {key: "key", class: "picture-key", "aria-hidden": "true"},
        roles.map(([text, role]) => h("span", null, icon(h("g", {class: "spot offline"},
            h("path", {class: "role", d: roleShape(role, 4)})), 12), text)),
        isRing && h("span", null, icon(h("g", {class: "client"}, h("path", {class: "state", d: stateShape("client", 8)})), 10), "Client"),
        lines.map(([text, look]) => h("span", null, h("svg", {viewBox: "0 0 34 10", class: "key-line"},
            h("g", {class: `link ${look}`}, h("path", {class: "line", d: "M1 5H33"}))), text)));
}

function icon(shape, half = 10) {
    return h("svg", {viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, class: "key-shape", "aria-hidden": "true"}, shape);
}
