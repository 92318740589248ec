// What was changed, by whom and when: of one network, or of the whole server.

import {h} from "../../view/element.js";

export default function historyPage(page) {
    return {
        title: "History",
        view: () => [h("h1", null, "History"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
