// Where it begins: finds out who is there, follows what happens, and shows the page that the address names.

import {Store} from "../store/store.js";
import {followEvents} from "../api/events.js";
import {Problem, asProblem} from "../api/problem.js";
import {h} from "../view/element.js";
import {patch} from "../view/patch.js";
import {problemView} from "../parts/problem.js";
import {focusHeading} from "../parts/focus.js";
import {loadingView} from "../parts/loading.js";
import {frame} from "./frame.js";
import {Page} from "./page.js";
import {match} from "./route.js";
import {routes} from "./routes.js";
import {Session} from "./session.js";

const root = document.getElementById("app");
const session = new Session({cut: keep, changed: whoChanged});
const store = new Store(redraw);

/// Where we are: `{match, page, shown, problem, isRetried}`; `shown` is null while the page's code is on its way.
let place = nowhere();
let stopFollowing = null;
let standing = "off";
let said = "";
let isDrawingSoon = false;
/// How often another page was gone to.
let moves = 0;
/// What somebody was at when their session was cut: `{user, hash, place, content, focus}`; for nobody else.
let kept = null;
/// The pages for what is not there: their code is fetched when one is needed.
let absences = null;

begin();

async function begin() {
    window.dispatchEvent(new Event("begun"));
    for (let wait = 1_000; !await isKnown(); wait = Math.min(2 * wait, longestWait)) await pause(wait);
    place.problem = null;
    window.addEventListener("hashchange", () => go(true));
    window.addEventListener("resize", showTabs);
    // Another tab may have signed in meanwhile.
    document.addEventListener("visibilitychange", lookAgain);
    // What happened just now did so a minute ago a minute later.
    setInterval(() => { if (!document.hidden) redraw(); }, clock);
    window.addEventListener("focus", lookAgain);
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

/// How often times are told anew, in milliseconds.
const clock = 15_000;

/// The longest between two tries to find out who is there, in milliseconds.
const longestWait = 15_000;

/// How long the first page waits for the stream, in milliseconds: what is read before it has to be read again.
const patience = 500;

/// Somebody has signed in or out.
async function whoChanged() {
    stopFollowing?.();
    stopFollowing = null;
    const isBack = kept !== null && kept.user === session.account?.user.name && kept.hash === location.hash;
    if (!isBack && (session.account !== null || !session.isCut)) forget();
    standing = "off";
    said = "";
    // What somebody saw is not seen while what comes next is on its way.
    if (moves > 0 && place.shown === null) draw();
    if (session.account) {
        const opened = Promise.withResolvers();
        stopFollowing = followEvents({
            tell: (event) => store.tell(event),
            live: (event) => store.live(event),
            reset() {
                store.reset();
                // Meanwhile they may have been given a network, or lost one.
                if (standing !== "off") refresh();
            },
            standing: (name) => {
                standing = name;
                opened.resolve();
                redraw();
            },
        });
        const before = moves;
        await Promise.race([opened.promise, pause(patience)]);
        // Whoever was made an admin is sent on, and is there already; so is who went elsewhere.
        if (moves !== before) return drop();
    }
    if (isBack && kept !== null) resume();
    else go(true);
}

function lookAgain() {
    if (!document.hidden && session.account === null && !session.isBare) session.lookAgain();
}

/// Puts by what somebody is at, as it is: what they have typed, and what has been opened; but for what is shown once.
function keep() {
    if (!place.shown || !place.user) return;
    place.page.forgetSecrets();
    draw();
    const content = document.getElementById("content");
    const focus = content.contains(document.activeElement) ? document.activeElement : null;
    kept = {user: place.user, hash: location.hash, place, content, focus};
    content.replaceWith(content.cloneNode(false));
    place = nowhere();
}

/// Whoever is back goes on where they were.
function resume() {
    const {content, focus} = kept;
    place.page?.leave();
    place = kept.place;
    kept = null;
    document.getElementById("content").replaceWith(content);
    draw();
    if (focus === null) focusHeading();
    else focus.focus();
}

/// Nothing of one user's is left for the next.
function forget() {
    drop();
    if (place.user) {
        place.page.leave();
        place = nowhere();
    }
    store.clear();
}

function nowhere() { return {match: null, page: null, shown: null, problem: null}; }

function drop() {
    kept?.place.page.leave();
    kept = null;
}

async function refresh() {
    try {
        const was = isOthers(place.match);
        await session.refresh();
        if (was && !isOthers(place.match)) go(false);
        else redraw();
    } catch (error) {
        // The stream tells, by its breaking, that the server is away.
        if (asProblem(error) !== null) console.info(error.message);
    }
}

/// Shows the page that the address names.
async function go(isMoved) {
    moves += 1;
    place.page?.leave();
    const found = session.account ? match(routes, location.hash || "#/") : null;
    const isShown = found !== null && !isOthers(found);
    const route = isShown ? found.route : session.account
        ? {page: () => import("../pages/missing/missing.js")} : {page: () => import("../pages/sign-in/sign-in.js")};
    const page = new Page({
        params: found?.params ?? {}, query: found?.query ?? {}, session, store, redraw, announce,
    });
    const mine = place = {match: found, page, shown: null, problem: null, user: session.account?.user.name};
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

/// A page's code. The files of a release go with it, and this page may be of an older one than the server; or they do
/// not come.
async function code(route) {
    const late = pause(codePatience).then(() => { throw new Error("its code does not come"); });
    try {
        return await Promise.race([route.page(), late]);
    } catch (error) {
        throw new Problem({type: noCode, detail: String(error?.message ?? error),
            remedy: "check the connection to the server"});
    }
}

/// How long a page's code may take, in milliseconds.
const codePatience = 20_000;
const noCode = "no-code";

/// Whoever listens to the page hears where they are, and whoever types goes on from there.
function arrive() {
    window.scrollTo(0, 0);
    showTabs();
    const wanted = root.querySelector("main [autofocus]");
    if (wanted) wanted.focus();
    else focusHeading();
}

/// Of tabs that are more than fit, those where we are; again when a phone is turned.
window.addEventListener("resize", showTabs);
function showTabs() {
    for (const tab of root.querySelectorAll("nav [aria-current]")) {
        const row = tab.closest("ul");
        row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left
            - (row.clientWidth - tab.offsetWidth) / 2;
    }
}

/// Draws soon, and once for all that has changed until then.
function redraw() {
    if (isDrawingSoon) return;
    isDrawingSoon = true;
    queueMicrotask(draw);
}

function draw() {
    isDrawingSoon = false;
    const shown = content();
    const title = isAbsent() ? "Not found"
        : typeof place.shown?.title === "function" ? place.shown.title() : place.shown?.title;
    document.title = title ? `${title} · Netmaker` : "Netmaker";
    // A network that is not there has no pages.
    const match = place.page?.missing?.field === "network" ? null : place.match;
    const focus = document.activeElement;
    patch(root, frame({session, match, standing, said, content: shown, signOut}));
    // After those who know better where to go on.
    if (focus !== document.body && !focus.isConnected) queueMicrotask(() => { if (isNowhere()) focusHeading(); });
}

function isNowhere() { return document.activeElement === document.body; }

function isOthers(match) { return match?.route.superOnly === true && session.account !== null && !session.isSuper; }

function isAbsent() { return place.shown !== null && (isOthers(place.match) || place.page.missing !== null); }

function absenceView() {
    if (absences === null) {
        absences = {};
        import("../pages/missing/missing.js").then(({missingView, othersView}) => {
            absences = {missingView, othersView};
            redraw();
        }, () => {
            // Asked for again with the next drawing.
            absences = null;
        });
    }
    if (!absences.missingView) return loadingView();
    return isOthers(place.match) ? absences.othersView() : absences.missingView(place.page.missing, place.match);
}

function content() {
    if (place.problem) {
        return [h("h1", null, "This page cannot be shown"), problemView(place.problem),
            place.isRetried && h("p", {role: "status"}, "It is tried again by itself as soon as the server answers."),
            h("p", null, h("button", {type: "button", on: {click: () => location.reload()}}, "Reload the page"))];
    }
    if (place.shown === null) return loadingView();
    return isAbsent() ? absenceView() : place.shown.view();
}

async function signOut() {
    try {
        await session.signOut();
    } catch (error) {
        showProblem(error);
    }
}

function showProblem(error) {
    place.problem = asProblem(error);
    redraw();
}

function announce(text) {
    said = text;
    redraw();
}
