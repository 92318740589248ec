// What a form began with. A change builds on that, and not on what others have made of it since: so that whoever was
// faster is named, and nothing is lost.

import {makeForm} from "../../parts/form.js";
import {h} from "../../view/element.js";

/// A form that changes a node; keep it as long as the page.
///
/// - `fields(node)`: as a form has them.
/// - `send(values, changed, begun)`: asks the server, and gives its answer.
/// - `done(answer)`: after it.
export function makeNodeForm(page, {reading, fields, action, send, done, cancel}) {
    let begun = null;
    let isTyped = false;

    const form = makeForm(page, {
        fields: () => fields(begun.value),
        action, cancel,
        async submit(values, changed) {
            try {
                const answer = await send(values, changed, begun);
                isTyped = false;
                begun = answer.value ? {value: answer.value, tag: answer.tag} : begun;
                done(answer);
            } catch (error) {
                // What was typed stays, and counts against what there is now: sent again, it is meant.
                if (error.kind === "precondition-failed") begun = {...begun, tag: `"${error.currentRevision}"`};
                throw error;
            }
        },
    });

    return {
        view(node) {
            // While nobody types, it shows what there is.
            if (begun === null || !isTyped) begun = {value: node, tag: reading.tag};
            return h("div", {on: {input: () => { isTyped = true; }}}, form.view());
        },
        clear() {
            isTyped = false;
            form.clear();
        },
    };
}

/// "a, b" as its parts, and back.
export function listOf(text) { return (text ?? "").split(/[\s,]+/).filter((part) => part !== ""); }

export function textOf(list) { return (list ?? []).length > 0 ? list.join(", ") : null; }
