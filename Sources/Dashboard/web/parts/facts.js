// What something is, fact by fact.

import {h} from "../view/element.js";

/// - `facts`: each `[name, value]`; one without a value is left out.
export function factsView(facts) {
    return h("dl", {class: "facts"}, facts.filter(([, value]) => value !== null).map(([name, value]) => [
        h("dt", {key: name}, name), h("dd", {key: `${name} is`}, value)]));
}

/// What is written as machines have it; null where there is none of it.
export function code(...texts) {
    const shown = texts.filter((text) => text !== undefined && text !== null);
    return shown.length === 0 ? null : h("span", {class: "code"}, shown.join("  "));
}
