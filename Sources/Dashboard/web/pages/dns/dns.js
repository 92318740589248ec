// One network's custom names: which there are, new ones, and what they stand for.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {makeConvergence} from "../../parts/convergence.js";
import {makeDeeds} from "../../parts/deed.js";
import {makeForm} from "../../parts/form.js";
import {gone} from "../../parts/gone.js";
import {listingView} from "../../parts/listing.js";
import {begin, makePanel} from "../../parts/panel.js";
import {makeSearch} from "../../parts/search.js";
import {makeTable} from "../../parts/table.js";
import {targetOf, makeTarget} from "./target.js";

export default function dnsPage(page) {
    const {network} = page.params;
    const path = at`/networks/${network}/dns`;
    // An alias has its node's name and addresses.
    const names = page.list(path, {kind: "dnsRecord", network, also: ["node", "network"]});
    const nodes = page.list(at`/networks/${network}/nodes`, {kind: "node", network});
    const convergence = makeConvergence(page, network);
    const deeds = makeDeeds(page);
    const search = makeSearch(page, {label: "Name, address or node",
        textsOf: (record) => [record.name, record.node, ...record.addresses]});
    /// What is being changed: `{record, tag, form}`.
    let editing = null;

    const target = makeTarget(page, nodes);
    const panel = makePanel(page, {
        action: "New name",
        parts: () => [form, target],
        opened() { editing = null; },
    });

    const form = makeForm(page, {
        fields: () => [
            {name: "name", label: "Name", required: true, isCode: true, placeholder: "sqlserver",
                hint: `Without the network's: sqlserver for sqlserver.${network}`},
            ...target.fields(),
        ],
        action: "Add the name",
        cancel: panel.close,
        async submit(values) {
            const answer = await page.call("POST", path, {name: values.name, ...targetOf(values)});
            convergence.follow(answer.revision);
            panel.close();
            page.announce(`${answer.value.name} is added`);
        },
    });

    function place(record) { return at`/networks/${network}/dns/${record.name}`; }

    function edit(record) {
        panel.end();
        const target = makeTarget(page, nodes, record);
        const mine = editing = {record, tag: `"${record.revision}"`, form: makeForm(page, {
            fields: target.fields,
            action: "Save",
            cancel: stopEditing,
            async submit(values) {
                try {
                    const answer = await page.call("PATCH", place(record), targetOf(values), {tag: mine.tag});
                    convergence.follow(answer.revision);
                    if (editing === mine) stopEditing();
                    page.announce(`${record.name} is changed`);
                } catch (error) {
                    // What was typed stays, and counts against what there is now: sent again, it is meant.
                    if (error.kind === "precondition-failed") mine.tag = `"${error.currentRevision}"`;
                    throw error;
                }
            },
        })};
        page.redraw();
    }

    function stopEditing() {
        const name = editing?.record.name;
        editing = null;
        page.redraw();
        queueMicrotask(() => document.getElementById(`change-${name}`)?.focus());
    }

    async function remove(record) {
        const answer = await page.call("DELETE", place(record), null, {tag: `"${record.revision}"`});
        if (editing?.record.name === record.name) editing = null;
        convergence.follow(answer.revision);
        gone(page, record.name);
    }

    const table = makeTable(page, {
        label: `Names of ${network}`,
        key: (record) => record.name,
        columns: [
            {title: "Name", cell: (record) => h("span", {class: "code"}, record.name)},
            {title: "Stands for", cell: (record) => record.node === undefined ? addressesOf(record)
                : h("a", {href: link`/networks/${network}/nodes/${record.node}`}, record.node)},
            {title: "Addresses", isMinor: true, cell: (record) =>
                record.node === undefined ? null : addressesOf(record)},
            {title: "Looked up as", cell: (record) => h("span", {class: "code"}, record.names.join("  "))},
            {title: "", cell: (record) => h("div", {class: "deeds"},
                h("button", {key: "change", type: "button", class: "plain", id: `change-${record.name}`,
                    "aria-label": `Change ${record.name}`, on: {click: () => edit(record)}}, "Change"),
                deeds.button(`delete-${record.name}`, "Delete", () => remove(record),
                    {danger: true, label: `Delete ${record.name}`, ask: `Delete ${record.name}?`}))},
        ],
    });

    function editView() {
        const {record, form} = editing;
        return h("section", {
            key: `edit-${record.name}-${record.revision}`, class: "card panel", "aria-label": `Change ${record.name}`,
            mounted: begin, on: {keydown: (event) => { if (event.key === "Escape") stopEditing(); }},
        },
            h("h2", null, "Change ", h("span", {class: "code"}, record.name)), form.view());
    }

    return {
        title: `Names of ${network}`,
        view: () => listingView({
            title: "DNS", text: "Every node and client has its name already. These are names besides.",
            panel, content: form.view, above: editing && editView(), done: [deeds.problem(), convergence.view()],
            reading: names, search, table,
            nothing: ["No name besides", "Give a machine another name, or one to what has no agent."],
        }),
    };
}

function addressesOf(record) { return h("span", {class: "code"}, record.addresses.join("  ")); }
