// Everything that one network is set to: its options, its address ranges, its keys, and its end.

import {useStyles} from "../../view/styles.js";
import {h} from "../../view/element.js";
import {at} from "../../api/client.js";
import {makeChangeForm} from "../../parts/change-form.js";
import {makeConvergence} from "../../parts/convergence.js";
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
    /// The card of which nothing had to be saved.
    let unchanged = null;

    const parts = new Map(["network", "ways", "defaults", "names"].map((name) => {
        const convergence = makeConvergence(page, network);
        const form = makeChangeForm(page, {
            reading,
            fields: (value) => cardsOf(value).find((one) => one.name === name).fields,
            action: "Save",
            async send(values, changed, {tag}) {
                const patch = patchOf(changed, values);
                unchanged = patch === null ? name : null;
                return patch && page.call("PATCH", path, patch, {tag});
            },
            done(answer, before) {
                changed(answer, before);
                page.announce("Saved");
                convergence.follow(answer.revision);
            },
        });
        return [name, {form, convergence}];
    }));

    /// What one part changes takes nothing from what is typed in the others, and is what they build on.
    function changed(answer, before) {
        for (const {form} of parts.values()) form.keepUp(before, answer);
        reading.take(answer);
    }

    function cardsOf(value) { return cards(value, {mayCommand: page.session.mayCommand}); }

    const ranges = makeRanges(page, {network, reading, changed});
    const keys = makeKeyRefresh(page, {network, reading, changed});
    const end = makeEnd(page, network, reading);

    return {
        title: `Settings of ${network}`,
        view: () => [
            h("div", {class: "page-head"}, h("div", null, h("h1", null, "Settings"),
                reading.value && h("p", null, `Everything that ${reading.value.displayName} is set to.`))),
            readingView(reading, (value) => {
                return [
                    cardsOf(value).map(({name, title, text}) => {
                        const {form, convergence} = parts.get(name);
                        return h("section", {key: name, class: "card settings-card", "aria-label": title},
                            h("h2", null, title), text && h("p", {class: "faint"}, text), form.view(value),
                            unchanged === name && h("p", {class: "faint", role: "status"}, "Nothing was changed."),
                            convergence.view());
                    }),
                    ranges.view(value),
                    keys.view(),
                    page.session.isSuper && end.view(value),
                ];
            }),
        ],
    };
}
