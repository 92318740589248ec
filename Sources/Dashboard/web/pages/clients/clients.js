// One network's external clients.

import {h} from "../../view/element.js";

export default function clientsPage(page) {
    return {
        title: "External clients",
        view: () => [h("h1", null, "External clients"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
