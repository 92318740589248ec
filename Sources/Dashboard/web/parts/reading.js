// Something that is read from the server: on its way, not to be had, or there.

import {problemView} from "./problem.js";
import {loadingView} from "./loading.js";

/// - `view(value)`: what it looks like once it is there; what was there before is kept when a later reading fails.
export function readingView(reading, view) {
    const value = reading.items !== undefined ? reading.items : reading.value;
    return [problemView(reading.problem), value !== null ? view(value) : !reading.problem && loadingView()];
}
