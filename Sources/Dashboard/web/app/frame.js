// What stands round every page: the head with the menu, one network's tabs, and what is said aloud.

import {h} from "../view/element.js";
import {link} from "./route.js";
import {routes} from "./routes.js";

/// The whole page.
///
/// - `content`: what the page itself looks like.
/// - `match`: where we are; null before anybody is signed in.
/// - `standing`: "live", "slow", "waiting" or "off".
export function frame({session, match, standing, said, content, signOut}) {
    const account = session.account;
    return [
        h("a", {class: "skip", href: "#content", on: {click: skip}}, "Skip to the content"),
        h("header", {class: "head"},
            h("a", {class: "brand", href: "#/"}, mark(), "Netmaker"),
            account && menu(session, match),
            account && h("div", {class: "who"},
                standingView(standing),
                h("a", {class: "quiet", href: "#/account", "aria-current": isAt(match, "/account")}, account.user.name),
                h("button", {type: "button", class: "plain", on: {click: signOut}}, "Sign out"))),
        match?.route.area === "network" && tabs(match),
        h("main", {id: "content", tabindex: "-1", class: account ? "content" : "content narrow"}, content),
        h("div", {class: "unseen", "aria-live": "polite", role: "status"}, said),
    ];
}

/// The address stays: "#content" would be taken for a page.
function skip(event) {
    event.preventDefault();
    document.getElementById("content").focus();
}

function menu(session, match) {
    const entries = routes.filter((route) =>
        route.area === "server" && route.tab && (!route.superOnly || session.isSuper));
    return h("nav", {class: "menu", "aria-label": "Main"},
        h("ul", null, entries.map((route) =>
            h("li", null, h("a", {
                href: "#" + route.path,
                "aria-current": route === match?.route ? "page" : belongs(route, match) ? "true" : null,
            }, route.tab)))));
}

/// One network's pages are the networks' pages, and one user's the users'.
function belongs(route, match) {
    return route.path === "/networks" ? match?.route.area === "network"
        : match?.route.path.startsWith(route.path + "/:");
}

function isAt(match, path) { return match?.route.path === path ? "page" : null; }

function tabs(match) {
    const name = match.params.network;
    return h("nav", {class: "tabs", "aria-label": `Network ${name}`},
        h("span", {class: "tabs-name"}, name),
        h("ul", null, routes.filter((route) => route.area === "network" && route.tab).map((route) => {
            const isCurrent = route === match.route || match.route.path.startsWith(route.path + "/:");
            const href = link`/networks/${name}` + route.path.slice("/networks/:network".length);
            return h("li", null, h("a", {href, "aria-current": isCurrent ? "page" : null}, route.tab));
        })));
}

function standingView(standing) {
    const words = {
        live: ["Live", "What you see changes as it happens"],
        slow: ["Every 5 s",
            "Other pages of this browser have the streams that it may hold: what you see is read now and then"],
        waiting: ["Reconnecting", "What you see may be old: the server cannot be reached"],
    }[standing];
    return words && h("span", {class: `standing ${standing}`, title: words[1]}, words[0]);
}

function mark() {
    return h("svg", {viewBox: "0 0 32 32", class: "mark", "aria-hidden": "true"},
        h("path", {d: "M7 25 16 6l9 19z"}), h("circle", {cx: 16, cy: 7, r: 4}), h("circle", {cx: 7, cy: 24, r: 4}),
        h("circle", {cx: 25, cy: 24, r: 4}));
}
