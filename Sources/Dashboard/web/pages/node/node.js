// One node: what it is, what the server sees of it, and what an admin may do to it.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeConvergence} from "../../parts/convergence.js";
import {makeForm} from "../../parts/form.js";
import {readingView} from "../../parts/reading.js";
import {nodeStatus} from "../../parts/status.js";
import {ago} from "../../parts/time.js";

export default function nodePage(page) {
    const {network, node: name} = page.params;
    const reading = page.one(at`/networks/${network}/nodes/${name}`, {kind: "node", network});
    const convergence = makeConvergence(page, network);
    /// What the form began with: a change builds on that, and not on what others have made of it since.
    let begun = null;

    const form = makeForm(page, {
        fields: () => [{name: "name", label: "Name", required: true, isCode: true, value: begun.value.name,
            hint: `Others find it as ${begun.value.name}.${network}`}],
        action: "Save",
        async submit(values, changed) {
            const path = at`/networks/${network}/nodes/${begun.value.id}`;
            try {
                const answer = await page.call("PATCH", path, changed, {tag: begun.tag});
                begun = {value: answer.value, tag: answer.tag};
                convergence.follow(answer.revision);
            } catch (error) {
                // What was typed stays, and counts against what there is now: sent again, it is meant.
                if (error.kind === "precondition-failed") begun = {...begun, tag: `"${error.currentRevision}"`};
                throw error;
            }
        },
    });

    return {
        title: () => reading.value?.name ?? name,
        view: () => [
            h("h1", null, reading.value?.name ?? name),
            readingView(reading, (node) => {
                begun ??= {value: node, tag: reading.tag};
                return [
                    h("div", {key: "facts", class: "card"}, factsView(node)),
                    h("div", {key: "form", class: "card"}, form.view(), convergence.view()),
                ];
            }),
        ],
    };
}

function factsView(node) {
    const facts = [
        ["Status", nodeStatus(node)],
        ["Addresses", code([node.ipv4, node.ipv6])],
        ["Endpoint", code([node.endpoint, ...node.observedAddresses])],
        ["Machine", [node.machine.hostname, node.machine.operatingSystem, node.machine.architecture].join(", ")],
        ["Agent", `${node.machine.version}, ${node.machine.backend}`],
        ["Key", code([node.publicKey])],
        ["Joined", ago(node.joinedAt)],
        ["Loses access", node.expiresAt ? ago(node.expiresAt) : null],
        ["Tags", node.tags.length > 0 ? node.tags.join(", ") : null],
    ];
    return h("dl", {class: "facts"}, facts.filter(([, value]) => value !== null).map(([name, value]) => [
        h("dt", {key: name}, name), h("dd", {key: `${name} is`}, value)]));
}

function code(texts) {
    const shown = texts.filter((text) => text !== undefined);
    return shown.length === 0 ? null : h("span", {class: "code"}, shown.join("  "));
}
