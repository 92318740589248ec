// What a node does for others: gateway to what lies behind it, way in for clients, relay; and ranges that are routed to
// it.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {link} from "../../app/route.js";
import {makeChangeForm} from "../../parts/change-form.js";
import {ago} from "../../parts/time.js";
import {textOf, wordsOf} from "../../parts/words.js";

/// - `clients`: the network's, read.
export function makeRoles(page, {network, reading, clients, deeds, done}) {
    let opened = null;

    function path(node, role) { return at`/networks/${network}/nodes/${node.id}/${role}`; }

    function form(role, action, fields, body) {
        return makeChangeForm(page, {
            reading, fields, action,
            cancel: () => open(null),
            send: (values, _, begun) => page.call("PUT", path(begun.value, role), body(values), {tag: begun.tag}),
            done(answer, before) {
                if (opened === role) opened = null;
                done(answer, before);
            },
        });
    }

    const forms = {
        egress: form("egress", "Set the egress gateway", (node) => [
            {name: "ranges", label: "Ranges behind it", required: true, isCode: true,
                value: textOf(node.egress?.ranges),
                placeholder: "192.168.50.0/24", hint: "With commas in between. Every other node sends them here."},
            {name: "interface", label: "Interface", isCode: true, value: node.egress?.interface ?? null,
                placeholder: "eth0",
                hint: "Where they go out. Left empty, it is the way that the machine has to them."},
            {name: "masquerade", label: "Masquerade: hosts out there see the gateway's own address", type: "checkbox",
                value: node.egress?.masquerade ?? true},
        ], ({ranges, interface: name, masquerade}) =>
            ({ranges: wordsOf(ranges), ...name === null ? {} : {interface: name}, masquerade})),
        ingress: form("ingress", "Set the ingress gateway", (node) => [
            {name: "nameServers", label: "Name servers", isCode: true, value: textOf(node.ingress?.nameServers),
                hint: "For clients that have none of their own. With commas in between."},
        ], ({nameServers}) => ({nameServers: wordsOf(nameServers)})),
        ranges: form("ranges", "Set the ranges", (node) => [
            {name: "ranges", label: "Ranges", isCode: true, value: textOf(node.allowedRanges),
                placeholder: "10.99.0.0/24",
                hint: "With commas in between. They are routed to it, and it does with them what it will."},
        ], ({ranges}) => ({ranges: wordsOf(ranges)})),
    };

    function open(role) {
        for (const form of Object.values(forms)) form.clear();
        opened = role;
        page.redraw();
        // Whoever opens it goes on there; the page has been drawn by then.
        queueMicrotask(() => document.querySelector(".role-part .form input")?.focus());
    }

    function change(method, address) {
        return async () => {
            const {tag} = reading;
            done(await page.call(method, address, null, {tag}), tag);
        };
    }

    function remove(node, role, query = "") { return change("DELETE", path(node, role) + query); }

    function part({role, title, is, text, off, removal}) {
        const node = reading.value;
        return h("section", {key: role, class: "role-part", "aria-label": title},
            h("div", {class: "card-head"}, h("h3", null, title), !is && h("p", null, off)),
            is && text,
            opened === role ? forms[role].view(node) : h("div", {class: "deeds"},
                h("button", {type: "button", class: "plain", "aria-label": `${is ? "Change" : "Set up"}: ${title}`,
                    on: {click: () => open(role)}}, is ? "Change" : "Set up"),
                is && deeds.button(`no-${role}`, "Take it away", removal.action,
                    {ask: removal.ask, danger: true, label: `Take away: ${title}`})));
    }

    return {
        forms: Object.values(forms),
        view(node) {
            const mine = (clients.items ?? []).filter((client) => client.gateway === node.id);
            return h("section", {key: "roles", class: "card", "aria-labelledby": "roles-title"},
                h("h2", {id: "roles-title"}, "What it does for others"),
                part({
                    role: "egress", title: "Egress gateway", is: node.egress,
                    off: "It leads nowhere outside the network.",
                    text: node.egress && h("p", null, "Leads to ", code(node.egress.ranges),
                        node.egress.interface && [" by ", code([node.egress.interface])],
                        node.egress.masquerade ? ", masqueraded." : ", with the senders' own addresses."),
                    removal: {action: remove(node, "egress"), ask: "What lies behind it is out of reach then."},
                }),
                part({
                    role: "ingress", title: "Ingress gateway", is: node.ingress, off: "No client enters by it.",
                    text: node.ingress && h("p", null, mine.length === 0 ? "No client enters by it yet." : [
                        h("a", {href: link`/networks/${network}/clients`},
                            mine.length === 1 ? "1 client" : `${mine.length} clients`),
                        " by it: ", mine.slice(0, 5).map((client) => client.name).join(", "),
                        mine.length > 5 && ", and more", "."],
                    node.ingress.nameServers.length > 0 && [" Name servers: ", code(node.ingress.nameServers), "."]),
                    removal: {action: remove(node, "ingress", mine.length > 0 ? "?force=true" : ""),
                        ask: mine.length > 0
                            ? `${mine.length === 1 ? "A client is" : `${mine.length} clients are`} cut off then.`
                            : "Clients can enter by it no more then."},
                }),
                h("section", {key: "relay", class: "role-part", "aria-label": "Relay"},
                    h("div", {class: "card-head"}, h("h3", null, "Relay"),
                        !node.relay && h("p", null, "It carries nothing between others.")),
                    node.relay && h("p", null, "May carry the packets of others since ", ago(node.relay.markedAt),
                        ", and can read them."),
                    h("div", {class: "deeds"}, node.relay
                        ? deeds.button("no-relay", "Take it away", remove(node, "relay"),
                            {danger: true, label: "Take away: Relay", ask: "It carries nothing for others then."})
                        : deeds.button("relay", "Mark it", change("PUT", path(node, "relay")),
                            {label: "Mark as a relay", ask: "A relay can read what it carries."}))),
                part({
                    role: "ranges", title: "Extra ranges", is: node.allowedRanges.length > 0,
                    off: "None but its addresses.",
                    text: h("p", null, "Routed to it besides its addresses: ", code(node.allowedRanges), "."),
                    removal: {action: remove(node, "ranges"), ask: "They are routed to it no more then."},
                }));
        },
    };
}

function code(texts) { return h("span", {class: "code"}, texts.join(", ")); }
