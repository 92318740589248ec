// Of the nodes of a network those that a search finds, as many as one looks at: the server searches, so that none is
// read which is not shown. Kept true by events, as the store keeps whole lists.

import {asProblem} from "../../api/problem.js";
import {effect, liveEffect} from "../../store/effect.js";

/// How many one reading brings.
const portion = 100;
/// How long it is waited for more letters, and at least for more changes, in milliseconds.
const [typing, pause] = [150, 100];
/// How often what could not be read is asked for again, in seconds.
const retry = 2;
/// For how many times as long as a reading took there is none for changes.
const rest = 4;
/// What a node may be known by; nothing else need be asked for.
const words = /^[ -~]{1,255}$/;

/// - `path`: of the list; `concern`: as the store has it.
/// - `search`: what is looked for at first.
export function makeFinder(page, path, concern, search = "") {
    let text = search.trim();
    let wanted = portion;
    let turn = 0;
    let timer = null;
    let isAsking = false;
    let isReading = false;
    /// Whether it is to be read again once what is on its way is there, and not before when, in milliseconds.
    let isDue = false;
    let rested = 0;

    const finder = {
        /// In the server's order; null until the first ones are there.
        items: null,
        /// Whether there are more than these.
        isMore: false,
        problem: null,
        /// Looks for something else, soon.
        search(wish) {
            text = wish.trim();
            wanted = portion;
            soon(typing);
        },
        /// Shows as many again.
        more() {
            wanted += portion;
            return read();
        },
    };

    function soon(time) {
        clearTimeout(timer);
        timer = setTimeout(read, time);
    }

    /// For changes: the first is seen at once, and those that come without a pause together, again and again.
    function again() {
        if (isReading) isDue = true;
        else timer ??= setTimeout(read, Math.max(0, rested - performance.now()));
    }

    /// All that are wanted, portion by portion.
    async function read() {
        clearTimeout(timer);
        timer = null;
        isReading = true;
        isDue = false;
        const mine = turn += 1;
        const began = performance.now();
        try {
            const items = [];
            let after = null;
            if (text === "" || words.test(text)) {
                do {
                    const query = [`limit=${Math.min(500, wanted - items.length)}`,
                        text !== "" && `search=${encodeURIComponent(text)}`,
                        after !== null && `after=${encodeURIComponent(after)}`].filter(Boolean).join("&");
                    const {value} = await page.call("GET", `${path}?${query}`);
                    if (mine !== turn) return;
                    items.push(...value.items);
                    after = value.next ?? null;
                } while (after !== null && items.length < wanted);
            }
            Object.assign(finder, {items, isMore: after !== null, problem: null});
        } catch (error) {
            if (mine !== turn) return;
            finder.problem = asProblem(error);
        }
        isReading = false;
        rested = performance.now() + Math.max(pause, rest * (performance.now() - began));
        page.redraw();
        if (isDue) again();
    }

    /// Some are others now, new, or no more.
    async function readOnes(changes) {
        const mine = turn;
        isAsking = true;
        try {
            const read = await Promise.all(changes.map(({id, isRemoved}) => isRemoved ? null
                : page.call("GET", `${path}/${encodeURIComponent(id)}`)));
            const gone = new Set(changes.map(({id}) => id));
            if (mine === turn) {
                finder.items = [...finder.items.filter((item) => !gone.has(item.id)),
                    ...read.filter(Boolean).map(({value}) => value)]
                    .sort((one, other) => one.name < other.name ? -1 : 1);
            }
        } catch {
            // Who is no more, for one, is seen by who reads them all.
            again();
        }
        isAsking = false;
        page.redraw();
    }

    /// - `isOfAgent`: it is what the server sees of some, which leaves each where it is.
    function heed(what, isOfAgent) {
        if (what === "nothing") return;
        if (what === "everything" || finder.items === null || isAsking || isReading) return again();
        const mine = isOfAgent ? what.filter(({id}) => finder.items.some((item) => item.id === id)) : what;
        if (mine.length === 0) return;
        // Of what is searched, or not all there, others may have to come or go.
        if (isOfAgent || (text === "" && !finder.isMore)) readOnes(mine);
        else again();
    }

    page.watch((event) => heed(event === null ? "everything" : effect(concern, event), false));
    page.watchLive((events) => heed(liveEffect(concern, events), true));
    // Nobody has to ask for what may be there a moment later.
    page.every(retry, () => { if (finder.problem?.isPassing && !isReading) read(); });
    page.whenLeft(() => {
        clearTimeout(timer);
        turn += 1;
    });
    read();
    return finder;
}
