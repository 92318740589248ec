// One network's options.

import {h} from "../../view/element.js";

export default function settingsPage(page) {
    return {
        title: "Settings",
        view: () => [h("h1", null, "Settings"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
