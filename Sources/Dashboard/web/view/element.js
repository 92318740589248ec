// What a page looks like, as plain values: `h("a", {href: "#/"}, "text")`. Text becomes text nodes and nothing else, so
// that a name is inert whatever is in it; what could be run is refused here, and by the page's policy once more.

/// What may stand in `href` and `src`: places in this page, on this server, and pictures of our own making.
const places = /^(#|\/(?!\/)|blob:|data:image\/png;base64,)/;
const forbidden = /^(on|style$|srcdoc$|formaction$)/i;

const svgTags = new Set(["svg", "g", "path", "circle", "line", "rect", "text", "title-of", "polyline", "polygon"]);

/// An element to be.
///
/// - `attributes`: as HTML has them; `true` for one without a value, and none for `false`, `null` and `undefined`.
///   Besides: `key` (who it is among its siblings), `on` (`{click: f}`), `css` (`{"--share": 0.5}`, custom properties),
///   `mounted` (called with the element once it is in the page).
/// - `children`: elements, texts, numbers, lists of them; `null` and `false` are left out.
export function h(tag, attributes, ...children) {
    const given = attributes ?? {};
    for (const [name, value] of Object.entries(given)) {
        if (name === "on") continue;
        if (forbidden.test(name)) throw new TypeError(`${name} is no attribute that is set`);
        if ((name === "href" || name === "src") && value != null && !places.test(value)) {
            throw new TypeError(`${name} leads away: ${value}`);
        }
    }
    return {tag, attributes: given, children: flat(children), key: given.key, isDrawing: svgTags.has(tag)};
}

/// Lists opened, and what is not shown left out.
export function flat(children) {
    const result = [];
    for (const child of children) {
        if (child === null || child === undefined || child === false || child === true) continue;
        if (Array.isArray(child)) result.push(...flat(child));
        else result.push(typeof child === "object" ? child : String(child));
    }
    return result;
}
