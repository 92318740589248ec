// One network's access keys: which there are, new ones, what becomes of them, and their end.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeDeeds} from "../../parts/deed.js";
import {focusHeading} from "../../parts/focus.js";
import {makeForm} from "../../parts/form.js";
import {gone} from "../../parts/gone.js";
import {makeLifetime} from "../../parts/lifetime.js";
import {listingView} from "../../parts/listing.js";
import {makePanel} from "../../parts/panel.js";
import {makeSearch} from "../../parts/search.js";
import {status} from "../../parts/status.js";
import {makeTable} from "../../parts/table.js";
import {ago} from "../../parts/time.js";
import {wordsOf} from "../../parts/words.js";
import {makeChange} from "./change.js";
import {keyState, usesText} from "./key-state.js";
import {secretView} from "./secret.js";

await useStyles(import.meta.url, "./keys.css");

export default function keysPage(page) {
    const {network} = page.params;
    const path = at`/networks/${network}/keys`;
    const keys = page.list(path, {kind: "accessKey", network});
    const deeds = makeDeeds(page);
    const lifetime = makeLifetime(page, {label: "Expires"});
    const change = makeChange(page, {keys, place, opened: () => panel.end()});
    const search = makeSearch(page, {label: "Name or tag", textsOf: (key) => [key.name, ...key.tags]});
    let isUnlimited = false;
    /// The answer that has the secret; null once it has been put away.
    let made = null;
    page.holdsSecret(() => { made = null; });

    const panel = makePanel(page, {
        action: "New access key",
        parts: () => [form, lifetime],
        opened() {
            change.end();
            isUnlimited = false;
        },
    });

    const form = makeForm(page, {
        fields: () => [
            {name: "name", label: "Name", isCode: true, placeholder: "laptops",
                hint: "To tell your keys apart. Without one, the server makes one up."},
            {name: "uses", label: "How many machines may join by it", type: "number", min: 1, value: 1, required: true,
                disabled: isUnlimited},
            {name: "unlimited", label: "Any number of machines", type: "checkbox",
                on: {change: (event) => { isUnlimited = event.target.checked; page.redraw(); }}},
            ...lifetime.fields(),
            {name: "tags", label: "Tags", isCode: true, placeholder: "office, printer",
                hint: "Nodes that join by it are found by these."},
            {name: "ephemeral", label: "Ephemeral", type: "checkbox",
                hint: "Nodes that join by it go when their agent has been away for some minutes."},
        ],
        action: "Make the key",
        cancel: panel.close,
        async submit(values) {
            const body = {uses: values.unlimited ? "unlimited" : values.uses, ...lifetime.read(values)};
            if (values.name !== null) body.name = values.name;
            if (values.tags !== null) body.tags = wordsOf(values.tags);
            if (values.ephemeral) body.ephemeral = true;
            made = (await page.call("POST", path, body)).value;
            panel.end();
            page.announce("The access key is made");
        },
    });

    function place(key) { return at`/networks/${network}/keys/${key.id}`; }

    function putAway() {
        made = null;
        page.redraw();
        focusHeading();
    }

    async function remove(key) {
        await page.call("DELETE", place(key));
        change.end(key);
        if (made?.accessKey.id === key.id) made = null;
        gone(page, key.name);
    }

    const table = makeTable(page, {
        label: `Access keys of ${network}`,
        columns: [
            {title: "Name", cell: (key) => h("span", {class: "code key-name"}, key.name)},
            {title: "Status", cell: stateView},
            {title: "Machines", cell: (key) => h("span", {class: "number"}, usesText(key, Date.now()))},
            {title: "Expires", cell: (key) => key.expiresAt === undefined ? "never" : ago(key.expiresAt)},
            {title: "Nodes get", cell: (key) => grantText(key)},
            {title: "Made", isMinor: true, cell: (key) => ago(key.createdAt)},
            {title: "", cell: (key) => h("div", {class: "deeds"}, change.button(key),
                deeds.button(`delete-${key.id}`, "Delete", () => remove(key), {
                    danger: true, label: `Delete ${key.name}`, ask: `Delete ${key.name}? Nodes that joined by it stay.`,
                }))},
        ],
    });

    return {
        title: `Access keys of ${network}`,
        view: () => listingView({
            title: "Access keys", text: "A machine joins the network by one.",
            panel, content: form.view, above: [made && secretView(page, made, putAway), change.view()],
            done: deeds.problem(), reading: keys, search, table,
            nothing: ["No access key yet", "Make one, and run its join line on each machine that is to join."],
        }),
    };
}

function stateView(key) {
    switch (keyState(key, Date.now())) {
    case "expired": return status("off", "Expired");
    case "spent": return status("off", "Used up");
    default: return status("good", "Admits machines");
    }
}

function grantText(key) {
    return [...key.tags, ...key.ephemeral ? ["ephemeral"] : []].join(", ") || null;
}
