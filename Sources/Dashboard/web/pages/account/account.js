// One's own account: password, sessions, API tokens.

import {h} from "../../view/element.js";

export default function accountPage(page) {
    return {
        title: "Your account",
        view: () => [h("h1", null, "Your account"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
