// Everything that one network is set to: its options, its address ranges, its keys, and its end.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeConvergence} from "../../parts/convergence.js";
import {makeForm} from "../../parts/form.js";
import {readingView} from "../../parts/reading.js";
import {cards, patchOf} from "./fields.js";
import {makeEnd} from "./end.js";
import {makeKeyRefresh} from "./key-refresh.js";
import {makeRanges} from "./ranges.js";

await useStyles(import.meta.url, "./settings.css");

export default function settingsPage(page) {
    const {network} = page.params;
    const path = at`/networks/${network}`;
    const reading = page.network();
    const user = page.session.account.user;
    const mayCommand = page.session.isSuper || user.commands === "granted";
    /// What the forms began with: a change builds on that, and not on what others have made of it since.
    let begun = null;
    /// The cards in which something is typed that is not saved.
    const touched = new Set();
    /// The card of which nothing had to be saved.
    let unchanged = null;

    const parts = new Map(["network", "ways", "defaults", "names"].map((name) => {
        const convergence = makeConvergence(page, network);
        const form = makeForm(page, {
            fields: () => card(name).fields,
            action: "Save",
            submit: (values, changed) => save(name, patchOf(changed, values), convergence),
        });
        return [name, {form, convergence}];
    }));

    function card(name) { return cards(begun.value, {mayCommand}).find((one) => one.name === name); }

    async function save(name, patch, convergence) {
        unchanged = patch === null ? name : null;
        if (patch === null) return;
        try {
            const answer = await page.call("PATCH", path, patch, {tag: begun.tag});
            begun = {value: answer.value, tag: answer.tag};
            touched.delete(name);
            page.announce("Saved");
            convergence.follow(answer.revision);
        } catch (error) {
            // What was typed stays, and counts against what there is now: sent again, it is meant.
            if (error.kind === "precondition-failed") begun = {...begun, tag: `"${error.currentRevision}"`};
            throw error;
        }
    }

    const ranges = makeRanges(page, network, reading);
    const keys = makeKeyRefresh(page, network);
    const end = page.session.isSuper ? makeEnd(page, network, reading) : null;

    return {
        title: `Settings of ${network}`,
        view: () => [
            h("div", {class: "page-head"}, h("div", null, h("h1", null, "Settings"),
                reading.value && h("p", null, `Everything that ${reading.value.displayName} is set to.`))),
            readingView(reading, (value) => {
                // As long as nobody has typed anything, the forms show what others make of it.
                if (begun === null || touched.size === 0) begun = {value, tag: reading.tag};
                return [
                    cards(begun.value, {mayCommand}).map(({name, title, text}) => {
                        const {form, convergence} = parts.get(name);
                        return h("section", {key: name, class: "card settings-card", "aria-label": title, on: {input: () => touched.add(name), change: () => touched.add(name)}},
                            h("h2", null, title), text && h("p", {class: "faint"}, text), form.view(),
                            unchanged === name && h("p", {class: "faint", role: "status"}, "Nothing was changed."),
                            convergence.view());
                    }),
                    ranges.view(value),
                    keys.view(),
                    end?.view(value),
                ];
            }),
        ],
    };
}
