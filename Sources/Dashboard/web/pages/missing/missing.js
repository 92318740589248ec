// An address that means nothing.

import {h} from "../../view/element.js";

export default function missingPage() {
    return {
        title: "Not found",
        view: () => [h("h1", null, "There is nothing here"),
            h("p", null, h("a", {href: "#/"}, "Go to the overview"))],
    };
}
