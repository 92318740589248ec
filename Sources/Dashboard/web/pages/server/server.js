// The server: who it is and how it is.

import {h} from "../../view/element.js";

export default function serverPage(page) {
    return {
        title: "Server",
        view: () => [h("h1", null, "Server"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
