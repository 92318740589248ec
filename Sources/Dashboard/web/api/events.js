// What changes on the server, as it changes: one stream for everything that this user may see. When it breaks it is taken
// up where it broke, so nothing is missed and nothing is asked twice.

import {send} from "./client.js";
import {eventReader} from "./event-text.js";

/// How long a hidden page keeps its stream: it holds a connection, of which a browser has few.
const patience = 60_000;
/// The server says something every 15 s; after this the connection is taken for dead.
const silence = 40_000;

/// Follows until `stop` is called.
///
/// - `tell(event)`: `{network, revision, actor, objects}` of a change.
/// - `live(event)`: `{network, nodes}`: what the server sees of some nodes is another; without `nodes`, of any.
/// - `reset()`: something was missed, and everything is to be read anew.
/// - `standing(isLive)`: whether what is shown is what is true.
export function followEvents({tell, live, reset, standing}) {
    let lastID = null;
    let abort = new AbortController();
    let isOver = false;
    let hiding = null;
    let wake = () => {};

    async function run() {
        for (let failures = 0; !isOver;) {
            if (document.hidden && hiding === "asleep") {
                await new Promise((resolve) => { wake = resolve; });
                continue;
            }
            try {
                await follow();
                failures = 0;
            } catch (error) {
                if (error.status === 401) return;
                failures += 1;
            }
            if (isOver) return;
            standing(false);
            const wait = Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
            await new Promise((resolve) => {
                wake = resolve;
                setTimeout(resolve, wait);
            });
        }
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
            standing(true);
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

    function whenShownOrHidden() {
        clearTimeout(hiding);
        if (document.hidden) {
            hiding = setTimeout(() => {
                hiding = "asleep";
                abort.abort();
            }, patience);
        } else {
            hiding = null;
            wake();
        }
    }
    document.addEventListener("visibilitychange", whenShownOrHidden);
    run();
    return function stop() {
        isOver = true;
        document.removeEventListener("visibilitychange", whenShownOrHidden);
        clearTimeout(hiding);
        abort.abort();
        wake();
    };
}
