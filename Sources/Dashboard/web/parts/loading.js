// While something is on its way. Shown late, so that what comes at once does not flicker.

import {h} from "../view/element.js";

export function loadingView() { return h("p", {class: "loading", role: "status"}, "Loading …"); }
