// One network's external clients: which there are, and new ones with their files.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {makeConvergence} from "../../parts/convergence.js";
import {makeForm} from "../../parts/form.js";
import {makeLifetime} from "../../parts/lifetime.js";
import {listingView} from "../../parts/listing.js";
import {makePanel} from "../../parts/panel.js";
import {problemView} from "../../parts/problem.js";
import {makeSearch} from "../../parts/search.js";
import {makeTable} from "../../parts/table.js";
import {ago} from "../../parts/time.js";
import {wordsOf} from "../../parts/words.js";
import {addresses, clientStatus, fileStatus, gatewayLink, gatewayOptions} from "../client/client-status.js";
import {makeHandedOut} from "../client/handed-out.js";

export default function clientsPage(page) {
    const {network} = page.params;
    const path = at`/networks/${network}/clients`;
    // What their files say, and whether they are let in, depends on everything in the network.
    const clients = page.list(path, {kind: "client", network, singles: false, also: ["node", "network"]});
    const nodes = page.list(at`/networks/${network}/nodes`, {kind: "node", network});
    const convergence = makeConvergence(page, network);
    const handedOut = makeHandedOut(page);
    const lifetime = makeLifetime(page, {label: "Loses access", hasTimes: true});
    const search = makeSearch(page, {label: "Name, address or gateway",
        textsOf: (client) => [client.name, client.ipv4, client.ipv6, client.gatewayName]});
    let hasMore = false;

    const panel = makePanel(page, {
        action: "New external client",
        parts: () => [form, lifetime],
        opened() { hasMore = false; },
    });

    const form = makeForm(page, {
        fields: () => [
            {name: "name", label: "Name", required: true, isCode: true, placeholder: "phone",
                hint: `The others find it as phone.${network}, say.`},
            {name: "gateway", label: "Enters by", type: "select", required: true,
                options: gatewayOptions(nodes.items ?? [])},
            ...lifetime.fields(),
            {name: "nameServers", label: "Name servers", isCode: true, placeholder: "10.10.0.1",
                hint: "Who resolves names for it. Without any, those that its gateway says."},
            {name: "more", label: "More", type: "checkbox", hint: "Addresses, ranges behind it, a key of its own.",
                value: hasMore, on: {change: (event) => { hasMore = event.target.checked; page.redraw(); }}},
            ...hasMore ? moreFields : [],
        ],
        action: "Make the client",
        cancel: panel.close,
        async submit(values) {
            const answer = await page.call("POST", path, bodyOf(values, lifetime.read(values)));
            handedOut.show(answer.value, !values.publicKey);
            convergence.follow(answer.revision);
            panel.end();
        },
    });

    const table = makeTable(page, {
        label: `External clients of ${network}`,
        columns: [
            {title: "Name", cell: (client) =>
                h("a", {href: link`/networks/${network}/clients/${client.name}`}, client.name)},
            {title: "Status", cell: clientStatus},
            {title: "Address", cell: addresses},
            {title: "Enters by", cell: (client) => gatewayLink(network, client)},
            {title: "File", cell: fileStatus},
            {title: "Loses access", cell: (client) => client.expiresAt === undefined ? "never" : ago(client.expiresAt)},
        ],
    });

    function panelContent() {
        if (nodes.items === null) return problemView(nodes.problem);
        if (gatewayOptions(nodes.items).length > 0) return form.view();
        return [
            h("p", null, "A client enters by a node that is an ingress gateway, and none is yet."),
            h("p", null, h("a", {class: "go", href: link`/networks/${network}/nodes`}, "Choose a node for that")),
        ];
    }

    return {
        title: `External clients of ${network}`,
        view: () => listingView({
            title: "External clients",
            text: "Devices with a WireGuard app and no agent: phones, tablets, other systems.",
            panel, content: panelContent, above: handedOut.view(), done: convergence.view(),
            reading: clients, search, table,
            nothing: ["No external client yet", "Make one, and scan its QR code with the device."],
        }),
    };
}

const moreFields = [
    {name: "ipv4", label: "IPv4 address", isCode: true, hint: "Without one, the next that is free."},
    {name: "ipv6", label: "IPv6 address", isCode: true, hint: "Likewise."},
    {name: "allowedRanges", label: "Ranges behind it", isCode: true, placeholder: "192.168.7.0/24",
        hint: "What else the network reaches through it, if it is a router."},
    {name: "publicKey", label: "The device's public key", isCode: true,
        hint: "Where the device has made its key itself. Without one, a key is made for its file."},
];

/// What is sent: of what was left empty, nothing. Pure.
function bodyOf(values, lifetime) {
    const body = {name: values.name, gateway: values.gateway, ...lifetime};
    for (const name of ["ipv4", "ipv6", "publicKey"]) if (values[name]) body[name] = values[name];
    for (const name of ["nameServers", "allowedRanges"]) if (values[name]) body[name] = wordsOf(values[name]);
    return body;
}
