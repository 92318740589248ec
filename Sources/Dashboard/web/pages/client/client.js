// One external client: how it is, what it may, and its file.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeChangeForm} from "../../parts/change-form.js";
import {makeConvergence} from "../../parts/convergence.js";
import {copyable} from "../../parts/copy.js";
import {makeDeeds} from "../../parts/deed.js";
import {code, factsView} from "../../parts/facts.js";
import {makeForm} from "../../parts/form.js";
import {makeLifetime} from "../../parts/lifetime.js";
import {readingView} from "../../parts/reading.js";
import {ago, exact} from "../../parts/time.js";
import {textOf, wordsOf} from "../../parts/words.js";
import {addresses, clientStatus, gatewayLink, gatewayOptions} from "./client-status.js";
import {makeHandedOut} from "./handed-out.js";

export default function clientPage(page) {
    const {network, client: name} = page.params;
    const reading = page.one(at`/networks/${network}/clients/${name}`,
        {kind: "client", network, also: ["node", "network"]});
    const nodes = page.list(at`/networks/${network}/nodes`, {kind: "node", network});
    const convergence = makeConvergence(page, network);
    const deeds = makeDeeds(page);
    const handedOut = makeHandedOut(page);
    const lifetime = makeLifetime(page, {label: "Let it lose access", hasTimes: true});
    /// What the file has to say, without the key; null while nobody wants to see it.
    let text = null;

    /// What has an id is the same whatever it comes to be called.
    const path = () => at`/networks/${network}/clients/${reading.value.id}`;
    const tag = () => `"${reading.value.revision}"`;

    const form = makeChangeForm(page, {
        reading,
        fields: (client) => [
            {name: "name", label: "Name", required: true, isCode: true, value: client.name,
                hint: `Others find it as ${client.name}.${network}`},
            {name: "gateway", label: "Enters by", type: "select", required: true, value: client.gatewayName,
                options: gatewaysWith(client)},
            {name: "nameServers", label: "Name servers", isCode: true, value: textOf(client.nameServers),
                hint: "Who resolves names for it. Without any, those that its gateway says."},
            {name: "allowedRanges", label: "Ranges behind it", isCode: true, value: textOf(client.allowedRanges),
                hint: "What else the network reaches through it, if it is a router."},
        ],
        action: "Save",
        send(values, changed, {tag}) {
            for (const list of ["nameServers", "allowedRanges"]) {
                if (list in changed) changed[list] = wordsOf(changed[list]);
            }
            return page.call("PATCH", path(), changed, {tag});
        },
        done: seen,
    });

    const ending = makeForm(page, {
        fields: lifetime.fields,
        action: "Set",
        async submit(values) {
            const end = lifetime.read(values);
            await change(Object.keys(end).length > 0 ? end : {expiresAt: null});
        },
    });

    /// Its own gateway may be none any more: that is shown, and refused by the server if it is chosen.
    function gatewaysWith(client) {
        const options = gatewayOptions(nodes.items);
        const {gatewayName} = client;
        if (options.some((option) => option.value === gatewayName)) return options;
        const text = `${gatewayName ?? "a node that is gone"}, no gateway now`;
        return [{value: gatewayName ?? "", text}, ...options];
    }

    function seen(answer) {
        reading.take({...answer, value: answer.value.client ?? answer.value});
        text = null;
        convergence.follow(answer.revision);
    }

    /// A change by a button is of what is seen, and takes nothing from what is typed.
    async function change(body) {
        const before = tag();
        const answer = await page.call("PATCH", path(), body, {tag: before});
        form.keepUp(before, answer);
        seen(answer);
    }

    async function handOut(key) {
        const before = tag();
        const answer = await page.call("POST", `${path()}/file`, {key}, {tag: before});
        form.keepUp(before, answer);
        handedOut.show(answer.value, key === "made");
        seen(answer);
    }

    async function showText() {
        text = text === null ? (await page.call("GET", `${path()}/file`)).value.configuration : null;
    }

    async function remove() {
        await page.call("DELETE", path(), null, {tag: tag()});
        page.announce(`${reading.value.name} is deleted`);
        page.go`/networks/${network}/clients`;
    }

    function accessView(client) {
        const isOut = client.status === "disabled";
        return h("section", {key: "access", class: "card", "aria-label": "Access"},
            h("h2", null, "Access"),
            h("div", {class: "deeds"}, clientStatus(client), isOut
                ? deeds.button("access", "Enable", () => change({access: "enabled"}))
                : deeds.button("access", "Disable", () => change({access: "disabled"}))),
            h("p", null, client.expiresAt === undefined ? "It never loses access." : endText(client.expiresAt)),
            ending.view());
    }

    function endText(time) {
        const verb = Date.parse(time) <= Date.now() ? "lost" : "loses";
        return [`It ${verb} access `, ago(time), `: ${exact.format(new Date(time))}.`];
    }

    function fileView(client) {
        return h("section", {key: "file", class: "card file-text", "aria-label": "File"},
            h("h2", null, "File"),
            h("p", null, client.file === "current" ? "It says what was handed out."
                : "What it says has changed since it was handed out: the device needs it anew."),
            h("div", {class: "deeds"},
                deeds.button("made", "New key and file", () => handOut("made"),
                    {ask: "The key that the device has now lets nobody in any more."}),
                deeds.button("kept", "File for the key it has", () => handOut("kept")),
                deeds.button("text", text === null ? "Show what it says" : "Hide what it says", showText)),
            text !== null && copyable(page, "file", text));
    }

    return {
        title: () => reading.value?.name ?? name,
        view: () => [
            h("h1", null, reading.value?.name ?? name),
            handedOut.view(),
            readingView(reading, (client) => {
                return [
                    h("div", {key: "done", class: "done-bar"}, deeds.problem(), convergence.view()),
                    h("div", {key: "cards", class: "client-cards"},
                        h("div", {class: "client-column"},
                            h("div", {key: "facts", class: "card"}, clientFacts(network, client)),
                            fileView(client), accessView(client)),
                        h("section", {key: "form", class: "card", "aria-label": "Change it"},
                            h("h2", null, "Change it"), readingView(nodes, () => form.view(client)))),
                    h("div", {key: "end", class: "deeds"}, deeds.button("delete", "Delete the client", remove, {
                        danger: true, ask: `Delete ${client.name}? Its key lets nobody in any more.`})),
                ];
            }),
        ],
    };
}

function clientFacts(network, client) {
    const facts = [
        ["Status", clientStatus(client)],
        ["Addresses", addresses(client)],
        ["Enters by", gatewayLink(network, client)],
        ["Name servers", client.nameServers.length > 0 ? code(...client.nameServers) : "as its gateway says"],
        ["Ranges behind it", code(...client.allowedRanges)],
        ["Key", code(client.publicKey)],
        ["Made", ago(client.createdAt)],
    ];
    return factsView(facts);
}
