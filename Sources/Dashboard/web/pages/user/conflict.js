// Who changed a user meanwhile, and what: the answer to a change that came too late does not say it, the history does.

import {person} from "../../parts/changes.js";

/// Adds to a problem what it is about.
///
/// - `revision`: of the user, as the change took them to be.
export async function tellChanges(page, problem, name, revision) {
    const query = new URLSearchParams({kind: "user", name, limit: 10});
    const {value} = await page.call("GET", `/history?${query}`);
    problem.changes = changesOf(value.items, name, revision);
}

/// Of a history the changes of one user since a revision, oldest first, as problems have them. Pure.
export function changesOf(rows, name, revision) {
    return rows.filter((row) => row.network === undefined && row.revision > revision).reverse().map((row) => {
        const fields = row.objects.filter((object) => object.kind === "user" && object.name === name)
            .flatMap((object) => object.fields);
        return {
            actor: `user:${person(row.actor)}`, time: row.time, fields: fields.map((field) => field.field),
            before: textsOf(fields, "before"), after: textsOf(fields, "after"),
        };
    }).filter((change) => change.fields.length > 0);
}

/// A field that held nothing is left out.
function textsOf(fields, when) {
    return Object.fromEntries(fields.filter((field) => field[when] !== undefined).map((field) =>
        [field.field, field[when]]));
}
