// One network as a picture: who is there and how they are, who has a link to whom, and why it works or does not.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {readingView} from "../../parts/reading.js";
import {empty} from "../../parts/empty.js";
import {matches} from "../nodes/search.js";
import {grouped, grouping, groupings, ringSize} from "../../mesh/groups.js";
import {next} from "../../mesh/directions.js";
import {discs} from "../../mesh/discs.js";
import {ring} from "../../mesh/ring.js";
import {stateOf, takesPart} from "../../mesh/states.js";
import {makeDrawing} from "./drawing.js";
import {makeKnowledge} from "./knowledge.js";
import {makePanel} from "./panel.js";
import {keyView, stateButtons} from "./key.js";
import {nodeList} from "./list.js";

await Promise.all(["../../style/mesh.css", "./picture.css"].map((path) => useStyles(import.meta.url, path)));

/// More nodes than these are not drawn one by one.
const most = 2000;
/// More clients are not drawn.
const mostClients = 1000;

const directions = {
    ArrowLeft: {x: -1, y: 0}, ArrowRight: {x: 1, y: 0}, ArrowUp: {x: 0, y: -1}, ArrowDown: {x: 0, y: 1},
};

export default function picturePage(page) {
    const {network} = page.params;
    const nodes = page.list(at`/networks/${network}/nodes`, {kind: "node", network});
    const clients = page.list(at`/networks/${network}/clients`, {kind: "client", network});
    const knowledge = makeKnowledge(page, network);
    let by = null;
    let search = page.query.search ?? "";
    let onlyState = null;
    /// By id, or by the name that the address has.
    let selected = page.query.node ?? null;
    let hovered = null;
    let isListOpen = false;
    let isPicking = false;

    const panel = makePanel(page, network, knowledge, {
        choose: (id) => { chooseNode(id); },
        pick(on) {
            isPicking = on;
            hovered = null;
            // Whoever types goes on there.
            if (on) document.querySelector(".drawing")?.focus();
            page.redraw();
        },
        isPicking: () => isPicking,
    });
    const drawing = makeDrawing({
        chooseNode,
        chooseClient(id) {
            const client = clients.items.find((one) => one.id === id);
            const from = isPicking && selectedNode() ? selectedNode() : find(client.gateway);
            if (from) ask(from, client);
        },
        chooseLink(key) {
            const [one, other] = key.split(" ").map(find);
            const client = clients.items?.find(({id}) => key.split(" ").includes(id));
            // From whoever is looked at, to the other.
            if (client) ask(one ?? other, client);
            else if (other?.id === selectedNode()?.id) ask(other, one);
            else if (one && other) ask(one, other);
        },
        hover(id) {
            if (id === hovered || (isPicking && id !== null && !find(id))) return;
            hovered = id;
            page.redraw();
        },
        press,
    });

    function find(id) { return (nodes.items ?? []).find((node) => node.id === id || node.name === id) ?? null; }

    function selectedNode() { return selected === null ? null : find(selected); }

    function chooseNode(id) {
        const before = selectedNode();
        if (isPicking && before && id !== null && id !== before.id) return ask(before, find(id));
        isPicking = false;
        selected = id === before?.id ? null : id;
        panel.clear();
        page.redraw();
    }

    function ask(from, to) {
        isPicking = false;
        selected = from.id;
        panel.ask(from, to);
    }

    /// Arrows go from node to node, as the picture has them: to have it selected, or to have it for where to.
    function press(event) {
        const here = selectedNode();
        const direction = directions[event.key];
        const {spots} = scene.places;
        if (direction || event.key === "Home" || event.key === "End") {
            event.preventDefault();
            const ids = [...spots.keys()];
            const begin = isPicking ? hovered ?? here?.id : here?.id;
            const id = event.key === "End" ? ids.at(-1) : direction && spots.has(begin) ? next(spots, begin, direction)
                : ids[0];
            if (!id || id === begin) return;
            if (isPicking) {
                hovered = id;
            } else {
                selected = id;
                panel.clear();
            }
            page.redraw();
        } else if (event.key === "Escape") {
            if (isPicking) panel.stopPicking();
            else if (here) chooseNode(here.id);
        } else if (event.key === "Enter" && here) {
            event.preventDefault();
            if (isPicking && hovered !== null) chooseNode(hovered);
            else panel.focus();
        }
    }

    /// Where everybody stands, for as long as nothing about it is another.
    let placed = {};
    function places(shown, shownBy, all) {
        const width = window.innerWidth < 900 ? 420 : 820;
        const isSame = placed.items === shown && placed.clients === clients.items && placed.by === shownBy
            && placed.width === width;
        if (!isSame) {
            const groups = grouped(shown, shownBy);
            if (shown !== all) {
                const counts = new Map(grouped(all, shownBy).map((group) => [group.title, group.nodes.length]));
                for (const group of groups) group.count = counts.get(group.title);
            }
            const isRing = shownBy === "none" && shown.length <= ringSize;
            const theirs = (clients.items ?? []).slice(0, mostClients);
            const result = isRing ? ring(groups[0]?.nodes ?? [], theirs, width) : discs(groups, theirs, width);
            placed = {items: shown, clients: clients.items, by: shownBy, width, result,
                drawn: groups.flatMap((group) => group.nodes)};
        }
        return placed.result;
    }

    let crowd = {};
    /// Of very many: those that something is the matter with first, and as many others as can be drawn.
    function drawable(items) {
        if (items.length <= most) return items;
        if (crowd.items !== items) {
            const order = [...items].sort((one, other) => (stateOf(one) === "online") - (stateOf(other) === "online"));
            crowd = {items, shown: order.slice(0, most)};
        }
        return crowd.shown;
    }

    let scene = {places: {spots: new Map()}};
    function pictureView(items) {
        const shown = drawable(items);
        const shownBy = by ?? grouping(items);
        const result = places(shown, shownBy, items);
        const isNarrowed = search.trim() !== "" || onlyState !== null;
        const theirs = clients.items ?? [];
        const foundNodes = isNarrowed ? items.filter((node) => (onlyState === null || stateOf(node) === onlyState)
            && matches(node, search)) : [];
        const foundClients = isNarrowed && onlyState === null ? theirs.filter((client) => matches(client, search)) : [];
        const found = new Set([...foundNodes, ...foundClients].map((one) => one.id));
        const here = selectedNode();
        // Whatever it comes to be called.
        selected = here?.id ?? selected;
        scene = {
            nodes: placed.drawn, clients: theirs, places: result, found, isNarrowed, selected: here,
                target: panel.target(),
            hovered, isPicking, knowledge, label: `Nodes of ${network}`,
        };
        drawing.keep(shown, theirs);
        const isRing = result.discs.length === 0;
        // Who has no session with the server cannot be asked.
        knowledge.follow((isRing ? shown : here ? [here] : []).filter((node) => takesPart(node)
            && stateOf(node) !== "offline"));
        return [
            h("div", {key: "tools", class: "picture-tools"},
                h("input", {class: "search", type: "search", placeholder: "Name, address or tag",
                    "aria-label": "Search", value: search,
                    on: {input: (event) => { search = event.target.value; page.redraw(); }, keydown: (event) => {
                        const first = placed.drawn.find((node) => found.has(node.id));
                        if (event.key === "Enter" && first) chooseNode(first.id);
                    }}}),
                h("label", {class: "by"}, h("span", null, "Group by"), h("select", {on: {change: (event) => {
                    by = event.target.value;
                    page.redraw();
                }}}, groupings.map((one) => h("option", {value: one.name, selected: one.name === shownBy},
                    one.title)))),
                stateButtons(items, onlyState, (name) => { onlyState = name; page.redraw(); }),
                isNarrowed && h("p", {class: "faint", role: "status"},
                    fitting(foundNodes.length, foundClients.length))),
            h("div", {key: "stage", class: "stage"},
                h("div", {class: `sheet ${isPicking ? "picking" : ""}`},
                    isPicking && h("p", {class: "picking-text", role: "status"}, "Choose where the packets shall go"),
                    drawing.view(scene),
                    items.length > most && h("p", {class: "faint"},
                        `${most.toLocaleString("en")} of ${items.length.toLocaleString("en")} `
                        + "are drawn, all that are not online among them. A search looks at all."),
                    theirs.length > mostClients && h("p", {class: "faint"}, `${mostClients.toLocaleString("en")} of `
                        + `${theirs.length.toLocaleString("en")} clients are drawn.`),
                    keyView({egress: items.some((node) => node.egress), ingress: items.some((node) => node.ingress),
                        relay: items.some((node) => node.relay), clients: theirs.length > 0})),
                panel.view(here, items, theirs, isRing)),
            nodeList(items, theirs, isListOpen, (isOpen) => { isListOpen = isOpen; page.redraw(); }, network,
                isNarrowed ? found : null),
        ];
    }

    return {
        title: `Picture of ${network}`,
        view: () => [
            h("div", {class: "page-head"},
                h("div", null, h("h1", null, network),
                    nodes.items && h("p", null, summary(nodes.items, clients.items ?? []))),
                h("a", {class: "go", href: link`/welcome/${network}`}, "Bring in machines")),
            readingView(nodes, (items) => items.length > 0 ? pictureView(items)
                : empty("No machine yet", "Machines stand here, with their links, as soon as they have joined.")),
        ],
    };
}

function fitting(nodes, clients) {
    const more = clients === 0 ? "" : clients === 1 ? " and 1 client" : ` and ${clients} clients`;
    return (nodes === 1 ? "1 node" : `${nodes} nodes`) + more + (nodes + clients === 1 ? " fits" : " fit");
}

function summary(nodes, clients) {
    const online = nodes.filter((node) => node.live.status !== "disconnected").length;
    const others = clients.length === 0 ? "" : clients.length === 1 ? ", and 1 client"
        : `, and ${clients.length} clients`;
    return `${online.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} nodes online${others}`;
}
