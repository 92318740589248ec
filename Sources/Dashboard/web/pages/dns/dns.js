// One network's names.

import {h} from "../../view/element.js";

export default function dnsPage(page) {
    return {
        title: "DNS",
        view: () => [h("h1", null, "DNS"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
