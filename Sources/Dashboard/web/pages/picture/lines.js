// Links as lines. Colour and dashes say how a link does, a double line that it stays in a LAN; one that gets no answer
// is crossed.

import {h} from "../../view/element.js";
import {linkKey, pairs, shownSession} from "../../mesh/links.js";
import {round} from "../../mesh/shapes.js";
import {takesPart} from "../../mesh/states.js";

/// Every link there is, and each client's to its gateway.
export function ringLinks({nodes, clients, places, selected, target, knowledge}) {
    const {spots, clientSpots} = places;
    const asked = askedKeys(selected, target);
    const all = pairs(nodes);
    // Each fainter the more there are; but what is amiss.
    const css = {"--strength": Math.max(0.5, Math.min(1, 18 / all.length))};
    const lines = all.map((pair) => {
        const isNear = pair.from.id === selected?.id || pair.to.id === selected?.id;
        return lineView(pair.key, look(knowledge, pair.from, pair.to),
            bow(spots.get(pair.from.id), spots.get(pair.to.id)),
            {isNear, isAsked: asked.has(pair.key), link: pair.key});
    });
    const spokes = clients.map((client) => {
        const gateway = nodes.find((node) => node.id === client.gateway);
        const to = clientSpots.get(client.id);
        if (!gateway || !to) return null;
        const key = linkKey(gateway.id, client.id);
        return lineView(key, spokeLook(knowledge, gateway, client), straight(spots.get(gateway.id), to),
            {isNear: gateway.id === selected?.id, isAsked: asked.has(key), link: key});
    });
    // What is amiss lies on top.
    return h("g", {key: "ring", css}, spokes, lines.sort((one, other) => isAmiss(one) - isAmiss(other)));
}

/// The links of who is selected, those of a kind to a group in one line; and the one that is asked about by itself.
export function starLinks({nodes, clients, places, selected, target, knowledge}) {
    const from = selected && places.spots.get(selected.id);
    if (!from) return [];
    const fans = new Map();
    function add(to, {name, path}) {
        const key = `${to.disc} ${name} ${path}`;
        if (!fans.has(key)) fans.set(key, {name, path, curves: []});
        fans.get(key).curves.push(bow(from, to, to.disc === from.disc ? null : places.discs[to.disc]));
    }
    let single = null;
    for (const other of takesPart(selected) ? nodes : []) {
        if (other.id === selected.id || !takesPart(other)) continue;
        const kind = look(knowledge, selected, other);
        if (other.id === target?.id) single = lineView("asked", kind, bow(from, places.spots.get(other.id)),
            {isNear: true, isAsked: true});
        else add(places.spots.get(other.id), kind);
    }
    for (const client of clients) {
        const to = places.clientSpots.get(client.id);
        if (client.gateway === selected.id && to) add(to, spokeLook(knowledge, selected, client));
    }
    const count = [...fans.values()].reduce((sum, fan) => sum + fan.curves.length, 0);
    return [
        [...fans].map(([key, {name, path, curves}]) => h("g", {key, class: `link fan session-${name} path-${path}`,
            css: {"--strength": strength(count)}},
            h("path", {class: "line", d: curves.map(({d}) => d).join("")}),
            name === "unanswered" && h("path", {class: "cross", d: curves.map(({end}) => cross(end, 3)).join("")}))),
        single,
    ];
}

/// Many lines are each fainter.
function strength(count) { return Math.round(Math.min(0.9, Math.max(0.22, 6 / Math.sqrt(count))) * 100) / 100; }

function isAmiss(line) { return line.attributes.class.includes("session-unanswered"); }

function askedKeys(selected, target) {
    if (!selected || !target) return new Set();
    // What is asked of a client behind another gateway goes by that one.
    return new Set([linkKey(selected.id, target.id),
        ...target.gateway ? [linkKey(selected.id, target.gateway), linkKey(target.gateway, target.id)] : []]);
}

function look(knowledge, from, to) {
    const link = knowledge.of(from, to);
    return {name: shownSession(link, from, to), path: link?.path ?? "unknown"};
}

/// A client that is not let in has no tunnel.
function spokeLook(knowledge, gateway, client) {
    if (client.status !== "admitted") return {name: "away", path: "client"};
    return {...look(knowledge, gateway, client), path: "client"};
}

function lineView(key, {name, path}, {d, middle}, {isNear = false, isAsked = false, link = null}) {
    return h("g", {key, "data-link": link, class: ["link", `session-${name}`, `path-${path}`, isNear && "near",
        isAsked && "asked"]
        .filter(Boolean).join(" ")},
        link && h("path", {class: "reach", d}), h("path", {class: "line", d}),
        path === "local" && h("path", {class: "core", d}),
        name === "unanswered" && h("path", {class: "cross", d: cross(middle, 4.5)}));
}

function cross({x, y}, s) {
    return `M${round(x - s)} ${round(y - s)}l${2 * s} ${2 * s}m0 ${-2 * s}l${-2 * s} ${2 * s}`;
}

/// A line that bends a little, so that three in a row do not cover each other; to a disc by way of its near side, so
/// that those to one disc run together.
function bow(from, to, disc = null) {
    const [x, y] = disc === null
        ? [(from.x + to.x) / 2 - (to.y - from.y) * 0.05, (from.y + to.y) / 2 + (to.x - from.x) * 0.05]
        : [from.x * 0.42 + disc.x * 0.58, from.y * 0.42 + disc.y * 0.58];
    return {
        d: `M${from.x} ${from.y}Q${round(x)} ${round(y)} ${to.x} ${to.y}`,
        middle: on(from, {x, y}, to, 0.5), end: on(from, {x, y}, to, 0.9),
    };
}

function straight(from, to) {
    return {d: `M${from.x} ${from.y}L${to.x} ${to.y}`,
        middle: {x: from.x * 0.45 + to.x * 0.55, y: from.y * 0.45 + to.y * 0.55}};
}

/// Where a curve is, from 0 to 1.
function on(from, control, to, t) {
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
    return {x: a * from.x + b * control.x + c * to.x, y: a * from.y + b * control.y + c * to.y};
}
