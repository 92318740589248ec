// One network's custom names: which there are, new ones, and what they stand for.

import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {makeChangePanel} from "../../parts/change-panel.js";
import {makeConvergence} from "../../parts/convergence.js";
import {makeDeeds} from "../../parts/deed.js";
import {makeForm} from "../../parts/form.js";
import {gone} from "../../parts/gone.js";
import {listingView} from "../../parts/listing.js";
import {makePanel} from "../../parts/panel.js";
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

    const target = makeTarget(page, nodes);
    const panel = makePanel(page, {
        action: "New name",
        parts: () => [form, target],
        opened() { change.end(); },
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

    const change = makeChangePanel(page, {
        list: names, opened: () => panel.end(),
        form() {
            const target = makeTarget(page, nodes);
            return {
                fields: target.fields,
                send: (values, changed, {value, tag}) => page.call("PATCH", place(value), targetOf(values), {tag}),
                done(answer) {
                    convergence.follow(answer.revision);
                    page.announce(`${answer.value.name} is changed`);
                },
            };
        },
    });

    async function remove(record) {
        const answer = await page.call("DELETE", place(record), null, {tag: `"${record.revision}"`});
        change.end(record);
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
                change.button(record),
                deeds.button(`delete-${record.name}`, "Delete", () => remove(record),
                    {danger: true, label: `Delete ${record.name}`, ask: `Delete ${record.name}?`}))},
        ],
    });

    return {
        title: `Names of ${network}`,
        view: () => listingView({
            title: "DNS", text: "Every node and client has its name already. These are names besides.",
            panel, content: form.view, above: change.view(), done: [deeds.problem(), convergence.view()],
            reading: names, search, table,
            nothing: ["No name besides", "Give a machine another name, or one to what has no agent."],
        }),
    };
}

function addressesOf(record) { return h("span", {class: "code"}, record.addresses.join("  ")); }
