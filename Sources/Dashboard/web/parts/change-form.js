// A form that changes something that is there. A change builds on what its form began with, and not on what others have
// made of it since: so that whoever was faster is named, and nothing is lost.

import {h} from "../view/element.js";
import {makeForm} from "./form.js";

/// A form of a page's; keep it as long as the page.
///
/// - `reading`: of what is changed.
/// - `fields(value)`: as a form has them, of what it begins with.
/// - `send(values, changed, begun)`: asks the server, on `begun.tag`, and gives its answer; null where nothing was to
///   be changed.
/// - `done(answer, before)`: after it; `before` is the tag that it was built on, which the page's other forms `keepUp`
///   with.
export function makeChangeForm(page, {reading, fields, action, send, done, cancel}) {
    /// `{value, tag}`.
    let begun = null;
    let isTyped = false;

    const form = makeForm(page, {
        fields: () => fields(begun.value),
        action, cancel,
        async submit(values, changed) {
            try {
                const {tag} = begun;
                const answer = await send(values, changed, begun);
                isTyped = false;
                if (answer?.value) begun = {value: answer.value, tag: answer.tag};
                if (answer) done(answer, tag);
            } catch (error) {
                // What was typed stays, and counts against what there is now: sent again, it is meant.
                if (error.kind === "precondition-failed") begun = {...begun, tag: `"${error.currentRevision}"`};
                throw error;
            }
        },
    });
    const typed = () => { isTyped = true; };

    return {
        view(value) {
            // While nobody types, it shows what there is.
            if (begun === null || !isTyped) begun = {value, tag: reading.tag};
            return h("div", {on: {input: typed, change: typed}}, form.view());
        },
        /// What the page itself changed elsewhere takes nothing from what is typed here.
        ///
        /// - `before`: the tag that it was built on; `answer`: the server's, to that change.
        keepUp(before, answer) {
            if (begun?.tag === before) begun = {...begun, tag: answer.tag ?? `"${answer.revision}"`};
        },
        clear() {
            isTyped = false;
            form.clear();
        },
    };
}
