// A place where there is nothing yet: what would be there, and how it comes there.

import {h} from "../view/element.js";

export function empty(title, text, ...actions) {
    return h("div", {class: "empty"}, h("h2", null, title), h("p", null, text), h("p", null, actions));
}
