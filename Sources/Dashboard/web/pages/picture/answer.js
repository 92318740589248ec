// The answer to "why": whether packets pass, the way they take, and what was found.

import {h} from "../../view/element.js";
import {bytesText} from "../../parts/bytes.js";
import {factsView} from "../../parts/facts.js";
import {sentence} from "../../parts/problem.js";
import {status} from "../../parts/status.js";
import {ago} from "../../parts/time.js";
import {shortAge} from "../../mesh/links.js";

const verdicts = {yes: ["good", "It passes"], no: ["bad", "It does not pass"]};
const kinds = {direct: "through the tunnel", client: "to the client", out: "out of the network"};
const words = {
    answered: "connected", silent: "connected, does not answer", unable: "connected, too old to be asked", away: "away",
};

export function answerView(answer) {
    const [tone, word] = verdicts[answer.reachable] ?? ["busy", "Nothing shows whether it passes"];
    const said = teller(answer);
    return h("div", {class: "answer"},
        h("p", {class: "answer-summary"}, status(tone, word)),
        h("p", null, said(answer.summary)),
        answer.path.length > 0 && h("ol", {class: "hops", "aria-label": "The way"}, answer.path.map((hop) =>
            h("li", null, h("b", null, hop.from), " to ", h("b", null, hop.to), " ",
                h("span", {class: "faint"}, kinds[hop.kind] ?? "")))),
        answer.findings.length === 0 ? h("p", {class: "faint"}, "Nothing wrong was found.")
            : h("ol", {class: "findings", "aria-label": "What was found"},
                answer.findings.map((finding) => findingView(finding, said))),
        answer.agents.length + answer.tunnels.length > 0 && h("details", {class: "ends"},
            h("summary", null, "What both ends say"), answer.agents.map(agentView), answer.tunnels.map(tunnelView)));
}

/// Sentences that may begin with a name, which stays as it is.
function teller(answer) {
    const names = [answer.from.name, answer.to.name, ...answer.agents.map((agent) => agent.node)].filter(Boolean);
    return (text) => names.some((name) => text.startsWith(name)) ? sentence(` ${text}`).trim() : sentence(text);
}

function findingView(finding, said) {
    return h("li", {class: `finding ${{fault: "bad", doubt: "doubt"}[finding.weight] ?? "remark"}`},
        h("p", null, finding.weight === "remark" && h("span", {class: "faint"}, "By the way: "), said(finding.message)),
        h("p", {class: "faint"}, sentence(finding.remedy)));
}

function agentView(agent) {
    return h("p", null, h("b", null, agent.node), ": ", words[agent.word] ?? "",
        agent.word === "away" && agent.lastSeen && [
        ", last heard of ", ago(agent.lastSeen)], agent.isInStep ? "" : ", not everything in force",
        agent.trouble && h("span", {class: "trouble"}, " ", sentence(agent.trouble)));
}

function tunnelView(tunnel) {
    const isHeard = tunnel.receivedBytes !== undefined;
    const rows = [
        ["Endpoint", tunnel.endpoint === undefined ? "none known"
            : [h("span", {class: "code"}, tunnel.endpoint), " ", h("span", {class: "faint"}, tunnel.reason)]],
        ["Handshake", handshake(tunnel)],
        ["Bytes", isHeard ? `${bytesText(tunnel.receivedBytes)} in, ${bytesText(tunnel.sentBytes)} out` : null],
        ["Keepalive", tunnel.persistentKeepalive > 0 ? `every ${tunnel.persistentKeepalive} s` : "off"],
        ["Tried too", tunnel.candidates.filter((one) => one.endpoint !== tunnel.endpoint).map((one) =>
            h("span", {class: "candidate"}, h("span", {class: "code"}, one.endpoint), " ", h("span", {class: "faint"},
                one.isUsable ? one.reason : `not used: ${one.reason}`)))],
    ];
    return h("div", null, h("h4", null, `${tunnel.node} about ${tunnel.peer}`),
        factsView(rows.filter(([, value]) => value?.length !== 0)));
}

function handshake(tunnel) {
    if (tunnel.receivedBytes === undefined) return "not known";
    return tunnel.handshakeSeconds === undefined ? "never" : `${shortAge(tunnel.handshakeSeconds)} ago`;
}

/// What is known of a link, in a few words.
///
/// - `session`: as it is shown; see `shownSession`.
export function linkText(link, session) {
    const age = link?.age == null ? null : shortAge(link.age);
    switch (session) {
    case "fresh": return `handshake ${age} ago` + ({local: ", LAN", gateway: ", by a gateway"}[link.path] ?? "");
    case "idle": return `quiet for ${age}`;
    case "unanswered": return age === null ? "no answer" : `no answer for ${age}`;
    default: return {missing: "not set up there yet", untried: "not used yet", away: "offline"}[session] ?? "not known";
    }
}
