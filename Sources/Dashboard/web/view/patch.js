// Makes the page equal to what it should look like, by as few changes as it takes: what has the focus keeps it, and
// what somebody has typed stays.

import {flat} from "./element.js";

/// What an element was last made equal to.
const shown = new WeakMap();

/// Makes an element's children equal to `children`.
export function patch(parent, children) {
    patchChildren(parent, flat([children]));
}

function patchChildren(parent, children) {
    const keyed = new Map();
    const loose = [];
    for (const node of parent.childNodes) {
        const key = shown.get(node)?.key;
        if (key === undefined) loose.push(node);
        else keyed.set(key, node);
    }
    const matched = children.map((child) => match(child, keyed, loose));
    // First, so that what stays need not move for what goes: a node that is moved loses the focus.
    for (const node of [...keyed.values(), ...loose]) node.remove();
    let next = parent.firstChild;
    children.forEach((child, index) => {
        const node = matched[index] ?? make(child);
        if (node === next) next = next.nextSibling;
        else place(node, parent, next);
        // In the page before it is filled: what it calls when it is mounted finds it there.
        update(node, child, matched[index] === undefined);
    });
}

/// A node that is moved loses the focus: what had it has it again.
function place(node, parent, next) {
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    parent.insertBefore(node, next);
    focused?.focus({preventScroll: true});
}

/// The node that shows a child already, taken out of those that are left; undefined when none does.
function match(child, keyed, loose) {
    if (typeof child === "object" && child.key !== undefined) {
        const node = keyed.get(child.key);
        if (node?.localName !== child.tag) return undefined;
        keyed.delete(child.key);
        return node;
    }
    const index = loose.findIndex((node) =>
        typeof child === "string" ? node.nodeType === Node.TEXT_NODE : node.localName === child.tag);
    return index < 0 ? undefined : loose.splice(index, 1)[0];
}

function make(child) {
    if (typeof child === "string") return document.createTextNode(child);
    return child.isDrawing
        ? document.createElementNS("http://www.w3.org/2000/svg", child.tag) : document.createElement(child.tag);
}

function update(node, child, isNew) {
    if (typeof child === "string") {
        if (node.data !== child) node.data = child;
        return;
    }
    // What a page keeps and gives again is as it was.
    if (shown.get(node) === child) return;
    const before = shown.get(node)?.attributes ?? {};
    shown.set(node, child);
    for (const name of Object.keys(before)) {
        if (!(name in child.attributes)) set(node, name, undefined, before[name]);
    }
    for (const [name, value] of Object.entries(child.attributes)) {
        if (value !== before[name] || name === "on" || name === "css") set(node, name, value, before[name]);
    }
    patchChildren(node, child.children);
    if (isNew) child.attributes.mounted?.(node);
}

function set(node, name, value, before) {
    switch (name) {
    case "key": case "mounted": return;
    case "on": return listen(node, value ?? {}, before ?? {});
    case "css":
        for (const [property, text] of Object.entries(value ?? {})) node.style.setProperty(property, String(text));
        return;
    // The attributes say only what these were at first. What is so already is not set: a number that is half typed
    // reads as nothing, and would be lost.
    case "value": case "checked": case "open":
        if (name in node) {
            const wanted = name === "value" ? String(value ?? "") : value ?? false;
            if (before === undefined || node[name] !== wanted) node[name] = wanted;
            return;
        }
    }
    if (value === undefined || value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : String(value));
}

/// One listener an event for the element's whole life; it finds the newest of what it is to call.
function listen(node, handlers, before) {
    for (const event of Object.keys(handlers)) {
        if (event in before || node[marks]?.has(event)) continue;
        (node[marks] ??= new Set()).add(event);
        node.addEventListener(event, (argument) => shown.get(node)?.attributes.on?.[event]?.(argument));
    }
}

const marks = Symbol("events that are listened to");
