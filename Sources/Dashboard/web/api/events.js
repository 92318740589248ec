// What changes on the server, as it changes: one stream for everything that this user may see. When it breaks it is
// taken up where it broke, so nothing is missed and nothing is asked twice.

import {send} from "./client.js";
import {eventReader} from "./event-text.js";
import {takePlace, whenWanted} from "./places.js";

/// How long a hidden page keeps its stream, in milliseconds: it holds a connection, of which a browser has few.
const patience = 60_000;
/// The server says something every 15 s; after this the connection is taken for dead.
const silence = 40_000;
/// How long a stream has to last that is worth taking up again at once.
const steady = 5_000;
/// How often a page asks for a place for its stream, and after how many tries it reads everything without one.
const [placeWait, placeTries] = [1_000, 5];

/// Follows until `stop` is called.
///
/// - `tell(event)`: `{network, revision, actor, objects}` of a change.
/// - `live(event)`: `{network, nodes}`: what the server sees of some nodes is another; without `nodes`, of any.
/// - `reset()`: something was missed, and everything is to be read anew.
/// - `standing(name)`: how true is what is shown: "live", "slow" (as it was some seconds ago), or "waiting".
export function followEvents({tell, live, reset, standing}) {
    let lastID = null;
    let abort = new AbortController();
    let isOver = false;
    let hiding = null;
    // A page that nobody has looked at yet needs no stream.
    let isAsleep = document.hidden;
    let wake = () => {};
    /// When the stream that is followed began; null before.
    let began = null;

    async function run() {
        let failures = 0;
        let tries = 0;
        while (!isOver) {
            if (isAsleep) {
                await woken();
                continue;
            }
            const release = await takePlace();
            if (release === null) {
                tries += 1;
                if (tries % placeTries === 0) {
                    reset();
                    standing("slow");
                }
                await woken(placeWait);
                continue;
            }
            tries = 0;
            began = null;
            try {
                if (!isOver) await follow();
            } catch (error) {
                if (error.status === 401) return;
            } finally {
                release();
            }
            if (isOver) return;
            // However it ended: what ends at once, and not by this page's own doing, is asked for later and later.
            const isGood = isAsleep || (began !== null && performance.now() - began > steady);
            failures = isGood ? 0 : failures + 1;
            standing("waiting");
            if (!isAsleep) await woken(Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
        }
    }

    /// Waits until somebody looks at the page again, and no longer than this.
    function woken(limit) {
        return new Promise((resolve) => {
            wake = resolve;
            if (limit !== undefined) setTimeout(resolve, limit);
        });
    }

    async function follow() {
        abort = new AbortController();
        const headers = lastID === null ? {} : {"Last-Event-ID": lastID};
        let watchdog = setTimeout(() => abort.abort(), silence);
        try {
            const response = await send("GET", "/events?live=true", null, {headers, signal: abort.signal});
            // What was read before the stream began may have changed in between.
            // And what agents did meanwhile is not told again.
            reset();
            standing("live");
            began = performance.now();
            const reader = eventReader();
            const stream = response.body.pipeThrough(new TextDecoderStream()).getReader();
            for (;;) {
                const {value, done} = await stream.read();
                if (done) return;
                clearTimeout(watchdog);
                watchdog = setTimeout(() => abort.abort(), silence);
                for (const event of reader.read(value)) {
                    if (event.name === "change") tell(JSON.parse(event.data));
                    else if (event.name === "live") live(JSON.parse(event.data));
                    else if (event.name === "reset") reset();
                }
                lastID = reader.lastID ?? lastID;
            }
        } finally {
            clearTimeout(watchdog);
        }
    }

    function sleep() {
        isAsleep = true;
        abort.abort();
    }

    function whenShownOrHidden() {
        clearTimeout(hiding);
        if (document.hidden) {
            hiding = setTimeout(sleep, patience);
        } else {
            isAsleep = false;
            wake();
        }
    }
    document.addEventListener("visibilitychange", whenShownOrHidden);
    const stopGiving = whenWanted(() => { if (document.hidden) sleep(); });
    run();
    return function stop() {
        isOver = true;
        document.removeEventListener("visibilitychange", whenShownOrHidden);
        stopGiving();
        clearTimeout(hiding);
        abort.abort();
        wake();
    };
}
