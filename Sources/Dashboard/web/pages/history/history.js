// What was changed, by whom and when, with what each field was and is: of one network, or of the whole server.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {link} from "../../app/route.js";
import {at} from "../../api/client.js";
import {makeForm, isBlamed} from "../../parts/form.js";
import {loadingView} from "../../parts/loading.js";
import {problemView} from "../../parts/problem.js";
import {changeView, objectsView} from "./changes.js";
import {address, chosen, kindsIn, names} from "./filter.js";
import {makeReader} from "./reader.js";

await useStyles(import.meta.url, "./history.css");

export default function historyPage(page) {
    const {network} = page.params;
    const isOfServer = network === undefined;
    const base = isOfServer ? "#/history" : link`/networks/${network}/history`;
    const reader = makeReader(page, isOfServer ? "/history" : at`/networks/${network}/history`,
        (event) => isOfServer || event.network === network);
    const difference = isOfServer ? null : makeDifference(page, network);
    let filter = chosen(page.query);
    /// Another form for another filter: what was typed in the one before goes with it.
    let forms = 0;

    const form = makeForm(page, {
        fields: () => [
            {name: "actor", label: "Who", value: filter.actor, placeholder: "alice"},
            {name: "kind", label: "What", type: "select", value: filter.kind ?? "",
                options: [["", "Anything"], ...kindsIn(network)].map(([value, text]) => ({value, text}))},
            {name: "name", label: "Which", value: filter.name, placeholder: "web", isCode: true},
            ...isOfServer ? [{name: "network", label: "Network", value: filter.network, isCode: true}] : [],
            {name: "since", label: "Not before", type: "datetime-local", value: filter.since},
            {name: "until", label: "Before", type: "datetime-local", value: filter.until},
        ],
        action: "Show",
        submit: (values) => choose(chosen(values)),
    });

    async function choose(values) {
        filter = values;
        // The address can be kept and sent on, and the page stays where it is.
        history.replaceState(null, "", address(base, filter));
        await reader.begin(filter);
        const {problem} = reader;
        if (problem && names.some((name) => isBlamed({name}, problem))) {
            reader.problem = null;
            reader.rows = [];
            throw problem;
        }
        page.announce(reader.rows?.length === 0 ? "Nothing fits that" : `${reader.rows?.length} changes`);
    }

    reader.begin(filter);

    function all() {
        forms += 1;
        form.clear();
        choose({});
    }

    const isChosen = () => Object.keys(filter).length > 0;

    return {
        title: isOfServer ? "History" : `History of ${network}`,
        view: () => [
            h("div", {class: "page-head"}, h("div", null, h("h1", null, "History"), h("p", null, isOfServer
                ? "Everything that was changed on the server and in its networks, the newest first."
                : `Everything that was changed in ${network}, the newest first.`))),
            h("details", {key: "filter", class: "card history-filter", open: isChosen()},
                h("summary", null, isChosen() ? "Only some changes are shown" : "Look for something"),
                h("div", {key: `form ${forms}`}, form.view()),
                isChosen() && h("p", {key: "all"},
                    h("button", {type: "button", class: "plain", on: {click: all}}, "Show all changes"))),
            difference?.view(),
            problemView(reader.problem),
            reader.rows === null ? !reader.problem && loadingView()
                : reader.rows.length === 0 && reader.next === null
                    ? h("p", {key: "none", class: "faint"},
                        isChosen() ? "Nothing fits that." : "Nothing was changed yet.")
                    : h("ol", {key: "rows", class: "history", "aria-label": "Changes"},
                        reader.rows.map((change) => changeView(change, {isOfServer}))),
            reader.rows !== null && reader.next !== null && h("p", {key: "older"},
                h("button", {type: "button", disabled: reader.isLoading, on: {click: () => reader.older()}},
                    reader.rows.length === 0 ? "Nothing so far: look further back" : "Older changes")),
        ],
    };
}

/// What lies between two revisions of a network.
function makeDifference(page, network) {
    let found = null;
    const form = makeForm(page, {
        fields: [
            {name: "from", label: "From revision", type: "number", min: 1, hint: "Empty for the one before the other"},
            {name: "to", label: "To revision", type: "number", min: 1, hint: "Empty for the current one"},
        ],
        action: "Compare",
        async submit(values) {
            found = null;
            const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null));
            found = (await page.call("GET", at`/networks/${network}/diff` + `?${query}`)).value;
            const {length} = found.objects;
            page.announce(length === 1 ? "1 object differs" : `${length} objects differ`);
        },
    });
    return {
        view: () => h("details", {key: "difference", class: "card history-filter"},
            h("summary", null, "Compare two revisions"), form.view(),
            found && h("div", {key: "found", class: "history-found"},
                h("h2", null, `From revision ${found.from} to ${found.to}`),
                found.objects.length === 0 ? h("p", {class: "faint"}, "Nothing differs.")
                    : objectsView(found.objects))),
    };
}
