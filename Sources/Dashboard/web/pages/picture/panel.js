// Beside the picture: the node that is selected, its links, and the question why it reaches another or does not.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {asProblem} from "../../api/problem.js";
import {factsView} from "../../parts/facts.js";
import {makeForm} from "../../parts/form.js";
import {problemView} from "../../parts/problem.js";
import {nodeStatus, status} from "../../parts/status.js";
import {ago} from "../../parts/time.js";
import {counted, ends, sessionRank, sessionTone, shownSession} from "../../mesh/links.js";
import {rolesOf, takesPart} from "../../mesh/states.js";
import {answerView, linkText} from "./answer.js";

const step = 8;

/// - `choose(id)`: has another node selected; `pick(isOn)`: has the next click in the picture say where to.
export function makePanel(page, network, knowledge, {choose, pick, isPicking}) {
    /// `{from, to, answer, problem, isBusy}`; `to` is a node, a client, or null for what is neither.
    let question = null;
    /// How often something else was looked at or asked: an answer to what was asked before comes too late.
    let turn = 0;
    let limit = step;
    let here = null;
    let head = null;

    const form = makeForm(page, {
        fields: () => [{name: "to", label: "Why does it reach, or not", required: true, isCode: true,
            placeholder: "web, or 192.168.50.7",
            hint: "A node, a client, a name, an address or a range."}],
        action: "Ask",
        async submit(values) {
            if (values.to === null) return;
            const from = here;
            const mine = turn += 1;
            try {
                const {value} = await knowledge.ask(from.id, values.to);
                if (mine === turn) question = {from, to: null, answer: value};
            } catch (error) {
                if (mine === turn) throw error;
            }
        },
    });

    async function ask(from, to) {
        const mine = question = {from, to, isBusy: true};
        turn += 1;
        form.clear();
        page.redraw();
        try {
            mine.answer = (await knowledge.ask(from.id, to.id)).value;
            knowledge.keep(from, to, mine.answer);
            if (question === mine) page.announce(mine.answer.summary);
        } catch (error) {
            mine.problem = asProblem(error);
        }
        mine.isBusy = false;
        page.redraw();
    }

    function questionView() {
        if (question === null) return null;
        const {from, to, answer, problem, isBusy} = question;
        return h("section", {key: "answer", class: "why", "aria-label": "Why"},
            h("div", {class: "why-head"}, h("h3", null,
                to ? `${from.name} to ${to.name}` : `${from.name} to ${titleOf(answer)}`),
                h("button", {type: "button", class: "plain", "aria-label": "Close the answer", on: {click: () => {
                    question = null;
                    page.redraw();
                }}}, "Close")),
            isBusy && h("p", {class: "faint", role: "status"}, "Asking both ends …"),
            problemView(problem), answer && answerView(answer),
            to && !isBusy && h("p", null, h("button",
                {type: "button", class: "plain", on: {click: () => ask(from, to)}}, "Ask again"),
                to.gateway === undefined && h("button",
                    {type: "button", class: "plain", on: {click: () => ask(to, from)}}, "The other way")));
    }

    function linksView(node, nodes, clients) {
        const all = ends(node, nodes, clients);
        if (!takesPart(node)) return h("p", {class: "faint"}, "It has no links: the others do not know of it now.");
        if (all.length === 0) return null;
        const rows = all.map((end) => {
            const link = knowledge.of(node, end);
            return {end, link, session: shownSession(link, node, end)};
        // What is amiss comes first: it is what somebody wants to see.
        }).sort((one, other) => sessionRank(one.session) - sessionRank(other.session));
        const silence = {
            silent: "Its agent is connected, and does not answer.",
                unable: "Its agent is too old to tell of its links.",
        }[knowledge.word(node)];
        return h("section", {key: "links", "aria-label": "Links"},
            h("h3", null, "Links ", h("span", {class: "faint number"}, all.length.toLocaleString("en"))),
            silence && h("p", {class: "faint"}, silence),
            h("ul", {class: "link-counts", "aria-label": "How they do"},
                counted(rows.map((row) => row.session)).map((session) =>
                h("li", {key: session.name}, status(session.tone,
                    h("span", null, h("b", {class: "number"}, session.count.toLocaleString("en")),
                    ` ${session.title.toLowerCase()}`))))),
            h("ul", {class: "link-list"}, rows.slice(0, limit).map(({end, link, session}) =>
                h("li", {key: end.id}, h("button", {type: "button", class: "link-row", title: "Why it does so",
                    "aria-label": `Why: ${node.name} to ${end.name}`, on: {click: () => ask(node, end)}},
                    h("span", null, end.name, end.gateway !== undefined && h("span", {class: "faint"}, " client")),
                    status(sessionTone(session), linkText(link, session)))))),
            rows.length > limit && h("button",
                {type: "button", class: "plain", on: {click: () => { limit += 50; page.redraw(); }}},
                `Show more of ${rows.length.toLocaleString("en")}`));
    }

    function nodeView(node, nodes, clients) {
        const facts = [
            ["Address", h("span", {class: "code"}, [node.ipv4, node.ipv6].filter(Boolean).join("  "))],
            ["Roles", rolesOf(node).join(", ") || null],
            ["Routes for", node.egress ? h("span", {class: "code"}, node.egress.ranges.join("  ")) : null],
            ["Tags", node.tags.join(", ") || null],
            ["Seen", node.live.status === "disconnected" && node.live.lastSeen ? ago(node.live.lastSeen) : null],
        ];
        return [
            h("div", {key: "head", class: "why-head"},
                h("h2", {tabindex: "-1", mounted: (element) => { head = element; }}, node.name),
                h("button", {type: "button", class: "plain", "aria-label": "Close",
                    on: {click: () => choose(node.id)}}, "Close")),
            h("p", {key: "status"}, nodeStatus(node)),
            h("div", {key: "facts"}, factsView(facts)),
            h("p", {key: "page"}, h("a", {href: link`/networks/${network}/nodes/${node.name}`},
                "All about it, and change it")),
            questionView(),
            linksView(node, nodes, clients),
            h("div", {key: "ask", class: "ask"}, form.view(),
                h("button", {type: "button", "aria-pressed": String(isPicking()),
                    on: {click: () => pick(!isPicking())}},
                    "Choose in the picture")),
        ];
    }

    function nobodyView(isRing) {
        return [
            h("h2", {key: "nobody"}, "Choose a node"),
            h("p", {key: "how", class: "faint"},
                "By a click, or by arrow keys in the picture: its links are shown, and why it "
                + "reaches another or does not."),
            h("p", {key: "whence", class: "faint"}, isRing
                ? "Tunnels do not pass by the server: while you look, agents are asked how their links do."
                : "Tunnels do not pass by the server: while you look at a node, its agent is asked how its links do."),
        ];
    }

    return {
        ask,
        /// Where the question leads, if that is in the picture.
        target: () => question?.to ?? null,
        /// Another node is looked at.
        clear() {
            question = null;
            turn += 1;
            limit = step;
            form.clear();
        },
        stopPicking() { pick(false); },
        /// Whoever types goes on with the node.
        focus() { head?.focus(); },
        /// - `isRing`: whether all links are drawn.
        view(node, nodes, clients, isRing) {
            here = node;
            return h("aside", {class: node ? "card panel chosen" : "card panel", "aria-label": "Selected node"},
                node ? nodeView(node, nodes, clients) : nobodyView(isRing));
        },
    };
}

function titleOf(answer) { return answer.to.name ?? answer.to.range ?? "there"; }
