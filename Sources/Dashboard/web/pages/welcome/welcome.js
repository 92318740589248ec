// From a bare server to machines that reach each other: a network, the line that joins a machine, and the machines as
// they arrive.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {makeForm} from "../../parts/form.js";
import {problemView} from "../../parts/problem.js";
import {copyable} from "../../parts/copy.js";
import {nodeStatus} from "../../parts/status.js";
import {freeRange} from "../../mesh/ranges.js";

await useStyles(import.meta.url, "./welcome.css");

export default function welcomePage(page) {
    return page.params.network === undefined ? networkStep(page) : machinesStep(page, page.params.network);
}

/// The first step: a network.
function networkStep(page) {
    const networks = page.list("/networks", {kind: "network"});
    const form = makeForm(page, {
        fields: () => [
            {name: "name", label: "Name", required: true, autofocus: true, isCode: true, placeholder: "my-office",
                hint: "Up to twelve small letters, digits and dashes. Machines are called after it: web.my-office"},
            {name: "ipv4Range", label: "Address range", required: true, isCode: true,
                value: freeRange((networks.items ?? []).map((network) => network.ipv4Range)),
                hint: "Addresses that machines get in this network, and that nothing else near them uses."},
        ],
        action: "Create the network",
        async submit(values) {
            await page.call("POST", "/networks", values);
            page.go`/welcome/${values.name}`;
        },
    });
    return {
        title: "A network",
        view: () => [
            head(1, "Create a network", "Machines in it reach each other privately, wherever they are."),
            h("div", {key: "network", class: "card step"}, networks.items === null ? null : form.view()),
        ],
    };
}

/// The second and the third: a key, and who comes by it.
function machinesStep(page, network) {
    const nodes = page.list(at`/networks/${network}/nodes`, {kind: "node", network});
    let key = null;
    page.holdsSecret(() => { key = null; });
    let uses = "10";
    const form = makeForm(page, {
        fields: [{name: "uses", label: "How many machines may join by it", type: "select", value: uses, required: true,
            options: ["1", "2", "10", "50"].map((value) => ({value, text: value}))}],
        action: "Make an access key",
        async submit(values) {
            uses = values.uses;
            key = (await page.call("POST", at`/networks/${network}/keys`, {uses: Number(uses)})).value;
            page.announce("The access key is made");
        },
    });

    function keyView() {
        if (key === null) {
            return [h("p", null, "A machine joins by an access key. It is shown once, and the server keeps no copy."),
                form.view()];
        }
        return [
            h("p", null, "Run this on a machine, as root:"),
            copyable(page, "join line", `netclient join -t ${key.token}`),
            key.installCommand && h("p", null, "On a machine without netclient, this installs it and joins:"),
            key.installCommand && copyable(page, "install line", key.installCommand),
            h("p", {class: "hint"}, "This is shown once. Whoever has it can join: keep it to yourself."),
        ];
    }

    function arrivals() {
        const there = nodes.items ?? [];
        const online = there.filter((node) => node.live.status === "applied");
        return [
            h("h2", null, there.length === 0 ? "Waiting for the first machine" : there.length === 1
                ? "The first machine is here" : `${there.length} machines are here`),
            problemView(nodes.problem),
            there.length === 0 && h("p", {class: "waiting faint"}, "It appears here the moment it joins."),
            h("ul", {class: "arrivals", "aria-label": "Machines", "aria-live": "polite"}, there.map((node) =>
                h("li", {key: node.id, class: "arrival"},
                    h("a", {href: link`/networks/${network}/nodes/${node.name}`}, node.name),
                    h("span", {class: "code faint"}, node.ipv4 ?? node.ipv6), nodeStatus(node)))),
            online.length >= 2 && h("p", {key: "ping"}, "They reach each other now: try ",
                h("code", null, `ping ${online[1].name}.${network}`),
                " on ", online[0].name, "."),
            there.length > 0 && h("p", {key: "go"}, h("a", {class: "go", href: link`/networks/${network}`},
                "Go to the network")),
        ];
    }

    return {
        title: `Machines for ${network}`,
        view: () => [
            head(key === null ? 2 : 3, "Bring in machines", `They join the network ${network}.`),
            h("div", {key: "key", class: "card step"}, keyView()),
            h("section", {key: "arrivals", class: "card step"}, arrivals()),
        ],
    };
}

function head(current, title, text) {
    const steps = ["Network", "Access key", "Machines"];
    return h("div", {key: "head", class: "welcome-head"},
        h("ol", {class: "steps", "aria-label": "Steps"}, steps.map((step, index) =>
            h("li", {"aria-current": index + 1 === current ? "step" : null,
                class: index + 1 < current ? "past" : null}, step))),
        h("h1", null, title), h("p", {class: "faint"}, text));
}
