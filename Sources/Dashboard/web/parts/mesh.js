// What every picture of a mesh has, a large one and one in small.

import {h} from "../view/element.js";

/// Where something is drawn, as custom properties: style/mesh.css moves it there.
export function at(spot) { return {"--x": `${spot.x}px`, "--y": `${spot.y}px`}; }

export function discView(disc) {
    return h("g", {key: disc.title, class: "disc", css: at(disc)}, h("circle", {r: disc.radius}));
}
