// One network as a picture.

import {h} from "../../view/element.js";

export default function picturePage(page) {
    return {
        title: "Picture",
        view: () => [h("h1", null, "Picture"), h("p", {class: "faint"}, "nmctl does this for now.")],
    };
}
