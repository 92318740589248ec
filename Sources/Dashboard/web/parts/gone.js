// What is said and where the focus goes when something has been deleted: its button went with it.

import {focusHeading} from "./focus.js";

export function gone(page, name) {
    page.announce(`${name} is deleted`);
    focusHeading();
}
