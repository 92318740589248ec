// Where it begins: finds out who is there, follows what happens, and shows the page that the address names.

import {Store} from "../store/store.js";
import {followEvents} from "../api/events.js";
import {Problem, asProblem} from "../api/problem.js";
import {h} from "../view/element.js";
import {patch} from "../view/patch.js";
import {problemView} from "../parts/problem.js";
import {loadingView} from "../parts/loading.js";
import {frame} from "./frame.js";
import {Page} from "./page.js";
import {match} from "./route.js";
import {routes} from "./routes.js";
import {Session} from "./session.js";

const root = document.getElementById("app");
const session = new Session(whoChanged);
const store = new Store(redraw);

/// Where we are: `{match, page, shown, problem, isRetried}`; `shown` is null while the page's code is on its way.
let place = {match: null, page: null, shown: null, problem: null};
let stopFollowing = null;
let standing = "off";
let said = "";
let isDrawingSoon = false;
/// How often another page was gone to.
let moves = 0;

begin();

async function begin() {
    window.dispatchEvent(new Event("begun"));
    for (let wait = 1_000; !await isKnown(); wait = Math.min(2 * wait, longestWait)) await pause(wait);
    place.problem = null;
    window.addEventListener("hashchange", () => go(true));
    whoChanged();
}

/// Whether it could be found out who is there; says why not.
async function isKnown() {
    try {
        await session.begin();
        return true;
    } catch (error) {
        place.problem = asProblem(error);
        place.isRetried = true;
        draw();
        return false;
    }
}

function pause(time) { return new Promise((resolve) => { setTimeout(resolve, time); }); }

/// The longest between two tries to find out who is there, in milliseconds.
const longestWait = 15_000;

/// How long the first page waits for the stream, in milliseconds: what is read before it has to be read again.
const patience = 500;

/// Somebody has signed in or out.
async function whoChanged() {
    stopFollowing?.();
    stopFollowing = null;
    standing = "off";
    store.clear();
    if (session.account) {
        const opened = Promise.withResolvers();
        stopFollowing = followEvents({
            tell: (event) => store.tell(event),
            live: (event) => store.live(event),
            reset: () => store.reset(),
            standing: (name) => {
                standing = name;
                opened.resolve();
                redraw();
            },
        });
        const before = moves;
        await Promise.race([opened.promise, pause(patience)]);
        // Whoever was made an admin is sent on, and is there already.
        if (moves !== before) return;
    }
    go(true);
}

/// Shows the page that the address names.
async function go(isMoved) {
    moves += 1;
    place.page?.leave();
    const found = session.account ? match(routes, location.hash || "#/") : null;
    const route = found?.route ?? (session.account
        ? {page: () => import("../pages/missing/missing.js")} : {page: () => import("../pages/sign-in/sign-in.js")});
    const page = new Page({
        params: found?.params ?? {}, query: found?.query ?? {}, session, store, redraw, announce,
    });
    const mine = place = {match: found, page, shown: null, problem: null};
    try {
        const module = await code(route);
        if (page.isOver) return;
        mine.shown = module.default(page);
    } catch (error) {
        console.warn(error);
        mine.problem = asProblem(error);
        mine.isRetried = mine.problem.kind === noCode;
    }
    if (place !== mine) return;
    draw();
    if (mine.shown) window.dispatchEvent(new Event("shown"));
    else if (mine.isRetried) window.dispatchEvent(new Event("unshowable"));
    // For who measures.
    performance.mark("shown");
    if (isMoved) arrive();
}

/// A page's code. The files of a release go with it, and this page may be of an older one than the server; or they do not
/// come.
async function code(route) {
    const late = pause(codePatience).then(() => { throw new Error("its code does not come"); });
    try {
        return await Promise.race([route.page(), late]);
    } catch (error) {
        throw new Problem({type: noCode, detail: String(error?.message ?? error), remedy: "check the connection to the server"});
    }
}

/// How long a page's code may take, in milliseconds.
const codePatience = 20_000;
const noCode = "no-code";

/// Whoever listens to the page hears where they are, and whoever types goes on from there.
function arrive() {
    window.scrollTo(0, 0);
    const wanted = root.querySelector("main [autofocus]") ?? root.querySelector("main h1");
    if (wanted?.localName === "h1") wanted.tabIndex = -1;
    wanted?.focus();
}

/// Draws soon, and once for all that has changed until then.
function redraw() {
    if (isDrawingSoon) return;
    isDrawingSoon = true;
    queueMicrotask(draw);
}

function draw() {
    isDrawingSoon = false;
    const title = typeof place.shown?.title === "function" ? place.shown.title() : place.shown?.title;
    document.title = title ? `${title} · Netmaker` : "Netmaker";
    patch(root, frame({session, match: place.match, standing, said, content: content(), signOut}));
}

function content() {
    if (place.problem) {
        return [h("h1", null, "This page cannot be shown"), problemView(place.problem),
            place.isRetried && h("p", {role: "status"}, "It is tried again by itself as soon as the server answers."),
            h("p", null, h("button", {type: "button", on: {click: () => location.reload()}}, "Reload the page"))];
    }
    return place.shown ? place.shown.view() : loadingView();
}

async function signOut() {
    try {
        await session.signOut();
    } catch (error) {
        place.problem = asProblem(error);
        redraw();
    }
}

function announce(text) {
    said = text;
    redraw();
}
