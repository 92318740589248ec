// One network's access keys.

import {h} from "../../view/element.js";

export default function keysPage(page) {
    return {
        title: "Access keys",
        view: () => [h("h1", null, "Access keys"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
