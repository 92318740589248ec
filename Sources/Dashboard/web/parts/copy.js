// Something to be copied whole, with a button for it.

import {h} from "../view/element.js";

/// - `label`: what it is, for the button and who listens.
/// - `isSecret`: whether it is shown this once.
export function copyable(page, label, text) {
    return h("div", {class: "copyable"},
        h("code", {tabindex: "0", "aria-label": label}, text),
        h("button", {type: "button", "aria-label": `Copy ${label}`,
            on: {click: (event) => copy(page, label, text, event)}}, "Copy"));
}

async function copy(page, label, text, event) {
    const button = event.currentTarget;
    try {
        await navigator.clipboard.writeText(text);
        page.announce(`${label} copied`);
        button.dataset.done = "true";
        setTimeout(() => delete button.dataset.done, 2000);
    } catch {
        // Not allowed here: what is selected can be copied by hand.
        getSelection().selectAllChildren(button.previousElementSibling);
        page.announce(`${label} is selected: copy it with your keyboard`);
    }
}
