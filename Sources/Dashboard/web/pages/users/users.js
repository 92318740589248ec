// Users and what they may do.

import {h} from "../../view/element.js";

export default function usersPage(page) {
    return {
        title: "Users",
        view: () => [h("h1", null, "Users"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
