// What becomes of an access key that machines have already: how many more it admits, until when, and what they get.

import {makeChangePanel} from "../../parts/change-panel.js";
import {makeLifetime} from "../../parts/lifetime.js";
import {relative} from "../../parts/time.js";
import {textOf, wordsOf} from "../../parts/words.js";

/// The place where one key is changed; keep it as long as the page.
///
/// - `keys`: the reading of the list.
/// - `place(key)`: its path.
/// - `opened()`: called when it opens, for what it takes the place of.
export function makeChange(page, {keys, place, opened}) {
    return makeChangePanel(page, {
        list: keys, opened, hint: "Its secret stays as it is, and nodes that joined by it keep what they got.",
        form: () => {
            const lifetime = makeLifetime(page, {label: "Expires", hasTimes: true, keeps: true});
            /// What is chosen, where it is another.
            let isUnlimited = null;
            return {
                fields: (key) => [
                    {name: "name", label: "Name", isCode: true, required: true, value: key.name},
                    {name: "uses", label: "How many more machines may join by it", type: "number", min: 0,
                        required: true, value: key.uses === "unlimited" ? 1 : key.uses,
                        disabled: isUnlimited ?? key.uses === "unlimited",
                        hint: "With 0 it admits nobody, until you give it more."},
                    {name: "unlimited", label: "Any number of machines", type: "checkbox",
                        value: key.uses === "unlimited",
                        on: {change: (event) => { isUnlimited = event.target.checked; page.redraw(); }}},
                    ...lifetime.fields(keptText(key)),
                    {name: "tags", label: "Tags", isCode: true, value: textOf(key.tags),
                        hint: "Nodes that join by it from now on are found by these."},
                    {name: "ephemeral", label: "Ephemeral", type: "checkbox", value: key.ephemeral,
                        hint: "Nodes that join by it from now on go when their agent has been away for some minutes."},
                ],
                send: (values, changed, {value, tag}) =>
                    page.call("PATCH", place(value), patchOf(values, changed, lifetime), {tag}),
                done: ({value}) => page.announce(`${value.name} is changed`),
            };
        },
    });
}

/// What the server is told: what was changed, and nothing else.
function patchOf(values, changed, lifetime) {
    const patch = {...lifetime.changeOf(values)};
    if ("uses" in changed || "unlimited" in changed) patch.uses = values.unlimited ? "unlimited" : values.uses;
    if ("tags" in changed) patch.tags = wordsOf(changed.tags);
    for (const name of ["name", "ephemeral"]) if (name in changed) patch[name] = changed[name];
    return patch;
}

function keptText(key) {
    if (key.expiresAt === undefined) return "Never, as it is";
    const when = relative(key.expiresAt, Date.now());
    return Date.parse(key.expiresAt) <= Date.now() ? `It expired ${when}` : `As it is: ${when}`;
}
