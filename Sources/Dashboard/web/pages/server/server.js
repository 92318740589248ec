// The server: whether it does its work, what there is to see to, who is connected, and who it is.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {factsView} from "../../parts/facts.js";
import {bytesText} from "../../parts/bytes.js";
import {problemView} from "../../parts/problem.js";
import {readingView} from "../../parts/reading.js";
import {makeReadings} from "../../parts/readings.js";
import {status} from "../../parts/status.js";
import {makeTable} from "../../parts/table.js";
import {ago} from "../../parts/time.js";
import {copyable} from "../../parts/copy.js";
import {concerns, isOlder, versions} from "./health.js";

await useStyles(import.meta.url, "./server.css");

/// How often it is asked whether it is ready, in seconds: no event tells.
const pulse = 10;
/// How long it may take to say so, in milliseconds: it is not asked twice at once.
const patience = 8_000;

export default function serverPage(page) {
    const server = page.one("/server", {kind: "server"});
    const networks = page.list("/networks", {kind: "network"});
    const nodes = makeReadings(page, (network) => page.list(at`/networks/${network}/nodes`, {kind: "node", network}));
    /// As the server says it: undefined while it was not asked yet, null when it does not answer.
    let readiness;

    async function ask() {
        try {
            const response = await fetch("/readyz", {
                cache: "no-store", redirect: "error", credentials: "omit", signal: AbortSignal.timeout(patience),
            });
            readiness = await response.json();
        } catch {
            readiness = null;
        }
        page.redraw();
    }
    ask();
    page.every(pulse, ask);

    function known(items) {
        nodes.keep(items.map(({name}) => name));
        return items.flatMap(({name}) => nodes.of(name).items ?? []);
    }

    const networkTable = makeTable(page, {
        label: "Agents by network",
        key: (network) => network.name,
        columns: [
            {title: "Network", cell: (network) => h("a", {href: link`/networks/${network.name}/nodes`}, network.name)},
            {title: "Connected", cell: (network) =>
                h("span", {class: "number"}, `${network.connectedCount} of ${network.nodeCount}`)},
            {title: "Waiting", cell: (network) =>
                network.pendingCount === 0 ? null : h("span", {class: "number"}, network.pendingCount)},
            {title: "Revision", isMinor: true,
                cell: (network) => h("span", {class: "number"}, network.networkRevision)},
        ],
    });

    const versionTable = makeTable(page, {
        label: "Agents by release",
        key: (entry) => entry.version,
        columns: [
            {title: "Release", cell: (entry) => [h("span", {class: "code"}, entry.version),
                server.value && isOlder(entry.version, server.value.version)
                    && h("span", {class: "faint"}, " older than the server")]},
            {title: "Agents", cell: (entry) => h("span", {class: "number"}, entry.count)},
            {title: "Connected", cell: (entry) => h("span", {class: "number"}, entry.connected)},
        ],
    });

    return {
        title: "Server",
        view: () => {
            const items = networks.items ?? [];
            const members = known(items);
            const isRead = networks.items !== null && items.every(({name}) => nodes.of(name).items !== null)
                && readiness !== undefined;
            return [
                h("div", {class: "page-head"}, h("div", null, h("h1", null, "Server"),
                    server.value && h("p", null, `Release ${server.value.version}, started `,
                        ago(server.value.startedAt)))),
                problemView(server.problem),
                h("div", {key: "standing", class: "card", role: "status"}, standing(readiness),
                    isRead && concernsView(concerns({readiness, server: server.value, networks: items, nodes: members,
                        now: Date.now()}))),
                h("section", {key: "agents", class: "server-part"}, h("h2", null, "Agents"),
                    readingView(networks, (all) =>
                        all.length === 0 ? h("p", {class: "faint"}, "No network yet.") : networkTable.view(all))),
                members.length > 0 && h("section", {key: "versions", class: "server-part"}, h("h2", null, "Releases"),
                    versionTable.view(versions(members))),
                h("section", {key: "facts", class: "server-part"}, h("h2", null, "Where it is"),
                    readingView(server, (value) => h("div", {class: "card"}, aboutView(page, value)))),
            ];
        },
    };
}

/// In one line: what everybody wants to know first.
function standing(readiness) {
    const title = (tone, text) => h("p", {class: "server-line"}, status(tone, text));
    if (readiness === undefined) return null;
    if (readiness === null) return title("bad", "It does not answer");
    if (readiness.status !== "ok") return [title("bad", "It cannot do its work"), since(readiness)];
    return readiness.reason ? [title("busy", "It works, but for one thing"), since(readiness)]
        : title("good", "It does its work: agents are listened to, and its store reads and writes");
}

function since(readiness) { return readiness.since && h("p", {class: "faint"}, "Since ", ago(readiness.since), "."); }

function concernsView(all) {
    if (all.length === 0) return h("p", {class: "faint"}, "There is nothing to see to.");
    return h("ul", {class: "server-concerns"}, all.map((concern) => h("li", {key: concern.text},
        status(concern.tone, ""), h("span", null, concern.text, " ", concern.href
            && h("a", {href: concern.href, "aria-label": `Look: ${concern.text}`}, "Look")))));
}

function aboutView(page, server) {
    const facts = [
        ["For people", h("span", {class: "code"}, server.api)],
        ["For agents", h("span", {class: "code"}, server.agents)],
        ["Certificate", server.pins.length === 0 ? "One that browsers know"
            : server.pins.map((pin, index) =>
                copyable(page, server.pins.length > 1 ? `Pin ${index + 1}` : "Pin", pin))],
        ["Id", h("span", {class: "code"}, server.id)],
        ["Database made", ago(server.createdAt)],
        // Network admins are not told.
        ...server.databaseBytes === undefined ? []
            : [["Database size", h("span", {class: "number"}, bytesText(server.databaseBytes))]],
    ];
    return factsView(facts);
}
