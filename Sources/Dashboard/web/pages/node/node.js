// One node: what it is, what the server sees of it, and what an admin may do to it.

import {h} from "../../view/element.js";

export default function nodePage(page) {
    return {
        title: "Node",
        view: () => [h("h1", null, "Node"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
