// One external client.

import {h} from "../../view/element.js";

export default function clientPage(page) {
    return {
        title: "External client",
        view: () => [h("h1", null, "External client"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
