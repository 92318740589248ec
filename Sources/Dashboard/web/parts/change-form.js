// A form that changes something that is there. A change builds on what its form began with, and not on what others have
// made of it since: so that whoever was faster is named, and nothing is lost.

import {h} from "../view/element.js";
import {makeForm} from "./form.js";

/// A form of a page's; keep it as long as the page.
///
/// - `reading`: of what is changed: one object's, or one of a list's.
/// - `fields(value)`: as a form has them, of what it begins with.
/// - `send(values, changed, begun)`: asks the server, on `begun.tag`, and gives its answer; null where nothing was to
///   be changed.
/// - `done(answer, before)`: after it; `before` is the tag that it was built on, which the page's other forms `keepUp`
///   with.
export function makeChangeForm(page, {reading, fields, action, send, done, cancel}) {
    /// `{value, tag}`.
    let begun = null;
    /// What has been typed and is not in force, by the names of the fields.
    const typed = new Map();

    const form = makeForm(page, {
        fields: () => fields(begun.value).map((field) =>
            typed.has(field.name) ? {...field, typed: typed.get(field.name)} : field),
        action, cancel,
        async submit(values, changed) {
            const {tag} = begun;
            const sent = [...typed];
            try {
                const answer = await send(values, changed, begun);
                // What was typed meanwhile is still to be sent, and builds on this.
                for (const [name, content] of sent) if (typed.get(name) === content) typed.delete(name);
                if (answer === null) return;
                begun = {value: answer.value, tag: answer.tag};
                reading.take(answer);
                done(answer, tag);
            } catch (error) {
                // What was typed stays, and counts against what there is now: sent again, it is meant.
                if (error.kind === "precondition-failed") begun = {...begun, tag: `"${error.currentRevision}"`};
                throw error;
            }
        },
    });

    function note({target}) {
        typed.set(target.name, target.type === "checkbox" ? target.checked : target.value);
    }

    return {
        view(value) {
            // While nobody types, it shows what there is.
            if (begun === null || typed.size === 0) begun = {value, tag: reading.tag};
            return h("div", {on: {input: note, change: note}}, form.view());
        },
        /// What the page itself changed elsewhere takes nothing from what is typed here.
        ///
        /// - `before`: the tag that it was built on; `answer`: the server's, to that change.
        keepUp(before, answer) {
            if (begun?.tag === before) begun = {...begun, tag: answer.tag ?? `"${answer.revision}"`};
        },
        clear() {
            typed.clear();
            form.clear();
        },
    };
}
