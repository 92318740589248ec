// The end of a network, for who types its name.

import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {Problem} from "../../api/problem.js";
import {makeForm} from "../../parts/form.js";

/// Keep it as long as the page.
export function makeEnd(page, network, reading) {
    const form = makeForm(page, {
        fields: [{name: "confirmation", label: `Type ${network} to delete it`, required: true, isCode: true}],
        action: "Delete the network",
        danger: true,
        async submit(values) {
            if (values.confirmation !== network) {
                throw new Problem({detail: "that is not its name", remedy: `type ${network}, or leave it as it is`,
                    field: "confirmation"});
            }
            await page.call("DELETE", at`/networks/${network}` + (reading.value.nodeCount > 0 ? "?force=true" : ""));
            page.go`/networks`;
        },
    });

    return {
        view: ({nodeCount}) => h("section", {key: "end", class: "card settings-card settings-end",
            "aria-label": "Delete the network"},
            h("h2", null, "Delete the network"),
            h("p", null,
                nodeCount === 0 ? "It has no machines." : nodeCount === 1 ? "Its one machine is removed with it."
                : `Its ${nodeCount} machines are removed with it.`,
            " Access keys, clients and names go too. This cannot be undone; its history stays in the server's."),
            form.view()),
    };
}
